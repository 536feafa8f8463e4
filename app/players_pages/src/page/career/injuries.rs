//! Injuries: medical data, shown to analysts alone, whatever else is public.

use backroom::Role;
use football::{InjurySpell, PlayerId};
use leptos::prelude::*;
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{EmptyState, ErrorFallback, Panel, TablePlaceholder, Unknown},
};

use super::estimate::EstimatePanel;

/// The player's injuries, newest first.
///
/// # Errors
/// `SignInRequired`, also where reading is public; `Forbidden` below an analyst; `NotFound`.
#[server(prefix = "/fn", endpoint = "players/list_injuries", output = page_base::wire::Json)]
pub async fn list_injuries(
    /// The player.
    id: PlayerId,
) -> Result<Vec<InjurySpell>, AppError> {
    use page_base::{
        error::Failure,
        request::{respond, signed_in, state},
    };

    respond(async {
        signed_in(Role::Analyst)?;
        let db = state().db;
        store::players::find(&db, id).await?.ok_or(AppError::NotFound)?;
        Ok::<_, Failure>(store::careers::injuries(&db, id).await?)
    })
    .await
}

/// The injuries, or who may see them.
#[component]
pub(super) fn InjuryPanel(id: PlayerId) -> impl IntoView {
    let account = use_account();
    let may_see =
        move || account.with(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    move || {
        if may_see() {
            view! {
                <Injuries id/>
                <EstimatePanel id/>
            }
            .into_any()
        } else {
            view! {
                <Panel title="Injuries">
                    <EmptyState why="Injuries are medical data. They are shown to signed-in analysts alone."/>
                </Panel>
            }
            .into_any()
        }
    }
}

#[component]
fn Injuries(id: PlayerId) -> impl IntoView {
    let injuries = Resource::new(move || id, list_injuries);
    view! {
        <Panel title="Injuries" meta="medical data, for analysts" flush=true>
            <Suspense fallback=|| view! { <TablePlaceholder rows=4/> }>
                <ErrorBoundary fallback=|errors| {
                    view! { <ErrorFallback errors/> }
                }>
                    {move || Suspend::new(async move {
                        let spells = injuries.await?;
                        Ok::<_, AppError>(table(spells))
                    })}
                </ErrorBoundary>
            </Suspense>
        </Panel>
    }
}

fn table(spells: Vec<InjurySpell>) -> AnyView {
    if spells.is_empty() {
        return view! {
            <EmptyState why="No injury of this player was imported. That is not the same as no injury: import a table of injuries with the provider's player ids."/>
        }
        .into_any();
    }
    let rows = spells.into_iter().map(|spell| view! { <SpellRow spell/> }).collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Injuries">
            <table class="table dense stacked">
                <thead>
                    <tr>
                        <th scope="col">"Injury"</th>
                        <th scope="col">"Out since"</th>
                        <th scope="col">"Until"</th>
                        <th scope="col" class="num">
                            "Days out"
                        </th>
                        <th scope="col" class="num">
                            "Matches missed"
                        </th>
                        <th scope="col">"Source"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
    .into_any()
}

#[component]
fn SpellRow(spell: InjurySpell) -> impl IntoView {
    let until = match spell.until {
        Some(day) => wording::day(day).into_any(),
        None => view! { <Unknown why="No return was written down."/> }.into_any(),
    };
    let days = match spell.days {
        Some(days) => wording::count(u64::from(days)).into_any(),
        None => view! { <Unknown/> }.into_any(),
    };
    let missed = match spell.matches_missed {
        Some(matches) => wording::count(u64::from(matches)).into_any(),
        None => view! { <Unknown/> }.into_any(),
    };
    let source = [&spell.source, ", ", &wording::day(spell.imported_on)].concat();
    view! {
        <tr>
            <td class="lead">{spell.injury}</td>
            <td class="sub">{wording::day(spell.since)}</td>
            <td class="sub">{until}</td>
            <td class="end num" data-unit="days">
                {days}
            </td>
            <td class="sub num" data-unit="matches">
                {missed}
            </td>
            <td class="sub">{source}</td>
        </tr>
    }
}
