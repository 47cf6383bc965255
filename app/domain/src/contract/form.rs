//! A contract as staff write it.

use super::status::{RecipientRole, SigningOrder};
use crate::{
    date,
    form::{self, FieldErrors, TextError},
    ids::{CompanyId, ContactId, RecipientId, UserId},
    money::{Currency, Money},
    page::rich_text::{MAX_PAPER_BYTES, RichDoc},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

/// So many take part at most.
pub const MAX_RECIPIENTS: usize = 20;
/// How long there is time to sign, in days, if nothing else is said.
pub const DEFAULT_EXPIRY_DAYS: u32 = 30;
const MAX_EXPIRY_DAYS: u32 = 365;
const MAX_TITLE: usize = 160;
const MAX_KIND: usize = 80;

/// One who takes part, as chosen in a form. A row without a person counts for nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct RecipientForm {
    /// A contact's id.
    pub contact_id: String,
    /// A key of [`RecipientRole`].
    pub role: String,
}

/// A contract, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContractForm {
    /// For which company.
    pub company_id: String,
    /// What it is called.
    pub title: String,
    /// What kind of contract, such as `Service agreement`; may be empty.
    pub kind: String,
    /// The first day; may be empty.
    pub start_date: String,
    /// The last day; may be empty.
    pub end_date: String,
    /// What it is worth, as a plain number; may be empty.
    pub value: String,
    /// The value's ISO 4217 code.
    pub currency: String,
    /// A key of [`SigningOrder`].
    pub order: String,
    /// How long there is time to sign, in days.
    pub expires_days: String,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether everybody of the company may read it once it is completed.
    pub shared: bool,
    /// The member of staff who signs last; empty for none.
    pub countersigner: String,
    /// The text: `RichDoc`'s field.
    pub body: String,
    /// Who takes part, in order.
    pub recipients: Vec<RecipientForm>,
    /// The version that the form was opened with.
    pub version: i64,
}

/// One who takes part, checked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RecipientDraft {
    /// Who.
    pub contact: ContactId,
    /// What they do.
    pub role: RecipientRole,
}

/// A checked [`ContractForm`].
#[derive(Debug, Clone, PartialEq)]
pub struct ContractDraft {
    /// For which company.
    pub company: CompanyId,
    /// What it is called.
    pub title: String,
    /// What kind of contract, or empty.
    pub kind: String,
    /// The first day.
    pub start_date: Option<NaiveDate>,
    /// The last day.
    pub end_date: Option<NaiveDate>,
    /// What it is worth.
    pub value: Option<Money>,
    /// Whether one waits for another.
    pub order: SigningOrder,
    /// Days to sign.
    pub expires_days: u32,
    /// Whether a signer may name another person.
    pub delegation: bool,
    /// Whether everybody of the company may read it once it is completed.
    pub shared: bool,
    /// Who signs last, for the provider.
    pub countersigner: Option<UserId>,
    /// The text.
    pub body: RichDoc,
    /// Who takes part, in order.
    pub recipients: Vec<RecipientDraft>,
    /// The version that the form was opened with.
    pub version: i64,
}

/// Days to sign.
pub(super) fn expiry(text: &str) -> Result<u32, TextError> {
    match text.trim() {
        "" => Ok(DEFAULT_EXPIRY_DAYS),
        text => text
            .parse()
            .ok()
            .filter(|days| (1..=MAX_EXPIRY_DAYS).contains(days))
            .ok_or(TextError::Unusable),
    }
}

/// What is said of days that are none.
pub(super) const NO_DAYS: &str = "Please enter a number of days between 1 and 365.";

pub(super) fn title(text: &str) -> Result<String, TextError> {
    form::required_line(text, MAX_TITLE)
}

pub(super) fn kind(text: &str) -> Result<String, TextError> {
    form::line(text, MAX_KIND)
}

impl ContractForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<ContractDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let company = self.company_id.trim().parse::<CompanyId>();
        if company.is_err() {
            errors.add("company_id", "Please choose a company from the list.");
        }
        let title = errors.take("title", title(&self.title));
        let kind = errors.take("kind", kind(&self.kind));
        let start_date = errors.take("start_date", date::parse_optional(&self.start_date));
        let end_date = errors.take("end_date", date::parse_optional(&self.end_date));
        if let (Some(Some(start)), Some(Some(end))) = (start_date, end_date)
            && end < start
        {
            errors.add("end_date", "The last day is before the first.");
        }
        let value = self.value(&mut errors);
        let order = match self.order.trim() {
            "" => Some(SigningOrder::Parallel),
            key => errors.take("order", key.parse()),
        };
        let expires_days = expiry(&self.expires_days).ok();
        if expires_days.is_none() {
            errors.add("expires_days", NO_DAYS);
        }
        let countersigner = match self.countersigner.trim() {
            "" => Some(None),
            id => errors
                .take(
                    "countersigner",
                    id.parse().map_err(|_| "Please choose a person from the list."),
                )
                .map(Some),
        };
        let body = errors.take("body", RichDoc::from_field(&self.body, MAX_PAPER_BYTES));
        let recipients = self.recipients(&mut errors);
        let draft = (|| {
            Some(ContractDraft {
                company: company.ok()?,
                title: title?,
                kind: kind?,
                start_date: start_date?,
                end_date: end_date?,
                value: value?,
                order: order?,
                expires_days: expires_days?,
                delegation: self.delegation,
                shared: self.shared,
                countersigner: countersigner?,
                body: body?,
                recipients,
                version: self.version,
            })
        })();
        match draft {
            Some(draft) => errors.into_result(draft),
            None => Err(errors),
        }
    }

    fn value(&self, errors: &mut FieldErrors) -> Option<Option<Money>> {
        if self.value.trim().is_empty() {
            return Some(None);
        }
        let currency = self.currency.trim().parse::<Currency>();
        let currency = errors.take("currency", currency)?;
        let money = errors.take("value", Money::parse(&self.value, currency))?;
        if money.is_negative() {
            errors.add("value", "Please enter an amount of zero or more.");
        }
        Some(Some(money))
    }

    fn recipients(&self, errors: &mut FieldErrors) -> Vec<RecipientDraft> {
        let mut chosen: Vec<RecipientDraft> = Vec::new();
        for (nth, row) in self.recipients.iter().enumerate() {
            if row.contact_id.trim().is_empty() {
                continue;
            }
            let Ok(contact) = row.contact_id.trim().parse::<ContactId>() else {
                errors.add(
                    format!("recipients.{nth}.contact_id"),
                    "Please choose a person from the list.",
                );
                continue;
            };
            if chosen.iter().any(|other| other.contact == contact) {
                errors.add(
                    format!("recipients.{nth}.contact_id"),
                    "This person is chosen twice.",
                );
                continue;
            }
            let role = match row.role.trim() {
                "" => Ok(RecipientRole::Signer),
                key => key.parse(),
            };
            if let Some(role) = errors.take(format!("recipients.{nth}.role"), role) {
                chosen.push(RecipientDraft { contact, role });
            }
        }
        if chosen.len() > MAX_RECIPIENTS {
            errors.add("recipients", "At most 20 people can take part in a contract.");
        }
        chosen
    }
}

/// Taking a contract back, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct VoidForm {
    /// Why; must not be empty. Those who had the contract read it.
    pub reason: String,
    /// The contract's version that the form was opened with.
    pub version: i64,
}

impl VoidForm {
    /// The reason.
    ///
    /// # Errors
    /// When there is none.
    pub fn validate(&self) -> Result<String, FieldErrors> {
        match form::paragraph(&self.reason, 1_000) {
            Ok(text) if text.is_empty() => Err(FieldErrors::one("reason", TextError::Empty.to_string())),
            checked => checked.map_err(|error| FieldErrors::one("reason", error.to_string())),
        }
    }
}

/// Giving more time, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ExtendForm {
    /// Days from today.
    pub days: String,
    /// The contract's version that the form was opened with.
    pub version: i64,
}

impl ExtendForm {
    /// The days.
    ///
    /// # Errors
    /// When they are none.
    pub fn validate(&self) -> Result<u32, FieldErrors> {
        expiry(&self.days).map_err(|_| FieldErrors::one("days", NO_DAYS))
    }
}

/// Another person in somebody's place, as chosen by staff.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReplaceForm {
    /// In whose place.
    pub recipient: String,
    /// Who from now on.
    pub contact_id: String,
    /// The contract's version that the form was opened with.
    pub version: i64,
}

impl ReplaceForm {
    /// In whose place, and who.
    ///
    /// # Errors
    /// When nobody was chosen.
    pub fn validate(&self) -> Result<(RecipientId, ContactId), FieldErrors> {
        let nobody = || FieldErrors::one("contact_id", "Please choose a person from the list.");
        let recipient = self.recipient.trim().parse().map_err(|_| nobody())?;
        let contact = self.contact_id.trim().parse().map_err(|_| nobody())?;
        Ok((recipient, contact))
    }
}
