//! The document as a file: as it was sent, and sealed once everybody has done their part. All calls to what draws and seals PDFs
//! are here.

use super::{log::Who, mails, table::{Desk, Table}};
use crate::{
    Backend,
    entity::{contract, contract_file, contract_recipient},
    error::Result,
    scope::{Rows, StaffScope, SystemScope},
    secret::sha256_hex,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{contract::ContractStatus, ids::{ContractId, TenantId}};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr};
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often is looked for what is to be sealed.
const LOOK_EVERY: Duration = Duration::from_secs(5);
/// Whoever took a contract has so long; then another process tries.
const LEASE: TimeDelta = TimeDelta::minutes(5);
/// So many contracts are looked up at once.
const BATCH: u64 = 50;
/// After so many failures in a row it is tried once a day.
const OFTEN: i32 = 8;

/// The document that is sent.
pub(super) struct Original {
    /// Its SHA-256 in hex.
    pub hash: String,
    /// The PDF; none while nothing draws it.
    pub pdf: Option<Vec<u8>>,
}

/// Draws the document that is sent.
pub(super) async fn original(
    _backend: &Backend,
    _rows: &Rows<'_, StaffScope>,
    row: &contract::Model,
    _recipients: &[contract_recipient::Model],
) -> Result<Original> {
    let parts = [
        row.number.as_deref().unwrap_or_default(),
        &row.title,
        &row.provider,
        &row.client,
        &row.frozen,
    ];
    Ok(Original {
        hash: sha256_hex(parts.join("\0").as_bytes()),
        pdf: None,
    })
}

/// Keeps the document as it was sent.
pub(super) async fn keep_original(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    id: ContractId,
    original: Original,
) -> Result<()> {
    match original.pdf {
        Some(pdf) => keep(rows, now, id, "original", original.hash, pdf).await,
        None => Ok(()),
    }
}

/// Notes, in the transaction of the last part that was done, that the contract is completed and to be sealed.
pub(super) fn completed(table: &mut Table, now: DateTime<Utc>) {
    table.row.completed_at = Some(now);
    table.row.seal_at = Some(now);
    table.row.remind_at = None;
    table.note(now, "completed", &Who::default(), json!(null));
}

/// Seals what is to be sealed until `stopping` turns true. Several processes may do so at once.
pub async fn run(backend: Backend, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = run_due(&backend).await {
            tracing::error!(%error, "contracts to seal could not be looked up");
        }
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

/// Seals what is to be sealed now; says how many contracts this process sealed.
///
/// # Errors
/// When they can't be looked up. What goes wrong with one of them is logged, and tried again later.
pub async fn run_due(backend: &Backend) -> Result<usize> {
    let mut sealed = 0;
    for (tenant, id) in due(backend).await? {
        match seal(backend, tenant, id).await {
            Ok(true) => sealed += 1,
            Ok(false) => {}
            Err(error) => tracing::error!(%tenant, contract = %id, %error, "a contract could not be sealed"),
        }
    }
    Ok(sealed)
}

fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all().add(contract::Column::SealAt.lte(now))
}

#[allow(clippy::disallowed_methods)] // the job serves every tenant; a contract once found is handled in its tenant's scope
async fn due(backend: &Backend) -> Result<Vec<(TenantId, ContractId)>> {
    let found: Vec<(Uuid, Uuid)> = contract::Entity::find()
        .select_only()
        .column(contract::Column::TenantId)
        .column(contract::Column::Id)
        .filter(is_due(backend.clock().now()))
        .order_by_asc(contract::Column::SealAt)
        .limit(BATCH)
        .into_tuple()
        .all(backend.db().reader())
        .await?;
    Ok(found
        .into_iter()
        .map(|(tenant, id)| (tenant.into(), id.into()))
        .collect())
}

/// Takes a contract for this process: the conditions stand in the statement that takes it, so of two one changes the row. What is
/// tried often comes back more rarely.
async fn take(backend: &Backend, scope: &SystemScope, id: ContractId) -> Result<bool> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = rows.get::<contract::Entity>(id.uuid()).await?;
    let pause = if row.seal_tries >= OFTEN { TimeDelta::days(1) } else { LEASE };
    let taken = rows
        .update::<contract::Entity>()
        .filter(contract::Column::Id.eq(id.uuid()))
        .filter(is_due(now))
        .set(contract::Column::SealAt, Expr::value(Some(now + pause)))
        .set(contract::Column::SealTries, Expr::value(row.seal_tries.saturating_add(1)))
        .exec()
        .await?;
    rows.commit().await?;
    Ok(taken == 1)
}

async fn seal(backend: &Backend, tenant: TenantId, id: ContractId) -> Result<bool> {
    let scope = SystemScope::new(tenant, "a completed contract is sealed");
    if !take(backend, &scope, id).await? {
        return Ok(false);
    }
    let sealed = make_sealed(backend, &scope, id).await?;
    let now = backend.clock().now();
    let rows = backend.begin(&scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    if table.row.seal_at.is_none() || table.signing.status != ContractStatus::Completed {
        return Ok(false);
    }
    table.row.seal_at = None;
    if let Some(pdf) = sealed {
        let hash = sha256_hex(&pdf);
        table.row.sealed_hash.clone_from(&hash);
        table.note(now, "sealed", &Who::default(), json!({ "sha256": hash }));
        keep(&rows, now, id, "sealed", hash, pdf).await?;
    }
    let table = table.store(&rows, now).await?;
    mails::completed(&rows, now, &table.row, &table.recipients).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(true)
}

/// The sealed document; none while nothing draws it.
async fn make_sealed(_backend: &Backend, _scope: &SystemScope, _id: ContractId) -> Result<Option<Vec<u8>>> {
    Ok(None)
}

/// Keeps a file. One that is there stays: a document does not change.
async fn keep<S: Desk>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    id: ContractId,
    kind: &str,
    hash: String,
    bytes: Vec<u8>,
) -> Result<()> {
    use sea_orm::ActiveValue::Set;
    let row = contract_file::ActiveModel {
        contract_id: Set(id.uuid()),
        kind: Set(kind.to_owned()),
        hash: Set(hash),
        bytes: Set(bytes),
        created_at: Set(now),
        ..Default::default()
    };
    let key = [contract_file::Column::ContractId, contract_file::Column::Kind];
    rows.insert_new::<contract_file::Entity>(row, &key).await?;
    Ok(())
}
