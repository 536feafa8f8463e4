//! Events of six real minutes on the clock of the tracking.

use football::TrackedGame;
use tracking::synchronisation::{Event, Found, synchronise};

use crate::data::{events, tracab};

fn share(of: usize, all: usize) -> f64 {
    f64::from(u32::try_from(of).unwrap()) / f64::from(u32::try_from(all).unwrap())
}

fn found(game: &TrackedGame, events: &[Event]) -> Vec<Found> {
    let [found] = &synchronise(game, events)[..] else { panic!("there is one period") };
    found.events.clone()
}

#[test]
fn the_acting_player_has_the_ball_where_an_event_was_found() {
    let Some(game) = tracab() else { return };
    let Some(events) = events(&game) else { return };
    assert_eq!(events.len(), 53);

    let found = found(&game, &events);

    assert_eq!(found.len(), 53);
    assert!(found.windows(2).all(|pair| pair[0].tick < pair[1].tick));
    let period = &game.periods[0];
    let distance = |found: &Found, [x, y]: [f64; 2]| {
        let ball = [period.ball.x_m[found.tick], period.ball.y_m[found.tick]].map(f64::from);
        (ball[0] - x).hypot(ball[1] - y)
    };
    let with_player = found.iter().filter(|found| {
        let places = &period.players[events[found.event].player];
        let at = [places.x_m[found.tick], places.y_m[found.tick]].map(f64::from);
        distance(found, at) <= 2.5
    });
    let at_place = found.iter().filter(|found| distance(found, events[found.event].place_m) <= 6.0);
    let shares = [with_player.count(), at_place.count()].map(|count| share(count, 53));
    eprintln!("with the player {:.3}, at the place {:.3}", shares[0], shares[1]);
    assert!(shares[0] >= 0.95 && shares[1] >= 0.92, "{shares:?}");
}

#[test]
fn a_clock_that_is_wrong_by_up_to_two_seconds_finds_the_same_frames() {
    let Some(game) = tracab() else { return };
    let Some(events) = events(&game) else { return };
    let expected = found(&game, &events);
    for wrong in [-2.0, -1.0, 1.0, 2.0] {
        for from in [0, 1] {
            // All clocks, and all but that of the first event, which tells where the clock begins.
            let mut moved = events.clone();
            moved[from..].iter_mut().for_each(|event| event.clock_secs += wrong);
            let found = found(&game, &moved);
            let same = found.iter().filter(|found| {
                let before = expected.iter().find(|before| before.event == found.event);
                before.is_some_and(|before| before.tick.abs_diff(found.tick) <= 5)
            });
            let same = share(same.count(), 53);
            eprintln!("moved by {wrong} s from event {from} on: {same:.3} the same");
            assert!(same >= 0.95, "{wrong} {from}: {same}");
        }
    }
}
