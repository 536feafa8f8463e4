//! The history as charts: one panel each, with how much it is drawn from.

use backroom::{History, JobState, Latency};
use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    charts::{Series, Steps, Stroke, TimeChart, Unit},
    controls::Panel,
};

/// States of jobs that people call failed.
const FAILED: [JobState; 2] = [JobState::Failed, JobState::Dead];

/// A chart in the making.
struct Chart {
    title: &'static str,
    /// What it shows, with its unit.
    what: &'static str,
    /// How much it is drawn from.
    meta: String,
    unit: Unit,
    series: Vec<Series>,
    none: &'static str,
}

/// Every chart of the history.
#[component]
pub(super) fn HistoryCharts(history: History) -> impl IntoView {
    let step = history.range.step_label();
    let steps = Steps { range: history.range, starts: history.starts.clone() };
    let panels = charts(&history)
        .into_iter()
        .map(|chart| {
            let Chart { title, what, meta, unit, series, none } = chart;
            let meta = if meta.is_empty() { step.to_owned() } else { [&meta, ", ", step].concat() };
            let steps = steps.clone();
            view! {
                <Panel title meta class="span-6">
                    <TimeChart what steps series unit none/>
                </Panel>
            }
        })
        .collect_view();
    view! { <div class="grid-12">{panels}</div> }
}

fn charts(history: &History) -> Vec<Chart> {
    vec![
        throughput(history),
        Chart {
            title: "Queues",
            what: "Jobs that wait and run, at most at once",
            meta: "at most at once".to_owned(),
            unit: Unit::Count,
            series: vec![
                line("Waiting", Stroke::Plain, history.waiting.clone()),
                line("Running", Stroke::Second, history.running.clone()),
            ],
            none: NOT_MEASURED,
        },
        Chart {
            title: "Waiting by queue",
            what: "Jobs that wait, by queue, at most at once",
            meta: "at most at once".to_owned(),
            unit: Unit::Count,
            series: leading(&history.waiting_in, "Other queues"),
            none: "No job waited in this time.",
        },
        Chart {
            title: "Oldest waiting job",
            what: "How long the oldest job that could run had waited",
            meta: "at most".to_owned(),
            unit: Unit::Millis,
            series: vec![line("Waited", Stroke::Plain, history.oldest_ms.clone())],
            none: NOT_MEASURED,
        },
        kinds(history),
        latency("Start delay", "How long jobs waited after they were due", &history.wait, JOBS),
        latency("Run time", "How long the last attempt of jobs ran", &history.run, JOBS),
        requests(history),
        latency("Answer time", "Time until the head of the answer", &history.answer_time, REQUESTS),
        Chart {
            title: "Database connections",
            what: "Database connections of all processes, at most at once",
            meta: "at most at once".to_owned(),
            unit: Unit::Count,
            series: vec![
                line("In use", Stroke::Plain, history.pool_busy.clone()),
                line("Open", Stroke::Second, history.pool_open.clone()),
            ],
            none: NOT_MEASURED,
        },
        Chart {
            title: "Live streams",
            what: "Open streams of all servers, at most at once",
            meta: "at most at once".to_owned(),
            unit: Unit::Count,
            series: vec![
                line("Event streams", Stroke::Plain, history.event_streams.clone()),
                line("WebSockets", Stroke::Second, history.web_sockets.clone()),
            ],
            none: "No server was measured in this time.",
        },
        Chart {
            title: "Workers",
            what: "Processes that run jobs",
            meta: "processes".to_owned(),
            unit: Unit::Count,
            series: vec![line("Workers", Stroke::Plain, history.workers.clone())],
            none: NOT_MEASURED,
        },
        secrets(history),
    ]
}

const NOT_MEASURED: &str = "Nothing was measured in this time.";
const JOBS: Counted = Counted { one: "job", many: "jobs", none: "No job ended in this time." };
const REQUESTS: Counted =
    Counted { one: "answer", many: "answers", none: "Nothing was answered in this time." };

/// What latencies are of.
#[derive(Clone, Copy)]
struct Counted {
    one: &'static str,
    many: &'static str,
    none: &'static str,
}

impl Counted {
    fn told(self, count: u64) -> String {
        ["n = ", &wording::counted(count, self.one, self.many)].concat()
    }
}

fn throughput(history: &History) -> Chart {
    let of = |states: &[JobState]| {
        let of_states = || history.ended.iter().filter(|(state, _)| states.contains(state));
        let counts: Vec<u64> = (0..history.starts.len())
            .map(|step| of_states().filter_map(|(_, counts)| counts.get(step)).sum())
            .collect();
        per_minute(history, &counts)
    };
    let all = history.ended.iter().flat_map(|(_, counts)| counts).sum();
    Chart {
        title: "Throughput",
        what: "Jobs that ended, a minute",
        meta: ["jobs a minute, n = ", &wording::count(all)].concat(),
        unit: Unit::Rate,
        series: vec![
            line("Completed", Stroke::Plain, of(&[JobState::Completed])),
            line("Failed", Stroke::Bad, of(&FAILED)),
            line("Cancelled", Stroke::Second, of(&[JobState::Cancelled])),
        ],
        none: JOBS.none,
    }
}

/// Jobs that ended, by kind, as the throughput.
fn kinds(history: &History) -> Chart {
    let rates: Vec<_> = history
        .ended_of_kind
        .iter()
        .map(|(kind, counts)| (kind.replace('_', " "), per_minute(history, counts)))
        .collect();
    let all = history.ended_of_kind.iter().flat_map(|(_, counts)| counts).sum();
    Chart {
        title: "Jobs by kind",
        what: "Jobs that ended, by kind, a minute",
        meta: ["jobs a minute, n = ", &wording::count(all)].concat(),
        unit: Unit::Rate,
        series: leading(&rates, "Other kinds"),
        none: JOBS.none,
    }
}

fn secrets(history: &History) -> Chart {
    let all: u64 = history.secrets_read.iter().chain(&history.secrets_refused).sum();
    let rates = |counts| if all == 0 { Vec::new() } else { per_minute(history, counts) };
    Chart {
        title: "Uses of secrets",
        what: "Uses of secrets, a minute",
        meta: ["uses a minute, n = ", &wording::count(all)].concat(),
        unit: Unit::Rate,
        series: vec![
            line("Given", Stroke::Plain, rates(&history.secrets_read)),
            line("Refused", Stroke::Bad, rates(&history.secrets_refused)),
        ],
        none: "No secret was used in this time.",
    }
}

/// Counts of steps as rates, in thousandths a minute.
fn per_minute(history: &History, counts: &[u64]) -> Vec<Option<u64>> {
    let step_secs = history.range.step_secs().unsigned_abs();
    counts.iter().map(|count| Some(count * 60_000 / step_secs)).collect()
}

/// The first lines by themselves, as many as can be told apart, and the others together.
fn leading(lines: &[(String, Vec<Option<u64>>)], others: &'static str) -> Vec<Series> {
    const STROKES: [Stroke; 3] = [Stroke::Plain, Stroke::Second, Stroke::Third];

    let alone = if lines.len() > STROKES.len() { STROKES.len() - 1 } else { lines.len() };
    let (first, rest) = lines.split_at(alone);
    let mut drawn: Vec<_> = first
        .iter()
        .zip(STROKES)
        .map(|((name, values), stroke)| line(name.as_str(), stroke, values.clone()))
        .collect();
    if let Some((_, values)) = rest.first() {
        let together = (0..values.len()).map(|step| {
            let of_step = rest.iter().filter_map(|(_, values)| values.get(step).copied().flatten());
            of_step.reduce(|sum, value| sum + value)
        });
        drawn.push(line(others, Stroke::Third, together.collect()));
    }
    drawn
}

fn requests(history: &History) -> Chart {
    let step_secs = history.range.step_secs().unsigned_abs();
    let per_second =
        |counts: &[u64]| counts.iter().map(|count| Some(count * 1_000 / step_secs)).collect();
    let all = history.answered.iter().chain(&history.failed).sum();
    Chart {
        title: "Requests",
        what: "Answers, a second",
        meta: ["answers a second, n = ", &wording::count(all)].concat(),
        unit: Unit::Rate,
        series: vec![
            line("Answered", Stroke::Plain, per_second(&history.answered)),
            line("Failed", Stroke::Bad, per_second(&history.failed)),
        ],
        none: REQUESTS.none,
    }
}

fn latency(
    title: &'static str,
    what: &'static str,
    steps: &[Option<Latency>],
    counted: Counted,
) -> Chart {
    let of = |read: fn(&Latency) -> u64| steps.iter().map(|step| step.as_ref().map(read)).collect();
    let all = steps.iter().flatten().map(|step| step.count).sum();
    Chart {
        title,
        what,
        meta: counted.told(all),
        unit: Unit::Millis,
        series: vec![
            line("Half took at most", Stroke::Plain, of(|step| step.p50_ms)),
            line("95 in 100 took at most", Stroke::Second, of(|step| step.p95_ms)),
        ],
        none: counted.none,
    }
}

fn line(name: impl Into<String>, stroke: Stroke, values: Vec<Option<u64>>) -> Series {
    Series { name: name.into(), stroke, values }
}

#[cfg(test)]
mod tests {
    use backroom::{HistoryRange, Metric, Sample};
    use chrono::TimeDelta;

    use super::*;

    #[test]
    fn counts_become_rates_of_the_step_that_they_were_counted_in() {
        let now = "2026-11-26T10:30:30Z".parse().unwrap();
        let at = HistoryRange::Day.starts(now)[95];
        let ended = |state: &str, value| Sample {
            at: at + TimeDelta::minutes(1),
            metric: Metric::JobsEnded,
            label: state.to_owned(),
            bucket: 0,
            value,
        };
        let samples = [ended("completed", 30), ended("failed", 3), ended("dead", 12)];
        let history = History::of(HistoryRange::Day, now, &samples);

        let chart = throughput(&history);

        // A quarter of an hour: 30 are 2 a minute, 15 are 1 a minute, in thousandths.
        let last = |line: usize| chart.series[line].values[95];
        assert_eq!((last(0), last(1), last(2)), (Some(2_000), Some(1_000), Some(0)));
        assert_eq!(chart.meta, "jobs a minute, n = 45");
    }

    #[test]
    fn what_cannot_be_told_apart_is_drawn_together() {
        let of = |names: &[&str]| {
            let lines: Vec<_> =
                names.iter().map(|name| ((*name).to_owned(), vec![Some(2), None])).collect();
            leading(&lines, "Other kinds")
        };
        let named = |drawn: &[Series]| drawn.iter().map(|it| it.name.clone()).collect::<Vec<_>>();

        let few = of(&["a", "b", "c"]);
        let many = of(&["a", "b", "c", "d"]);

        assert_eq!(named(&few), ["a", "b", "c"]);
        assert_eq!(named(&many), ["a", "b", "Other kinds"]);
        assert_eq!(many[2].values, [Some(4), None]);
        assert!(of(&[]).is_empty());
    }
}
