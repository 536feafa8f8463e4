//! Tasks as short lines: state, title, subject.

use backroom::TaskView;
use leptos::prelude::*;

use super::{board::BoardTask, use_tasks};
use crate::controls::JobBadge;

/// The tasks as lines; live for those that the board knows.
#[component]
pub fn TaskLines(
    /// The tasks.
    tasks: Vec<TaskView>,
) -> impl IntoView {
    let board = use_tasks();
    let lines = tasks
        .into_iter()
        .map(|task| {
            let known = board.find(task.id).unwrap_or_else(|| BoardTask::new(task));
            view! { <TaskLine task=known/> }
        })
        .collect_view();
    view! { <ul class="lines">{lines}</ul> }
}

#[component]
fn TaskLine(task: BoardTask) -> impl IntoView {
    let href = ["/tasks/", &task.id.to_string()].concat();
    let view = task.view;
    move || {
        let TaskView { title, subject, state, attempt, .. } = view.get();
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
