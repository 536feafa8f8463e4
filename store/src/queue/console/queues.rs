//! Pausing queues: what runs goes on, nothing more is taken.

use super::{Note, noted};
use crate::{Database, StoreError, queue::Asker};

/// Stops workers, of any server, from taking jobs out of `queue`. `false` when it was paused already.
pub async fn pause_queue_by(db: &Database, asker: &Asker, queue: &str) -> Result<bool, StoreError> {
    const SQL: &str = "INSERT INTO paused_queue (name, paused_by) VALUES ($1, $2)
        ON CONFLICT (name) DO NOTHING RETURNING name";
    let values = [queue.into(), asker.account_id.0.into()];
    noted(db, asker, note("queue.pause", queue), SQL, values).await
}

/// Opens `queue` again, and wakes its workers. `false` when it was open.
pub async fn resume_queue_by(
    db: &Database,
    asker: &Asker,
    queue: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "WITH gone AS (DELETE FROM paused_queue WHERE name = $1 RETURNING name)
        SELECT pg_notify('touchline_queue', name)::text FROM gone";
    noted(db, asker, note("queue.resume", queue), SQL, [queue.into()]).await
}

fn note(action: &'static str, queue: &str) -> Note<'static> {
    Note { action, subject: format!("queue:{queue}"), detail: serde_json::json!({}) }
}
