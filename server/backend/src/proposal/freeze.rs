//! Freezing what is sent: merge tags are filled in once, through the addressee's own scope, and hashed with the rest.

use super::store::{Frozen, json};
use crate::{
    Backend,
    entity::{company, contact, tenant},
    error::{BackendError, Result},
    invoice::commands::{buyer, seller},
    merge::{self, refuse, tags},
    scope::{Rows, Scope, StaffScope, SystemScope},
    secret::sha256_hex,
};
use domain::{merge::Place, proposal::Content};

/// Judges the merge tags of a content; the error names the first that is wrong.
///
/// # Errors
/// [`BackendError::Invalid`] for the field `sections`.
pub(super) async fn check(backend: &Backend, rows: &Rows<'_, StaffScope>, content: &Content) -> Result<()> {
    let typed: Vec<String> = content.tags().iter().map(|tag| tag.typed()).collect();
    if typed.is_empty() {
        return Ok(());
    }
    let findings = merge::check(backend, rows, &typed.join("\n"), Place::Page).await?;
    refuse("sections", &findings)
}

/// What a version becomes when it is sent, as the JSON that is kept, and its hash.
///
/// # Errors
/// When the database fails.
pub(super) async fn freeze(
    backend: &Backend,
    rows: &Rows<'_, StaffScope>,
    content: &Content,
    (number, version): (&str, i32),
    (tenant, company, contact): (&tenant::Model, &company::Model, &contact::Model),
    owner: (String, String),
) -> Result<(Frozen, String, String)> {
    let system = SystemScope::new(rows.scope().tenant(), "a proposal's merge tags are filled in");
    let reader = merge::scope_of(&rows.with(&system), contact.id.into()).await?;
    let filled = tags::fill(
        backend,
        &rows.with(&reader),
        content.tags().iter(),
        &Default::default(),
    )
    .await?;
    let frozen = Frozen {
        number: number.to_owned(),
        version,
        seller: seller(tenant),
        buyer: buyer(company, Some(contact)),
        owner,
        rounding: tenant.tax_rounding.parse().map_err(BackendError::internal)?,
        content: content.filled(&|tag| filled.texts.get(&tag.typed()).cloned().unwrap_or_default()),
    };
    let kept = json(&frozen)?;
    let hash = sha256_hex(kept.as_bytes());
    Ok((frozen, kept, hash))
}
