//! Secrets one by one: put, read, delete, list; and who used which when.

use backroom::{JobId, SecretUseView, SecretView};
use football::FieldError;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;
use zeroize::Zeroizing;

use super::{
    Keyring, VaultError,
    envelope::{NotOpened, Place, Sealed, open, seal},
};
use crate::{Database, StoreError, accounts::audit, database::begin, queue::Asker, sql};

/// A value in the clear: forgotten, and overwritten, when it is dropped. Has no `Debug` and no
/// `Display`, so it is in no log and no error by mistake.
pub type SecretValue = Zeroizing<String>;

/// A value shorter than this shows nothing of itself in lists: four of its letters would be too many.
const LEAST_SHOWN: usize = 16;
/// Longest value, in bytes: a private key fits four times.
const LONGEST_VALUE: usize = 16_384;
/// Letters at the end of a value that lists show.
const SHOWN: usize = 4;

/// What a secret is used for.
#[derive(Clone, Debug, Default)]
pub struct SecretUse {
    /// The job that uses it.
    pub job: Option<JobId>,
    /// For what, for people: "Scouting report".
    pub purpose: String,
}

/// Creates the secret `name` or replaces its value; gives its version, from 1.
///
/// # Errors
/// [`StoreError::Invalid`] on `name` or `value`; the value is not told.
pub async fn put_secret(
    db: &Database,
    ring: &Keyring,
    asker: Option<&Asker>,
    name: &str,
    value: &str,
) -> Result<i32, StoreError> {
    check(name, value)?;
    let transaction = begin(db).await?;
    // Two who replace it at once get two versions, one after the other.
    sql::execute(
        &transaction,
        "SELECT pg_advisory_xact_lock(hashtextextended('touchline.secret.' || $1, 0))",
        [name.into()],
    )
    .await?;
    let before =
        sql::one(&transaction, "SELECT version FROM secret WHERE name = $1", [name.into()]).await?;
    let version = match before {
        Some(row) => row.try_get::<i32>("", "version")? + 1,
        None => 1,
    };
    let sealed = seal(ring, Place { name, version }, value.as_bytes());
    sql::execute(
        &transaction,
        "INSERT INTO secret (name, version, key_id, wrapped_key, sealed, ending, changed_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7)
         ON CONFLICT (name) DO UPDATE SET version = excluded.version, key_id = excluded.key_id,
             wrapped_key = excluded.wrapped_key, sealed = excluded.sealed, ending = excluded.ending,
             changed_by = excluded.changed_by, changed_at = now()",
        [
            name.into(),
            version.into(),
            sealed.key_id.into(),
            sealed.wrapped_key.into(),
            sealed.value.into(),
            ending(value).into(),
            asker.map(|asker| asker.account_id.0).into(),
        ],
    )
    .await?;
    let action = if version == 1 { "secret.create" } else { "secret.replace" };
    note(&transaction, asker, action, name, json!({ "version": version })).await?;
    transaction.commit().await?;
    Ok(version)
}

/// Deletes the secret `name`. `false` when there is none.
pub async fn delete_secret(
    db: &Database,
    asker: Option<&Asker>,
    name: &str,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let deleted =
        sql::execute(&transaction, "DELETE FROM secret WHERE name = $1", [name.into()]).await? > 0;
    if deleted {
        note(&transaction, asker, "secret.delete", name, json!({})).await?;
    }
    transaction.commit().await?;
    Ok(deleted)
}

/// The value of the secret `name`, for `used`, which is noted before the value is given.
///
/// # Errors
/// [`VaultError::Unknown`], [`VaultError::KeyMissing`] or [`VaultError::Damaged`]: never a wrong value.
pub async fn use_secret(
    db: &impl ConnectionTrait,
    ring: &Keyring,
    name: &str,
    used: &SecretUse,
) -> Result<SecretValue, VaultError> {
    let read = read(db, ring, name, used).await;
    ring.reads().count(&read);
    read
}

async fn read(
    db: &impl ConnectionTrait,
    ring: &Keyring,
    name: &str,
    used: &SecretUse,
) -> Result<SecretValue, VaultError> {
    let found = sql::one(
        db,
        "WITH noted AS (
             INSERT INTO secret_use (name, job_id, purpose)
             SELECT name, $2, $3 FROM secret WHERE name = $1
         )
         SELECT version, key_id, wrapped_key, sealed FROM secret WHERE name = $1",
        [name.into(), used.job.map(|id| id.0).into(), used.purpose.as_str().into()],
    )
    .await?;
    let found = found.ok_or_else(|| VaultError::Unknown(name.to_owned()))?;
    let (version, sealed) = stored(&found)?;
    let bytes = open(ring, Place { name, version }, &sealed)
        .map_err(|reason| refused(reason, name, &sealed.key_id))?;
    let text = str::from_utf8(&bytes).or(Err(VaultError::Damaged(name.to_owned())))?;
    Ok(Zeroizing::new(text.to_owned()))
}

/// Every secret by name, without values.
pub async fn list_secrets(db: &impl ConnectionTrait) -> Result<Vec<SecretView>, StoreError> {
    views(db, None).await
}

/// The secret `name`, without its value.
pub async fn find_secret(
    db: &impl ConnectionTrait,
    name: &str,
) -> Result<Option<SecretView>, StoreError> {
    Ok(views(db, Some(name)).await?.pop())
}

async fn views(
    db: &impl ConnectionTrait,
    name: Option<&str>,
) -> Result<Vec<SecretView>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT secret.name, version, key_id, ending, secret.created_at, changed_at,
             account.name AS changed_by, latest.at AS used_at, latest.purpose AS used_for
         FROM secret
         LEFT JOIN account ON account.id = secret.changed_by
         LEFT JOIN LATERAL (
             SELECT at, purpose FROM secret_use
             WHERE secret_use.name = secret.name ORDER BY id DESC LIMIT 1
         ) AS latest ON true
         WHERE $1::text IS NULL OR secret.name = $1 ORDER BY secret.name",
        [name.into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(SecretView {
                name: row.try_get("", "name")?,
                version: row.try_get::<i32>("", "version")?.unsigned_abs(),
                key_id: row.try_get("", "key_id")?,
                ending: row.try_get("", "ending")?,
                created_at: row.try_get("", "created_at")?,
                changed_at: row.try_get("", "changed_at")?,
                changed_by: row.try_get("", "changed_by")?,
                used_at: row.try_get("", "used_at")?,
                used_for: row.try_get("", "used_for")?,
            })
        })
        .collect()
}

/// Secrets that none of the keys opens, because the one that sealed them was not given.
pub async fn count_unreadable(
    db: &impl ConnectionTrait,
    ring: &Keyring,
) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT count(*) AS unreadable FROM secret WHERE key_id <> ALL($1)";
    let ids: Vec<_> = ring.ids().map(str::to_owned).collect();
    let counted = sql::one(db, SQL, [ids.into()]).await?;
    let counted = counted.map(|row| row.try_get::<i64>("", "unreadable")).transpose()?;
    Ok(counted.unwrap_or_default().unsigned_abs())
}

/// The newest uses of the secret `name`, newest first; of those before number `before` where there is one.
pub async fn list_uses(
    db: &impl ConnectionTrait,
    name: &str,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<SecretUseView>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT used.id, used.at, used.job_id, used.purpose, account.name AS asked_by
         FROM (
             SELECT * FROM secret_use WHERE name = $1 AND id < $2 ORDER BY id DESC LIMIT $3
         ) AS used
         LEFT JOIN job ON job.id = used.job_id
         LEFT JOIN job AS whole ON whole.id = job.parent
         LEFT JOIN account ON account.id = coalesce(job.created_by, whole.created_by)
         ORDER BY used.id DESC",
        [name.into(), before.unwrap_or(i64::MAX).into(), i64::from(limit).into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            Ok(SecretUseView {
                id: row.try_get("", "id")?,
                at: row.try_get("", "at")?,
                job: row.try_get::<Option<_>>("", "job_id")?.map(JobId),
                purpose: row.try_get("", "purpose")?,
                asked_by: row.try_get("", "asked_by")?,
            })
        })
        .collect()
}

/// A row with `version`, `key_id`, `wrapped_key` and `sealed`.
pub(super) fn stored(row: &QueryResult) -> Result<(i32, Sealed), StoreError> {
    Ok((
        row.try_get("", "version")?,
        Sealed {
            key_id: row.try_get("", "key_id")?,
            wrapped_key: row.try_get("", "wrapped_key")?,
            value: row.try_get("", "sealed")?,
        },
    ))
}

pub(super) fn refused(reason: NotOpened, name: &str, key_id: &str) -> VaultError {
    match reason {
        NotOpened::KeyMissing => {
            VaultError::KeyMissing { name: name.to_owned(), key_id: key_id.to_owned() }
        }
        NotOpened::Damaged => VaultError::Damaged(name.to_owned()),
    }
}

fn check(name: &str, value: &str) -> Result<(), StoreError> {
    let mut fields = Vec::new();
    if !SecretView::is_name(name) {
        let rule = "Use lower-case letters, digits, dots, hyphens and underscores, at most 64.";
        fields.push(FieldError::new("name", rule));
    }
    if value.is_empty() || value.len() > LONGEST_VALUE {
        fields.push(FieldError::new("value", "Give 1 to 16,384 bytes."));
    }
    if fields.is_empty() { Ok(()) } else { Err(StoreError::Invalid(fields)) }
}

/// What lists show of a value: its last letters, of a long one only.
fn ending(value: &str) -> String {
    let letters = value.chars().count();
    if letters < LEAST_SHOWN {
        return String::new();
    }
    value.chars().skip(letters - SHOWN).collect()
}

async fn note(
    db: &impl ConnectionTrait,
    asker: Option<&Asker>,
    action: &str,
    name: &str,
    detail: serde_json::Value,
) -> Result<(), StoreError> {
    let (account, request) = match asker {
        Some(asker) => (Some(asker.account_id), asker.request_id.as_deref()),
        None => (None, None),
    };
    audit(db, account, action, &format!("secret:{name}"), detail, request).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_shows_four_letters_of_a_long_value_and_none_of_a_short_one() {
        assert_eq!(ending("sk-0123456789abcé"), "abcé");
        assert_eq!(ending("fifteen letters"), "");
        assert_eq!(ending(""), "");
    }
}
