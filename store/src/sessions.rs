//! Browser sessions: the store behind tower-sessions, and the one query that tells who asks.
//!
//! A session holds the account and the time of sign-in, nothing else. The database has only a hash
//! of its id, so that a copy of the database opens nobody's session.

use std::sync::Arc;

use backroom::{AccountId, Role};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, Value};
use sha2::{Digest, Sha256};
use tower_sessions::{
    SessionStore,
    cookie::time::OffsetDateTime,
    session::{Id, Record},
    session_store,
};

use crate::{Database, StoreError, sql};

/// A session that nobody uses for so long is over.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);
/// A session is over so long after the sign-in, used or not.
pub const ABSOLUTE: TimeDelta = TimeDelta::hours(12);
/// Key of the account in a session.
pub const ACCOUNT_KEY: &str = "account_id";
/// Key of the time of sign-in in a session.
pub const SIGNED_IN_KEY: &str = "signed_in_at";
/// Use is noted at most this often: a page of ten requests must not make ten writes.
const TOUCH_EVERY: TimeDelta = TimeDelta::minutes(1);

/// Tells the time; fixed in tests.
type Now = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;

/// The store behind tower-sessions.
#[derive(Clone)]
pub struct PostgresSessions {
    db: Database,
    now: Now,
}

impl PostgresSessions {
    /// Keeps sessions in `db`, by the time that `now` tells.
    pub fn new(db: Database, now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static) -> Self {
        Self { db, now: Arc::new(now) }
    }

    async fn write(&self, record: &Record, sql: &str) -> Result<u64, StoreError> {
        let account = record.data.get(ACCOUNT_KEY).and_then(serde_json::Value::as_i64);
        let data = serde_json::to_value(&record.data)
            .map_err(|source| StoreError::Unreadable { what: "session", source: source.into() })?;
        let now = (self.now)();
        let values: [Value; 5] = [
            stored_id(&record.id).into(),
            account.into(),
            data.into(),
            now.into(),
            (now + IDLE).into(),
        ];
        Ok(sql::execute(&self.db, sql, values).await?)
    }

    async fn read(&self, id: &Id) -> Result<Option<Record>, StoreError> {
        let row = sql::one(
            &self.db,
            "SELECT data, expires_at FROM session
             WHERE id = $1 AND expires_at > $2 AND created_at > $3",
            [stored_id(id).into(), (self.now)().into(), ((self.now)() - ABSOLUTE).into()],
        )
        .await?;
        let Some(row) = row else { return Ok(None) };
        let unreadable = |source: serde_json::Error| StoreError::Unreadable {
            what: "session",
            source: source.into(),
        };
        let expires_at: DateTime<Utc> = row.try_get("", "expires_at")?;
        Ok(Some(Record {
            id: *id,
            data: serde_json::from_value(row.try_get("", "data")?).map_err(unreadable)?,
            expiry_date: OffsetDateTime::from_unix_timestamp(expires_at.timestamp())
                .unwrap_or(OffsetDateTime::UNIX_EPOCH),
        }))
    }
}

impl std::fmt::Debug for PostgresSessions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostgresSessions").finish_non_exhaustive()
    }
}

#[async_trait::async_trait]
impl SessionStore for PostgresSessions {
    async fn create(&self, record: &mut Record) -> session_store::Result<()> {
        let sql = "INSERT INTO session (id, account_id, data, created_at, expires_at)
                   VALUES ($1, $2, $3, $4, $5) ON CONFLICT (id) DO NOTHING";
        // 2^128 ids: a second round has never been needed by anybody.
        while self.write(record, sql).await.map_err(backend)? == 0 {
            record.id = Id::default();
        }
        Ok(())
    }

    async fn save(&self, record: &Record) -> session_store::Result<()> {
        // The time of creation stays: it is what the absolute limit counts from.
        let sql = "INSERT INTO session (id, account_id, data, created_at, expires_at)
                   VALUES ($1, $2, $3, $4, $5)
                   ON CONFLICT (id) DO UPDATE SET
                       account_id = excluded.account_id, data = excluded.data,
                       expires_at = excluded.expires_at";
        self.write(record, sql).await.map_err(backend)?;
        Ok(())
    }

    async fn load(&self, id: &Id) -> session_store::Result<Option<Record>> {
        self.read(id).await.map_err(backend)
    }

    async fn delete(&self, id: &Id) -> session_store::Result<()> {
        let sql = "DELETE FROM session WHERE id = $1";
        sql::execute(&self.db, sql, [stored_id(id).into()])
            .await
            .map_err(|error| backend(error.into()))?;
        Ok(())
    }
}

fn backend(error: StoreError) -> session_store::Error {
    session_store::Error::Backend(format!("{:#}", anyhow::Error::from(error)))
}

/// Who a session belongs to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionOwner {
    /// The account.
    pub account_id: AccountId,
    /// Its name, as shown.
    pub name: String,
    /// What it may do now: a changed role holds from the next request on.
    pub role: Role,
    /// It can do nothing before it has chosen a password of its own.
    pub must_change_password: bool,
    /// When it signed in.
    pub signed_in_at: DateTime<Utc>,
}

/// The account behind session `id`, unless the session is over or the account closed. Notes the use.
pub async fn owner(
    db: &impl ConnectionTrait,
    id: &Id,
    now: DateTime<Utc>,
) -> Result<Option<SessionOwner>, StoreError> {
    let row = sql::one(
        db,
        "SELECT account.id, name, role, must_change_password, session.created_at, expires_at
         FROM session JOIN account ON account.id = session.account_id
         WHERE session.id = $1 AND expires_at > $2 AND session.created_at > $3
             AND disabled_at IS NULL",
        [stored_id(id).into(), now.into(), (now - ABSOLUTE).into()],
    )
    .await?;
    let Some(row) = row else { return Ok(None) };
    let expires_at: DateTime<Utc> = row.try_get("", "expires_at")?;
    if expires_at - now < IDLE - TOUCH_EVERY {
        let sql = "UPDATE session SET expires_at = $2 WHERE id = $1";
        sql::execute(db, sql, [stored_id(id).into(), (now + IDLE).into()]).await?;
    }
    let role: String = row.try_get("", "role")?;
    Ok(Some(SessionOwner {
        account_id: AccountId(row.try_get("", "id")?),
        name: row.try_get("", "name")?,
        role: role
            .parse()
            .map_err(|source| StoreError::Unreadable { what: "role", source: Box::new(source) })?,
        must_change_password: row.try_get("", "must_change_password")?,
        signed_in_at: row.try_get("", "created_at")?,
    }))
}

/// A session as its owner sees it in a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenSession {
    /// The stored id: a hash, from which the cookie cannot be made.
    pub id: String,
    /// When it signed in.
    pub signed_in_at: DateTime<Utc>,
    /// When it was last used, to the minute.
    pub last_used_at: DateTime<Utc>,
}

/// The open sessions of `account`, newest first; at most a hundred.
pub async fn open_sessions(
    db: &impl ConnectionTrait,
    account: AccountId,
    now: DateTime<Utc>,
) -> Result<Vec<OpenSession>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT id, created_at, expires_at FROM session
         WHERE account_id = $1 AND expires_at > $2 AND created_at > $3
         ORDER BY created_at DESC LIMIT 100",
        [account.0.into(), now.into(), (now - ABSOLUTE).into()],
    )
    .await?;
    rows.iter()
        .map(|row| {
            let expires_at: DateTime<Utc> = row.try_get("", "expires_at")?;
            Ok(OpenSession {
                id: row.try_get("", "id")?,
                signed_in_at: row.try_get("", "created_at")?,
                last_used_at: expires_at - IDLE,
            })
        })
        .collect()
}

/// Ends every session of `account` but the one with the stored id `keep`; gives their number.
pub async fn end_others(
    db: &impl ConnectionTrait,
    account: AccountId,
    keep: &str,
) -> Result<u64, StoreError> {
    let sql = "DELETE FROM session WHERE account_id = $1 AND id <> $2";
    Ok(sql::execute(db, sql, [account.0.into(), keep.into()]).await?)
}

/// Forgets sessions that are over; gives their number.
pub async fn purge(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM session WHERE expires_at <= $1 OR created_at <= $2";
    Ok(sql::execute(db, sql, [now.into(), (now - ABSOLUTE).into()]).await?)
}

/// The id under which a session is stored: SHA-256 of what the cookie holds, in hexadecimal.
pub fn stored_id(id: &Id) -> String {
    use std::fmt::Write as _;
    let digest = Sha256::digest(id.to_string().as_bytes());
    digest.iter().fold(String::with_capacity(64), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}
