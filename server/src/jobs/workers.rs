//! Starting and stopping the workers of this process: one a queue, under one monitor.

use std::{
    collections::BTreeMap,
    sync::Arc,
    time::{Duration, Instant},
};

use apalis::prelude::{Monitor, WorkerBuilder};
use store::queue::{Hearing, Lease, bound::AT_ONCE, count_due, listener::Notice};
use tokio::{sync::Notify, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use super::{
    Hub, JobEnv, Registry,
    attempt::{Outcome, Patience, Runner},
    backend::{QueueBackend, QueueSource},
    heartbeat::start_heartbeat,
    running::Running,
};
use crate::panics::remember_places;

/// How workers behave.
#[derive(Clone, Debug)]
pub struct WorkerSettings {
    /// Jobs of one queue that run at once in this process.
    pub concurrency: usize,
    /// Time without a heartbeat after which a job is given to another worker.
    pub lease: Duration,
    /// Longest wait between two looks at a queue when no notification comes.
    pub poll: Duration,
    /// How long a job may go on after somebody asked for it to stop, before it is cut off.
    pub cancel_patience: Duration,
    /// How long a job may go on after the process was asked to stop, before it is handed back.
    pub shutdown_patience: Duration,
}

impl Default for WorkerSettings {
    fn default() -> Self {
        Self {
            concurrency: 4,
            // What a killed worker had is taken up by another within some seconds more.
            lease: Duration::from_secs(15),
            poll: Duration::from_secs(1),
            // With the notification and the storing of the end, below ten seconds.
            cancel_patience: Duration::from_secs(8),
            shutdown_patience: Duration::from_secs(3),
        }
    }
}

impl WorkerSettings {
    /// Short times, so that tests need not wait.
    pub fn for_testing() -> Self {
        Self {
            lease: Duration::from_secs(1),
            poll: Duration::from_millis(100),
            cancel_patience: Duration::from_secs(1),
            shutdown_patience: Duration::from_millis(200),
            ..Self::default()
        }
    }
}

/// The workers of this process.
#[must_use = "wait for `stopped` before the process ends, or running jobs are not handed back"]
pub struct Workers {
    shutdown: CancellationToken,
    monitor: JoinHandle<()>,
}

impl Workers {
    /// Asks the workers to stop and waits until every job has ended or was handed back.
    pub async fn stop(self) {
        self.shutdown.cancel();
        self.stopped().await;
    }

    /// Waits until every job has ended or was handed back; the token given to [`start_workers`] asks
    /// for that.
    pub async fn stopped(self) {
        if let Err(error) = self.monitor.await {
            tracing::error!(%error, "The workers' monitor failed");
        }
    }
}

/// Starts workers for `queues`, or for all of the registry's when it is empty. They stop when
/// `shutdown` is cancelled: running jobs get a moment to end, then they are handed back.
///
/// # Errors
/// The heartbeat's thread cannot be started.
pub fn start_workers(
    env: JobEnv,
    registry: Registry,
    hub: &Hub,
    settings: &WorkerSettings,
    queues: &[String],
    shutdown: &CancellationToken,
) -> std::io::Result<Workers> {
    remember_places();
    let shutdown = shutdown.child_token();
    let running = Arc::new(Running::default());
    let heart_stopped = CancellationToken::new();
    let mut names: Vec<String> = queues.to_vec();
    if names.is_empty() {
        names.extend(registry.queues().into_iter().map(str::to_owned));
    }
    let process = Hearing {
        name: process_name(),
        version: env!("CARGO_PKG_VERSION").to_owned(),
        queues: names.clone(),
        concurrency: u32::try_from(settings.concurrency).unwrap_or(u32::MAX),
    };
    let heartbeat =
        start_heartbeat(&env.db, process, Arc::clone(&running), settings, heart_stopped.clone())?;

    let registry = Arc::new(registry);
    let mut wakes = BTreeMap::new();
    let mut monitor = Monitor::new().should_restart(|worker, error| {
        tracing::error!(worker = worker.name(), %error, "A worker failed and is started again");
        true
    });
    for queue in names {
        let wake = Arc::new(Notify::new());
        wakes.insert(queue.clone(), Arc::clone(&wake));
        let place = Place {
            env: env.clone(),
            registry: Arc::clone(&registry),
            running: Arc::clone(&running),
            wake,
            shutdown: shutdown.clone(),
            settings: settings.clone(),
            queue,
        };
        monitor = monitor.register(move |restarts| {
            let name = worker_name(&place.queue, restarts);
            let runner = Arc::new(place.runner());
            WorkerBuilder::new(name.as_str()).backend(place.backend(name.clone())).build(
                move |lease: Lease| {
                    let runner = Arc::clone(&runner);
                    async move { Ok::<Outcome, std::convert::Infallible>(runner.run(lease).await) }
                },
            )
        });
    }

    tokio::spawn(pass_on(hub.clone(), wakes, running, shutdown.clone()));
    let stop = shutdown.clone();
    let monitor = tokio::spawn(async move {
        let signal = async move {
            stop.cancelled().await;
            Ok(())
        };
        if let Err(error) = monitor.run_with_signal(signal).await {
            tracing::error!(%error, "The workers stopped with an error");
        }
        heart_stopped.cancel();
        let joined = tokio::task::spawn_blocking(move || heartbeat.join()).await;
        if !matches!(joined, Ok(Ok(()))) {
            tracing::error!("The heartbeat's thread failed");
        }
    });
    Ok(Workers { shutdown, monitor })
}

/// Runs the jobs that wait, and those that they bring about, until none is due or under way: for
/// tests and commands.
///
/// # Errors
/// The database or the heartbeat's thread fails.
pub async fn run_until_idle(
    env: JobEnv,
    registry: Registry,
    settings: &WorkerSettings,
) -> anyhow::Result<()> {
    let db = env.db.clone();
    let shutdown = CancellationToken::new();
    let hub = Hub::start(db.clone(), shutdown.clone());
    let workers = start_workers(env, registry, &hub, settings, &[], &shutdown)?;
    while count_due(&db).await? > 0 {
        tokio::time::sleep(IDLE_CHECK).await;
    }
    workers.stop().await;
    shutdown.cancel();
    Ok(())
}

/// Wait between two looks whether all is done.
const IDLE_CHECK: Duration = Duration::from_millis(20);

/// What a worker of one queue is made from, each time it is started.
struct Place {
    env: JobEnv,
    registry: Arc<Registry>,
    running: Arc<Running>,
    wake: Arc<Notify>,
    shutdown: CancellationToken,
    settings: WorkerSettings,
    queue: String,
}

impl Place {
    fn runner(&self) -> Runner {
        Runner {
            env: self.env.clone(),
            registry: Arc::clone(&self.registry),
            running: Arc::clone(&self.running),
            shutdown: self.shutdown.clone(),
            patience: Patience {
                after_cancel: self.settings.cancel_patience,
                after_shutdown: self.settings.shutdown_patience,
            },
        }
    }

    fn backend(&self, worker: String) -> QueueBackend {
        let is_bounded = self.registry.is_bounded(&self.queue);
        // One process may do all that the bound lets all do.
        let most = *AT_ONCE.end() as usize;
        QueueBackend::new(QueueSource {
            is_bounded,
            db: self.env.db.clone(),
            queue: self.queue.clone(),
            worker,
            concurrency: if is_bounded { most } else { self.settings.concurrency },
            lease: self.settings.lease,
            poll: self.settings.poll,
            running: Arc::clone(&self.running),
            wake: Arc::clone(&self.wake),
            shutdown: self.shutdown.clone(),
        })
    }
}

/// Wakes the worker whose queue has jobs, and tells jobs that they are to stop.
async fn pass_on(
    hub: Hub,
    wakes: BTreeMap<String, Arc<Notify>>,
    running: Arc<Running>,
    shutdown: CancellationToken,
) {
    let mut notices = hub.subscribe();
    loop {
        let notice = tokio::select! {
            notice = notices.next() => notice,
            () = shutdown.cancelled() => return,
        };
        match notice {
            Some(Notice::Queued(queue)) => {
                if let Some(wake) = wakes.get(&queue) {
                    wake.notify_one();
                }
            }
            Some(Notice::CancelRequested(job)) => running.cancel(job, Instant::now()),
            Some(Notice::Changed { .. }) => {}
            // The heartbeat sees requests to stop that were missed.
            Some(Notice::Reconnected) => wakes.values().for_each(|wake| wake.notify_one()),
            None => return,
        }
    }
}

/// What this machine calls itself.
pub fn machine_name() -> String {
    let name = std::fs::read_to_string("/proc/sys/kernel/hostname").unwrap_or_default();
    name.trim().to_owned()
}

/// Machine and process, for operators.
pub(crate) fn process_name() -> String {
    format!("{}:{}", machine_name(), std::process::id())
}

/// Tells operators which process holds a lease, and for which queue it took it.
fn worker_name(queue: &str, restarts: usize) -> String {
    format!("{}/{queue}/{restarts}", process_name())
}
