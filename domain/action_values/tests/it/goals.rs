//! Expected goals across competitions.

use action_values::{
    calibration::calibration,
    expected_goals::{Shot, ShotModel},
};

use crate::data::{actions, world_cup};

fn near(found: f64, expected: f64, by: f64) {
    assert!((found - expected).abs() < by, "{found} instead of {expected}");
}

#[test]
fn shots_of_a_world_cup_are_foreseen_by_a_season_of_the_premier_league() {
    let Some(games) = world_cup() else { return };
    let shots: Vec<(Shot, bool)> =
        actions(games).filter_map(|action| Some((Shot::of(action)?, action.is_goal()))).collect();
    let goals: Vec<bool> = shots.iter().map(|shot| shot.1).collect();
    let model = ShotModel::ENGLAND_2017_18;

    let chances: Vec<f64> = shots.iter().map(|shot| model.probability(&shot.0)).collect();
    let judged = calibration(&chances, &goals).unwrap();

    // Of 1,419 shots 128 were goals; area and Brier score as `scikit-learn` 1.9.1 gives them.
    assert_eq!((judged.count, judged.came_true), (1_419, 128));
    near(judged.auc, 0.786_327, 1e-5);
    near(judged.brier, 0.071_224, 1e-5);
    near(judged.base_brier, 0.082_068, 1e-6);
    near(judged.expected, 134.576, 0.01);
    let last = judged.deciles.last().unwrap();
    near(last.predicted, last.observed, 0.06);
}

#[test]
fn a_model_of_the_world_cup_has_the_coefficients_of_the_reference() {
    let Some(games) = world_cup() else { return };
    let (shots, goals): (Vec<_>, Vec<_>) =
        actions(games).filter_map(|action| Some((Shot::of(action)?, action.is_goal()))).unzip();

    let model = ShotModel::fit(&shots, &goals).unwrap();

    // Another program stops a little before the best.
    near(model.distance, -0.111_32, 1e-4);
    near(model.angle, 1.853_48, 1e-3);
    near(model.header, -0.737_93, 1e-3);
    near(model.intercept, -1.291_30, 1e-3);
    // At the best of all, as many goals are expected as there were.
    let expected: f64 = shots.iter().map(|shot| model.probability(shot)).sum();
    near(expected, 128.0, 1e-6);
}

#[test]
fn a_shoot_out_is_no_shot() {
    let Some(games) = world_cup() else { return };

    let in_shoot_outs: Vec<_> = actions(games).filter(|action| action.period == 5).collect();

    assert!(in_shoot_outs.iter().any(|action| action.is_goal()));
    assert!(in_shoot_outs.iter().all(|action| Shot::of(action).is_none()));
}
