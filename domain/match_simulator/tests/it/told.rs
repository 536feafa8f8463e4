//! The events as a provider would tell them: the same, seen by the team that acts.

use football::{EventKind as Told, PassOutcome, Side};
use match_simulator::{EventKind, Outcome};

use crate::whole_matches;

#[test]
fn goals_and_passes_are_those_that_were_simulated() {
    for played in whole_matches() {
        let told = played.game_events();
        assert_eq!(
            (told.events.len(), told.players.len()),
            (played.events.len(), played.game.players.len())
        );
        for side in [Side::Home, Side::Away] {
            let own = |wanted: fn(&EventKind) -> bool, outcome| {
                let counts = |event: &&match_simulator::SimulatedEvent| {
                    event.side == side && wanted(&event.kind) && event.outcome == outcome
                };
                played.events.iter().filter(counts).count()
            };
            assert_eq!(told.goals(side), own(|kind| kind.is_shot(), Outcome::Goal));
            let complete = told.events.iter().filter(|event| {
                event.side == Some(side)
                    && matches!(event.kind, Told::Pass(pass) if pass.outcome == PassOutcome::Complete)
            });
            assert_eq!(complete.count(), own(|kind| kind.is_pass(), Outcome::Complete));
            assert_eq!(
                told.line_up(side).filter(|player| player.starter == Some(true)).count(),
                11
            );
        }
    }
}

#[test]
fn teams_shoot_at_the_goal_that_they_attack_in_both_halves() {
    for played in whole_matches() {
        let told = played.game_events();
        for event in told.events.iter().filter(|event| matches!(event.kind, Told::Shot(_))) {
            assert!(event.at.unwrap().x_m > 0.0, "{event:?}");
        }
        assert!(
            told.events
                .iter()
                .any(|event| event.period == 2 && matches!(event.kind, Told::Shot(_)))
        );
    }
}
