//! What a running job writes about itself, in the order in which it says it.
//!
//! A commit waits for the disk, which some disks bear no more than 150 times a second; a job that walks
//! through a file says more lines than that. So a line is handed to a task that writes whatever has been
//! said since its last write: a single line at once, many in one statement
//! (docs/decisions/0018-log-lines-in-groups.md).

use backroom::{LogLevel, Step};
use store::{
    Database, StoreError,
    queue::{LeaseId, NewLogLine, append_log, write_progress},
};
use tokio::sync::{mpsc, oneshot};
use tracing::Instrument as _;

use super::running::{Stop, StopCause};

/// Most lines that wait to be written, beside as many that are being written: some megabytes where each
/// is as long as it may be.
const MOST_WAITING: usize = 500;

/// The journal of one attempt.
pub(super) struct Journal {
    pen: Pen,
    entries: mpsc::Sender<Entry>,
}

enum Entry {
    Line(NewLogLine),
    /// Somebody waits until what was said before is written.
    Mark(oneshot::Sender<()>),
}

impl Journal {
    /// A journal under `lease`. When the lease turns out to be lost, it tells `stop`.
    pub(super) fn open(db: Database, lease: LeaseId, stop: Stop) -> Self {
        let pen = Pen { db, lease, stop };
        let (entries, said) = mpsc::channel(MOST_WAITING);
        // A task of its own: what was said is written even when the handler that said it is cut off.
        tokio::spawn(write_down(pen.clone(), said).in_current_span());
        Self { pen, entries }
    }

    /// Says a line. It is written soon; the caller waits only while [`MOST_WAITING`] others wait.
    pub(super) async fn say(&self, level: LogLevel, text: &str) {
        let line = Entry::Line(NewLogLine::new(level, text));
        if self.entries.send(line).await.is_err() {
            tracing::warn!(job_id = %self.pen.lease.job, "A line of a job's log found nobody to write it");
        }
    }

    /// Stores how far the job has come, after the lines that were said before.
    pub(super) async fn write_progress(&self, progress: Option<f64>, steps: &[Step]) {
        self.flush().await;
        self.pen.write_progress(progress, steps).await;
    }

    /// Waits until every line that was said before is written or was given up.
    pub(super) async fn flush(&self) {
        let (written, wait) = oneshot::channel();
        if self.entries.send(Entry::Mark(written)).await.is_ok() {
            // An error means that the task is gone, and with it whatever could be waited for.
            wait.await.ok();
        }
    }
}

/// Writes what is said until nobody is left to say anything.
async fn write_down(pen: Pen, mut said: mpsc::Receiver<Entry>) {
    let mut entries = Vec::new();
    while said.recv_many(&mut entries, MOST_WAITING).await > 0 {
        let (mut lines, mut marks) = (Vec::new(), Vec::new());
        for entry in entries.drain(..) {
            match entry {
                Entry::Line(line) => lines.push(line),
                Entry::Mark(mark) => marks.push(mark),
            }
        }
        if !lines.is_empty() {
            pen.write_lines(&lines).await;
        }
        for mark in marks {
            // Whoever waited may have been cut off meanwhile.
            mark.send(()).ok();
        }
    }
}

/// Writes under one lease.
#[derive(Clone)]
struct Pen {
    db: Database,
    lease: LeaseId,
    stop: Stop,
}

impl Pen {
    async fn write_lines(&self, lines: &[NewLogLine]) {
        if self.stop.cause() == Some(StopCause::LeaseLost) {
            return;
        }
        let written = append_log(&self.db, self.lease, lines).await;
        self.check_written("log lines", lines.len(), written);
    }

    async fn write_progress(&self, progress: Option<f64>, steps: &[Step]) {
        let written = write_progress(&self.db, self.lease, progress, steps).await;
        self.check_written("progress", 1, written);
    }

    /// What could not be written is no reason to fail; a lease that is gone is one to stop.
    fn check_written(&self, what: &str, count: usize, written: Result<bool, StoreError>) {
        match written {
            Ok(true) => {}
            Ok(false) => self.stop.because(StopCause::LeaseLost),
            Err(error) => {
                let (job_id, cause) = (self.lease.job, format!("{error:#}"));
                tracing::warn!(%job_id, what, count, cause, "A job's journal has a gap");
            }
        }
    }
}
