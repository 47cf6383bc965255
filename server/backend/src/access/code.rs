//! The way in through a link where the provider asks for a code on a device not seen before: who has only the link, because it was
//! forwarded or found, does not get in without the mailbox.
//!
//! A code has six digits, works for ten minutes and five tries, and is made when its mail is made; only a keyed hash is stored.
//! A device is known by a cookie of its own, which the code sets.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use super::{
    Visitor,
    links::{self, Found},
    rate, sessions,
};
use crate::{
    Backend,
    entity::{known_device, sign_in_code},
    error::{BackendError, Result},
    mail::outbox::{self, NewMail},
    scope::{Rows, SystemScope},
    secret,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::{contact::full_name, mail::MailKind};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, ExprTrait, Order, QueryFilter, sea_query::Expr};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How long a code works.
const CODE_LASTS: TimeDelta = TimeDelta::minutes(10);
/// How often a code may be tried.
const CODE_TRIES: i32 = 5;
/// A device that was not used for so long is not known any more.
const DEVICE_LASTS: TimeDelta = TimeDelta::days(365);

/// What the button on a link's page led to.
#[derive(Debug)]
pub enum Entry {
    /// A session; this is its cookie's value.
    Opened(String),
    /// A code is on its way to the contact's address.
    CodeMailed,
}

/// What a right code led to.
#[derive(Debug)]
pub struct Proven {
    /// The session's cookie.
    pub session: String,
    /// The device's cookie.
    pub device: String,
}

/// What a code's mail is made from.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CodeParams {
    /// The link that was opened.
    pub link: Uuid,
    /// On what.
    pub browser: String,
}

/// The button's POST: opens a session, or mails a code first. `device` is the device's cookie.
///
/// # Errors
/// [`BackendError::NotFound`] for a link that does not work, whatever the reason; [`BackendError::TooMany`].
pub async fn enter(backend: &Backend, token: &str, device: Option<&str>, visitor: &Visitor) -> Result<Entry> {
    let found = links::pressed(backend, token, visitor).await?;
    if !found.portal.new_device_code || is_known(backend, &found, device).await? {
        return links::open_by(backend, &found, visitor).await.map(Entry::Opened);
    }
    rate::hit(backend, rate::CODE_MAIL, &found.link.selector).await?;
    mail_code(backend, &found, visitor).await?;
    Ok(Entry::CodeMailed)
}

async fn mail_code(backend: &Backend, found: &Found, visitor: &Visitor) -> Result<()> {
    let companies = sessions::companies_of(backend, found.link.tenant_id, found.contact.id).await?;
    if companies.is_empty() {
        return Err(BackendError::NotFound);
    }
    let params = CodeParams {
        link: found.link.id,
        browser: visitor.browser.clone(),
    };
    let mail = NewMail {
        kind: MailKind::SignInCode,
        contact: Some(found.contact.id.into()),
        user: None,
        invoice: None,
        proposal: None,
        to_name: full_name(&found.contact.first_name, &found.contact.last_name),
        to_address: found.contact.email.clone(),
        params: serde_json::to_value(params).map_err(BackendError::internal)?,
        dedupe_key: None,
        created_by: None,
    };
    let scope = SystemScope::new(found.link.tenant_id.into(), "a code is mailed");
    let rows = backend.begin(&scope).await?;
    outbox::queue(&rows, backend.clock().now(), mail).await?;
    rows.commit().await?;
    backend.wake_mailer();
    Ok(())
}

/// Six digits, all as likely.
pub(crate) fn six_digits() -> Result<String> {
    // What is left over at the top of the range would make small codes likelier.
    const FAIR: u32 = u32::MAX - u32::MAX % 1_000_000;
    loop {
        let mut bytes = [0_u8; 4];
        getrandom::fill(&mut bytes).map_err(BackendError::internal)?;
        let number = u32::from_le_bytes(bytes);
        if number < FAIR {
            return Ok(format!("{:06}", number % 1_000_000));
        }
    }
}

fn hash(backend: &Backend, id: Uuid, code: &str) -> [u8; 32] {
    backend
        .key()
        .hash("sign-in-code", &[id.as_bytes(), code.as_bytes()])
}

/// Makes a code, for its mail; an older one of the link stops working.
///
/// # Errors
/// When the database refuses.
pub(crate) async fn mint(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    contact: Uuid,
    link: Uuid,
) -> Result<String> {
    let (id, code, now) = (Uuid::now_v7(), six_digits()?, backend.clock().now());
    rows.delete::<sign_in_code::Entity>(sign_in_code::Column::LinkId.eq(link))
        .await?;
    rows.insert::<sign_in_code::Entity>(sign_in_code::ActiveModel {
        id: Set(id),
        contact_id: Set(contact),
        link_id: Set(link),
        code_hash: Set(hash(backend, id, &code).to_vec()),
        tries: Set(0),
        created_at: Set(now),
        expires_at: Set(now + CODE_LASTS),
        used_at: Set(None),
        ..Default::default()
    })
    .await?;
    Ok(code)
}

/// Opens a session by a link and the code that was mailed for it.
///
/// # Errors
/// [`BackendError::NotFound`] for a link that does not work; [`BackendError::Invalid`] for a wrong or old code;
/// [`BackendError::TooMany`].
pub async fn enter_with_code(
    backend: &Backend,
    token: &str,
    typed: &str,
    device: Option<&str>,
    visitor: &Visitor,
) -> Result<Proven> {
    let found = links::pressed(backend, token, visitor).await?;
    rate::hit(backend, rate::CODE_TRY, &found.link.selector).await?;
    let scope = SystemScope::new(found.link.tenant_id.into(), "a code is tried");
    let rows = backend.begin(&scope).await?;
    let right = is_right(backend, &rows, &found, typed).await?;
    // A try counts, whatever comes of it.
    rows.commit().await?;
    if !right {
        return Err(BackendError::invalid("code", "wrong"));
    }
    let session = links::open_by(backend, &found, visitor).await?;
    let rows = backend.begin(&scope).await?;
    let device = remember(backend, &rows, &found, device, visitor).await?;
    rows.commit().await?;
    Ok(Proven { session, device })
}

async fn is_right(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    found: &Found,
    typed: &str,
) -> Result<bool> {
    let now = backend.clock().now();
    let code = rows
        .find::<sign_in_code::Entity>()
        .filter(sign_in_code::Column::LinkId.eq(found.link.id))
        .order(sign_in_code::Column::CreatedAt, Order::Desc)
        .limit(1)
        .one()
        .await?;
    let Some(code) = code else { return Ok(false) };
    let counted = rows
        .update::<sign_in_code::Entity>()
        .filter(sign_in_code::Column::Id.eq(code.id))
        .filter(sign_in_code::Column::UsedAt.is_null())
        .filter(sign_in_code::Column::ExpiresAt.gt(now))
        .filter(sign_in_code::Column::Tries.lt(CODE_TRIES))
        .set(
            sign_in_code::Column::Tries,
            Expr::col(sign_in_code::Column::Tries).add(1),
        )
        .exec()
        .await?;
    let digits: String = typed
        .chars()
        .filter(|c| !c.is_whitespace() && *c != '-')
        .collect();
    if counted != 1 || !secret::equal(&code.code_hash, &hash(backend, code.id, &digits)) {
        return Ok(false);
    }
    let used = rows
        .update::<sign_in_code::Entity>()
        .filter(sign_in_code::Column::Id.eq(code.id))
        .filter(sign_in_code::Column::UsedAt.is_null())
        .set(
            sign_in_code::Column::UsedAt,
            Expr::value(Some::<DateTime<Utc>>(now)),
        )
        .exec()
        .await?;
    Ok(used == 1)
}

/// Whether this device was proven to be this contact's.
async fn is_known(backend: &Backend, found: &Found, device: Option<&str>) -> Result<bool> {
    let Some(device) = device else { return Ok(false) };
    let since = backend.clock().now() - DEVICE_LASTS;
    let known = known_device::Entity::find()
        .filter(known_device::Column::TokenHash.eq(secret::sha256(device.as_bytes()).to_vec()))
        .filter(known_device::Column::TenantId.eq(found.link.tenant_id))
        .filter(known_device::Column::ContactId.eq(found.contact.id))
        .filter(known_device::Column::LastUsedAt.gt(since))
        .one(backend.db().reader())
        .await?;
    let Some(known) = known else { return Ok(false) };
    let scope = SystemScope::new(found.link.tenant_id.into(), "a known device is used");
    let rows = backend.begin(&scope).await?;
    rows.update::<known_device::Entity>()
        .filter(known_device::Column::Id.eq(known.id))
        .set(
            known_device::Column::LastUsedAt,
            Expr::value(backend.clock().now()),
        )
        .exec()
        .await?;
    rows.commit().await?;
    Ok(true)
}

/// Remembers this device. A browser in which somebody has several portals keeps one cookie for them all, but only one of our making.
async fn remember(
    backend: &Backend,
    rows: &Rows<'_, SystemScope>,
    found: &Found,
    device: Option<&str>,
    visitor: &Visitor,
) -> Result<String> {
    let ours = match device {
        Some(device) => known_device::Entity::find()
            .filter(known_device::Column::TokenHash.eq(secret::sha256(device.as_bytes()).to_vec()))
            .one(backend.db().reader())
            .await?
            .map(|_| device.to_owned()),
        None => None,
    };
    let token = match ours {
        Some(token) => token,
        None => secret::random_token::<32>()?,
    };
    let (hash, now) = (secret::sha256(token.as_bytes()).to_vec(), backend.clock().now());
    rows.delete::<known_device::Entity>(
        known_device::Column::ContactId
            .eq(found.contact.id)
            .and(known_device::Column::TokenHash.eq(hash.clone())),
    )
    .await?;
    rows.insert::<known_device::Entity>(known_device::ActiveModel {
        id: Set(Uuid::now_v7()),
        contact_id: Set(found.contact.id),
        token_hash: Set(hash),
        browser: Set(visitor.browser.clone()),
        created_at: Set(now),
        last_used_at: Set(now),
        ..Default::default()
    })
    .await?;
    Ok(token)
}

#[cfg(test)]
mod tests {
    use super::six_digits;

    #[test]
    fn codes_are_six_digits_and_differ() {
        let codes: std::collections::HashSet<_> = (0..50).map(|_| six_digits().unwrap()).collect();
        assert!(codes.len() > 45);
        assert!(
            codes
                .iter()
                .all(|code| code.len() == 6 && code.bytes().all(|c| c.is_ascii_digit()))
        );
    }
}
