//! Formations stretch by stretch, and the shape of each team by period, with the ball and without it.

use football::Side;
use serde::{Deserialize, Serialize};
use tracking::{
    phase::Phase,
    shape::{TeamShape, shapes},
};

use crate::{MatchInputs, Moment, ReportPhase, figure};

/// A stretch with the same players that is shorter than this shows no formation, seconds that count.
const LEAST_SECS: f64 = 60.0;

/// How a team stood in a stretch of a period with the same players.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct FormationShown {
    /// The team.
    pub side: Side,
    /// With the ball, without it, or both.
    pub phase: ReportPhase,
    /// When the stretch begins.
    pub from: Moment,
    /// When it ends.
    pub to: Moment,
    /// Seconds of it that counted.
    pub secs: f64,
    /// The nearest formation, from the back: `4-2-3-1`; `None` of fewer than ten outfield players.
    pub name: Option<String>,
    /// How far the places are from that formation: squared distances in standard deviations, 0 is the formation
    /// itself.
    pub cost: Option<f64>,
    /// The same of the next best one.
    pub next_cost: Option<f64>,
    /// Where each outfield player stood on average, metres forwards and to the left.
    pub players: Vec<(u16, [f64; 2])>,
    /// Who kept the goal.
    pub keeper: Option<u16>,
}

/// The mean shape of a team in a period and phase: its outfield players, metres.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ShapeShown {
    /// The team.
    pub side: Side,
    /// The period.
    pub period: u8,
    /// With the ball, without it, or both.
    pub phase: ReportPhase,
    /// Seconds that counted.
    pub secs: f64,
    /// From the rearmost player to the foremost.
    pub length_m: f64,
    /// From the rightmost player to the leftmost.
    pub width_m: f64,
    /// Area of the convex hull, square metres.
    pub area_m2: f64,
    /// Mean distance of the players from their middle: low is compact.
    pub stretch_m: f64,
    /// How far forwards from the own goal line the middle stood.
    pub height_m: f64,
    /// How far forwards from the own goal line defence, midfield and attack stood; `None` without a formation.
    pub lines_m: Option<[f64; 3]>,
}

const PHASES: [(ReportPhase, Phase); 3] = [
    (ReportPhase::All, Phase::All),
    (ReportPhase::InPossession, Phase::InPossession),
    (ReportPhase::OutOfPossession, Phase::OutOfPossession),
];

pub(crate) fn of(inputs: &MatchInputs<'_>) -> (Vec<FormationShown>, Vec<ShapeShown>) {
    let (mut formations, mut means) = (Vec::new(), Vec::new());
    let Some(game) = inputs.tracking.as_deref() else { return (formations, means) };
    let half_m = game.pitch.length_m / 2.0;
    for (shown, phase) in PHASES {
        let found = shapes(game, phase);
        formations.extend(found.iter().filter_map(|shape| formation(shape, shown, game.rate_hz)));
        for period in &inputs.periods {
            for side in [Side::Home, Side::Away] {
                let own = |shape: &&TeamShape| {
                    shape.window.side == side && shape.window.period == period.number
                };
                let of_team: Vec<&TeamShape> = found.iter().filter(own).collect();
                means.extend(mean(&of_team, half_m).map(|mean| ShapeShown {
                    side,
                    period: period.number,
                    phase: shown,
                    ..mean
                }));
            }
        }
    }
    (formations, means)
}

fn formation(shape: &TeamShape, phase: ReportPhase, rate_hz: f64) -> Option<FormationShown> {
    let window = &shape.window;
    if window.secs < LEAST_SECS {
        return None;
    }
    let at = |tick: usize| Moment::at(window.period, crate::number(tick) / rate_hz);
    let player = |player: usize| u16::try_from(player).ok();
    let formation = window.formation.as_ref();
    Some(FormationShown {
        side: window.side,
        phase,
        from: at(window.ticks.start),
        to: at(window.ticks.end),
        secs: figure::rounded(window.secs, 1),
        name: formation.map(|formation| formation.name.clone()),
        cost: formation.and_then(|formation| figure::known(formation.cost, 2)),
        next_cost: formation.and_then(|formation| figure::known(formation.next_cost, 2)),
        players: window
            .outfield
            .iter()
            .filter_map(|(of, place)| Some((player(*of)?, figure::place(*place)?)))
            .collect(),
        keeper: player(window.keeper),
    })
}

/// The mean of shapes by the seconds that they lasted; `None` of none.
fn mean(shapes: &[&TeamShape], half_m: f64) -> Option<ShapeShown> {
    let weighted = |of: &dyn Fn(&TeamShape) -> Option<f64>| {
        let known = shapes.iter().filter_map(|shape| Some((of(shape)?, shape.secs)));
        let (sum, secs) =
            known.fold((0.0, 0.0), |(sum, all), (value, secs)| (sum + value * secs, all + secs));
        figure::known(sum / secs, 1)
    };
    let line = |line: usize| {
        weighted(&|shape: &TeamShape| Some(shape.lines_m?[line] + half_m).filter(|m| m.is_finite()))
    };
    let lines_m = [line(0), line(1), line(2)];
    Some(ShapeShown {
        side: Side::Home,
        period: 0,
        phase: ReportPhase::All,
        secs: figure::rounded(shapes.iter().map(|shape| shape.secs).sum(), 1),
        length_m: weighted(&|shape| Some(shape.length_m))?,
        width_m: weighted(&|shape| Some(shape.width_m))?,
        area_m2: weighted(&|shape| Some(shape.area_m2))?,
        stretch_m: weighted(&|shape| Some(shape.stretch_m))?,
        height_m: weighted(&|shape| Some(shape.centroid_m[0] + half_m))?,
        lines_m: if let [Some(defence), Some(midfield), Some(attack)] = lines_m {
            Some([defence, midfield, attack])
        } else {
            None
        },
    })
}
