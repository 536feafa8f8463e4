//! The bridge between apalis and `store::queue`: a stream of leased jobs, and a layer that stores how
//! each ended.

use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    task::{Context, Poll, ready},
    time::Duration,
};

use apalis_core::{
    backend::{Backend, BackendConfig, finalize::Ephemeral},
    error::BoxDynError,
    task::{Task, task_id::RandomId},
    worker::context::WorkerContext,
};
use futures::{FutureExt as _, future::BoxFuture};
use store::{
    Database, StoreError,
    queue::{Ended, Lease, LeaseId, bound::fetch_bounded, end_attempt, fetch, hand_back},
};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;
use tower::{Layer, Service};

use super::{attempt::Outcome, running::Running};

/// One queue as one worker sees it.
pub(super) struct QueueSource {
    pub(super) db: Database,
    pub(super) queue: String,
    /// How many jobs of the queue run at once is bounded over all processes.
    pub(super) is_bounded: bool,
    /// Who holds the leases, for operators to read.
    pub(super) worker: String,
    /// Jobs at once.
    pub(super) concurrency: usize,
    pub(super) lease: Duration,
    /// Longest wait between two looks when no notification comes.
    pub(super) poll: Duration,
    pub(super) running: Arc<Running>,
    /// Told when jobs may wait in the queue.
    pub(super) wake: Arc<Notify>,
    pub(super) shutdown: CancellationToken,
}

/// The stream of leased jobs. It takes no more than there are free hands, so no job waits in memory.
pub(super) struct QueueBackend {
    source: Arc<QueueSource>,
    /// Jobs given out and not yet ended.
    in_hand: Arc<AtomicUsize>,
    leased: VecDeque<Lease>,
    /// A task of its own: dropped half-way, it could have taken jobs that nobody knows of.
    fetching: Option<JoinHandle<Vec<Lease>>>,
    closing: Option<BoxFuture<'static, ()>>,
}

impl QueueBackend {
    pub(super) fn new(source: QueueSource) -> Self {
        Self {
            source: Arc::new(source),
            in_hand: Arc::default(),
            leased: VecDeque::new(),
            fetching: None,
            closing: None,
        }
    }
}

impl Backend for QueueBackend {
    type Task = Task<Lease>;
    /// The database being away is a reason to wait, not to stop the worker.
    type Error = Infallible;

    fn poll_ready(
        &mut self,
        _: &mut Context<'_>,
        _: &WorkerContext,
    ) -> Poll<Result<(), Infallible>> {
        // With all hands full, the end of a job wakes the worker, which asks again.
        if self.in_hand.load(Ordering::Acquire) < self.source.concurrency {
            Poll::Ready(Ok(()))
        } else {
            Poll::Pending
        }
    }

    fn poll_next(
        &mut self,
        cx: &mut Context<'_>,
        _: &WorkerContext,
    ) -> Poll<Option<Result<Task<Lease>, Infallible>>> {
        loop {
            if let Some(lease) = self.leased.pop_front() {
                self.in_hand.fetch_add(1, Ordering::AcqRel);
                return Poll::Ready(Some(Ok(Task::new(lease))));
            }
            let (source, in_hand) = (&self.source, &self.in_hand);
            let fetching = self.fetching.get_or_insert_with(|| {
                tokio::spawn(next_jobs(Arc::clone(source), Arc::clone(in_hand)))
            });
            let fetched = ready!(fetching.poll_unpin(cx));
            self.fetching = None;
            match fetched {
                Ok(jobs) if jobs.is_empty() => return Poll::Ready(None),
                Ok(jobs) => self.leased.extend(jobs),
                Err(error) => tracing::error!(%error, "Fetching jobs panicked"),
            }
        }
    }

    fn poll_close(
        &mut self,
        cx: &mut Context<'_>,
        _: &WorkerContext,
    ) -> Poll<Result<(), Infallible>> {
        if let Some(fetching) = &mut self.fetching {
            let fetched = ready!(fetching.poll_unpin(cx));
            self.fetching = None;
            self.leased.extend(fetched.unwrap_or_default());
        }
        let (source, leased) = (&self.source, &mut self.leased);
        let closing = self.closing.get_or_insert_with(|| {
            let source = Arc::clone(source);
            let unstarted: Vec<_> = leased.drain(..).collect();
            async move {
                for lease in unstarted {
                    settle(&source, lease.id, Outcome::HandBack).await;
                }
            }
            .boxed()
        });
        closing.poll_unpin(cx).map(Ok)
    }
}

impl BackendConfig for QueueBackend {
    type Args = Lease;
    type Id = RandomId;
    type Kind = Ephemeral;
    type Config = ();
    type Layer = SettleLayer;

    fn config(&self) -> &() {
        &()
    }

    fn middleware(&mut self, _: &mut WorkerContext) -> SettleLayer {
        SettleLayer { source: Arc::clone(&self.source), in_hand: Arc::clone(&self.in_hand) }
    }
}

/// Waits for jobs; empty only when the process stops.
async fn next_jobs(source: Arc<QueueSource>, in_hand: Arc<AtomicUsize>) -> Vec<Lease> {
    while !source.shutdown.is_cancelled() {
        let free = source.concurrency.saturating_sub(in_hand.load(Ordering::Acquire)).max(1);
        let limit = u32::try_from(free).unwrap_or(u32::MAX);
        let QueueSource { db, queue, worker, lease, .. } = &*source;
        let fetched = if source.is_bounded {
            fetch_bounded(db, queue, worker, limit, *lease).await
        } else {
            fetch(db, queue, worker, limit, *lease).await
        };
        match fetched {
            Ok(jobs) if !jobs.is_empty() => {
                for lease in &jobs {
                    source.running.insert(lease.id);
                }
                return jobs;
            }
            Ok(_) => {}
            Err(error) => {
                tracing::warn!(cause = format!("{error:#}"), "No jobs could be fetched");
            }
        }
        tokio::select! {
            () = source.wake.notified() => {}
            () = tokio::time::sleep(source.poll) => {}
            () = source.shutdown.cancelled() => {}
        }
    }
    Vec::new()
}

/// Stores how each job ended, and frees the hand that did it.
#[derive(Clone)]
pub(super) struct SettleLayer {
    source: Arc<QueueSource>,
    in_hand: Arc<AtomicUsize>,
}

impl<S> Layer<S> for SettleLayer {
    type Service = SettleService<S>;

    fn layer(&self, inner: S) -> SettleService<S> {
        SettleService { layer: self.clone(), inner }
    }
}

#[derive(Clone)]
pub(super) struct SettleService<S> {
    layer: SettleLayer,
    inner: S,
}

impl<S> Service<Task<Lease>> for SettleService<S>
where
    S: Service<Task<Lease>, Response = Outcome, Error = BoxDynError>,
    S::Future: Send + 'static,
{
    type Response = ();
    type Error = BoxDynError;
    type Future = BoxFuture<'static, Result<(), BoxDynError>>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), BoxDynError>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, task: Task<Lease>) -> Self::Future {
        let SettleLayer { source, in_hand } = self.layer.clone();
        let lease = task.args.id;
        let attempt = self.inner.call(task);
        async move {
            let outcome = attempt.await;
            let outcome = outcome.unwrap_or_else(|error| {
                // Nothing between us and the handler fails today; a layer added later may.
                tracing::error!(%error, job_id = %lease.job, "A worker layer failed");
                Outcome::HandBack
            });
            settle(&source, lease, outcome).await;
            in_hand.fetch_sub(1, Ordering::AcqRel);
            if source.is_bounded {
                // Who looks for jobs may wait for just this one to end.
                source.wake.notify_one();
            }
            Ok(())
        }
        .boxed()
    }
}

/// Tries to store `outcome` until it is stored, refused, or the lease would long have run out; the
/// heartbeat keeps the lease meanwhile.
async fn settle(source: &QueueSource, lease: LeaseId, outcome: Outcome) {
    let mut waited = Duration::ZERO;
    let mut pause = Duration::from_millis(100);
    loop {
        match store_outcome(source, lease, &outcome).await {
            Ok(true) => break,
            Ok(false) => {
                tracing::warn!(job_id = %lease.job, "A late answer was refused");
                break;
            }
            Err(error) if waited < source.lease => {
                tracing::warn!(
                    job_id = %lease.job,
                    cause = format!("{error:#}"),
                    "A job's end could not be stored; trying again"
                );
            }
            Err(error) => {
                tracing::error!(
                    job_id = %lease.job,
                    cause = format!("{error:#}"),
                    "A job's end could not be stored; it will be run again"
                );
                break;
            }
        }
        tokio::time::sleep(pause).await;
        waited += pause;
        pause = (pause * 2).min(Duration::from_secs(2));
    }
    source.running.remove(lease);
}

/// `false` when the lease was stale.
async fn store_outcome(
    source: &QueueSource,
    lease: LeaseId,
    outcome: &Outcome,
) -> Result<bool, StoreError> {
    match outcome {
        Outcome::End(end) => {
            let ended = end_attempt(&source.db, lease, end.clone()).await?;
            Ok(ended != Ended::Refused)
        }
        Outcome::HandBack => hand_back(&source.db, lease).await,
        Outcome::Lost => Ok(true),
    }
}
