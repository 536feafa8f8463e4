//! Looks for ticks of schedules that have come. Every process does it: what makes a tick happen once is in
//! `store::schedules`, so it matters neither how many look nor which of them is killed.

use std::time::Duration;

use store::{
    Database, StoreError,
    schedules::{Fired, Upcoming, due, fire, upcoming},
};
use tokio_util::sync::CancellationToken;

/// Longest wait between two looks: so long may a schedule go unnoticed that was just made or switched on.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// Sees to ticks until `shutdown`. A database that is away is asked again every second; what has come due
/// meanwhile runs once when it is back.
pub async fn run(db: Database, shutdown: CancellationToken) {
    let mut is_away = false;
    loop {
        let wait = match round(&db).await {
            Ok(wait) => {
                is_away = false;
                wait
            }
            Err(error) => {
                if !is_away {
                    let cause = format!("{:#}", anyhow::Error::from(error));
                    tracing::warn!(cause, "Cannot look for schedules that are due");
                }
                is_away = true;
                LONGEST_WAIT
            }
        };
        if shutdown.run_until_cancelled(tokio::time::sleep(wait)).await.is_none() {
            return;
        }
    }
}

/// Sees to every tick that has come; gives how long there is nothing to do.
///
/// # Errors
/// The database is not available. A single schedule that cannot be seen to holds up no other.
pub async fn round(db: &Database) -> Result<Duration, StoreError> {
    let Upcoming { now, next } = upcoming(db).await?;
    let Some(next) = next else { return Ok(LONGEST_WAIT) };
    if next > now {
        // Never early: the wait ends with the tick or after it.
        return Ok((next - now).to_std().unwrap_or(LONGEST_WAIT).min(LONGEST_WAIT));
    }
    let mut has_fired = false;
    for id in due(db, now).await? {
        match fire(db, id, now).await {
            Ok(None) => {}
            Ok(Some(fired)) => {
                has_fired = true;
                tell(&fired);
            }
            Err(error @ StoreError::Unavailable(_)) => return Err(error),
            Err(error) => {
                let cause = format!("{:#}", anyhow::Error::from(error));
                tracing::error!(schedule_id = id.0, cause, "A schedule's tick failed");
            }
        }
    }
    // What is due still is another scheduler's affair, or failed.
    Ok(if has_fired { Duration::ZERO } else { LONGEST_WAIT })
}

fn tell(fired: &Fired) {
    let schedule_id = fired.schedule.0;
    let job_id = fired.job.map(|job| job.to_string());
    match &fired.note {
        None => tracing::info!(
            schedule_id,
            job_id,
            tick = %fired.tick,
            missed = fired.missed,
            outcome = fired.outcome.as_str(),
            "Schedule {schedule_id} ran"
        ),
        Some(note) => tracing::warn!(
            schedule_id,
            tick = %fired.tick,
            note,
            "Schedule {schedule_id} could not ask for its job"
        ),
    }
}
