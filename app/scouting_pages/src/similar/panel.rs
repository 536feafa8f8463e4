//! The tab "Similar" of a player's page.

use football::PlayerId;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use page_base::error::AppError;
use page_kit::controls::{EmptyState, ErrorFallback, Panel, TablePlaceholder};
use scouting_stats::SimilarQuery;

use super::{form::SimilarForm, load::list_similar, rows::SimilarList, view::SimilarAnswerView};
use crate::season::{Misread, pairs};

/// The players most like one, with reasons that add up to the score.
#[component]
pub fn SimilarPanel(
    /// The player.
    player: PlayerId,
    /// His name.
    #[prop(into)]
    name: String,
) -> impl IntoView {
    let map = use_query_map();
    let query = Memo::new(move |_| {
        let pairs = map.with(|map| pairs(map, &SimilarQuery::NAMES));
        SimilarQuery::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())))
    });
    let similar = Resource::new(
        move || query.get(),
        move |query| async move {
            match query {
                Ok(query) => list_similar(player, query).await,
                Err(fields) => Err(AppError::Invalid { fields }),
            }
        },
    );
    let action = StoredValue::new(["/players/", &player.to_string(), "/similar"].concat());
    let name = StoredValue::new(name);
    let misread = Memo::new(move |_| query.get().err());
    move || match misread.get() {
        Some(fields) => view! { <Misread fields back=action.get_value()/> }.into_any(),
        None => view! {
            <Transition fallback=|| view! { <TablePlaceholder rows=12/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let answer = similar.await?;
                        let query = query.get_untracked().unwrap_or_default();
                        let (action, name) = (action.get_value(), name.get_value());
                        Ok::<_, AppError>(view! { <Answer player answer query action name/> })
                    })}
                </ErrorBoundary>
            </Transition>
        }
        .into_any(),
    }
}

#[component]
fn Answer(
    player: PlayerId,
    answer: SimilarAnswerView,
    query: SimilarQuery,
    action: String,
    name: String,
) -> impl IntoView {
    let SimilarAnswerView { choice, peers, weighing, rows, left_out } = answer;
    let words = query.peers.to_query_string();
    let form = choice.map(|choice| view! { <SimilarForm choice query action/> });
    let body = match rows {
        Ok(rows) if rows.is_empty() => nobody(
            "Nobody of this position fits. Ask for fewer minutes, other ages or other values.",
        ),
        Ok(rows) => view! { <SimilarList player name rows words/> }.into_any(),
        Err(why) => nobody(why),
    };
    let left_out =
        (!left_out.is_empty()).then(|| view! { <p class="season-note boxed">{left_out}</p> });
    let about = (!peers.is_empty()).then(|| {
        view! {
            <p class="season-note">
                "Alike is how two players differ from their peers' mean: the cosine of their z-scores, 0 to 100. Each metric
                 adds points, and the points add up to the score. Minutes, age and value are asked after scoring. "
                {weighing} " " {peers} "."
            </p>
        }
    });
    view! {
        <div class="stack season">
            {form}
            {about}
            {left_out}
            {body}
        </div>
    }
}

fn nobody(why: impl Into<String>) -> AnyView {
    let why = why.into();
    view! {
        <Panel title="Similar players">
            <EmptyState why/>
        </Panel>
    }
    .into_any()
}
