//! One's own account: password and sessions.

use super::password;
use crate::{
    Backend,
    access::{rate, sessions},
    entity::staff_user,
    error::Result,
    scope::StaffScope,
};
use domain::{
    form::FieldErrors,
    staff::{MAX_PASSWORD, PasswordForm, check_password},
};
use sea_orm::{ColumnTrait, sea_query::Expr};

/// Changes the own password and ends all other sessions.
///
/// # Errors
/// [`crate::BackendError::Invalid`] when the current password is wrong or the new one may not be set; [`crate::BackendError::TooMany`] after too
/// many tries, so that a session left open is no way to guess the password.
pub async fn change_password(backend: &Backend, scope: &StaffScope, form: &PasswordForm) -> Result<()> {
    let who = scope.user().to_string();
    rate::hit(backend, rate::PASSWORD_CHANGE, &who).await?;
    let user = backend
        .read(scope)
        .get::<staff_user::Entity>(scope.user().uuid())
        .await?;
    let mut errors = FieldErrors::default();
    let fits_length = form.current.0.len() <= MAX_PASSWORD;
    if !fits_length || !password::verify(form.current.clone(), user.password_hash).await? {
        errors.add("current", "This is not your current password.");
    }
    errors.take("new", check_password(&form.new));
    if errors.is_empty() && form.new == form.current {
        errors.add("new", "This is the password you have already.");
    }
    if !errors.is_empty() {
        return Err(errors.into());
    }
    rate::forget(backend, rate::PASSWORD_CHANGE, &who).await?;
    let hash = password::hash(form.new.clone()).await?;
    let rows = backend.begin(scope).await?;
    rows.update::<staff_user::Entity>()
        .filter(staff_user::Column::Id.eq(scope.user().uuid()))
        .set(staff_user::Column::PasswordHash, Expr::value(hash))
        .exec()
        .await?;
    sessions::end_all_of_user(&rows, backend.clock().now(), scope.user(), Some(scope.session())).await?;
    rows.commit().await
}

/// Ends all own sessions but the one that asks.
///
/// # Errors
/// When the database fails.
pub async fn end_other_sessions(backend: &Backend, scope: &StaffScope) -> Result<()> {
    let rows = backend.begin(scope).await?;
    sessions::end_all_of_user(&rows, backend.clock().now(), scope.user(), Some(scope.session())).await?;
    rows.commit().await
}
