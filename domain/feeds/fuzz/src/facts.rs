//! What holds of every game that was read, and a number that tells two games apart.

use std::{
    collections::hash_map::DefaultHasher,
    fmt::{self, Debug, Write},
    hash::Hasher,
};

use football::{EventKind, GameEvents, Places, Spot, TrackedGame};

/// Further from the centre spot nobody is, metres.
const FURTHEST_M: f32 = 10_000.0;

/// What is written goes into a number.
#[derive(Default)]
struct Digest(DefaultHasher);

impl Write for Digest {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        self.0.write(text.as_bytes());
        Ok(())
    }
}

/// A number for what a value shows of itself.
pub(crate) fn digest(value: &impl Debug) -> u64 {
    let mut digest = Digest::default();
    let written = write!(digest, "{value:?}");
    assert!(written.is_ok(), "a value shows itself");
    digest.0.finish()
}

/// Holds a game of positions against what its types promise.
pub(crate) fn of_tracking(game: &TrackedGame) -> u64 {
    assert!(game.rate_hz.is_finite() && game.rate_hz > 0.0, "{} Hz", game.rate_hz);
    let mut sum = digest(&(game.pitch, game.rate_hz, &game.players, game.nameless_places));
    let mut fold =
        |value: u64| sum = (sum.rotate_left(5) ^ value).wrapping_mul(0x517c_c1b7_2722_0a95);
    let numbers: Vec<u8> = game.periods.iter().map(|period| period.number).collect();
    assert!(!numbers.is_empty(), "there is a period");
    assert!(numbers.is_sorted_by(|one, next| one < next), "periods {numbers:?}");
    assert!(numbers.iter().all(|number| (1..=5).contains(number)), "periods {numbers:?}");
    for period in &game.periods {
        let ticks = period.ticks.len();
        fold(digest(&(period.number, period.first_frame, ticks)));
        let ends = [period.ticks.first(), period.ticks.last()];
        let recorded = ends.into_iter().flatten().all(|tick| tick.recorded);
        assert!(ticks > 0 && recorded, "a period has its first and its last frame");
        assert_eq!(period.players.len(), game.players.len(), "everybody has places");
        assert_eq!(period.ball_height_m.len(), ticks, "heights of the ball");
        for tick in &period.ticks {
            let alive = tick.alive.map_or(0, |alive| 1 + u64::from(alive));
            let side = tick.possession.map_or(0, |side| 1 + side as u64);
            fold(u64::from(tick.recorded) | alive << 1 | side << 3);
        }
        for Places { x_m, y_m } in period.players.iter().chain([&period.ball]) {
            assert_eq!((x_m.len(), y_m.len()), (ticks, ticks), "places");
            for (x, y) in x_m.iter().zip(y_m) {
                let known = !x.is_nan() && !y.is_nan();
                let nowhere = x.is_nan() && y.is_nan();
                assert!(known || nowhere, "half a place: {x}, {y}");
                assert!(nowhere || x.abs().max(y.abs()) <= FURTHEST_M, "a place at {x}, {y}");
                fold(u64::from(x.to_bits()) << 32 | u64::from(y.to_bits()));
            }
        }
        for height in &period.ball_height_m {
            assert!(height.is_nan() || height.abs() <= FURTHEST_M, "the ball at {height}");
            fold(u64::from(height.to_bits()));
        }
    }
    sum
}

/// Holds a game of events against what its types promise.
pub(crate) fn of_events(game: &GameEvents) -> u64 {
    let listed = |player: Option<usize>| player.is_none_or(|place| place < game.players.len());
    let on_earth = |spot: &Spot| spot.x_m.is_finite() && spot.y_m.is_finite();
    let numbers: Vec<u8> = game.periods.iter().map(|period| period.number).collect();
    assert!(numbers.is_sorted_by(|one, next| one < next), "periods {numbers:?}");
    assert!(numbers.iter().all(|number| (1..=5).contains(number)), "periods {numbers:?}");
    for event in &game.events {
        assert!(event.period == 0 || numbers.contains(&event.period), "period {}", event.period);
        assert!(event.clock_secs.is_finite(), "the clock at {}", event.clock_secs);
        assert!(event.duration_secs.is_none_or(f64::is_finite), "{:?}", event.duration_secs);
        assert!(event.at.iter().chain(&event.end).all(on_earth), "{:?} {:?}", event.at, event.end);
        assert!(listed(event.player), "player {:?}", event.player);
        match &event.kind {
            EventKind::Pass(pass) => assert!(listed(pass.receiver), "{:?}", pass.receiver),
            EventKind::Substitution { replacement } => {
                assert!(listed(*replacement), "{replacement:?}");
            }
            EventKind::Shot(shot) => {
                let numbers = [shot.xg, shot.post_shot_xg, shot.end_height_m];
                assert!(numbers.into_iter().flatten().all(f64::is_finite), "{numbers:?}");
            }
            _ => {}
        }
        if let Some(frame) = &event.freeze_frame {
            assert!(frame.visible_area.iter().all(on_earth), "{:?}", frame.visible_area);
            for person in &frame.people {
                assert!(on_earth(&person.at) && listed(person.player), "{person:?}");
            }
        }
    }
    digest(game)
}
