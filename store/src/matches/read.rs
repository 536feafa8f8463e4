//! Matches as lists and pages show them.

use chrono::NaiveDate;
use football::{MatchId, Pitch};
use sea_orm::{ConnectionTrait, QueryResult};

use crate::{
    StoreError,
    sql::{self, Sql},
};

/// A match.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchRow {
    /// Identifies it.
    pub id: MatchId,
    /// The home team.
    pub home: String,
    /// The away team.
    pub away: String,
    /// Goals of home and away.
    pub score: Option<[u16; 2]>,
    /// `League`
    pub competition: Option<String>,
    /// `14`
    pub round: Option<String>,
    /// The day it was played.
    pub played_on: Option<NaiveDate>,
    /// The ground.
    pub venue: Option<String>,
    /// Whose positions there are.
    pub tracking_provider: Option<String>,
    /// Whose events there are.
    pub events_provider: Option<String>,
    /// 0 to 100; `None` without positions.
    pub quality: Option<u8>,
    /// Ticks a second and the pitch; `None` without positions.
    pub recorded: Option<(f64, Pitch)>,
    /// Whether the positions are from a broadcast's picture.
    pub is_from_video: bool,
    /// It was simulated for the demo.
    pub is_demo: bool,
    /// Clips that were saved.
    pub clips: u64,
}

/// Which matches are asked for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MatchQuery {
    /// A part of a team's, a competition's or a ground's name; empty, all.
    pub text: String,
    /// Only those with positions.
    pub with_positions: bool,
    /// How many to leave out.
    pub offset: u64,
    /// At most so many.
    pub limit: u64,
}

/// Some matches, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct MatchPage {
    /// The newest first.
    pub items: Vec<MatchRow>,
    /// How many fit the question.
    pub total: u64,
}

/// More words are not looked for.
const MOST_WORDS: usize = 8;

const COLUMNS: &str =
    "match.id, home.name AS home, away.name AS away, home_goals, away_goals, competition,
        round, played_on, venue, tracking_provider, events_provider, quality, rate_hz,
        pitch_length_cm, pitch_width_cm, is_from_video, is_demo,
        (SELECT count(*) FROM video_segment AS clip
         WHERE clip.match_id = match.id AND clip.deleted_at IS NULL) AS clips";
const FROM: &str = "FROM match JOIN team AS home ON home.id = home_team_id
        JOIN team AS away ON away.id = away_team_id
    WHERE match.deleted_at IS NULL";

/// The match with this id.
///
/// # Errors
/// The database does not answer.
pub async fn find(db: &impl ConnectionTrait, id: MatchId) -> Result<Option<MatchRow>, StoreError> {
    let text = format!("SELECT {COLUMNS} {FROM} AND match.id = $1");
    let row = sql::one(db, &text, [id.0.into()]).await?;
    row.as_ref().map(match_row).transpose()
}

/// The matches that fit, the newest first: by the day they were played, then as they came.
///
/// # Errors
/// The database does not answer.
pub async fn list(db: &impl ConnectionTrait, query: &MatchQuery) -> Result<MatchPage, StoreError> {
    let mut found = Sql::default();
    let mut conditions: Vec<_> = query
        .text
        .split_whitespace()
        .take(MOST_WORDS)
        .map(|word| {
            let pattern = found.bind(format!("%{}%", escaped(&word.to_lowercase())));
            format!(
                " AND (home.name_key LIKE {pattern} OR away.name_key LIKE {pattern}
                    OR lower(coalesce(competition, '')) LIKE {pattern}
                    OR lower(coalesce(venue, '')) LIKE {pattern})"
            )
        })
        .collect();
    if query.with_positions {
        conditions.push(" AND rate_hz IS NOT NULL".to_owned());
    }
    let conditions = conditions.concat();
    let offset = found.bind(i64::try_from(query.offset).unwrap_or(i64::MAX));
    let limit = found.bind(i64::try_from(query.limit).unwrap_or(i64::MAX));
    let text = format!(
        "SELECT {COLUMNS}, count(*) OVER () AS total {FROM} {conditions}
         ORDER BY played_on DESC NULLS LAST, match.id DESC OFFSET {offset} LIMIT {limit}"
    );
    let rows = db.query_all_raw(found.statement(text)).await?;
    let total = match rows.first() {
        Some(row) => u64::try_from(row.try_get::<i64>("", "total")?).unwrap_or_default(),
        None => 0,
    };
    Ok(MatchPage { items: rows.iter().map(match_row).collect::<Result<_, _>>()?, total })
}

/// A word in which the signs of a pattern stand for themselves, without the letter that is in no stored text.
fn escaped(word: &str) -> String {
    word.chars()
        .filter(|letter| *letter != '\0')
        .flat_map(|letter| {
            matches!(letter, '%' | '_' | '\\').then_some('\\').into_iter().chain([letter])
        })
        .collect()
}

fn match_row(row: &QueryResult) -> Result<MatchRow, StoreError> {
    let goals = |column: &str| -> Result<Option<u16>, StoreError> {
        Ok(row.try_get::<Option<i16>>("", column)?.and_then(|goals| u16::try_from(goals).ok()))
    };
    let metres = |column: &str| -> Result<Option<f64>, StoreError> {
        Ok(row.try_get::<Option<i32>>("", column)?.map(|cm| f64::from(cm) / 100.0))
    };
    let rate_hz: Option<f64> = row.try_get("", "rate_hz")?;
    let pitch = metres("pitch_length_cm")?.zip(metres("pitch_width_cm")?);
    let pitch = pitch.map(|(length_m, width_m)| Pitch { length_m, width_m });
    Ok(MatchRow {
        id: MatchId(row.try_get("", "id")?),
        home: row.try_get("", "home")?,
        away: row.try_get("", "away")?,
        score: goals("home_goals")?.zip(goals("away_goals")?).map(|(home, away)| [home, away]),
        competition: row.try_get("", "competition")?,
        round: row.try_get("", "round")?,
        played_on: row.try_get("", "played_on")?,
        venue: row.try_get("", "venue")?,
        tracking_provider: row.try_get("", "tracking_provider")?,
        events_provider: row.try_get("", "events_provider")?,
        quality: row.try_get::<Option<i16>>("", "quality")?.and_then(|of| u8::try_from(of).ok()),
        recorded: rate_hz.zip(pitch),
        is_from_video: row.try_get("", "is_from_video")?,
        is_demo: row.try_get("", "is_demo")?,
        clips: u64::try_from(row.try_get::<i64>("", "clips")?).unwrap_or_default(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_signs_of_a_pattern_stand_for_themselves() {
        assert_eq!(escaped("100%_a\\b\0"), "100\\%\\_a\\\\b");
    }
}
