//! A season as its page shows it: words ready to be drawn, so that the browser formats no number and
//! reads no more JSON than it shows.

use serde::{Deserialize, Serialize};

use super::{ChoiceView, whose::WhoseView};

/// What is known of a player's season.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonAnswer {
    /// What can be chosen; `None` where no season of the player is held.
    pub choice: Option<ChoiceView>,
    /// The season, or why it cannot be told.
    pub season: Result<SeasonView, String>,
    /// Whose figures they were taken for, where names had to be compared; for those who may take it back.
    pub(super) whose: Option<WhoseView>,
}

/// A season.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonView {
    /// Peers and period: `214 attackers · all competitions · 900 min or more`.
    pub peers: String,
    /// `FBref 2022/2023`
    pub source: String,
    /// Club, minutes and matches of the player himself.
    pub own: String,
    /// What the reader has to know before reading on.
    pub notes: Vec<String>,
    /// From where `r` is, or why it is unknown.
    pub stability: String,
    /// The axes with their percentiles, or why there are none.
    pub radar: Result<Vec<AxisView>, String>,
    /// The performance score.
    pub score: ScoreView,
    /// Every metric, by the side of the game.
    pub groups: Vec<GroupView>,
}

/// An axis of the radar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AxisView {
    /// The metric.
    pub name: String,
    /// The block of the template.
    pub block: String,
    /// `None` where it is unknown.
    pub percentile: Option<u8>,
}

/// Metrics of one side of the game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupView {
    /// `Passing`
    pub label: String,
    /// The metrics.
    pub rows: Vec<MetricRow>,
}

/// What one metric says of the player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetricRow {
    /// The metric.
    pub name: String,
    /// Less is better: the percentile is turned round.
    pub lower_is_better: bool,
    /// His figure; `None` where it is unknown.
    pub figure: Option<String>,
    /// The same drawn towards the peers' mean; only of rates.
    pub shrunk: Option<String>,
    /// Where he stands.
    pub percentile: Option<u8>,
    /// Why nowhere.
    pub why: String,
    /// Peers whose figure is known.
    pub n: u32,
    /// Correlation from year to year: `.52`.
    pub r: Option<String>,
    /// It is too low to build on.
    pub r_is_low: bool,
}

/// The performance score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScoreView {
    /// The score with how minutes draw it to the middle, or why there is none.
    pub score: Result<(String, String), String>,
    /// The template with its version; `None` where the position is unknown.
    pub template: Option<String>,
    /// `24 of 27 points of weight are known.`
    pub known: String,
    /// Volume, then quality.
    pub blocks: Vec<BlockView>,
}

/// A block of the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct BlockView {
    /// `Volume`
    pub label: String,
    /// Weighted mean of its percentiles.
    pub raw: Option<String>,
    /// What counts in it.
    pub parts: Vec<PartView>,
}

/// A metric of the template.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// The metric.
    pub name: String,
    /// Its weight.
    pub weight: String,
    /// `None` where it is unknown: then it does not count.
    pub percentile: Option<u8>,
    /// What it adds to the raw score; `None` where there is no score.
    pub points: Option<String>,
}
