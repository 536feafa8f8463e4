//! Simulated matches, held against what football and physics allow, read back as a provider's files are, and
//! measured as a real match is.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod bounds;
mod football_sense;
mod formats;
mod same_bits;
mod told;
mod totals;
mod truth;

use std::sync::OnceLock;

use match_simulator::{MatchPlan, SimulatedMatch, simulate};

/// Matches of ninety minutes, of seeds 1 to 6.
fn whole_matches() -> &'static [SimulatedMatch] {
    static MATCHES: OnceLock<Vec<SimulatedMatch>> = OnceLock::new();
    MATCHES
        .get_or_init(|| (1..=6).map(|seed| simulate(&MatchPlan::invented(seed)).unwrap()).collect())
}

/// A match of two halves of so many seconds.
fn short_match(seed: u64, half_secs: u32) -> SimulatedMatch {
    let plan = MatchPlan { half_secs: [half_secs; 2], ..MatchPlan::invented(seed) };
    simulate(&plan).unwrap()
}
