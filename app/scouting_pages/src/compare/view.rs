//! Players side by side as their page shows them: words ready to be drawn.

use football::PlayerId;
use serde::{Deserialize, Serialize};

use crate::season::ChoiceView;

/// The comparison.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareView {
    /// The players, in the order of asking.
    pub players: Vec<ComparedPlayer>,
    /// Seasons and peers; `None` where none of them has a season.
    pub choice: Option<ChoiceView>,
    /// Season and peers: `FBref 2022/2023 · all competitions · 900 min or more`; may be empty.
    pub about: String,
    /// What the reader has to know before reading on.
    pub notes: Vec<String>,
    /// What is known beside the season, a cell a player.
    pub profile: Vec<ProfileRow>,
    /// The axes, or why there are none.
    pub radar: Result<Vec<ComparedAxis>, String>,
    /// Metrics by the side of the game.
    pub groups: Vec<CompareGroup>,
    /// Who may be added, where somebody was looked for.
    pub suggestions: Vec<SuggestedPlayer>,
}

/// A player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedPlayer {
    /// Identifies him.
    pub id: PlayerId,
    /// His name.
    pub name: String,
}

/// A player who may be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SuggestedPlayer {
    /// Identifies him.
    pub id: PlayerId,
    /// His name.
    pub name: String,
    /// What tells namesakes apart.
    pub detail: String,
}

/// A line of the profile.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProfileRow {
    /// What it is.
    pub label: String,
    /// `None` where it is unknown.
    pub cells: Vec<Option<String>>,
}

/// An axis of the radar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ComparedAxis {
    /// The metric.
    pub name: String,
    /// The block of the template.
    pub block: String,
    /// One a player.
    pub percentiles: Vec<Option<u8>>,
}

/// Metrics of one side of the game.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareGroup {
    /// `Passing`
    pub label: String,
    /// The metrics.
    pub rows: Vec<CompareRow>,
}

/// A metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareRow {
    /// Its name.
    pub name: String,
    /// Less is better.
    pub lower_is_better: bool,
    /// One a player.
    pub cells: Vec<CompareCell>,
}

/// What a metric says of a player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareCell {
    /// His figure; `None` where it is unknown.
    pub figure: Option<String>,
    /// Where he stands among the peers of his own position.
    pub percentile: Option<u8>,
    /// `best`, `most`, or how far it is from there: `−0.12`; may be empty.
    pub mark: String,
    /// It is the best of those compared, or the most where nobody says what is good.
    pub leads: bool,
}
