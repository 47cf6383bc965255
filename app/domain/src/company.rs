//! Client organisations.

use crate::{
    access::PortalVisibility,
    client_tag::{self, ClientTag},
    form::{self, FieldErrors},
    ids::{CompanyId, ContactId},
    money::{Currency, Money},
};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// A company form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompanyForm {
    /// Trading name.
    pub name: String,
    /// Registered name, where it differs.
    pub legal_name: String,
    /// General address for mail.
    pub email: String,
    /// General telephone number.
    pub phone: String,
    /// Web address.
    pub website: String,
    /// VAT or other tax number.
    pub tax_id: String,
    /// First address line.
    pub address_line1: String,
    /// Second address line.
    pub address_line2: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub state: String,
    /// Country.
    pub country: String,
    /// Currency of new invoices, an ISO 4217 code.
    pub currency: String,
    /// Days from issue to the due date of new invoices.
    pub payment_days: String,
    /// Notes that only staff see.
    pub notes: String,
    /// The names of tags, with commas between.
    pub tags: String,
    /// The version that was opened, to notice a stale edit.
    pub version: i64,
}

/// A checked company form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompanyDraft {
    /// Trading name, never empty.
    pub name: String,
    /// Registered name or empty.
    pub legal_name: String,
    /// E-mail address or empty.
    pub email: String,
    /// Telephone number or empty.
    pub phone: String,
    /// http(s) address or empty.
    pub website: String,
    /// Tax number or empty.
    pub tax_id: String,
    /// Postal address.
    pub address: Address,
    /// Currency of new invoices.
    pub currency: Currency,
    /// Days from issue to due, 0 to 365.
    pub payment_days: i32,
    /// Staff's notes.
    pub notes: String,
    /// The names of tags, each once.
    pub tags: Vec<String>,
}

/// A postal address; any part may be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    /// First line.
    pub line1: String,
    /// Second line.
    pub line2: String,
    /// Postal code.
    pub postal_code: String,
    /// Town.
    pub city: String,
    /// State, province or county.
    pub state: String,
    /// Country.
    pub country: String,
}

impl Address {
    /// The address as lines to print, without empty ones.
    pub fn lines(&self) -> Vec<String> {
        let town = [&self.postal_code, &self.city]
            .into_iter()
            .filter(|part| !part.is_empty());
        let town = town.cloned().collect::<Vec<_>>().join(" ");
        [
            self.line1.clone(),
            self.line2.clone(),
            town,
            self.state.clone(),
            self.country.clone(),
        ]
        .into_iter()
        .filter(|line| !line.is_empty())
        .collect()
    }
}

/// The six address fields of a form, checked.
pub(crate) fn check_address(errors: &mut FieldErrors, fields: [(&str, &str, usize); 6]) -> Address {
    let [line1, line2, postal_code, city, state, country] =
        fields.map(|(name, value, max)| errors.take(name, form::line(value, max)).unwrap_or_default());
    Address {
        line1,
        line2,
        postal_code,
        city,
        state,
        country,
    }
}

impl CompanyForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<CompanyDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let draft = CompanyDraft {
            name: errors
                .take("name", form::required_line(&self.name, 160))
                .unwrap_or_default(),
            legal_name: errors
                .take("legal_name", form::line(&self.legal_name, 160))
                .unwrap_or_default(),
            email: errors.take("email", form::email(&self.email)).unwrap_or_default(),
            phone: errors
                .take("phone", form::line(&self.phone, 40))
                .unwrap_or_default(),
            website: errors
                .take("website", form::web_address(&self.website))
                .unwrap_or_default(),
            tax_id: errors
                .take("tax_id", form::line(&self.tax_id, 40))
                .unwrap_or_default(),
            address: check_address(
                &mut errors,
                [
                    ("address_line1", &self.address_line1, 160),
                    ("address_line2", &self.address_line2, 160),
                    ("postal_code", &self.postal_code, 20),
                    ("city", &self.city, 80),
                    ("state", &self.state, 80),
                    ("country", &self.country, 80),
                ],
            ),
            currency: errors
                .take("currency", self.currency.trim().parse())
                .unwrap_or(Currency::EUR),
            payment_days: errors
                .take("payment_days", payment_days(&self.payment_days))
                .unwrap_or_default(),
            notes: errors
                .take("notes", form::paragraph(&self.notes, 5_000))
                .unwrap_or_default(),
            tags: client_tag::check(&mut errors, &self.tags),
        };
        errors.into_result(draft)
    }
}

/// Days from issue to due.
pub(crate) fn payment_days(text: &str) -> Result<i32, &'static str> {
    match text.trim().parse::<i32>() {
        Ok(days @ 0..=365) => Ok(days),
        _ => Err("Please enter a number of days from 0 to 365."),
    }
}

/// A company in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompanyRow {
    /// Which company.
    pub id: CompanyId,
    /// Trading name.
    pub name: String,
    /// Town, or empty.
    pub city: String,
    /// Its tags, by name.
    pub tags: Vec<ClientTag>,
    /// How many contacts that are not archived.
    pub contacts: i64,
    /// What is open, one sum per currency.
    pub open: Vec<Money>,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
}

/// A company's own page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CompanyDetail {
    /// Which company.
    pub id: CompanyId,
    /// The stored values, as the form shows them.
    pub form: CompanyForm,
    /// Postal address.
    pub address: Address,
    /// Its tags, by name.
    pub tags: Vec<ClientTag>,
    /// Its contacts.
    pub contacts: Vec<CompanyContact>,
    /// What is open, one sum per currency.
    pub open: Vec<Money>,
    /// What of it is overdue, one sum per currency.
    pub overdue: Vec<Money>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
}

/// A contact as its company's page lists it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyContact {
    /// Which contact.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// E-mail address or empty.
    pub email: String,
    /// Job title or empty.
    pub job_title: String,
    /// Whether this person can open the portal now, or why not.
    pub visibility: PortalVisibility,
    /// When this person was last seen in the portal.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// Whether the contact is archived.
    pub archived: bool,
}

/// A company to choose from in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompanyChoice {
    /// Which company.
    pub id: CompanyId,
    /// Trading name.
    pub name: String,
    /// Currency of its new invoices.
    pub currency: Currency,
    /// Days from issue to due.
    pub payment_days: i32,
    /// Whether it is archived: such a company is offered only where it is chosen already.
    pub archived: bool,
}

/// How staff look at lists of companies and contacts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ClientFilter {
    /// Words to look for in name, e-mail and town.
    pub search: String,
    /// `active` (also the default), `archived` or `all`.
    pub state: String,
    /// The id of a tag that they must have; empty is no condition.
    pub tag: String,
    /// A column's key, with a leading `-` for descending.
    pub sort: String,
    /// Page, from 1.
    pub page: u32,
}

/// Which of the companies or contacts a list shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ClientState {
    /// Those in use.
    #[default]
    Active,
    /// Those put away.
    Archived,
    /// Both.
    All,
}

impl ClientState {
    /// All of them, in the order of the list's filter.
    pub const ALL: [Self; 3] = [Self::Active, Self::Archived, Self::All];

    /// The key in an address.
    pub const fn key(self) -> &'static str {
        match self {
            Self::Active => "active",
            Self::Archived => "archived",
            Self::All => "all",
        }
    }

    /// The state in a word.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Archived => "Archived",
            Self::All => "All",
        }
    }
}

impl ClientFilter {
    /// Whether it leaves anybody in use out.
    pub fn narrows(&self) -> bool {
        !self.search.is_empty() || !self.tag.is_empty() || self.state() != ClientState::Active
    }

    /// Which state is asked for; anything unknown means the active ones.
    pub fn state(&self) -> ClientState {
        ClientState::ALL
            .into_iter()
            .find(|state| state.key() == self.state)
            .unwrap_or_default()
    }
}

/// The day an invoice issued on `issued` falls due.
pub fn due_after(issued: NaiveDate, payment_days: i32) -> NaiveDate {
    issued
        .checked_add_days(chrono::Days::new(u64::from(payment_days.max(0).unsigned_abs())))
        .unwrap_or(issued)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn form() -> CompanyForm {
        CompanyForm {
            name: "Hofmann GmbH".into(),
            currency: "EUR".into(),
            payment_days: "14".into(),
            ..CompanyForm::default()
        }
    }

    #[test]
    fn a_form_answers_field_by_field() {
        assert!(form().validate().is_ok());
        let bad = CompanyForm {
            name: " ".into(),
            email: "nobody".into(),
            website: "javascript:alert(1)".into(),
            currency: "XXQ".into(),
            payment_days: "-1".into(),
            city: "x".repeat(81),
            ..form()
        };
        let errors = bad.validate().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(
            fields,
            ["city", "currency", "email", "name", "payment_days", "website"]
        );
    }

    #[test]
    fn an_address_prints_without_gaps() {
        let address = Address {
            line1: "Am Ring 1".into(),
            postal_code: "50667".into(),
            city: "Köln".into(),
            ..Address::default()
        };
        assert_eq!(address.lines(), ["Am Ring 1", "50667 Köln"]);
    }
}
