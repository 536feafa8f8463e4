//! The secrets behind tokens: the operator's, or ones made at the first start and kept beside the
//! data.

use std::{fmt, path::Path, sync::Arc};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use hmac::{Hmac, Mac};
use rand::RngCore as _;
use sha2::Sha256;

use super::kept::kept_secret;
use crate::config::{AccessConfig, Config, SESSION_KEY_BYTES};

/// File of the generated session key in the data folder.
const KEY_FILE: &str = "session.key";

/// The secrets of this server. Every server on one database has to have the same.
#[derive(Clone)]
pub struct Keys {
    /// Signs access tokens; the first signs, the others are still believed.
    signing: Arc<[SigningKey]>,
    /// Makes refresh tokens' successors.
    refresh: Arc<[u8]>,
}

/// A secret that signs access tokens.
pub(super) struct SigningKey {
    pub(super) id: String,
    pub(super) secret: Vec<u8>,
}

/// Secrets are never shown.
impl fmt::Debug for Keys {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.signing.iter().map(|key| &key.id)).finish()
    }
}

impl Keys {
    /// The keys that the settings name; on loopback without settings those in the data folder,
    /// which are made when they are not there.
    ///
    /// # Errors
    /// The key in the data folder cannot be read or written.
    pub fn of(config: &Config) -> anyhow::Result<Self> {
        let session_key = match &config.access.session_key {
            Some(key) => key.clone(),
            None => kept_key(&config.data.folder)?,
        };
        Ok(Self::from_session_key(&session_key, &config.access))
    }

    fn from_session_key(session_key: &str, access: &AccessConfig) -> Self {
        let mut signing: Vec<_> = access
            .token_keys
            .iter()
            .map(|key| SigningKey { id: key.id.clone(), secret: key.secret.clone().into_bytes() })
            .collect();
        if signing.is_empty() {
            let secret = derive(session_key.as_bytes(), b"access token");
            // The id tells keys apart and tells nothing about them: it is a hash of a derived key.
            let id = BASE64_URL_SAFE_NO_PAD.encode(&derive(&secret, b"key id")[..6]);
            signing.push(SigningKey { id, secret });
        }
        Self {
            signing: signing.into(),
            refresh: derive(session_key.as_bytes(), b"refresh token").into(),
        }
    }

    pub(super) fn signing(&self) -> &SigningKey {
        &self.signing[0]
    }

    pub(super) fn with_id(&self, id: &str) -> Option<&SigningKey> {
        self.signing.iter().find(|key| key.id == id)
    }

    /// The key that makes refresh tokens' successors.
    pub fn refresh(&self) -> &[u8] {
        &self.refresh
    }
}

/// A key for one purpose out of the one secret that the operator keeps.
fn derive(secret: &[u8], purpose: &[u8]) -> Vec<u8> {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret).expect("HMAC takes keys of any length");
    mac.update(b"touchline v1 ");
    mac.update(purpose);
    mac.finalize().into_bytes().to_vec()
}

fn kept_key(folder: &Path) -> anyhow::Result<String> {
    let mut bytes = [0; SESSION_KEY_BYTES];
    rand::rng().fill_bytes(&mut bytes);
    let fresh = BASE64_URL_SAFE_NO_PAD.encode(bytes);
    let mend = "remove it, everybody then signs in again";
    kept_secret(folder, KEY_FILE, &fresh, SESSION_KEY_BYTES, mend)
}
