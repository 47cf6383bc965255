//! Lists of contracts as CSV.

use super::queries;
use crate::{
    Backend, copy, csv,
    error::Result,
    scope::{ClientScope, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    contract::view::{ContractFilter, ContractRow},
    locale::Locale,
};

/// The staff's list, in English.
///
/// # Errors
/// When the role does not include it.
pub async fn for_staff(backend: &Backend, scope: &StaffScope, filter: &ContractFilter) -> Result<String> {
    Ok(file(Locale::En, queries::export(backend, scope, filter).await?))
}

/// The client's list, in the client's language.
///
/// # Errors
/// When the database fails.
pub async fn for_client(backend: &Backend, scope: &ClientScope, filter: &ContractFilter) -> Result<String> {
    Ok(file(
        scope.locale(),
        queries::export_for_client(backend, scope, filter).await?,
    ))
}

fn file(locale: Locale, rows: Vec<ContractRow>) -> String {
    let head = [
        "contracts-number",
        "contracts-title",
        "contracts-company",
        "contracts-state",
        "contracts-signed",
        "contracts-sent",
        "contracts-until",
    ];
    // Instants are UTC, as spreadsheets know no zones.
    let at = |at: Option<DateTime<Utc>>| {
        at.map(|at| at.format("%Y-%m-%d %H:%M").to_string())
            .unwrap_or_default()
    };
    let row = |row: ContractRow| {
        [
            row.number.unwrap_or_default(),
            row.title,
            row.company_name,
            copy::text(locale, &format!("contract-status-{}", row.status)),
            format!("{}/{}", row.signed, row.signers),
            at(row.sent_at),
            at(row.expires_at),
        ]
    };
    let head = head.map(|key| copy::text(locale, key));
    csv::file(std::iter::once(head).chain(rows.into_iter().map(row)))
}
