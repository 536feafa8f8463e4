//! Queues whose jobs ask somebody else: how many of them run at once, over all processes together.
//!
//! Workers bound what one process does at once. A provider of market values does not care how many
//! processes ask it, so for some queues ([`super::Job::IS_BOUNDED`]) a row says how many jobs may run, and
//! whoever fetches holds that row while he counts. A job whose worker died counts until it is rescued.

use std::time::Duration;

use sea_orm::ConnectionTrait;

use super::{Lease, fetch, row};
use crate::{Database, StoreError, database::begin};

/// Fewest and most jobs of a queue that can be allowed at once.
pub const AT_ONCE: std::ops::RangeInclusive<u32> = 1..=100;

/// As [`fetch`], but only so many that no more than the queue's bound run at once.
pub async fn fetch_bounded(
    db: &Database,
    queue: &str,
    worker: &str,
    limit: u32,
    lease: Duration,
) -> Result<Vec<Lease>, StoreError> {
    // Two statements: the second must see what those committed for whom the first has waited.
    const LOCK: &str = "SELECT at_once FROM queue_bound WHERE queue = $1 FOR UPDATE";
    const COUNT: &str = "SELECT count(*) FROM job WHERE queue = $1 AND state = 'running'";
    let transaction = begin(db).await?;
    let bound = transaction.query_one_raw(row::statement(LOCK, [queue.into()])).await?;
    let Some(bound) = bound else {
        transaction.commit().await?;
        return fetch(db, queue, worker, limit, lease).await;
    };
    let at_once: i32 = bound.try_get_by_index(0)?;
    let counted = transaction.query_one_raw(row::statement(COUNT, [queue.into()])).await?;
    let running: i64 = counted.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default();
    let free = u32::try_from(i64::from(at_once) - running).unwrap_or(0);
    let jobs = match limit.min(free) {
        0 => Vec::new(),
        limit => fetch(&transaction, queue, worker, limit, lease).await?,
    };
    transaction.commit().await?;
    Ok(jobs)
}

/// Lets `at_once` jobs of `queue` run at once from now on; those that run go on.
pub async fn set_bound(
    db: &impl ConnectionTrait,
    queue: &str,
    at_once: u32,
) -> Result<(), StoreError> {
    const SQL: &str = "INSERT INTO queue_bound (queue, at_once) VALUES ($1, $2)
        ON CONFLICT (queue) DO UPDATE SET at_once = excluded.at_once";
    let at_once = i32::try_from(at_once).unwrap_or(i32::MAX);
    db.execute_raw(row::statement(SQL, [queue.into(), at_once.into()])).await?;
    Ok(())
}
