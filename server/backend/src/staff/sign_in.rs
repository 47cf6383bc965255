//! Signing in with e-mail address and password.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use super::{password, workspace};
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

/// In how many workspaces one address is looked for.
pub(super) const MOST_WORKSPACES: usize = 5;

/// What a right password led to.
#[derive(Debug)]
pub enum Entry {
    /// A session; this is its cookie's value.
    Opened(String),
    /// Several workspaces, one of which is to be chosen; this is the proof for [`super::workspace::enter`].
    Choose(String),
}

impl Entry {
    /// The cookie's value, of whichever kind.
    pub fn into_token(self) -> String {
        match self {
            Self::Opened(token) | Self::Choose(token) => token,
        }
    }
}

/// Opens a staff session, or says that there is a choice: someone may work for several providers with one address.
///
/// # Errors
/// [`BackendError::Invalid`] with one sentence for any wrong combination; [`BackendError::TooMany`] after too many tries,
/// whether or not the account exists.
pub async fn sign_in(backend: &Backend, form: &SignInForm, visitor: &Visitor) -> Result<Entry> {
    rate::hit(backend, rate::SIGN_IN_NETWORK, &rate::network(&visitor.address)).await?;
    let email = normalised_email(&form.email);
    // Counted before the password is looked at, so that tries at the same time do not slip past the limit.
    rate::hit(backend, rate::SIGN_IN_ACCOUNT, &email).await?;
    let candidates = staff_user::Entity::find()
        .filter(staff_user::Column::EmailKey.eq(&email))
        .filter(staff_user::Column::Active.eq(true))
        .order_by_with_nulls(staff_user::Column::LastSeenAt, Order::Desc, NullOrdering::Last)
        .all(backend.db().reader())
        .await?;
    let mut stored: Vec<Option<staff_user::Model>> =
        candidates.into_iter().take(MOST_WORKSPACES).map(Some).collect();
    if stored.is_empty() {
        stored.push(None);
    }
    let mut fitting = Vec::new();
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
        if workspace_of(backend, &user).await?.is_some() {
            fitting.push(user);
        }
    }
    if !fitting.is_empty() {
        rate::forget(backend, rate::SIGN_IN_ACCOUNT, &email).await?;
    }
    match fitting.as_slice() {
        [] => Err(BackendError::invalid(
            "password",
            "E-mail address and password do not match.",
        )),
        [only] => Ok(Entry::Opened(open(backend, only, visitor).await?)),
        several => Ok(Entry::Choose(workspace::prove(backend, several))),
    }
}

/// The workspace of a member, unless it is suspended.
pub(super) async fn workspace_of(
    backend: &Backend,
    member: &staff_user::Model,
) -> Result<Option<tenant::Model>> {
    let found = tenant::Entity::find_by_id(member.tenant_id)
        .one(backend.db().reader())
        .await?;
    Ok(found.filter(|tenant| tenant.suspended_at.is_none()))
}

/// Opens a session of a member who has proven to be that one. Returns the cookie's value.
pub(super) async fn open(backend: &Backend, member: &staff_user::Model, visitor: &Visitor) -> Result<String> {
    let scope = SystemScope::new(member.tenant_id.into(), "a member of staff signs in");
    let rows = backend.begin(&scope).await?;
    let opened = sessions::open_staff(&rows, backend.clock().now(), member.id.into(), visitor).await?;
    rows.commit().await?;
    Ok(opened.token)
}
