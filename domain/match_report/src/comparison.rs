//! What is compared between the two teams.

use football::{EventKind, GameEvents, PassOutcome, Side};
use match_events::ppda;
use serde::{Deserialize, Serialize};

use crate::{
    MatchInputs, PlayerPhysical, Provenance, Shots, XgSource, figure, inputs::LAST_PLAYED_PERIOD,
    number, space::Space,
};

/// A figure of both teams.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TeamFigure {
    /// What is measured.
    pub measure: TeamMeasure,
    /// The figures of home and away, in the measure's unit.
    pub values: [Option<f64>; 2],
    /// What they are from.
    pub from: Provenance,
}

/// What is measured of teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TeamMeasure {
    /// Expected goals.
    ExpectedGoals,
    /// Shots.
    Shots,
    /// Passes that reached a teammate.
    PassesCompleted,
    /// The share of the passes that did, 0 to 1.
    PassAccuracy,
    /// The share of the time with the ball, 0 to 1; of the passes, where nobody says who had the ball.
    Possession,
    /// The share of both teams' passes that begin in the last third, 0 to 1; by positions, of the time with the ball
    /// there.
    FieldTilt,
    /// Passes allowed per defensive action: fewer is harder pressing.
    Ppda,
    /// How likely a presser is in time at the ball, 0 to 1.
    PressingIntensity,
    /// The share of the pitch that a team's players were nearest to, 0 to 1.
    Control,
    /// Metres that the team covered.
    Distance,
    /// Metres of these at 5.5 m/s or faster.
    FastDistance,
    /// Sprints.
    Sprints,
}

/// The measures that can be told, in the order in which they are shown.
pub(crate) fn of(
    inputs: &MatchInputs<'_>,
    shots: Option<&Shots>,
    physical: &[PlayerPhysical],
    space: &Space,
) -> Vec<TeamFigure> {
    use Provenance::{Events, Positions, Provider};
    let mut all = Vec::new();
    let mut add = |measure, values: [Option<f64>; 2], from| {
        if values.iter().any(Option::is_some) {
            all.push(TeamFigure { measure, values, from });
        }
    };
    if let Some(shots) = shots {
        let from = if shots.xg_from == XgSource::Provider { Provider } else { Events };
        add(TeamMeasure::ExpectedGoals, shots.sums().map(|sum| figure::known(sum, 6)), from);
        let count = |side| Some(number(shots.count(side)));
        add(TeamMeasure::Shots, [count(Side::Home), count(Side::Away)], Events);
    }
    let passes = inputs.events.map(|game| [Side::Home, Side::Away].map(|side| passes(game, side)));
    if let Some(passes) = passes {
        add(TeamMeasure::PassesCompleted, passes.map(|of| Some(of.completed)), Events);
        let accuracy = passes.map(|of| figure::share(of.completed, of.attempted));
        add(TeamMeasure::PassAccuracy, accuracy, Events);
    }
    let pair = |parts: [f64; 2]| parts.map(|part| figure::share(part, parts[0] + parts[1]));
    if space.possession[0].is_some() {
        add(TeamMeasure::Possession, space.possession, Positions);
    } else if let Some(passes) = passes {
        add(TeamMeasure::Possession, pair(passes.map(|of| of.attempted)), Events);
    }
    if let Some(passes) = passes {
        add(TeamMeasure::FieldTilt, pair(passes.map(|of| of.in_last_third)), Events);
    } else {
        add(TeamMeasure::FieldTilt, space.tilt, Positions);
    }
    if let Some(game) = inputs.events {
        let value = |side| ppda(game, side).value().and_then(|value| figure::known(value, 2));
        add(TeamMeasure::Ppda, [value(Side::Home), value(Side::Away)], Events);
    }
    add(TeamMeasure::PressingIntensity, space.pressing, Positions);
    add(TeamMeasure::Control, space.control, Positions);
    let sum = |of: fn(&PlayerPhysical) -> f64| {
        [Side::Home, Side::Away].map(|side| {
            let own = physical.iter().filter(|player| {
                let known = inputs.roster.players.get(usize::from(player.player));
                known.is_some_and(|known| known.side == side)
            });
            (!physical.is_empty()).then(|| figure::rounded(own.map(of).sum(), 1))
        })
    };
    add(TeamMeasure::Distance, sum(|player| player.total.distance_m), Positions);
    add(TeamMeasure::FastDistance, sum(|player| player.total.fast_m()), Positions);
    add(TeamMeasure::Sprints, sum(|player| player.total.sprints.into()), Positions);
    all
}

#[derive(Clone, Copy, Debug, Default)]
struct PassCounts {
    attempted: f64,
    completed: f64,
    in_last_third: f64,
}

/// Passes of a team without the shoot-out. Those that play was stopped for count as attempted.
fn passes(game: &GameEvents, side: Side) -> PassCounts {
    let mut counts = PassCounts::default();
    for event in &game.events {
        let EventKind::Pass(pass) = &event.kind else { continue };
        if event.side != Some(side) || event.period > LAST_PLAYED_PERIOD {
            continue;
        }
        let one = |counts: bool| f64::from(u8::from(counts));
        counts.attempted += 1.0;
        counts.completed += one(pass.outcome == PassOutcome::Complete);
        counts.in_last_third += one(event.at.is_some_and(|at| at.x_m > game.pitch.length_m / 6.0));
    }
    counts
}
