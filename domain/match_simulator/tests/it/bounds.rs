//! What no body and no ball can do, and how many stand on the pitch.

use football::{Places, Side};

use crate::whole_matches;

const RATE_HZ: f64 = 25.0;

/// Velocities from tick to tick, m/s; `None` where one of the places is not known.
fn velocities(places: &Places) -> Vec<Option<[f64; 2]>> {
    let step = |values: &[f32]| f64::from(values[1] - values[0]) * RATE_HZ;
    let steps = places.x_m.windows(2).zip(places.y_m.windows(2));
    steps.map(|(x, y)| Some([step(x), step(y)]).filter(|[x, y]| (x + y).is_finite())).collect()
}

#[test]
fn nobody_is_faster_than_nine_and_a_half_metres_a_second_or_jumps() {
    for played in &whole_matches()[..2] {
        for places in played.game.periods.iter().flat_map(|period| &period.players) {
            let velocities = velocities(places);
            for pair in velocities.windows(2) {
                let [Some(before), Some(now)] = pair else { continue };
                let speed = now[0].hypot(now[1]);
                assert!(speed <= 9.5, "{speed} m/s");
                // Places are singles: their rounding is some hundredths of such a difference.
                let change = (now[0] - before[0]).hypot(now[1] - before[1]) * RATE_HZ;
                assert!(change <= 5.05, "{change} m/s²");
            }
        }
    }
}

#[test]
fn the_ball_goes_from_place_to_place_and_stays_near_the_pitch() {
    for played in &whole_matches()[..3] {
        for period in &played.game.periods {
            for velocity in velocities(&period.ball) {
                let [x, y] = velocity.unwrap();
                assert!(x.hypot(y) < 36.0, "{} m/s", x.hypot(y));
            }
            let beside = |(x, y): (&f32, &f32)| x.abs() < 58.0 && y.abs() < 38.5;
            assert!(period.ball.x_m.iter().zip(&period.ball.y_m).all(beside));
            assert!(period.ball_height_m.iter().all(|height| (0.0..20.0).contains(height)));
        }
    }
}

#[test]
fn eleven_of_each_team_are_on_the_pitch_at_every_tick() {
    for played in &whole_matches()[..2] {
        for period in &played.game.periods {
            for side in [Side::Home, Side::Away] {
                for tick in 0..period.ticks.len() {
                    let players = played.game.players.iter().zip(&period.players);
                    let on = players.filter(|(player, places)| {
                        player.side == side && !places.x_m[tick].is_nan()
                    });
                    assert_eq!(on.count(), 11, "{side:?}, tick {tick}");
                }
            }
        }
    }
}
