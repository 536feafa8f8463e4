//! Reports held against simulated matches with their truth, against public matches, and against all that can be
//! missing.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod both;
mod on_ball;
mod real_positions;
mod simulated;
mod stats_bomb;
mod subsets;

use std::{fs, io::Read as _, path::PathBuf, sync::OnceLock};

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

/// A file of the public data; `None` where the data is absent: then the test says that it is skipped.
fn public(name: &str) -> Option<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let read = |path: &PathBuf| fs::read(path);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/tracking");
    let path = folder.join(name);
    let Ok(bytes) = read(&path) else {
        eprintln!("skipped: {name} is not here");
        return None;
    };
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Some(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}
