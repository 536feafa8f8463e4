//! What the API says about schedules, and what it is told.

use backroom::{JobState, ScheduleDraft, SchedulePreview, ScheduleRun, ScheduleView, TickView};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

/// A schedule as somebody wants it.
#[derive(Debug, Deserialize, ToSchema)]
pub(super) struct ScheduleBody {
    /// What people call it; no two have the same name.
    #[schema(example = "Nightly market values", min_length = 1, max_length = 80)]
    name: String,
    /// The kind of job that each tick asks for: `refresh_market_values`, `generate_insights`,
    /// `prune_jobs`, `purge_players`.
    #[schema(example = "refresh_market_values")]
    kind: String,
    /// What the job is told, as its kind defines; nothing in particular when absent.
    #[serde(default)]
    #[schema(value_type = Object)]
    payload: Map<String, Value>,
    /// Five fields, minute, hour, day of the month, month and day of the week; or six, with the seconds
    /// first.
    #[schema(example = "0 3 * * MON-FRI")]
    cron: String,
    /// The zone by whose clock the pattern is meant; UTC when absent.
    #[serde(default = "utc")]
    #[schema(example = "Europe/Berlin", default = "UTC")]
    time_zone: String,
    /// Its ticks count; true when absent.
    #[serde(default = "yes")]
    #[schema(default = true)]
    enabled: bool,
    /// The version that was read; needed for a change.
    #[serde(default)]
    pub(super) version: Option<i32>,
}

fn utc() -> String {
    "UTC".to_owned()
}

const fn yes() -> bool {
    true
}

impl From<ScheduleBody> for ScheduleDraft {
    fn from(body: ScheduleBody) -> Self {
        Self {
            name: body.name,
            kind: body.kind,
            payload: Value::Object(body.payload),
            cron: body.cron,
            time_zone: body.time_zone,
            enabled: body.enabled,
        }
    }
}

/// A schedule.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ScheduleDocument {
    /// The schedule.
    id: i64,
    /// What people call it.
    name: String,
    /// The kind of job that each tick asks for.
    #[schema(example = "refresh_market_values")]
    kind: String,
    /// What that kind is for people.
    title: String,
    /// What the job is told.
    #[schema(value_type = Object)]
    payload: Value,
    /// When, as a pattern.
    #[schema(example = "0 3 * * MON-FRI")]
    cron: String,
    /// By the clock of this zone.
    #[schema(example = "Europe/Berlin")]
    time_zone: String,
    /// When, in plain words.
    #[schema(example = "At 03:00 on every weekday, Europe/Berlin")]
    reading: String,
    /// Its ticks count.
    enabled: bool,
    /// Rises with every change, from 1.
    version: i32,
    /// The next tick; null while its ticks do not count.
    next: Option<TickDocument>,
    /// The newest run.
    last: Option<RunDocument>,
    /// Name of the account that made it; null for a command, or when the account is gone.
    created_by: Option<String>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it was last changed.
    updated_at: DateTime<Utc>,
}

impl From<ScheduleView> for ScheduleDocument {
    fn from(schedule: ScheduleView) -> Self {
        let ScheduleDraft { name, kind, payload, cron, time_zone, enabled } = schedule.draft;
        Self {
            id: schedule.id.0,
            name,
            kind,
            title: schedule.title,
            payload,
            cron,
            time_zone,
            reading: schedule.reading,
            enabled,
            version: schedule.version,
            next: schedule.next.map(TickDocument::from),
            last: schedule.last.map(RunDocument::from),
            created_by: schedule.created_by,
            created_at: schedule.created_at,
            updated_at: schedule.updated_at,
        }
    }
}

/// A moment, and what the schedule's clock shows then.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct TickDocument {
    /// The moment.
    at: DateTime<Utc>,
    /// By the clock of the zone.
    #[schema(example = "Mon 30 Mar 2026, 03:00 CEST")]
    on_the_wall: String,
}

impl From<TickView> for TickDocument {
    fn from(tick: TickView) -> Self {
        Self { at: tick.at, on_the_wall: tick.on_the_wall }
    }
}

/// One tick that came, or one run that somebody asked for.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RunDocument {
    /// The tick; of a run by hand, when it was asked for.
    tick: TickDocument,
    /// Somebody asked for it; else its time came.
    by_hand: bool,
    /// Name of the account that asked, while it is there.
    asked_by: Option<String>,
    /// queued; `under_way` when a job for the same was there already; refused when none could be queued.
    #[schema(example = "queued")]
    outcome: &'static str,
    /// Ticks before it that nobody was there for, at most 10,000. They are not made up for.
    missed: u32,
    /// Why no job was queued.
    note: Option<String>,
    /// The job that does the work, while it is kept.
    task_id: Option<Uuid>,
    /// pending, running, completed, failed or cancelled.
    #[schema(example = "completed")]
    status: Option<&'static str>,
}

impl From<ScheduleRun> for RunDocument {
    fn from(run: ScheduleRun) -> Self {
        Self {
            tick: run.tick.into(),
            by_hand: run.by_hand,
            asked_by: run.asked_by,
            outcome: run.outcome.as_str(),
            missed: run.missed,
            note: run.note,
            task_id: run.job.map(|job| job.0),
            status: run.job_state.map(JobState::public_word),
        }
    }
}

/// Every schedule, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SchedulesDocument {
    /// The schedules.
    pub(super) items: Vec<ScheduleDocument>,
    /// How many there are.
    pub(super) total: usize,
    /// All are listed: null.
    pub(super) next_cursor: Option<String>,
}

/// The newest runs of a schedule, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct RunsDocument {
    /// The runs.
    pub(super) items: Vec<RunDocument>,
    /// Not counted: null.
    pub(super) total: Option<i64>,
    /// The newest are listed: null.
    pub(super) next_cursor: Option<String>,
}

/// What a pattern means.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct PreviewDocument {
    /// In plain words.
    #[schema(example = "At 03:00 on every weekday, Europe/Berlin")]
    reading: String,
    /// The next five ticks, the earliest first.
    next: Vec<TickDocument>,
}

impl From<SchedulePreview> for PreviewDocument {
    fn from(preview: SchedulePreview) -> Self {
        let next = preview.next.into_iter().map(TickDocument::from).collect();
        Self { reading: preview.reading, next }
    }
}
