//! What a coach would look at: ends, goalkeepers, lines, formations, and whether the ball is where the events say.

use football::{Position, Side, TrackedPeriod};
use match_simulator::{EventKind, Outcome, SimulatedMatch};
use tracking::formation::{Phase, formations};

use crate::whole_matches;

/// The direction in which a side attacks in a period: away from its goalkeeper.
fn attack(played: &SimulatedMatch, period: &TrackedPeriod, side: Side) -> f32 {
    let keeper = played.game.players.iter().position(|player| player.side == side).unwrap();
    let x = &period.players[keeper].x_m;
    -x.iter().sum::<f32>().signum()
}

#[test]
fn teams_change_ends_and_goalkeepers_stay_near_their_goals() {
    for played in whole_matches() {
        let [first, second] = [0, 1].map(|half| &played.game.periods[half]);
        for side in [Side::Home, Side::Away] {
            let (before, after) = (attack(played, first, side), attack(played, second, side));
            assert!((before + after).abs() < f32::EPSILON, "{before} {after}");
        }
        for period in [first, second] {
            let sides = [Side::Home, Side::Away].map(|side| attack(played, period, side));
            assert!((sides[0] + sides[1]).abs() < f32::EPSILON);
            for (truth, places) in played.truth.players.iter().zip(&period.players) {
                if truth.stays.first().is_some_and(|stay| stay.position == Position::Goalkeeper) {
                    let near = |x: &&f32| x.abs() > 52.5 - 18.0;
                    let near = places.x_m.iter().filter(near).count();
                    assert!(near * 100 > places.x_m.len() * 97, "{near} of {}", places.x_m.len());
                }
            }
        }
    }
}

#[test]
fn formations_are_recognised_up_to_the_first_substitution() {
    let (mut found, mut all) = (0, 0);
    for played in whole_matches() {
        let windows = formations(&played.game, Phase::All);
        for (side, formation) in [Side::Home, Side::Away].into_iter().zip(played.truth.formations) {
            for period in [1, 2] {
                let mut of = windows.iter().filter(|w| w.side == side && w.period == period);
                let seen = of.next().and_then(|window| window.formation.clone()).unwrap();
                all += 1;
                found += usize::from(seen.name == formation.name());
                if seen.name != formation.name() {
                    eprintln!("{} seen as {seen:?}", formation.name());
                }
            }
        }
    }
    assert_eq!(all, 24);
    assert!(found * 4 >= all * 3, "{found} of {all}");
}

#[test]
fn players_do_not_stand_on_each_other_and_the_last_line_is_a_line() {
    let (mut near, mut pairs, mut spreads, mut lines) = (0, 0, 0.0, 0.0);
    for played in whole_matches() {
        for period in &played.game.periods {
            for tick in (0..period.ticks.len()).step_by(250) {
                if period.ticks[tick].alive != Some(true) {
                    continue;
                }
                for side in [Side::Home, Side::Away] {
                    let attack = attack(played, period, side);
                    let on = played.game.players.iter().zip(&period.players);
                    let mut team: Vec<(f32, f32)> = on
                        .filter(|(player, places)| {
                            player.side == side && !places.x_m[tick].is_nan()
                        })
                        .map(|(_, places)| (places.x_m[tick] * attack, places.y_m[tick]))
                        .collect();
                    for (place, one) in team.iter().enumerate() {
                        for other in &team[place + 1..] {
                            pairs += 1;
                            near += usize::from((one.0 - other.0).hypot(one.1 - other.1) < 1.5);
                        }
                    }
                    team.sort_by(|a, b| a.0.total_cmp(&b.0));
                    if period.ticks[tick].possession != Some(side) {
                        // The three deepest in front of the goalkeeper.
                        spreads += team[3].0 - team[1].0;
                        lines += 1.0;
                    }
                }
            }
        }
    }
    assert!(near * 400 < pairs, "{near} of {pairs} pairs of teammates within 1.5 m");
    let spread = spreads / lines;
    assert!(spread < 6.0, "the three deepest stand {spread} m apart in depth");
}

#[test]
fn the_ball_is_with_who_plays_it_and_arrives_at_who_gets_it() {
    for played in whole_matches() {
        for event in &played.events {
            if !(event.kind.is_pass() || event.kind.is_shot() || event.kind == EventKind::Tackle) {
                continue;
            }
            let period = &played.game.periods[usize::from(event.period) - 1];
            let tick = usize::try_from(event.frame - period.first_frame).unwrap();
            let far = |player: usize, place: [f64; 2], tick: usize| {
                let places = &period.players[player];
                (f64::from(places.x_m[tick]) - place[0])
                    .hypot(f64::from(places.y_m[tick]) - place[1])
            };
            assert!(far(event.player, event.place_m, tick) < 2.5, "{event:?}");
            assert_eq!(period.ticks[tick].alive, Some(true), "{event:?}");
            if event.kind.is_pass() && event.outcome == Outcome::Complete {
                let (receiver, end) = (event.other.unwrap(), event.end_m.unwrap());
                assert_eq!(played.game.players[receiver].side, event.side);
                let later = tick..period.ticks.len().min(tick + 25 * 15);
                let nearest = later.map(|tick| far(receiver, end, tick)).fold(f64::MAX, f64::min);
                assert!(nearest < 2.5, "{nearest} {event:?}");
            }
        }
    }
}

#[test]
fn a_goal_is_followed_by_a_kick_off_of_the_other_team_with_the_ball_dead_between() {
    let mut goals = 0;
    for played in whole_matches() {
        for (place, event) in played.events.iter().enumerate() {
            if event.outcome != Outcome::Goal {
                continue;
            }
            let Some(next) = played.events[place + 1..].iter().find(|next| next.kind.is_pass())
            else {
                continue;
            };
            goals += 1;
            assert_eq!(next.kind, EventKind::KickOff, "{event:?} {next:?}");
            if next.period == event.period {
                assert_ne!(next.side, event.side);
                let period = &played.game.periods[usize::from(next.period) - 1];
                let kick = usize::try_from(next.frame - period.first_frame).unwrap();
                assert!(period.ticks[kick - 500..kick].iter().all(|t| t.alive == Some(false)));
            }
        }
    }
    assert!(goals > 5, "{goals}");
}
