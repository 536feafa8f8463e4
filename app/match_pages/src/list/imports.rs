//! Imports that made no match yet: drafts, those under way, those that failed.

use backroom::JobId;
use chrono::{DateTime, Utc};
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::{
    controls::Panel,
    imports::{ImportBadge, Phase},
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An import that made no match yet.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchImportLine {
    /// The import.
    pub id: Uuid,
    /// The teams, else the first file.
    pub title: String,
    /// Files that were brought.
    pub files: u64,
    /// Where it is.
    pub phase: Phase,
    /// Its last run, while it is under way.
    pub job_id: Option<JobId>,
    /// Why it failed, or what is missing before it can start.
    pub why: Option<String>,
    /// It failed before.
    pub failed: bool,
    /// When the files were brought.
    pub created_at: DateTime<Utc>,
}

/// The newest imports of matches that are not completed, newest first.
///
/// # Errors
/// `SignInRequired`; `Forbidden` below an analyst.
#[server(prefix = "/fn", endpoint = "matches/list_match_imports", output = page_base::wire::Json)]
pub async fn list_match_imports() -> Result<Vec<MatchImportLine>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };
    use page_kit::imports::why_open;
    use store::{matches, queue::find_task};

    /// As many as fit on a screen.
    const NEWEST: u32 = 20;

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        let mut lines = Vec::new();
        for import in matches::list_imports(&db, NEWEST).await? {
            let task = match import.job_id {
                Some(job) => find_task(&db, job).await?,
                None => None,
            };
            let phase = Phase::of(false, task.as_ref());
            let failure = why_open(phase, import.state, import.error.clone(), task.as_ref())
                .filter(|_| phase == Phase::Open);
            lines.push(MatchImportLine {
                id: import.id,
                title: import.title(),
                files: import.files.len() as u64,
                phase,
                job_id: import.job_id.filter(|_| phase == Phase::Running),
                failed: failure.is_some(),
                why: failure.or_else(|| import.preview.problem.clone()),
                created_at: import.created_at,
            });
        }
        Ok::<_, Failure>(lines)
    })
    .await
}

/// Nothing where there is none.
#[component]
pub(super) fn ImportsPanel(lines: Vec<MatchImportLine>) -> impl IntoView {
    (!lines.is_empty()).then(|| {
        let rows = lines.into_iter().map(|line| view! { <ImportRow line/> }).collect_view();
        view! {
            <Panel title="Imports that are not done" flush=true>
                <div class="table-frame" tabindex="0" role="region" aria-label="Imports that are not done">
                    <table class="table stacked match-imports">
                        <thead>
                            <tr>
                                <th scope="col">"Match"</th>
                                <th scope="col">"State"</th>
                                <th scope="col" class="num">
                                    "Files"
                                </th>
                                <th scope="col">"What to do"</th>
                                <th scope="col">"Brought, UTC"</th>
                            </tr>
                        </thead>
                        <tbody>{rows}</tbody>
                    </table>
                </div>
            </Panel>
        }
    })
}

#[component]
fn ImportRow(line: MatchImportLine) -> impl IntoView {
    let state = match (line.phase, line.failed) {
        (Phase::Running, _) => "running",
        (_, true) => "failed",
        _ => "draft",
    };
    let next = match (line.job_id, line.why) {
        (Some(job), _) => {
            let href = ["/tasks/", &job.to_string()].concat();
            view! { <a href=href>"Follow the task"</a> }.into_any()
        }
        (None, Some(why)) if line.failed => {
            [&why, " Add a file, or start again."].concat().into_any()
        }
        (None, Some(why)) => why.into_any(),
        (None, None) => "Say what match it is, and start.".into_any(),
    };
    view! {
        <tr>
            <td class="lead">
                <a href=["/matches/import/", &line.id.to_string()].concat()>{line.title}</a>
            </td>
            <td class="end">
                <ImportBadge state=state.to_owned()/>
            </td>
            <td class="num">{wording::count(line.files)}</td>
            <td class="sub import-next">{next}</td>
            <td class="sub">{wording::day_and_time(line.created_at).replace(" UTC", "")}</td>
        </tr>
    }
}
