//! Links into the portal: made, looked at, used, revoked.
//!
//! A link is `/l/{selector}.{verifier}`. The selector finds the row; of the verifier only a keyed hash is stored, so that a copy
//! of the database opens nothing. A GET changes nothing but the access log; only the button's POST opens a session, because mail
//! scanners follow links.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use super::{Visitor, rate, sessions};
use crate::{
    Backend,
    activity::{self, Happening},
    entity::{access_event, access_link, contact, known_device, portal, session, tenant},
    error::{BackendError, Result},
    mail::outbox::{self, NewMail},
    scope::{Rows, StaffScope, SystemScope},
    secret::{self, PEPPER_VERSION},
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{
    access::{AccessKind, LinkState, LinkSummary, masked_email},
    activity::Verb,
    contact::full_name,
    ids::{AccessLinkId, ContactId, TenantId, UserId},
    locale::Locale,
    mail::MailKind,
    role::Permission,
};
use sea_orm::{
    ActiveValue::Set, ColumnTrait, Condition, EntityTrait, ExprTrait, Order, QueryFilter, sea_query::Expr,
};
use std::fmt;
use uuid::Uuid;

/// How long an older link still works after a newer one was made: two mails may cross.
const GRACE: TimeDelta = TimeDelta::minutes(10);

/// A link's secret. It lives only between making it and the mail; it can't be copied, serialised or printed.
pub struct LinkSecret {
    selector: String,
    verifier: String,
}

impl LinkSecret {
    /// The link, for the mail.
    pub fn into_url(self, public_url: &str) -> String {
        format!("{public_url}/l/{}.{}", self.selector, self.verifier)
    }
}

impl fmt::Debug for LinkSecret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("LinkSecret(***)")
    }
}

fn verifier_hash(backend: &Backend, selector: &str, verifier: &str) -> [u8; 32] {
    backend
        .key()
        .hash("access-link", &[selector.as_bytes(), verifier.as_bytes()])
}

/// Makes the contact's link; an older one goes out of use after a grace of ten minutes.
///
/// # Errors
/// When the database refuses.
pub async fn mint(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    contact: ContactId,
    days: i32,
    created_by: Option<UserId>,
) -> Result<LinkSecret> {
    let now = backend.clock().now();
    let link = LinkSecret {
        selector: secret::random_token::<16>()?,
        verifier: secret::random_token::<32>()?,
    };
    let single_use = rows
        .find::<portal::Entity>()
        .one()
        .await?
        .is_some_and(|portal| portal.link_single_use);
    rows.update::<access_link::Entity>()
        .filter(access_link::Column::ContactId.eq(contact.uuid()))
        .filter(access_link::Column::SupersededAt.is_null())
        .filter(access_link::Column::RevokedAt.is_null())
        .set(access_link::Column::SupersededAt, Expr::value(now + GRACE))
        .exec()
        .await?;
    rows.insert::<access_link::Entity>(access_link::ActiveModel {
        id: Set(AccessLinkId::new().uuid()),
        contact_id: Set(contact.uuid()),
        verifier_hash: Set(verifier_hash(backend, &link.selector, &link.verifier).to_vec()),
        selector: Set(link.selector.clone()),
        pepper_version: Set(PEPPER_VERSION),
        created_by: Set(created_by.map(Uuid::from)),
        created_at: Set(now),
        expires_at: Set(now + TimeDelta::days(i64::from(days))),
        max_uses: Set(single_use.then_some(1)),
        use_count: Set(0),
        first_used_at: Set(None),
        last_used_at: Set(None),
        revoked_at: Set(None),
        revoked_by: Set(None),
        superseded_at: Set(None),
        ..Default::default()
    })
    .await?;
    Ok(link)
}

/// What the page behind a working link shows before the button is pressed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinkWelcome {
    /// Whose portal.
    pub tenant: TenantId,
    /// The portal's name.
    pub portal_name: String,
    /// The contact's address, masked.
    pub masked_email: String,
    /// The contact's language.
    pub locale: Locale,
}

/// A working link with what it hangs on.
pub(super) struct Found {
    pub(super) link: access_link::Model,
    pub(super) contact: contact::Model,
    pub(super) tenant: tenant::Model,
    pub(super) portal: portal::Model,
}

/// Splits a link's token. Anything that is not of our making has no halves.
fn halves(token: &str) -> Option<(&str, &str)> {
    let (selector, verifier) = token.split_once('.')?;
    let ours = |text: &str, length: usize| {
        text.len() == length
            && text
                .bytes()
                .all(|c| c.is_ascii_alphanumeric() || c == b'-' || c == b'_')
    };
    (ours(selector, 22) && ours(verifier, 43)).then_some((selector, verifier))
}

/// The public half of a link's token, for "send me a new link".
pub fn selector_of(token: &str) -> Option<&str> {
    halves(token).map(|(selector, _)| selector)
}

pub(super) async fn look_up(backend: &Backend, token: &str) -> Result<Option<Found>> {
    let reader = backend.db().reader();
    let Some((selector, verifier)) = halves(token) else {
        verifier_hash(backend, "unknown", token);
        return Ok(None);
    };
    let link = access_link::Entity::find()
        .filter(access_link::Column::Selector.eq(selector))
        .one(reader)
        .await?;
    let hash = verifier_hash(backend, selector, verifier);
    let Some(link) = link.filter(|link| secret::equal(&link.verifier_hash, &hash)) else {
        return Ok(None);
    };
    let contact = contact::Entity::find_by_id(link.contact_id).one(reader).await?;
    let tenant = tenant::Entity::find_by_id(link.tenant_id).one(reader).await?;
    let portal = portal::Entity::find_by_id(link.tenant_id).one(reader).await?;
    let (Some(contact), Some(tenant), Some(portal)) = (contact, tenant, portal) else {
        return Ok(None);
    };
    let found = Found {
        link,
        contact,
        tenant,
        portal,
    };
    Ok(found.opens(backend.clock().now()).then_some(found))
}

impl Found {
    fn locale(&self) -> Locale {
        let own = self.contact.locale.as_deref().unwrap_or(&self.tenant.locale);
        own.parse().unwrap_or_default()
    }

    fn opens(&self, now: DateTime<Utc>) -> bool {
        let link = &self.link;
        LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at) == LinkState::Active
            && link.max_uses.is_none_or(|max| link.use_count < max)
            && self.contact.archived_at.is_none()
            && self.contact.portal_enabled
            && self.tenant.suspended_at.is_none()
            && self.portal.enabled
    }
}

/// What a link's page shows; `None` for one that is expired, revoked, replaced, unknown or of a closed portal: to the outside
/// these are one. `log` is false for a HEAD and a prefetch.
///
/// # Errors
/// [`BackendError::TooMany`], or when the database fails.
pub async fn look_at(
    backend: &Backend,
    token: &str,
    visitor: &Visitor,
    log: bool,
) -> Result<Option<LinkWelcome>> {
    rate::hit(backend, rate::LINK, &rate::network(&visitor.address)).await?;
    let Some(found) = look_up(backend, token).await? else {
        return Ok(None);
    };
    if sessions::companies_of(backend, found.link.tenant_id, found.link.contact_id)
        .await?
        .is_empty()
    {
        return Ok(None);
    }
    if log {
        let scope = SystemScope::new(found.link.tenant_id.into(), "a link's page was opened");
        let rows = backend.begin(&scope).await?;
        log_event(
            backend,
            &rows,
            found.contact.id,
            None,
            AccessKind::LinkOpened,
            visitor,
        )
        .await?;
        rows.commit().await?;
    }
    Ok(Some(LinkWelcome {
        tenant: found.link.tenant_id.into(),
        locale: found.locale(),
        masked_email: masked_email(&found.contact.email),
        portal_name: found.portal.name,
    }))
}

/// Notes what somebody did at the gate.
pub(super) async fn log_event(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    contact: Uuid,
    session: Option<Uuid>,
    kind: AccessKind,
    visitor: &Visitor,
) -> Result<()> {
    rows.insert::<access_event::Entity>(access_event::ActiveModel {
        id: Set(Uuid::now_v7()),
        contact_id: Set(contact),
        session_id: Set(session),
        kind: Set(kind.key().to_owned()),
        invoice_id: Set(None),
        object: Set(String::new()),
        browser: Set(visitor.browser.clone()),
        address: Set(visitor.network()),
        created_at: Set(backend.clock().now()),
        ..Default::default()
    })
    .await
}

/// Opens a session by a link: the button's POST. Returns the cookie's value.
///
/// # Errors
/// [`BackendError::NotFound`] for a link that does not work, whatever the reason; [`BackendError::TooMany`].
pub async fn redeem(backend: &Backend, token: &str, visitor: &Visitor) -> Result<String> {
    let found = pressed(backend, token, visitor).await?;
    open_by(backend, &found, visitor).await
}

/// The link whose button was pressed. The press is counted before the link is looked for.
///
/// # Errors
/// [`BackendError::NotFound`] for a link that does not work, whatever the reason; [`BackendError::TooMany`].
pub(super) async fn pressed(backend: &Backend, token: &str, visitor: &Visitor) -> Result<Found> {
    rate::hit(backend, rate::LINK, &rate::network(&visitor.address)).await?;
    if let Some(selector) = selector_of(token) {
        rate::hit(backend, rate::LINK_SELECTOR, selector).await?;
    }
    look_up(backend, token).await?.ok_or(BackendError::NotFound)
}

/// Opens a session by a link that was found to work.
pub(super) async fn open_by(backend: &Backend, found: &Found, visitor: &Visitor) -> Result<String> {
    let (now, link) = (backend.clock().now(), &found.link);
    if sessions::companies_of(backend, link.tenant_id, link.contact_id)
        .await?
        .is_empty()
    {
        return Err(BackendError::NotFound);
    }
    let scope = SystemScope::new(link.tenant_id.into(), "a link is redeemed");
    let rows = backend.begin(&scope).await?;
    // The conditions once more, in the statement that counts the use: of two at the same time, one wins.
    let used = rows
        .update::<access_link::Entity>()
        .filter(access_link::Column::Id.eq(link.id))
        .filter(access_link::Column::RevokedAt.is_null())
        .filter(access_link::Column::ExpiresAt.gt(now))
        .filter(
            Condition::any()
                .add(access_link::Column::SupersededAt.is_null())
                .add(access_link::Column::SupersededAt.gt(now)),
        )
        .filter(
            Condition::any()
                .add(access_link::Column::MaxUses.is_null())
                .add(Expr::col(access_link::Column::UseCount).lt(Expr::col(access_link::Column::MaxUses))),
        )
        .set(
            access_link::Column::UseCount,
            Expr::col(access_link::Column::UseCount).add(1),
        )
        .set(access_link::Column::LastUsedAt, Expr::value(now))
        .set(
            access_link::Column::FirstUsedAt,
            Expr::value(link.first_used_at.unwrap_or(now)),
        )
        .exec()
        .await?;
    if used != 1 {
        return Err(BackendError::NotFound);
    }
    let known = rows
        .find::<session::Entity>()
        .filter(session::Column::ContactId.eq(link.contact_id))
        .filter(session::Column::Kind.eq("client"))
        .tuples::<(String,)>(
            vec![Expr::col(session::Column::Browser)],
            vec![session::Column::Browser],
        )
        .await?;
    let session = sessions::open_client(&rows, now, link, visitor).await?;
    log_event(
        backend,
        &rows,
        link.contact_id,
        Some(session.id),
        AccessKind::SignedIn,
        visitor,
    )
    .await?;
    rows.update::<contact::Entity>()
        .filter(contact::Column::Id.eq(link.contact_id))
        .set(contact::Column::LastSeenAt, Expr::value(now))
        .exec()
        .await?;
    let happening = Happening {
        contact: Some(link.contact_id.into()),
        object: full_name(&found.contact.first_name, &found.contact.last_name),
        ..Happening::default()
    };
    activity::record_as(
        &rows,
        now,
        contact_actor(&found.contact),
        Verb::PortalAccessed,
        happening,
    )
    .await?;
    if !known.is_empty() && known.iter().all(|(browser,)| *browser != visitor.browser) {
        outbox::queue(&rows, now, new_device_mail(&found.contact, session.id, visitor)).await?;
    }
    rows.commit().await?;
    backend.wake_mailer();
    Ok(session.token)
}

fn contact_actor(contact: &contact::Model) -> (domain::activity::ActorKind, Option<Uuid>, String) {
    let name = full_name(&contact.first_name, &contact.last_name);
    (domain::activity::ActorKind::Contact, Some(contact.id), name)
}

fn new_device_mail(contact: &contact::Model, session: Uuid, visitor: &Visitor) -> NewMail {
    NewMail {
        kind: MailKind::NewDevice,
        contact: Some(contact.id.into()),
        user: None,
        invoice: None,
        proposal: None,
        to_name: full_name(&contact.first_name, &contact.last_name),
        to_address: contact.email.clone(),
        params: serde_json::json!({ "browser": visitor.browser, "address": visitor.network() }),
        dedupe_key: Some(format!("new-device:{session}")),
        created_by: None,
    }
}

/// The newest link of a contact, for staff.
///
/// # Errors
/// [`BackendError::Forbidden`], or when the database fails.
pub async fn summary(
    backend: &Backend,
    scope: &StaffScope,
    contact: ContactId,
) -> Result<Option<LinkSummary>> {
    scope.require(Permission::ClientsRead)?;
    let newest = backend
        .read(scope)
        .find::<access_link::Entity>()
        .filter(access_link::Column::ContactId.eq(contact.uuid()))
        .order(access_link::Column::CreatedAt, Order::Desc)
        .limit(1)
        .one()
        .await?;
    let now = backend.clock().now();
    Ok(newest.map(|link| LinkSummary {
        id: link.id.into(),
        state: LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at),
        created_at: link.created_at,
        expires_at: link.expires_at,
        use_count: link.use_count,
        last_used_at: link.last_used_at,
    }))
}

/// Withdraws every link of a contact and ends the sessions, in one step.
///
/// # Errors
/// [`BackendError::Forbidden`], or [`BackendError::NotFound`] when there is no such contact.
pub async fn revoke(backend: &Backend, scope: &StaffScope, contact: ContactId) -> Result<()> {
    scope.require(Permission::AccessManage)?;
    let rows = backend.begin(scope).await?;
    let row = rows.get::<contact::Entity>(contact.uuid()).await?;
    let now = backend.clock().now();
    let revoked = revoke_in(&rows, now, contact, Some(scope.user())).await?;
    if revoked > 0 {
        let object = full_name(&row.first_name, &row.last_name);
        let happening = Happening {
            contact: Some(contact),
            object,
            ..Happening::default()
        };
        activity::record(&rows, now, Verb::LinkRevoked, happening).await?;
    }
    rows.commit().await
}

/// Withdraws a contact's links and sessions in the caller's transaction; says how many links and sessions were live.
///
/// # Errors
/// When the database refuses.
pub async fn revoke_in<S>(
    rows: &Rows<'_, S>,
    now: DateTime<Utc>,
    contact: ContactId,
    by: Option<UserId>,
) -> Result<u64>
where
    S: crate::scope::Writes<access_link::Entity>
        + crate::scope::Writes<session::Entity>
        + crate::scope::Writes<known_device::Entity>,
{
    rows.delete::<known_device::Entity>(known_device::Column::ContactId.eq(contact.uuid()))
        .await?;
    let links = rows
        .update::<access_link::Entity>()
        .filter(access_link::Column::ContactId.eq(contact.uuid()))
        .filter(access_link::Column::RevokedAt.is_null())
        .set(access_link::Column::RevokedAt, Expr::value(now))
        .set(access_link::Column::RevokedBy, Expr::value(by.map(Uuid::from)))
        .exec()
        .await?;
    Ok(links + sessions::end_all_of_contact(rows, now, contact).await?)
}
