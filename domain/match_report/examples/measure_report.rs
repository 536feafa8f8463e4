//! Measures the report of a simulated match of ninety minutes: seconds of its steps, bytes of what is kept, and the
//! most memory that was held.

#![expect(clippy::print_stdout, reason = "an example tells what it measured")]
#![expect(
    clippy::disallowed_methods,
    reason = "an example measures time and reads the system's figures"
)]

use std::{error::Error, fs, time::Instant};

use match_report::MatchInputs;
use match_simulator::{MatchPlan, simulate};

fn main() -> Result<(), Box<dyn Error>> {
    let played = simulate(&MatchPlan::invented(2))?;
    let events = played.game_events();
    println!("the match in memory: {} MB", peak_mb());
    let start = Instant::now();
    let inputs = MatchInputs::of(Some(&played.game), Some(&events));
    println!("positions and events put together: {:.2} s", start.elapsed().as_secs_f64());
    let report = inputs.report();
    println!("and the report: {:.2} s", start.elapsed().as_secs_f64());
    let replay = inputs.replay_events();
    println!("and {} replay events: {:.2} s", replay.len(), start.elapsed().as_secs_f64());
    println!("the report: {} kB of JSON", serde_json::to_vec(&report)?.len() / 1000);
    println!("the replay's events: {} kB of JSON", serde_json::to_vec(&replay)?.len() / 1000);
    println!("at most in memory: {} MB", peak_mb());
    for offset in &report.offsets {
        println!("{offset:?}");
    }
    for figure in &report.comparison {
        println!("{figure:?}");
    }
    Ok(())
}

/// The most memory that the process has held, in MB; 0 where the system does not tell.
fn peak_mb() -> u64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kb = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kb.unwrap_or_default() / 1000
}
