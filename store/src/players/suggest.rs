//! Short lists for a field in which somebody types: players for the palette, clubs, competitions.

use chrono::NaiveDate;
use football::{PlayerFilter, PlayerId, PlayerQuery};
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde::{Deserialize, Serialize};

use super::list;
use crate::StoreError;

/// A player as the palette lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suggestion {
    /// The player.
    pub id: PlayerId,
    /// The name people use.
    pub name: String,
    /// What tells namesakes apart: position, club, year of birth; as far as known.
    pub detail: String,
}

/// The `limit` most valuable players whose name or club holds `text`; none for an empty text.
pub async fn suggest(
    db: &impl ConnectionTrait,
    text: &str,
    limit: u16,
    today: NaiveDate,
) -> Result<Vec<Suggestion>, StoreError> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(Vec::new());
    }
    let filter = PlayerFilter { text: Some(text.to_owned()), ..PlayerFilter::default() };
    let query = PlayerQuery { filter, limit, ..PlayerQuery::default() };
    let page = list::first_page(db, &query, today).await?;
    Ok(page
        .into_iter()
        .map(|player| Suggestion {
            id: player.id,
            name: player.display_name().to_owned(),
            detail: [
                player.position.map(|position| position.code().to_owned()),
                player.club.clone(),
                player.birth_date.map(|day| day.format("%Y").to_string()),
            ]
            .into_iter()
            .flatten()
            .collect::<Vec<_>>()
            .join(" · "),
        })
        .collect())
}

/// Clubs whose name begins with `text`, whatever its case and accents: at most `limit`, by name.
pub async fn clubs(
    db: &impl ConnectionTrait,
    text: &str,
    limit: u16,
) -> Result<Vec<String>, StoreError> {
    beginning_with(db, "club", text, limit).await
}

/// Competitions whose name begins with `text`, as [`clubs`].
pub async fn competitions(
    db: &impl ConnectionTrait,
    text: &str,
    limit: u16,
) -> Result<Vec<String>, StoreError> {
    beginning_with(db, "competition", text, limit).await
}

/// Steps from one distinct name to the next along the index: the cost is that of the answer, not of
/// the players.
async fn beginning_with(
    db: &impl ConnectionTrait,
    column: &'static str,
    text: &str,
    limit: u16,
) -> Result<Vec<String>, StoreError> {
    let next = |after: &str| {
        format!(
            "SELECT search_fold({column}) COLLATE \"C\" AS folded, {column} AS name
             FROM player
             WHERE deleted_at IS NULL AND search_fold({column}) COLLATE \"C\" {after}
               AND search_fold({column}) COLLATE \"C\" < search_fold($1) || U&'\\+10FFFF'
             ORDER BY search_fold({column}) COLLATE \"C\", id LIMIT 1"
        )
    };
    let first = next(">= search_fold($1)");
    let following = next("> found.folded");
    let sql = format!(
        "WITH RECURSIVE found AS (
             ({first})
             UNION ALL
             SELECT following.* FROM found, LATERAL ({following}) following
         )
         SELECT name FROM found LIMIT $2"
    );
    let rows = db
        .query_all_raw(Statement::from_sql_and_values(
            DatabaseBackend::Postgres,
            sql,
            [text.into(), i64::from(limit).into()],
        ))
        .await?;
    rows.iter().map(|row| Ok(row.try_get_by_index(0)?)).collect()
}
