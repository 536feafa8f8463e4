//! `/players/review`: one doubtful pair after the other, and what was decided lately.

use leptos::{form::ActionForm, prelude::*};
use leptos_router::hooks::use_query_map;
use page_base::{error::AppError, wording};
use page_kit::{
    acting::failure,
    controls::{
        Button, ButtonLink, ButtonSize, Crumb, EmptyState, ErrorFallback, ErrorNotice, PageHead,
        Panel, TablePlaceholder, tell_status,
    },
};

use super::{
    pair::Pair,
    questions::{AnswerQuestion, DecidedView, ReviewView, list_questions},
};

/// `/players/review`
#[component]
pub fn ReviewPage() -> impl IntoView {
    let query = use_query_map();
    let after = Memo::new(move |_| query.with(|query| query.get("after")?.parse::<i64>().ok()));
    let answer = ServerAction::<AnswerQuestion>::new();
    let review = Resource::new(
        move || (after.get(), answer.version().get()),
        |(after, _)| async move { list_questions(after).await },
    );
    view! {
        <PageHead
            title="Who is who"
            meta="players of providers in doubt"
            crumbs=vec![Crumb::new("/players", "Players")]
        />
        <div class="page-body">
            <Failed answer/>
            <Transition fallback=|| view! { <TablePlaceholder rows=6/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        tell_status(review.await).map(|review| view! { <Body review answer/> })
                    })}
                </ErrorBoundary>
            </Transition>
        </div>
    }
}

/// Why the last answer was not taken.
#[component]
fn Failed(answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    let failure = failure(answer);
    move || {
        let error = failure.get()?;
        let reason = error.on_field("player_id").map(str::to_owned);
        let error = reason.map_or(error, |reason| AppError::Conflict { reason });
        Some(view! { <ErrorNotice error what="The answer was not taken."/> })
    }
}

#[component]
fn Body(review: ReviewView, answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    let question = match review.question {
        Some(question) => view! {
            <p class="text-2" role="status">
                {wording::counted(review.open, "player waits", "players wait")}
                " for you. An answer counts for every table of the provider."
            </p>
            <Pair question answer/>
        }
        .into_any(),
        None => view! {
            <Panel title="Nobody waits">
                <EmptyState why="Every player of the imported seasons is either known for certain or known to nobody.">
                    <ButtonLink href="/players/seasons/import">"Import a season"</ButtonLink>
                </EmptyState>
            </Panel>
        }
        .into_any(),
    };
    view! {
        {question}
        <Lately decided=review.decided answer/>
    }
}

#[component]
fn Lately(decided: Vec<DecidedView>, answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    if decided.is_empty() {
        return ().into_any();
    }
    let rows =
        decided.into_iter().map(|decided| view! { <DecidedRow decided answer/> }).collect_view();
    view! {
        <Panel title="Decided lately" flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="Decided lately">
                <table class="table stacked">
                    <thead>
                        <tr>
                            <th scope="col">"Player of the provider"</th>
                            <th scope="col">"Is"</th>
                            <th scope="col">"By"</th>
                            <th scope="col">"When, UTC"</th>
                            <th scope="col">
                                <span class="sr-only">"Actions"</span>
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </Panel>
    }
    .into_any()
}

#[component]
fn DecidedRow(decided: DecidedView, answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    let is = match decided.player {
        Some((id, name)) => view! { <a href=format!("/players/{id}")>{name}</a> }.into_any(),
        None if decided.same => "a player who is gone".into_any(),
        None => "none of those asked about".into_any(),
    };
    let undo = format!("Undo the answer on {}", decided.name);
    view! {
        <tr>
            <td class="lead">
                {decided.name}
                <span class="text-3">" "{decided.provider}</span>
            </td>
            <td class="sub">{is}</td>
            <td class="sub">{decided.by.unwrap_or_else(|| "an account that is gone".to_owned())}</td>
            <td class="sub">{wording::day_and_time(decided.at).replace(" UTC", "")}</td>
            <td class="end">
                <ActionForm action=answer>
                    <input type="hidden" name="id" value=decided.id.to_string()/>
                    <Button
                        submit=true
                        size=ButtonSize::Small
                        name="answer"
                        value="undo"
                        busy=answer.pending()
                        reason=undo
                    >
                        "Undo"
                    </Button>
                </ActionForm>
            </td>
        </tr>
    }
}
