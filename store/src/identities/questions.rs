//! The questions that wait for a person, and what was decided lately.

use chrono::{DateTime, Utc};
use football::{
    Player, PlayerId,
    identity::{Candidate, Sign},
};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{StoreError, players, sql};

/// A provider's player of whom nobody knows for certain who he is.
#[derive(Clone, Debug, PartialEq)]
pub struct Question {
    /// Identifies the question.
    pub id: i64,
    /// Whose player he is.
    pub provider: String,
    /// The season in which he was last seen there.
    pub season: String,
    /// His name there.
    pub name: String,
    /// His nation, as written.
    pub nation: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i16>,
    /// Where he played, as written.
    pub positions: String,
    /// The club of most minutes.
    pub club: Option<String>,
    /// Its competition.
    pub competition: Option<String>,
    /// Minutes played.
    pub minutes: i32,
    /// Who may be meant, the likeliest first; without those deleted since.
    pub candidates: Vec<QuestionCandidate>,
}

/// One of our players who may be meant.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionCandidate {
    /// The player.
    pub player: Player,
    /// What speaks for him and against him.
    pub signs: Vec<Sign>,
}

/// A question that a person has answered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// Identifies the question.
    pub id: i64,
    /// Whose player he is.
    pub provider: String,
    /// His name there.
    pub name: String,
    /// He is one of those asked about.
    pub same: bool,
    /// Which one; `None` where he is none of them, or that player is gone.
    pub player: Option<(PlayerId, String)>,
    /// Who said so; `None` when that account is gone.
    pub decided_by: Option<String>,
    /// When.
    pub decided_at: DateTime<Utc>,
}

/// Questions that wait.
///
/// # Errors
/// The database does not answer.
pub async fn count_open(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    const COUNT: &str = "SELECT count(*) FROM identity_question WHERE state = 'open'";
    let row = sql::one(db, COUNT, []).await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(0);
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The open questions after the one called `after`, oldest first, at most `limit`; from the beginning
/// where none is left behind it.
///
/// # Errors
/// The database does not answer, or holds what this release cannot read.
pub async fn next_open(
    db: &impl ConnectionTrait,
    after: Option<i64>,
    limit: u32,
) -> Result<Vec<Question>, StoreError> {
    const READ: &str = "
        SELECT q.id, q.provider, s.season, line.name, line.nation, line.birth_year, line.positions,
            line.club, line.competition, line.minutes, q.candidates
        FROM identity_question q
        JOIN player_season line ON line.id = q.line_id
        JOIN season_set s ON s.id = line.set_id
        WHERE q.state = 'open'
        ORDER BY q.id <= $1, q.id LIMIT $2";
    let rows =
        sql::all(db, READ, [after.unwrap_or(i64::MIN).into(), i64::from(limit).into()]).await?;
    let mut questions = Vec::with_capacity(rows.len());
    for row in &rows {
        questions.push(question(db, row).await?);
    }
    Ok(questions)
}

/// What persons decided last, newest first.
///
/// # Errors
/// The database does not answer.
pub async fn decided_lately(
    db: &impl ConnectionTrait,
    limit: u32,
) -> Result<Vec<Decided>, StoreError> {
    const READ: &str = "
        SELECT q.id, q.provider, line.name, player.id, coalesce(player.known_name, player.name),
            account.name, q.decided_at, q.state = 'same'
        FROM identity_question q
        JOIN player_season line ON line.id = q.line_id
        LEFT JOIN player_identity identity
          ON q.state = 'same' AND identity.provider = q.provider AND identity.key = q.key
        LEFT JOIN player ON player.id = identity.player_id
        LEFT JOIN account ON account.id = q.decided_by
        WHERE q.decided_at IS NOT NULL
        ORDER BY q.decided_at DESC, q.id DESC LIMIT $1";
    let rows = sql::all(db, READ, [i64::from(limit).into()]).await?;
    rows.iter()
        .map(|row| {
            let id: Option<i64> = row.try_get_by_index(3)?;
            let name: Option<String> = row.try_get_by_index(4)?;
            Ok(Decided {
                id: row.try_get_by_index(0)?,
                provider: row.try_get_by_index(1)?,
                name: row.try_get_by_index(2)?,
                player: id.map(PlayerId).zip(name),
                decided_by: row.try_get_by_index(5)?,
                decided_at: row.try_get_by_index(6)?,
                same: row.try_get_by_index(7)?,
            })
        })
        .collect()
}

async fn question(db: &impl ConnectionTrait, row: &QueryResult) -> Result<Question, StoreError> {
    let candidates = read_candidates(row.try_get_by_index(10)?)?;
    let ids: Vec<PlayerId> = candidates.iter().map(|candidate| candidate.player).collect();
    let players = players::find_many(db, &ids).await?;
    let candidates = candidates
        .into_iter()
        .filter_map(|Candidate { player: id, signs }| {
            let player = players.iter().find(|player| player.id == id)?.clone();
            Some(QuestionCandidate { player, signs })
        })
        .collect();
    Ok(Question {
        id: row.try_get_by_index(0)?,
        provider: row.try_get_by_index(1)?,
        season: row.try_get_by_index(2)?,
        name: row.try_get_by_index(3)?,
        nation: row.try_get_by_index(4)?,
        birth_year: row.try_get_by_index(5)?,
        positions: row.try_get_by_index(6)?,
        club: row.try_get_by_index(7)?,
        competition: row.try_get_by_index(8)?,
        minutes: row.try_get_by_index(9)?,
        candidates,
    })
}

pub(super) fn read_candidates(stored: serde_json::Value) -> Result<Vec<Candidate>, StoreError> {
    serde_json::from_value(stored).map_err(|source| StoreError::Unreadable {
        what: "candidates of a question",
        source: source.into(),
    })
}
