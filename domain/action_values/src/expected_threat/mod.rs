//! Expected threat (xT): how likely a goal comes of having the ball in a part of the pitch, and what an action adds
//! that moves it.

mod fit;
mod published;

use serde::{Deserialize, Serialize};

pub use fit::{FittedThreat, fit};
pub use published::published;

use crate::spadl::{Action, ActionKind, ActionResult, LENGTH_M, WIDTH_M};

/// The threat of each cell of a grid over the pitch, for a team that attacks towards x = 105.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ThreatGrid {
    /// Cells from goal line to goal line; the first is at the own goal.
    pub columns: usize,
    /// Cells from touchline to touchline; the first is at the left one, where y is largest.
    pub rows: usize,
    /// The probability of a goal, row by row.
    pub values: Vec<f64>,
}

impl ThreatGrid {
    /// The threat of a place, metres.
    pub fn at(&self, place_m: [f64; 2]) -> f64 {
        self.values.get(cell(self.columns, self.rows, place_m)).copied().unwrap_or_default()
    }

    /// What an action added: the threat where it ended less that where it began. Only passes, crosses and dribbles
    /// that succeeded move the ball and keep it; the others have no value.
    pub fn value(&self, action: &Action) -> Option<f64> {
        let action = action.attacking_right();
        (moves(&action) && action.result == ActionResult::Success)
            .then(|| self.at(action.end_m) - self.at(action.start_m))
    }
}

/// Whether the action moves the ball in open play.
fn moves(action: &Action) -> bool {
    matches!(action.kind, ActionKind::Pass | ActionKind::Cross | ActionKind::Dribble)
}

/// The cell of a place; a place outside is in the nearest.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a place of the pitch is in a cell of the grid"
)]
#[expect(clippy::cast_sign_loss, reason = "what is below nought becomes nought")]
#[expect(clippy::cast_precision_loss, reason = "a grid has few cells")]
fn cell(columns: usize, rows: usize, [x, y]: [f64; 2]) -> usize {
    let along =
        |share: f64, cells: usize| ((share * cells as f64) as usize).min(cells.saturating_sub(1));
    let row = rows.saturating_sub(1) - along(y / WIDTH_M, rows);
    row * columns + along(x / LENGTH_M, columns)
}
