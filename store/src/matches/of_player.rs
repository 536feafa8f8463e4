//! The matches of a player, and what all others did in theirs.

use chrono::NaiveDate;
use football::{MatchId, PlayerId, SeasonYears, Side};
use scouting_stats::played::{
    Ground, PlayedFigure, PlayedGame, PlayedMeasure, PlayedPeer, PlayedStanding, PlayedSum,
    standings, sums,
};
use sea_orm::{ConnectionTrait, QueryResult};

use super::side_of;
use crate::{StoreError, sql};

/// More matches of a player than anybody plays.
const MOST_MATCHES: i64 = 2_000;
/// More players than any house has matches of.
const MOST_PEERS: i64 = 50_000;

/// A match in whose line-up a player is known.
#[derive(Clone, Debug, PartialEq)]
pub struct MatchOfPlayer {
    /// The match.
    pub id: MatchId,
    /// The home team.
    pub home: String,
    /// The away team.
    pub away: String,
    /// Goals of home and away.
    pub score: Option<[u16; 2]>,
    /// `League`
    pub competition: Option<String>,
    /// The day it was played.
    pub played_on: Option<NaiveDate>,
    /// It was simulated.
    pub is_demo: bool,
    /// His place in the line-up.
    pub place: u16,
    /// His team.
    pub side: Side,
    /// Whether he kept goal.
    pub keeps_goal: bool,
    /// Whether there are positions of the match, and events.
    pub has: Held,
    /// How far the positions can be trusted, 0 to 100.
    pub quality: Option<u8>,
    /// The share of his time in which he was seen, 0 to 1.
    pub coverage: Option<f64>,
    /// His highest speed, m/s.
    pub top_speed_mps: Option<f64>,
    /// What else was measured of him.
    pub figures: PlayedGame,
}

/// What a match was made from.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Held {
    /// Positions.
    pub positions: bool,
    /// Events.
    pub events: bool,
}

/// What a player did in a season, or in all his matches, and where that stands.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Played {
    /// The matches, the newest first.
    pub matches: Vec<MatchOfPlayer>,
    /// The seasons that any match of his is of, the newest first.
    pub seasons: Vec<SeasonYears>,
    /// Whether he kept goal in most of the matches.
    pub keeps_goal: bool,
    /// His figures over the matches, each with its percentile or why there is none.
    pub standings: Vec<PlayedStanding>,
}

/// What a player did in the matches of `season`, or in all, and where his figures per 90 stand among those of all
/// players in the same matches' season.
///
/// # Errors
/// The database does not answer.
pub async fn played_by(
    db: &impl ConnectionTrait,
    player: PlayerId,
    season: Option<SeasonYears>,
) -> Result<Played, StoreError> {
    let mut matches = list_of_player(db, player).await?;
    let mut seasons: Vec<_> =
        matches.iter().filter_map(|game| game.played_on).map(SeasonYears::of).collect();
    // The matches are in the order of their days.
    seasons.dedup();
    if season.is_some() {
        matches.retain(|game| game.played_on.map(SeasonYears::of) == season);
    }
    let own = sums(matches.iter().map(|game| &game.figures));
    let in_goal = matches.iter().filter(|game| game.keeps_goal).count();
    let keeps_goal = 2 * in_goal > matches.len();
    let standings = if own.is_empty() {
        Vec::new()
    } else {
        standings(&own, keeps_goal, &peers_of_player(db, player, season).await?)
    };
    Ok(Played { matches, seasons, keeps_goal, standings })
}

/// In how many matches a player is known.
///
/// # Errors
/// The database does not answer.
pub async fn count_of_player(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<u64, StoreError> {
    const SQL: &str = "SELECT count(DISTINCT listed.match_id) FROM match_lineup AS listed
        JOIN match ON match.id = listed.match_id AND match.deleted_at IS NULL
        WHERE listed.player_id = $1";
    let row = sql::one(db, SQL, [player.0.into()]).await?;
    let count: i64 = row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    Ok(u64::try_from(count).unwrap_or_default())
}

/// The matches in which a player is known, the newest first: by the day they were played, then as they came.
async fn list_of_player(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<MatchOfPlayer>, StoreError> {
    const SQL: &str =
        "SELECT match.id, home.name AS home, away.name AS away, home_goals, away_goals,
            competition, played_on, is_demo, quality, is_from_video, xg_from, rate_hz,
            events_provider, listed.place, listed.side, listed.is_keeper, measured.minutes,
            measured.known_minutes, measured.distance_m, measured.high_speed_m, measured.sprint_m,
            measured.sprints, measured.top_speed_mps, measured.coverage, measured.shots,
            measured.goals, measured.xg, measured.passes, measured.passes_completed, measured.xt
        FROM match_lineup AS listed
        JOIN match ON match.id = listed.match_id AND match.deleted_at IS NULL
        JOIN team AS home ON home.id = home_team_id
        JOIN team AS away ON away.id = away_team_id
        LEFT JOIN player_match_statistics AS measured
            ON measured.match_id = listed.match_id AND measured.place = listed.place
            AND measured.part = 0
        WHERE listed.player_id = $1
        ORDER BY played_on DESC NULLS LAST, match.id DESC, listed.place LIMIT $2";
    sql::all(db, SQL, [player.0.into(), MOST_MATCHES.into()]).await?.iter().map(game).collect()
}

/// What everybody but `player` did, linked or not: sums over the matches of a season, or of all. Who is not linked is
/// one person where a provider gives him the same id in several matches, else one in each match. Positions from
/// broadcasts are left out: nobody is ranked by them.
async fn peers_of_player(
    db: &impl ConnectionTrait,
    player: PlayerId,
    season: Option<SeasonYears>,
) -> Result<Vec<PlayedPeer>, StoreError> {
    // He keeps goal who does so in most of his matches.
    const SQL: &str = "WITH played AS (
            SELECT CASE
                    WHEN listed.player_id IS NOT NULL THEN 'player ' || listed.player_id
                    WHEN listed.provider_id IS NOT NULL
                        THEN 'id ' || listed.provider || ' ' || listed.provider_id
                    ELSE 'place ' || listed.match_id || ' ' || listed.place
                END AS who,
                listed.is_keeper, is_from_video, xg_from,
                coalesce(known_minutes, minutes) AS seen, measured.*
            FROM player_match_statistics AS measured
            JOIN match ON match.id = measured.match_id AND match.deleted_at IS NULL
            JOIN match_lineup AS listed
                ON listed.match_id = measured.match_id AND listed.place = measured.place
            WHERE measured.part = 0 AND listed.player_id IS DISTINCT FROM $1
                AND ($2::date IS NULL OR (played_on >= $2 AND played_on < $3))
        )
        SELECT 2 * count(*) FILTER (WHERE is_keeper) > count(*) AS keeps_goal,
            sum(seen) FILTER (WHERE NOT is_from_video AND distance_m IS NOT NULL) AS seen,
            sum(distance_m) FILTER (WHERE NOT is_from_video AND seen IS NOT NULL) AS distance_m,
            sum(high_speed_m) FILTER (WHERE NOT is_from_video AND seen IS NOT NULL) AS high_speed_m,
            sum(sprint_m) FILTER (WHERE NOT is_from_video AND seen IS NOT NULL) AS sprint_m,
            (sum(sprints) FILTER (WHERE NOT is_from_video AND seen IS NOT NULL))::double precision AS sprints,
            sum(minutes) FILTER (WHERE shots IS NOT NULL) AS shooting,
            (sum(shots) FILTER (WHERE minutes IS NOT NULL))::double precision AS shots,
            (sum(goals) FILTER (WHERE minutes IS NOT NULL))::double precision AS goals,
            sum(minutes) FILTER (WHERE passes IS NOT NULL) AS passing,
            (sum(passes) FILTER (WHERE minutes IS NOT NULL))::double precision AS passes,
            (sum(passes_completed) FILTER (WHERE minutes IS NOT NULL))::double precision AS passes_completed,
            sum(xt) FILTER (WHERE minutes IS NOT NULL) AS xt,
            sum(minutes) FILTER (WHERE xg IS NOT NULL AND xg_from = 'provider') AS told,
            sum(xg) FILTER (WHERE minutes IS NOT NULL AND xg_from = 'provider') AS told_xg,
            sum(minutes) FILTER (WHERE xg IS NOT NULL AND xg_from IS DISTINCT FROM 'provider') AS modelled,
            sum(xg) FILTER (WHERE minutes IS NOT NULL AND xg_from IS DISTINCT FROM 'provider') AS model_xg
        FROM played GROUP BY who LIMIT $4";
    let days = season.map(|season| {
        let next = SeasonYears::beginning_in(season.first_year() + 1).unwrap_or(season);
        (season.first_day(), next.first_day())
    });
    let (from, until) = days.unzip();
    let values = [player.0.into(), from.into(), until.into(), MOST_PEERS.into()];
    sql::all(db, SQL, values).await?.iter().map(peer).collect()
}

fn peer(row: &QueryResult) -> Result<PlayedPeer, StoreError> {
    use PlayedMeasure as Is;
    const COLUMNS: [(Ground, Is, &str, &str); 11] = [
        (Ground::Tracking, Is::Distance, "seen", "distance_m"),
        (Ground::Tracking, Is::HighSpeedDistance, "seen", "high_speed_m"),
        (Ground::Tracking, Is::SprintDistance, "seen", "sprint_m"),
        (Ground::Tracking, Is::Sprints, "seen", "sprints"),
        (Ground::Events, Is::Shots, "shooting", "shots"),
        (Ground::Events, Is::Goals, "shooting", "goals"),
        (Ground::Events, Is::Passes, "passing", "passes"),
        (Ground::Events, Is::PassesCompleted, "passing", "passes_completed"),
        (Ground::Events, Is::Threat, "passing", "xt"),
        (Ground::ToldChances, Is::ExpectedGoals, "told", "told_xg"),
        (Ground::ModelChances, Is::ExpectedGoals, "modelled", "model_xg"),
    ];
    let mut sums = Vec::new();
    for (ground, measure, minutes, value) in COLUMNS {
        let minutes: Option<f64> = row.try_get("", minutes)?;
        let value: Option<f64> = row.try_get("", value)?;
        if let Some((minutes, value)) = minutes.zip(value) {
            let figure = PlayedFigure { ground, measure };
            sums.push(PlayedSum { figure, matches: 0, minutes, value });
        }
    }
    Ok(PlayedPeer { keeps_goal: row.try_get("", "keeps_goal")?, sums })
}

fn game(row: &QueryResult) -> Result<MatchOfPlayer, StoreError> {
    let count = |column: &str| -> Result<Option<u32>, StoreError> {
        Ok(row.try_get::<Option<i32>>("", column)?.and_then(|count| u32::try_from(count).ok()))
    };
    let small = |column: &str| -> Result<Option<u16>, StoreError> {
        Ok(row.try_get::<Option<i16>>("", column)?.and_then(|count| u16::try_from(count).ok()))
    };
    let side: String = row.try_get("", "side")?;
    let xg_from: Option<String> = row.try_get("", "xg_from")?;
    let score = small("home_goals")?.zip(small("away_goals")?);
    Ok(MatchOfPlayer {
        id: MatchId(row.try_get("", "id")?),
        home: row.try_get("", "home")?,
        away: row.try_get("", "away")?,
        score: score.map(|(home, away)| [home, away]),
        competition: row.try_get("", "competition")?,
        played_on: row.try_get("", "played_on")?,
        is_demo: row.try_get("", "is_demo")?,
        place: small("place")?.unwrap_or_default(),
        side: side_of(&side)?,
        keeps_goal: row.try_get("", "is_keeper")?,
        has: Held {
            positions: row.try_get::<Option<f64>>("", "rate_hz")?.is_some(),
            events: row.try_get::<Option<String>>("", "events_provider")?.is_some(),
        },
        quality: small("quality")?.and_then(|of| u8::try_from(of).ok()),
        coverage: row.try_get("", "coverage")?,
        top_speed_mps: row.try_get("", "top_speed_mps")?,
        figures: PlayedGame {
            minutes: row.try_get("", "minutes")?,
            known_minutes: row.try_get("", "known_minutes")?,
            is_from_video: row.try_get("", "is_from_video")?,
            chances_are_told: xg_from.as_deref() == Some("provider"),
            distance_m: row.try_get("", "distance_m")?,
            high_speed_m: row.try_get("", "high_speed_m")?,
            sprint_m: row.try_get("", "sprint_m")?,
            sprints: count("sprints")?,
            shots: count("shots")?,
            goals: count("goals")?,
            xg: row.try_get("", "xg")?,
            passes: count("passes")?,
            passes_completed: count("passes_completed")?,
            xt: row.try_get("", "xt")?,
        },
    })
}
