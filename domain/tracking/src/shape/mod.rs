//! A team's shape: how long, wide and compact it stood, and where its lines were.

mod hull;

use football::{Side, TrackedGame, TrackedPeriod};

pub use hull::hull;

use self::hull::hull_area_m2;
use crate::{
    formation::{FormationWindow, Line, formations},
    phase::Phase,
};

/// A shape is taken this many times a second: a team does not change faster.
const SAMPLES_PER_SEC: f64 = 5.0;
/// Outfield players who must be seen for a moment to count: the shape of fewer is not the team's.
const LEAST_PLAYERS: usize = 8;

/// A team's shape in a window, with the same players and in one phase: means over the moments that count.
/// Metres, in the direction of the attack from the centre spot; the goalkeeper is not part of it.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamShape {
    /// Which window, and which formation the team stood in.
    pub window: FormationWindow,
    /// Seconds that counted.
    pub secs: f64,
    /// From the rearmost player to the foremost.
    pub length_m: f64,
    /// From the rightmost player to the leftmost.
    pub width_m: f64,
    /// Area of the convex hull, square metres.
    pub area_m2: f64,
    /// The team's middle, forwards and to the left.
    pub centroid_m: [f64; 2],
    /// Mean distance of the players from the middle: the stretch index (Bourbousson et al. 2010). Low is
    /// compact.
    pub stretch_m: f64,
    /// How far forwards the lines of defence, midfield and attack stood; `None` without a formation.
    pub lines_m: Option<[f64; 3]>,
}

/// The shapes of both teams in this phase, window by window, as [`formations`] cuts them. Windows in which no
/// moment counts are left out.
pub fn shapes(game: &TrackedGame, phase: Phase) -> Vec<TeamShape> {
    let of_window = |window: FormationWindow| {
        let period = game.periods.iter().find(|period| period.number == window.period)?;
        shape(period, window, game.rate_hz, phase)
    };
    formations(game, phase).into_iter().filter_map(of_window).collect()
}

fn shape(
    period: &TrackedPeriod,
    window: FormationWindow,
    rate_hz: f64,
    phase: Phase,
) -> Option<TeamShape> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "some tens of ticks a second"
    )]
    let step = (rate_hz / SAMPLES_PER_SEC).round().max(1.0) as usize;
    let mut sums = Sums::default();
    for tick in window.ticks.clone().step_by(step) {
        if phase.counts(period, tick, window.side) {
            sums.add(places_at(period, &window, tick));
        }
    }
    let count = sums.moments;
    (count > 0.0).then(|| {
        let lines_m =
            window.formation.as_ref().map(|formation| line_depths(&window, &formation.lines));
        TeamShape {
            secs: count * crate::number(step) / rate_hz,
            length_m: sums.length_m / count,
            width_m: sums.width_m / count,
            area_m2: sums.area_m2 / count,
            centroid_m: sums.centroid_m.map(|sum| sum / count),
            stretch_m: sums.stretch_m / count,
            lines_m,
            window,
        }
    })
}

/// Where the outfield players were who were seen, in the direction of the attack.
fn places_at(period: &TrackedPeriod, window: &FormationWindow, tick: usize) -> Vec<[f64; 2]> {
    let sign = window.attack.sign();
    window
        .outfield
        .iter()
        .map(|(player, _)| &period.players[*player])
        .map(|places| [places.x_m[tick], places.y_m[tick]].map(|metres| sign * f64::from(metres)))
        .filter(|place| !place.iter().any(|metres| metres.is_nan()))
        .collect()
}

/// How far forwards the players of each line stood on average.
fn line_depths(window: &FormationWindow, lines: &[Line]) -> [f64; 3] {
    [Line::Defence, Line::Midfield, Line::Attack].map(|line| {
        let depths: Vec<f64> = window
            .outfield
            .iter()
            .zip(lines)
            .filter(|(_, of)| **of == line)
            .map(|((_, place), _)| place[0])
            .collect();
        depths.iter().sum::<f64>() / crate::number(depths.len())
    })
}

#[derive(Default)]
struct Sums {
    moments: f64,
    length_m: f64,
    width_m: f64,
    area_m2: f64,
    centroid_m: [f64; 2],
    stretch_m: f64,
}

impl Sums {
    fn add(&mut self, mut places: Vec<[f64; 2]>) {
        if places.len() < LEAST_PLAYERS {
            return;
        }
        let count = crate::number(places.len());
        let extent = |axis: usize| {
            let along = || places.iter().map(|place| place[axis]);
            along().fold(f64::NEG_INFINITY, f64::max) - along().fold(f64::INFINITY, f64::min)
        };
        let centre = [0, 1].map(|axis| places.iter().map(|place| place[axis]).sum::<f64>() / count);
        let away = |place: &[f64; 2]| (place[0] - centre[0]).hypot(place[1] - centre[1]);
        self.moments += 1.0;
        self.length_m += extent(0);
        self.width_m += extent(1);
        self.stretch_m += places.iter().map(away).sum::<f64>() / count;
        for (sum, metres) in self.centroid_m.iter_mut().zip(centre) {
            *sum += metres;
        }
        self.area_m2 += hull_area_m2(&mut places);
    }
}

/// The shape of `side` over all windows of a phase, weighted by their seconds: length, width, area and stretch;
/// `None` where nothing counted.
pub fn mean_shape(shapes: &[TeamShape], side: Side) -> Option<[f64; 4]> {
    let of_side = || shapes.iter().filter(|shape| shape.window.side == side);
    let secs: f64 = of_side().map(|shape| shape.secs).sum();
    let mean = |figure: fn(&TeamShape) -> f64| {
        of_side().map(|shape| figure(shape) * shape.secs).sum::<f64>() / secs
    };
    (secs > 0.0).then(|| {
        [
            mean(|shape| shape.length_m),
            mean(|shape| shape.width_m),
            mean(|shape| shape.area_m2),
            mean(|shape| shape.stretch_m),
        ]
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    #[test]
    fn a_team_in_two_rows_has_their_length_width_and_area() {
        // A goalkeeper, five at -10 m and five at 20 m, ten metres apart across.
        let x = |x: f32| vec![x; 400];
        let mut game =
            game_of(25.0, [vec![x(-50.0)], vec![x(-10.0); 5], vec![x(20.0); 5]].concat());
        for (player, places) in game.periods[0].players.iter_mut().enumerate().skip(1) {
            let across = [-20.0, -10.0, 0.0, 10.0, 20.0][(player - 1) % 5];
            places.y_m.fill(across);
        }

        let [shape] = &shapes(&game, Phase::InPossession)[..] else { panic!("one window") };

        let near = |found: f64, expected: f64| (found - expected).abs() < 1e-6;
        assert!(near(shape.length_m, 30.0) && near(shape.width_m, 40.0), "{shape:?}");
        assert!(near(shape.area_m2, 1200.0) && near(shape.secs, 16.0), "{shape:?}");
        assert!(near(shape.centroid_m[0], 5.0) && near(shape.centroid_m[1], 0.0), "{shape:?}");
        // (15 + 2 √(15² + 10²) + 2 · 25) / 5
        let stretch = (15.0 + 2.0 * 325.0_f64.sqrt() + 50.0) / 5.0;
        assert!(near(shape.stretch_m, stretch), "{shape:?}");
        assert_eq!(mean_shape(&shapes(&game, Phase::OutOfPossession), Side::Home), None);
        // The other way round it is the same shape.
        for places in &mut game.periods[0].players {
            places.x_m.iter_mut().chain(&mut places.y_m).for_each(|metres| *metres = -*metres);
        }
        let turned = &shapes(&game, Phase::InPossession)[0];
        assert!(near(turned.centroid_m[0], 5.0) && near(turned.area_m2, 1200.0), "{turned:?}");
    }
}
