//! Forgetting finished jobs.

use std::time::Duration;

use sea_orm::ConnectionTrait;

use super::row;
use crate::StoreError;

/// Jobs deleted by one statement: their events and logs go with them, and the locks should be short.
const BATCH: i64 = 1_000;

/// Deletes jobs that reached a final state longer than `age` ago, with their events and logs. Returns
/// how many. Jobs that still hold a unique key stay.
pub async fn prune_finished(db: &impl ConnectionTrait, age: Duration) -> Result<u64, StoreError> {
    const SQL: &str = "DELETE FROM job WHERE id = ANY (ARRAY(
        SELECT id FROM job
        WHERE state NOT IN ('queued', 'running')
            AND finished_at < now() - make_interval(secs => $1)
            AND (unique_until IS NULL OR unique_until < now())
            AND NOT EXISTS (SELECT FROM job AS part
                WHERE part.parent = job.id AND part.state IN ('queued', 'running'))
        LIMIT $2))";
    let mut deleted = 0;
    loop {
        let values = [age.as_secs_f64().into(), BATCH.into()];
        let batch = db.execute_raw(row::statement(SQL, values)).await?.rows_affected();
        deleted += batch;
        if batch == 0 {
            return Ok(deleted);
        }
    }
}
