//! Client organisations.

pub mod commands;
pub mod queries;
#[cfg(test)]
mod tests;

use crate::{client_tag, entity::company};
use domain::{
    client_tag::ClientTag,
    company::{Address, CompanyDraft, CompanyForm},
};
use sea_orm::ActiveValue::Set;

/// The columns that a form sets.
fn columns(draft: &CompanyDraft) -> company::ActiveModel {
    let draft = draft.clone();
    company::ActiveModel {
        search_key: Set(search_key(&draft)),
        name: Set(draft.name),
        legal_name: Set(draft.legal_name),
        email: Set(draft.email),
        phone: Set(draft.phone),
        website: Set(draft.website),
        tax_id: Set(draft.tax_id),
        address_line1: Set(draft.address.line1),
        address_line2: Set(draft.address.line2),
        postal_code: Set(draft.address.postal_code),
        city: Set(draft.address.city),
        state: Set(draft.address.state),
        country: Set(draft.address.country),
        currency: Set(draft.currency.to_string()),
        payment_days: Set(draft.payment_days),
        notes: Set(draft.notes),
        ..Default::default()
    }
}

/// What search looks in. It begins with the name, so that it also sorts by name, whatever the case.
pub(crate) fn search_key(draft: &CompanyDraft) -> String {
    [
        &draft.name,
        &draft.legal_name,
        &draft.address.city,
        &draft.address.postal_code,
        &draft.email,
        &draft.phone,
        &draft.tax_id,
        &draft.website,
    ]
    .map(String::as_str)
    .join("\n")
    .to_lowercase()
}

/// A row and its tags as its form shows them.
fn form(row: company::Model, tags: &[ClientTag]) -> CompanyForm {
    CompanyForm {
        name: row.name,
        legal_name: row.legal_name,
        email: row.email,
        phone: row.phone,
        website: row.website,
        tax_id: row.tax_id,
        address_line1: row.address_line1,
        address_line2: row.address_line2,
        postal_code: row.postal_code,
        city: row.city,
        state: row.state,
        country: row.country,
        currency: row.currency,
        payment_days: row.payment_days.to_string(),
        notes: row.notes,
        tags: client_tag::in_form(tags),
        version: row.version,
    }
}

/// A row's postal address.
pub(crate) fn address(row: &company::Model) -> Address {
    Address {
        line1: row.address_line1.clone(),
        line2: row.address_line2.clone(),
        postal_code: row.postal_code.clone(),
        city: row.city.clone(),
        state: row.state.clone(),
        country: row.country.clone(),
    }
}
