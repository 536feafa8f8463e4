//! One job's events in order, from a number on: what both kinds of stream send.
//!
//! A notification tells that there is something to read, not how much. A job that talks may bring hundreds
//! in a second, and each of its viewers reads for itself: so a viewer rests between two reads and takes what
//! has come meanwhile in one, and a hundred of them ask at most a thousand times a second.

use std::time::Duration;

use backroom::{JobEvent, JobEventBody, JobId};
use page_base::request::AppState;
use store::{StoreError, queue, queue::listener::Notice};
use tokio::{
    sync::mpsc,
    time::{Instant, sleep_until},
};

use super::watch::{ACCESS_CHECK, POLL, Watcher};
use crate::jobs::Subscription;

/// Events read at once.
const BATCH: usize = 200;
/// Shortest time between two reads: too short for an eye, long enough for a hundred lines of a busy job.
/// The first news after a silence is read at once.
const REST: Duration = Duration::from_millis(100);

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
        let mut check_at = Instant::now() + ACCESS_CHECK;
        loop {
            if let Some(end) = self.send_news(watcher, &mut check_at).await? {
                return Ok(end);
            }
            let read = Instant::now();
            let mut next_read = read + POLL;
            loop {
                tokio::select! {
                    notice = notices.next() => match notice {
                        Some(Notice::Changed { job, .. }) if job != self.job => {}
                        Some(Notice::Changed { .. } | Notice::Reconnected) => {
                            next_read = read + REST;
                        }
                        Some(Notice::Queued(_) | Notice::CancelRequested(_)) => {}
                        None => return Ok(End::Stopping),
                    },
                    () = sleep_until(next_read) => break,
                    () = sleep_until(check_at) => {
                        if !watcher.may_go_on(&self.state).await {
                            return Ok(End::Refused);
                        }
                        check_at = Instant::now() + ACCESS_CHECK;
                    }
                    () = self.state.shutdown.cancelled() => return Ok(End::Stopping),
                    () = self.sender.closed() => return Ok(End::Gone),
                }
            }
        }
    }

    /// Sends what is new; why there will be no more, if so. A busy job has always something new, and a slow
    /// reader takes it for ever: whether it still may is looked at meanwhile.
    async fn send_news(
        &mut self,
        watcher: &Watcher,
        check_at: &mut Instant,
    ) -> Result<Option<End>, StoreError> {
        loop {
            let limit = BATCH as u64;
            let events = queue::events_after(&self.state.db, self.job, self.seq, limit).await?;
            let is_all = events.len() < BATCH;
            // The end is the last thing that is told of a job. Only silence may hide that it is gone.
            let may_have_ended = events.last().is_none_or(tells_the_end);
            for event in events {
                let seq = event.seq;
                let place = loop {
                    tokio::select! {
                        biased;
                        () = self.state.shutdown.cancelled() => return Ok(Some(End::Stopping)),
                        () = sleep_until(*check_at) => {
                            if !watcher.may_go_on(&self.state).await {
                                return Ok(Some(End::Refused));
                            }
                            *check_at = Instant::now() + ACCESS_CHECK;
                        }
                        place = self.sender.reserve() => match place {
                            Ok(place) => break place,
                            Err(_) => return Ok(Some(End::Gone)),
                        },
                    }
                };
                place.send(event);
                self.seq = seq;
            }
            if is_all {
                let has_ended = may_have_ended && self.has_ended().await?;
                return Ok(has_ended.then_some(End::Told));
            }
        }
    }

    /// The job is gone, or has ended and everything of it was told.
    async fn has_ended(&self) -> Result<bool, StoreError> {
        let task = queue::find_task(&self.state.db, self.job).await?;
        // An event may have come since we looked; it was announced, too.
        Ok(task.is_none_or(|task| task.state.is_final() && task.event_seq <= self.seq))
    }
}

fn tells_the_end(event: &JobEvent) -> bool {
    matches!(&event.body, JobEventBody::Status { state, .. } if state.is_final())
}
