//! Which modules clients see.

use super::{
    area::{self, FormArea},
    history, portal_row,
};
use crate::{
    Backend,
    entity::portal,
    error::Result,
    scope::{Rows, StaffScope},
};
use domain::{
    form::FieldErrors,
    settings::{Area, ModulesForm, ModulesSettings},
};
use sea_orm::sea_query::Expr;

impl FormArea for ModulesForm {
    const AREA: Area = Area::Modules;
    type Checked = ModulesSettings;

    fn version(&self) -> i64 {
        self.version
    }

    fn checked(&self) -> Result<ModulesSettings, FieldErrors> {
        self.validate()
    }

    async fn stored(rows: &Rows<'_, StaffScope>) -> Result<Self> {
        let row = portal_row(rows).await?;
        Ok(Self {
            modules: row.modules.split_whitespace().map(str::to_owned).collect(),
            version: history::version(rows, Self::AREA).await?,
        })
    }

    async fn put(&self, new: ModulesSettings, backend: &Backend, rows: &Rows<'_, StaffScope>) -> Result<()> {
        rows.update::<portal::Entity>()
            .set(portal::Column::Modules, new.modules.to_keys())
            .set(portal::Column::UpdatedAt, Expr::value(backend.clock().now()))
            .exec()
            .await
            .map(drop)
    }
}

/// The switches as stored.
///
/// # Errors
/// [`crate::BackendError::Forbidden`], or when the database fails.
pub async fn form(backend: &Backend, scope: &StaffScope) -> Result<ModulesForm> {
    area::open(backend, scope).await
}

/// Saves the switches. A module that is off has no menu entry, and its pages answer 404.
///
/// # Errors
/// [`crate::BackendError::Invalid`] field by field; [`crate::BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &ModulesForm) -> Result<()> {
    area::save(backend, scope, form).await
}
