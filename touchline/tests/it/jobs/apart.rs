//! Workers of a process of their own, as far as jobs can tell: a thread, a runtime, a pool, a log.

use std::{
    io::Write,
    sync::{Arc, Mutex},
    thread::JoinHandle,
};

use server::jobs::{Registry, WorkerSettings};
use tokio_util::sync::CancellationToken;
use tracing_subscriber::fmt::MakeWriter;

use super::{connected, workers_on};

/// Workers apart from the test. Those that are not stopped end with the test's process.
pub(super) struct Apart {
    stop: CancellationToken,
    thread: JoinHandle<()>,
    log: Log,
}

impl Apart {
    /// Starts workers on the database at `url`. With one thread, a job that computes blocks all else there.
    pub(super) fn start(
        url: &str,
        threads: usize,
        settings: WorkerSettings,
        registry: impl FnOnce() -> Registry + Send + 'static,
    ) -> Self {
        let (url, stop, log) = (url.to_owned(), CancellationToken::new(), Log::default());
        let (stopped, written) = (stop.clone(), log.clone());
        let thread = std::thread::spawn(move || {
            let runtime = match threads {
                1 => tokio::runtime::Builder::new_current_thread().enable_all().build(),
                more => tokio::runtime::Builder::new_multi_thread()
                    .worker_threads(more)
                    .enable_all()
                    .build(),
            }
            .unwrap();
            let subscriber = tracing_subscriber::fmt().with_writer(written).finish();
            // Of the runtime with one thread, all of it; of another one, what runs on this thread.
            tracing::subscriber::with_default(subscriber, || {
                runtime.block_on(async move {
                    let db = connected(&url).await;
                    let workers = workers_on(&db, registry(), &settings);
                    stopped.cancelled().await;
                    workers.stop().await;
                    db.close().await.unwrap();
                });
            });
        });
        Self { stop, thread, log }
    }

    /// Stops the workers and gives what the thread wrote into its log.
    pub(super) async fn stop(self) -> String {
        self.stop.cancel();
        let thread = self.thread;
        tokio::task::spawn_blocking(move || thread.join()).await.unwrap().unwrap();
        self.log.text()
    }

    /// How often `words` stand in its log.
    pub(super) fn times(&self, words: &str) -> usize {
        self.log.text().matches(words).count()
    }
}

/// A log in memory.
#[derive(Clone, Debug, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl Log {
    fn text(&self) -> String {
        String::from_utf8_lossy(&self.0.lock().unwrap()).into_owned()
    }
}

impl Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

impl<'a> MakeWriter<'a> for Log {
    type Writer = Self;

    fn make_writer(&'a self) -> Self {
        self.clone()
    }
}
