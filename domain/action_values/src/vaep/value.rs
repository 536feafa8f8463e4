//! From chances to values.

use crate::spadl::{Action, ActionKind};

/// After a longer pause the state before says nothing, seconds.
const PAUSE_SECS: f64 = 10.0;

/// The chance that a penalty is a goal.
const PENALTY: f64 = 0.792_453;

/// The chance that a goal comes of a corner.
const CORNER: f64 = 0.046_5;

/// What an action was worth, in goals.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct ActionValue {
    /// What it added to the chance to score.
    pub offensive: f64,
    /// What it took from the chance to concede.
    pub defensive: f64,
}

impl ActionValue {
    /// Both.
    pub fn total(&self) -> f64 {
        self.offensive + self.defensive
    }
}

/// The values of a match's actions, from the chances to score and to concede after each.
pub fn values(actions: &[Action], scores: &[f64], concedes: &[f64]) -> Vec<ActionValue> {
    let chances: Vec<(f64, f64)> = scores.iter().copied().zip(concedes.iter().copied()).collect();
    let rows = actions.iter().zip(&chances).enumerate();
    rows.map(|(place, (action, now))| {
        let place = place.saturating_sub(1);
        let (before, then) = (&actions[place], chances[place]);
        // The chances before were those of whoever had the ball.
        let (mut score, mut concede) =
            if before.side == action.side { then } else { (then.1, then.0) };
        let pause = (action.seconds - before.seconds).abs() > PAUSE_SECS;
        if pause || before.is_goal() {
            (score, concede) = (0.0, 0.0);
        }
        match action.kind {
            ActionKind::Penalty => score = PENALTY,
            ActionKind::CrossedCorner | ActionKind::ShortCorner => score = CORNER,
            _ => {}
        }
        ActionValue { offensive: now.0 - score, defensive: concede - now.1 }
    })
    .collect()
}
