//! Each question by itself, on one connection: which of them make the p95, and why.

use std::time::{Duration, Instant};

use store::{Database, players};

use crate::{
    ask::{Kind, Question},
    quantile,
};

/// A question counts with its fastest answer, so that what else the machine does is left out.
const TIMES: usize = 3;

/// Prints what the questions take with nobody else asking, and the slowest `named` of them.
pub(crate) async fn report(
    kind: Kind,
    db: &Database,
    questions: &[Question],
    named: usize,
) -> anyhow::Result<()> {
    let today = chrono::Utc::now().date_naive();
    let mut taken = Vec::new();
    for question in questions {
        let mut fastest = Duration::MAX;
        for _ in 0..TIMES {
            let asked = Instant::now();
            players::list(db, &question.query, today).await?;
            fastest = fastest.min(asked.elapsed());
        }
        taken.push((fastest, &question.address));
    }
    taken.sort_unstable();
    let times: Vec<_> = taken.iter().map(|(time, _)| *time).collect();
    let mean = times.iter().sum::<Duration>() / u32::try_from(times.len().max(1))?;
    println!(
        "{:<26} alone, each: mean {:.1} ms, p50 {:.1} ms, p95 {:.1} ms; the slowest:",
        kind.name(),
        mean.as_secs_f64() * 1e3,
        quantile(&times, 50),
        quantile(&times, 95)
    );
    for (time, address) in taken.iter().rev().take(named) {
        println!("{:>34.1} ms  {address}", time.as_secs_f64() * 1e3);
    }
    Ok(())
}
