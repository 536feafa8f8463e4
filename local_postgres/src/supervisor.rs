//! Keeps a cluster running: notices when it ends by itself and starts it again.

use std::{
    sync::mpsc::{self, RecvTimeoutError, Sender},
    thread::{self, JoinHandle},
    time::Duration,
};

use crate::{LocalPostgres, LocalPostgresError, Settings};

/// How often to look whether the cluster still runs.
const LOOK_EVERY: Duration = Duration::from_millis(200);
/// Pause between attempts to start a cluster that does not come up.
const PAUSE: Duration = Duration::from_secs(2);

/// What happened to a supervised cluster.
#[derive(Debug)]
pub enum Incident {
    /// It ended by itself.
    Ended(String),
    /// It runs again.
    Restarted,
    /// It did not start again; the next attempt follows.
    NotRestarted(LocalPostgresError),
}

/// A cluster with somebody who looks after it. Stopped when dropped.
#[derive(Debug)]
pub struct Supervisor {
    url: String,
    stop: Option<Sender<()>>,
    thread: Option<JoinHandle<()>>,
}

impl Supervisor {
    /// Starts the cluster; from then on `report` hears of every incident, on a thread of its own.
    ///
    /// # Errors
    /// As [`LocalPostgres::start`].
    pub fn start(
        settings: &Settings,
        report: impl Fn(Incident) + Send + 'static,
    ) -> Result<Self, LocalPostgresError> {
        let postgres = LocalPostgres::start(settings)?;
        let url = postgres.url().to_owned();
        let (stop, stopped) = mpsc::channel();
        let thread = thread::Builder::new()
            .name("postgres".to_owned())
            .spawn(move || watch(postgres, &stopped, &report))
            .map_err(crate::error::at(&settings.folder))?;
        Ok(Self { url, stop: Some(stop), thread: Some(thread) })
    }

    /// How to connect; stays the same over restarts.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Stops the cluster in good order and waits for its end.
    pub fn stop(mut self) {
        self.halt();
    }

    fn halt(&mut self) {
        drop(self.stop.take());
        if let Some(thread) = self.thread.take() {
            let _ = thread.join();
        }
    }
}

impl Drop for Supervisor {
    fn drop(&mut self) {
        self.halt();
    }
}

fn watch(mut postgres: LocalPostgres, stopped: &mpsc::Receiver<()>, report: &impl Fn(Incident)) {
    let mut wait = LOOK_EVERY;
    while matches!(stopped.recv_timeout(wait), Err(RecvTimeoutError::Timeout)) {
        wait = LOOK_EVERY;
        let Some(status) = postgres.exited() else { continue };
        report(Incident::Ended(status));
        match postgres.restart() {
            Ok(()) => report(Incident::Restarted),
            Err(error) => {
                report(Incident::NotRestarted(error));
                wait = PAUSE;
            }
        }
    }
    postgres.stop();
}
