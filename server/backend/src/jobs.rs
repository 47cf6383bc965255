//! What runs beside requests: sending mails, publishing pages at their time, reminding of contracts and sealing them, and clearing away what no longer matters.

#![allow(clippy::disallowed_methods)] // housekeeping over all tenants

use crate::{
    Backend,
    access::rate,
    contracts,
    entity::{contract_code, idempotency, session, sign_in_code},
    error::Result,
    mail::{old, worker},
    pages::schedule,
};
use chrono::TimeDelta;
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter};
use std::time::Duration;
use tokio::{sync::watch, task::JoinSet};

/// How long an answered form's key is remembered. A form that stood open longer is simply new.
const KEYS_KEPT: TimeDelta = TimeDelta::days(7);
/// How long ended sessions stay readable for "new device" notices and the access log.
const SESSIONS_KEPT: TimeDelta = TimeDelta::days(90);

/// Starts the jobs; they end, each after the step it is at, when `stopping` turns true.
pub fn start(backend: &Backend, stopping: &watch::Receiver<bool>) -> JoinSet<()> {
    let mut jobs = JoinSet::new();
    jobs.spawn(worker::run(backend.clone(), stopping.clone()));
    jobs.spawn(schedule::run(backend.clone(), stopping.clone()));
    jobs.spawn(contracts::due::run(backend.clone(), stopping.clone()));
    jobs.spawn(contracts::finish_run(backend.clone(), stopping.clone()));
    jobs.spawn(housekeeping(backend.clone(), stopping.clone()));
    jobs
}

async fn housekeeping(backend: Backend, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = sweep(&backend).await {
            tracing::error!(%error, "housekeeping failed");
        }
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(Duration::from_secs(3600)) => {}
        }
    }
}

/// Removes old counts, keys, sessions and the text of old mails.
///
/// # Errors
/// When the database fails.
pub async fn sweep(backend: &Backend) -> Result<()> {
    let (now, writer) = (backend.clock().now(), backend.db().writer());
    rate::sweep(backend).await?;
    idempotency::Entity::delete_many()
        .filter(idempotency::Column::CreatedAt.lt(now - KEYS_KEPT))
        .exec(writer)
        .await?;
    let over = Condition::any()
        .add(session::Column::ExpiresAt.lt(now - SESSIONS_KEPT))
        .add(session::Column::RevokedAt.lt(now - SESSIONS_KEPT));
    session::Entity::delete_many().filter(over).exec(writer).await?;
    sign_in_code::Entity::delete_many()
        .filter(sign_in_code::Column::ExpiresAt.lt(now - KEYS_KEPT))
        .exec(writer)
        .await?;
    contract_code::Entity::delete_many()
        .filter(contract_code::Column::ExpiresAt.lt(now - KEYS_KEPT))
        .exec(writer)
        .await?;
    old::forget(backend).await?;
    Ok(())
}
