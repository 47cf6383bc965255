//! Choosing a workspace, where one address and one password open several.
//!
//! Between the password and the choice nobody is signed in: what was proven is carried by a short-lived, signed text in a cookie. It names
//! the members whose password fitted, each with a keyed hash over the member, the hour and the stored password, so that nothing can be
//! added to it and a changed password ends it.

#![allow(clippy::disallowed_methods)] // nobody is signed in yet

use super::sign_in;
use crate::{
    Backend,
    access::Visitor,
    entity::{staff_user, tenant},
    error::{BackendError, Result},
    secret,
};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use chrono::{DateTime, TimeDelta};
use domain::{ids::UserId, staff::WorkspaceChoice};
use sea_orm::EntityTrait;
use uuid::Uuid;

/// How long a choice may take, in minutes.
pub const CHOICE_MINUTES: i64 = 5;

/// What keeps these hashes apart from all others.
const PURPOSE: &str = "workspace choice";

/// Says that the password of these members was given just now.
pub(super) fn prove(backend: &Backend, members: &[staff_user::Model]) -> String {
    let until = (backend.clock().now() + TimeDelta::minutes(CHOICE_MINUTES)).timestamp();
    let mut proof = until.to_string();
    for member in members {
        let mark = BASE64_URL_SAFE_NO_PAD.encode(mark(backend, until, member));
        proof.push_str(&format!(".{}{mark}", member.id.simple()));
    }
    proof
}

fn mark(backend: &Backend, until: i64, member: &staff_user::Model) -> [u8; 32] {
    let password = member.password_hash.as_deref().unwrap_or_default();
    let parts = [
        &until.to_be_bytes()[..],
        member.id.as_bytes(),
        password.as_bytes(),
    ];
    backend.key().hash(PURPOSE, &parts)
}

/// The workspaces that a proof opens, the one used last first; none when it is no proof, or an old one.
///
/// # Errors
/// When the database fails.
pub async fn offered(backend: &Backend, proof: &str) -> Result<Vec<WorkspaceChoice>> {
    let members = proven(backend, proof).await?;
    let choice = |(member, tenant): (staff_user::Model, tenant::Model)| WorkspaceChoice {
        user: member.id.into(),
        name: tenant.name,
    };
    Ok(members.into_iter().map(choice).collect())
}

/// Opens a session in one of the workspaces that a proof names. Returns the cookie's value.
///
/// # Errors
/// [`BackendError::Invalid`] with one sentence when the proof does not cover it, whatever the reason.
pub async fn enter(backend: &Backend, proof: &str, user: UserId, visitor: &Visitor) -> Result<String> {
    let members = proven(backend, proof).await?;
    let Some((member, _)) = members.iter().find(|(member, _)| member.id == user.uuid()) else {
        return Err(BackendError::invalid("user", "Please sign in again."));
    };
    sign_in::open(backend, member, visitor).await
}

/// The members that a proof names and who may still come in.
async fn proven(backend: &Backend, proof: &str) -> Result<Vec<(staff_user::Model, tenant::Model)>> {
    let mut parts = proof.split('.');
    let until = parts.next().and_then(|until| until.parse::<i64>().ok());
    let now = backend.clock().now();
    // Nor does one from the future count, which this program never made.
    let latest = now + TimeDelta::minutes(CHOICE_MINUTES);
    let fresh =
        |until: &i64| DateTime::from_timestamp(*until, 0).is_some_and(|end| now < end && end <= latest);
    let Some(until) = until.filter(fresh) else {
        return Ok(Vec::new());
    };
    let mut proven = Vec::new();
    for part in parts.take(sign_in::MOST_WORKSPACES) {
        let Some((id, given)) = part.split_at_checked(32) else {
            continue;
        };
        let (Ok(id), Ok(given)) = (Uuid::parse_str(id), BASE64_URL_SAFE_NO_PAD.decode(given)) else {
            continue;
        };
        let member = staff_user::Entity::find_by_id(id)
            .one(backend.db().reader())
            .await?;
        let Some(member) = member.filter(|member| member.active && member.password_hash.is_some()) else {
            continue;
        };
        if !secret::equal(&mark(backend, until, &member), &given) {
            continue;
        }
        if let Some(tenant) = sign_in::workspace_of(backend, &member).await? {
            proven.push((member, tenant));
        }
    }
    Ok(proven)
}
