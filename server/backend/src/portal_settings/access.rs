//! How clients get in.

use super::{
    history::{self, Change},
    portal_row,
};
use crate::{
    Backend,
    activity::{self, Happening},
    entity::{access_link, known_device, portal, session, settings_revision},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    activity::Verb,
    role::Permission,
    settings::{AccessForm, Area},
};
use sea_orm::{ColumnTrait, sea_query::Expr};

/// What is stored, as the form shows it.
async fn stored<S>(rows: &Rows<'_, S>) -> Result<AccessForm>
where
    S: Scope + Reads<portal::Entity> + Reads<settings_revision::Entity>,
{
    let row = portal_row(rows).await?;
    Ok(AccessForm {
        link_days: row.link_days.to_string(),
        single_use: row.link_single_use,
        new_device_code: row.new_device_code,
        version: history::version(rows, Area::Access).await?,
    })
}

/// The ways in as stored.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn form(backend: &Backend, scope: &StaffScope) -> Result<AccessForm> {
    scope.require(Permission::SettingsManage)?;
    stored(&backend.read(scope)).await
}

/// Saves the ways in. Validity and single use count for new links; those already sent keep what they were sent with.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &AccessForm) -> Result<()> {
    change(backend, scope, form, None).await
}

/// Puts the area back to what it was.
///
/// # Errors
/// As [`save`].
pub(crate) async fn restore(
    backend: &Backend,
    scope: &StaffScope,
    before: serde_json::Value,
    undoes: i64,
) -> Result<()> {
    let form = serde_json::from_value(before).map_err(BackendError::internal)?;
    change(backend, scope, &form, Some(undoes)).await
}

async fn change(backend: &Backend, scope: &StaffScope, form: &AccessForm, undoes: Option<i64>) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let settings = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = stored(&rows).await?;
    history::require_version(form.version, before.version, &before)?;
    rows.update::<portal::Entity>()
        .set(portal::Column::LinkDays, settings.link_days)
        .set(portal::Column::LinkSingleUse, settings.single_use)
        .set(portal::Column::NewDeviceCode, settings.new_device_code)
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    let change = Change {
        area: Area::Access,
        version: before.version,
        before: &before,
        after: &stored(&rows).await?,
        undoes,
    };
    history::record(&rows, now, change).await?;
    rows.commit().await
}

/// Ends every link and every session of all clients, and forgets their devices. Says how many links and sessions were live.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails; nothing has changed then.
pub async fn revoke_all(backend: &Backend, scope: &StaffScope) -> Result<u64> {
    scope.require(Permission::SettingsManage)?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let links = rows
        .update::<access_link::Entity>()
        .filter(access_link::Column::RevokedAt.is_null())
        .set(access_link::Column::RevokedAt, Expr::value(now))
        .set(access_link::Column::RevokedBy, Expr::value(scope.user().uuid()))
        .exec()
        .await?;
    let sessions = rows
        .update::<session::Entity>()
        .filter(session::Column::Kind.eq("client"))
        .filter(session::Column::RevokedAt.is_null())
        .set(session::Column::RevokedAt, Expr::value(now))
        .exec()
        .await?;
    rows.delete::<known_device::Entity>(known_device::Column::ContactId.is_not_null())
        .await?;
    let happening = Happening {
        object: "all links and sessions".to_owned(),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::LinkRevoked, happening).await?;
    rows.commit().await?;
    Ok(links + sessions)
}

/// The days that a new link is valid, for the invitation form.
///
/// # Errors
/// When the database fails.
pub async fn link_days(backend: &Backend, scope: &StaffScope) -> Result<i32> {
    Ok(portal_row(&backend.read(scope)).await?.link_days)
}
