//! "Send me a new link": always the same answer, whoever asks for whom. The mail goes to the stored address only.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use super::{Visitor, links, rate, sessions};
use crate::{
    Backend,
    entity::{access_link, contact, portal, tenant},
    error::Result,
    mail::outbox::{self, NewMail},
    scope::SystemScope,
};
use domain::{
    access::{AccessKind, LinkState},
    contact::full_name,
    form::normalised_email,
    mail::MailKind,
};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};

/// Whose link is meant.
#[derive(Debug, Clone)]
pub enum Whose {
    /// Whoever has this address, in whichever portal.
    Email(String),
    /// The contact of an older link, by its public half.
    Selector(String),
}

impl Whose {
    /// Of a form: by the link where one was at hand, by address otherwise.
    pub fn of(email: String, selector: String) -> Self {
        if selector.is_empty() {
            Self::Email(email)
        } else {
            Self::Selector(selector)
        }
    }
}

/// Takes the request. The answer never depends on what is found; the looking up happens after it.
///
/// # Errors
/// [`crate::BackendError::TooMany`] when this network asks too often, whether or not anybody was found.
pub async fn request(backend: &Backend, whose: Whose, visitor: Visitor) -> Result<()> {
    rate::hit(backend, rate::NEW_LINK_NETWORK, &rate::network(&visitor.address)).await?;
    let backend = backend.clone();
    tokio::spawn(async move {
        if let Err(error) = answer(&backend, whose, &visitor).await {
            tracing::error!(%error, "a request for a new link failed");
        }
    });
    Ok(())
}

/// Queues the mails that a request leads to.
///
/// # Errors
/// When the database fails.
pub async fn answer(backend: &Backend, whose: Whose, visitor: &Visitor) -> Result<()> {
    let reader = backend.db().reader();
    let contacts = match whose {
        Whose::Email(email) => {
            let email = normalised_email(&email);
            if email.is_empty() || email.len() > 254 {
                return Ok(());
            }
            contact::Entity::find()
                .filter(contact::Column::EmailKey.eq(email))
                .all(reader)
                .await?
        }
        Whose::Selector(selector) => {
            let link = access_link::Entity::find()
                .filter(access_link::Column::Selector.eq(selector))
                .one(reader)
                .await?;
            match link {
                Some(link) => contact::Entity::find_by_id(link.contact_id).all(reader).await?,
                None => Vec::new(),
            }
        }
    };
    for contact in contacts {
        mail_to(backend, contact, visitor).await?;
    }
    Ok(())
}

/// Mails a contact a new link, if that contact may have one: was invited before and not shut out since.
async fn mail_to(backend: &Backend, contact: contact::Model, visitor: &Visitor) -> Result<()> {
    let (reader, now) = (backend.db().reader(), backend.clock().now());
    let newest = access_link::Entity::find()
        .filter(access_link::Column::ContactId.eq(contact.id))
        .order_by_desc(access_link::Column::CreatedAt)
        .one(reader)
        .await?;
    let portal = portal::Entity::find_by_id(contact.tenant_id).one(reader).await?;
    let tenant = tenant::Entity::find_by_id(contact.tenant_id).one(reader).await?;
    let (Some(link), Some(portal), Some(tenant)) = (newest, portal, tenant) else {
        return Ok(());
    };
    let state = LinkState::at(now, link.expires_at, link.revoked_at, link.superseded_at);
    let shut_out = state == LinkState::Revoked
        || contact.archived_at.is_some()
        || !contact.portal_enabled
        || contact.email.is_empty()
        || !portal.enabled
        || tenant.suspended_at.is_some()
        || sessions::companies_of(backend, contact.tenant_id, contact.id)
            .await?
            .is_empty();
    if shut_out {
        return Ok(());
    }
    let who = contact.id.to_string();
    let allowed = rate::hit(backend, rate::NEW_LINK_HOUR, &who).await.is_ok()
        && rate::hit(backend, rate::NEW_LINK_DAY, &who).await.is_ok();
    if !allowed {
        return Ok(());
    }
    let scope = SystemScope::new(contact.tenant_id.into(), "a contact asked for a new link");
    let rows = backend.begin(&scope).await?;
    links::log_event(
        backend,
        &rows,
        contact.id,
        None,
        AccessKind::LinkRequested,
        visitor,
    )
    .await?;
    let mail = NewMail {
        kind: MailKind::NewLink,
        contact: Some(contact.id.into()),
        user: None,
        invoice: None,
        proposal: None,
        to_name: full_name(&contact.first_name, &contact.last_name),
        to_address: contact.email,
        params: serde_json::json!({ "days": portal.link_days }),
        dedupe_key: None,
        created_by: None,
    };
    outbox::queue(&rows, now, mail).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}
