//! Actions against those of `socceraction` 1.5.3, and against the scores.

use action_values::spadl::{Action, ActionKind, ActionResult, LENGTH_M, WIDTH_M, goals};
use feeds::events::wyscout::{WyscoutEvent, WyscoutMatch, WyscoutTag, WyscoutTags, WyscoutTeam};
use proptest::prelude::*;
use wyscout_actions::wyscout_actions;

use crate::data::{actions, json, world_cup};

#[test]
fn a_world_cup_has_the_actions_of_the_reference_by_kind_result_and_match() {
    let Some(games) = world_cup() else { return };
    let Some(reference) = json("wyscout/reference/ref_spadl_wc2018.json") else { return };

    for kind in ActionKind::ALL {
        let count = actions(games).filter(|action| action.kind == *kind).count();
        let expected = reference["by_type"][kind.name()].as_u64().unwrap_or(0);
        assert_eq!(count as u64, expected, "{}", kind.name());
    }
    for result in ActionResult::ALL {
        let count = actions(games).filter(|action| action.result == *result).count();
        let expected = reference["by_result"][result.name()].as_u64().unwrap_or(0);
        assert_eq!(count as u64, expected, "{}", result.name());
    }
    for (game, expected) in games.iter().zip(reference["per_match"].as_array().unwrap()) {
        assert_eq!(game.actions.len() as u64, expected["actions"], "{}", game.label);
    }
}

#[test]
fn places_are_those_of_the_reference_seen_by_the_home_team() {
    let Some(games) = world_cup() else { return };

    // Sums over all 80,919 actions as the other program gives them, each turned to its own team.
    let sums = actions(games).fold([0.0; 4], |sums, action| {
        let Action { start_m: [x, y], end_m: [end_x, end_y], .. } = action.attacking_right();
        [sums[0] + x, sums[1] + y, sums[2] + end_x, sums[3] + end_y]
    });

    let expected = [4_097_165.05, 2_765_786.44, 4_585_461.10, 2_771_490.45];
    for (sum, expected) in sums.iter().zip(expected) {
        // The other program's sums are of floats with seven digits.
        assert!((sum - expected).abs() < 2.0, "{sum} instead of {expected}");
    }
}

#[test]
fn goals_and_own_goals_are_those_of_the_scores() {
    let Some(games) = world_cup() else { return };

    for game in games {
        let (_, score) = game.label.rsplit_once(", ").unwrap();
        let score: Vec<u32> = score
            .split(" - ")
            .map(|goals| goals.split(' ').next().unwrap().parse().unwrap())
            .collect();
        assert_eq!(goals(&game.actions)[..], score, "{}", game.label);
    }
    assert_eq!(actions(games).filter(|action| action.is_own_goal()).count(), 12);
}

fn any_match() -> impl Strategy<Value = WyscoutMatch> {
    let share = prop_oneof![-10.0..110.0_f64, Just(0.0), Just(100.0), Just(50.0)];
    let place = prop::option::of([share.clone(), share]);
    let tags = prop::collection::vec(prop::sample::select(WyscoutTag::ALL), 0..4);
    let sub_kinds: Vec<u16> = (0..=101).collect();
    let event = (
        0_u16..12,
        prop::sample::select(sub_kinds),
        tags,
        1_u8..6,
        0.0..100.0_f64,
        1_i64..3,
        prop::option::of(1_i64..5),
        (place.clone(), place),
    );
    prop::collection::vec(event, 0..60).prop_map(|events| WyscoutMatch {
        id: 1,
        label: None,
        date: None,
        teams: [1, 2].map(|id| WyscoutTeam { id, ..WyscoutTeam::default() }),
        events: (0..)
            .zip(events)
            .map(|(id, (kind, sub_kind, tags, period, seconds, team, player, places))| {
                let tags = tags.into_iter().fold(WyscoutTags::default(), WyscoutTags::with);
                WyscoutEvent {
                    id,
                    kind,
                    sub_kind,
                    tags,
                    period,
                    seconds,
                    team,
                    player,
                    start_percent: places.0,
                    end_percent: places.1,
                }
            })
            .collect(),
    })
}

proptest! {
    #[test]
    fn whatever_the_events_actions_are_on_the_pitch_and_in_the_order_of_time(game in any_match()) {
        let actions = wyscout_actions(&game);

        for action in &actions {
            for [x, y] in [action.start_m, action.end_m] {
                prop_assert!((0.0..=LENGTH_M).contains(&x) && (0.0..=WIDTH_M).contains(&y));
            }
            let back = action.turned().turned();
            prop_assert!((back.start_m[0] - action.start_m[0]).abs() < 1e-9);
            prop_assert!(action.kind != ActionKind::NonAction);
        }
        prop_assert!(actions.is_sorted_by_key(|action| action.period));
        let of_events = actions.iter().filter(|action| action.event.is_some());
        let sorted = of_events.is_sorted_by(|one, other| {
            one.period < other.period || one.seconds <= other.seconds
        });
        prop_assert!(sorted);
    }
}
