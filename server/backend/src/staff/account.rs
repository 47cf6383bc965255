//! One's own account: password and sessions.

use super::password;
use crate::{
    Backend,
    access::sessions,
    entity::staff_user,
    error::{BackendError, Result},
    scope::StaffScope,
};
use domain::staff::{PasswordForm, check_password};
use sea_orm::{ColumnTrait, sea_query::Expr};

/// Changes the own password and ends all other sessions.
///
/// # Errors
/// [`BackendError::Invalid`] when the current password is wrong or the new one may not be set.
pub async fn change_password(backend: &Backend, scope: &StaffScope, form: &PasswordForm) -> Result<()> {
    let user = backend
        .read(scope)
        .get::<staff_user::Entity>(scope.user().uuid())
        .await?;
    if !password::verify(form.current.clone(), user.password_hash).await? {
        return Err(BackendError::invalid(
            "current",
            "This is not your current password.",
        ));
    }
    check_password(&form.new).map_err(|message| BackendError::invalid("new", message))?;
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
