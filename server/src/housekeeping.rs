//! What has to be forgotten from time to time. Every server does it: doing it twice is harmless, and
//! what should be done once is a job, queued once a day however many servers ask.

use std::time::Duration;

use page_base::request::Clock;
use store::{
    Database, StoreError, accounts, desk::alerts, incidents::purge_incidents,
    metrics::put_together, queue::purge_players::schedule_purge, schedules, sessions,
};
use tokio_util::sync::CancellationToken;

/// Between two rounds. Nothing depends on it: what is over is refused whether or not it is still
/// stored.
const EVERY: Duration = Duration::from_mins(15);

/// Forgets what is over, until `shutdown`.
pub async fn run(db: Database, clock: Clock, shutdown: CancellationToken) {
    loop {
        if let Err(error) = tidy(&db, clock).await {
            tracing::warn!(
                error = format!("{:#}", anyhow::Error::from(error)),
                "Could not tidy up"
            );
        }
        if shutdown.run_until_cancelled(tokio::time::sleep(EVERY)).await.is_none() {
            return;
        }
    }
}

/// Forgets sessions, tokens, sign-in failures, incidents, runs of schedules and alerts that are over, and
/// thins out samples; looks whether a change of a shortlisted player was overlooked; sees to it that today's
/// removal of deleted players is queued.
///
/// # Errors
/// The database is not available.
pub async fn tidy(db: &Database, clock: Clock) -> Result<(), StoreError> {
    let now = clock.now();
    let sessions = sessions::purge(db, now).await?;
    let tokens = accounts::purge_refresh_tokens(db, now).await?;
    let api_tokens = accounts::api_tokens::purge(db, now).await?;
    let failures = accounts::purge_failures(db, now).await?;
    let incidents = purge_incidents(db, now).await?;
    let samples = put_together(db, now).await?;
    let runs = schedules::forget_runs(db, now).await?;
    alerts::look(db).await?;
    let alerts = alerts::forget(db, now).await?;
    schedule_purge(db, now).await?;
    tracing::debug!(
        sessions,
        tokens,
        api_tokens,
        failures,
        incidents,
        samples,
        runs,
        alerts,
        "Forgot what is over"
    );
    Ok(())
}
