//! What an event of the stream changes in a task. Pure.
//!
//! Events are read field by field from a JSON value: a derived reader of the tagged, flattened type
//! would weigh more in the browser than all of this.

use backroom::{JobId, LogLevel, Step, StepState, TaskView};
use serde_json::Value;

use super::log_line::LogLine;

/// The job that an event is about.
pub(super) fn job_of(event: &Value) -> Option<JobId> {
    event.get("job_id")?.as_str()?.parse().ok()
}

/// The event's number in its job's stream.
pub(super) fn seq_of(event: &Value) -> Option<i64> {
    event.get("seq")?.as_i64()
}

/// Brings `task` up to date with `event`. Returns `false` for an event that it has seen, and for one
/// that changes nothing in a task, such as a log line.
pub(super) fn apply(task: &mut TaskView, event: &Value) -> bool {
    let Some(seq) = seq_of(event) else { return false };
    if seq <= task.event_seq {
        return false;
    }
    task.event_seq = seq;
    match event.get("type").and_then(Value::as_str) {
        Some("status") => {
            if let Some(state) = event.get("state").and_then(Value::as_str)
                && let Ok(state) = state.parse()
            {
                task.state = state;
            }
            if let Some(attempt) = event.get("attempt").and_then(Value::as_u64) {
                task.attempt = u32::try_from(attempt).unwrap_or(u32::MAX);
            }
            task.error = event.get("error").and_then(Value::as_str).map(str::to_owned);
            true
        }
        Some("progress") => {
            task.progress = event.get("progress").and_then(Value::as_f64);
            if let Some(steps) = event.get("steps").and_then(Value::as_array) {
                task.steps = steps.iter().filter_map(step).collect();
            }
            true
        }
        _ => false,
    }
}

/// The log line that `event` carries, if it is one.
pub(super) fn log_line(event: &Value) -> Option<LogLine> {
    if event.get("type")?.as_str()? != "log" {
        return None;
    }
    let level = match event.get("level")?.as_str()? {
        "warn" => LogLevel::Warn,
        "error" => LogLevel::Error,
        _ => LogLevel::Info,
    };
    Some(LogLine {
        seq: seq_of(event)?,
        at: event.get("at")?.as_str()?.parse().ok()?,
        level,
        text: event.get("text")?.as_str()?.to_owned(),
    })
}

fn step(value: &Value) -> Option<Step> {
    Some(Step {
        name: value.get("name")?.as_str()?.to_owned(),
        state: match value.get("state")?.as_str()? {
            "done" => StepState::Done,
            "running" => StepState::Running,
            _ => StepState::Waiting,
        },
        note: value.get("note").and_then(Value::as_str).unwrap_or_default().to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use backroom::{JobEvent, JobEventBody, JobState};
    use chrono::{DateTime, Utc};

    use super::*;

    const ID: &str = "01939e6c-0000-7000-8000-000000000001";

    fn at() -> DateTime<Utc> {
        "2024-12-16T10:42:07.5Z".parse().unwrap()
    }

    fn task() -> TaskView {
        TaskView {
            id: ID.parse().unwrap(),
            kind: "scout_player".to_owned(),
            title: "Scouting report".to_owned(),
            subject: "Martin Ødegaard".to_owned(),
            state: JobState::Queued,
            progress: None,
            steps: Vec::new(),
            attempt: 0,
            max_attempts: 5,
            run_at: at(),
            created_at: at(),
            started_at: None,
            finished_at: None,
            cancel_requested: false,
            error: None,
            result: None,
            created_by: None,
            event_seq: 3,
        }
    }

    /// The very JSON that the server sends.
    fn event(seq: i64, body: JobEventBody) -> Value {
        let event = JobEvent { job_id: ID.parse().unwrap(), seq, at: at(), body };
        serde_json::to_value(event).unwrap()
    }

    #[test]
    fn a_status_event_moves_the_task() {
        let mut task = task();
        let event = event(
            4,
            JobEventBody::Status {
                state: JobState::Running,
                attempt: 1,
                error: None,
                worker: None,
            },
        );

        assert!(apply(&mut task, &event));

        assert_eq!((task.state, task.attempt, task.event_seq), (JobState::Running, 1, 4));
        assert_eq!(job_of(&event), Some(task.id));
    }

    #[test]
    fn progress_brings_its_steps() {
        let mut task = task();
        let steps = vec![
            Step {
                name: "Collect evidence".into(),
                state: StepState::Done,
                note: "31 rows".into(),
            },
            Step { name: "Write report".into(), state: StepState::Running, note: String::new() },
        ];
        let body = JobEventBody::Progress { progress: Some(0.5), steps: steps.clone() };

        assert!(apply(&mut task, &event(4, body)));

        assert_eq!((task.progress, task.steps), (Some(0.5), steps));
    }

    #[test]
    fn an_event_seen_before_changes_nothing() {
        let mut task = task();
        let body =
            JobEventBody::Status { state: JobState::Dead, attempt: 5, error: None, worker: None };

        assert!(!apply(&mut task, &event(3, body)));

        assert_eq!(task.state, JobState::Queued);
    }

    #[test]
    fn a_log_event_gives_its_line() {
        let body = JobEventBody::Log { level: LogLevel::Warn, text: "one row refused".into() };

        let line = log_line(&event(9, body)).unwrap();

        assert_eq!(
            line,
            LogLine { seq: 9, at: at(), level: LogLevel::Warn, text: "one row refused".into() }
        );
    }
}
