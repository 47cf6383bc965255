//! Open sessions as their owners and staff see them, and ending one of them.

use crate::{
    Backend,
    entity::session,
    error::{BackendError, Result},
    scope::{ClientScope, StaffScope, Writes},
};
use domain::{
    access::SessionLine,
    ids::{ContactId, SessionId},
};
use sea_orm::{ColumnTrait, ExprTrait, Order, sea_query::Expr};

async fn lines<S: Writes<session::Entity>>(
    backend: &Backend,
    scope: &S,
    whose: Expr,
    current: Option<SessionId>,
) -> Result<Vec<SessionLine>> {
    let now = backend.clock().now();
    let found = backend
        .read(scope)
        .find::<session::Entity>()
        .filter(whose)
        .filter(session::Column::RevokedAt.is_null())
        .filter(session::Column::IdleExpiresAt.gt(now))
        .filter(session::Column::ExpiresAt.gt(now))
        .order(session::Column::LastSeenAt, Order::Desc)
        .limit(50)
        .all()
        .await?;
    let line = |row: session::Model| SessionLine {
        id: row.id.into(),
        current: current.is_some_and(|current| current.uuid() == row.id),
        browser: row.browser,
        address: row.address,
        created_at: row.created_at,
        last_seen_at: row.last_seen_at,
        expires_at: std::cmp::min(row.expires_at, row.idle_expires_at),
    };
    Ok(found.into_iter().map(line).collect())
}

/// The open sessions of the contact who asks.
///
/// # Errors
/// When the database fails.
pub async fn own_of_client(backend: &Backend, scope: &ClientScope) -> Result<Vec<SessionLine>> {
    lines(
        backend,
        scope,
        session::Column::ContactId.eq(scope.contact().uuid()),
        Some(scope.session()),
    )
    .await
}

/// The open sessions of the member of staff who asks.
///
/// # Errors
/// When the database fails.
pub async fn own_of_staff(backend: &Backend, scope: &StaffScope) -> Result<Vec<SessionLine>> {
    lines(
        backend,
        scope,
        session::Column::UserId
            .eq(scope.user().uuid())
            .and(session::Column::Kind.eq("staff")),
        Some(scope.session()),
    )
    .await
}

/// The open sessions of a contact, for staff.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn of_contact(
    backend: &Backend,
    scope: &StaffScope,
    contact: ContactId,
) -> Result<Vec<SessionLine>> {
    scope.require(domain::role::Permission::AccessLogRead)?;
    lines(
        backend,
        scope,
        session::Column::ContactId
            .eq(contact.uuid())
            .and(session::Column::Kind.eq("client")),
        None,
    )
    .await
}

async fn end_one<S: Writes<session::Entity>>(
    backend: &Backend,
    scope: &S,
    id: SessionId,
    whose: Expr,
) -> Result<()> {
    let rows = backend.begin(scope).await?;
    let ended = rows
        .update::<session::Entity>()
        .filter(session::Column::Id.eq(id.uuid()))
        .filter(whose)
        .filter(session::Column::RevokedAt.is_null())
        .set(session::Column::RevokedAt, Expr::value(backend.clock().now()))
        .exec()
        .await?;
    if ended == 0 {
        return Err(BackendError::NotFound);
    }
    rows.commit().await
}

/// Ends one session of a contact, by staff. Other sessions and the link stay as they are.
///
/// # Errors
/// [`BackendError::NotFound`] when it is no open session of this contact; [`BackendError::Forbidden`].
pub async fn end_of_contact(
    backend: &Backend,
    scope: &StaffScope,
    contact: ContactId,
    id: SessionId,
) -> Result<()> {
    scope.require(domain::role::Permission::AccessManage)?;
    end_one(
        backend,
        scope,
        id,
        session::Column::ContactId
            .eq(contact.uuid())
            .and(session::Column::Kind.eq("client")),
    )
    .await
}

/// Ends one of the own sessions of a contact.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not one of theirs.
pub async fn end_own_of_client(backend: &Backend, scope: &ClientScope, id: SessionId) -> Result<()> {
    end_one(
        backend,
        scope,
        id,
        session::Column::ContactId.eq(scope.contact().uuid()),
    )
    .await
}

/// Ends one of the own sessions of a member of staff.
///
/// # Errors
/// [`BackendError::NotFound`] when it is not one of theirs.
pub async fn end_own_of_staff(backend: &Backend, scope: &StaffScope, id: SessionId) -> Result<()> {
    end_one(
        backend,
        scope,
        id,
        session::Column::UserId.eq(scope.user().uuid()),
    )
    .await
}
