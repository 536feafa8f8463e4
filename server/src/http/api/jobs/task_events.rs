//! `GET /tasks/events`: one stream for all of a person's own tasks, for the tray.

use std::{
    collections::{BTreeMap, BTreeSet, btree_map::Entry},
    time::Duration,
};

use axum::{Extension, extract::State, response::Response, response::sse::Event};
use backroom::{JobId, TaskView};
use page_base::request::AppState;
use store::{StoreError, queue, queue::listener::Notice};
use tokio::time::Instant;

use super::{
    slots::{StreamKind, StreamSlots},
    watch::{ACCESS_CHECK, CameBy, POLL, Sender, Watcher, named, stream},
};
use crate::{
    http::{
        access::Viewer,
        problem::{Problem, ProblemDocument},
    },
    jobs::{Hub, Subscription},
};

/// Tasks of the snapshot: as many as the tray shows.
const RECENT: u64 = 20;
/// Events of one task sent at once; who lags further behind gets the task's present row.
const BATCH: u64 = 500;
/// Changes that come close together are told together: far below the second within which a change
/// should be seen, far above the time between two log lines of a busy job.
const GATHER: Duration = Duration::from_millis(50);

/// Your own tasks as server-sent events. First a `task` for each recent one, newest first; then, as
/// they change, their `status`, `progress` and `log` events and the changed `task`.
#[utoipa::path(
    get, path = "/tasks/events", tag = "tasks",
    responses((status = 200, content_type = "text/event-stream", body = String),
        (status = 401, body = ProblemDocument),
        (status = 429, body = ProblemDocument, description = "20 streams are open"))
)]
pub(super) async fn stream_tasks(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    came_by: CameBy,
    Extension(hub): Extension<Hub>,
    Extension(slots): Extension<StreamSlots>,
) -> Result<Response, Problem> {
    let slot = slots.take(caller.account_id, StreamKind::Events)?;
    // Before the first look, so that nothing happens in between unnoticed.
    let notices = hub.subscribe();
    let (sender, response) = stream();
    let watcher = Watcher { caller, came_by };
    let mut reader = TaskReader { state, watcher, sender, known: BTreeMap::new() };
    reader.look_at_all().await?;
    tokio::spawn(async move {
        let _slot = slot;
        if let Err(error) = reader.follow(notices).await {
            tracing::warn!(cause = format!("{error:#}"), "A person's task stream ended early");
        }
    });
    Ok(response)
}

struct TaskReader {
    state: AppState,
    watcher: Watcher,
    sender: Sender,
    /// Number of the last event sent, by task.
    known: BTreeMap<JobId, i64>,
}

/// What ended a wait.
enum News {
    Of(BTreeSet<JobId>),
    Anything,
    End,
}

impl TaskReader {
    async fn follow(&mut self, mut notices: Subscription) -> Result<(), StoreError> {
        let mut access_check = tokio::time::interval(ACCESS_CHECK);
        access_check.tick().await;
        loop {
            let news = tokio::select! {
                news = self.news(&mut notices) => news,
                _ = access_check.tick() => {
                    if self.watcher.may_go_on(&self.state).await {
                        continue;
                    }
                    News::End
                }
                () = self.state.shutdown.cancelled() => News::End,
                () = self.sender.closed() => News::End,
            };
            match news {
                News::Of(jobs) => {
                    for job in jobs {
                        if let Some(task) = queue::find_task(&self.state.db, job).await? {
                            self.tell(task).await?;
                        }
                    }
                }
                News::Anything => self.look_at_all().await?,
                News::End => return Ok(()),
            }
        }
    }

    /// Waits for news of own tasks, and a moment longer for more.
    async fn news(&self, notices: &mut Subscription) -> News {
        let mut changed = BTreeSet::new();
        let mut patience_ends = Instant::now() + POLL;
        loop {
            match tokio::time::timeout_at(patience_ends, notices.next()).await {
                Ok(Some(Notice::Changed { job, owner }))
                    if owner == Some(self.watcher.caller.account_id) =>
                {
                    if changed.is_empty() {
                        patience_ends = Instant::now() + GATHER;
                    }
                    changed.insert(job);
                }
                Ok(Some(Notice::Reconnected)) => return News::Anything,
                Ok(Some(_)) => {}
                Ok(None) => return News::End,
                Err(_) if changed.is_empty() => return News::Anything,
                Err(_) => return News::Of(changed),
            }
        }
    }

    /// Sends the recent tasks that are not known as they are now.
    async fn look_at_all(&mut self) -> Result<(), StoreError> {
        let owner = self.watcher.caller.account_id;
        for task in queue::tasks_of(&self.state.db, owner, RECENT).await? {
            let Entry::Vacant(unknown) = self.known.entry(task.id) else {
                self.tell(task).await?;
                continue;
            };
            unknown.insert(task.event_seq);
            self.send_task(&task).await;
        }
        Ok(())
    }

    /// Sends what happened to `task` since we last told of it.
    async fn tell(&mut self, task: TaskView) -> Result<(), StoreError> {
        let told = self.known.get(&task.id).copied().unwrap_or(0);
        if task.event_seq <= told {
            return Ok(());
        }
        let events = queue::events_after(&self.state.db, task.id, told, BATCH).await?;
        for event in events.iter().filter(|event| event.seq <= task.event_seq) {
            if let Some(named) = named(event) {
                self.send(named).await;
            }
        }
        self.known.insert(task.id, task.event_seq);
        self.send_task(&task).await;
        Ok(())
    }

    async fn send_task(&self, task: &TaskView) {
        if let Ok(event) = Event::default().event("task").json_data(task) {
            self.send(event).await;
        }
    }

    /// That the reader has gone or the process stops is noticed in `follow`.
    async fn send(&self, event: Event) {
        tokio::select! {
            sent = self.sender.send(Ok(event)) => drop(sent),
            () = self.state.shutdown.cancelled() => {}
        }
    }
}
