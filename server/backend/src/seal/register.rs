//! The list of what was sealed, and what is answered to whoever has a file checked.

#![allow(clippy::disallowed_methods)] // whoever checks a file is not signed in

use super::{Examined, Finding, Sealed, Stamped, chains, examine};
use crate::{
    Backend,
    access::{Visitor, rate},
    contract_chain::hex,
    entity::sealed_document,
    error::{BackendError, Result},
    scope::{Rows, Scope, Writes},
};
use chrono::{DateTime, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

/// What a sealed file is about.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Entry<'a> {
    /// What it is: `contract`.
    pub kind: &'a str,
    /// Of which.
    pub object: Uuid,
    /// What it is called, with its number.
    pub title: &'a str,
}

/// Puts a sealed file on the list, in the transaction that keeps the file.
///
/// # Errors
/// When the database fails.
pub(crate) async fn register<S>(rows: &Rows<'_, S>, sealed: &Sealed, entry: Entry<'_>) -> Result<()>
where
    S: Scope + Writes<sealed_document::Entity>,
{
    let stamp = match &sealed.stamp {
        Stamped::NotAsked => String::new(),
        Stamped::Yes => "stamped".to_owned(),
        Stamped::Failed(why) => format!("none: {why}"),
    };
    rows.insert(sealed_document::ActiveModel {
        id: Set(Uuid::now_v7()),
        tenant_id: Set(rows.scope().tenant().uuid()),
        sha256: Set(hex(&sealed.sha256)),
        kind: Set(entry.kind.to_owned()),
        object_id: Set(entry.object),
        title: Set(entry.title.to_owned()),
        fingerprint: Set(hex(&sealed.fingerprint)),
        stamp: Set(stamp),
        sealed_at: Set(sealed.at),
    })
    .await?;
    Ok(())
}

/// What the list says of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Registered {
    /// What it is called, with its number.
    pub title: String,
    /// When it was sealed.
    pub sealed_at: DateTime<Utc>,
}

/// What is answered to whoever has a file checked.
#[derive(Debug, Clone)]
pub struct Verified {
    /// What the file itself says.
    pub examined: Examined,
    /// What the list says of exactly this file. Not whose it is: nothing is answered that is not in the file.
    pub registered: Option<Registered>,
}

impl Verified {
    /// Whether the file is ours and untouched.
    pub fn holds(&self) -> bool {
        self.examined.finding == Finding::Untouched
    }
}

/// Examines a file. Nothing of it is kept. `visitor` is who asks over the network; `None` for the operator.
///
/// # Errors
/// [`BackendError::TooMany`], or when the database fails.
pub async fn verify(backend: &Backend, file: Vec<u8>, visitor: Option<&Visitor>) -> Result<Verified> {
    if let Some(visitor) = visitor {
        rate::hit(backend, rate::VERIFY, &rate::network(&visitor.address)).await?;
    }
    let chains = chains(backend).await?;
    let examined = tokio::task::spawn_blocking(move || examine(&file, &chains))
        .await
        .map_err(BackendError::internal)?;
    let row = sealed_document::Entity::find()
        .filter(sealed_document::Column::Sha256.eq(hex(&examined.sha256)))
        .one(backend.db().reader())
        .await?;
    Ok(Verified {
        examined,
        registered: row.map(|row| Registered {
            title: row.title,
            sealed_at: row.sealed_at,
        }),
    })
}
