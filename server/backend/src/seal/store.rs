//! Where the seal's key is kept: in the database, encrypted, or with the operator.

#![allow(clippy::disallowed_methods)] // the installation's own, of no tenant

use super::key::{Chain, SealKey};
use crate::{
    Backend,
    contract_chain::hex,
    entity::seal_key,
    error::{BackendError, Result},
};
use aws_lc_rs::aead::{AES_256_GCM, Aad, Nonce, RandomizedNonceKey};
use chrono::{TimeDelta, Utc};
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use std::sync::Arc;
use uuid::Uuid;

/// So long a key that Portico made is used.
const YEARS: i64 = 10;
/// A key that ends sooner is replaced.
const AHEAD: TimeDelta = TimeDelta::days(30);
/// The length of a nonce before what it encrypts.
const NONCE: usize = 12;

/// The key that seals now. It is made or read once in each process, and again when it is about to end.
///
/// # Errors
/// When the operator's files can't be used, or the database fails.
pub async fn current(backend: &Backend) -> Result<Arc<SealKey>> {
    let mut kept = backend.seal_key().lock().await;
    let until = backend.clock().now() + AHEAD;
    let lasts = |key: &Arc<SealKey>| key.chain().validity().is_some_and(|(_, end)| end > until);
    if let Some(key) = kept.as_ref().filter(|key| mounted(backend) || lasts(key)) {
        return Ok(key.clone());
    }
    let key = Arc::new(match mounted(backend) {
        true => from_files(backend).await?,
        false => own(backend).await?,
    });
    *kept = Some(key.clone());
    Ok(key)
}

/// Makes the key if there is none, and checks the operator's: so that a mistake shows at the start.
///
/// # Errors
/// A sentence for the operator.
pub async fn ready(backend: &Backend) -> Result<()> {
    current(backend).await.map(drop)
}

/// All certificates that this installation has ever sealed with, today's included.
///
/// # Errors
/// When the database fails.
pub async fn chains(backend: &Backend) -> Result<Vec<Chain>> {
    current(backend).await?;
    let rows = seal_key::Entity::find()
        .order_by_desc(seal_key::Column::CreatedAt)
        .all(backend.db().reader())
        .await?;
    Ok(rows
        .iter()
        .filter_map(|row| Chain::from_pem(&row.certificates).ok())
        .collect())
}

fn mounted(backend: &Backend) -> bool {
    backend.config().seal.certificate.is_some()
}

/// The operator's key. Its certificate is noted, so that it stays ours when another takes its place.
async fn from_files(backend: &Backend) -> Result<SealKey> {
    let config = &backend.config().seal;
    let (Some(certificate), Some(key)) = (&config.certificate, &config.key) else {
        return Err(BackendError::internal(
            "PORTICO_SEAL_CERTIFICATE and PORTICO_SEAL_KEY must be set together",
        ));
    };
    let read = async |path: &std::path::PathBuf| {
        tokio::fs::read_to_string(path)
            .await
            .map_err(|error| BackendError::internal(format!("{}: {error}", path.display())))
    };
    let key = SealKey::from_pem(&read(certificate).await?, &read(key).await?)
        .map_err(|error| BackendError::internal(format!("{}: {error}", certificate.display())))?;
    let now = Utc::now();
    match key.chain().validity() {
        Some((from, until)) if from <= now && now < until => {}
        Some((from, until)) => {
            let error = super::KeyError::Expired(from, until);
            return Err(BackendError::internal(format!(
                "{}: {error}",
                certificate.display()
            )));
        }
        None => return Err(BackendError::internal("the seal's certificate can't be read")),
    }
    let fingerprint = hex(&key.chain().fingerprint());
    let known = seal_key::Entity::find()
        .filter(seal_key::Column::Fingerprint.eq(fingerprint.as_str()))
        .one(backend.db().reader())
        .await?;
    if known.is_none() {
        let noted = insert(backend, &format!("mounted-{fingerprint}"), key.chain(), None).await;
        match noted {
            // Another process was faster.
            Err(error) if error.is_duplicate() => {}
            other => other?,
        }
    }
    Ok(key)
}

/// The installation's own key: the newest that lasts, or a new one.
async fn own(backend: &Backend) -> Result<SealKey> {
    let now = backend.clock().now();
    // The number in the slot is unique, so of two processes that make the next key at once, one makes it.
    for _ in 0..3 {
        let rows = seal_key::Entity::find()
            .filter(seal_key::Column::Secret.is_not_null())
            .order_by_desc(seal_key::Column::CreatedAt)
            .all(backend.db().writer())
            .await?;
        if let Some(newest) = rows.first() {
            let key = opened(backend, newest)?;
            if key.chain().validity().is_some_and(|(_, end)| end > now + AHEAD) {
                return Ok(key);
            }
        }
        let host = backend.config().public_url.clone();
        let host = host.split_once("://").map_or(host.as_str(), |(_, host)| host);
        let name = format!("Portico at {host}");
        let (key, pkcs8) = SealKey::generate(
            &name,
            now - TimeDelta::minutes(5),
            now + TimeDelta::days(365 * YEARS),
        )
        .map_err(BackendError::internal)?;
        let secret = encrypted(backend, &hex(&key.chain().fingerprint()), pkcs8)?;
        let slot = format!("made-{}", rows.len() + 1);
        match insert(backend, &slot, key.chain(), Some(secret)).await {
            Ok(()) => return Ok(key),
            Err(error) if error.is_duplicate() => {}
            Err(error) => return Err(error),
        }
    }
    Err(BackendError::internal("a key for the seal could not be kept"))
}

async fn insert(backend: &Backend, slot: &str, chain: &Chain, secret: Option<Vec<u8>>) -> Result<()> {
    let row = seal_key::ActiveModel {
        id: Set(Uuid::now_v7()),
        slot: Set(slot.to_owned()),
        fingerprint: Set(hex(&chain.fingerprint())),
        certificates: Set(chain.to_pem()),
        secret: Set(secret),
        created_at: Set(backend.clock().now()),
    };
    seal_key::Entity::insert(row)
        .exec_without_returning(backend.db().writer())
        .await?;
    Ok(())
}

fn cipher(backend: &Backend) -> Result<RandomizedNonceKey> {
    let key = backend.key().hash("seal key", &[]);
    RandomizedNonceKey::new(&AES_256_GCM, &key).map_err(BackendError::internal)
}

fn encrypted(backend: &Backend, fingerprint: &str, mut pkcs8: Vec<u8>) -> Result<Vec<u8>> {
    let nonce = cipher(backend)?
        .seal_in_place_append_tag(Aad::from(fingerprint.as_bytes()), &mut pkcs8)
        .map_err(BackendError::internal)?;
    Ok([nonce.as_ref().as_slice(), &pkcs8].concat())
}

fn opened(backend: &Backend, row: &seal_key::Model) -> Result<SealKey> {
    let unreadable = || {
        BackendError::internal(
            "the seal's key in the database can't be read with this secret: is PORTICO_SECRET (or secret.key) the one that \
             this database was used with?",
        )
    };
    let secret = row.secret.as_deref().unwrap_or_default();
    let (nonce, rest) = secret.split_at_checked(NONCE).ok_or_else(unreadable)?;
    let nonce = Nonce::try_assume_unique_for_key(nonce).map_err(|_| unreadable())?;
    let mut rest = rest.to_vec();
    let pkcs8 = cipher(backend)?
        .open_in_place(nonce, Aad::from(row.fingerprint.as_bytes()), &mut rest)
        .map_err(|_| unreadable())?;
    let chain = Chain::from_pem(&row.certificates).map_err(BackendError::internal)?;
    SealKey::from_pkcs8(pkcs8, chain).map_err(BackendError::internal)
}
