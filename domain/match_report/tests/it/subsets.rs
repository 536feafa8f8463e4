//! Whatever is missing or broken, a report is made of the rest.

use football::{GameEvents, Places, Side, TrackedGame, TrackedPeriod};
use match_report::{Warning, of_match, replay_events};
use proptest::prelude::*;

use crate::short;

/// A report and its replay, both read back from what is kept of them.
fn holds(tracking: Option<&TrackedGame>, events: Option<&GameEvents>) -> match_report::MatchReport {
    let report = of_match(tracking, events);
    let json = serde_json::to_string(&report).unwrap();
    let again: match_report::MatchReport = serde_json::from_str(&json).unwrap();
    assert_eq!(again, report);
    let replay = replay_events(tracking, events);
    let json = serde_json::to_string(&replay).unwrap();
    assert_eq!(serde_json::from_str::<Vec<match_frames::ReplayEvent>>(&json).unwrap(), replay);
    report
}

#[test]
fn nothing_gives_an_empty_report() {
    let report = holds(None, None);
    assert!(report.players.is_empty() && report.comparison.is_empty() && report.score.is_none());
    assert_eq!((report.team_name(Side::Home), report.secs()), ("Home", 0.0));
}

#[test]
fn positions_alone_and_events_alone_give_their_part() {
    let (played, events) = short();
    let positions = holds(Some(&played.game), None);
    assert!(
        !positions.physical.is_empty() && positions.shots.is_none() && positions.score.is_none()
    );
    let told = holds(None, Some(&events));
    assert!(told.physical.is_empty() && told.shots.is_some() && told.passes.is_some());
}

#[test]
fn periods_that_are_empty_or_broken_are_left_out() {
    let (played, events) = short();
    let mut game = played.game.clone();
    game.periods.truncate(1);
    game.periods.push(TrackedPeriod { number: 2, ..TrackedPeriod::default() });
    let empty = Places::default();
    game.periods.push(TrackedPeriod {
        number: 3,
        players: vec![empty; game.players.len()],
        ..TrackedPeriod::default()
    });
    let report = holds(Some(&game), Some(&events));
    assert!(report.physical.iter().all(|of| of.periods.iter().all(|(number, _)| *number == 1)));

    game.rate_hz = f64::NAN;
    assert!(holds(Some(&game), None).positions.is_none());
}

#[test]
fn positions_of_nobody_give_no_figures_and_no_trust() {
    let (played, _) = short();
    let mut game = played.game;
    for period in &mut game.periods {
        for places in period.players.iter_mut().chain([&mut period.ball]) {
            places.x_m.fill(f32::NAN);
            places.y_m.fill(f32::NAN);
        }
    }
    let report = holds(Some(&game), None);
    let quality = report.quality.unwrap();
    assert_eq!(quality.score, 0);
    assert!(quality.warnings.contains(&Warning::NoDirection { period: 1 }));
    assert!(report.physical.is_empty() && report.formations.is_empty());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(6))]
    #[test]
    fn whatever_is_broken_in_a_match_there_is_a_report(
        wounds in proptest::collection::vec((any::<u32>(), 0_u8..8), 0..40),
    ) {
        let (mut played, mut events) = short();
        for (at, wound) in wounds {
            let at = usize::try_from(at).unwrap();
            let count = events.events.len();
            let event = &mut events.events[at % count];
            match wound {
                0 => event.clock_secs = f64::NAN,
                1 => event.at = Some(football::Spot { x_m: f64::NAN, y_m: f64::INFINITY }),
                2 => (event.player, event.end) = (Some(9999), None),
                3 => event.period = u8::try_from(at % 7).unwrap(),
                4 => event.side = None,
                5 => {
                    let period = &mut played.game.periods[at % 2];
                    let ticks = period.ticks.len();
                    let places = &mut period.players[at % 22];
                    for tick in at % ticks..ticks.min(at % ticks + 500) {
                        places.x_m[tick] = f32::NAN;
                    }
                }
                6 => {
                    let period = &mut played.game.periods[at % 2];
                    let tick = at % period.ticks.len();
                    period.ball.x_m[tick] = f32::NAN;
                    period.ticks[tick].alive = None;
                }
                _ => {
                    let period = &mut played.game.periods[at % 2];
                    let tick = at % period.ticks.len();
                    period.players[at % 22].x_m[tick] = 1e9;
                }
            }
        }
        holds(Some(&played.game), Some(&events));
    }
}
