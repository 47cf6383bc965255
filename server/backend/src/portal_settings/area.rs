//! What all areas share that are one form: opening it, saving it with its history, and putting it back.

use super::history::{self, Change};
use crate::{
    Backend,
    error::{BackendError, Result},
    scope::{Rows, StaffScope},
};
use domain::{form::FieldErrors, role::Permission, settings::Area};
use serde::{Serialize, de::DeserializeOwned};
use std::future::Future;

/// An area whose whole state is one form.
pub(super) trait FormArea: Serialize + DeserializeOwned + Send + Sync + Sized {
    /// Which area.
    const AREA: Area;
    /// What a checked form holds.
    type Checked: Send;

    /// The version that was opened.
    fn version(&self) -> i64;

    /// Checks every field.
    fn checked(&self) -> Result<Self::Checked, FieldErrors>;

    /// What is stored, as the form shows it.
    fn stored(rows: &Rows<'_, StaffScope>) -> impl Future<Output = Result<Self>> + Send;

    /// Stores a checked form. What only the database can tell is checked here.
    fn put(
        &self,
        checked: Self::Checked,
        backend: &Backend,
        rows: &Rows<'_, StaffScope>,
    ) -> impl Future<Output = Result<()>> + Send;
}

/// The form as stored.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub(super) async fn open<F: FormArea>(backend: &Backend, scope: &StaffScope) -> Result<F> {
    scope.require(Permission::SettingsManage)?;
    F::stored(&backend.read(scope)).await
}

/// Saves a form.
///
/// # Errors
/// [`BackendError::Invalid`] field by field; [`BackendError::Stale`] after somebody else's change.
pub(super) async fn save<F: FormArea>(backend: &Backend, scope: &StaffScope, form: &F) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    change(backend, backend.begin(scope).await?, form, None).await
}

/// Puts the area back to what it was.
///
/// # Errors
/// As [`save`].
pub(super) async fn restore<F: FormArea>(
    backend: &Backend,
    scope: &StaffScope,
    before: serde_json::Value,
    undoes: i64,
) -> Result<()> {
    scope.require(Permission::SettingsManage)?;
    let form: F = serde_json::from_value(before).map_err(BackendError::internal)?;
    change(backend, backend.begin(scope).await?, &form, Some(undoes)).await
}

/// Stores a form in this transaction, notes the change, and makes both last.
///
/// # Errors
/// As [`save`].
pub(super) async fn change<F: FormArea>(
    backend: &Backend,
    rows: Rows<'_, StaffScope>,
    form: &F,
    undoes: Option<i64>,
) -> Result<()> {
    let checked = form.checked()?;
    let before = F::stored(&rows).await?;
    history::require_version(form.version(), before.version(), &before)?;
    form.put(checked, backend, &rows).await?;
    let change = Change {
        area: F::AREA,
        version: before.version(),
        before: &before,
        after: &F::stored(&rows).await?,
        undoes,
    };
    history::record(&rows, backend.clock().now(), change).await?;
    rows.commit().await
}
