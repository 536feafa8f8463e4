//! Sealing and opening, without a database.
//!
//! XChaCha20-Poly1305 (draft-irtf-cfrg-xchacha-03): its nonce of 24 bytes may be drawn by chance for
//! every seal.

use chacha20poly1305::{
    Key as CipherKey, XChaCha20Poly1305, XNonce,
    aead::{Aead as _, KeyInit as _, Payload},
};
use rand::RngCore as _;
use zeroize::Zeroizing;

use super::keyring::{KEY_BYTES, Key, Keyring};

const NONCE_BYTES: usize = 24;

/// A secret as the database keeps it. Each seal is its nonce and after it the ciphertext with its tag.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sealed {
    /// Which key-encryption key sealed it.
    pub(super) key_id: String,
    /// The secret's own key, sealed.
    pub(super) wrapped_key: Vec<u8>,
    /// The value, sealed with the secret's own key.
    pub(super) value: Vec<u8>,
}

/// Which row a seal belongs to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Place<'a> {
    pub(super) name: &'a str,
    pub(super) version: i32,
}

/// Why a row does not open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NotOpened {
    KeyMissing,
    Damaged,
}

/// Seals `value` for `place` with a fresh key, and that with the ring's first.
pub(super) fn seal(ring: &Keyring, place: Place<'_>, value: &[u8]) -> Sealed {
    let (key_id, outer) = ring.sealing();
    let mut own: Key = Zeroizing::new([0; KEY_BYTES]);
    rand::rng().fill_bytes(own.as_mut());
    Sealed {
        key_id: key_id.to_owned(),
        wrapped_key: encrypt(outer, &bound_to(b"key", place, key_id), own.as_slice()),
        value: encrypt(&own, &bound_to(b"value", place, key_id), value),
    }
}

/// The value of a row.
pub(super) fn open(
    ring: &Keyring,
    place: Place<'_>,
    sealed: &Sealed,
) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
    let key_id = &sealed.key_id;
    let outer = ring.find(key_id).ok_or(NotOpened::KeyMissing)?;
    let own = decrypt(outer, &bound_to(b"key", place, key_id), &sealed.wrapped_key)?;
    let own: Key =
        Zeroizing::new(<[u8; KEY_BYTES]>::try_from(own.as_slice()).or(Err(NotOpened::Damaged))?);
    decrypt(&own, &bound_to(b"value", place, key_id), &sealed.value)
}

/// What a seal is bound to. Each part is preceded by its length, so that no two places read the same.
fn bound_to(what: &[u8], place: Place<'_>, key_id: &str) -> Vec<u8> {
    let mut bound = b"touchline vault v1".to_vec();
    for part in [what, place.name.as_bytes(), &place.version.to_be_bytes(), key_id.as_bytes()] {
        bound.extend((part.len() as u64).to_be_bytes());
        bound.extend(part);
    }
    bound
}

fn encrypt(key: &Key, bound: &[u8], plain: &[u8]) -> Vec<u8> {
    let mut nonce = [0; NONCE_BYTES];
    rand::rng().fill_bytes(&mut nonce);
    let cipher = XChaCha20Poly1305::new(CipherKey::from_slice(key.as_slice()));
    let sealed = cipher
        .encrypt(XNonce::from_slice(&nonce), Payload { msg: plain, aad: bound })
        .expect("only a message of 256 GiB is too long");
    [nonce.as_slice(), &sealed].concat()
}

fn decrypt(key: &Key, bound: &[u8], sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, NotOpened> {
    let (nonce, sealed) = sealed.split_at_checked(NONCE_BYTES).ok_or(NotOpened::Damaged)?;
    let cipher = XChaCha20Poly1305::new(CipherKey::from_slice(key.as_slice()));
    cipher
        .decrypt(XNonce::from_slice(nonce), Payload { msg: sealed, aad: bound })
        .map(Zeroizing::new)
        .or(Err(NotOpened::Damaged))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A key of one byte repeated, base64.
    fn ring(bytes: &[(&str, u8)]) -> Keyring {
        use base64::{Engine as _, prelude::BASE64_STANDARD};

        let keys: Vec<_> = bytes
            .iter()
            .map(|(id, byte)| format!("{id}:{}", BASE64_STANDARD.encode([*byte; KEY_BYTES])))
            .collect();
        Keyring::read(&keys.join(",")).unwrap()
    }

    const PLACE: Place<'_> = Place { name: "openai", version: 3 };

    #[test]
    fn what_was_sealed_opens_and_is_never_sealed_the_same_twice() {
        let ring = ring(&[("a", 1)]);

        let first = seal(&ring, PLACE, b"sk-canary");
        let second = seal(&ring, PLACE, b"sk-canary");

        assert_eq!(open(&ring, PLACE, &first).unwrap().as_slice(), b"sk-canary");
        assert_ne!(first, second);
        assert!(!first.value.windows(9).any(|window| window == b"sk-canary"));
    }

    #[test]
    fn every_flipped_bit_is_noticed() {
        let ring = ring(&[("a", 1)]);
        let sealed = seal(&ring, PLACE, b"sk-canary");

        for place in 0..sealed.value.len() * 8 {
            let mut changed = sealed.clone();
            changed.value[place / 8] ^= 1 << (place % 8);
            assert_eq!(open(&ring, PLACE, &changed).unwrap_err(), NotOpened::Damaged);
        }
        for place in 0..sealed.wrapped_key.len() * 8 {
            let mut changed = sealed.clone();
            changed.wrapped_key[place / 8] ^= 1 << (place % 8);
            assert_eq!(open(&ring, PLACE, &changed).unwrap_err(), NotOpened::Damaged);
        }
    }

    #[test]
    fn a_row_in_the_place_of_another_does_not_open() {
        let ring = ring(&[("a", 1), ("b", 1)]);
        let sealed = seal(&ring, PLACE, b"sk-canary");
        let other_name = Place { name: "gemini", ..PLACE };
        let other_version = Place { version: 2, ..PLACE };
        let other_key = Sealed { key_id: "b".to_owned(), ..sealed.clone() };

        assert_eq!(open(&ring, other_name, &sealed).unwrap_err(), NotOpened::Damaged);
        assert_eq!(open(&ring, other_version, &sealed).unwrap_err(), NotOpened::Damaged);
        assert_eq!(open(&ring, PLACE, &other_key).unwrap_err(), NotOpened::Damaged);
    }

    #[test]
    fn a_key_that_is_missing_is_told_apart_from_one_that_is_another() {
        let sealed = seal(&ring(&[("a", 1)]), PLACE, b"sk-canary");

        assert_eq!(open(&ring(&[("b", 1)]), PLACE, &sealed).unwrap_err(), NotOpened::KeyMissing);
        assert_eq!(open(&ring(&[("a", 2)]), PLACE, &sealed).unwrap_err(), NotOpened::Damaged);
    }

    #[test]
    fn a_row_too_short_for_a_nonce_is_damaged() {
        let ring = ring(&[("a", 1)]);
        let sealed = Sealed { value: vec![0; 5], ..seal(&ring, PLACE, b"") };

        assert_eq!(open(&ring, PLACE, &sealed).unwrap_err(), NotOpened::Damaged);
    }
}
