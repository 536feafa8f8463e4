//! Features, labels and values of made-up actions.

use football::Side;

use super::*;
use crate::{
    boosting::{Column, Values},
    spadl::{ActionKind, ActionResult, BodyPart},
};

fn action(side: Side, seconds: f64, kind: ActionKind, result: ActionResult) -> Action {
    Action {
        event: None,
        period: 1,
        seconds,
        side,
        player: None,
        start_m: [30.0, 20.0],
        end_m: [33.0, 24.0],
        kind,
        result,
        body_part: BodyPart::LeftFoot,
    }
}

fn column<'a>(features: &'a Features, name: &str) -> &'a Column {
    features.columns().iter().find(|column| column.name == name).unwrap()
}

fn near(found: f32, expected: f32) {
    assert!((found - expected).abs() < 1e-6, "{found} instead of {expected}");
}

fn number(features: &Features, name: &str, row: usize) -> f32 {
    match &column(features, name).values {
        Values::Numbers(numbers) => numbers[row],
        Values::Words(words) => f32::from(words[row]),
    }
}

#[test]
fn a_state_is_seen_by_the_team_that_acts() {
    let pass = action(Side::Home, 5.0, ActionKind::Pass, ActionResult::Success);
    let goal = Action { kind: ActionKind::Shot, seconds: 9.0, ..pass };
    let answer = Action { side: Side::Away, seconds: 70.0, ..pass };

    let features = features(&[pass, goal, answer]);

    // 67 columns: 18 for each of three actions, 5 for each of two changes, 3 for the score.
    assert_eq!((features.columns().len(), features.rows()), (67, 3));
    let is = |name, row, expected| near(number(&features, name, row), expected);
    is("start_x_a0", 0, 30.0);
    is("start_x_a0", 2, 75.0);
    is("start_x_a2", 2, 75.0);
    is("movement_a1", 2, 5.0);
    is("time_delta_2", 0, 0.0);
    is("time_delta_2", 1, 4.0);
    is("time_delta_2", 2, 65.0);
    is("team_1", 1, 1.0);
    is("team_1", 2, 0.0);
    is("goalscore_team", 1, 0.0);
    is("goalscore_team", 2, 0.0);
    is("goalscore_diff", 2, -1.0);
    // A place 3 m from the line and 4 m beside the middle of the goal.
    let close = Action { end_m: [102.0, 30.0], ..pass };
    let features = super::features(&[close]);
    near(number(&features, "end_dist_to_goal_a0", 0), 5.0);
    near(number(&features, "end_angle_to_goal_a0", 0), (4.0_f32 / 3.0).atan());
}

#[test]
fn a_period_does_not_look_back_into_the_one_before() {
    let pass = action(Side::Home, 2_800.0, ActionKind::Pass, ActionResult::Success);
    let kick_off = Action { period: 2, seconds: 1.0, ..pass };
    let next = Action { seconds: 3.0, ..kick_off };

    let features = features(&[pass, kick_off, next]);

    near(number(&features, "time_delta_2", 1), 0.0);
    near(number(&features, "time_delta_2", 2), 2.0);
    near(number(&features, "time_seconds_overall_a1", 2), 2_701.0);
}

#[test]
fn goals_are_foreseen_by_ten_actions_and_own_goals_by_none() {
    let pass = action(Side::Home, 0.0, ActionKind::Pass, ActionResult::Success);
    let mut actions = vec![pass; 12];
    actions[11] = Action { kind: ActionKind::Shot, side: Side::Away, ..pass };

    let goal = labels(&actions);
    actions[11].kind = ActionKind::BadTouch;
    actions[11].result = ActionResult::OwnGoal;
    let own_goal = labels(&actions);

    let from_third: Vec<bool> = (0..12).map(|place| place >= 2).collect();
    assert_eq!(goal.concedes[..11], from_third[..11]);
    assert_eq!(goal.scores, [&[false; 11][..], &[true]].concat());
    assert!(!goal.concedes[11]);
    assert_eq!(own_goal.scores, [false; 12]);
    assert_eq!(own_goal.concedes, [false; 12]);
}

#[test]
fn an_action_is_worth_the_change_of_the_chances() {
    let pass = action(Side::Home, 0.0, ActionKind::Pass, ActionResult::Success);
    let actions = [
        pass,
        Action { seconds: 2.0, ..pass },
        Action { seconds: 4.0, side: Side::Away, ..pass },
        Action { seconds: 20.0, side: Side::Away, kind: ActionKind::CrossedCorner, ..pass },
        Action { seconds: 60.0, side: Side::Away, kind: ActionKind::Penalty, ..pass },
    ];
    let worth = values(&actions, &[0.1, 0.3, 0.05, 0.04, 0.9], &[0.02, 0.01, 0.06, 0.0, 0.01]);

    let expected = [
        (0.0, 0.0),
        (0.3 - 0.1, 0.02 - 0.01),
        // The ball changed hands: their chance to score was ours to concede.
        (0.05 - 0.01, 0.3 - 0.06),
        (0.04 - 0.0465, 0.0),
        (0.9 - 0.792_453, -0.01),
    ];
    for (worth, (offensive, defensive)) in worth.iter().zip(expected) {
        assert!((worth.offensive - offensive).abs() < 1e-12, "{worth:?}");
        assert!((worth.defensive - defensive).abs() < 1e-12, "{worth:?}");
        assert!((worth.total() - offensive - defensive).abs() < 1e-12);
    }
}
