//! What staff's invoice pages need besides the invoice: choices for the form, sums of a list, and who has looked.

use crate::company::CompanyChoice;
use crate::contact::ContactChoice;
use crate::ids::ContactId;
use crate::invoice::calculation::TaxRounding;
use crate::invoice::form::InvoiceForm;
use crate::invoice::tax::TaxRate;
use crate::invoice::view::InvoiceDocument;
use crate::locale::Locale;
use crate::money::Money;
use crate::settings::PortalFrame;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// An invoice's form with what can be chosen in it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceEditing {
    /// The form as it opens.
    pub form: InvoiceForm,
    /// The company that it is for; none until one is chosen.
    pub company: Option<CompanyChoice>,
    /// The company's contacts.
    pub contacts: Vec<ContactChoice>,
    /// The taxes on invoices so far.
    pub taxes: Vec<TaxRate>,
    /// Where tax is rounded.
    pub rounding: TaxRounding,
}

/// The sums of a filtered list in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListTotal {
    /// How many invoices.
    pub invoices: u64,
    /// What they ask for.
    pub total: Money,
    /// What is left to pay of them.
    pub balance: Money,
}

/// How often one contact has looked at an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct InvoiceView {
    /// Who.
    pub contact: ContactId,
    /// Full name.
    pub contact_name: String,
    /// When for the first time.
    pub first_at: DateTime<Utc>,
    /// When for the last time.
    pub last_at: DateTime<Utc>,
    /// How often the page was opened.
    pub views: u64,
    /// How often the PDF was downloaded.
    pub downloads: u64,
}

/// An invoice as its client sees it, for staff who want to see it so.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientPreview {
    /// What the client gets.
    pub document: InvoiceDocument,
    /// The portal around it.
    pub frame: PortalFrame,
    /// The client's language.
    pub locale: Locale,
    /// The client's time zone.
    pub timezone: String,
    /// Who would look; the company where the invoice names nobody.
    pub name: String,
}
