//! People on the client's side.

use crate::{
    access::{LinkSummary, PortalVisibility},
    client_tag::{self, ClientTag},
    form::{self, FieldErrors},
    ids::{CompanyId, ContactId},
    locale::Locale,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// A contact form, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ContactForm {
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// Where the portal link goes.
    pub email: String,
    /// Telephone number.
    pub phone: String,
    /// Job title.
    pub job_title: String,
    /// Language of the portal and its mails; empty for the provider's.
    pub locale: String,
    /// IANA time zone; empty for the provider's.
    pub timezone: String,
    /// Notes that only staff see.
    pub notes: String,
    /// Whether this person may use the portal at all.
    pub portal_enabled: bool,
    /// Whether this person may accept and decline proposals for the companies.
    pub may_accept: bool,
    /// The companies that this person acts for.
    pub companies: Vec<String>,
    /// The names of tags, with commas between.
    pub tags: String,
    /// The version that was opened, to notice a stale edit.
    pub version: i64,
}

/// A checked contact form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContactDraft {
    /// Given name or empty.
    pub first_name: String,
    /// Family name or empty; one of the two names is there.
    pub last_name: String,
    /// E-mail address or empty.
    pub email: String,
    /// Telephone number or empty.
    pub phone: String,
    /// Job title or empty.
    pub job_title: String,
    /// Chosen language.
    pub locale: Option<Locale>,
    /// Chosen IANA time zone; checked against the time zone database by the backend.
    pub timezone: Option<String>,
    /// Staff's notes.
    pub notes: String,
    /// Whether this person may use the portal.
    pub portal_enabled: bool,
    /// Whether this person may accept and decline proposals.
    pub may_accept: bool,
    /// The companies, each once.
    pub companies: Vec<CompanyId>,
    /// The names of tags, each once.
    pub tags: Vec<String>,
}

impl ContactForm {
    /// Checks every field. That the companies exist is for the backend to check.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<ContactDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let companies: Result<BTreeSet<CompanyId>, _> = self
            .companies
            .iter()
            .filter(|id| !id.is_empty())
            .map(|id| id.parse())
            .collect();
        let draft = ContactDraft {
            first_name: errors
                .take("first_name", form::line(&self.first_name, 80))
                .unwrap_or_default(),
            last_name: errors
                .take("last_name", form::line(&self.last_name, 80))
                .unwrap_or_default(),
            email: errors.take("email", form::email(&self.email)).unwrap_or_default(),
            phone: errors
                .take("phone", form::line(&self.phone, 40))
                .unwrap_or_default(),
            job_title: errors
                .take("job_title", form::line(&self.job_title, 80))
                .unwrap_or_default(),
            locale: match self.locale.trim() {
                "" => None,
                text => errors.take("locale", text.parse()),
            },
            timezone: errors
                .take("timezone", form::line(&self.timezone, 60))
                .filter(|zone| !zone.is_empty()),
            notes: errors
                .take("notes", form::paragraph(&self.notes, 5_000))
                .unwrap_or_default(),
            portal_enabled: self.portal_enabled,
            may_accept: self.may_accept,
            companies: errors
                .take(
                    "companies",
                    companies.map_err(|_| "Please choose companies from the list."),
                )
                .unwrap_or_default()
                .into_iter()
                .collect(),
            tags: client_tag::check(&mut errors, &self.tags),
        };
        if self.first_name.trim().is_empty() && self.last_name.trim().is_empty() {
            errors.add("last_name", "Please enter a first or a last name.");
        }
        errors.into_result(draft)
    }
}

/// What contacts change about themselves, as typed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ProfileForm {
    /// Telephone number.
    pub phone: String,
    /// Language of the portal and its mails; empty for the provider's.
    pub locale: String,
    /// IANA time zone; empty for the provider's.
    pub timezone: String,
    /// The version that was opened, to notice a stale edit.
    pub version: i64,
}

/// A checked profile form.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfileDraft {
    /// Telephone number or empty.
    pub phone: String,
    /// Chosen language.
    pub locale: Option<Locale>,
    /// Chosen IANA time zone; checked against the time zone database by the backend.
    pub timezone: Option<String>,
}

impl ProfileForm {
    /// Checks every field.
    ///
    /// # Errors
    /// All that is wrong, by field.
    pub fn validate(&self) -> Result<ProfileDraft, FieldErrors> {
        let mut errors = FieldErrors::default();
        let draft = ProfileDraft {
            phone: errors
                .take("phone", form::line(&self.phone, 40))
                .unwrap_or_default(),
            locale: match self.locale.trim() {
                "" => None,
                text => errors.take("locale", text.parse()),
            },
            timezone: errors
                .take("timezone", form::line(&self.timezone, 60))
                .filter(|zone| !zone.is_empty()),
        };
        errors.into_result(draft)
    }
}

/// A contact's profile, as its owner sees it in the portal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Profile {
    /// Full name; staff change it.
    pub name: String,
    /// E-mail address; staff change it, since links go there.
    pub email: String,
    /// Job title or empty.
    pub job_title: String,
    /// The companies this person acts for.
    pub companies: Vec<String>,
    /// The stored values, as the form shows them.
    pub form: ProfileForm,
}

/// First and last name as one.
pub fn full_name(first: &str, last: &str) -> String {
    format!("{first} {last}").trim().to_owned()
}

/// A contact in a list.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactRow {
    /// Which contact.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// E-mail address or empty.
    pub email: String,
    /// Job title or empty.
    pub job_title: String,
    /// The names of the companies.
    pub companies: Vec<String>,
    /// The person's own tags, by name.
    pub tags: Vec<ClientTag>,
    /// Whether this person can open the portal now, or why not.
    pub visibility: PortalVisibility,
    /// When this person was last seen in the portal.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When the contact was archived.
    pub archived_at: Option<DateTime<Utc>>,
}

/// A contact's own page.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ContactDetail {
    /// Which contact.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// The stored values, as the form shows them.
    pub form: ContactForm,
    /// The companies with their names.
    pub companies: Vec<(CompanyId, String)>,
    /// The person's own tags, by name.
    pub tags: Vec<ClientTag>,
    /// Whether this person can open the portal now, or why not.
    pub visibility: PortalVisibility,
    /// The newest link, if one was ever made.
    pub link: Option<LinkSummary>,
    /// When this person was last seen in the portal.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
    /// When it was archived.
    pub archived_at: Option<DateTime<Utc>>,
}

/// A contact to choose from in a form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContactChoice {
    /// Which contact.
    pub id: ContactId,
    /// Full name.
    pub name: String,
    /// The companies this person acts for.
    pub companies: Vec<CompanyId>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_contact_needs_a_name_and_real_company_ids() {
        let form = ContactForm {
            email: "a@b".into(),
            companies: vec!["nonsense".into(), String::new()],
            locale: "klingon".into(),
            ..ContactForm::default()
        };
        let errors = form.validate().unwrap_err();
        let fields: Vec<_> = errors.0.keys().map(String::as_str).collect();
        assert_eq!(fields, ["companies", "email", "last_name", "locale"]);
        let form = ContactForm {
            last_name: "Okafor".into(),
            ..ContactForm::default()
        };
        assert_eq!(form.validate().unwrap().companies, []);
    }
}
