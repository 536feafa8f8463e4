//! Figures of the whole installation, out of the database: every server tells the same.

use backroom::Metric;
use store::metrics::InstallationFigures;

use super::exposition::{Exposition, Kind};

/// Writes `figures`; without them, that the database did not answer.
pub(super) fn write(text: &mut Exposition, figures: Option<&InstallationFigures>) {
    let is_up = u8::from(figures.is_some());
    text.single(
        "touchline_database_up",
        Kind::Gauge,
        "Whether the database answered this scrape.",
        is_up,
    );
    let Some(figures) = figures else { return };
    write_jobs(text, figures);
    write_queues(text, figures);
    text.single(
        "touchline_workers",
        Kind::Gauge,
        "Processes that run jobs, heard of within a minute, of the installation.",
        figures.workers,
    );
    text.single(
        "touchline_vault_secrets",
        Kind::Gauge,
        "Secrets in the vault of the installation.",
        figures.secrets,
    );
    write_reads(text, figures);
    text.single(
        "touchline_incidents_open",
        Kind::Gauge,
        "Faults of the program that nobody has looked at, of the installation.",
        figures.open_incidents,
    );
}

fn write_jobs(text: &mut Exposition, figures: &InstallationFigures) {
    text.family(
        "touchline_jobs",
        Kind::Gauge,
        "Jobs that wait (queued) or run (running), of the installation.",
    );
    for ((kind, state), jobs) in &figures.open_jobs {
        text.sample(&[("kind", kind.as_str()), ("state", state.as_str())], jobs);
    }
    text.family(
        "touchline_jobs_ended_total",
        Kind::Counter,
        "Jobs that ended, by final state, of the installation; 20 s late at most.",
    );
    for (label, jobs) in totals(figures, Metric::JobsEnded) {
        let (kind, state) = label.rsplit_once('/').unwrap_or((label, ""));
        text.sample(&[("kind", kind), ("state", state)], jobs);
    }
}

fn write_queues(text: &mut Exposition, figures: &InstallationFigures) {
    text.family(
        "touchline_queue_depth",
        Kind::Gauge,
        "Jobs that wait in the queue, for a worker or for their time, of the installation.",
    );
    for (queue, of_queue) in &figures.queues {
        text.sample(&[("queue", queue.as_str())], of_queue.waiting);
    }
    text.family(
        "touchline_queue_running",
        Kind::Gauge,
        "Jobs of the queue that run, of the installation.",
    );
    for (queue, of_queue) in &figures.queues {
        text.sample(&[("queue", queue.as_str())], of_queue.running);
    }
    text.family(
        "touchline_queue_oldest_waiting_seconds",
        Kind::Gauge,
        "How long the oldest job of the queue that could run has waited.",
    );
    for (queue, of_queue) in &figures.queues {
        text.sample(&[("queue", queue.as_str())], of_queue.oldest_secs);
    }
}

fn write_reads(text: &mut Exposition, figures: &InstallationFigures) {
    text.family(
        "touchline_vault_reads_total",
        Kind::Counter,
        "Uses of secrets by how they went, of the installation; 20 s late at most.",
    );
    for (outcome, reads) in totals(figures, Metric::VaultReads) {
        text.sample(&[("outcome", outcome)], reads);
    }
}

fn totals(figures: &InstallationFigures, metric: Metric) -> impl Iterator<Item = (&str, u64)> {
    let of_metric = figures.totals.iter().filter(move |(known, ..)| *known == metric);
    of_metric.map(|(_, label, value)| (label.as_str(), *value))
}
