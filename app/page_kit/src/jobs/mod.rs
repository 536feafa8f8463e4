//! Tasks: the panel in a page, the tray on every page, the list and page of a person's own tasks, and
//! the live stream behind them.
//!
//! A page that starts a job calls `use_tasks().started(id)`: the tray opens and follows it.

#[cfg(any(feature = "hydrate", test))]
mod apply;
mod board;
#[cfg(feature = "hydrate")]
mod follow;
mod followed;
mod held_log;
#[cfg(feature = "hydrate")]
mod live;
mod log_levels;
mod log_line;
mod log_reading;
mod log_search;
mod log_viewer;
mod steer;
mod task_card;
mod task_lines;
mod task_list;
mod task_page;
mod task_panel;
mod tray;
#[cfg(feature = "hydrate")]
mod watch;
mod whole_log;

pub use board::{Tasks, Waking, provide_tasks, use_tasks};
pub use task_lines::TaskLines;
pub use task_list::TaskListPage;
pub use task_page::TaskPage;
pub use task_panel::TaskPanel;
pub use tray::{OpenTray, RunningJob};
