//! A contract's row as it is read.

use crate::{
    entity::{company, contract, tenant},
    error::{BackendError, Result},
    invoice::{commands, currency},
};
use domain::{
    contract::view::Paper,
    money::Money,
    page::rich_text::{MAX_PAPER_BYTES, RichDoc},
};

/// The lower-case text that a search looks in.
pub(super) fn search_key(number: Option<&str>, title: &str, kind: &str) -> String {
    format!("{} {title} {kind}", number.unwrap_or_default())
        .trim()
        .to_lowercase()
}

/// What the contract is worth.
pub(super) fn value(row: &contract::Model) -> Result<Option<Money>> {
    row.value_minor
        .map(|minor| Ok(Money::new(minor, currency(&row.currency)?)))
        .transpose()
}

/// What the contract is called: its number, or in a draft its title.
pub(super) fn called(row: &contract::Model) -> String {
    match &row.number {
        Some(number) => format!("{number} {}", row.title),
        None => row.title.clone(),
    }
}

/// The stored text: as it was sent, or in a draft with its tags.
pub(super) fn body(row: &contract::Model) -> Result<RichDoc> {
    let stored = match row.frozen.as_str() {
        "" => &row.body,
        frozen => frozen,
    };
    RichDoc::from_field(stored, MAX_PAPER_BYTES * 4).map_err(BackendError::internal)
}

/// A sent contract's paper.
pub(super) fn frozen(row: &contract::Model) -> Result<Paper> {
    let party = |text: &str| serde_json::from_str(text).map_err(BackendError::internal);
    paper(row, party(&row.provider)?, party(&row.client)?)
}

/// A contract's paper with the parties as they are today where it is a draft.
pub(super) fn today(
    row: &contract::Model,
    tenant: &tenant::Model,
    company: &company::Model,
) -> Result<Paper> {
    match row.frozen.as_str() {
        "" => paper(row, commands::seller(tenant), commands::buyer(company, None)),
        _ => frozen(row),
    }
}

fn paper(
    row: &contract::Model,
    provider: domain::invoice::view::Party,
    client: domain::invoice::view::Party,
) -> Result<Paper> {
    Ok(Paper {
        id: row.id.into(),
        number: row.number.clone(),
        title: row.title.clone(),
        kind: row.kind.clone(),
        provider,
        client,
        start_date: row.start_date,
        end_date: row.end_date,
        value: value(row)?,
        sent_at: row.sent_at,
        body: body(row)?.to_json(),
        hash: row.document_hash.clone(),
    })
}
