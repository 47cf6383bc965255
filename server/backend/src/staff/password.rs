//! Passwords: argon2id, hashed off the async threads, and only two at a time.

use crate::error::{BackendError, Result};
use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher, PasswordVerifier, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use domain::staff::Password;
use tokio::sync::Semaphore;

/// A flood of sign-ins must not take all cores and memory (19 MiB each).
static SLOTS: Semaphore = Semaphore::const_new(2);

/// A hash that no password has, so that an unknown account takes as long as a known one.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$c29tZXNhbHRzb21lc2FsdA$Zm9yLWEtcGFzc3dvcmQtdGhhdC1kb2VzLW5vdC1leGlzdA";

/// OWASP's minimum for argon2id: 19 MiB, two passes, one lane.
fn hasher() -> Argon2<'static> {
    Argon2::new(
        Algorithm::Argon2id,
        Version::V0x13,
        Params::new(19_456, 2, 1, None).unwrap_or_default(),
    )
}

async fn in_a_slot<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let _slot = SLOTS.acquire().await.map_err(BackendError::internal)?;
    tokio::task::spawn_blocking(work)
        .await
        .map_err(BackendError::internal)
}

/// The PHC string to store for a password.
///
/// # Errors
/// When hashing fails.
pub async fn hash(password: Password) -> Result<String> {
    in_a_slot(move || {
        let salt = SaltString::generate(&mut OsRng);
        hasher()
            .hash_password(password.0.as_bytes(), &salt)
            .map(|hash| hash.to_string())
    })
    .await?
    .map_err(BackendError::internal)
}

/// Whether a password fits a stored hash; without a hash it takes as long and says no.
///
/// # Errors
/// When the work can't be done.
pub async fn verify(password: Password, stored: Option<String>) -> Result<bool> {
    in_a_slot(move || {
        let known = stored.is_some();
        let stored = stored.unwrap_or_else(|| NOBODY.to_owned());
        let fits = PasswordHash::new(&stored)
            .is_ok_and(|hash| hasher().verify_password(password.0.as_bytes(), &hash).is_ok());
        known && fits
    })
    .await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn only_the_right_password_fits() {
        let stored = hash(Password("correct horse battery".into())).await.unwrap();
        assert!(stored.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"));
        assert!(
            verify(Password("correct horse battery".into()), Some(stored.clone()))
                .await
                .unwrap()
        );
        assert!(
            !verify(Password("correct horse batterz".into()), Some(stored))
                .await
                .unwrap()
        );
        assert!(!verify(Password("anything".into()), None).await.unwrap());
        assert!(
            PasswordHash::new(NOBODY).is_ok(),
            "an unknown account must cost a full hash"
        );
    }
}
