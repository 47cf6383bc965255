//! The seal on documents that must prove themselves: PAdES (ETSI EN 319 142-1), level B-B, and B-T with a time-stamp authority.
//!
//! A sealed file ends with an incremental update ([`update`]) whose signature ([`cms`]) covers every byte but the signature itself,
//! and that is written in one way only; so any change can be seen, by Portico ([`examine()`]) and by every PDF reader. The key is
//! the installation's own, made when it is first needed and kept in its database, encrypted under the installation's secret: so that
//! all processes share it, a backup of the database keeps it with what it sealed, and a copy of the database alone can't seal. Or it
//! is the operator's, from files. What a key sealed stays ours after another has taken its place: every certificate that was ever
//! used is kept.
//!
//! The seal is the installation's, not the signers': with it, their signatures are simple electronic signatures in the sense of
//! eIDAS, never qualified ones.

mod authority;
mod cms;
mod der;
mod examine;
mod key;
mod pdf;
mod register;
mod stamp;
mod store;
mod update;

pub(crate) use authority::is_address;
pub use examine::{Examined, Finding, Record, Seal, examine};
pub use key::{Chain, KeyError, SealKey};
pub(crate) use register::{Entry, register};
pub use register::{Registered, Verified, verify};
pub use store::{chains, current, ready};
pub use update::UpdateError;

use crate::{
    Backend,
    contract_chain::Hash,
    error::{BackendError, Result},
    secret::sha256,
};
use chrono::{DateTime, Utc};
use update::Saying;

/// After so many tries a file is sealed without a time stamp.
pub const STAMP_TRIES: u32 = 5;
/// So much room a time stamp has.
const STAMP_ROOM: usize = 16 * 1024;
/// Signatures of one key differ in length by a few bytes.
const SLACK: usize = 256;

/// A file with its seal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    /// The file.
    pub pdf: Vec<u8>,
    /// SHA-256 of the file.
    pub sha256: Hash,
    /// SHA-256 of the certificate that sealed it.
    pub fingerprint: Hash,
    /// When it was sealed.
    pub at: DateTime<Utc>,
    /// What became of its time stamp.
    pub stamp: Stamped,
}

/// What became of a time stamp.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stamped {
    /// No authority is configured.
    NotAsked,
    /// It is there.
    Yes,
    /// The authority did not give one, with the reason; the file is sealed without.
    Failed(String),
}

/// Why a file was not sealed.
#[derive(Debug, thiserror::Error)]
pub enum SealError {
    /// The time-stamp authority did not answer; to be tried again later.
    #[error("no time stamp yet: {0}")]
    Stamp(String),
    /// Anything else.
    #[error(transparent)]
    Other(#[from] BackendError),
}

impl From<SealError> for BackendError {
    fn from(error: SealError) -> Self {
        match error {
            SealError::Stamp(_) => Self::internal(error),
            SealError::Other(error) => error,
        }
    }
}

/// Seals a PDF that Portico made. `tries` is how often it was tried before: while it is below [`STAMP_TRIES`], a time-stamp authority
/// that does not answer is an error, to be tried again; after that the file is sealed without a time stamp, and the answer says so.
///
/// # Errors
/// [`SealError`].
pub async fn seal(backend: &Backend, pdf: Vec<u8>, tries: u32) -> Result<Sealed, SealError> {
    let key = current(backend).await?;
    let config = &backend.config().seal;
    let at = backend.clock().now();
    let name = key.chain().subject();
    let asks = config.authority.is_some();
    let signing = key.clone();
    let (prepared, digest, signature) = tokio::task::spawn_blocking(move || {
        let saying = Saying {
            name: name.strip_prefix("CN=").unwrap_or(&name),
            reason: "Sealed so that any change can be seen",
            at,
        };
        let chain = signing.chain();
        let probe = cms::sign(&signing, &[0; 32]).map_err(BackendError::internal)?;
        let length = cms::signed_data(signing.method(), chain, &[0; 32], &probe, None)
            .ok_or_else(|| BackendError::internal("the seal's certificate can't be read"))?
            .len();
        let room = length + SLACK + if asks { STAMP_ROOM } else { 0 };
        let prepared = update::prepare(&pdf, &saying, room).map_err(BackendError::internal)?;
        let digest = prepared.digest();
        let signature = cms::sign(&signing, &digest).map_err(BackendError::internal)?;
        Ok::<_, BackendError>((prepared, digest, signature))
    })
    .await
    .map_err(BackendError::internal)??;
    let (token, stamp) = match authority::stamped(config, &signature).await {
        Ok(None) => (None, Stamped::NotAsked),
        Ok(Some(token)) => (Some(token), Stamped::Yes),
        Err(why) if tries < STAMP_TRIES => return Err(SealError::Stamp(why)),
        Err(why) => (None, Stamped::Failed(why)),
    };
    let signed = cms::signed_data(key.method(), key.chain(), &digest, &signature, token.as_deref())
        .ok_or_else(|| BackendError::internal("the seal's certificate can't be read"))?;
    let pdf = prepared.filled(&signed).map_err(BackendError::internal)?;
    Ok(Sealed {
        sha256: sha256(&pdf),
        pdf,
        fingerprint: key.chain().fingerprint(),
        at,
        stamp,
    })
}
