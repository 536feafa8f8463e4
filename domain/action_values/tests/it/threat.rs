//! Expected threat against the reference and the published grid.

use action_values::{
    expected_threat::{fit, published},
    spadl::{ActionKind, ActionResult},
};
use serde_json::Value;

use crate::data::{actions, json, world_cup};

fn flat(rows: &Value) -> Vec<f64> {
    let rows = rows.as_array().unwrap().iter();
    rows.flat_map(|row| row.as_array().unwrap()).map(|value| value.as_f64().unwrap()).collect()
}

fn furthest(one: &[f64], other: &[f64]) -> f64 {
    assert_eq!(one.len(), other.len());
    one.iter().zip(other).map(|(one, other)| (one - other).abs()).fold(0.0, f64::max)
}

#[test]
fn the_grid_of_a_world_cup_is_the_references() {
    let Some(games) = world_cup() else { return };
    let Some(reference) = json("wyscout/reference/ref_xt_grid_wc2018.json") else { return };

    let fitted = fit(actions(games));

    assert_eq!(fitted.rounds as u64, reference["iterations"]);
    assert_eq!((fitted.grid.rows, fitted.grid.columns), (12, 16));
    // The file has six decimals.
    let difference = furthest(&fitted.grid.values, &flat(&reference["grid"]));
    assert!(difference < 1e-6, "{difference}");
    let most = fitted.grid.values.iter().copied().fold(0.0, f64::max);
    assert!((most - reference["max"].as_f64().unwrap()).abs() < 1e-12, "{most}");
}

#[test]
fn the_published_grid_is_that_of_its_file() {
    let Some(file) = json("reference/open_xt_12x8_v1.json") else { return };

    let grid = published();

    assert!(furthest(&grid.values, &flat(&file)) < 1e-12);
    // From the own corner to the mouth of the goal.
    assert!((grid.at([0.0, 0.0]) - 0.006_383_03).abs() < 1e-12);
    assert!((grid.at([105.0, 34.0]) - 0.257_453_62).abs() < 1e-12);
    assert!((grid.at([200.0, -9.0]) - grid.at([105.0, 0.0])).abs() < 1e-12);
}

#[test]
fn only_moves_that_succeed_have_a_value_and_both_teams_the_same() {
    let Some(games) = world_cup() else { return };
    let grid = published();

    let mut valued = 0;
    for action in actions(games) {
        let value = grid.value(action);
        let move_kept = action.result == ActionResult::Success
            && matches!(action.kind, ActionKind::Pass | ActionKind::Cross | ActionKind::Dribble);
        assert_eq!(value.is_some(), move_kept);
        let Some(value) = value else { continue };
        valued += 1;
        let seen = action.attacking_right();
        assert!((value - (grid.at(seen.end_m) - grid.at(seen.start_m))).abs() < 1e-12);
    }
    assert!(valued > 50_000, "{valued}");
    assert!(fit([]).grid.values.iter().all(|value| *value == 0.0));
}
