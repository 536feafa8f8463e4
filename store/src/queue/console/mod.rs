//! The queue as operators see and steer it: lists and figures over all jobs, one job in full, many at
//! once, queues, workers.

mod bulk;
mod conditions;
mod detail;
mod list;
mod overview;
mod queues;
mod steer;
mod workers;

use sea_orm::{ConnectionTrait as _, Value};

use super::{Asker, row};
use crate::{Database, StoreError, accounts::audit, database::begin};

pub use bulk::{count_jobs, steer_all_by};
pub use detail::find_job;
pub use list::{Place, list_jobs};
pub use overview::overview;
pub use queues::{pause_queue_by, resume_queue_by};
pub use steer::{clear_log_by, clear_logs_by, run_now_by, set_priority_by};
pub use workers::{
    HeardWorkers, Hearing, forget_workers, hear_of_worker, heard_workers, is_heard_of,
};

/// What the audit log is told of a change.
struct Note<'a> {
    action: &'a str,
    subject: String,
    detail: serde_json::Value,
}

/// Runs the statement and, when it gave a row, notes who did it: both or neither.
async fn noted(
    db: &Database,
    asker: &Asker,
    note: Note<'_>,
    sql: &str,
    values: impl IntoIterator<Item = Value>,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let is_done = transaction.query_one_raw(row::statement(sql, values)).await?.is_some();
    if is_done {
        let Note { action, subject, detail } = note;
        let request = asker.request_id.as_deref();
        audit(&transaction, Some(asker.account_id), action, &subject, detail, request).await?;
    }
    transaction.commit().await?;
    Ok(is_done)
}
