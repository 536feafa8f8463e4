//! `touchline serve`: pages, REST and, unless told otherwise, the workers.

use std::time::Duration;

use anyhow::Context as _;
use axum::Extension;
use clap::Args;
use page_base::request::{AppState, Clock};
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;

use super::signals::stop_on_signal;
use crate::{
    access::{Keys, check_vault_keys, ensure_first_account, refuse_demo_password},
    config::{Config, Environment, variables},
    database,
    demo::{demo_players, demo_seasons, load_demo_match},
    housekeeping,
    http::{Figures, Pages, connections, logging, router},
    jobs::{Hub, JobEnv, registry::registry, scheduler, start_workers},
    state::app_state,
    telemetry::{self, Observer},
};

/// How long requests under way may take once the server was asked to stop. With the workers' share
/// it stays below the ten seconds that service managers wait.
const GRACE: Duration = Duration::from_secs(7);

/// Serves pages and the REST API and, unless told otherwise, runs the jobs.
#[derive(Debug, Args)]
pub struct ServeArgs {
    /// Runs no jobs in this process.
    #[arg(long)]
    no_workers: bool,
}

/// Runs the command until the process is asked to stop.
///
/// # Errors
/// The server cannot start: a setting, the database, the address.
pub async fn run(
    args: ServeArgs,
    config: Config,
    environment: &Environment,
    pages: Pages,
) -> anyhow::Result<()> {
    logging::start(&config.data.log_filter);
    let declared: Vec<_> = variables().collect();
    for name in environment.undeclared(&declared) {
        tracing::warn!("{name} is not a setting of Touchline: is it misspelt?");
    }

    let shutdown = stop_on_signal()?;
    let opening = database::open(&config, database::own(&config));
    let Some(opened) = shutdown.run_until_cancelled(opening).await else { return Ok(()) };
    let (resolved, db) = opened?;
    ensure_first_account(&config, &db).await?;
    refuse_demo_password(&config, &db).await?;
    if config.access.demo {
        store::demo::load(&db, &demo_players()?, &demo_seasons()?).await?;
    }
    store::accounts::warm_up().await?;
    let keys = Keys::of(&config)?;
    let state = app_state(&config, db.clone(), Clock::System, shutdown.clone())?;
    check_vault_keys(&db, &state.vault).await?;
    let hub = Hub::start(db.clone(), shutdown.clone());
    if config.access.demo {
        // It takes some seconds: nobody waits for it.
        tokio::spawn(add_demo_match(state.clone(), shutdown.clone()));
    }
    tokio::spawn(housekeeping::run(db.clone(), Clock::System, shutdown.clone()));
    let (spans, exporter) = telemetry::spans(&config.telemetry, &shutdown)?;
    let figures = Figures::with_spans(spans.clone());
    let observing =
        telemetry::start(Observer::new(&state, Some(figures.clone())), shutdown.clone());
    tokio::spawn(scheduler::run(db.clone(), shutdown.clone()));
    let workers = if args.no_workers {
        None
    } else {
        let env = JobEnv { spans, ..JobEnv::new(&state, &config.jobs) };
        let settings = config.jobs.worker_settings();
        Some(start_workers(env, registry(), &hub, &settings, &[], &shutdown)?)
    };
    let router = router::build(state, keys, &config, &figures, pages).layer(Extension(hub));

    let listener = TcpListener::bind(config.http.listen).await.with_context(|| {
        format!(
            "TOUCHLINE_LISTEN: {} cannot be listened on; is another program there?",
            config.http.listen
        )
    })?;
    let address = listener.local_addr()?;
    tracing::info!(%address, workers = !args.no_workers, "Serving on http://{address}");

    connections::serve(listener, router, shutdown, GRACE).await;

    if let Some(workers) = workers {
        workers.stopped().await;
    }
    observing.await.ok();
    if let Some(exporter) = exporter {
        exporter.await.ok();
    }
    db.close().await.ok();
    resolved.close().await?;
    tracing::info!("Stopped");
    Ok(())
}

async fn add_demo_match(state: AppState, shutdown: CancellationToken) {
    match shutdown.run_until_cancelled(load_demo_match(&state)).await {
        Some(Err(error)) => tracing::warn!("The demo's match could not be added: {error:#}"),
        Some(Ok(true)) => tracing::info!("Added the demo's match"),
        Some(Ok(false)) | None => {}
    }
}
