//! Matches as the API writes them.

use chrono::NaiveDate;
use serde::Serialize;
use store::matches::{MatchPage, MatchRow};
use utoipa::ToSchema;

/// A match.
#[derive(Serialize, ToSchema)]
pub(super) struct MatchBody {
    id: i64,
    home: String,
    away: String,
    /// Goals by the events, else as somebody said; null where nobody knows.
    home_goals: Option<u16>,
    /// Likewise.
    away_goals: Option<u16>,
    competition: Option<String>,
    round: Option<String>,
    played_on: Option<NaiveDate>,
    venue: Option<String>,
    /// Whose positions there are.
    tracking_provider: Option<String>,
    /// Whose events there are.
    events_provider: Option<String>,
    /// How far the positions can be trusted, 0 to 100.
    quality: Option<u8>,
    /// Frames a second.
    rate_hz: Option<f64>,
    /// Metres.
    pitch_length_m: Option<f64>,
    /// Metres.
    pitch_width_m: Option<f64>,
    /// It was simulated for the demo.
    is_demo: bool,
    /// Clips that were saved.
    clips: u64,
}

/// Some matches.
#[derive(Serialize, ToSchema)]
pub(super) struct MatchPageBody {
    items: Vec<MatchBody>,
    /// How many fit.
    total: u64,
    /// Always null: ask for the next `page`.
    next_cursor: Option<String>,
}

impl From<MatchRow> for MatchBody {
    fn from(found: MatchRow) -> Self {
        let [home_goals, away_goals] = [0, 1].map(|side| found.score.map(|score| score[side]));
        Self {
            id: found.id.0,
            home: found.home,
            away: found.away,
            home_goals,
            away_goals,
            competition: found.competition,
            round: found.round,
            played_on: found.played_on,
            venue: found.venue,
            tracking_provider: found.tracking_provider,
            events_provider: found.events_provider,
            quality: found.quality,
            rate_hz: found.recorded.map(|(rate_hz, _)| rate_hz),
            pitch_length_m: found.recorded.map(|(_, pitch)| pitch.length_m),
            pitch_width_m: found.recorded.map(|(_, pitch)| pitch.width_m),
            is_demo: found.is_demo,
            clips: found.clips,
        }
    }
}

impl From<MatchPage> for MatchPageBody {
    fn from(page: MatchPage) -> Self {
        let items = page.items.into_iter().map(MatchBody::from).collect();
        Self { items, total: page.total, next_cursor: None }
    }
}
