//! Momentum: how much threat each team made, minute by minute.

use action_values::{
    expected_threat::{ThreatGrid, published},
    spadl::{LENGTH_M, WIDTH_M},
};
use football::{EventKind, GameEvent, GameEvents, PassOutcome, Pitch, Side, Spot};
use serde::{Deserialize, Serialize};

use crate::{MatchInputs, figure};

/// A period is drawn to this minute at most.
const MOST_MINUTES: usize = 120;

/// Threat that passes and carries in open play added, minute by minute: xT by the grid that Karun Singh published in
/// 2019. Only what brought the ball to a better place counts; playing back takes nothing away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Momentum {
    /// Whether the provider tells carries; without them, passes alone count.
    pub has_carries: bool,
    /// The minutes, in their order, each period to its end.
    pub minutes: Vec<MinuteThreat>,
}

/// The threat of a minute.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct MinuteThreat {
    /// The period.
    pub period: u8,
    /// Whole minutes since it began.
    pub minute: u16,
    /// What home and away added.
    pub xt: [f64; 2],
}

pub(crate) fn of(inputs: &MatchInputs<'_>, game: &GameEvents) -> Momentum {
    let grid = published();
    let mut minutes = Vec::new();
    for period in &inputs.periods {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a period has some tens of minutes"
        )]
        let minute = |secs: f64| ((secs.max(0.0) / 60.0) as usize).min(MOST_MINUTES - 1);
        let mut sums = vec![[0.0; 2]; minute(period.secs) + 1];
        for event in game.events.iter().filter(|event| event.period == period.number) {
            let (Some(side), Some(threat)) = (event.side, threat(&grid, event, game.pitch)) else {
                continue;
            };
            if let Some(sum) = sums.get_mut(minute(event.clock_secs)) {
                sum[usize::from(side == Side::Away)] += threat.max(0.0);
            }
        }
        minutes.extend((0..).zip(sums).map(|(minute, sums)| MinuteThreat {
            period: period.number,
            minute,
            xt: sums.map(|sum| figure::rounded(sum, 4)),
        }));
    }
    let has_carries = game.events.iter().any(|event| event.kind == EventKind::Carry);
    Momentum { has_carries, minutes }
}

/// What a pass or carry of open play added to its team's threat; `None` of all else, and of passes that failed.
pub(crate) fn threat(grid: &ThreatGrid, event: &GameEvent, pitch: Pitch) -> Option<f64> {
    let moves = match &event.kind {
        EventKind::Pass(pass) => pass.outcome == PassOutcome::Complete && pass.restart.is_none(),
        EventKind::Carry => true,
        _ => false,
    };
    let at = |spot: Spot| {
        let place = [
            (spot.x_m / pitch.length_m + 0.5) * LENGTH_M,
            (spot.y_m / pitch.width_m + 0.5) * WIDTH_M,
        ];
        place.iter().all(|metres| metres.is_finite()).then(|| grid.at(place))
    };
    if moves { Some(at(event.end?)? - at(event.at?)?) } else { None }
}
