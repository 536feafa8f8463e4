//! How long something takes, as milliseconds.

use std::{
    hint::black_box,
    time::{Duration, Instant},
};

/// Durations of the same work, warm.
pub(crate) struct Timing {
    ms: Vec<f64>,
}

impl Timing {
    /// Does `work` once to warm up, then `runs` times.
    #[expect(clippy::disallowed_methods, reason = "a benchmark reads the clock")]
    pub(crate) fn of<T>(runs: usize, mut work: impl FnMut() -> T) -> Self {
        black_box(work());
        let mut ms: Vec<f64> = (0..runs)
            .map(|_| {
                let start = Instant::now();
                black_box(work());
                milliseconds(start.elapsed())
            })
            .collect();
        ms.sort_by(f64::total_cmp);
        Self { ms }
    }

    /// The middle one.
    pub(crate) fn median_ms(&self) -> f64 {
        self.ms[self.ms.len() / 2]
    }

    /// 19 in 20 were no slower.
    pub(crate) fn p95_ms(&self) -> f64 {
        self.ms[(self.ms.len() * 19 / 20).min(self.ms.len() - 1)]
    }
}

fn milliseconds(duration: Duration) -> f64 {
    duration.as_secs_f64() * 1_000.0
}
