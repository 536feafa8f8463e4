//! Fits a grid of threat to actions.

use super::{Action, ActionKind, ActionResult, ThreatGrid, cell, moves};

/// Cells of the grid that is usual: 16 by 12.
const USUAL: [usize; 2] = [16, 12];

/// The rounds end when no cell grows by more.
const GROWTH: f64 = 1e-5;

/// A ball can move on for so many rounds; fits of real seasons end after some 30.
const MOST_ROUNDS: usize = 1_000;

/// A grid, and in how many rounds it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct FittedThreat {
    /// The grid of 16 by 12 cells.
    pub grid: ThreatGrid,
    /// Moves that are looked ahead.
    pub rounds: usize,
}

/// What happened in a cell.
#[derive(Clone, Copy, Default)]
struct Count {
    shots: f64,
    goals: f64,
    moves: f64,
}

/// The grid of these actions: `xT = P(shot) P(goal | shot) + P(move) Σ T xT`, where T is the share of a cell's
/// moves that ended well in another one (Karun Singh, 2019, as `socceraction` counts). Shots are those of open play.
pub fn fit<'a>(actions: impl IntoIterator<Item = &'a Action>) -> FittedThreat {
    let [columns, rows] = USUAL;
    let cells = columns * rows;
    let mut counts = vec![Count::default(); cells];
    let mut ways = vec![0.0_f64; cells * cells];
    for action in actions {
        let action = action.attacking_right();
        let from = cell(columns, rows, action.start_m);
        let well = action.result == ActionResult::Success;
        if action.kind == ActionKind::Shot {
            counts[from].shots += 1.0;
            counts[from].goals += f64::from(u8::from(well));
        } else if moves(&action) {
            counts[from].moves += 1.0;
            if well {
                ways[from * cells + cell(columns, rows, action.end_m)] += 1.0;
            }
        }
    }
    let scores: Vec<f64> = counts.iter().map(|count| share(count.goals, count.all())).collect();
    for (count, ways) in counts.iter().zip(ways.chunks_mut(cells)) {
        for way in ways {
            // P(move) and T have the cell's moves in common.
            *way = share(*way, count.all());
        }
    }
    let mut values = vec![0.0; cells];
    let mut rounds = 0;
    let mut grew = true;
    while grew && rounds < MOST_ROUNDS {
        let next: Vec<f64> = scores
            .iter()
            .zip(ways.chunks(cells))
            .map(|(score, ways)| score + ways.iter().zip(&values).map(|(w, v)| w * v).sum::<f64>())
            .collect();
        grew = next.iter().zip(&values).any(|(next, value)| next - value > GROWTH);
        values = next;
        rounds += 1;
    }
    FittedThreat { grid: ThreatGrid { columns, rows, values }, rounds }
}

impl Count {
    fn all(self) -> f64 {
        self.shots + self.moves
    }
}

/// A part of a whole, nought of nothing.
fn share(part: f64, whole: f64) -> f64 {
    if whole > 0.0 { part / whole } else { 0.0 }
}
