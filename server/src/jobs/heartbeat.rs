//! Keeps the leases of this process, on a thread, a runtime and a connection of its own: a job that
//! computes without pause on the workers' runtime cannot stop it. For the same reason it ends jobs that
//! were asked to stop where that runtime has no time to.

use std::{
    sync::Arc,
    time::{Duration, Instant},
};

use store::{
    Database, StoreError,
    database::connection_of_its_own,
    queue::{
        AttemptEnd, Ended, Hearing, end_attempt, forget_workers, hear_of_worker, renew_leases,
        rescue_expired,
    },
};
use tokio_util::sync::CancellationToken;

use super::{
    running::{Running, StopCause},
    workers::WorkerSettings,
};

/// Beats in one lease time: three may be lost before a lease is.
const BEATS_PER_LEASE: u32 = 4;
/// How long the workers' runtime may take, beyond a job's patience, to cut it off and to store that.
const RUNTIME_GRACE: Duration = Duration::from_secs(1);
/// Between two looks for jobs that are to be ended here.
const GLANCE: Duration = Duration::from_millis(250);

/// Starts the heartbeat. It beats until `stopped`, which is cancelled when the last job has ended; each
/// beat also says that `process` is there.
pub(super) fn start_heartbeat(
    db: &Database,
    process: Hearing,
    running: Arc<Running>,
    settings: &WorkerSettings,
    stopped: CancellationToken,
) -> std::io::Result<std::thread::JoinHandle<()>> {
    let (db, lease) = (db.clone(), settings.lease);
    let longest_stop = settings.cancel_patience + RUNTIME_GRACE;
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    std::thread::Builder::new().name("job-heartbeat".to_owned()).spawn(move || {
        runtime.block_on(async move {
            let own = connection_of_its_own(&db);
            drop(db);
            let mut last_beat = Instant::now();
            while !stopped.is_cancelled() {
                let began = Instant::now();
                if let Err(error) = beat(&own, &process, &running, lease, last_beat).await {
                    tracing::warn!(cause = format!("{error:#}"), "A heartbeat was lost");
                } else {
                    last_beat = began;
                }
                let pause = async {
                    let next = began + lease / BEATS_PER_LEASE;
                    while Instant::now() < next {
                        let left = next.saturating_duration_since(Instant::now());
                        tokio::time::sleep(left.min(GLANCE)).await;
                        end_overdue(&own, &running, longest_stop).await;
                    }
                };
                tokio::select! {
                    () = pause => {}
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

/// Who is seen here for the first time to have been asked to stop was asked after `last_beat`.
async fn beat(
    db: &Database,
    process: &Hearing,
    running: &Running,
    lease: Duration,
    last_beat: Instant,
) -> Result<(), StoreError> {
    let leases = running.leases();
    if !leases.is_empty() {
        for heartbeat in renew_leases(db, &leases, lease).await? {
            // A job that ended between the list and the answer is no longer in `running`; telling it
            // to stop reaches nobody.
            if !heartbeat.is_held {
                running.stop(heartbeat.lease).because(StopCause::LeaseLost);
            } else if heartbeat.cancel_requested {
                running.cancel(heartbeat.lease.job, last_beat);
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

/// Ends the jobs that were asked to stop longer ago than `longest`: the runtime that should have cut them
/// off has been busy all the time. What they come to later is refused, for their lease is over.
async fn end_overdue(db: &Database, running: &Running, longest: Duration) {
    for (lease, since) in running.cancelled() {
        if since.elapsed() < longest {
            continue;
        }
        match end_attempt(db, lease, AttemptEnd::Cancelled).await {
            Ok(Ended::Stored(_)) => tracing::warn!(
                job_id = %lease.job,
                "A job that could not be cut off was ended; it goes on without a lease"
            ),
            // Its own end came first, or somebody else has it.
            Ok(Ended::Refused) => {}
            Err(error) => {
                tracing::warn!(
                    job_id = %lease.job,
                    cause = format!("{error:#}"),
                    "A job that could not be cut off could not be ended"
                );
                continue;
            }
        }
        running.remove(lease);
    }
}
