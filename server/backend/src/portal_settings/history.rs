//! Every change of the settings, kept with what was there before, so that it can be taken back.
//!
//! An area's changes are numbered. The number of the newest is the area's version: whoever saves names the version they opened, and
//! the unique key over tenant, area and number lets one of two at the same time through.

use super::{area, css, json, mails, menu};
use crate::{
    Backend,
    activity::{self, Happening},
    entity::settings_revision,
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
};
use chrono::{DateTime, Utc};
use domain::{
    activity::Verb,
    role::Permission,
    settings::{AccessForm, Area, BrandingForm, GeneralForm, ModulesForm, Revision, changes},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, Order};
use serde::Serialize;
use serde_json::Value;
use std::collections::HashMap;
use uuid::Uuid;

/// How many changes the page shows at once.
pub const SHOWN: u64 = 50;

/// The version of an area: how often it was changed.
///
/// # Errors
/// When the database fails.
pub async fn version<S: Reads<settings_revision::Entity> + Scope>(
    rows: &Rows<'_, S>,
    area: Area,
) -> Result<i64> {
    let newest = rows
        .find::<settings_revision::Entity>()
        .filter(settings_revision::Column::Area.eq(area.key()))
        .order(settings_revision::Column::Number, Order::Desc)
        .limit(1)
        .one()
        .await?;
    Ok(newest.map_or(0, |revision| revision.number))
}

/// A change about to be noted.
pub struct Change<'a, T> {
    /// Of which area.
    pub area: Area,
    /// The version that was opened.
    pub version: i64,
    /// The whole area as it was.
    pub before: &'a T,
    /// The whole area as it is now.
    pub after: &'a T,
    /// The change that this one takes back.
    pub undoes: Option<i64>,
}

/// Refuses a save of a form that was opened before somebody else's change.
///
/// # Errors
/// [`BackendError::Stale`] with `stored`, the area as it is now.
pub fn require_version<T: Serialize>(opened: i64, now: i64, stored: &T) -> Result<()> {
    if opened == now {
        Ok(())
    } else {
        Err(BackendError::Stale(json(stored)?))
    }
}

/// Notes a change, in the transaction that makes it. What was saved as it was already is none.
///
/// # Errors
/// [`BackendError::Stale`] when somebody else was faster, or when the database refuses.
pub async fn record<T: Serialize>(
    rows: &Rows<'_, StaffScope>,
    now: DateTime<Utc>,
    change: Change<'_, T>,
) -> Result<()> {
    let scope = rows.scope();
    let (before, after) = (json(change.before)?, json(change.after)?);
    if before == after {
        return Ok(());
    }
    let row = settings_revision::ActiveModel {
        id: Set(Uuid::now_v7()),
        area: Set(change.area.key().to_owned()),
        number: Set(change.version + 1),
        before: Set(before.to_string()),
        after: Set(after.to_string()),
        undoes: Set(change.undoes),
        user_id: Set(scope.user().uuid()),
        user_name: Set(scope.name().to_owned()),
        created_at: Set(now),
        ..Default::default()
    };
    match rows.insert::<settings_revision::Entity>(row).await {
        Err(error) if error.is_duplicate() => return Err(BackendError::Stale(before)),
        inserted => inserted?,
    }
    let happening = Happening {
        object: format!("Portal: {}", change.area.label()),
        ..Happening::default()
    };
    activity::record(rows, now, Verb::SettingsChanged, happening).await
}

fn parsed(text: &str) -> Result<Value> {
    serde_json::from_str(text).map_err(BackendError::internal)
}

/// Two states of an area, but for their versions.
fn same(a: &Value, b: &Value) -> bool {
    changes(a, b).is_empty() && a.get("doc") == b.get("doc")
}

/// The newest changes, of one area or of all.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn list(backend: &Backend, scope: &StaffScope, area: Option<Area>) -> Result<Vec<Revision>> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let mut query = rows
        .find::<settings_revision::Entity>()
        .order(settings_revision::Column::CreatedAt, Order::Desc)
        .order(settings_revision::Column::Id, Order::Desc)
        .limit(SHOWN);
    if let Some(area) = area {
        query = query.filter(settings_revision::Column::Area.eq(area.key()));
    }
    let found = query.all().await?;
    // The newest change of an area says what is there now.
    let mut now: HashMap<String, Value> = HashMap::new();
    let mut list = Vec::with_capacity(found.len());
    for row in found {
        let (before, after) = (parsed(&row.before)?, parsed(&row.after)?);
        let current = now.entry(row.area.clone()).or_insert_with(|| after.clone());
        list.push(Revision {
            id: row.id,
            area: row.area.parse().map_err(BackendError::internal)?,
            number: row.number,
            user_name: row.user_name,
            created_at: row.created_at,
            undoes: row.undoes,
            undoable: !same(current, &before),
            changes: changes(&before, &after),
        });
    }
    Ok(list)
}

/// Puts an area back to what it was before a change. That is a change of its own, so nothing is lost.
///
/// # Errors
/// [`BackendError::NotFound`] when there is no such change, [`BackendError::Invalid`] when what was there then is refused today.
pub async fn undo(backend: &Backend, scope: &StaffScope, id: Uuid) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let rows = backend.read(scope);
    let row = rows.get::<settings_revision::Entity>(id).await?;
    let area = row.area.parse::<Area>().map_err(BackendError::internal)?;
    let mut before = parsed(&row.before)?;
    if let Value::Object(fields) = &mut before {
        fields.insert("version".to_owned(), version(&rows, area).await?.into());
    }
    let undoes = row.number;
    match area {
        Area::General => area::restore::<GeneralForm>(backend, scope, before, undoes).await,
        Area::Branding => area::restore::<BrandingForm>(backend, scope, before, undoes).await,
        Area::Modules => area::restore::<ModulesForm>(backend, scope, before, undoes).await,
        Area::Access => area::restore::<AccessForm>(backend, scope, before, undoes).await,
        Area::Menu => menu::restore(backend, scope, before, undoes).await,
        Area::Mails => mails::restore(backend, scope, before, undoes).await,
        Area::Css => css::restore(backend, scope, before, undoes).await,
    }
}
