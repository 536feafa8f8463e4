//! One job's events in order, from a number on: what both kinds of stream send.

use app::request::AppState;
use backroom::{JobEvent, JobId};
use store::{StoreError, queue, queue::listener::Notice};
use tokio::sync::mpsc;

use super::watch::{ACCESS_CHECK, POLL, Watcher};
use crate::jobs::Subscription;

/// Events read at once.
const BATCH: u64 = 200;

/// Why a stream ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// The job has ended, and everything was told.
    Told,
    /// The reader may no longer watch.
    Refused,
    /// The process stops.
    Stopping,
    /// Nobody reads any more.
    Gone,
}

/// Reads the events of one job as they come.
pub(super) struct JobReader {
    pub(super) state: AppState,
    pub(super) job: JobId,
    /// Number of the last event sent.
    pub(super) seq: i64,
    pub(super) sender: mpsc::Sender<JobEvent>,
}

impl JobReader {
    /// Sends events until there are no more, or until `watcher` may no longer have them. `notices` have to
    /// be from before the job was looked at.
    pub(super) async fn follow(
        &mut self,
        mut notices: Subscription,
        watcher: &Watcher,
    ) -> Result<End, StoreError> {
        let mut access_check = tokio::time::interval(ACCESS_CHECK);
        access_check.tick().await;
        loop {
            if let Some(end) = self.send_news().await? {
                return Ok(end);
            }
            // Several things may be said before there is news of this job.
            loop {
                tokio::select! {
                    notice = notices.next() => match notice {
                        Some(Notice::Changed { job, .. }) if job == self.job => break,
                        Some(Notice::Reconnected) => break,
                        Some(_) => {}
                        None => return Ok(End::Stopping),
                    },
                    () = tokio::time::sleep(POLL) => break,
                    _ = access_check.tick() => {
                        if !watcher.may_go_on(&self.state).await {
                            return Ok(End::Refused);
                        }
                    }
                    () = self.state.shutdown.cancelled() => return Ok(End::Stopping),
                    () = self.sender.closed() => return Ok(End::Gone),
                }
            }
        }
    }

    /// Sends what is new; why there will be no more, if so.
    async fn send_news(&mut self) -> Result<Option<End>, StoreError> {
        loop {
            let events = queue::events_after(&self.state.db, self.job, self.seq, BATCH).await?;
            if events.is_empty() {
                let task = queue::find_task(&self.state.db, self.job).await?;
                // An event may have come since we looked.
                let goes_on =
                    task.is_some_and(|task| !task.state.is_final() || task.event_seq > self.seq);
                return Ok(if goes_on { None } else { Some(End::Told) });
            }
            for event in events {
                let seq = event.seq;
                tokio::select! {
                    sent = self.sender.send(event) => if sent.is_err() {
                        return Ok(Some(End::Gone));
                    },
                    () = self.state.shutdown.cancelled() => return Ok(Some(End::Stopping)),
                }
                self.seq = seq;
            }
        }
    }
}
