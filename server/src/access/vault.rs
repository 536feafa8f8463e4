//! The keys of the vault: the operator's, or one made at the first start on loopback.

use anyhow::Context as _;
use base64::{Engine as _, prelude::BASE64_STANDARD};
use rand::RngCore as _;
use store::{Database, vault, vault::Keyring};

use super::kept::kept_secret;
use crate::config::Config;

/// File of the generated key in the data folder. To be kept apart from backups of the database.
const KEY_FILE: &str = "vault.key";
/// Id of the generated key.
const KEY_ID: &str = "made-here";
/// Bytes of a key.
const KEY_BYTES: usize = 32;

/// The keys that the settings name; on loopback without settings the one in the data folder.
///
/// # Errors
/// The key in the data folder cannot be read or written.
pub fn vault_keys(config: &Config) -> anyhow::Result<Keyring> {
    if let Some(ring) = &config.vault.keys {
        return Ok(ring.clone());
    }
    let mut bytes = [0; KEY_BYTES];
    rand::rng().fill_bytes(&mut bytes);
    let fresh = BASE64_STANDARD.encode(bytes);
    let mend = "restore it from where you keep it; without it the secrets of the vault are lost";
    let kept = kept_secret(&config.data.folder, KEY_FILE, &fresh, fresh.len(), mend)?;
    Keyring::read(&format!("{KEY_ID}:{kept}"))
        .with_context(|| format!("{KEY_FILE} in the data folder: {mend}"))
}

/// Stops the start where the keys are not those that the database was used with.
///
/// # Errors
/// A key is wrong or missing, or the database cannot be reached.
pub async fn check_vault_keys(db: &Database, ring: &Keyring) -> anyhow::Result<()> {
    vault::check_keys(db, ring)
        .await
        .context("TOUCHLINE_VAULT_KEYS (or vault.key in the data folder) does not fit the database")
}
