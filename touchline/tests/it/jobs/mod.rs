//! Jobs: what workers do with them, and what REST and its streams tell about them.

mod apart;
mod attempts;
mod backing_off;
mod cancelling;
mod journal;
mod late;
mod leases;
mod request;
mod rest;
mod sockets;
mod stopping;
mod streams;

use std::{
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
    time::Duration,
};

use apart::Apart;
use backroom::{JobId, JobState, TaskView};
use page_base::request::{AppSettings, Clock};
use serde::{Deserialize, Serialize};
use server::{
    access::vault_keys,
    config::{Config, JobsConfig},
    jobs::{Hub, JobContext, JobEnv, JobError, Registry, WorkerSettings, Workers, start_workers},
};
use store::{
    Database,
    database::{ConnectSettings, connect},
    queue::{Job, NewJob, enqueue, find_task},
    uploads::Uploads,
};
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

/// Long enough for any machine, short enough to fail before the runner's own limit.
const DEADLINE: Duration = Duration::from_secs(50);
const HOUR: Duration = Duration::from_hours(1);

/// A job for tests.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Drill {
    pub(super) name: String,
}

impl Job for Drill {
    const KIND: &'static str = "drill";
    const TITLE: &'static str = "Drill";
    const QUEUE: &'static str = "drills";
    const MAX_ATTEMPTS: u32 = 3;
}

pub(super) fn drill(name: &str) -> NewJob<Drill> {
    NewJob::new(Drill { name: name.to_owned() })
}

/// A database with jobs, without a server.
struct Ground {
    db: Database,
    // Dropped last: the pool has to be idle before its database can go.
    test: TestDatabase,
}

impl Ground {
    async fn open() -> Self {
        let test = TestDatabase::create().await;
        Self { db: connected(test.url()).await, test }
    }

    async fn ask(&self, name: &str) -> JobId {
        enqueue(&self.db, drill(name)).await.unwrap().id()
    }

    /// Workers of one process for these kinds.
    fn workers(&self, registry: Registry, settings: &WorkerSettings) -> Workers {
        workers_on(&self.db, registry, settings)
    }

    async fn task(&self, id: JobId) -> TaskView {
        find_task(&self.db, id).await.unwrap().unwrap()
    }

    /// Waits until the job is in `state` and returns it.
    async fn task_in(&self, id: JobId, state: JobState) -> TaskView {
        eventually(state.as_str(), async || {
            let task = self.task(id).await;
            (task.state == state).then_some(task)
        })
        .await
    }

    /// Makes jobs that wait for their next attempt due.
    async fn skip_back_off(&self) {
        sqlx::query("UPDATE job SET run_at = now() WHERE state = 'queued' AND run_at > now()")
            .execute(self.db.get_postgres_connection_pool())
            .await
            .unwrap();
    }
}

async fn connected(url: &str) -> Database {
    connect(&ConnectSettings {
        url: url.to_owned(),
        max_connections: 10,
        acquire_timeout: Duration::from_secs(30),
    })
    .await
    .unwrap()
}

fn workers_on(db: &Database, registry: Registry, settings: &WorkerSettings) -> Workers {
    let env = JobEnv {
        db: db.clone(),
        uploads: Uploads::in_folder(std::env::temp_dir()),
        seasons: store::ranked_seasons::RankedSeasons::default(),
        vault: vault_keys(&Config::for_testing("", std::env::temp_dir())).unwrap(),
        clock: Clock::System,
        incidents: store::incidents::IncidentBook::default(),
        spans: server::telemetry::SpanSink::default(),
        settings: Arc::new(AppSettings::default()),
        config: Arc::new(JobsConfig::for_testing()),
        market_values: None,
    };
    let shutdown = CancellationToken::new();
    let hub = Hub::start(db.clone(), shutdown.clone());
    start_workers(env, registry, &hub, settings, &[], &shutdown).unwrap()
}

/// One kind with this handler.
fn drills<H, F>(handler: H) -> Registry
where
    H: Fn(Drill, JobContext) -> F + Send + Sync + 'static,
    F: Future<Output = Result<serde_json::Value, JobError>> + Send + 'static,
{
    Registry::default().with(HOUR, handler)
}

/// Asks until the answer is there; fails the test when it does not come.
pub(super) async fn eventually<T>(what: &str, look: impl AsyncFn() -> Option<T>) -> T {
    let waiting = async {
        loop {
            if let Some(found) = look().await {
                return found;
            }
            tokio::time::sleep(Duration::from_millis(10)).await;
        }
    };
    tokio::time::timeout(DEADLINE, waiting)
        .await
        .unwrap_or_else(|_| panic!("`{what}` did not come about"))
}

/// Counts from several places.
#[derive(Clone, Debug, Default)]
struct Counter(Arc<AtomicU32>);

impl Counter {
    fn add_one(&self) -> u32 {
        self.0.fetch_add(1, Ordering::SeqCst) + 1
    }

    fn count(&self) -> u32 {
        self.0.load(Ordering::SeqCst)
    }
}
