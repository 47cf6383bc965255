//! What time brings: reminders to those whose turn it is, and the end of the time to sign.

use super::{log::Who, mails, send, table::Table};
use crate::{Backend, activity, entity::contract, error::Result, scope::SystemScope};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    activity::Verb,
    contract::ContractStatus,
    ids::{ContractId, TenantId},
};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::ExprTrait,
};
use serde_json::json;
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// How often is looked for what is due.
const LOOK_EVERY: Duration = Duration::from_secs(30);
/// So many contracts are looked up at once.
const BATCH: u64 = 100;
/// Between two reminders.
const EVERY: TimeDelta = TimeDelta::days(2);
/// So many reminders at most.
const MOST: i32 = 5;

/// Reminds and closes what is due until `stopping` turns true. Several processes may do so at once.
pub async fn run(backend: Backend, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = run_due(&backend).await {
            tracing::error!(%error, "due contracts could not be looked up");
        }
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(contract::Column::Status.is_in(["sent", "partially_signed"]))
        .add(
            contract::Column::ExpiresAt
                .lte(now)
                .or(contract::Column::RemindAt.lte(now)),
        )
}

/// Reminds and closes what is due now; says how many contracts were changed by this process.
///
/// # Errors
/// When they can't be looked up. What goes wrong with one of them is logged and does not keep back the others.
pub async fn run_due(backend: &Backend) -> Result<usize> {
    let mut changed = 0;
    for (tenant, id) in due(backend).await? {
        match carry_out(backend, tenant, id).await {
            Ok(true) => changed += 1,
            Ok(false) => {}
            Err(error) => tracing::error!(%tenant, contract = %id, %error, "a due contract was not changed"),
        }
    }
    if changed > 0 {
        backend.wake_mailer();
    }
    Ok(changed)
}

#[allow(clippy::disallowed_methods)] // the job serves every tenant; a contract once found is handled in its tenant's scope
async fn due(backend: &Backend) -> Result<Vec<(TenantId, ContractId)>> {
    let found: Vec<(Uuid, Uuid)> = contract::Entity::find()
        .select_only()
        .column(contract::Column::TenantId)
        .column(contract::Column::Id)
        .filter(is_due(backend.clock().now()))
        .order_by_asc(contract::Column::UpdatedAt)
        .limit(BATCH)
        .into_tuple()
        .all(backend.db().reader())
        .await?;
    Ok(found
        .into_iter()
        .map(|(tenant, id)| (tenant.into(), id.into()))
        .collect())
}

/// Does what is due with one contract, if it still is: the row is locked, and the change names the state that it was in.
async fn carry_out(backend: &Backend, tenant: TenantId, id: ContractId) -> Result<bool> {
    let now = backend.clock().now();
    let scope = SystemScope::new(tenant, "a contract is due");
    let rows = backend.begin(&scope).await?;
    let mut table = Table::lock(&rows, id).await?;
    if !table.signing.status.is_open() {
        return Ok(false);
    }
    let due = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= now);
    if due(table.row.expires_at) {
        // Those who had signed, and those who have not, see it on their timelines.
        if table.signing.expire().is_err() {
            return Ok(false);
        }
        table.row.remind_at = None;
        table.note(now, "expired", &Who::default(), json!(null));
        let table = table.store(&rows, now).await?;
        debug_assert_eq!(table.signing.status, ContractStatus::Expired);
        for one in table.recipients.iter().filter(|one| one.sent_at.is_some()) {
            if let Some(contact) = one.contact_id {
                let what = send::happening(&table.row, Some(contact));
                activity::record(&rows, now, Verb::ContractExpired, what).await?;
            }
        }
        mails::tell_owner(&rows, now, &table.row, "expired", "", "").await?;
        mails::tell_signers(&rows, now, &table, "expired", "").await?;
        rows.commit().await?;
        return Ok(true);
    }
    if !due(table.row.remind_at) {
        return Ok(false);
    }
    table.row.reminders += 1;
    table.row.remind_at = (table.row.reminders < MOST).then_some(now + EVERY);
    let asked: Vec<usize> = table.signing.asked().collect();
    let names: Vec<String> = asked
        .iter()
        .map(|place| table.recipients[*place].name.clone())
        .collect();
    table.note(now, "reminder_sent", &Who::default(), json!({ "to": names }));
    let table = table.store(&rows, now).await?;
    for place in asked {
        mails::remind(&rows, now, &table.row, &table.recipients[place]).await?;
    }
    rows.commit().await?;
    Ok(true)
}
