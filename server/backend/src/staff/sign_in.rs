//! Signing in with e-mail address and password.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use super::password;
use crate::{
    Backend,
    access::{Visitor, rate, sessions},
    entity::{staff_user, tenant},
    error::{BackendError, Result},
    scope::SystemScope,
};
use domain::{
    form::normalised_email,
    staff::{Password, SignInForm},
};
use sea_orm::{ColumnTrait, EntityTrait, Order, QueryFilter, QueryOrder, sea_query::NullOrdering};

/// Opens a staff session. Returns the cookie's value.
///
/// # Errors
/// [`BackendError::Invalid`] with one sentence for any wrong combination; [`BackendError::TooMany`] after too many tries,
/// whether or not the account exists.
pub async fn sign_in(backend: &Backend, form: &SignInForm, visitor: &Visitor) -> Result<String> {
    rate::hit(backend, rate::SIGN_IN_NETWORK, &rate::network(&visitor.address)).await?;
    let email = normalised_email(&form.email);
    // Counted before the password is looked at, so that tries at the same time do not slip past the limit.
    rate::hit(backend, rate::SIGN_IN_ACCOUNT, &email).await?;
    // Someone may work for several providers with one address: the workspace used last whose password fits is opened.
    let candidates = staff_user::Entity::find()
        .filter(staff_user::Column::EmailKey.eq(&email))
        .filter(staff_user::Column::Active.eq(true))
        .order_by_with_nulls(staff_user::Column::LastSeenAt, Order::Desc, NullOrdering::Last)
        .all(backend.db().reader())
        .await?;
    let mut stored: Vec<Option<staff_user::Model>> = candidates.into_iter().take(5).map(Some).collect();
    if stored.is_empty() {
        stored.push(None);
    }
    let fits_length = form.password.0.len() <= domain::staff::MAX_PASSWORD;
    for user in stored {
        let hash = user.as_ref().and_then(|user| user.password_hash.clone());
        let password = if fits_length {
            form.password.clone()
        } else {
            Password::default()
        };
        let (true, Some(user)) = (password::verify(password, hash).await?, user) else {
            continue;
        };
        let tenant = tenant::Entity::find_by_id(user.tenant_id)
            .one(backend.db().reader())
            .await?;
        if tenant.is_none_or(|tenant| tenant.suspended_at.is_some()) {
            continue;
        }
        rate::forget(backend, rate::SIGN_IN_ACCOUNT, &email).await?;
        let scope = SystemScope::new(user.tenant_id.into(), "a member of staff signs in");
        let rows = backend.begin(&scope).await?;
        let opened = sessions::open_staff(&rows, backend.clock().now(), user.id.into(), visitor).await?;
        rows.commit().await?;
        return Ok(opened.token);
    }
    Err(BackendError::invalid(
        "password",
        "E-mail address and password do not match.",
    ))
}
