//! What a scrape tells of the whole installation.

use std::collections::BTreeMap;

use backroom::Metric;
use sea_orm::ConnectionTrait;

use crate::{StoreError, sql};

/// The figures of the whole installation as a scrape tells them. Nothing here reads an ended job.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InstallationFigures {
    /// Jobs that wait or run, by kind and state.
    pub open_jobs: BTreeMap<(String, String), u64>,
    /// Queues in which jobs wait or run, by name.
    pub queues: BTreeMap<String, QueueFigures>,
    /// Totals that only rise: of what, its label, how much.
    pub totals: Vec<(Metric, String, u64)>,
    /// Secrets in the vault.
    pub secrets: u64,
    /// Processes that run jobs, heard of within a minute.
    pub workers: u64,
    /// Incidents that nobody has looked at.
    pub open_incidents: u64,
}

/// A queue in which jobs wait or run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct QueueFigures {
    /// Jobs that wait.
    pub waiting: u64,
    /// Jobs under way.
    pub running: u64,
    /// For how many seconds the oldest that could run has waited.
    pub oldest_secs: u64,
}

/// The figures of the whole installation.
///
/// # Errors
/// The database is not available.
pub async fn installation_figures(
    db: &impl ConnectionTrait,
) -> Result<InstallationFigures, StoreError> {
    const OPEN: &str = "
        SELECT kind, state, queue, count(*) AS jobs, coalesce(extract(epoch FROM now() - min(run_at)
            FILTER (WHERE state = 'queued' AND run_at <= now())), 0)::bigint AS oldest_secs
        FROM job WHERE state IN ('queued', 'running') GROUP BY kind, state, queue
        ORDER BY kind, state, queue";
    const TOTALS: &str = "SELECT metric, label, value FROM metric_total ORDER BY metric, label";
    const REST: &str = "SELECT (SELECT count(*) FROM secret) AS secrets,
        (SELECT count(*) FROM worker WHERE heard_at > now() - interval '1 minute') AS workers,
        (SELECT count(*) FROM incident WHERE state = 'open') AS incidents";
    let mut figures = InstallationFigures::default();
    for row in sql::all(db, OPEN, []).await? {
        let (kind, state): (String, String) = (row.try_get("", "kind")?, row.try_get("", "state")?);
        let jobs = row.try_get::<i64>("", "jobs")?.unsigned_abs();
        let oldest_secs = row.try_get::<i64>("", "oldest_secs")?.unsigned_abs();
        figures.add_open(kind, state, row.try_get("", "queue")?, jobs, oldest_secs);
    }
    for row in sql::all(db, TOTALS, []).await? {
        let metric: String = row.try_get("", "metric")?;
        // What another release counts besides is its own affair.
        if let Ok(metric) = metric.parse() {
            let value = row.try_get::<i64>("", "value")?.unsigned_abs();
            figures.totals.push((metric, row.try_get("", "label")?, value));
        }
    }
    if let Some(row) = sql::one(db, REST, []).await? {
        figures.secrets = row.try_get::<i64>("", "secrets")?.unsigned_abs();
        figures.workers = row.try_get::<i64>("", "workers")?.unsigned_abs();
        figures.open_incidents = row.try_get::<i64>("", "incidents")?.unsigned_abs();
    }
    Ok(figures)
}

impl InstallationFigures {
    fn add_open(
        &mut self,
        kind: String,
        state: String,
        queue: String,
        jobs: u64,
        oldest_secs: u64,
    ) {
        let of_queue = self.queues.entry(queue).or_default();
        if state == "running" {
            of_queue.running += jobs;
        } else {
            of_queue.waiting += jobs;
        }
        of_queue.oldest_secs = of_queue.oldest_secs.max(oldest_secs);
        *self.open_jobs.entry((kind, state)).or_default() += jobs;
    }
}
