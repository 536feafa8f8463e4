//! What a running job writes about itself: log lines and progress.

use std::time::Instant;

use backroom::{LogLevel, Step};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{LeaseId, listener::NOTIFY_JOB, row};
use crate::StoreError;

/// Longest log line kept, in characters; the rest is cut with a mark.
const LONGEST_LINE: usize = 4_000;

/// A line that a job has said and that is not yet in its log.
#[derive(Clone, Debug)]
pub struct NewLogLine {
    level: LogLevel,
    text: String,
    said_at: Instant,
}

impl NewLogLine {
    /// A line that is said now, cut to what is kept.
    pub fn new(level: LogLevel, text: &str) -> Self {
        Self { level, text: shortened(text), said_at: Instant::now() }
    }
}

/// Writes lines to the job's log, in their order, each with a number of its own. `false` when the lease is
/// no longer the caller's: nothing is written then.
///
/// However many they are, they cost one statement, one commit and one notification. A line's time is when
/// it was said: by the database's clock, like the time of every other event, and by how long ago that was,
/// which two machines do not see differently. What the way to the database takes can only make it later,
/// and never earlier than that of the line before.
pub async fn append_log(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    lines: &[NewLogLine],
) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH line AS (
            SELECT level, text, age_secs, place
            FROM ROWS FROM (jsonb_to_recordset($3) AS (level text, text text, age_secs float8))
                WITH ORDINALITY AS line (level, text, age_secs, place)
        ), bumped AS (
            UPDATE job SET event_seq = event_seq + jsonb_array_length($3)
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            RETURNING id, event_seq, parent, created_by
        ), written AS (
            INSERT INTO job_log (job_id, seq, at, level, text)
            SELECT id, event_seq - jsonb_array_length($3) + place,
                greatest(statement_timestamp() - make_interval(secs => age_secs), (
                    SELECT at FROM job_log WHERE job_id = $1 ORDER BY seq DESC LIMIT 1
                )), level, text
            FROM bumped CROSS JOIN line
        )
        SELECT {NOTIFY_JOB} FROM bumped AS job"
    );
    let now = Instant::now();
    let lines: Vec<_> = lines
        .iter()
        .map(|line| {
            let age = now.saturating_duration_since(line.said_at);
            json!({ "level": line.level.as_str(), "text": line.text, "age_secs": age.as_secs_f64() })
        })
        .collect();
    let values = [lease.job.0.into(), lease.token.into(), json!(lines).into()];
    Ok(db.query_one_raw(row::statement(sql, values)).await?.is_some())
}

/// Stores how far the job has come. `false` when the lease is no longer the caller's: nothing is
/// written then.
///
/// # Shape and units
/// `progress`: part done, 0 to 1, `None` when the length is unknown; values outside are moved to the
/// nearer end.
pub async fn write_progress(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    progress: Option<f64>,
    steps: &[Step],
) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH bumped AS (
            UPDATE job SET event_seq = event_seq + 1, progress = $3, steps = $4
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            RETURNING id, event_seq, parent, created_by
        ), written AS (
            INSERT INTO job_event (job_id, seq, body) SELECT id, event_seq, $5 FROM bumped
        )
        SELECT {NOTIFY_JOB} FROM bumped AS job"
    );
    let progress = progress.filter(|part| part.is_finite()).map(|part| part.clamp(0.0, 1.0));
    let values = [
        lease.job.0.into(),
        lease.token.into(),
        progress.into(),
        json!(steps).into(),
        json!({ "type": "progress", "progress": progress, "steps": steps }).into(),
    ];
    Ok(db.query_one_raw(row::statement(sql, values)).await?.is_some())
}

/// Postgres text holds no NUL, and a log line is no place for a whole file.
pub(super) fn shortened(text: &str) -> String {
    let mut kept: String = text.chars().filter(|c| *c != '\0').take(LONGEST_LINE).collect();
    if text.chars().nth(LONGEST_LINE).is_some() {
        kept.push('…');
    }
    kept
}
