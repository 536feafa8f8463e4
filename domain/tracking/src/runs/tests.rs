//! Runs of invented players.

use football::TrackedGame;

use super::*;
use crate::game_of;

/// A goalkeeper, a standing player and one who stands, runs 20 m forwards at 6 m/s, and stands again. The ball is
/// at the centre spot, with the home team.
fn game() -> TrackedGame {
    let his: Vec<f32> = (0..400_u16)
        .map(|tick| 10.0 + (f32::from(tick) / 25.0 - 5.0).clamp(0.0, 20.0 / 6.0) * 6.0)
        .collect();
    game_of(25.0, vec![vec![-50.0; 400], vec![5.0; 400], his])
}

fn found(game: &TrackedGame) -> Vec<Run> {
    runs(&Moments::of(game, &game.periods[0]))
}

#[test]
fn a_run_has_its_start_its_end_its_length_and_the_space_it_gained() {
    let game = game();
    let [run] = &found(&game)[..] else { panic!("there is one run") };

    assert_eq!((run.player, run.period, run.direction), (2, 1, RunDirection::Forward));
    // The filter rounds the corners of his start and his stop.
    assert!((run.start_m[0] - 10.0).abs() < 2.0 && (run.end_m[0] - 30.0).abs() < 2.0, "{run:?}");
    assert!((run.distance_m - (run.end_m[0] - run.start_m[0])).abs() < 0.5, "{run:?}");
    assert!((run.top_speed_mps - 6.0).abs() < 0.6, "{run:?}");
    // The border to his neighbour goes from 7.5 m to 17.5 m: he is nearest to less.
    assert!(run.gained_m2.unwrap() < 0.0 && !run.gained_space(), "{run:?}");
}

#[test]
fn turned_round_it_is_the_same_run_and_towards_the_own_goal_it_is_a_backward_one() {
    let mut game = game();
    for places in &mut game.periods[0].players {
        places.x_m.iter_mut().for_each(|x| *x = -*x);
    }
    let [run] = &found(&game)[..] else { panic!("there is one run") };
    assert_eq!(run.direction, RunDirection::Forward);
    assert!((run.start_m[0] - 10.0).abs() < 2.0, "{run:?}");

    // Time the other way round.
    game.periods[0].players[2].x_m.reverse();
    let [run] = &found(&game)[..] else { panic!("there is one run") };
    assert_eq!(run.direction, RunDirection::Backward);
    assert!(run.gained_space(), "{run:?}");
}

#[test]
fn on_the_ball_without_it_or_too_short_it_is_no_run() {
    let mut with_ball = game();
    let his = with_ball.periods[0].players[2].clone();
    with_ball.periods[0].ball = his;
    assert_eq!(found(&with_ball), []);

    let mut without = game();
    without.periods[0].ticks.iter_mut().for_each(|tick| tick.possession = Some(Side::Away));
    assert_eq!(found(&without), []);

    // Dead from half a second after his start.
    let mut dead = game();
    dead.periods[0].ticks[137..].iter_mut().for_each(|tick| tick.alive = Some(false));
    assert_eq!(found(&dead), []);

    assert_eq!(direction(1.0, 0.9), RunDirection::Forward);
    assert_eq!(direction(-1.0, -0.9), RunDirection::Backward);
    assert_eq!(direction(0.5, -0.9), RunDirection::Across);
}
