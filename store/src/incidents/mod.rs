//! Incidents: faults of the program itself, noted by whoever meets one and kept once each.
//!
//! Who meets a fault writes it into the [`IncidentBook`] of the process, which costs a lock and no more;
//! [`flush`] brings the book to the database. What tells one fault from another is where it came and
//! [`kind_of`] what it is: patterns and codes, never data.

mod book;
mod kind;
mod list;

use sea_orm::ConnectionTrait;
use serde_json::json;

pub use book::{IncidentBook, Occasion};
pub use kind::{OTHER_KIND, kind_of};
pub use list::{count_open, find_incident, list_incidents, purge_incidents, settle_by};

use self::book::Entry;
use crate::{StoreError, sql};

/// Brings what the book holds to the database; gives how many faults that were. What cannot be written
/// goes back into the book.
///
/// # Errors
/// The database is not available.
pub async fn flush(db: &impl ConnectionTrait, book: &IncidentBook) -> Result<usize, StoreError> {
    let entries = book.take();
    if entries.is_empty() {
        return Ok(0);
    }
    match record(db, &entries).await {
        Ok(()) => Ok(entries.len()),
        Err(error) => {
            book.put_back(entries);
            Err(error)
        }
    }
}

async fn record(db: &impl ConnectionTrait, entries: &[Entry]) -> Result<(), StoreError> {
    // A job may be gone by now; its incident stays. In one order, so that two processes that write the
    // same faults cannot wait for each other in a circle.
    const SQL: &str = "
        INSERT INTO incident (place, kind, times, first_seen, last_seen, request_id, job_id)
        SELECT place, kind, times, first_seen, last_seen, request_id,
            (SELECT id FROM job WHERE job.id = noted.job_id)
        FROM jsonb_to_recordset($1) AS noted (place text, kind text, times bigint,
            first_seen timestamptz, last_seen timestamptz, request_id text, job_id uuid)
        ORDER BY place, kind
        ON CONFLICT (place, kind) DO UPDATE SET
            times = incident.times + excluded.times,
            first_seen = least(incident.first_seen, excluded.first_seen),
            last_seen = greatest(incident.last_seen, excluded.last_seen),
            request_id = coalesce(excluded.request_id, incident.request_id),
            job_id = coalesce(excluded.job_id, incident.job_id),
            state = CASE incident.state WHEN 'closed' THEN 'open' ELSE incident.state END";
    let noted: Vec<_> = entries
        .iter()
        .map(|entry| {
            json!({
                "place": entry.place,
                "kind": entry.kind,
                "times": entry.times,
                "first_seen": entry.first_seen,
                "last_seen": entry.last_seen,
                "request_id": entry.occasion.request_id,
                "job_id": entry.occasion.job,
            })
        })
        .collect();
    sql::execute(db, SQL, [json!(noted).into()]).await?;
    Ok(())
}
