//! One player: find, create, update, delete, restore.

use backroom::AccountId;
use football::{Player, PlayerDraft, PlayerId};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement, Value};

use super::row::{self, COLUMNS};
use crate::StoreError;

/// Who changes a player, for the audit log.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Author {
    /// The account; `None` for a command.
    pub account_id: Option<AccountId>,
    /// The request that asked for it.
    pub request_id: Option<String>,
}

/// The player, unless it was deleted.
pub async fn find(db: &impl ConnectionTrait, id: PlayerId) -> Result<Option<Player>, StoreError> {
    let text = format!("SELECT {COLUMNS} FROM player WHERE id = $1 AND deleted_at IS NULL");
    let found = db.query_one_raw(statement(text, vec![id.0.into()])).await?;
    found.as_ref().map(row::read).transpose()
}

/// The players of these ids that are there, in the order of the ids.
pub async fn find_many(
    db: &impl ConnectionTrait,
    ids: &[PlayerId],
) -> Result<Vec<Player>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let text = format!(
        "SELECT {COLUMNS} FROM player WHERE id = ANY($1) AND deleted_at IS NULL
         ORDER BY array_position($1, id)"
    );
    let rows = db.query_all_raw(statement(text, vec![ids.into()])).await?;
    rows.iter().map(row::read).collect()
}

/// Stores a player written by hand. A market value begins its value history.
///
/// The draft must be sound by [`PlayerDraft::errors`]; the caller, who knows the day, checks that.
pub async fn create(
    db: &impl ConnectionTrait,
    author: &Author,
    draft: &PlayerDraft,
) -> Result<Player, StoreError> {
    let change = format!(
        "INSERT INTO player (name, known_name, birth_date, nationalities, position, foot, height_cm,
             club, competition, contract_until, status, value_eur, value_date, value_source, photo_url)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
         RETURNING {COLUMNS}"
    );
    let (text, values) = noted(&change, draft_values(draft), author, "player.create", true);
    let row = db.query_one_raw(statement(text, values)).await?;
    row::read(&row.ok_or_else(no_row)?)
}

/// Writes `draft` over the player, if nobody has changed it since `version` was read. A market value
/// becomes a point of its value history too. `None` when there is no such player.
///
/// # Errors
/// [`StoreError::Conflict`] when the stored version is another one.
pub async fn update(
    db: &impl ConnectionTrait,
    author: &Author,
    id: PlayerId,
    version: i32,
    draft: &PlayerDraft,
) -> Result<Option<Player>, StoreError> {
    let change = format!(
        "UPDATE player SET name = $1, known_name = $2, birth_date = $3, nationalities = $4,
             position = $5, foot = $6, height_cm = $7, club = $8, competition = $9,
             contract_until = $10, status = $11, value_eur = $12, value_date = $13,
             value_source = $14, photo_url = $15, version = version + 1, updated_at = now()
         WHERE id = $16 AND version = $17 AND deleted_at IS NULL
         RETURNING {COLUMNS}"
    );
    let mut values = draft_values(draft);
    values.extend([id.0.into(), version.into()]);
    let (text, values) = noted(&change, values, author, "player.update", true);
    if let Some(row) = db.query_one_raw(statement(text, values)).await? {
        return row::read(&row).map(Some);
    }
    match find(db, id).await? {
        Some(_) => Err(StoreError::Conflict { what: "This player" }),
        None => Ok(None),
    }
}

/// `change` with its line in the audit log and, where `with_value`, the point of the value history, as
/// one statement: never one without the other, and nothing to roll back when the request is cancelled
/// in the middle.
fn noted(
    change: &str,
    mut values: Vec<Value>,
    author: &Author,
    action: &str,
    with_value: bool,
) -> (String, Vec<Value>) {
    let first = values.len() + 1;
    values.extend([
        author.account_id.map(|account| account.0).into(),
        author.request_id.clone().into(),
        action.into(),
    ]);
    let history = if with_value {
        ", noted AS (
             INSERT INTO player_valuation (player_id, date, source, amount_eur)
             SELECT id, value_date, value_source, value_eur FROM changed WHERE value_eur IS NOT NULL
             ON CONFLICT (player_id, date, source) DO UPDATE SET amount_eur = excluded.amount_eur
             WHERE player_valuation.amount_eur <> excluded.amount_eur)"
    } else {
        ""
    };
    let text = format!(
        "WITH changed AS ({change}),
         audited AS (
             INSERT INTO audit_entry (account_id, request_id, action, subject)
             SELECT ${first}, ${}, ${}, 'player:' || id FROM changed)
         {history}
         SELECT {COLUMNS} FROM changed",
        first + 1,
        first + 2,
    );
    (text, values)
}

/// Deletes the players of these ids; [`restore`] brings them back for 30 days. Gives those that were
/// there.
pub async fn delete(
    db: &impl ConnectionTrait,
    author: &Author,
    ids: &[PlayerId],
) -> Result<Vec<PlayerId>, StoreError> {
    let change = format!(
        "UPDATE player SET deleted_at = now(), version = version + 1, updated_at = now()
         WHERE id = ANY($1) AND deleted_at IS NULL RETURNING {COLUMNS}"
    );
    changed(db, &change, author, "player.delete", ids).await
}

/// Brings deleted players back. Gives those that were brought back; one that was not deleted, or is
/// gone for good, is not among them.
pub async fn restore(
    db: &impl ConnectionTrait,
    author: &Author,
    ids: &[PlayerId],
) -> Result<Vec<PlayerId>, StoreError> {
    let change = format!(
        "UPDATE player SET deleted_at = NULL, version = version + 1, updated_at = now()
         WHERE id = ANY($1) AND deleted_at IS NOT NULL RETURNING {COLUMNS}"
    );
    changed(db, &change, author, "player.restore", ids).await
}

async fn changed(
    db: &impl ConnectionTrait,
    change: &str,
    author: &Author,
    action: &str,
    ids: &[PlayerId],
) -> Result<Vec<PlayerId>, StoreError> {
    let ids: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let (text, values) = noted(change, vec![ids.into()], author, action, false);
    let mut changed = Vec::new();
    for row in db.query_all_raw(statement(text, values)).await? {
        changed.push(PlayerId(row.try_get_by_index(0)?));
    }
    changed.sort_unstable();
    Ok(changed)
}

/// The draft's fields in the order in which both statements bind them. What is blank is unknown.
fn draft_values(draft: &PlayerDraft) -> Vec<Value> {
    let text = |text: &Option<String>| {
        text.as_deref().map(str::trim).filter(|text| !text.is_empty()).map(str::to_owned)
    };
    let nationalities: Vec<String> = draft
        .nationalities
        .iter()
        .map(|country| country.trim().to_owned())
        .filter(|country| !country.is_empty())
        .collect();
    let value = draft.market_value.as_ref();
    vec![
        draft.name.trim().into(),
        text(&draft.known_name).into(),
        draft.birth_date.into(),
        nationalities.into(),
        draft.position.map(football::Position::code).into(),
        draft.foot.map(football::Foot::as_str).into(),
        draft.height_cm.into(),
        text(&draft.club).into(),
        text(&draft.competition).into(),
        draft.contract_until.into(),
        draft.status.as_str().into(),
        value.map(|value| value.amount_eur).into(),
        value.map(|value| value.date).into(),
        value.map(|value| value.source.trim().to_owned()).into(),
        text(&draft.photo_url).into(),
    ]
}

fn statement(text: String, values: Vec<Value>) -> Statement {
    Statement::from_sql_and_values(DatabaseBackend::Postgres, text, values)
}

fn no_row() -> StoreError {
    StoreError::Database(sea_orm::DbErr::RecordNotFound(
        "INSERT … RETURNING gave no row".to_owned(),
    ))
}
