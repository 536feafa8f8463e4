//! The vault: passwords and keys of other services, kept so that a dump of the database tells nothing.
//!
//! Envelope encryption. Each secret is sealed with a key of its own; that key is sealed with a
//! key-encryption key, which comes from the operator ([`Keyring`]) and is never in the database. Both seals are bound to
//! the secret's name, its version and the id of the key-encryption key: a row that was changed, or put
//! in the place of another, does not open.

mod envelope;
mod keyring;
mod reads;
mod rotate;
mod secrets;

use sea_orm::DbErr;

pub use keyring::{KeyError, Keyring};
pub use reads::Reads;
pub use rotate::{Rotated, check_keys, rotate_keys};
pub use secrets::{
    SecretUse, SecretValue, count_unreadable, delete_secret, find_secret, list_secrets, list_uses,
    put_secret, use_secret,
};

use crate::StoreError;

/// What can go wrong with a secret. Never tells anything of its value.
#[derive(Debug, thiserror::Error)]
pub enum VaultError {
    /// There is no secret of this name.
    #[error("there is no secret called {0}")]
    Unknown(String),
    /// The key-encryption key that sealed it was not given to this process.
    #[error("the secret {name} is sealed with the key {key_id}, which is not among the keys given")]
    KeyMissing {
        /// The secret.
        name: String,
        /// The key that is wanted.
        key_id: String,
    },
    /// It does not open: the row was changed, swapped, or the key is another.
    #[error("the secret {0} does not open: its row was changed, or the key is another")]
    Damaged(String),
    /// A key of this id is another than the one that the database was used with.
    #[error("the key {0} is another than the one that this database was used with")]
    WrongKey(String),
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<DbErr> for VaultError {
    fn from(error: DbErr) -> Self {
        Self::Store(error.into())
    }
}
