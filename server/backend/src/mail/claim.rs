//! Finding and taking due mails, across tenants.

#![allow(clippy::disallowed_methods)] // the worker serves every tenant; a mail once found is handled in its tenant's scope

use crate::{Backend, entity::mail, error::Result, scope::SystemScope};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{ids::TenantId, mail::MailState};
use sea_orm::{
    ColumnTrait, Condition, EntityTrait, ExprTrait, QueryFilter, QueryOrder, QuerySelect, sea_query::Expr,
};
use uuid::Uuid;

/// How long a worker may hold a mail. Longer than sending can take, so that a lease that ran out means a worker that died.
pub(super) const LEASE: TimeDelta = TimeDelta::seconds(120);
/// Mails looked up at once.
const BATCH: u64 = 100;

/// A mail that this worker holds.
pub(super) struct Claim {
    pub(super) scope: SystemScope,
    pub(super) mail: mail::Model,
}

fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all()
        .add(mail::Column::State.eq(MailState::Queued.key()))
        .add(mail::Column::NextAt.lte(now))
        .add(
            Condition::any()
                .add(mail::Column::LeaseUntil.is_null())
                .add(mail::Column::LeaseUntil.lte(now)),
        )
}

/// Due mails, the oldest first, with a fair share for each tenant: one that queued thousands does not hold up the others.
pub(super) async fn due(backend: &Backend) -> Result<Vec<(TenantId, Uuid)>> {
    let (reader, now) = (backend.db().reader(), backend.clock().now());
    let tenants: Vec<Uuid> = mail::Entity::find()
        .select_only()
        .column(mail::Column::TenantId)
        .distinct()
        .filter(is_due(now))
        .limit(BATCH)
        .into_tuple()
        .all(reader)
        .await?;
    let share = BATCH
        .checked_div(u64::try_from(tenants.len()).unwrap_or(BATCH))
        .unwrap_or(BATCH);
    let mut due = Vec::new();
    for tenant in tenants {
        let mails: Vec<Uuid> = mail::Entity::find()
            .select_only()
            .column(mail::Column::Id)
            .filter(mail::Column::TenantId.eq(tenant))
            .filter(is_due(now))
            .order_by_asc(mail::Column::NextAt)
            .order_by_asc(mail::Column::Id)
            .limit(share)
            .into_tuple()
            .all(reader)
            .await?;
        due.extend(mails.into_iter().map(|mail| (TenantId::from(tenant), mail)));
    }
    Ok(due)
}

/// Takes a mail for this worker. `None` when another one was faster: the conditions stand in the statement that takes it, so
/// of two workers one changes the row and the other changes nothing.
pub(super) async fn take(backend: &Backend, tenant: TenantId, id: Uuid) -> Result<Option<Claim>> {
    let now = backend.clock().now();
    let scope = SystemScope::new(tenant, "a queued mail is sent");
    let rows = backend.begin(&scope).await?;
    let taken = rows
        .update::<mail::Entity>()
        .filter(mail::Column::Id.eq(id))
        .filter(is_due(now))
        .set(mail::Column::LeaseUntil, Expr::value(now + LEASE))
        .set(mail::Column::Attempts, Expr::col(mail::Column::Attempts).add(1))
        .exec()
        .await?;
    if taken != 1 {
        return Ok(None);
    }
    let mail = rows.get::<mail::Entity>(id).await?;
    rows.commit().await?;
    Ok(Some(Claim { scope, mail }))
}
