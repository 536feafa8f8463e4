//! The audit log as a chain (docs/decisions/0046): its head, a check of all of it, and its entries with
//! their hashes. Entries are chained by the database itself, when their transaction ends.

mod check;

use backroom::{
    AUDIT_HASH_BYTES, AccountId, AuditBreak, AuditFilter, AuditHead, AuditVerdict, ChainedEntry,
};
use chrono::{DateTime, Utc};
use sea_orm::{ConnectionTrait, QueryResult};

use self::check::Check;
use crate::{
    StoreError,
    accounts::fits_audit,
    sql::{self, Sql},
};

/// Entries read at once by a check: some megabytes at most.
const CHECKED_AT_ONCE: u32 = 2_000;

/// An entry with its place in the chain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainLink {
    /// What is hashed.
    pub entry: ChainedEntry,
    /// The name of who did it, while the account is there. Not hashed: names change.
    pub name: Option<String>,
    /// The hash of the entry before; `None` where that is missing.
    pub previous: Option<[u8; AUDIT_HASH_BYTES]>,
    /// The hash.
    pub hash: [u8; AUDIT_HASH_BYTES],
}

/// Where the chain ends now; `None` while the log is empty.
pub async fn head(db: &impl ConnectionTrait) -> Result<Option<AuditHead>, StoreError> {
    let row = sql::one(
        db,
        "SELECT seq, hash FROM audit_entry WHERE seq IS NOT NULL ORDER BY seq DESC LIMIT 1",
        [],
    )
    .await?;
    row.map(|row| Ok(AuditHead { seq: row.try_get("", "seq")?, hash: hash(&row, "hash")? }))
        .transpose()
}

/// Reads the whole log and works out every hash anew. With `noted`, the log also has to go through that
/// head: only so a missing end is seen.
///
/// Entries that come meanwhile are checked too.
pub async fn verify(
    db: &impl ConnectionTrait,
    noted: Option<AuditHead>,
) -> Result<AuditVerdict, StoreError> {
    let mut check = Check::new(noted);
    loop {
        // Nothing is asked of the time, so it does not matter which it is.
        let (filter, now) = (AuditFilter::default(), DateTime::UNIX_EPOCH);
        let links = links(db, &filter, Range::after(check.last()), CHECKED_AT_ONCE, now).await?;
        let is_last = links.len() < CHECKED_AT_ONCE as usize;
        for link in &links {
            if !check.fits(&link.entry, link.hash) {
                return Ok(check.verdict());
            }
        }
        if is_last {
            break;
        }
    }
    if let Some(id) = unchained(db).await? {
        check.found(AuditBreak::Unchained { id });
    }
    Ok(check.verdict())
}

/// Which places of the chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range {
    /// Only those behind this one.
    pub after: i64,
    /// None behind this one.
    pub through: i64,
}

impl Range {
    /// All behind place `after`.
    pub const fn after(after: i64) -> Self {
        Self { after, through: i64::MAX }
    }
}

/// At most `limit` entries within `range` that fit `filter`, in the order of the chain. `now` is what
/// [`AuditFilter::since`] counts from.
pub async fn links(
    db: &impl ConnectionTrait,
    filter: &AuditFilter,
    range: Range,
    limit: u32,
    now: DateTime<Utc>,
) -> Result<Vec<ChainLink>, StoreError> {
    let mut sql = Sql::default();
    let mut fits = vec![
        format!("entry.seq > {}", sql.bind(range.after)),
        format!("entry.seq <= {}", sql.bind(range.through)),
    ];
    fits.extend(fits_audit(&mut sql, filter, now));
    let limit = sql.bind(i64::from(limit));
    let text = format!(
        "SELECT entry.seq, entry.id, entry.at, entry.account_id, entry.action, entry.subject,
             entry.detail::text AS detail, entry.request_id, entry.hash, account.name,
             previous.hash AS previous
         FROM audit_entry AS entry
         LEFT JOIN account ON account.id = entry.account_id
         LEFT JOIN audit_entry AS previous ON previous.seq = entry.seq - 1
         WHERE {} ORDER BY entry.seq LIMIT {limit}",
        fits.join(" AND ")
    );
    let rows = db.query_all_raw(sql.statement(text)).await?;
    rows.iter().map(link).collect()
}

fn link(row: &QueryResult) -> Result<ChainLink, StoreError> {
    let entry = ChainedEntry {
        seq: row.try_get("", "seq")?,
        id: row.try_get("", "id")?,
        at: row.try_get("", "at")?,
        account: row.try_get::<Option<i64>>("", "account_id")?.map(AccountId),
        action: row.try_get("", "action")?,
        subject: row.try_get("", "subject")?,
        detail: row.try_get("", "detail")?,
        request_id: row.try_get("", "request_id")?,
    };
    let previous = match row.try_get::<Option<Vec<u8>>>("", "previous")? {
        _ if entry.seq == 1 => Some(AuditHead::BEGINNING.hash),
        Some(bytes) => Some(whole(&bytes)?),
        None => None,
    };
    Ok(ChainLink { previous, hash: hash(row, "hash")?, name: row.try_get("", "name")?, entry })
}

/// An entry without a place: everybody sees it, so its transaction has ended, and the trigger that
/// chains was not there.
async fn unchained(db: &impl ConnectionTrait) -> Result<Option<i64>, StoreError> {
    let row = sql::one(
        db,
        "SELECT id FROM audit_entry WHERE seq IS NULL OR seq < 1 ORDER BY id LIMIT 1",
        [],
    )
    .await?;
    row.map(|row| Ok(row.try_get("", "id")?)).transpose()
}

fn hash(row: &QueryResult, column: &str) -> Result<[u8; AUDIT_HASH_BYTES], StoreError> {
    whole(&row.try_get::<Vec<u8>>("", column)?)
}

fn whole(bytes: &[u8]) -> Result<[u8; AUDIT_HASH_BYTES], StoreError> {
    <[u8; AUDIT_HASH_BYTES]>::try_from(bytes)
        .map_err(|source| StoreError::Unreadable { what: "audit hash", source: Box::new(source) })
}
