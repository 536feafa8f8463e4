//! The truth beside the game: what is measured on clean places is the truth, and noise does not touch it.

use match_simulator::{Flaws, MatchPlan, simulate};
use tracking::{
    motion::{Path, motion},
    physical::{Physical, physical},
};

use crate::{short_match, whole_matches};

#[test]
fn distance_and_minutes_measured_on_clean_places_are_the_truth() {
    let played = &whole_matches()[0];
    let (game, truth) = (&played.game, &played.truth);
    let mut runners = 0;
    for (place, truth) in truth.players.iter().enumerate() {
        let mut found = Physical::default();
        for period in &game.periods {
            let places = &period.players[place];
            let path = Path { x_m: &places.x_m, y_m: &places.y_m };
            found += physical(&motion(path, game.rate_hz), game.rate_hz);
        }
        assert_eq!(usize::try_from(found.quality.seen).unwrap(), truth.ticks());
        if truth.minutes() < 10.0 {
            continue;
        }
        runners += 1;
        let error = found.distance_m / truth.distance_m() - 1.0;
        assert!(error.abs() < 0.004, "{error}");
        assert!((found.top_speed_mps - truth.top_speed_mps()).abs() < 0.25);
        assert!(found.sprints.abs_diff(truth.sprints()) <= 3, "{found:?} {truth:?}");
    }
    assert!(runners >= 22, "{runners}");
}

#[test]
fn flaws_change_what_was_seen_and_nothing_that_happened() {
    let clean = short_match(3, 120);
    let flaws = Flaws { noise_cm: 5.0, losses_per_hour: 60.0, longest_loss_secs: 4.0 };
    let plan = MatchPlan { half_secs: [120; 2], flaws, ..MatchPlan::invented(3) };
    let flawed = simulate(&plan).unwrap();

    assert_eq!((&flawed.events, &flawed.truth), (&clean.events, &clean.truth));
    let (mut squares, mut seen, mut lost) = (0.0, 0.0, 0.0);
    for (clean, flawed) in clean.game.periods.iter().zip(&flawed.game.periods) {
        assert_eq!(clean.ticks, flawed.ticks);
        for (clean, flawed) in clean.players.iter().zip(&flawed.players) {
            for (clean, flawed) in clean.x_m.iter().zip(&flawed.x_m) {
                match (clean.is_nan(), flawed.is_nan()) {
                    (false, false) => {
                        squares += f64::from(flawed - clean).powi(2);
                        seen += 1.0;
                    }
                    (false, true) => lost += 1.0,
                    (true, other) => assert!(other, "nobody is seen who is not there"),
                }
            }
        }
    }
    let deviation = f64::sqrt(squares / seen);
    assert!((deviation - 0.05).abs() < 0.001, "{deviation}");
    // Sixty times an hour for two seconds on average.
    let share: f64 = lost / (seen + lost);
    assert!((0.015..0.055).contains(&share), "{share}");
}

#[test]
fn who_comes_on_begins_at_the_frame_at_which_the_other_has_left() {
    let mut changes = 0;
    for played in whole_matches() {
        for event in &played.events {
            if event.kind != match_simulator::EventKind::Substitution {
                continue;
            }
            let leaves = played.truth.players[event.player].stays.last().unwrap();
            let comes = &played.truth.players[event.other.unwrap()].stays[0];
            let first_frame = played.game.periods[1].first_frame;
            let tick = usize::try_from(event.frame - first_frame).unwrap();
            assert_eq!((leaves.ticks.end, comes.ticks.start), (tick, tick));
            assert_eq!((leaves.period, leaves.position), (2, comes.position));
            changes += 1;
        }
    }
    assert!(changes >= 24, "{changes}");
}
