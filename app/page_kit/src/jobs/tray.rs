//! The task tray: docked at the right from 1280 px, a drawer below; on a phone the running job is a
//! strip above the bottom bar. It never takes the focus.

use backroom::{JobState, TaskView};
use leptos::prelude::*;
use page_base::wording;

use super::{
    board::BoardTask,
    steer::SteerButtons,
    task_card::{TaskBody, TaskHead},
    use_tasks,
};
use crate::controls::{Button, ButtonKind, EmptyState, Icon, Symbol};

/// Tasks in the tray; the page of tasks shows more.
const SHOWN: usize = 8;

/// The open tray, with the newest tasks.
#[component]
pub fn OpenTray() -> impl IntoView {
    let tasks = use_tasks();
    let open = tasks.tray_open();
    let newest = move || tasks.all().into_iter().take(SHOWN).collect::<Vec<_>>();
    view! {
        <aside
            id="tray"
            class="tray"
            aria-label="Tasks"
            on:keydown=move |event| {
                if event.key() == "Escape" {
                    open.set(false);
                }
            }
        >
            <div class="tray-head">
                <h2>"Tasks"</h2>
                <a href="/tasks">"All tasks"</a>
                <Button
                    kind=ButtonKind::Quiet
                    icon=Symbol::Close
                    reason="Close the tasks"
                    on:click=move |_| open.set(false)
                />
            </div>
            <Show
                when=move || !tasks.all().is_empty()
                fallback=|| view! { <EmptyState why="You have not started a task yet."/> }
            >
                <ul>
                    <For each=newest key=|task| task.id let:task>
                        <TrayTask task/>
                    </For>
                </ul>
            </Show>
        </aside>
    }
}

#[component]
fn TrayTask(task: BoardTask) -> impl IntoView {
    let BoardTask { view, tail, .. } = task;
    let task: Signal<TaskView> = view.into();
    let running = Memo::new(move |_| task.with(|task| task.state == JobState::Running));
    let lines = move || {
        tail.get()
            .into_iter()
            .map(|line| {
                view! {
                    <li class=line.level.as_str()>
                        <time>{wording::time_with_seconds(line.at)}</time>
                        <span>{line.text}</span>
                    </li>
                }
            })
            .collect_view()
    };
    view! {
        <li class="tray-task">
            <TaskHead task/>
            <TaskBody task/>
            <Show when=move || running.get()>
                <ol class="log-tail">{lines.clone()}</ol>
            </Show>
            <div class="row">
                <SteerButtons task/>
            </div>
        </li>
    }
}

/// On a phone: the newest task under way, above the bottom bar.
#[component]
pub fn RunningJob() -> impl IntoView {
    let tasks = use_tasks();
    let running = move || {
        tasks.all().into_iter().map(|task| task.view.get()).find(|task| !task.state.is_final())
    };
    move || {
        running().map(|task| {
            let words = if task.subject.is_empty() {
                task.title.clone()
            } else {
                [task.title.as_str(), ", ", &task.subject].concat()
            };
            view! {
                <a class="job-strip" href=format!("/tasks/{}", task.id)>
                    <Icon symbol=Symbol::Running/>
                    <span class="job-strip-words">{words}</span>
                    {task
                        .progress
                        .map(|part| {
                            view! {
                                <progress max="1" value=part.to_string() aria-label="Progress"></progress>
                                <span>{wording::per_cent(part)}</span>
                            }
                        })}
                </a>
            }
        })
    }
}
