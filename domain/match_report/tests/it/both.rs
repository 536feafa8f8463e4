//! Positions and events together: one clock, one list of players.

use match_frames::ReplayEventKind;
use match_report::{MatchInputs, of_match, replay_events};

use crate::{short, whole};

#[test]
fn events_that_are_late_are_moved_back_to_where_positions_show_them() {
    let (played, mut events) = short();
    let truth: Vec<f64> = events.events.iter().map(|event| event.clock_secs).collect();
    for event in &mut events.events {
        event.clock_secs += 2.0;
    }

    let inputs = MatchInputs::of(Some(&played.game), Some(&events));

    for offset in inputs.report().offsets {
        assert!((offset.shift_secs + 2.0).abs() < 0.6, "{offset:?}");
        assert!(offset.found * 10 >= offset.sought * 9, "{offset:?}");
    }
    let passes: Vec<f64> = inputs
        .replay_events()
        .iter()
        .filter(|event| event.period == 1 && event.kind == ReplayEventKind::Pass)
        .map(|event| event.clock_secs)
        .collect();
    let told = events.events.iter().zip(truth).filter(|(event, _)| {
        event.period == 1 && matches!(event.kind, football::EventKind::Pass(_))
    });
    let near = told.zip(&passes).filter(|((_, truth), moved)| (*moved - truth).abs() < 0.7).count();
    assert!(near * 10 >= passes.len() * 9, "{near} of {}", passes.len());
}

#[test]
fn replay_events_are_in_order_and_name_tracked_players() {
    let (played, events, report) = whole();
    let replay = replay_events(Some(&played.game), Some(events));
    let key = |event: &match_frames::ReplayEvent| (event.period, event.clock_secs);
    assert!(replay.is_sorted_by(|one, other| key(one) <= key(other)));
    let goals = replay.iter().filter(|event| event.kind == ReplayEventKind::Goal).count();
    let [home, away] = report.score.unwrap();
    assert_eq!(goals, usize::from(home + away));
    for event in &replay {
        let who = usize::from(event.player.unwrap());
        assert_eq!(Some(played.game.players[who].side), event.side);
        assert!(event.moved_secs.is_some() && !event.label.is_empty());
        assert!(event.xt.is_none_or(|xt| xt.abs() <= 1.0));
    }
    let pass = replay.iter().find(|event| event.label == "Pass").unwrap();
    assert!(pass.receiver.is_some() && pass.length_m.unwrap() > 0.0 && pass.xt.is_some());
    let shot = replay.iter().find(|event| event.label.starts_with("Shot")).unwrap();
    assert!((0.0..1.0).contains(&shot.xg.unwrap()));
}

#[test]
fn players_of_both_lists_are_one_player() {
    let (played, events, report) = whole();
    assert_eq!(report.players.len(), played.game.players.len());
    assert!(report.players.iter().all(|player| player.tracked && player.listed));

    // Another provider's ids: team and shirt tell.
    let mut other = events.clone();
    for player in &mut other.players {
        player.provider_id = player.provider_id.as_ref().map(|id| format!("x{id}"));
        player.name = Some("somebody".to_owned());
    }
    let again = of_match(Some(&played.game), Some(&other));
    assert_eq!(again.players, report.players);
}
