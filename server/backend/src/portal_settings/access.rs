//! How clients get in.

use super::{
    area::{self, FormArea},
    history, portal_row,
};
use crate::{
    Backend,
    activity::{self, Happening},
    entity::{access_link, known_device, portal, session},
    error::Result,
    scope::{Rows, StaffScope},
};
use domain::{
    activity::Verb,
    form::FieldErrors,
    role::Permission,
    settings::{AccessForm, AccessSettings, Area},
};
use sea_orm::{ColumnTrait, sea_query::Expr};

impl FormArea for AccessForm {
    const AREA: Area = Area::Access;
    type Checked = AccessSettings;

    fn version(&self) -> i64 {
        self.version
    }

    fn checked(&self) -> Result<AccessSettings, FieldErrors> {
        self.validate()
    }

    async fn stored(rows: &Rows<'_, StaffScope>) -> Result<Self> {
        let row = portal_row(rows).await?;
        Ok(Self {
            link_days: row.link_days.to_string(),
            single_use: row.link_single_use,
            new_device_code: row.new_device_code,
            version: history::version(rows, Self::AREA).await?,
        })
    }

    async fn put(&self, new: AccessSettings, backend: &Backend, rows: &Rows<'_, StaffScope>) -> Result<()> {
        rows.update::<portal::Entity>()
            .set(portal::Column::LinkDays, new.link_days)
            .set(portal::Column::LinkSingleUse, new.single_use)
            .set(portal::Column::NewDeviceCode, new.new_device_code)
            .set(portal::Column::UpdatedAt, Expr::value(backend.clock().now()))
            .exec()
            .await
            .map(drop)
    }
}

/// The ways in as stored.
///
/// # Errors
/// [`crate::BackendError::Forbidden`], or when the database fails.
pub async fn form(backend: &Backend, scope: &StaffScope) -> Result<AccessForm> {
    area::open(backend, scope).await
}

/// Saves the ways in. Validity and single use count for new links; those already sent keep what they were sent with.
///
/// # Errors
/// [`crate::BackendError::Invalid`] field by field; [`crate::BackendError::Stale`] after somebody else's change.
pub async fn save(backend: &Backend, scope: &StaffScope, form: &AccessForm) -> Result<()> {
    area::save(backend, scope, form).await
}

/// Ends every link and every session of all clients, and forgets their devices. Says how many links and sessions were live.
///
/// # Errors
/// [`crate::BackendError::Forbidden`], or when the database fails; nothing has changed then.
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
