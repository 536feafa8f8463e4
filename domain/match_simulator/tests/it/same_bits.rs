//! The same plan gives the same match, to the bit; another seed another one; halves are as long as they are asked
//! to be.

use match_simulator::{MatchPlan, SimulatedMatch, simulate};

use crate::short_match;

/// All places of a match as bits: NaN equals itself.
fn bits(played: &SimulatedMatch) -> Vec<u32> {
    let periods = played.game.periods.iter();
    let places = periods.flat_map(|period| period.players.iter().chain([&period.ball]));
    places.flat_map(|places| places.x_m.iter().chain(&places.y_m)).map(|x| x.to_bits()).collect()
}

#[test]
fn the_same_seed_gives_the_same_bits() {
    let [once, again] = [0, 1].map(|_| short_match(11, 200));
    assert_eq!(bits(&once), bits(&again));
    assert_eq!((once.events, once.truth, once.clubs), (again.events, again.truth, again.clubs));
}

#[test]
fn another_seed_gives_another_match() {
    let [one, other] = [11, 12].map(|seed| short_match(seed, 60));
    assert_ne!(bits(&one), bits(&other));
    assert_ne!(one.game.players, other.game.players);
}

#[test]
fn halves_and_pitch_are_as_planned() {
    let mut plan = MatchPlan { half_secs: [30, 1], ..MatchPlan::invented(2) };
    plan.pitch.length_m = 100.0;
    plan.pitch.width_m = 64.0;
    let played = simulate(&plan).unwrap();
    let lengths: Vec<usize> = played.game.periods.iter().map(|period| period.ticks.len()).collect();
    assert_eq!(lengths, [750, 25]);
    assert_eq!((played.game.pitch, played.game.rate_hz), (plan.pitch, 25.0));
    // Frame numbers run on through a break of fifteen minutes.
    assert_eq!(played.game.periods[1].first_frame, 1 + 750 + 22_500);
    let inside = |x: &f32| x.is_nan() || x.abs() < 55.0;
    assert!(played.game.periods.iter().flat_map(|p| &p.players).all(|p| p.x_m.iter().all(inside)));
}

#[test]
fn a_plan_that_cannot_be_played_is_refused() {
    let plan = MatchPlan { half_secs: [4000, 60], ..MatchPlan::invented(2) };
    assert!(simulate(&plan).unwrap_err().to_string().starts_with("a half of 4000 seconds"));
}
