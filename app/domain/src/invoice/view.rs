//! What pages, PDFs and mails show of invoices. Values stay typed; each reader's language formats them.

use super::calculation::{Discount, TaxGroup};
use super::status::{DisplayStatus, InvoiceStatus};
use super::tax::TaxRate;
use crate::bank::{Bic, Iban};
use crate::decimal::{Quantity, UnitPrice};
use crate::ids::{CompanyId, ContactId, CreditNoteId, InvoiceId, PaymentId, RefundId};
use crate::invoice::epc::{self, EpcError};
use crate::list::sort_key;
use crate::locale::Locale;
use crate::money::Money;
use crate::payment::{PaymentMethod, PaymentStatus};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// One row of a list of invoices.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceRow {
    /// Which one.
    pub id: InvoiceId,
    /// Its number; `None` for a draft.
    pub number: Option<String>,
    /// The client.
    pub company_id: CompanyId,
    /// The client's name.
    pub company_name: String,
    /// The person it is addressed to, or empty.
    pub contact_name: String,
    /// The date on it; a draft may have none.
    pub issue_date: Option<NaiveDate>,
    /// The last day to pay.
    pub due_date: Option<NaiveDate>,
    /// What it asks for.
    pub total: Money,
    /// What is left to pay.
    pub balance: Money,
    /// The state to show.
    pub display_status: DisplayStatus,
}

impl InvoiceRow {
    /// The number, or `Draft`.
    pub fn title(&self) -> &str {
        self.number.as_deref().unwrap_or("Draft")
    }
}

/// A seller or buyer as frozen on a document.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Party {
    /// The legal name.
    pub name: String,
    /// For whose attention, or empty.
    pub attention: String,
    /// Street, place and country, line by line.
    pub address: Vec<String>,
    /// VAT or tax number, or empty.
    pub tax_id: String,
    /// Company register number, or empty.
    pub registration: String,
    /// E-mail address, or empty.
    pub email: String,
    /// Telephone number, or empty.
    pub phone: String,
    /// Web address, or empty.
    pub website: String,
}

/// A line of a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DocumentLine {
    /// What it is for; may have several lines.
    pub description: String,
    /// How many.
    pub quantity: Quantity,
    /// Of what, or empty.
    pub unit: String,
    /// The price of one.
    pub unit_price: UnitPrice,
    /// The line's reduction.
    pub discount: Discount,
    /// The line's tax.
    pub tax: TaxRate,
    /// The line's amount, with tax if prices include it.
    pub net: Money,
}

impl DocumentLine {
    /// The unit price with at least the currency's decimals: `80.00`, `33.335`.
    pub fn unit_price_text(&self, locale: Locale) -> String {
        let (raw, exponent) = (self.unit_price.raw(), self.net.currency.exponent());
        let spare = 10_i64.pow(UnitPrice::DECIMALS.saturating_sub(exponent));
        if raw >= 0 && raw % spare == 0 {
            locale.numbers().write((raw / spare).unsigned_abs(), exponent)
        } else {
            self.unit_price.format(locale.numbers())
        }
    }
}

/// A payment on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaymentRow {
    /// Which one.
    pub id: PaymentId,
    /// On which day it came.
    pub received_on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// How much of it settles this invoice; the rest is refunded, on another invoice, or the client's credit.
    pub applied: Money,
    /// How much of it was given back.
    pub refunded: Money,
    /// How it came.
    pub method: PaymentMethod,
    /// How far it has come.
    pub status: PaymentStatus,
    /// The bank's or client's reference, or empty.
    pub reference: String,
    /// For staff only: empty in what a client gets.
    pub note: String,
    /// The stored version, for correcting it.
    pub version: i64,
    /// Each time something was given back.
    pub refunds: Vec<RefundRow>,
}

/// Money given back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundRow {
    /// Which one.
    pub id: RefundId,
    /// On which day.
    pub refunded_on: NaiveDate,
    /// How much.
    pub amount: Money,
    /// Why, or empty.
    pub reason: String,
}

/// A credit note on a document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreditNoteRow {
    /// Which one.
    pub id: CreditNoteId,
    /// Its number.
    pub number: String,
    /// Its date.
    pub issue_date: NaiveDate,
    /// How much, with tax.
    pub amount: Money,
    /// How much of it is tax.
    pub tax: Money,
    /// What it takes back of each tax group of the invoice, as positive amounts.
    pub tax_groups: Vec<TaxGroup>,
    /// Why.
    pub reason: String,
}

impl CreditNoteRow {
    /// The tax groups that it takes anything back of; what is not taxed at all needs no line of its own.
    pub fn shown_tax_groups(&self) -> impl Iterator<Item = &TaxGroup> {
        let touched = |group: &&TaxGroup| !(group.base.is_zero() && group.amount.is_zero());
        self.tax_groups
            .iter()
            .filter(|group| !group.tax.is_none())
            .filter(touched)
    }
}

/// Where to transfer money to.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BankTransfer {
    /// The account holder.
    pub account_name: String,
    /// The account.
    pub iban: Iban,
    /// The bank's code, where given.
    pub bic: Option<Bic>,
    /// The bank's name, or empty.
    pub bank_name: String,
    /// What the payer should write, normally the invoice number.
    pub reference: String,
}

impl BankTransfer {
    /// The text of the QR code for paying an amount (EPC069-12).
    pub fn epc_payload(&self, amount: Money) -> Result<String, EpcError> {
        epc::payload(
            &self.account_name,
            &self.iban,
            self.bic.as_ref(),
            amount,
            &self.reference,
        )
    }
}

/// A whole invoice, for the client's page and the PDF: nothing in it is secret from the client.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDocument {
    /// Which one.
    pub id: InvoiceId,
    /// Its number; `None` for a draft.
    pub number: Option<String>,
    /// The stored state.
    pub status: InvoiceStatus,
    /// The state to show.
    pub display_status: DisplayStatus,
    /// Who sells.
    pub seller: Party,
    /// Who buys.
    pub buyer: Party,
    /// The date on it.
    pub issue_date: Option<NaiveDate>,
    /// The last day to pay.
    pub due_date: Option<NaiveDate>,
    /// The client's order number, or empty.
    pub po_number: String,
    /// A reference, or empty.
    pub reference: String,
    /// Whether prices include tax.
    pub prices_include_tax: bool,
    /// The lines.
    pub lines: Vec<DocumentLine>,
    /// The sum of the lines.
    pub subtotal: Money,
    /// The document discount as agreed.
    pub discount: Discount,
    /// What the document discount comes to.
    pub discount_amount: Money,
    /// Without tax.
    pub net: Money,
    /// Each tax.
    pub tax_groups: Vec<TaxGroup>,
    /// All taxes.
    pub tax: Money,
    /// With tax.
    pub total: Money,
    /// What cash rounding adds or takes away.
    pub rounding: Money,
    /// What it asks for.
    pub payable: Money,
    /// What was received and not given back.
    pub paid: Money,
    /// What was credited.
    pub credited: Money,
    /// What is left to pay.
    pub balance: Money,
    /// The payments, oldest first.
    pub payments: Vec<PaymentRow>,
    /// The credit notes, oldest first.
    pub credit_notes: Vec<CreditNoteRow>,
    /// For the client, or empty.
    pub notes: String,
    /// Terms of payment, or empty.
    pub terms: String,
    /// Where to transfer money to, where the seller has given it.
    pub transfer: Option<BankTransfer>,
}

impl InvoiceDocument {
    /// The number, or `Draft`.
    pub fn title(&self) -> &str {
        self.number.as_deref().unwrap_or("Draft")
    }

    /// The taxes worth a row: all but "no tax".
    pub fn shown_tax_groups(&self) -> impl Iterator<Item = &TaxGroup> {
        self.tax_groups.iter().filter(|group| !group.tax.is_none())
    }
}

/// A whole invoice with what only staff see.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceDetail {
    /// What the client sees, too.
    pub document: InvoiceDocument,
    /// The client.
    pub company_id: CompanyId,
    /// The client's name today.
    pub company_name: String,
    /// The person it is addressed to.
    pub contact_id: Option<ContactId>,
    /// That person's name, or empty.
    pub contact_name: String,
    /// For staff only, or empty.
    pub internal_notes: String,
    /// Why it was voided or written off, or empty.
    pub closing_reason: String,
    /// What was received beyond what is owed.
    pub overpaid: Money,
    /// What may still be credited.
    pub creditable: Money,
    /// What the company has paid that settles no invoice yet, in this currency.
    pub company_credit: Money,
    /// The stored version, for editing it.
    pub version: i64,
}

/// How a list of invoices is cut and sorted, as typed in its address. Every part may be empty or nonsense.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct InvoiceFilter {
    /// Part of a number, company, reference or order number.
    pub search: String,
    /// A name of [`StatusFilter`].
    pub status: String,
    /// The id of a company.
    pub company: String,
    /// The page, from 1.
    pub page: String,
    /// A key of [`InvoiceSort`], with a leading `-` for descending.
    pub sort: String,
}

/// Which invoices a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum StatusFilter {
    /// Every one.
    #[default]
    All,
    /// Those with something left to pay: sent, viewed, partial, overdue.
    Open,
    /// Those of one shown state.
    Only(DisplayStatus),
}

/// The column that a list of invoices is sorted by. Each sort ends with the id, so that pages don't overlap.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum InvoiceSort {
    /// The date on it.
    #[default]
    IssueDate,
    /// The number.
    Number,
    /// The client's name.
    Company,
    /// The last day to pay.
    DueDate,
    /// What it asks for.
    Total,
    /// What is left to pay.
    Balance,
}

impl InvoiceSort {
    /// Every column that sorts.
    pub const ALL: [Self; 6] = [
        Self::IssueDate,
        Self::Number,
        Self::Company,
        Self::DueDate,
        Self::Total,
        Self::Balance,
    ];

    /// The column's key in the address.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::IssueDate => "issue_date",
            Self::Number => "number",
            Self::Company => "company",
            Self::DueDate => "due_date",
            Self::Total => "total",
            Self::Balance => "balance",
        }
    }
}

impl InvoiceFilter {
    /// The longest search, in characters; the rest is not looked at.
    pub const MAX_SEARCH: usize = 100;
    /// A client's list is counted so many rows beyond the page before: nobody leafs further in one step.
    pub const COUNTED_AHEAD: u64 = 500;

    /// The text to look for, trimmed and cut; empty for none.
    pub fn search(&self) -> String {
        self.search
            .trim()
            .chars()
            .filter(|c| !c.is_control())
            .take(Self::MAX_SEARCH)
            .collect()
    }

    /// Which states; unknown names show all.
    pub fn status(&self) -> StatusFilter {
        match self.status.trim() {
            "open" => StatusFilter::Open,
            name => name.parse().map_or(StatusFilter::All, StatusFilter::Only),
        }
    }

    /// Which company, if one is named rightly.
    pub fn company(&self) -> Option<CompanyId> {
        self.company.trim().parse().ok()
    }

    /// The page, from 1 to 100,000.
    pub fn page(&self) -> u32 {
        self.page.trim().parse().unwrap_or(1).clamp(1, 100_000)
    }

    /// The column and whether it descends; the newest first if none is named rightly.
    pub fn sort(&self) -> (InvoiceSort, bool) {
        let (key, descending) = sort_key(self.sort.trim());
        let sort = InvoiceSort::ALL.into_iter().find(|sort| sort.as_str() == key);
        sort.map_or((InvoiceSort::IssueDate, true), |sort| (sort, descending))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_filter_survives_any_address() {
        let filter = InvoiceFilter {
            search: format!("  a\u{0}b{}", "x".repeat(200)),
            status: "overdue".into(),
            company: "'; --".into(),
            page: "-3".into(),
            sort: "-due_date".into(),
        };
        assert_eq!(filter.search().chars().count(), InvoiceFilter::MAX_SEARCH);
        assert_eq!(filter.status(), StatusFilter::Only(DisplayStatus::Overdue));
        assert_eq!(
            (filter.company(), filter.page(), filter.sort()),
            (None, 1, (InvoiceSort::DueDate, true))
        );
        let empty = InvoiceFilter::default();
        assert_eq!(
            (empty.status(), empty.page(), empty.sort()),
            (StatusFilter::All, 1, (InvoiceSort::IssueDate, true))
        );
        let open = InvoiceFilter {
            status: "open".into(),
            page: "4000000000".into(),
            ..empty
        };
        assert_eq!((open.status(), open.page()), (StatusFilter::Open, 100_000));
    }
}
