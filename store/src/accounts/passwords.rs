//! Passwords: which are good enough, and how they are kept. Hashes never leave `accounts`.

use std::{
    collections::HashSet,
    sync::{LazyLock, OnceLock},
};

use argon2::{
    Algorithm, Argon2, Params, PasswordHash, PasswordHasher as _, PasswordVerifier as _, Version,
    password_hash::{SaltString, rand_core::OsRng},
};
use football::FieldError;
use tokio::sync::{Semaphore, SemaphorePermit};

use crate::StoreError;

/// Fewest and most characters of a password (ASVS 5.0, 6.2.1 and 6.2.9).
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=128;
/// Memory of one hash in KiB, passes and lanes (OWASP Password Storage Cheat Sheet, argon2id).
const MEMORY_KIB: u32 = 19_456;
const PASSES: u32 = 2;
const LANES: u32 = 1;
/// Hashes worked out at once: each takes 19 MB and a core.
const AT_ONCE: usize = 4;

static PERMITS: Semaphore = Semaphore::const_new(AT_ONCE);

/// The 3,000 most common passwords that are long enough; source in `docs/data-sources.md`.
static COMMON: LazyLock<HashSet<&str>> =
    LazyLock::new(|| include_str!("common_passwords.txt").lines().collect());

/// Complains about a password that must not be chosen, on the field `password`.
///
/// Length and the most common ones only: rules of composition make worse passwords (NIST SP
/// 800-63B 5.1.1.2).
pub(super) fn check_chosen(password: &str) -> Result<(), StoreError> {
    let length = password.chars().count();
    let message = if length < *LENGTHS.start() {
        format!("Use at least {} characters.", LENGTHS.start())
    } else if length > *LENGTHS.end() {
        format!("Use at most {} characters.", LENGTHS.end())
    } else if COMMON.contains(password.to_lowercase().as_str()) {
        "This is one of the passwords that are guessed first. Choose another.".to_owned()
    } else {
        return Ok(());
    };
    Err(StoreError::Invalid(vec![FieldError::new("password", message)]))
}

/// Waits for leave to work out a hash.
pub(super) async fn permit() -> SemaphorePermit<'static> {
    PERMITS.acquire().await.expect("the semaphore is never closed")
}

/// The hash of `password`, worked out on a blocking thread.
pub(super) async fn hash(
    _permit: &SemaphorePermit<'static>,
    password: &str,
) -> Result<String, StoreError> {
    let password = password.to_owned();
    blocking(move || hash_now(&password)).await
}

/// What comparing a password with a hash told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Verified {
    /// It is the password.
    pub(super) right: bool,
    /// The hash was made with other parameters than today's.
    pub(super) outdated: bool,
}

/// Compares `password` with `hash` on a blocking thread; with a dummy of the same cost when there
/// is no hash, so that the time tells nothing about which names exist.
pub(super) async fn verify(
    _permit: &SemaphorePermit<'static>,
    password: &str,
    hash: Option<String>,
) -> Result<Verified, StoreError> {
    let password = password.to_owned();
    blocking(move || {
        // What is stored but is no hash fits no password.
        let hash = hash.filter(|hash| PasswordHash::new(hash).is_ok());
        let known = hash.is_some();
        let hash = match hash {
            Some(hash) => hash,
            None => dummy()?,
        };
        let parsed = PasswordHash::new(&hash)?;
        // Longer ones were never accepted; hashing megabytes of them would only cost us.
        let plausible = password.chars().count() <= *LENGTHS.end();
        let tried = if plausible { password.as_bytes() } else { b"" };
        let right = hasher()?.verify_password(tried, &parsed).is_ok() && known && plausible;
        let outdated = Params::try_from(&parsed).map_or(true, |params| {
            params.m_cost() != MEMORY_KIB || params.t_cost() != PASSES || params.p_cost() != LANES
        });
        Ok(Verified { right, outdated })
    })
    .await
}

fn hasher() -> argon2::password_hash::Result<Argon2<'static>> {
    let params = Params::new(MEMORY_KIB, PASSES, LANES, None)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

fn hash_now(password: &str) -> argon2::password_hash::Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    Ok(hasher()?.hash_password(password.as_bytes(), &salt)?.to_string())
}

/// A hash that no password has, made once.
fn dummy() -> argon2::password_hash::Result<String> {
    static DUMMY: OnceLock<String> = OnceLock::new();
    if let Some(hash) = DUMMY.get() {
        return Ok(hash.clone());
    }
    let hash = hash_now(SaltString::generate(&mut OsRng).as_ref())?;
    Ok(DUMMY.get_or_init(|| hash).clone())
}

/// Makes the dummy ahead of the first sign-in, which would otherwise pay for two hashes.
pub(super) async fn warm_up() -> Result<(), StoreError> {
    blocking(|| dummy().map(drop)).await
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> argon2::password_hash::Result<T> + Send + 'static,
) -> Result<T, StoreError> {
    let unreadable = |source| StoreError::Unreadable { what: "password hash", source };
    tokio::task::spawn_blocking(work)
        .await
        .map_err(|error| unreadable(error.into()))?
        .map_err(|error| unreadable(error.to_string().into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_long_and_common_passwords_are_refused_and_no_other() {
        assert_eq!(COMMON.len(), 3000);
        assert!(check_chosen("seven77").is_err());
        assert!(check_chosen(&"a".repeat(129)).is_err());
        assert!(check_chosen("Password").is_err());
        assert!(check_chosen("öäüöäüöä").is_ok());
        assert!(check_chosen(&"a b".repeat(40)).is_ok());
    }

    #[tokio::test]
    async fn a_hash_is_argon2id_with_the_cost_that_the_design_asks_for() {
        let permit = permit().await;

        let hash = hash(&permit, "correct horse").await.unwrap();

        assert!(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$"), "{hash}");
        let right = verify(&permit, "correct horse", Some(hash.clone())).await.unwrap();
        assert_eq!(right, Verified { right: true, outdated: false });
        assert!(!verify(&permit, "correct horsf", Some(hash)).await.unwrap().right);
        assert!(!verify(&permit, "correct horse", None).await.unwrap().right);
    }

    #[tokio::test]
    async fn a_hash_of_another_cost_is_outdated() {
        let weak = Argon2::new(
            Algorithm::Argon2id,
            Version::V0x13,
            Params::new(8_192, 1, 1, None).unwrap(),
        );
        let salt = SaltString::generate(&mut OsRng);
        let hash = weak.hash_password(b"correct horse", &salt).unwrap().to_string();

        let verified = verify(&permit().await, "correct horse", Some(hash)).await.unwrap();

        assert_eq!(verified, Verified { right: true, outdated: true });
    }
}
