//! Where players spent their time: seconds for each cell of the pitch, smoothed.

use football::TrackedGame;

use crate::{
    direction::{Attack, attack_of},
    phase::Phase,
    surface::{Grid, Surface},
};

/// A bell is cut off at this many standard deviations: what is beyond is below a ten-thousandth.
const CUT_OFF: f64 = 4.0;

/// The seconds that `players` spent in each cell of `grid` (made by [`Grid::of_cells`]) while the ball was in
/// play in this phase of their team, attacking to the right. Smoothed by a normal distribution with a standard
/// deviation of `sigma_m` metres; 0 smooths nothing. The seconds of all cells are those in which the players
/// were seen: smoothing moves none off the pitch.
///
/// Periods whose direction is not known are left out.
pub fn heatmap(
    game: &TrackedGame,
    players: &[usize],
    phase: Phase,
    grid: Grid,
    sigma_m: f64,
) -> Surface {
    let mut secs = vec![0.0; grid.columns * grid.rows];
    let tick_secs = 1.0 / game.rate_hz;
    for period in &game.periods {
        for player in players {
            let side = game.players[*player].side;
            let Some(attack) = attack_of(game, period, side).map(Attack::sign) else { continue };
            let places = &period.players[*player];
            for (tick, (x, y)) in places.x_m.iter().zip(&places.y_m).enumerate() {
                if !x.is_nan() && !y.is_nan() && phase.counts(period, tick, side) {
                    let place = [attack * f64::from(*x), attack * f64::from(*y)];
                    let [column, row] = grid.nearest(place);
                    secs[row * grid.columns + column] += tick_secs;
                }
            }
        }
    }
    let [along_m, across_m] = grid.step_m();
    let along = smoothed(&secs, grid.columns, 1, sigma_m / along_m);
    Surface { grid, values: smoothed(&along, grid.rows, grid.columns, sigma_m / across_m) }
}

/// Smooths along one axis: `count` cells, `step` values apart, `sigma` in cells. What a cell gives away is what
/// it had, at the borders too.
fn smoothed(values: &[f64], count: usize, step: usize, sigma: f64) -> Vec<f64> {
    if sigma.is_nan() || sigma <= 0.0 {
        return values.to_vec();
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "no bell is wider than the pitch"
    )]
    let reach = (CUT_OFF * sigma).ceil().min(crate::number(count)) as usize;
    let bell: Vec<f64> =
        (0..=reach).map(|away| (-0.5 * (crate::number(away) / sigma).powi(2)).exp()).collect();
    let mut smooth = vec![0.0; values.len()];
    for (at, value) in values.iter().enumerate().filter(|(_, value)| **value > 0.0) {
        let cell = at / step % count;
        let first = at - cell * step;
        let reached = cell.saturating_sub(reach)..(cell + reach + 1).min(count);
        let whole: f64 = reached.clone().map(|to| bell[to.abs_diff(cell)]).sum();
        for to in reached {
            smooth[first + to * step] += value * bell[to.abs_diff(cell)] / whole;
        }
    }
    smooth
}

#[cfg(test)]
mod tests {
    use football::{Pitch, Side};

    use super::*;
    use crate::game_of;

    /// A goalkeeper at the left end, and a player who stands at 20.5 m and then at 30.5 m.
    fn game() -> TrackedGame {
        let mut him = vec![20.5; 50];
        him.extend([30.5; 50]);
        game_of(25.0, vec![vec![-50.0; 100], him])
    }

    #[test]
    fn seconds_are_counted_where_a_player_stood_in_the_direction_of_his_attack() {
        let grid = Grid::of_cells(Pitch::STANDARD, 105, 68);
        let mut game = game();
        for turned in [false, true] {
            let map = heatmap(&game, &[1], Phase::All, grid, 0.0);
            let [[first, row], [second, _]] = [[20.5, 0.0], [30.5, 0.0]].map(|at| grid.nearest(at));
            assert!((map.at(first, row) - 2.0).abs() < 1e-9, "{turned}");
            assert!((map.at(second, row) - 2.0).abs() < 1e-9, "{turned}");
            assert!((map.values.iter().sum::<f64>() - 4.0).abs() < 1e-9, "{turned}");
            for player in &mut game.periods[0].players {
                player.x_m.iter_mut().for_each(|x| *x = -*x);
            }
        }
        // In possession all the time, out of it never, and never while the ball is dead.
        assert!(
            (heatmap(&game, &[1], Phase::InPossession, grid, 0.0).mean() * 7140.0 - 4.0).abs()
                < 1e-9
        );
        assert!(heatmap(&game, &[1], Phase::OutOfPossession, grid, 0.0).mean().abs() < 1e-12);
        game.periods[0].ticks.iter_mut().for_each(|tick| tick.alive = Some(false));
        assert!(heatmap(&game, &[1], Phase::All, grid, 0.0).mean().abs() < 1e-12);
        assert_eq!(game.players[1].side, Side::Home);
    }

    #[test]
    fn smoothing_spreads_by_the_stated_metres_and_loses_nothing_at_the_corner() {
        let grid = Grid::of_cells(Pitch::STANDARD, 210, 136);
        let mut game = game();
        game.periods[0].players[1].x_m.fill(0.25);
        let map = heatmap(&game, &[1], Phase::All, grid, 3.0);
        let spread = |axis: usize| {
            let square = |point: [f64; 2]| (point[axis] - [0.25, 0.25][axis]).powi(2);
            let sum: f64 =
                grid.points_m().zip(&map.values).map(|(point, secs)| square(point) * secs).sum();
            (sum / map.values.iter().sum::<f64>()).sqrt()
        };
        assert!((spread(0) - 3.0).abs() < 0.02 && (spread(1) - 3.0).abs() < 0.02);

        // The goalkeeper is who is furthest away. Outside of the corner: still four seconds, all on the pitch.
        game.periods[0].players[0].x_m.fill(-54.0);
        game.periods[0].players[1].x_m.fill(53.0);
        game.periods[0].players[1].y_m.fill(-36.0);
        let map = heatmap(&game, &[1], Phase::All, grid, 3.0);
        assert!((map.values.iter().sum::<f64>() - 4.0).abs() < 1e-9);
        assert!(map.at(209, 0) > map.at(200, 10));
    }
}
