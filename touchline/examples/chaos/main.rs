//! `cargo xtask chaos [scenario …]`: servers, workers and a database of their own, killed, frozen and
//! cut off under load; then counted whether anything was lost, doubled or left behind. Prints each figure
//! of the reliability specification beside its bar.
//!
//! Everything listens on loopback, is bounded in number and time, and ends with this program.

#![expect(clippy::print_stdout, reason = "figures are for the terminal")]

#[path = "../bars/mod.rs"]
mod bars;
mod client;
mod processes;
mod proxy;
mod room;
mod scenarios;

use std::time::Instant;

use anyhow::{Context as _, Result, bail};
use tokio::signal::unix::{SignalKind, signal};

use crate::{bars::Bars, scenarios::SCENARIOS};

#[tokio::main]
async fn main() -> Result<()> {
    // The client is built to speak TLS, though it only talks to loopback here.
    rustls::crypto::ring::default_provider().install_default().ok();
    let wanted: Vec<String> = std::env::args().skip(1).collect();
    for name in &wanted {
        if !SCENARIOS.iter().any(|scenario| scenario.name == *name) {
            let names: Vec<_> = SCENARIOS.iter().map(|scenario| scenario.name).collect();
            bail!("there is no scenario {name}; there are {}", names.join(", "));
        }
    }
    let mut bars = Bars::default();
    for scenario in &SCENARIOS {
        if !wanted.is_empty() && !wanted.iter().any(|name| name == scenario.name) {
            continue;
        }
        println!("\n=== {}: {}", scenario.name, scenario.what);
        let began = Instant::now();
        let played = tokio::select! {
            played = (scenario.play)(&mut bars) => played,
            // The room goes with the scenario: its processes, its database, its folder.
            asked = asked_to_stop() => asked,
        };
        played.with_context(|| format!("the scenario {} broke off", scenario.name))?;
        println!("--- {:.0} s", began.elapsed().as_secs_f64());
    }
    bars.close()
}

/// Fails when somebody wants this program to end: in its terminal, or by a time limit.
async fn asked_to_stop() -> Result<()> {
    let mut interrupt = signal(SignalKind::interrupt())?;
    let mut terminate = signal(SignalKind::terminate())?;
    tokio::select! {
        _ = interrupt.recv() => {}
        _ = terminate.recv() => {}
    }
    bail!("it was asked to stop")
}
