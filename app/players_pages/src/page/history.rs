//! Who changed the player, and when.

use chrono::{DateTime, Utc};
use football::PlayerId;
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::controls::{EmptyState, ErrorFallback, Panel, TablePlaceholder};
use serde::{Deserialize, Serialize};

/// One change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlayerHistoryLine {
    /// When.
    pub at: DateTime<Utc>,
    /// Who, as far as the account is still there.
    pub who: Option<String>,
    /// What was done, for people.
    pub what: String,
}

/// The newest 100 changes of the player by people.
///
/// # Errors
/// `SignInRequired` when signed out: names of accounts are not for the public.
#[server(prefix = "/fn", endpoint = "players/list_history", output = page_base::wire::Json)]
pub async fn list_history(
    /// The player.
    id: PlayerId,
) -> Result<Vec<PlayerHistoryLine>, AppError> {
    use backroom::Role;
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Viewer)?;
        let lines = store::players::history(&state().db, id).await?;
        Ok::<_, Failure>(
            lines
                .into_iter()
                .map(|line| PlayerHistoryLine {
                    at: line.at,
                    who: line.account_name,
                    what: match line.action.as_str() {
                        "player.create" => "Added".to_owned(),
                        "player.update" => "Changed".to_owned(),
                        "player.delete" => "Deleted".to_owned(),
                        "player.restore" => "Brought back".to_owned(),
                        "player.note" => "Note written".to_owned(),
                        "player.edit_note" => "Note changed".to_owned(),
                        "player.delete_note" => "Note deleted".to_owned(),
                        "player.restore_note" => "Note brought back".to_owned(),
                        "player.tag" => "Tag given".to_owned(),
                        "player.untag" => "Tag taken away".to_owned(),
                        other => other.to_owned(),
                    },
                })
                .collect(),
        )
    })
    .await
}

#[component]
pub(super) fn HistoryPanel(id: PlayerId) -> impl IntoView {
    let history = Resource::new(move || id, list_history);
    view! {
        <Panel title="History" meta="changes by people, newest first" flush=true>
            <Suspense fallback=|| view! { <TablePlaceholder/> }>
                <ErrorBoundary fallback=|errors| {
                    view! { <ErrorFallback errors/> }
                }>
                    {move || Suspend::new(async move {
                        let lines = history.await?;
                        Ok::<_, AppError>(table(lines))
                    })}
                </ErrorBoundary>
            </Suspense>
        </Panel>
    }
}

fn table(lines: Vec<PlayerHistoryLine>) -> AnyView {
    if lines.is_empty() {
        return view! {
            <EmptyState why="Nobody has changed this player by hand since the import."/>
        }
        .into_any();
    }
    let rows = lines
        .into_iter()
        .map(|line| {
            view! {
                <tr>
                    <td class="sub">{wording::day_and_time(line.at)}</td>
                    <td class="lead">{line.what}</td>
                    <td class="end">{line.who.unwrap_or_else(|| "the server".to_owned())}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="What was changed">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"When"</th>
                        <th scope="col">"What"</th>
                        <th scope="col">"Who"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}
