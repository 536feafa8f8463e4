//! `touchline work`: the workers alone, for machines that serve nobody.

use clap::Args;
use page_base::request::Clock;

use super::signals::stop_on_signal;
use crate::{
    access::check_vault_keys,
    config::Config,
    database,
    http::logging,
    jobs::{Hub, JobEnv, registry::registry, scheduler, start_workers},
    state::app_state,
    telemetry::{self, Observer},
};

/// Runs jobs and serves nothing.
#[derive(Debug, Args)]
pub struct WorkArgs {
    /// Works only on these queues, parted by commas; all when not given.
    #[arg(long, value_delimiter = ',')]
    queues: Vec<String>,
}

/// Runs the command until the process is asked to stop.
///
/// # Errors
/// The workers cannot start: a setting, the database, a queue that no kind of job waits in.
pub async fn run(args: WorkArgs, config: Config) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let registry = registry();
    let known = registry.queues();
    if let Some(unknown) = args.queues.iter().find(|queue| !known.contains(&queue.as_str())) {
        anyhow::bail!("--queues: no job waits in `{unknown}`; there are {}", known.join(", "));
    }

    let shutdown = stop_on_signal()?;
    let opening = database::open(&config, database::resolve(&config));
    let Some(opened) = shutdown.run_until_cancelled(opening).await else { return Ok(()) };
    let (resolved, db) = opened?;
    let state = app_state(&config, db.clone(), Clock::System, shutdown.clone())?;
    check_vault_keys(&db, &state.vault).await?;
    let hub = Hub::start(db.clone(), shutdown.clone());
    tokio::spawn(scheduler::run(db.clone(), shutdown.clone()));
    let (spans, exporter) = telemetry::spans(&config.telemetry, &shutdown)?;
    let env = JobEnv { spans, ..JobEnv::new(&state, &config.jobs) };
    let settings = config.jobs.worker_settings();
    let workers = start_workers(env, registry, &hub, &settings, &args.queues, &shutdown)?;
    let observing = telemetry::start(Observer::new(&state, None), shutdown.clone());
    tracing::info!(queues = ?args.queues, "Working");

    workers.stopped().await;
    observing.await.ok();
    if let Some(exporter) = exporter {
        exporter.await.ok();
    }
    db.close().await.ok();
    resolved.close().await?;
    tracing::info!("Stopped");
    Ok(())
}
