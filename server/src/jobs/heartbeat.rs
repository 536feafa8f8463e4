//! Keeps the leases of this process, on a thread, a runtime and a connection of its own: a job that
//! computes without pause on the workers' runtime cannot stop it.

use std::{sync::Arc, time::Duration};

use store::{
    Database, StoreError,
    database::connection_of_its_own,
    queue::{Hearing, forget_workers, hear_of_worker, renew_leases, rescue_expired},
};
use tokio_util::sync::CancellationToken;

use super::running::{Running, StopCause};

/// Beats in one lease time: three may be lost before a lease is.
const BEATS_PER_LEASE: u32 = 4;

/// Starts the heartbeat. It beats until `stopped`, which is cancelled when the last job has ended; each
/// beat also says that `process` is there.
pub(super) fn start_heartbeat(
    db: &Database,
    process: Hearing,
    running: Arc<Running>,
    lease: Duration,
    stopped: CancellationToken,
) -> std::io::Result<std::thread::JoinHandle<()>> {
    let db = db.clone();
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("job-heartbeat".to_owned()).spawn(move || {
        runtime.block_on(async move {
            let own = connection_of_its_own(&db);
            drop(db);
            while !stopped.is_cancelled() {
                if let Err(error) = beat(&own, &process, &running, lease).await {
                    tracing::warn!(cause = format!("{error:#}"), "A heartbeat was lost");
                }
                tokio::select! {
                    () = tokio::time::sleep(lease / BEATS_PER_LEASE) => {}
                    () = stopped.cancelled() => {}
                }
            }
            if let Err(error) = forget_workers(&own, &process.name).await {
                tracing::debug!(cause = format!("{error:#}"), "Could not say goodbye");
            }
            own.close().await.ok();
        });
    })
}

async fn beat(
    db: &Database,
    process: &Hearing,
    running: &Running,
    lease: Duration,
) -> Result<(), StoreError> {
    let leases = running.leases();
    if !leases.is_empty() {
        for heartbeat in renew_leases(db, &leases, lease).await? {
            // A job that ended between the list and the answer is no longer in `running`; telling it
            // to stop reaches nobody.
            if !heartbeat.is_held {
                running.stop(heartbeat.lease).because(StopCause::LeaseLost);
            } else if heartbeat.cancel_requested {
                running.cancel(heartbeat.lease.job);
            }
        }
    }
    hear_of_worker(db, process).await?;
    let rescued = rescue_expired(db).await?;
    if rescued.requeued + rescued.ended > 0 {
        tracing::warn!(
            requeued = rescued.requeued,
            ended = rescued.ended,
            "Took back jobs whose workers were not heard of any more"
        );
    }
    Ok(())
}
