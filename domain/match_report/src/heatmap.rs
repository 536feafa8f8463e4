//! Where players were: seconds on the cells of a coarse grid, or, without positions, what they did on the ball.

use football::{EventKind, GameEvents, Pitch, Side, TrackedGame};
use serde::{Deserialize, Serialize};
use tracking::{direction::Attack, phase::Phase, surface::Grid};

use crate::{MatchInputs, Provenance};

/// Cells from goal line to goal line: five metres each.
pub const HEAT_COLUMNS: usize = 21;
/// Cells from touchline to touchline.
pub const HEAT_ROWS: usize = 14;

/// Where players and teams were. Cells stand row by row, the first row at the right touchline of a team that attacks
/// towards the last column.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heatmaps {
    /// Positions, or events where there are none.
    pub from: Provenance,
    /// What is counted.
    pub unit: HeatUnit,
    /// Everybody who was somewhere.
    pub players: Vec<PlayerHeat>,
    /// The teams without their goalkeepers.
    pub teams: Vec<TeamHeat>,
}

/// What the cells of a heatmap count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HeatUnit {
    /// Whole seconds with the ball in play.
    Seconds,
    /// Actions on the ball.
    Actions,
}

/// The cells of a player.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerHeat {
    /// Who.
    pub player: u16,
    /// His cells.
    pub cells: Vec<u16>,
}

/// The cells of a team.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TeamHeat {
    /// Which.
    pub side: Side,
    /// Its cells.
    pub cells: Vec<u16>,
}

pub(crate) fn of(inputs: &MatchInputs<'_>) -> Option<Heatmaps> {
    let (from, unit, all) = if let Some(game) = inputs.tracking.as_deref() {
        (Provenance::Positions, HeatUnit::Seconds, seconds(inputs, game))
    } else {
        (Provenance::Events, HeatUnit::Actions, actions(inputs, inputs.events?))
    };
    let team = |side: Side| {
        let mut sum = vec![0.0; HEAT_COLUMNS * HEAT_ROWS];
        let own = all.iter().zip(&inputs.roster.players);
        for (cells, _) in own.filter(|(_, player)| player.side == side && !player.keeper) {
            sum.iter_mut().zip(cells).for_each(|(sum, cell)| *sum += cell);
        }
        TeamHeat { side, cells: whole(&sum) }
    };
    let teams = [Side::Home, Side::Away].map(team).into();
    let players = (0..)
        .zip(&all)
        .filter(|(_, cells)| cells.iter().any(|cell| *cell > 0.0))
        .map(|(player, cells)| PlayerHeat { player, cells: whole(cells) })
        .collect();
    Some(Heatmaps { from, unit, players, teams })
}

fn whole(cells: &[f64]) -> Vec<u16> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "what is larger is cut off"
    )]
    let whole = |cell: &f64| cell.round() as u16;
    cells.iter().map(whole).collect()
}

/// Seconds in each cell, for each of the players. Periods whose direction is not known are left out.
fn seconds(inputs: &MatchInputs<'_>, game: &TrackedGame) -> Vec<Vec<f64>> {
    let grid = Grid::of_cells(game.pitch, HEAT_COLUMNS, HEAT_ROWS);
    let mut all = vec![vec![0.0; HEAT_COLUMNS * HEAT_ROWS]; inputs.roster.players.len()];
    let tick_secs = 1.0 / game.rate_hz;
    for (period, attacks) in game.periods.iter().zip(&inputs.attacks) {
        let alive: Vec<bool> = (0..period.ticks.len())
            .map(|tick| Phase::All.counts(period, tick, Side::Home))
            .collect();
        for (player, places) in period.players.iter().enumerate() {
            let side = usize::from(game.players[player].side == Side::Away);
            let Some(sign) = attacks[side].map(Attack::sign) else { continue };
            for ((x, y), alive) in places.x_m.iter().zip(&places.y_m).zip(&alive) {
                if *alive && !x.is_nan() && !y.is_nan() {
                    let place = [sign * f64::from(*x), sign * f64::from(*y)];
                    let [column, row] = grid.nearest(place);
                    all[player][row * HEAT_COLUMNS + column] += tick_secs;
                }
            }
        }
    }
    all
}

/// Actions in each cell, for each of the players.
fn actions(inputs: &MatchInputs<'_>, game: &GameEvents) -> Vec<Vec<f64>> {
    let Pitch { length_m, width_m } = game.pitch;
    let grid = Grid::of_cells(Pitch { length_m, width_m }, HEAT_COLUMNS, HEAT_ROWS);
    let mut all = vec![vec![0.0; HEAT_COLUMNS * HEAT_ROWS]; inputs.roster.players.len()];
    for event in game.events.iter().filter(|event| is_on_ball(&event.kind)) {
        let player = inputs.roster.of_listed(event.player).map(usize::from);
        let (Some(player), Some(at)) = (player, event.at) else { continue };
        if at.x_m.is_finite() && at.y_m.is_finite() {
            let [column, row] = grid.nearest([at.x_m, at.y_m]);
            if let Some(cells) = all.get_mut(player) {
                cells[row * HEAT_COLUMNS + column] += 1.0;
            }
        }
    }
    all
}

/// Whether the player did something with the ball.
fn is_on_ball(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Pass(_)
            | EventKind::Reception { complete: true }
            | EventKind::TakeOn { .. }
            | EventKind::Shot(_)
            | EventKind::Interception { .. }
            | EventKind::Clearance
            | EventKind::Recovery { .. }
            | EventKind::Tackle { .. }
            | EventKind::Touch
    )
}
