//! Answers since they were last taken, for the samples that every process adds to the database.

use std::{
    sync::atomic::{AtomicU64, Ordering},
    time::Duration,
};

use backroom::{LAST_BUCKET, Metric, Spread};
use http::StatusCode;
use store::metrics::Measurement;

/// Classes of answers, by the first digit of their status.
const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// Counts of answers by class and by how long they took.
#[derive(Debug)]
pub(super) struct Tally {
    classes: [AtomicU64; CLASSES.len()],
    times: [AtomicU64; LAST_BUCKET + 1],
}

impl Default for Tally {
    fn default() -> Self {
        Self { classes: Default::default(), times: std::array::from_fn(|_| AtomicU64::new(0)) }
    }
}

impl Tally {
    pub(super) fn count(&self, status: StatusCode, took: Duration) {
        let class = usize::from(status.as_u16() / 100).saturating_sub(1).min(CLASSES.len() - 1);
        self.classes[class].fetch_add(1, Ordering::Relaxed);
        let bucket = Spread::bucket(took.as_secs_f64() * 1e3);
        self.times[bucket].fetch_add(1, Ordering::Relaxed);
    }

    /// What was counted since the last time; counting begins anew.
    pub(super) fn take(&self) -> Vec<Measurement> {
        let classes = CLASSES.into_iter().zip(&self.classes).map(|(class, count)| {
            Measurement::new(Metric::Requests, class, count.swap(0, Ordering::Relaxed))
        });
        let times = self.times.iter().enumerate().map(|(bucket, count)| {
            let value = count.swap(0, Ordering::Relaxed);
            Measurement { bucket, ..Measurement::new(Metric::RequestTime, "", value) }
        });
        classes.chain(times).filter(|measured| measured.value > 0).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_told_once_by_class_and_time() {
        let tally = Tally::default();
        tally.count(StatusCode::OK, Duration::from_millis(9));
        tally.count(StatusCode::NOT_FOUND, Duration::from_millis(9));
        tally.count(StatusCode::BAD_GATEWAY, Duration::from_secs(2));

        let told = tally.take();

        let of = |metric, label: &str| {
            told.iter().filter(|it| it.metric == metric && it.label == label).count()
        };
        assert_eq!(["2xx", "4xx", "5xx"].map(|class| of(Metric::Requests, class)), [1, 1, 1]);
        let times: Vec<_> =
            told.iter().filter(|it| it.metric == Metric::RequestTime).map(|it| it.value).collect();
        assert_eq!(times, [2, 1]);
        assert!(tally.take().is_empty());
    }
}
