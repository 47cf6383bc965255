//! Pages that are published and taken back at a set time.

use super::{
    check::check,
    draft, locked, opened,
    publish::{faster, move_on, put_live, refuse},
    state_after, state_of,
};
use crate::{
    Backend, clock,
    entity::{page, tenant},
    error::{BackendError, Result},
    scope::{Scope, StaffScope, SystemScope},
};
use chrono::{DateTime, NaiveDateTime, TimeZone, Utc};
use domain::{
    ids::{PageId, TenantId},
    pages::{PageAction, PageState, ScheduleForm, local_time},
    role::Permission,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, QueryFilter, QueryOrder, QuerySelect,
    sea_query::ExprTrait,
};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// Who is named where the clock published a page.
const BY: &str = "Schedule";
/// How often is looked for what is due.
const LOOK_EVERY: Duration = Duration::from_secs(20);
/// So many pages are looked up at once.
const BATCH: u64 = 100;

/// What the clock in a workspace shows.
pub(super) fn on_the_clock(at: DateTime<Utc>, zone: &str) -> NaiveDateTime {
    clock::time_zone(zone).map_or_else(|| at.naive_utc(), |zone| at.with_timezone(&zone).naive_local())
}

/// Both times as the form takes them.
pub(super) fn form(row: &page::Model, zone: &str) -> ScheduleForm {
    let text = |at: Option<DateTime<Utc>>| {
        at.map(|at| local_time(on_the_clock(at, zone)))
            .unwrap_or_default()
    };
    ScheduleForm {
        publish_at: text(row.publish_at),
        unpublish_at: text(row.unpublish_at),
    }
}

/// The instant at which the clock in a zone shows a time: the first of two when clocks go back.
fn instant(field: &str, at: Option<NaiveDateTime>, zone: &str) -> Result<Option<DateTime<Utc>>> {
    let Some(local) = at else { return Ok(None) };
    let zone = clock::time_zone(zone).unwrap_or(chrono_tz::UTC);
    match zone.from_local_datetime(&local).earliest() {
        Some(at) => Ok(Some(at.with_timezone(&Utc))),
        None => Err(BackendError::invalid(
            field,
            "Clocks go forward at this time, so it does not exist on that day.",
        )),
    }
}

/// Sets when the draft is published, as it is then, and when the page is taken back.
///
/// # Errors
/// [`BackendError::Invalid`] by field, or when a merge tag can't be used; [`BackendError::Conflict`] for an archived page.
pub async fn schedule(backend: &Backend, scope: &StaffScope, id: PageId, form: &ScheduleForm) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    state_after(&row, PageAction::Schedule)?;
    let zone = rows.get::<tenant::Entity>(scope.tenant().uuid()).await?.timezone;
    let (publish, unpublish) = form.times(on_the_clock(now, &zone))?;
    let publish = instant("publish_at", publish, &zone)?;
    let unpublish = instant("unpublish_at", unpublish, &zone)?;
    if publish.is_some() {
        let doc = opened(&draft(&rows, id).await?)?;
        refuse(&check(backend, &rows, &row, &doc).await?)?;
    } else if state_of(&row)? != PageState::Published {
        return Err(BackendError::invalid(
            "publish_at",
            "Readers don't see this page yet. Please say when it is published.",
        ));
    }
    move_on(
        &rows,
        now,
        &row,
        (PageAction::Schedule, scope.name()),
        |_, _, new| {
            new.publish_at = Set(publish);
            new.unpublish_at = Set(unpublish);
        },
    )
    .await?;
    rows.commit().await
}

/// Gives up what was set.
///
/// # Errors
/// [`BackendError::Conflict`] when nothing is.
pub async fn cancel(backend: &Backend, scope: &StaffScope, id: PageId) -> Result<()> {
    scope.require(Permission::PagesManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let row = locked(&rows, id).await?;
    if row.publish_at.is_none() && row.unpublish_at.is_none() {
        return Err(BackendError::Conflict(
            "Nothing is scheduled for this page.".to_owned(),
        ));
    }
    move_on(
        &rows,
        now,
        &row,
        (PageAction::Cancel, scope.name()),
        |_, _, new| {
            new.publish_at = Set(None);
            new.unpublish_at = Set(None);
        },
    )
    .await?;
    rows.commit().await
}

/// Publishes and takes back what is due, until `stopping` turns true. Several processes may do so at once.
pub(crate) async fn run(backend: Backend, mut stopping: watch::Receiver<bool>) {
    loop {
        if let Err(error) = run_due(&backend).await {
            tracing::error!(%error, "scheduled pages could not be looked up");
        }
        tokio::select! {
            _ = stopping.wait_for(|stop| *stop) => return,
            () = tokio::time::sleep(LOOK_EVERY) => {}
        }
    }
}

fn is_due(now: DateTime<Utc>) -> Condition {
    Condition::all().add(page::Column::ArchivedAt.is_null()).add(
        page::Column::PublishAt
            .lte(now)
            .or(page::Column::UnpublishAt.lte(now)),
    )
}

/// Publishes and takes back what is due now; says how many pages were changed by this process.
///
/// # Errors
/// When the due pages can't be looked up. What goes wrong with one of them is logged and does not keep back the others.
pub async fn run_due(backend: &Backend) -> Result<usize> {
    let mut changed = 0;
    for (tenant, id) in due(backend).await? {
        match carry_out(backend, tenant, id).await {
            Ok(true) => changed += 1,
            Ok(false) => {}
            Err(error) => tracing::error!(%tenant, page = %id, %error, "a scheduled page was not changed"),
        }
    }
    Ok(changed)
}

#[allow(clippy::disallowed_methods)] // the job serves every tenant; a page once found is handled in its tenant's scope
async fn due(backend: &Backend) -> Result<Vec<(TenantId, PageId)>> {
    let found: Vec<(Uuid, Uuid)> = page::Entity::find()
        .select_only()
        .column(page::Column::TenantId)
        .column(page::Column::Id)
        .filter(is_due(backend.clock().now()))
        .order_by_asc(page::Column::UpdatedAt)
        .limit(BATCH)
        .into_tuple()
        .all(backend.db().reader())
        .await?;
    Ok(found
        .into_iter()
        .map(|(tenant, id)| (tenant.into(), id.into()))
        .collect())
}

/// Does what is due with one page, if it still is: the row is locked, and the change names the state that it was in.
async fn carry_out(backend: &Backend, tenant: TenantId, id: PageId) -> Result<bool> {
    let now = backend.clock().now();
    let scope = SystemScope::new(tenant, "a scheduled page is due");
    let rows = backend.begin(&scope).await?;
    let due = |at: Option<DateTime<Utc>>| at.is_some_and(|at| at <= now);
    let row = locked(&rows, id).await?;
    if row.archived_at.is_some() || !(due(row.publish_at) || due(row.unpublish_at)) {
        return Ok(false);
    }
    if due(row.publish_at) {
        put_live(&rows, now, &row, BY).await?;
    }
    if due(row.unpublish_at) {
        let row = locked(&rows, id).await?;
        let taken_back = |_: &page::Model, _, new: &mut page::ActiveModel| new.unpublish_at = Set(None);
        if state_of(&row)? == PageState::Published {
            move_on(&rows, now, &row, (PageAction::Unpublish, BY), taken_back).await?;
        } else {
            // Somebody took it back before.
            let changed = rows
                .update::<page::Entity>()
                .filter(page::Column::Id.eq(row.id))
                .set_row(page::ActiveModel {
                    unpublish_at: Set(None),
                    ..Default::default()
                })
                .exec()
                .await?;
            faster(changed)?;
        }
    }
    rows.commit().await?;
    Ok(true)
}
