//! People on the client's side.

pub mod commands;
pub mod profile;
pub mod queries;
pub(crate) mod sessions;
#[cfg(test)]
mod tests;
pub(crate) mod visibility;

use crate::{
    client_tag, clock,
    entity::contact,
    error::{BackendError, Result},
};
use domain::{
    client_tag::ClientTag,
    contact::{ContactDraft, ContactForm, full_name},
    form::normalised_email,
};
use sea_orm::ActiveValue::Set;
use uuid::Uuid;

/// The columns that a form sets.
fn columns(draft: &ContactDraft) -> contact::ActiveModel {
    let draft = draft.clone();
    contact::ActiveModel {
        search_key: Set(search_key(&draft)),
        email_key: Set(email_key(&draft.email)),
        first_name: Set(draft.first_name),
        last_name: Set(draft.last_name),
        email: Set(draft.email),
        phone: Set(draft.phone),
        job_title: Set(draft.job_title),
        locale: Set(draft.locale.map(|locale| locale.as_str().to_owned())),
        timezone: Set(draft.timezone),
        notes: Set(draft.notes),
        portal_enabled: Set(draft.portal_enabled),
        may_accept: Set(draft.may_accept),
        ..Default::default()
    }
}

/// The address for comparing; none where there is no address.
pub(crate) fn email_key(email: &str) -> Option<String> {
    Some(normalised_email(email)).filter(|key| !key.is_empty())
}

/// What search looks in. It begins with the family name, so that it also sorts by it, whatever the case.
pub(crate) fn search_key(draft: &ContactDraft) -> String {
    search_text(
        (&draft.first_name, &draft.last_name),
        [&draft.email, &draft.phone, &draft.job_title],
    )
}

/// The same after the contact changed the own number.
fn search_key_with_phone(row: &contact::Model, phone: &str) -> String {
    search_text(
        (&row.first_name, &row.last_name),
        [&row.email, phone, &row.job_title],
    )
}

fn search_text((first, last): (&str, &str), [email, phone, job_title]: [&str; 3]) -> String {
    let name = format!("{last} {first}");
    [name.trim(), email, phone, job_title].join("\n").to_lowercase()
}

/// A row, its companies and its tags as the form shows them.
fn form(row: contact::Model, companies: &[Uuid], tags: &[ClientTag]) -> ContactForm {
    ContactForm {
        first_name: row.first_name,
        last_name: row.last_name,
        email: row.email,
        phone: row.phone,
        job_title: row.job_title,
        locale: row.locale.unwrap_or_default(),
        timezone: row.timezone.unwrap_or_default(),
        notes: row.notes,
        portal_enabled: row.portal_enabled,
        may_accept: row.may_accept,
        companies: companies.iter().map(Uuid::to_string).collect(),
        tags: client_tag::in_form(tags),
        version: row.version,
    }
}

/// A row's full name.
pub(crate) fn name(row: &contact::Model) -> String {
    full_name(&row.first_name, &row.last_name)
}

/// Refuses a time zone that is not in the IANA database.
fn check_timezone(zone: Option<&str>) -> Result<()> {
    match zone {
        Some(zone) if clock::time_zone(zone).is_none() => Err(BackendError::invalid(
            "timezone",
            "Please choose a time zone from the list.",
        )),
        _ => Ok(()),
    }
}
