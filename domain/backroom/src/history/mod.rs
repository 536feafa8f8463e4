//! How the house fared over time: jobs, queues, answers and connections, in steps that a chart can show.

mod metric;
mod range;
mod spread;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

pub use metric::{Metric, Sample, UnknownMetric};
pub use range::HistoryRange;
pub use spread::{LAST_BUCKET, Spread};

use crate::JobState;

/// Measurements in the steps of a range. Every list has one entry a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct History {
    /// How far back it goes.
    pub range: HistoryRange,
    /// When each step begins.
    pub starts: Vec<DateTime<Utc>>,
    /// Jobs that ended, by final state: those states that there were.
    pub ended: Vec<(JobState, Vec<u64>)>,
    /// Jobs that ended, by kind: those kinds that there were, the most frequent first.
    pub ended_of_kind: Vec<(String, Vec<u64>)>,
    /// How long jobs waited after they were due.
    pub wait: Vec<Option<Latency>>,
    /// How long their last attempt ran.
    pub run: Vec<Option<Latency>>,
    /// Jobs that waited, at most at once.
    pub waiting: Vec<Option<u64>>,
    /// Jobs under way, at most at once.
    pub running: Vec<Option<u64>>,
    /// Jobs that waited, at most at once, by queue: those in which any did, the longest first.
    pub waiting_in: Vec<(String, Vec<Option<u64>>)>,
    /// For how long the oldest job that could run had waited, at most, in milliseconds.
    pub oldest_ms: Vec<Option<u64>>,
    /// Processes that ran jobs.
    pub workers: Vec<Option<u64>>,
    /// Answers without a fault of ours.
    pub answered: Vec<u64>,
    /// Answers with one: status 500 and above.
    pub failed: Vec<u64>,
    /// How long answers took.
    pub answer_time: Vec<Option<Latency>>,
    /// Connections to the database in use, of all processes.
    pub pool_busy: Vec<Option<u64>>,
    /// Open connections to the database, of all processes.
    pub pool_open: Vec<Option<u64>>,
    /// Open event streams, of all processes.
    pub event_streams: Vec<Option<u64>>,
    /// Open web sockets, of all processes.
    pub web_sockets: Vec<Option<u64>>,
    /// Uses of secrets that gave a value.
    pub secrets_read: Vec<u64>,
    /// Uses of secrets that gave none: there is no such secret, or it does not open.
    pub secrets_refused: Vec<u64>,
}

/// How long things took.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Latency {
    /// How many there were.
    pub count: u64,
    /// Half took no longer, in milliseconds.
    pub p50_ms: u64,
    /// 95 in 100 took no longer, in milliseconds.
    pub p95_ms: u64,
}

impl History {
    /// The history that `samples` tell, as seen `now`. Samples outside the range are passed over; a
    /// sample that covers more than one step counts where it begins.
    pub fn of(range: HistoryRange, now: DateTime<Utc>, samples: &[Sample]) -> Self {
        let starts = range.starts(now);
        let steps = Steps::of(range, &starts, samples);
        let ended = JobState::ALL
            .into_iter()
            .filter(|state| state.is_final())
            .map(|state| (state, steps.counts(Metric::JobsEnded, |label| label == state.as_str())))
            .filter(|(_, counts)| counts.iter().any(|count| *count > 0))
            .collect();
        let oldest = steps.levels(Metric::QueueAge, str::is_empty);
        Self {
            range,
            ended,
            ended_of_kind: steps
                .ranked(Metric::JobsOfKind, |counts| counts.iter().flatten().sum())
                .into_iter()
                .map(|(kind, counts)| {
                    (kind, counts.into_iter().map(Option::unwrap_or_default).collect())
                })
                .collect(),
            waiting_in: steps.ranked(Metric::QueueWaiting, |levels| {
                levels.iter().flatten().copied().max().unwrap_or(0)
            }),
            oldest_ms: oldest.into_iter().map(|secs| secs.map(|secs| secs * 1_000)).collect(),
            wait: steps.latencies(Metric::JobWait),
            run: steps.latencies(Metric::JobRun),
            waiting: steps.levels(Metric::QueueWaiting, str::is_empty),
            running: steps.levels(Metric::QueueRunning, str::is_empty),
            workers: steps.levels(Metric::Workers, |_| true),
            answered: steps.counts(Metric::Requests, |class| class != FAULT),
            failed: steps.counts(Metric::Requests, |class| class == FAULT),
            answer_time: steps.latencies(Metric::RequestTime),
            pool_busy: steps.levels(Metric::PoolBusy, |_| true),
            pool_open: steps.levels(Metric::PoolOpen, |_| true),
            event_streams: steps.levels(Metric::EventStreams, |_| true),
            web_sockets: steps.levels(Metric::WebSockets, |_| true),
            secrets_read: steps.counts(Metric::VaultReads, |outcome| outcome == READ),
            secrets_refused: steps.counts(Metric::VaultReads, |outcome| outcome != READ),
            starts,
        }
    }

    /// Nothing at all was measured in this time.
    pub fn is_empty(&self) -> bool {
        self.ended.is_empty()
            && self.answered.iter().chain(&self.failed).all(|count| *count == 0)
            && [&self.waiting, &self.workers, &self.pool_open]
                .into_iter()
                .all(|levels| levels.iter().all(Option::is_none))
    }
}

/// The class of answers that are a fault of ours.
const FAULT: &str = "5xx";
/// How a use of a secret went that gave a value.
const READ: &str = "read";

/// Samples by step, metric and label; durations by bucket besides.
struct Steps<'a> {
    count: usize,
    found: BTreeMap<(Metric, usize, &'a str), u64>,
    spreads: BTreeMap<(Metric, usize), Spread>,
}

impl<'a> Steps<'a> {
    fn of(range: HistoryRange, starts: &[DateTime<Utc>], samples: &'a [Sample]) -> Self {
        let mut steps =
            Self { count: starts.len(), found: BTreeMap::new(), spreads: BTreeMap::new() };
        let Some(first) = starts.first() else { return steps };
        for sample in samples {
            let after = sample.at - *first;
            if after < TimeDelta::zero() {
                continue;
            }
            let step =
                usize::try_from(after.num_seconds() / range.step_secs()).unwrap_or(usize::MAX);
            if step >= steps.count {
                continue;
            }
            let value =
                steps.found.entry((sample.metric, step, sample.label.as_str())).or_default();
            if sample.metric.is_level() {
                *value = sample.value.max(*value);
            } else {
                *value += sample.value;
                let spread = steps.spreads.entry((sample.metric, step)).or_default();
                spread.add(sample.bucket, sample.value);
            }
        }
        steps
    }

    /// Counts of the labels that `fits` chooses, added up.
    fn counts(&self, metric: Metric, fits: impl Fn(&str) -> bool) -> Vec<u64> {
        self.levels(metric, fits).into_iter().map(Option::unwrap_or_default).collect()
    }

    /// Levels of the labels that `fits` chooses, added up; `None` where none was measured.
    fn levels(&self, metric: Metric, fits: impl Fn(&str) -> bool) -> Vec<Option<u64>> {
        (0..self.count)
            .map(|step| {
                let of_step = self.found.range((metric, step, "")..(metric, step + 1, ""));
                of_step
                    .filter(|((_, _, label), _)| fits(label))
                    .map(|(_, value)| *value)
                    .reduce(|sum, value| sum + value)
            })
            .collect()
    }

    /// The levels of each label by itself, the greatest by `rank` first; those of rank 0 and what has no
    /// label are left out.
    fn ranked(
        &self,
        metric: Metric,
        rank: impl Fn(&[Option<u64>]) -> u64,
    ) -> Vec<(String, Vec<Option<u64>>)> {
        let labels: BTreeSet<&str> = self
            .found
            .keys()
            .filter(|(known, _, label)| *known == metric && !label.is_empty())
            .map(|(_, _, label)| *label)
            .collect();
        let mut ranked: Vec<_> = labels
            .into_iter()
            .map(|label| {
                let levels = self.levels(metric, |known| known == label);
                (rank(&levels), label.to_owned(), levels)
            })
            .filter(|(rank, _, _)| *rank > 0)
            .collect();
        ranked.sort_by_key(|(rank, _, _)| std::cmp::Reverse(*rank));
        ranked.into_iter().map(|(_, label, levels)| (label, levels)).collect()
    }

    fn latencies(&self, metric: Metric) -> Vec<Option<Latency>> {
        (0..self.count)
            .map(|step| {
                let spread = self.spreads.get(&(metric, step))?;
                Some(Latency {
                    count: spread.count(),
                    p50_ms: spread.quantile_ms(0.5)?,
                    p95_ms: spread.quantile_ms(0.95)?,
                })
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> DateTime<Utc> {
        "2026-11-26T10:30:30Z".parse().unwrap()
    }

    /// A sample so many minutes before 10:30.
    fn sample(minutes: i64, metric: Metric, label: &str, bucket: usize, value: u64) -> Sample {
        let at = "2026-11-26T10:30:00Z".parse::<DateTime<Utc>>().unwrap();
        let at = at - TimeDelta::minutes(minutes);
        Sample { at, metric, label: label.to_owned(), bucket, value }
    }

    #[test]
    fn counts_of_processes_and_minutes_add_up_within_a_step() {
        let samples = [
            sample(1, Metric::Requests, "2xx", 0, 5),
            sample(1, Metric::Requests, "4xx", 0, 2),
            sample(1, Metric::Requests, "5xx", 0, 1),
            sample(7, Metric::Requests, "2xx", 0, 10),
            sample(61, Metric::Requests, "2xx", 0, 99),
        ];

        let hour = History::of(HistoryRange::Hour, now(), &samples);
        let day = History::of(HistoryRange::Day, now(), &samples);

        assert_eq!(hour.starts.len(), hour.answered.len());
        assert_eq!((hour.answered.iter().sum::<u64>(), hour.failed.iter().sum::<u64>()), (17, 1));
        assert_eq!((hour.answered[59], hour.failed[59], hour.answered[53]), (7, 1, 10));
        // 10:15 to 10:30 is one step of the day.
        assert_eq!((day.answered[95], day.failed[95]), (17, 1));
        assert_eq!(day.answered.iter().sum::<u64>(), 17 + 99);
    }

    #[test]
    fn a_level_is_the_highest_of_a_step_added_up_over_processes() {
        let samples = [
            sample(1, Metric::PoolBusy, "a:1", 0, 3),
            sample(2, Metric::PoolBusy, "a:1", 0, 5),
            sample(2, Metric::PoolBusy, "b:1", 0, 4),
            sample(3, Metric::QueueWaiting, "", 0, 9),
            sample(3, Metric::QueueWaiting, "default", 0, 9),
        ];

        let day = History::of(HistoryRange::Day, now(), &samples);

        assert_eq!(day.pool_busy[95], Some(9), "5 of a and 4 of b");
        assert_eq!(day.waiting[95], Some(9), "the total, not the queues besides");
        assert_eq!(day.pool_busy[94], None, "nothing was measured then");
    }

    #[test]
    fn kinds_and_queues_are_told_by_themselves_the_greatest_first() {
        let samples = [
            sample(1, Metric::JobsOfKind, "mow", 0, 3),
            sample(1, Metric::JobsOfKind, "sweep", 0, 2),
            sample(2, Metric::JobsOfKind, "sweep", 0, 2),
            sample(1, Metric::QueueWaiting, "", 0, 9),
            sample(1, Metric::QueueWaiting, "grass", 0, 9),
            sample(1, Metric::QueueWaiting, "idle", 0, 0),
        ];

        let hour = History::of(HistoryRange::Hour, now(), &samples);

        let kinds: Vec<_> = hour.ended_of_kind.iter().map(|(kind, _)| kind.as_str()).collect();
        assert_eq!(kinds, ["sweep", "mow"]);
        assert_eq!((hour.ended_of_kind[0].1[59], hour.ended_of_kind[0].1[57]), (2, 0));
        assert_eq!(hour.waiting_in.len(), 1, "not the total, and not a queue that stood empty");
        assert_eq!((hour.waiting_in[0].1[59], hour.waiting_in[0].1[58]), (Some(9), None));
    }

    #[test]
    fn ages_are_told_in_milliseconds_and_uses_of_secrets_by_how_they_went() {
        let samples = [
            sample(1, Metric::QueueAge, "", 0, 90),
            sample(1, Metric::QueueAge, "grass", 0, 90),
            sample(1, Metric::VaultReads, "read", 0, 5),
            sample(1, Metric::VaultReads, "damaged", 0, 1),
            sample(1, Metric::VaultReads, "unknown", 0, 2),
        ];

        let hour = History::of(HistoryRange::Hour, now(), &samples);

        assert_eq!(hour.oldest_ms[59], Some(90_000));
        assert_eq!((hour.secrets_read[59], hour.secrets_refused[59]), (5, 3));
    }

    #[test]
    fn latencies_come_from_the_buckets_of_all() {
        let samples = [
            sample(1, Metric::JobWait, "", Spread::bucket(9.0), 94),
            sample(1, Metric::JobWait, "", Spread::bucket(900.0), 6),
        ];

        let hour = History::of(HistoryRange::Hour, now(), &samples);

        let told = hour.wait[59].unwrap();
        assert_eq!(told.count, 100);
        assert!((6..=10).contains(&told.p50_ms), "{told:?}");
        assert!((630..=1_000).contains(&told.p95_ms), "{told:?}");
        assert_eq!(hour.wait[58], None);
    }

    #[test]
    fn only_states_that_there_were_are_told() {
        let samples = [sample(5, Metric::JobsEnded, "completed", 0, 3)];

        let told = History::of(HistoryRange::Hour, now(), &samples);

        assert_eq!(told.ended.len(), 1);
        assert_eq!((told.ended[0].0, told.ended[0].1[55]), (JobState::Completed, 3));
        assert!(!told.is_empty());
        assert!(History::of(HistoryRange::Hour, now(), &[]).is_empty());
    }
}
