//! The parts of a job: how they stand, the first of them, and the way to all.

use backroom::{JobDetail, JobPart};
use leptos::prelude::*;
use page_base::wording;
use page_kit::controls::JobBadge;

use super::address::PATH;

/// The parts of a job that has any.
#[component]
pub(super) fn Parts(
    /// The job.
    job: JobDetail,
) -> impl IntoView {
    let all: u64 = job.parts.iter().map(|(_, count)| count).sum();
    if all == 0 {
        return ().into_any();
    }
    let of_job = [PATH, "?parent=", &job.row.task.id.to_string()].concat();
    let by_state = job
        .parts
        .iter()
        .map(|(state, count)| {
            let href = [&of_job, "&state=", state.as_str()].concat();
            let words = [&wording::count(*count), " ", state.public_word()].concat();
            view! {
                <a href=href>{words}</a>
                " "
            }
        })
        .collect_view();
    let first = job.first_parts.into_iter().map(|part| view! { <Part part/> }).collect_view();
    let every = ["All ", &wording::counted(all, "part", "parts")].concat();
    view! {
        <h3>"Parts"</h3>
        <p>{by_state}</p>
        <ul class="lines" aria-label="Parts">
            {first}
        </ul>
        <p>
            <a href=of_job>{every}</a>
        </p>
    }
    .into_any()
}

#[component]
fn Part(part: JobPart) -> impl IntoView {
    let JobPart { id, title, subject, state, attempt } = part;
    let href = [PATH, "?job=", &id.to_string()].concat();
    view! {
        <li class="line">
            <span class="line-words">
                <a href=href>{title}</a>
                " "
                <span class="text-3">{subject}</span>
            </span>
            <JobBadge state attempt/>
        </li>
    }
}
