//! Name, switch, greeting and support contact.

use super::{
    history::{self, Change},
    portal_row,
};
use crate::{
    Backend,
    entity::{portal, settings_revision},
    error::{BackendError, Result},
    merge,
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    merge::Place,
    role::Permission,
    settings::{Area, GeneralForm},
};
use sea_orm::sea_query::Expr;

/// What is stored, as the form shows it.
async fn stored<S>(rows: &Rows<'_, S>) -> Result<GeneralForm>
where
    S: Scope + Reads<portal::Entity> + Reads<settings_revision::Entity>,
{
    let row = portal_row(rows).await?;
    Ok(GeneralForm {
        name: row.name,
        enabled: row.enabled,
        welcome_message: row.welcome_message,
        support_email: row.support_email,
        support_phone: row.support_phone,
        support_hours: row.support_hours,
        version: history::version(rows, Area::General).await?,
    })
}

/// The general settings as stored.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn form(backend: &Backend, scope: &StaffScope) -> Result<GeneralForm> {
    scope.require(Permission::SettingsManage)?;
    stored(&backend.read(scope)).await
}

/// Saves the general settings. Switching the portal off ends nobody's link, but lets nobody in.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &GeneralForm) -> Result<()> {
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

async fn change(
    backend: &Backend,
    scope: &StaffScope,
    form: &GeneralForm,
    undoes: Option<i64>,
) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let settings = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let findings = merge::check(backend, &rows, &settings.welcome_message, Place::Page).await?;
    merge::refuse("welcome_message", &findings)?;
    let before = stored(&rows).await?;
    history::require_version(form.version, before.version, &before)?;
    rows.update::<portal::Entity>()
        .set(portal::Column::Name, settings.name)
        .set(portal::Column::Enabled, settings.enabled)
        .set(portal::Column::WelcomeMessage, settings.welcome_message)
        .set(portal::Column::SupportEmail, settings.support_email)
        .set(portal::Column::SupportPhone, settings.support_phone)
        .set(portal::Column::SupportHours, settings.support_hours)
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    let change = Change {
        area: Area::General,
        version: before.version,
        before: &before,
        after: &stored(&rows).await?,
        undoes,
    };
    history::record(&rows, now, change).await?;
    rows.commit().await
}
