//! Random secrets and keyed hashes. A secret that reaches a user is stored only as a hash.

use crate::error::{BackendError, Result};
use base64::{Engine, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit, Mac};
use sha2::{Digest, Sha256};
use std::{fmt, io::Write, path::Path};
use subtle::ConstantTimeEq;

/// The version of the key that today's hashes are made with.
pub const PEPPER_VERSION: i32 = 1;

/// The installation's key. It never leaves memory and the key file.
#[derive(Clone)]
pub struct ServerKey([u8; 32]);

impl fmt::Debug for ServerKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ServerKey(***)")
    }
}

impl ServerKey {
    /// The key of a given text, which must be long enough to be a secret.
    ///
    /// # Errors
    /// When it is shorter than 32 bytes.
    pub fn from_text(text: &str) -> Result<Self> {
        if text.len() < 32 {
            return Err(BackendError::internal(
                "PORTICO_SECRET must have at least 32 characters",
            ));
        }
        Ok(Self(Sha256::digest(text.as_bytes()).into()))
    }

    /// The key in a file; a new one is written, readable by its owner only, when there is none.
    ///
    /// # Errors
    /// When the file can't be read or written.
    pub fn from_file(path: &Path) -> Result<Self> {
        match std::fs::read_to_string(path) {
            Ok(text) => Self::from_text(text.trim()),
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
                let text = random_token::<32>()?;
                let mut options = std::fs::OpenOptions::new();
                options.write(true).create_new(true);
                #[cfg(unix)]
                std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
                let mut file = options.open(path).map_err(BackendError::internal)?;
                file.write_all(text.as_bytes()).map_err(BackendError::internal)?;
                file.sync_all().map_err(BackendError::internal)?;
                Self::from_text(&text)
            }
            Err(error) => Err(BackendError::internal(format!("{}: {error}", path.display()))),
        }
    }

    /// A keyed hash (HMAC-SHA256, RFC 2104) of these parts; `purpose` keeps the hashes of different things apart.
    pub fn hash(&self, purpose: &str, parts: &[&[u8]]) -> [u8; 32] {
        // HMAC takes keys of any length.
        let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(&self.0) else {
            return [0; 32];
        };
        for part in [purpose.as_bytes()].iter().chain(parts) {
            mac.update(&(part.len() as u64).to_be_bytes());
            mac.update(part);
        }
        mac.finalize().into_bytes().into()
    }
}

/// `N` random bytes as base64url.
///
/// # Errors
/// When the operating system has no randomness to give.
pub fn random_token<const N: usize>() -> Result<String> {
    let mut bytes = [0_u8; N];
    getrandom::fill(&mut bytes).map_err(BackendError::internal)?;
    Ok(BASE64_URL_SAFE_NO_PAD.encode(bytes))
}

/// SHA-256 of a secret that is itself random enough to need no key.
pub fn sha256(data: &[u8]) -> [u8; 32] {
    Sha256::digest(data).into()
}

/// SHA-256 in hex, for addresses and entity tags.
pub fn sha256_hex(data: &[u8]) -> String {
    sha256(data).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// Compares without telling by its time how much is equal.
pub fn equal(a: &[u8], b: &[u8]) -> bool {
    a.ct_eq(b).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_and_purposes_keep_apart() {
        let key = ServerKey::from_text(&"k".repeat(32)).unwrap();
        assert_ne!(key.hash("link", &[b"ab", b"c"]), key.hash("link", &[b"a", b"bc"]));
        assert_ne!(key.hash("link", &[b"a"]), key.hash("code", &[b"a"]));
        assert!(equal(&key.hash("link", &[b"a"]), &key.hash("link", &[b"a"])));
        assert!(ServerKey::from_text("short").is_err());
        assert_eq!(format!("{key:?}"), "ServerKey(***)");
    }

    #[test]
    fn the_key_file_is_made_once_and_is_private() {
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("key");
        let first = ServerKey::from_file(&path).unwrap();
        assert_eq!(ServerKey::from_file(&path).unwrap().0, first.0);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            assert_eq!(
                std::fs::metadata(&path).unwrap().permissions().mode() & 0o777,
                0o600
            );
        }
    }

    #[test]
    fn tokens_are_long_and_differ() {
        let (a, b) = (random_token::<32>().unwrap(), random_token::<32>().unwrap());
        assert_eq!(a.len(), 43);
        assert_ne!(a, b);
    }
}
