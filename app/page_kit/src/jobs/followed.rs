//! What a page shows of a task that it follows.

use backroom::TaskView;
use leptos::prelude::*;

use super::{held_log::HeldLog, log_line::LogPage, task_page::find_task};

/// What is shown of a task.
#[derive(Clone, Copy)]
pub(super) struct Followed {
    /// The task.
    pub(super) view: RwSignal<TaskView>,
    /// Its log.
    pub(super) log: RwSignal<HeldLog>,
    /// Number of the newest event that the stream has told or need not tell. The row may know of newer ones,
    /// whose log lines are still to come: a stream begins after this number, not after the row's.
    #[cfg(feature = "hydrate")]
    pub(super) heard: StoredValue<i64>,
}

impl Followed {
    /// The task with its log, which was read after it.
    pub(super) fn new(task: TaskView, log: LogPage) -> Self {
        Self {
            #[cfg(feature = "hydrate")]
            heard: StoredValue::new(task.event_seq),
            view: RwSignal::new(task),
            log: RwSignal::new(HeldLog::new(log)),
        }
    }

    /// Asks the server for the task anew. A failure leaves what is shown.
    pub(super) async fn reload(self) {
        let Some(id) = self.view.try_with_untracked(|task| task.id) else { return };
        if let Ok(task) = find_task(id).await {
            let _ = self.view.try_set(task);
        }
    }
}
