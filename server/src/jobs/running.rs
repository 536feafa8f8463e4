//! The jobs in this process's hands, and how each is told to stop.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, OnceLock, PoisonError},
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

/// Tells one running job to stop, once.
#[derive(Clone, Debug, Default)]
pub(crate) struct Stop {
    token: CancellationToken,
    cause: Arc<OnceLock<StopCause>>,
}

impl Stop {
    /// The first cause stays.
    pub(crate) fn because(&self, cause: StopCause) {
        let _ = self.cause.set(cause);
        self.token.cancel();
    }

    pub(crate) fn cause(&self) -> Option<StopCause> {
        self.cause.get().copied()
    }

    /// Waits until the job is to stop.
    pub(crate) async fn asked(&self) -> StopCause {
        self.token.cancelled().await;
        self.cause().unwrap_or(StopCause::Cancelled)
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

    /// Passes on that somebody asked for `job` to stop, if it runs here.
    pub(crate) fn cancel(&self, job: JobId) {
        let stop =
            self.lock().iter().find_map(|(lease, stop)| (lease.job == job).then(|| stop.clone()));
        if let Some(stop) = stop {
            stop.because(StopCause::Cancelled);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, HashMap<LeaseId, Stop>> {
        // A map of tokens is whole after any panic.
        self.jobs.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
