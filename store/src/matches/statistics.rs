//! What was measured of players, match by match.

use football::{MatchId, PlayerId};
use sea_orm::{ConnectionTrait, FromQueryResult};

use crate::{StoreError, sql::Sql};

/// Which part of a match: 0 the whole, the others its periods.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Part(pub u8);

/// What was measured of a player in a part of a match. Metres, seconds, minutes; `None` was not measured.
#[derive(Clone, Debug, Default, PartialEq, FromQueryResult)]
#[expect(
    missing_docs,
    reason = "the columns of player_match_statistics, described there and in the REST schema"
)]
pub struct PlayerStatistics {
    pub match_id: i64,
    pub place: i16,
    pub part: i16,
    pub side: String,
    pub shirt: Option<i16>,
    pub name: Option<String>,
    pub player_id: Option<i64>,
    pub minutes: Option<f64>,
    pub known_minutes: Option<f64>,
    pub distance_m: Option<f64>,
    pub high_speed_m: Option<f64>,
    pub sprint_m: Option<f64>,
    pub sprints: Option<i32>,
    pub top_speed_mps: Option<f64>,
    pub accelerating_secs: Option<f64>,
    pub braking_secs: Option<f64>,
    pub power_w_per_kg: Option<f64>,
    pub interpolated: Option<f64>,
    pub coverage: Option<f64>,
    pub passes: Option<i32>,
    pub passes_completed: Option<i32>,
    pub shots: Option<i32>,
    pub goals: Option<i32>,
    pub xg: Option<f64>,
    pub xt: Option<f64>,
}

/// Some figures, and how many there are.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StatisticsPage {
    /// By match, the newest first, then by place.
    pub items: Vec<PlayerStatistics>,
    /// How many fit the question.
    pub total: u64,
}

/// What was measured in a part of matches: of one match, of one player, or of all.
///
/// # Errors
/// The database does not answer.
pub async fn list_statistics(
    db: &impl ConnectionTrait,
    of_match: Option<MatchId>,
    of_player: Option<PlayerId>,
    part: Part,
    offset: u64,
    limit: u64,
) -> Result<StatisticsPage, StoreError> {
    let mut found = Sql::default();
    let part = found.bind(i16::from(part.0));
    let of_match = of_match.map(|MatchId(id)| found.bind(id));
    let of_match = of_match.map(|id| format!(" AND measured.match_id = {id}")).unwrap_or_default();
    let of_player = of_player.map(|PlayerId(id)| found.bind(id));
    let of_player = of_player.map(|id| format!(" AND listed.player_id = {id}")).unwrap_or_default();
    let offset = found.bind(i64::try_from(offset).unwrap_or(i64::MAX));
    let limit = found.bind(i64::try_from(limit).unwrap_or(i64::MAX));
    let text = format!(
        "SELECT measured.*, listed.side, listed.shirt, listed.name, listed.player_id,
             count(*) OVER () AS total
         FROM player_match_statistics AS measured
         JOIN match ON match.id = measured.match_id AND match.deleted_at IS NULL
         JOIN match_lineup AS listed
             ON listed.match_id = measured.match_id AND listed.place = measured.place
         WHERE measured.part = {part} {of_match} {of_player}
         ORDER BY measured.match_id DESC, measured.place OFFSET {offset} LIMIT {limit}"
    );
    let rows = db.query_all_raw(found.statement(text)).await?;
    let total = match rows.first() {
        Some(row) => u64::try_from(row.try_get::<i64>("", "total")?).unwrap_or_default(),
        None => 0,
    };
    let items = rows.iter().map(|row| PlayerStatistics::from_query_result(row, ""));
    Ok(StatisticsPage { items: items.collect::<Result<_, _>>()?, total })
}
