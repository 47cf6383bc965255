//! What staff see first.

use crate::{activity::ActivityLine, ids::ContactId, invoice::view::InvoiceRow, money::Money};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// The staff's start page. Money is one sum per currency, never one across.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct StaffDashboard {
    /// What clients still have to pay.
    pub outstanding: Vec<Money>,
    /// What of it is overdue.
    pub overdue: Vec<Money>,
    /// What came in during the last 30 days, less what of it was given back.
    pub paid_recently: Vec<Money>,
    /// How many drafts wait to be issued.
    pub drafts: u64,
    /// How many invoices are overdue.
    pub overdue_count: u64,
    /// The longest overdue.
    pub overdue_invoices: Vec<InvoiceRow>,
    /// Who was in the portal last.
    pub recent_clients: Vec<RecentClient>,
    /// What happened last.
    pub activity: Vec<ActivityLine>,
    /// How many contacts were invited and never came.
    pub not_joined: u64,
    /// How many mails were given up or refused.
    pub failed_mails: u64,
    /// The first steps, done or not.
    pub steps: Vec<StepState>,
}

impl StaffDashboard {
    /// Whether all first steps are done.
    pub fn is_set_up(&self) -> bool {
        self.steps.iter().all(|step| step.done)
    }
}

/// A contact that was in the portal lately.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecentClient {
    /// Which contact.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// The names of the companies.
    pub companies: Vec<String>,
    /// When last seen.
    pub last_seen_at: DateTime<Utc>,
}

/// A first step and whether it is done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepState {
    /// Which step.
    pub step: FirstStep,
    /// Whether it is done.
    pub done: bool,
}

/// What a new workspace needs, in order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FirstStep {
    /// Address, contact and bank account for invoices.
    Business,
    /// A logo, or a colour of one's own.
    Brand,
    /// A first company.
    Company,
    /// A first contact.
    Contact,
    /// A first issued invoice.
    Invoice,
    /// A first portal invitation.
    Invitation,
}

impl FirstStep {
    /// All steps, in order.
    pub const ALL: [Self; 6] = [
        Self::Business,
        Self::Brand,
        Self::Company,
        Self::Contact,
        Self::Invoice,
        Self::Invitation,
    ];

    /// What to do.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Business => "Complete your business details",
            Self::Brand => "Make the portal yours",
            Self::Company => "Add your first company",
            Self::Contact => "Add your first contact",
            Self::Invoice => "Issue your first invoice",
            Self::Invitation => "Send your first portal invitation",
        }
    }

    /// What it is good for.
    pub const fn text(self) -> &'static str {
        match self {
            Self::Business => "Address, e-mail and bank account are printed on every invoice.",
            Self::Brand => "A logo or your own colour, so that clients know where they are.",
            Self::Company => "Invoices are made out to companies.",
            Self::Contact => "Contacts are the people who open the portal.",
            Self::Invoice => "It gets its number then, and your client can see it.",
            Self::Invitation => "Your client gets a mail with a personal link; no password is needed.",
        }
    }
}
