//! The tasks of the signed-in person as every page knows them: newest first, kept up to date by one
//! stream a page.

use std::pin::Pin;

use backroom::{JobId, TaskView};
use leptos::prelude::*;

use super::{log_line::LogLine, task_list::list_tasks};
use crate::controls::PartNotLoaded;

/// One task of the board. Each part is a signal of its own, so that a button in a card keeps the
/// focus while the card's figures change.
#[derive(Clone)]
pub(super) struct BoardTask {
    /// The job.
    pub id: JobId,
    /// What is known of it.
    pub view: ArcRwSignal<TaskView>,
    /// The newest lines of its log.
    pub tail: ArcRwSignal<Vec<LogLine>>,
}

impl BoardTask {
    /// A task of which no log line is known yet.
    pub(super) fn new(view: TaskView) -> Self {
        Self { id: view.id, view: ArcRwSignal::new(view), tail: ArcRwSignal::new(Vec::new()) }
    }
}

/// The tasks of the signed-in person. Get it by [`use_tasks`].
///
/// The board sleeps until a task is under way or somebody looks: what follows, reads and draws tasks is
/// fetched then.
#[derive(Clone, Copy)]
pub struct Tasks {
    known: RwSignal<Vec<BoardTask>>,
    tray_open: RwSignal<bool>,
    awake: RwSignal<bool>,
    wake: fn(Tasks) -> Waking,
    /// Closes the stream that tells of tasks.
    #[cfg(feature = "hydrate")]
    close: StoredValue<Option<Box<dyn FnOnce()>>, LocalStorage>,
}

/// Fetches what follows tasks, then has the board [look again](Tasks::look_again).
pub type Waking = Pin<Box<dyn Future<Output = Result<(), PartNotLoaded>>>>;

/// The application's board of tasks.
pub fn use_tasks() -> Tasks {
    expect_context::<Tasks>()
}

impl Tasks {
    /// A page started `job`: the tray opens and follows it. The focus stays where it is. On a phone,
    /// where the tray would cover the page, the strip above the bar tells of it.
    pub fn started(self, job: JobId) {
        /// From this width on the tray stands beside the page, in CSS pixels.
        const BESIDE: f64 = 900.0;

        let width = window().inner_width().ok().and_then(|width| width.as_f64());
        if width.is_some_and(|width| width >= BESIDE) {
            self.tray_open.set(true);
        }
        if self.find(job).is_none() {
            leptos::task::spawn_local(async move {
                // Without the part nothing can be shown; the tray says so.
                let _ = (self.wake)(self).await;
            });
        }
    }

    /// Whether the board is kept up to date.
    pub fn is_awake(self) -> bool {
        self.awake.get()
    }

    /// Whether the tray is open.
    pub fn tray_open(self) -> RwSignal<bool> {
        self.tray_open
    }

    /// How many tasks are queued or running.
    pub fn under_way(self) -> usize {
        self.known.with(|tasks| {
            tasks.iter().filter(|task| !task.view.with(|view| view.state.is_final())).count()
        })
    }

    pub(super) fn all(self) -> Vec<BoardTask> {
        self.known.get()
    }

    pub(super) fn find(self, job: JobId) -> Option<BoardTask> {
        self.known.with_untracked(|tasks| tasks.iter().find(|task| task.id == job).cloned())
    }

    /// `task` as the board knows it, now and later; as it is given while the board does not know it.
    /// A page's rows are there before the board is, and must not stay as they were.
    pub(super) fn live(self, task: TaskView) -> Signal<TaskView> {
        Signal::derive(move || {
            let known = self.known.with(|tasks| {
                tasks.iter().find(|known| known.id == task.id).map(|known| known.view.clone())
            });
            known.map_or_else(|| task.clone(), |view| view.get())
        })
    }

    /// Asks the server for the tasks anew. A failure leaves what is shown; the stream or the next try
    /// brings it up to date.
    pub(super) async fn refresh(self) {
        if let Ok(views) = list_tasks().await {
            for view in views.into_iter().rev() {
                self.put_quietly(view);
            }
        }
    }

    /// Wakes the board; one that is awake asks for what it has not heard of.
    pub fn look_again(self) {
        #[cfg(feature = "hydrate")]
        if self.awake.get_untracked() {
            leptos::task::spawn_local(self.refresh());
        } else {
            self.awake.set(true);
            leptos::task::spawn_local(super::follow::follow_all(self));
        }
    }

    /// Keeps what closes the stream that was opened last.
    #[cfg(feature = "hydrate")]
    pub(super) fn closes_by(self, close: impl FnOnce() + 'static) {
        self.close.set_value(Some(Box::new(close)));
    }

    /// Closes the stream: the person leaves, and who has left is told nothing any more.
    pub fn hang_up(self) {
        #[cfg(feature = "hydrate")]
        if let Some(close) = self.close.try_update_value(Option::take).flatten() {
            close();
        }
    }

    /// Takes in a task as it is now. One that is new and under way opens the tray.
    #[cfg(feature = "hydrate")]
    pub(super) fn put(self, view: TaskView) {
        let starts = !view.state.is_final();
        if self.put_quietly(view) && starts {
            self.tray_open.set(true);
        }
    }

    /// Whether the task is new.
    fn put_quietly(self, view: TaskView) -> bool {
        if let Some(task) = self.find(view.id) {
            if task.view.with_untracked(|old| *old != view) {
                task.view.set(view);
            }
            return false;
        }
        // Ids rise with time.
        let task = BoardTask::new(view);
        self.known.update(|tasks| {
            let place = tasks.partition_point(|known| known.id > task.id);
            tasks.insert(place, task);
        });
        true
    }
}

/// Makes the board and, in the browser, wakes it when there is something to follow or to see. `wake` says how:
/// where the program is cut into parts is the frame's to say.
pub fn provide_tasks(wake: fn(Tasks) -> Waking) {
    let tasks = Tasks {
        known: RwSignal::new(Vec::new()),
        tray_open: RwSignal::new(false),
        awake: RwSignal::new(false),
        wake,
        #[cfg(feature = "hydrate")]
        close: StoredValue::new_local(None),
    };
    provide_context(tasks);
    #[cfg(feature = "hydrate")]
    if crate::account::use_account().with_untracked(Option::is_some) {
        super::watch::when_under_way(tasks, move || {
            leptos::task::spawn_local(async move {
                // The next page, or the tray, tries again.
                let _ = (tasks.wake)(tasks).await;
            });
        });
        Effect::new(move || {
            if tasks.tray_open.get() && !tasks.awake.get_untracked() {
                leptos::task::spawn_local(async move {
                    let _ = (tasks.wake)(tasks).await;
                });
            }
        });
    }
}
