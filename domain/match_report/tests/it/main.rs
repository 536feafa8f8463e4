//! Reports held against simulated matches with their truth, against public matches, and against all that can be
//! missing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod both;
mod simulated;
mod stats_bomb;
mod subsets;

use std::sync::OnceLock;

use football::GameEvents;
use match_report::{MatchReport, of_match};
use match_simulator::{MatchPlan, SimulatedMatch, simulate};

/// A match of ninety minutes, and what is told of it.
fn whole() -> &'static (SimulatedMatch, GameEvents, MatchReport) {
    static MATCH: OnceLock<(SimulatedMatch, GameEvents, MatchReport)> = OnceLock::new();
    MATCH.get_or_init(|| {
        let played = simulate(&MatchPlan::invented(2)).unwrap();
        let events = played.game_events();
        let report = of_match(Some(&played.game), Some(&events));
        (played, events, report)
    })
}

/// A match of two halves of two minutes.
fn short() -> (SimulatedMatch, GameEvents) {
    let plan = MatchPlan { half_secs: [120; 2], ..MatchPlan::invented(5) };
    let played = simulate(&plan).unwrap();
    let events = played.game_events();
    (played, events)
}
