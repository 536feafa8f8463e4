//! Key-encryption keys by id: the first seals, the others still open.

use std::{fmt, sync::Arc};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use zeroize::Zeroizing;

use super::reads::Reads;

/// Bytes of a key of `XChaCha20-Poly1305`.
pub(super) const KEY_BYTES: usize = 32;

/// A key that seals the keys of secrets.
pub(super) type Key = Zeroizing<[u8; KEY_BYTES]>;

/// The operator's keys.
#[derive(Clone)]
pub struct Keyring {
    /// Never empty: see [`Self::read`].
    keys: Vec<(String, Key)>,
    /// How often values were read with this ring, and its clones.
    reads: Arc<Reads>,
}

/// Why text is no ring of keys.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum KeyError {
    /// Not one key.
    #[error("no key")]
    Empty,
    /// Not `id:key`, or the key is not 32 bytes in base64.
    #[error("key number {0} is not id:key with 32 bytes in base64")]
    Unreadable(usize),
    /// Two keys have one id.
    #[error("two keys are called {0}")]
    Twice(String),
}

impl Keyring {
    /// Reads `id:base64,id:base64`, the sealing key first.
    ///
    /// # Errors
    /// [`KeyError`] names the place, never the key.
    pub fn read(text: &str) -> Result<Self, KeyError> {
        let mut keys: Vec<(String, Key)> = Vec::new();
        for (place, part) in text.split(',').map(str::trim).filter(|it| !it.is_empty()).enumerate()
        {
            let read = part.split_once(':').filter(|(id, _)| is_id(id)).and_then(|(id, key)| {
                let bytes = Zeroizing::new(BASE64_STANDARD.decode(key.trim()).ok()?);
                let key = <[u8; KEY_BYTES]>::try_from(bytes.as_slice()).ok()?;
                Some((id.to_owned(), Zeroizing::new(key)))
            });
            let (id, key) = read.ok_or(KeyError::Unreadable(place + 1))?;
            if keys.iter().any(|(known, _)| *known == id) {
                return Err(KeyError::Twice(id));
            }
            keys.push((id, key));
        }
        if keys.is_empty() {
            Err(KeyError::Empty)
        } else {
            Ok(Self { keys, reads: Arc::default() })
        }
    }

    /// The key that seals, with its id.
    pub(super) fn sealing(&self) -> (&str, &Key) {
        let (id, key) = &self.keys[0];
        (id, key)
    }

    /// The key called `id`.
    pub(super) fn find(&self, id: &str) -> Option<&Key> {
        self.keys.iter().find(|(known, _)| known == id).map(|(_, key)| key)
    }

    /// A ring of nothing but the key called `id`; the sealing one where there is no such key.
    pub(super) fn only(&self, id: &str) -> Self {
        let key = self.find(id).unwrap_or(self.sealing().1).clone();
        Self { keys: vec![(id.to_owned(), key)], reads: Arc::clone(&self.reads) }
    }

    /// How often values were read, and how that went.
    pub fn reads(&self) -> &Reads {
        &self.reads
    }

    /// Every id, the sealing key's first.
    pub fn ids(&self) -> impl Iterator<Item = &str> {
        self.keys.iter().map(|(id, _)| id.as_str())
    }
}

/// Ids only.
impl fmt::Debug for Keyring {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_list().entries(self.ids()).finish()
    }
}

fn is_id(text: &str) -> bool {
    (1..=64).contains(&text.len())
        && text.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(byte: u8) -> String {
        BASE64_STANDARD.encode([byte; KEY_BYTES])
    }

    #[test]
    fn the_first_key_seals_and_the_others_are_found() {
        let ring = Keyring::read(&format!("2026b:{}, 2026a:{}", key(2), key(1))).unwrap();

        assert_eq!((ring.sealing().0, ring.sealing().1[0]), ("2026b", 2));
        assert_eq!(ring.find("2026a").unwrap()[0], 1);
        assert!(ring.find("2025").is_none());
        assert_eq!(format!("{ring:?}"), r#"["2026b", "2026a"]"#);
    }

    #[test]
    fn what_is_no_key_is_told_by_its_place_and_never_shown() {
        let short = BASE64_STANDARD.encode([7; 31]);

        assert_eq!(Keyring::read(" ,").unwrap_err(), KeyError::Empty);
        assert_eq!(
            Keyring::read(&format!("a:{},b:{short}", key(1))).unwrap_err(),
            KeyError::Unreadable(2)
        );
        assert_eq!(Keyring::read(&key(1)).unwrap_err(), KeyError::Unreadable(1));
        assert_eq!(
            Keyring::read(&format!("a:{0},a:{0}", key(1))).unwrap_err(),
            KeyError::Twice("a".to_owned())
        );
    }
}
