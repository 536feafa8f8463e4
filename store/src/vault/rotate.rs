//! Sealing every secret anew with the ring's first key, while others read; and whether the keys given
//! are those that the database knows.

use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{
    Keyring, VaultError,
    envelope::{Place, open, seal},
    secrets::{refused, stored},
};
use crate::{Database, accounts::audit, database::begin, sql};

/// Secrets sealed anew in one transaction: their rows are locked for so long.
const BATCH: i64 = 200;
/// What is sealed with each key to tell it from another of the same id.
const KNOWN_TEXT: &[u8] = b"touchline";

/// What a rotation did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Rotated {
    /// Secrets that are sealed with the ring's first key now and were not before.
    pub resealed: u64,
}

/// Seals every secret that another key sealed with the ring's first. Readers go on: a row is the old
/// one or the new one, and opens with a ring that holds both keys. Can be broken off and begun again.
///
/// # Errors
/// The first secret that does not open; those before it are done.
pub async fn rotate_keys(db: &Database, ring: &Keyring) -> Result<Rotated, VaultError> {
    let (key_id, _) = ring.sealing();
    let mut rotated = Rotated::default();
    loop {
        let transaction = begin(db).await?;
        let rows = sql::all(
            &transaction,
            "SELECT name, version, key_id, wrapped_key, sealed FROM secret WHERE key_id <> $1
             ORDER BY name LIMIT $2 FOR UPDATE",
            [key_id.into(), BATCH.into()],
        )
        .await?;
        if rows.is_empty() {
            break;
        }
        for row in &rows {
            let name: String = row.try_get("", "name")?;
            let (version, before) = stored(row)?;
            let place = Place { name: &name, version };
            let value = open(ring, place, &before)
                .map_err(|reason| refused(reason, &name, &before.key_id))?;
            let after = seal(ring, place, &value);
            sql::execute(
                &transaction,
                "UPDATE secret SET key_id = $2, wrapped_key = $3, sealed = $4 WHERE name = $1",
                [
                    name.as_str().into(),
                    after.key_id.into(),
                    after.wrapped_key.into(),
                    after.value.into(),
                ],
            )
            .await?;
        }
        transaction.commit().await?;
        rotated.resealed += rows.len() as u64;
    }
    if rotated.resealed > 0 {
        let detail = json!({ "key": key_id, "secrets": rotated.resealed });
        audit(db, None, "secret.rotate_keys", "secret:*", detail, None).await?;
    }
    Ok(rotated)
}

/// Checks that the keys given are those that this database was used with, and remembers new ones.
///
/// # Errors
/// [`VaultError::WrongKey`] for a key that is another under a known id; [`VaultError::KeyMissing`] when a
/// secret is sealed with a key that was not given.
pub async fn check_keys(db: &impl ConnectionTrait, ring: &Keyring) -> Result<(), VaultError> {
    for id in ring.ids() {
        // The check is sealed as a secret of its own place, with this key alone.
        let alone = ring.only(id);
        let fresh = seal(&alone, check_place(id), KNOWN_TEXT);
        sql::execute(
            db,
            "INSERT INTO vault_key (id, wrapped_key, sealed) VALUES ($1, $2, $3)
             ON CONFLICT (id) DO NOTHING",
            [id.into(), fresh.wrapped_key.into(), fresh.value.into()],
        )
        .await?;
        let kept = sql::one(
            db,
            "SELECT 1 AS version, id AS key_id, wrapped_key, sealed FROM vault_key WHERE id = $1",
            [id.into()],
        )
        .await?;
        let opens = match &kept {
            Some(row) => {
                let (_, sealed) = stored(row)?;
                open(&alone, check_place(id), &sealed)
                    .is_ok_and(|text| text.as_slice() == KNOWN_TEXT)
            }
            None => false,
        };
        if !opens {
            return Err(VaultError::WrongKey(id.to_owned()));
        }
    }
    let ids: Vec<String> = ring.ids().map(str::to_owned).collect();
    let unread = sql::one(
        db,
        "SELECT name, key_id FROM secret WHERE key_id <> ALL($1) ORDER BY name LIMIT 1",
        [ids.into()],
    )
    .await?;
    match unread {
        Some(row) => Err(VaultError::KeyMissing {
            name: row.try_get("", "name")?,
            key_id: row.try_get("", "key_id")?,
        }),
        None => Ok(()),
    }
}

/// No secret can be called so.
const fn check_place(id: &str) -> Place<'_> {
    Place { name: id, version: 0 }
}
