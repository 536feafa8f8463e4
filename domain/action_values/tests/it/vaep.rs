//! Features against those of `socceraction` 1.5.3, and models across matches.

use action_values::{
    boosting::{Features, Growth, Values},
    calibration::calibration,
    spadl::{Action, ActionKind},
    vaep::{Vaep, features, labels},
};

use crate::data::world_cup;

/// The sums of features over a World Cup, as the other program gives them.
const SUMS: [(&str, f64); 40] = [
    ("period_id_a0", 125_142.0),
    ("time_seconds_a0", 112_045_464.27),
    ("time_seconds_overall_a0", 229_600_764.28),
    ("time_seconds_a1", 111_662_148.75),
    ("time_seconds_a2", 111_280_747.25),
    ("time_seconds_overall_a2", 228_836_047.26),
    ("start_x_a0", 4_097_165.05),
    ("start_y_a0", 2_765_786.44),
    ("start_x_a1", 4_108_971.25),
    ("start_y_a1", 2_776_748.04),
    ("start_x_a2", 4_145_607.65),
    ("start_y_a2", 2_779_947.44),
    ("end_x_a0", 4_585_461.10),
    ("end_y_a0", 2_771_490.45),
    ("end_x_a1", 4_070_656.10),
    ("end_y_a2", 2_774_979.72),
    ("start_dist_to_goal_a0", 4_775_169.51),
    ("start_angle_to_goal_a0", 30_774.23),
    ("start_dist_to_goal_a1", 4_747_299.89),
    ("start_angle_to_goal_a2", 30_001.72),
    ("end_dist_to_goal_a0", 4_307_320.26),
    ("end_angle_to_goal_a0", 34_684.30),
    ("end_dist_to_goal_a2", 4_754_403.06),
    ("end_angle_to_goal_a1", 30_848.38),
    ("dx_a0", 488_296.05),
    ("dy_a0", 5_704.00),
    ("movement_a0", 1_476_963.96),
    ("dx_a1", -38_315.15),
    ("dy_a2", -4_967.73),
    ("movement_a2", 1_472_521.68),
    ("team_1", 60_106.0),
    ("team_2", 54_074.0),
    ("time_delta_1", 383_315.52),
    ("time_delta_2", 764_717.02),
    ("dx_a01", -26_508.95),
    ("dy_a01", -15.29),
    ("mov_a01", 221_892.38),
    ("dx_a02", 7_056.85),
    ("dy_a02", 9_193.27),
    ("mov_a02", 1_588_815.55),
];

/// How often a word comes.
const COUNTS: [(&str, u8, usize); 8] = [
    ("result_a0", 0, 14_406),
    ("result_a1", 1, 66_281),
    ("result_a2", 2, 134),
    ("result_a2", 4, 165),
    ("bodypart_a0", 0, 74_282),
    ("bodypart_a0", 1, 2_918),
    ("bodypart_a1", 2, 3_469),
    ("bodypart_a2", 0, 74_317),
];

fn values<'a>(features: &'a Features, name: &str) -> &'a Values {
    let column = features.columns().iter().find(|column| column.name == name);
    &column.unwrap_or_else(|| panic!("there is no {name}")).values
}

#[test]
fn features_of_a_world_cup_are_those_of_the_reference() {
    let Some(games) = world_cup() else { return };

    let mut all = Features::default();
    for game in games {
        assert!(all.append(features(&game.actions)));
    }

    assert_eq!(all.rows(), 80_919);
    for (name, expected) in SUMS {
        let sum: f64 = match values(&all, name) {
            Values::Numbers(numbers) => numbers.iter().map(|number| f64::from(*number)).sum(),
            Values::Words(words) => words.iter().map(|word| f64::from(*word)).sum(),
        };
        // Both are floats of seven digits.
        let near = 0.02 + expected.abs() * 1e-7;
        assert!((sum - expected).abs() < near, "{name}: {sum} instead of {expected}");
    }
    for (name, word, expected) in COUNTS {
        let Values::Words(words) = values(&all, name) else { panic!("{name} has no words") };
        let count = words.iter().map(|one| usize::from(*one == word)).sum::<usize>();
        assert_eq!(count, expected, "{name} {word}");
    }
}

#[test]
fn chances_learned_in_the_group_stage_hold_in_later_matches() {
    let Some(games) = world_cup() else { return };
    let (first, later) = games.split_at(48);
    let first: Vec<&[Action]> = first.iter().map(|game| &game.actions[..]).collect();

    let model = Vaep::fit(first, Growth::default()).unwrap();

    let (mut chances, mut came) = (Vec::new(), Vec::new());
    let (mut of_goals, mut of_misses) = (Vec::new(), Vec::new());
    for game in later {
        let features = features(&game.actions);
        chances.extend(model.scores.probabilities(&features));
        came.extend(labels(&game.actions).scores);
        let rated = model.rate(&game.actions);
        assert_eq!(rated.len(), game.actions.len());
        assert!(rated.iter().all(|value| value.total().abs() <= 2.0));
        let of_shots = game.actions.iter().zip(&rated);
        let of_shots = of_shots.filter(|(action, _)| action.kind == ActionKind::Shot);
        for (action, value) in of_shots {
            if action.is_goal() { &mut of_goals } else { &mut of_misses }.push(value.total());
        }
    }
    let mean = |values: &[f64]| {
        values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap())
    };
    assert!(mean(&of_goals) > 0.5 && mean(&of_misses) < 0.1);
    let judged = calibration(&chances, &came).unwrap();
    assert!(judged.auc > 0.68, "{}", judged.auc);
    assert!(judged.brier < 0.95 * judged.base_brier, "{} {}", judged.brier, judged.base_brier);
    let again: Vaep = serde_json::from_str(&serde_json::to_string(&model).unwrap()).unwrap();
    assert_eq!(again.scores.trees.len(), 100);
    assert!((again.scores.base - model.scores.base).abs() < 1e-12);
}
