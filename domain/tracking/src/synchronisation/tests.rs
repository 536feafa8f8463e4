//! Invented passes to and fro.

use football::TrackedGame;

use super::*;
use crate::game_of;

/// Two players fifty metres apart who play the ball to and fro: kicks at seconds 1, 4, 7 and so on, ten in all.
fn to_and_fro() -> (TrackedGame, Vec<Event>) {
    let mut game = game_of(25.0, vec![vec![-25.0; 800], vec![25.0; 800]]);
    let places = &mut game.periods[0].ball.x_m;
    for (tick, x) in (0_u16..800).zip(places) {
        let since = f32::from(tick) - 25.0;
        let kicks = (since / 75.0).floor().clamp(-1.0, 9.0);
        let share = ((since - kicks * 75.0) / 50.0).clamp(0.0, 1.0);
        // From one to the other in two seconds, and a second at his feet.
        let goes_right = kicks.rem_euclid(2.0) == 0.0;
        let share = if goes_right { share } else { 1.0 - share };
        *x = -24.5 + 49.0 * share;
    }
    let events = (0..10_u8).map(|kick| {
        let player = usize::from(kick % 2);
        let place = if player == 0 { -24.0 } else { 24.0 };
        Event {
            period: 1,
            clock_secs: 100.0 + 1.0 + 3.0 * f64::from(kick),
            kind: EventKind::Pass,
            player,
            place_m: [place, 0.0],
        }
    });
    let events = events.collect();
    (game, events)
}

#[test]
fn passes_are_found_where_the_ball_leaves_the_foot_and_the_clock_is_told() {
    let (game, events) = to_and_fro();

    let [found] = &synchronise(&game, &events)[..] else { panic!("there is one period") };

    assert_eq!(found.events.len(), 10);
    for (kick, found) in found.events.iter().enumerate() {
        assert_eq!(found.event, kick);
        assert!(found.tick.abs_diff(25 + 75 * kick) <= 3, "{found:?}");
        assert!(found.cost < 0.5, "{found:?}");
    }
    assert!((found.shift_secs + 100.0).abs() < 0.15, "{}", found.shift_secs);
}

#[test]
fn a_clock_that_is_wrong_by_seconds_finds_the_same_ticks() {
    let (game, events) = to_and_fro();
    let expected = &synchronise(&game, &events)[0].events;
    for wrong in [-1.4, 1.4] {
        // All but the first, so that the start of the clock does not tell.
        let mut late = events.clone();
        late[1..].iter_mut().for_each(|event| event.clock_secs += wrong);
        let found = &synchronise(&game, &late)[0].events;
        for (found, expected) in found.iter().zip(expected).skip(1) {
            assert_eq!((found.event, found.tick), (expected.event, expected.tick), "{wrong}");
        }
    }
}

#[test]
fn events_that_cannot_be_are_left_out() {
    let (mut game, events) = to_and_fro();
    let sound = events[0];
    let odd = [
        Event { clock_secs: f64::NAN, ..sound },
        Event { clock_secs: f64::INFINITY, ..sound },
        Event { player: 7, ..sound },
        Event { period: 2, ..sound },
        Event { clock_secs: 1e300, ..sound },
        sound,
    ];
    let found = synchronise(&game, &odd);
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].events.iter().map(|found| found.event).collect::<Vec<_>>(), [5]);

    game.periods[0].ticks.iter_mut().for_each(|tick| tick.alive = Some(false));
    assert_eq!(synchronise(&game, &events), []);
    assert_eq!(synchronise(&game, &[]), []);
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(24))]
    #[test]
    fn ticks_grow_with_the_clock_whatever_the_list_says(
        clocks in proptest::collection::vec((0.0..40.0_f64, 0_usize..2, -30.0..30.0_f64), 1..12),
    ) {
        let (game, _) = to_and_fro();
        let events: Vec<Event> = clocks
            .into_iter()
            .map(|(clock_secs, player, x)| Event {
                period: 1, clock_secs, kind: EventKind::Shot, player, place_m: [x, 0.0],
            })
            .collect();
        for found in synchronise(&game, &events) {
            for pair in found.events.windows(2) {
                proptest::prop_assert!(pair[0].tick < pair[1].tick);
                let [earlier, later] = [pair[0], pair[1]].map(|f| events[f.event].clock_secs);
                proptest::prop_assert!(earlier <= later);
            }
        }
    }
}
