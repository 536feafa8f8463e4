//! What a running job writes about itself: log lines and progress.

use backroom::{LogLevel, Step};
use sea_orm::ConnectionTrait;
use serde_json::json;

use super::{LeaseId, listener::NOTIFY_JOB, row};
use crate::StoreError;

/// Longest log line kept, in characters; the rest is cut with a mark.
const LONGEST_LINE: usize = 4_000;

/// Writes a line to the job's log. `false` when the lease is no longer the caller's: nothing is
/// written then.
pub async fn append_log(
    db: &impl ConnectionTrait,
    lease: LeaseId,
    level: LogLevel,
    text: &str,
) -> Result<bool, StoreError> {
    let sql = format!(
        "WITH bumped AS (
            UPDATE job SET event_seq = event_seq + 1
            WHERE id = $1 AND lease_token = $2 AND state = 'running'
            RETURNING id, event_seq, parent, created_by
        ), written AS (
            INSERT INTO job_log (job_id, seq, level, text)
            SELECT id, event_seq, $3, $4 FROM bumped
        )
        SELECT {NOTIFY_JOB} FROM bumped AS job"
    );
    let values =
        [lease.job.0.into(), lease.token.into(), level.as_str().into(), shortened(text).into()];
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
