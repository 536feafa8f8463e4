//! Measures the statistics of scouting beside their bars (scouting specification 4).
//!
//! `cargo xtask bench scouting`. The public tables are taken from `../shared/data`; where they are
//! absent, that part is skipped, visibly. Beside pandas and `NumPy`, on one thread and in the same run,
//! where `python3` (or what `TOUCHLINE_BENCH_PYTHON` names) has them; else that part is skipped too.

#![expect(clippy::print_stdout, reason = "a benchmark prints what it measured")]

#[path = "../../../../touchline/examples/bars/mod.rs"]
mod bars;
mod entities;
mod generated;
#[path = "../../tests/reports/hostile.rs"]
mod hostile;
#[path = "../../tests/reports/oracle.rs"]
mod oracle;
mod peer;
mod percentiles;
#[path = "../../tests/reports/players.rs"]
mod players;
#[path = "../../tests/self_retrieval/public_seasons.rs"]
mod public_seasons;
mod reports;
mod similarity;
mod timing;
mod value;

use bars::Bars;

fn main() -> anyhow::Result<()> {
    let mut bars = Bars::default();
    similarity::measure(&mut bars)?;
    percentiles::measure(&mut bars)?;
    entities::measure(&mut bars)?;
    reports::measure(&mut bars);
    value::measure(&mut |what, figure, bar, held| bars.enter(what, &figure, bar, held))?;
    bars.close()
}
