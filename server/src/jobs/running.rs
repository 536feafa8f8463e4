//! The jobs in this process's hands, and how each is told to stop.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
    time::Instant,
};

use backroom::JobId;
use store::queue::LeaseId;
use tokio_util::sync::CancellationToken;

/// Why a running job is to stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum StopCause {
    /// Somebody asked for it.
    Cancelled,
    /// The lease went to another worker or the job was ended elsewhere: nothing it writes counts.
    LeaseLost,
}

/// That a job is to stop.
#[derive(Clone, Copy, Debug)]
pub(crate) struct StopOrder {
    pub(crate) cause: StopCause,
    /// From when its patience counts: not after somebody asked.
    pub(crate) since: Instant,
}

/// Tells one running job to stop, once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop {
    token: CancellationToken,
    order: Arc<OnceLock<StopOrder>>,
}

impl Stop {
    /// The first cause stays.
    pub(crate) fn because(&self, cause: StopCause) {
        self.ordered(StopOrder { cause, since: Instant::now() });
    }

    fn ordered(&self, order: StopOrder) {
        let _ = self.order.set(order);
        self.token.cancel();
    }

    pub(crate) fn order(&self) -> Option<StopOrder> {
        self.order.get().copied()
    }

    pub(crate) fn cause(&self) -> Option<StopCause> {
        self.order().map(|order| order.cause)
    }

    /// Waits until the job is to stop.
    pub(crate) async fn asked(&self) -> StopOrder {
        self.token.cancelled().await;
        // The order is set before the token.
        self.order().unwrap_or(StopOrder { cause: StopCause::Cancelled, since: Instant::now() })
    }
}

/// The leases of this process. The heartbeat keeps them, whoever finishes a job takes it out.
#[derive(Debug, Default)]
pub(crate) struct Running {
    jobs: Mutex<HashMap<LeaseId, Stop>>,
}

impl Running {
    pub(crate) fn insert(&self, lease: LeaseId) {
        self.lock().insert(lease, Stop::default());
    }

    pub(crate) fn remove(&self, lease: LeaseId) {
        self.lock().remove(&lease);
    }

    /// Every lease, in order.
    pub(crate) fn leases(&self) -> Vec<LeaseId> {
        let mut leases: Vec<_> = self.lock().keys().copied().collect();
        leases.sort_unstable();
        leases
    }

    /// How to stop the job of `lease`; of a lease that is no longer here, one that nobody stops.
    pub(crate) fn stop(&self, lease: LeaseId) -> Stop {
        self.lock().get(&lease).cloned().unwrap_or_default()
    }

    /// Passes on that somebody asked for `job` to stop, if it runs here; they did so after `since`.
    pub(crate) fn cancel(&self, job: JobId, since: Instant) {
        let stop =
            self.lock().iter().find_map(|(lease, stop)| (lease.job == job).then(|| stop.clone()));
        if let Some(stop) = stop {
            stop.ordered(StopOrder { cause: StopCause::Cancelled, since });
        }
    }

    /// The jobs that somebody asked to stop, and since when.
    pub(crate) fn cancelled(&self) -> Vec<(LeaseId, Instant)> {
        let cancelled = |(lease, stop): (&LeaseId, &Stop)| {
            let order = stop.order().filter(|order| order.cause == StopCause::Cancelled)?;
            Some((*lease, order.since))
        };
        self.lock().iter().filter_map(cancelled).collect()
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<LeaseId, Stop>> {
        // A map of tokens is whole after any panic.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
