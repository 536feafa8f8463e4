//! Tasks as short lines: state, title, subject.

use backroom::TaskView;
use leptos::prelude::*;

use super::use_tasks;
use crate::controls::JobBadge;

/// The tasks as lines; live for those that the board knows.
#[component]
pub fn TaskLines(
    /// The tasks.
    tasks: Vec<TaskView>,
) -> impl IntoView {
    let board = use_tasks();
    let lines =
        tasks.into_iter().map(|task| view! { <TaskLine task=board.live(task)/> }).collect_view();
    view! { <ul class="lines">{lines}</ul> }
}

#[component]
fn TaskLine(task: Signal<TaskView>) -> impl IntoView {
    let href = task.with_untracked(|task| ["/tasks/", &task.id.to_string()].concat());
    move || {
        let TaskView { title, subject, state, attempt, .. } = task.get();
        view! {
            <li class="line">
                <span class="line-words">
                    <a href=href.clone()>{title}</a>
                    " "
                    <span class="text-3">{subject}</span>
                </span>
                <JobBadge state attempt/>
            </li>
        }
    }
}
