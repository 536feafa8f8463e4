//! Who changed a player.

use chrono::{DateTime, Utc};
use football::PlayerId;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};

use crate::StoreError;

/// One change by a person or a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HistoryEntry {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, while the account is there; `None` for a command too.
    pub account_name: Option<String>,
    /// What was done: `player.update`.
    pub action: String,
}

/// The newest 100 changes of the player, newest first.
pub async fn history(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<HistoryEntry>, StoreError> {
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            "SELECT audit_entry.at, account.name, audit_entry.action
             FROM audit_entry LEFT JOIN account ON account.id = audit_entry.account_id
             WHERE audit_entry.subject = $1 ORDER BY audit_entry.id DESC LIMIT 100",
            [format!("player:{player}").into()],
        ))
        .await?;
    let mut entries = Vec::with_capacity(rows.len());
    for row in rows {
        entries.push(HistoryEntry {
            at: row.try_get_by_index(0)?,
            account_name: row.try_get_by_index(1)?,
            action: row.try_get_by_index(2)?,
        });
    }
    Ok(entries)
}
