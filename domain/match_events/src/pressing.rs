//! How hard a team pressed: passes allowed per defensive action.

use football::{EventKind, GameEvents, Side};

use crate::LAST_PLAYED_PERIOD;

/// How far beyond the halfway line the part of the pitch goes that counts, by the length of the pitch: 60 % of it,
/// from the goal of the team that is pressed.
const BEYOND_HALFWAY: f64 = 0.1;

/// Passes that a team allowed, and what it did against them, in the 60 % of the pitch before its opponent's goal.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ppda {
    /// Passes that the opponent played there, complete or not.
    pub passes_allowed: usize,
    /// Tackles, won or lost, opponents who got past, interceptions and fouls there.
    pub defensive_actions: usize,
}

impl Ppda {
    /// Passes for each action: the fewer, the harder the team pressed. `None` where it did nothing.
    pub fn value(self) -> Option<f64> {
        #[expect(clippy::cast_precision_loss, reason = "a game has some thousand of them")]
        let ratio = self.passes_allowed as f64 / self.defensive_actions as f64;
        (self.defensive_actions > 0).then_some(ratio)
    }
}

/// Passes allowed per defensive action, as Colin Trainor defined it (Defensive Metrics: Measuring the Intensity of a
/// High Press, 2014). A provider that tells no tackles has a higher figure: compare within one.
pub fn ppda(game: &GameEvents, side: Side) -> Ppda {
    let furthest = BEYOND_HALFWAY * game.pitch.length_m;
    let mut ppda = Ppda::default();
    for event in game.events.iter().filter(|event| event.period <= LAST_PLAYED_PERIOD) {
        let Some(at) = event.at else { continue };
        let is_own = event.side == Some(side);
        match event.kind {
            EventKind::Pass(_) if event.side == Some(side.other()) && at.x_m <= furthest => {
                ppda.passes_allowed += 1;
            }
            EventKind::Tackle { .. }
            | EventKind::DribbledPast
            | EventKind::Interception { .. }
            | EventKind::Foul(_)
                if is_own && at.x_m >= -furthest =>
            {
                ppda.defensive_actions += 1;
            }
            _ => {}
        }
    }
    ppda
}
