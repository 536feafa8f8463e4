//! What a player did at a moment and just before it.

use football::Side;
use tracking::shape::hull;

use crate::{
    clock::{Playhead, Timing, whole},
    reel::Reel,
    scene::{Scene, distance_m},
    territory::cells,
};

/// Below this speed there is no direction of the run to take an acceleration in, m/s.
const STANDING_MPS: f64 = 0.2;
/// Points a second of the curve of a speed: a man does not change faster.
const CURVE_PER_SEC: f64 = 5.0;

/// A player at a moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct PlayerFigures {
    /// How fast he was, m/s.
    pub speed_mps: Option<f64>,
    /// How much faster he became along his run, m/s²; negative while he slows down. Of who stands, how hard he
    /// starts.
    pub acceleration_mps2: Option<f64>,
    /// How far away the nearest opponent was who is known, metres.
    pub nearest_opponent_m: Option<f64>,
    /// The part of the pitch that he was nearest to, square metres.
    pub space_m2: f64,
}

/// A player's speed in the seconds before a moment.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SpeedCurve {
    /// Seconds from the moment, negative, and the speed, m/s; `None` where it is not known. The moment is last.
    pub points: Vec<(f64, Option<f64>)>,
    /// Metres covered in the time that is known.
    pub distance_m: f64,
    /// The highest speed, m/s; `None` where none is known.
    pub top_mps: Option<f64>,
}

/// The figures of a player; `None` where his place is not known.
pub fn player_figures(
    scene: &Scene,
    reel: &Reel,
    at: Playhead,
    player: usize,
) -> Option<PlayerFigures> {
    let own = scene.find(player)?;
    let speed_mps = own.speed_mps();
    let acceleration_mps2 =
        own.velocity_mps.zip(reel.acceleration_mps2(player, at)).map(|([vx, vy], [ax, ay])| {
            let speed = vx.hypot(vy);
            if speed < STANDING_MPS { ax.hypot(ay) } else { (vx * ax + vy * ay) / speed }
        });
    let opponents = scene.players.iter().filter(|other| other.side != own.side);
    let nearest_opponent_m =
        opponents.map(|other| distance_m(own.place_m, other.place_m)).min_by(f64::total_cmp);
    let places: Vec<_> = scene.players.iter().map(|of| of.place_m).collect();
    let space_m2 = scene
        .players
        .iter()
        .zip(cells(&places, scene.pitch))
        .find(|(of, _)| of.player == player)
        .map_or(0.0, |(_, cell)| cell.area_m2());
    Some(PlayerFigures { speed_mps, acceleration_mps2, nearest_opponent_m, space_m2 })
}

/// The speed of a player in so many seconds before a playhead, within its period.
pub fn speed_curve(
    reel: &Reel,
    timing: &Timing,
    at: Playhead,
    player: usize,
    secs: f64,
) -> SpeedCurve {
    let step = whole(timing.rate_hz / CURVE_PER_SEC).max(1);
    let back = whole(secs * timing.rate_hz).min(at.tick);
    let speed = |tick| {
        let [x, y] = reel.velocity_mps(player, Playhead { tick, ..at })?;
        Some(x.hypot(y))
    };
    let first = at.tick - back / step * step;
    let points: Vec<_> = (first..=at.tick)
        .step_by(step as usize)
        .map(|tick| (-f64::from(at.tick - tick) / timing.rate_hz, speed(tick)))
        .collect();
    let speeds = (at.tick - back..=at.tick).filter_map(speed);
    let (distance_m, top_mps) =
        speeds.fold((0.0, None), |(sum, top): (f64, Option<f64>), speed| {
            (sum + speed / timing.rate_hz, Some(top.map_or(speed, |top| top.max(speed))))
        });
    SpeedCurve { points, distance_m, top_mps }
}

/// Players of both teams at the kick-off.
const ELEVENS: usize = 22;

impl Scene {
    /// How many ought to be on the pitch after so many were sent off.
    pub fn expected(sent_off: usize) -> usize {
        ELEVENS.saturating_sub(sent_off)
    }

    /// The outline of a team's outfield players whose places are known, metres, in order; none of fewer than three.
    pub fn outline_m(&self, side: Side) -> Vec<[f64; 2]> {
        let outfield = self.players.iter().filter(|of| of.side == side && !of.keeps_goal);
        let mut places: Vec<_> = outfield.map(|of| of.place_m).collect();
        if places.len() < 3 { Vec::new() } else { hull(&mut places) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{manifest_of, reel_of, standing};

    #[test]
    fn a_runner_who_slows_down_has_a_negative_acceleration_and_a_curve_that_falls() {
        let players = [(Side::Home, 8, [0.0, 0.0]), (Side::Away, 5, [3.0, 4.0])];
        let mut game = standing(&players, Some([0.0, 0.0]));
        // From 6 m/s by 1 m/s² less each second.
        for tick in 0..100_u16 {
            let secs = f32::from(tick) / 25.0;
            game.periods[0].players[0].x_m[usize::from(tick)] = 6.0 * secs - 0.5 * secs * secs;
        }
        let manifest = manifest_of(&game, 100);
        let (reel, timing) = (reel_of(&game, &manifest), Timing::of(&manifest));
        let at = Playhead { period: 0, tick: 50 };
        let scene = Scene::at(&manifest, &reel, at).unwrap();

        let figures = player_figures(&scene, &reel, at, 0).unwrap();
        assert!((figures.speed_mps.unwrap() - 4.0).abs() < 0.05, "{figures:?}");
        assert!((figures.acceleration_mps2.unwrap() + 1.0).abs() < 0.15, "{figures:?}");
        // He is at (10, 0).
        let expected = 7.0_f64.hypot(4.0);
        assert!((figures.nearest_opponent_m.unwrap() - expected).abs() < 0.01, "{figures:?}");

        let curve = speed_curve(&reel, &timing, at, 0, 30.0);
        assert_eq!(curve.points.len(), 11);
        assert!(curve.points.last().unwrap().0.abs() < 1e-12);
        assert!(curve.points.is_sorted_by(|a, b| a.1 >= b.1), "{curve:?}");
        assert!((curve.top_mps.unwrap() - 6.0).abs() < 0.1, "{curve:?}");
        assert!((curve.distance_m - 10.0).abs() < 0.3, "{curve:?}");
        assert_eq!(player_figures(&scene, &reel, at, 9), None);
    }

    #[test]
    fn the_goalkeeper_is_no_part_of_his_teams_outline() {
        let players = [
            (Side::Home, 1, [-50.0, 0.0]),
            (Side::Home, 8, [0.0, 0.0]),
            (Side::Home, 9, [20.0, 0.0]),
            (Side::Home, 10, [20.0, 10.0]),
            (Side::Away, 9, [-30.0, 30.0]),
        ];
        let game = standing(&players, None);
        let manifest = manifest_of(&game, 100);
        let scene = Scene::at(&manifest, &reel_of(&game, &manifest), Playhead::default()).unwrap();

        assert_eq!(scene.outline_m(Side::Home), [[0.0, 0.0], [20.0, 0.0], [20.0, 10.0]]);
        assert_eq!(scene.outline_m(Side::Away), [[0.0; 2]; 0]);
        assert_eq!(Scene::expected(1), 21);
    }
}
