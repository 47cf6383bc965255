//! Name, switch, greeting and support contact.

use super::{
    area::{self, FormArea},
    history, portal_row,
};
use crate::{
    Backend,
    entity::portal,
    error::Result,
    merge,
    scope::{Rows, StaffScope},
};
use domain::{
    form::FieldErrors,
    merge::Place,
    settings::{Area, GeneralForm, GeneralSettings},
};
use sea_orm::sea_query::Expr;

impl FormArea for GeneralForm {
    const AREA: Area = Area::General;
    type Checked = GeneralSettings;

    fn version(&self) -> i64 {
        self.version
    }

    fn checked(&self) -> Result<GeneralSettings, FieldErrors> {
        self.validate()
    }

    async fn stored(rows: &Rows<'_, StaffScope>) -> Result<Self> {
        let row = portal_row(rows).await?;
        Ok(Self {
            name: row.name,
            enabled: row.enabled,
            welcome_message: row.welcome_message,
            support_email: row.support_email,
            support_phone: row.support_phone,
            support_hours: row.support_hours,
            version: history::version(rows, Self::AREA).await?,
        })
    }

    async fn put(&self, new: GeneralSettings, backend: &Backend, rows: &Rows<'_, StaffScope>) -> Result<()> {
        let findings = merge::check(backend, rows, &new.welcome_message, Place::Page).await?;
        merge::refuse("welcome_message", &findings)?;
        rows.update::<portal::Entity>()
            .set(portal::Column::Name, new.name)
            .set(portal::Column::Enabled, new.enabled)
            .set(portal::Column::WelcomeMessage, new.welcome_message)
            .set(portal::Column::SupportEmail, new.support_email)
            .set(portal::Column::SupportPhone, new.support_phone)
            .set(portal::Column::SupportHours, new.support_hours)
            .set(portal::Column::UpdatedAt, Expr::value(backend.clock().now()))
            .exec()
            .await
            .map(drop)
    }
}

/// The general settings as stored.
///
/// # Errors
/// [`crate::BackendError::Forbidden`], or when the database fails.
pub async fn form(backend: &Backend, scope: &StaffScope) -> Result<GeneralForm> {
    area::open(backend, scope).await
}

/// Saves the general settings. Switching the portal off ends nobody's link, but lets nobody in.
///
/// # Errors
/// [`crate::BackendError::Invalid`] field by field; [`crate::BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &GeneralForm) -> Result<()> {
    area::save(backend, scope, form).await
}
