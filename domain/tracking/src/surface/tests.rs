#![expect(clippy::float_cmp, reason = "these numbers are exact in a float")]

use football::{Pitch, Side};

use super::*;

fn mover(side: Side, x_m: f64, y_m: f64) -> Mover {
    Mover { side, keeps_goal: false, x_m, y_m, vx_mps: 0.0, vy_mps: 0.0 }
}

fn keeper(side: Side, x_m: f64) -> Mover {
    Mover { keeps_goal: true, ..mover(side, x_m, 0.0) }
}

fn moment(movers: Vec<Mover>) -> Moment {
    Moment { pitch: Pitch::STANDARD, ball_m: [0.0, 0.0], movers }
}

#[test]
fn cells_cover_the_pitch_and_borders_are_on_its_lines() {
    let cells = Grid::of_cells(Pitch::STANDARD, 50, 32);
    assert_eq!((cells.x_m(0), cells.y_m(0)), (-51.45, -32.9375));
    assert!((cells.x_m(49) - 51.45).abs() < 1e-9 && (cells.y_m(31) - 32.9375).abs() < 1e-9);
    let borders = Grid::with_borders(Pitch::STANDARD, 53, 35);
    assert_eq!((borders.x_m(0), borders.x_m(52)), (-52.5, 52.5));
    assert_eq!((borders.y_m(0), borders.y_m(34)), (-34.0, 34.0));
}

#[test]
fn two_players_as_far_away_share_a_point_and_the_nearer_one_owns_more() {
    let two = moment(vec![mover(Side::Home, -10.0, 0.0), mover(Side::Away, 10.0, 0.0)]);
    let control = gaussian_control(&two, Grid::with_borders(two.pitch, 3, 3));
    assert!((control.at(1, 1) - 0.5).abs() < 1e-12);
    assert!(control.at(0, 1) > control.at(1, 1) && control.at(1, 1) > control.at(2, 1));

    let grid = SpearmanModel::grid(two.pitch);
    let [home, away] = [Side::Home, Side::Away]
        .map(|side| spearman_control(&two, side, grid, &SpearmanModel::default()));
    for (home, away) in home.values.iter().zip(&away.values) {
        // What the integration leaves to nobody is its tolerance.
        assert!((0.0..=1.0).contains(home) && (0.985..=1.0 + 1e-9).contains(&(home + away)));
    }
}

#[test]
fn an_attacker_behind_the_last_line_takes_no_part_and_without_a_line_everybody_does() {
    let model = SpearmanModel::default();
    let mut players = vec![
        mover(Side::Home, 41.0, 0.0),
        mover(Side::Home, 39.0, 5.0),
        keeper(Side::Away, 50.0),
        mover(Side::Away, 40.0, 0.0),
        mover(Side::Away, 20.0, 0.0),
    ];
    assert_eq!(
        onside(&moment(players.clone()), Side::Home, &model),
        [false, true, true, true, true]
    );
    // The other way round, with the ball beyond everybody.
    let mut turned = moment(
        players
            .iter()
            .map(|player| Mover { x_m: -player.x_m, y_m: -player.y_m, ..*player })
            .collect(),
    );
    assert_eq!(onside(&turned, Side::Home, &model), [false, true, true, true, true]);
    assert_eq!(offside_line_m(&turned, Side::Home), Some(-40.0));
    turned.ball_m = [-45.0, 0.0];
    assert_eq!(onside(&turned, Side::Home, &model), [true; 5]);
    assert_eq!(offside_line_m(&turned, Side::Home), Some(-45.0));
    players.retain(|player| !player.keeps_goal);
    assert_eq!(offside_line_m(&moment(players.clone()), Side::Home), None);
    assert_eq!(onside(&moment(players), Side::Home, &model), [true; 4]);
}

#[test]
fn nobody_on_the_pitch_owns_nothing() {
    let empty = moment(Vec::new());
    let grid = Grid::of_cells(empty.pitch, 4, 3);
    assert_eq!(voronoi(&empty, grid), Vec::<usize>::new());
    assert_eq!(share_of(Side::Home, &[], &empty), None);
    assert!(gaussian_control(&empty, grid).values.iter().all(|value| *value == 0.5));
}

#[test]
fn the_nearest_owns_the_cell() {
    let two = moment(vec![mover(Side::Home, -20.0, 0.0), mover(Side::Away, 20.0, 0.0)]);
    let owners = voronoi(&two, Grid::of_cells(two.pitch, 4, 2));
    assert_eq!(owners, [0, 0, 1, 1, 0, 0, 1, 1]);
    assert_eq!(share_of(Side::Home, &owners, &two), Some(0.5));
}
