//! Similar players as their page shows them, in words and whole numbers.

use football::PlayerId;
use serde::{Deserialize, Serialize};

use crate::season::ChoiceView;

/// What is known of who is like a player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarAnswerView {
    /// What can be chosen; `None` where no season of the player is held.
    pub choice: Option<ChoiceView>,
    /// Peers and period; empty where there are none.
    pub peers: String,
    /// How metrics are weighed, and where that is from.
    pub weighing: String,
    /// The most alike first, or why there are none.
    pub rows: Result<Vec<SimilarRow>, String>,
    /// How many were left out because what is asked for is not known of them; empty for none.
    pub left_out: String,
}

/// A player like another.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarRow {
    /// His name.
    pub name: String,
    /// Who he is; `None` while nobody knows.
    pub player: Option<PlayerId>,
    /// Club and competition in that season.
    pub place: String,
    /// Age in that season; `None` where unknown.
    pub age: Option<String>,
    /// `3,103 min in 37 matches`
    pub minutes: String,
    /// The newest value with its source and day; `None` where unknown.
    pub value: Option<String>,
    /// How alike, 0 to 100: `90.0`.
    pub score: String,
    /// What adds most, and what takes away most.
    pub reasons: Vec<ReasonView>,
    /// What all other metrics add together.
    pub others: ReasonView,
    /// The most points of a reason, in tenths: the length of its bar.
    pub most_tenths: i32,
}

/// A reason.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReasonView {
    /// The metric.
    pub name: String,
    /// Points, in tenths. Those of all reasons and of the others add up to the score shown.
    pub tenths: i32,
    /// `12.3`
    pub points: String,
    /// Both players' distances from the peers' mean: `+1.2 and +0.9`; empty for the others.
    pub distances: String,
}
