//! Looking at the portal through a client's eyes: the real pages, menu and values, in a session of a member of staff that can change
//! nothing, is noted on the contact's timeline, and never counts as a view.

#![allow(clippy::disallowed_methods)] // from a cookie to a scope

use super::{
    Visitor,
    sessions::{self, ClientVisit},
};
use crate::{
    Backend,
    activity::{self, Happening},
    contact::visibility,
    entity::{contact, session, staff_user},
    error::{BackendError, Result},
    scope::{Rows, Scope, StaffScope, SystemScope, Writes},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::PortalVisibility,
    activity::Verb,
    contact::full_name,
    ids::{ContactId, UserId},
    role::{Permission, Role},
};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, sea_query::Expr};

/// How long one look lasts.
const LASTS: TimeDelta = TimeDelta::hours(1);
/// The kind of such a session.
const KIND: &str = "preview";

/// What the mark on a preview says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PreviewNote {
    /// Through whose eyes.
    pub contact: ContactId,
    /// Why this client could not see the page today, in the middle of a sentence; `None` when they could.
    pub obstacle: Option<&'static str>,
}

/// Starts a preview. Returns the cookie's value.
///
/// # Errors
/// [`BackendError::Forbidden`]; [`BackendError::NotFound`] for a contact that is not this tenant's;
/// [`BackendError::Conflict`] for one that is archived or belongs to no company, and so has nothing to see.
pub async fn start(
    backend: &Backend,
    scope: &StaffScope,
    contact: ContactId,
    visitor: &Visitor,
) -> Result<String> {
    scope.require(Permission::ClientsRead)?;
    let row = backend.read(scope).get::<contact::Entity>(contact.uuid()).await?;
    let companies = sessions::companies_of(backend, scope.tenant().uuid(), contact.uuid()).await?;
    if row.archived_at.is_some() || companies.is_empty() {
        return Err(BackendError::Conflict(
            "This contact is archived or belongs to no company in use, so there is nothing to see."
                .to_owned(),
        ));
    }
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    end_all_of(&rows, now, scope.user()).await?;
    let what = Happening {
        contact: Some(contact),
        object: full_name(&row.first_name, &row.last_name),
        ..Happening::default()
    };
    activity::record(&rows, now, Verb::PortalPreviewed, what).await?;
    let system = SystemScope::new(scope.tenant(), "a preview is opened");
    let new = session::ActiveModel {
        kind: Set(KIND.to_owned()),
        user_id: Set(Some(scope.user().uuid())),
        contact_id: Set(Some(contact.uuid())),
        link_id: Set(None),
        created_at: Set(now),
        last_seen_at: Set(now),
        idle_expires_at: Set(now + LASTS),
        expires_at: Set(now + LASTS),
        address: Set(visitor.network()),
        browser: Set(visitor.browser.clone()),
        ..Default::default()
    };
    let opened = sessions::open(&rows.with(&system), new).await?;
    rows.commit().await?;
    Ok(opened.token)
}

/// From a preview's cookie to what the client would see. The portal may be switched off: it is shaped before it is opened.
///
/// # Errors
/// [`BackendError::Unauthenticated`] when the preview is over, or the member of staff may not look any more.
pub async fn visit(backend: &Backend, token: &str) -> Result<ClientVisit> {
    let (mut visit, _) = sessions::client_visit(backend, sessions::client_query(), token, KIND).await?;
    let scope = SystemScope::new(visit.scope.tenant(), "a preview is used");
    let rows = backend.read(&scope);
    let session = rows.get::<session::Entity>(visit.scope.session().uuid()).await?;
    let looks = session.user_id.ok_or(BackendError::Unauthenticated)?;
    let user = staff_user::Entity::find_by_id(looks)
        .filter(staff_user::Column::Active.eq(true))
        .one(backend.db().reader())
        .await?;
    let may = user
        .and_then(|user| user.role.parse::<Role>().ok())
        .is_some_and(|role| role.may(Permission::ClientsRead));
    if !may {
        return Err(BackendError::Unauthenticated);
    }
    let contact = visit.scope.contact();
    let row = rows.get::<contact::Entity>(contact.uuid()).await?;
    let now = backend.clock().now();
    let mut standings = visibility::of(&rows, now, std::slice::from_ref(&row)).await?;
    let standing = standings.remove(&row.id).unwrap_or_default();
    visit.preview = Some(PreviewNote {
        contact,
        obstacle: match standing.facts.judge() {
            PortalVisibility::No(why) => why.first().map(|why| why.sentence()),
            PortalVisibility::Yes => None,
        },
    });
    visit.scope = visit.scope.only_looking();
    Ok(visit)
}

/// Ends whatever preview a member of staff has open; says through whose eyes it was.
///
/// # Errors
/// When the database fails.
pub async fn end(backend: &Backend, scope: &StaffScope) -> Result<Option<ContactId>> {
    let now = backend.clock().now();
    let rows = backend.begin(scope).await?;
    let open = rows
        .find::<session::Entity>()
        .filter(session::Column::Kind.eq(KIND))
        .filter(session::Column::UserId.eq(scope.user().uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .one()
        .await?;
    end_all_of(&rows, now, scope.user()).await?;
    rows.commit().await?;
    Ok(open.and_then(|session| session.contact_id).map(ContactId::from))
}

pub(super) async fn end_all_of<S: Writes<session::Entity>>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    user: UserId,
) -> Result<()> {
    rows.update::<session::Entity>()
        .filter(session::Column::Kind.eq(KIND))
        .filter(session::Column::UserId.eq(user.uuid()))
        .filter(session::Column::RevokedAt.is_null())
        .set(
            session::Column::RevokedAt,
            Expr::value(Some::<DateTime<Utc>>(now)),
        )
        .exec()
        .await
        .map(drop)
}
