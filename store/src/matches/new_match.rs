//! What is kept of a match.

use football::{Pitch, Position, Side};
use serde::Serialize;
use serde_json::Value;

use super::MatchSettings;

/// Everything that is kept of a match.
#[derive(Clone, Debug, Default)]
pub struct NewMatch {
    /// Names, day and place; home and away are never empty.
    pub settings: MatchSettings,
    /// Goals of home and away.
    pub score: Option<[u16; 2]>,
    /// The content of its files: the same files make the same match.
    pub content_key: String,
    /// Whose positions there are.
    pub tracking_provider: Option<String>,
    /// Whose events there are.
    pub events_provider: Option<String>,
    /// 0 to 100.
    pub quality: Option<u8>,
    /// Ticks a second and the pitch.
    pub recorded: Option<(f64, Pitch)>,
    /// Whether the positions are from a broadcast's picture.
    pub is_from_video: bool,
    /// Whose the chances are; `None` without events.
    pub chances_from: Option<ChancesFrom>,
    /// It was simulated for the demo.
    pub is_demo: bool,
    /// Who played, by the places of their tracks.
    pub line_up: Vec<NewLineUp>,
    /// Where the frames are.
    pub periods: Vec<NewPeriod>,
    /// What was measured of each player.
    pub statistics: Vec<NewStatistics>,
    /// How teams stood.
    pub formations: Vec<FormationRow>,
    /// Where the ball was, once a second.
    pub ball: Vec<BallSecond>,
    /// The report with its version.
    pub report: (u32, Value),
    /// What happened, on the clock of the frames, with its version.
    pub events: (u32, Value),
}

/// Whose the chances of a match are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChancesFrom {
    /// The provider's of the events.
    Provider,
    /// Our model's.
    Model,
}

impl ChancesFrom {
    /// As rows name it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Provider => "provider",
            Self::Model => "model",
        }
    }
}

/// Who played.
#[derive(Clone, Debug, PartialEq)]
pub struct NewLineUp {
    /// His team.
    pub side: Side,
    /// The number on his shirt.
    pub shirt: Option<u16>,
    /// Whose id the next is.
    pub provider: String,
    /// His id at the provider.
    pub provider_id: Option<String>,
    /// His name.
    pub name: Option<String>,
    /// Whether he began.
    pub starter: Option<bool>,
    /// Where he played.
    pub position: Option<Position>,
    /// Whether he keeps goal.
    pub is_keeper: bool,
    /// Whether there are positions of him.
    pub is_tracked: bool,
}

/// Where the frames of a period are.
#[derive(Clone, Debug, Serialize)]
pub struct NewPeriod {
    /// 1 and 2 are the halves.
    pub number: u8,
    /// The provider's number of its first frame.
    pub first_frame: i64,
    /// How many ticks it has.
    pub ticks: u32,
    /// Whether the home team attacks towards +x.
    pub home_attacks_right: Option<bool>,
    /// The share of places that were filled in, 0 to 1.
    pub interpolated: f64,
    /// The file with the chunks.
    pub frames_sha256: String,
    /// Its bytes.
    pub frames_bytes: u64,
    /// Ticks of every chunk but the last.
    pub chunk_ticks: u32,
    /// Where each chunk ends in the file.
    pub chunk_ends: Vec<u64>,
    /// The same frames as Parquet.
    pub table_sha256: String,
    /// Its bytes.
    pub table_bytes: u64,
}

/// What was measured of a player in a part of the match. Metres, seconds, minutes.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
#[expect(
    missing_docs,
    reason = "the columns of player_match_statistics, described there and in the REST schema"
)]
pub struct NewStatistics {
    /// The place of his track.
    pub place: u16,
    /// 0 is the whole match, others are its periods.
    pub part: u8,
    pub minutes: Option<f64>,
    pub known_minutes: Option<f64>,
    pub distance_m: Option<f64>,
    pub high_speed_m: Option<f64>,
    pub sprint_m: Option<f64>,
    pub sprints: Option<u32>,
    pub top_speed_mps: Option<f64>,
    pub accelerating_secs: Option<f64>,
    pub braking_secs: Option<f64>,
    pub power_w_per_kg: Option<f64>,
    pub interpolated: Option<f64>,
    pub coverage: Option<f64>,
    pub passes: Option<u32>,
    pub passes_completed: Option<u32>,
    pub shots: Option<u32>,
    pub goals: Option<u32>,
    pub xg: Option<f64>,
    pub xt: Option<f64>,
}

/// How a team stood for some time.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FormationRow {
    /// `home` or `away`.
    pub side: &'static str,
    /// `in_possession`, `out_of_possession` or `all`.
    pub phase: &'static str,
    /// The period.
    pub period: u8,
    /// Seconds since its beginning.
    pub from_secs: f64,
    /// Likewise.
    pub until_secs: f64,
    /// From the back: `4-3-3`.
    pub shape: String,
    /// How far from its template.
    pub cost: f64,
}

/// Where the ball was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BallSecond {
    /// The period.
    pub period: u8,
    /// Seconds since its beginning.
    pub second: u32,
    /// Along the pitch.
    pub x_cm: i16,
    /// Across it.
    pub y_cm: i16,
    /// `home` or `away`, as the provider says.
    pub possession: Option<&'static str>,
}
