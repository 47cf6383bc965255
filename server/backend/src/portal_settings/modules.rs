//! Which modules clients see.

use super::{
    history::{self, Change},
    portal_row,
};
use crate::{
    Backend,
    entity::{portal, settings_revision},
    error::{BackendError, Result},
    scope::{Reads, Rows, Scope, StaffScope},
};
use domain::{
    role::Permission,
    settings::{Area, ModulesForm},
};
use sea_orm::sea_query::Expr;

/// What is stored, as the form shows it.
async fn stored<S>(rows: &Rows<'_, S>) -> Result<ModulesForm>
where
    S: Scope + Reads<portal::Entity> + Reads<settings_revision::Entity>,
{
    let row = portal_row(rows).await?;
    Ok(ModulesForm {
        modules: row.modules.split_whitespace().map(str::to_owned).collect(),
        version: history::version(rows, Area::Modules).await?,
    })
}

/// The switches as stored.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn form(backend: &Backend, scope: &StaffScope) -> Result<ModulesForm> {
    scope.require(Permission::SettingsManage)?;
    stored(&backend.read(scope)).await
}

/// Saves the switches. A module that is off has no menu entry, and its pages answer 404.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &ModulesForm) -> Result<()> {
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
    form: &ModulesForm,
    undoes: Option<i64>,
) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let settings = form.validate()?;
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let before = stored(&rows).await?;
    history::require_version(form.version, before.version, &before)?;
    rows.update::<portal::Entity>()
        .set(portal::Column::Modules, settings.modules.to_keys())
        .set(portal::Column::UpdatedAt, Expr::value(now))
        .exec()
        .await?;
    let change = Change {
        area: Area::Modules,
        version: before.version,
        before: &before,
        after: &stored(&rows).await?,
        undoes,
    };
    history::record(&rows, now, change).await?;
    rows.commit().await
}
