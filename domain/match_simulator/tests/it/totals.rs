//! Totals of ninety minutes, against what real matches have.

use football::{Position, Side};
use match_simulator::{EventKind, Outcome, SimulatedEvent, SimulatedMatch};

use crate::whole_matches;

fn count(played: &SimulatedMatch, side: Side, wanted: impl Fn(&SimulatedEvent) -> bool) -> f64 {
    let count = played.events.iter().filter(|event| event.side == side && wanted(event)).count();
    f64::from(u32::try_from(count).unwrap())
}

/// A figure of each team of each match.
fn teams(figure: impl Fn(&SimulatedMatch, Side) -> f64) -> Vec<f64> {
    let both = |played| [Side::Home, Side::Away].map(|side| figure(played, side));
    whole_matches().iter().flat_map(both).collect()
}

fn mean(values: &[f64]) -> f64 {
    values.iter().sum::<f64>() / f64::from(u32::try_from(values.len()).unwrap())
}

fn all_within(values: &[f64], range: std::ops::RangeInclusive<f64>) -> bool {
    values.iter().all(|value| range.contains(value))
}

#[test]
fn a_team_plays_three_to_six_hundred_passes_and_most_arrive() {
    let passes = teams(|played, side| count(played, side, |event| event.kind.is_pass()));
    assert!(all_within(&passes, 300.0..=650.0), "{passes:?}");
    let complete = teams(|played, side| {
        let complete =
            |event: &SimulatedEvent| event.kind.is_pass() && event.outcome == Outcome::Complete;
        count(played, side, complete) / count(played, side, |event| event.kind.is_pass())
    });
    assert!(all_within(&complete, 0.70..=0.90), "{complete:?}");
    assert!((0.75..0.88).contains(&mean(&complete)), "{}", mean(&complete));
}

#[test]
fn shots_and_goals_are_as_many_as_in_real_matches() {
    let shots = teams(|played, side| count(played, side, |event| event.kind.is_shot()));
    assert!(all_within(&shots, 4.0..=24.0), "{shots:?}");
    assert!((8.0..=16.0).contains(&mean(&shots)), "{shots:?}");
    let is_goal = |event: &SimulatedEvent| event.outcome == Outcome::Goal;
    let goals = teams(|played, side| count(played, side, is_goal));
    // Of a match, two teams.
    assert!((1.0..=4.0).contains(&(2.0 * mean(&goals))), "{goals:?}");
    assert!(all_within(&goals, 0.0..=6.0), "{goals:?}");
    let saved = |event: &SimulatedEvent| event.outcome == Outcome::Saved;
    let kept_out = teams(|played, side| count(played, side, saved));
    assert!(mean(&kept_out) > 1.0, "{kept_out:?}");
}

#[test]
fn play_is_stopped_as_often_as_it_is() {
    let each = |kind| teams(|played, side| count(played, side, |event| event.kind == kind));
    let means = [
        (EventKind::ThrowIn, 8.0..28.0),
        (EventKind::Corner, 1.0..8.0),
        (EventKind::GoalKick, 4.0..14.0),
        (EventKind::Foul, 6.0..17.0),
        (EventKind::Offside, 0.3..4.0),
        (EventKind::Substitution, 2.0..5.1),
    ];
    for (kind, range) in means {
        let mean = mean(&each(kind));
        assert!(range.contains(&mean), "{kind:?}: {mean}");
    }
    for played in whole_matches() {
        let ticks = played.game.periods.iter().flat_map(|period| &period.ticks);
        let alive = ticks.filter(|tick| tick.alive == Some(true)).count();
        assert!((50 * 1500..68 * 1500).contains(&alive), "{} minutes in play", alive / 1500);
    }
}

#[test]
fn who_plays_ninety_minutes_in_the_field_runs_as_far_and_as_fast_as_professionals() {
    let mut far = Vec::new();
    let mut sprints = Vec::new();
    for truth in whole_matches().iter().flat_map(|played| &played.truth.players) {
        let in_field = truth.stays.iter().all(|stay| stay.position != Position::Goalkeeper);
        if in_field && truth.minutes() > 89.9 {
            far.push(truth.distance_m() / 1000.0);
            sprints.push(f64::from(truth.sprints()));
            let top = truth.top_speed_mps();
            assert!((7.0..9.5).contains(&top), "{top}");
        }
    }
    assert!(far.len() > 60, "{}", far.len());
    assert!(all_within(&far, 8.0..=12.9), "{far:?}");
    assert!((9.5..11.5).contains(&mean(&far)), "{}", mean(&far));
    assert!(all_within(&sprints, 1.0..=45.0), "{sprints:?}");
    assert!((8.0..25.0).contains(&mean(&sprints)), "{}", mean(&sprints));
}
