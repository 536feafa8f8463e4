//! How much of the pitch each player controlled: the part that he was nearest to.

use std::ops::Range;

use football::TrackedGame;

use crate::{
    moments::Moments,
    phase::is_alive,
    surface::{Grid, Moment, voronoi},
};

/// Moments are looked at this many times a second.
const SAMPLES_PER_SEC: f64 = 1.0;
/// Columns of the grid; its cells are nearly square, two metres wide.
const COLUMNS: usize = 53;
/// Rows of the grid.
const ROWS: usize = 34;

/// The space of one player in some ticks of a period.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Space {
    /// His place among the game's players.
    pub player: usize,
    /// Seconds in which he was seen with the ball in play.
    pub secs: f64,
    /// Square metres that he controlled on average in these.
    pub area_m2: f64,
}

/// How much of the pitch everybody controlled in `ticks` on average, while the ball was in play. The areas of
/// one moment add up to the pitch. Who was not seen is left out.
pub fn space(moments: &Moments<'_>, ticks: Range<usize>) -> Vec<Space> {
    let game = moments.game();
    let (sampled, step_secs) = moments.sampled(ticks, SAMPLES_PER_SEC);
    let mut sums = vec![(0.0, 0.0); game.players.len()];
    for tick in sampled.filter(|tick| is_alive(moments.period(), *tick)) {
        let Some((moment, players)) = moments.at(tick) else { continue };
        for (player, area_m2) in players.iter().zip(areas_m2(game, &moment)) {
            let (count, sum) = &mut sums[*player];
            *count += 1.0;
            *sum += area_m2;
        }
    }
    sums.into_iter()
        .enumerate()
        .filter(|(_, (count, _))| *count > 0.0)
        .map(|(player, (count, sum))| Space {
            player,
            secs: count * step_secs,
            area_m2: sum / count,
        })
        .collect()
}

/// The part of the pitch that each of the moment's movers is nearest to, square metres.
pub(crate) fn areas_m2(game: &TrackedGame, moment: &Moment) -> Vec<f64> {
    let grid = Grid::of_cells(game.pitch, COLUMNS, ROWS);
    let mut areas = vec![0.0; moment.movers.len()];
    for owner in voronoi(moment, grid) {
        areas[owner] += grid.cell_m2();
    }
    areas
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::game_of;

    #[test]
    fn the_areas_add_up_to_the_pitch_and_the_outer_players_have_the_ends() {
        let mut game = game_of(25.0, vec![vec![-21.0; 100], vec![1.0; 100], vec![21.0; 100]]);
        game.periods[0].players[2].x_m[50..].fill(f32::NAN);
        let moments = Moments::of(&game, &game.periods[0]);

        let first = space(&moments, 0..50);
        // The borders between them are at -10 m and 11 m.
        let expected = [42.5 * 68.0, 21.0 * 68.0, 41.5 * 68.0];
        for (space, expected) in first.iter().zip(expected) {
            // A column of cells is two metres wide.
            assert!((space.area_m2 - expected).abs() <= 2.0 * 68.0, "{space:?} {expected}");
            assert!((space.secs - 2.0).abs() < 1e-9);
        }
        let all: f64 = first.iter().map(|space| space.area_m2).sum();
        assert!((all - 105.0 * 68.0).abs() < 1e-6);

        let later = space(&moments, 50..100);
        assert_eq!(later.iter().map(|space| space.player).collect::<Vec<_>>(), [0, 1]);
    }

    #[test]
    fn nothing_counts_while_the_ball_is_dead() {
        let mut game = game_of(25.0, vec![vec![1.0; 100]]);
        game.periods[0].ticks.iter_mut().for_each(|tick| tick.alive = Some(false));
        assert_eq!(space(&Moments::of(&game, &game.periods[0]), 0..100), []);
    }
}
