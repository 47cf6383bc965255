//! What a client sees first.

use crate::ids::InvoiceId;
use crate::invoice::view::InvoiceRow;
use crate::money::Money;
use crate::payment::PaymentMethod;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// The client's start page. Money is one sum per currency, never one across.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientDashboard {
    /// What is to be paid, one entry per currency.
    pub due: Vec<DueSummary>,
    /// What needs action, the most pressing first: overdue, and due within two weeks.
    pub needs_action: Vec<ActionItem>,
    /// The invoices issued last.
    pub recent_invoices: Vec<InvoiceRow>,
    /// The payments that came last.
    pub recent_payments: Vec<RecentPayment>,
}

/// What is to be paid in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DueSummary {
    /// All that is open, overdue or not.
    pub open: Money,
    /// What of it is overdue.
    pub overdue: Money,
    /// How many invoices are open.
    pub invoices: u64,
    /// How many of them are overdue.
    pub overdue_invoices: u64,
    /// The next day on which something not yet overdue falls due.
    pub next_due: Option<NaiveDate>,
}

/// Something for the client to do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ActionItem {
    /// What.
    pub kind: ActionKind,
    /// About which invoice.
    pub invoice: InvoiceRow,
    /// Days until it is due; negative since it was.
    pub days: i64,
}

/// What a client is asked to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ActionKind {
    /// Pay an invoice that is overdue.
    Overdue,
    /// Pay an invoice that is due soon.
    DueSoon,
}

impl ActionKind {
    /// The key in translations and style classes.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Overdue => "overdue",
            Self::DueSoon => "due_soon",
        }
    }
}

/// A payment that came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentPayment {
    /// On which day.
    pub received_on: NaiveDate,
    /// How much, less what was given back.
    pub amount: Money,
    /// How.
    pub method: PaymentMethod,
    /// A reference, or empty.
    pub reference: String,
    /// The invoice that it settles first, and its number; none while it settles none.
    pub invoice: Option<(InvoiceId, String)>,
}
