//! A provider's player beside those of ours who may be meant, and the three answers.

use football::identity::Sign;
use leptos::{form::ActionForm, prelude::*};
use page_base::wording;
use page_kit::controls::{Badge, Button, ButtonKind, ButtonLink, Panel, Tone, Unknown};

use super::questions::{AnswerQuestion, CandidateView, QuestionView};

/// The question: one column for the provider's player, one for each candidate.
#[component]
pub(super) fn Pair(question: QuestionView, answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    let id = question.id;
    let title = format!("Who is {}?", question.name);
    let source = format!("{} {}", question.provider, question.season);
    let candidates = question.candidates.clone();
    let row =
        |name: &'static str, theirs: Option<String>, ours: fn(&CandidateView) -> Option<String>| {
            let ours = candidates
                .iter()
                .map(|candidate| view! { <td><Fact fact=ours(candidate)/></td> })
                .collect_view();
            view! {
                <tr>
                    <th scope="row">{name}</th>
                    <td>
                        <Fact fact=theirs/>
                    </td>
                    {ours}
                </tr>
            }
        };
    let text = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let rows = [
        row("Born", question.birth_year.map(|year| year.to_string()), |candidate| {
            candidate.birth_date.map(wording::day)
        }),
        row("Nations", question.nation.clone(), |candidate| {
            Some(candidate.nationalities.clone()).filter(|nations| !nations.is_empty())
        }),
        row("Position", text(&question.positions), |candidate| candidate.position.clone()),
        row("Club", question.club.clone(), |candidate| candidate.club.clone()),
        row("Competition", question.competition.clone(), |candidate| candidate.competition.clone()),
    ]
    .collect_view();
    let heads = candidates
        .iter()
        .map(|candidate| {
            view! {
                <th scope="col">
                    <a href=format!("/players/{}", candidate.id)>{candidate.name.clone()}</a>
                </th>
            }
        })
        .collect_view();
    let signs = candidates
        .iter()
        .map(|candidate| view! { <td><Signs signs=candidate.signs.clone()/></td> })
        .collect_view();
    let answers = candidates
        .iter()
        .map(|candidate| view! { <td><Same id candidate=candidate.clone() answer/></td> })
        .collect_view();
    let nobody_left = candidates.is_empty().then(|| {
        view! { <p class="text-2">"All who could have been meant were deleted since."</p> }
    });
    view! {
        <Panel title=title meta=source.clone() flush=true>
            <div class="table-frame" tabindex="0" role="region" aria-label="The pair side by side">
                <table class="table review-pair">
                    <thead>
                        <tr>
                            <td></td>
                            <th scope="col">{question.name.clone()}<span class="text-3">" "{source}</span></th>
                            {heads}
                        </tr>
                    </thead>
                    <tbody>
                        {rows}
                        <tr>
                            <th scope="row">"Signs"</th>
                            <td></td>
                            {signs}
                        </tr>
                        <tr>
                            <th scope="row">"Answer"</th>
                            <td>
                                <Different id answer/>
                            </td>
                            {answers}
                        </tr>
                    </tbody>
                </table>
            </div>
            {nobody_left}
        </Panel>
    }
}

#[component]
fn Fact(fact: Option<String>) -> impl IntoView {
    match fact {
        Some(fact) => fact.into_any(),
        None => view! { <Unknown/> }.into_any(),
    }
}

#[component]
fn Signs(signs: Vec<Sign>) -> impl IntoView {
    let signs = signs
        .into_iter()
        .map(|sign| {
            let tone = if sign.is_against() { Tone::Warn } else { Tone::Good };
            view! {
                <li>
                    <Badge tone>{sign.label()}</Badge>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="review-signs">{signs}</ul> }
}

#[component]
fn Same(id: i64, candidate: CandidateView, answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    view! {
        <ActionForm action=answer>
            <input type="hidden" name="id" value=id.to_string()/>
            <input type="hidden" name="player_id" value=candidate.id.to_string()/>
            <Button
                kind=ButtonKind::Primary
                submit=true
                name="answer"
                value="same"
                busy=answer.pending()
            >
                "Same"
                <span class="sr-only">" as "{candidate.name}</span>
            </Button>
        </ActionForm>
    }
}

/// None of them, or not now.
#[component]
fn Different(id: i64, answer: ServerAction<AnswerQuestion>) -> impl IntoView {
    view! {
        <ActionForm action=answer attr:class="row">
            <input type="hidden" name="id" value=id.to_string()/>
            <Button
                submit=true
                name="answer"
                value="different"
                busy=answer.pending()
                reason="None of these players"
            >
                "Different"
            </Button>
            <ButtonLink href=format!("/players/review?after={id}")>"Later"</ButtonLink>
        </ActionForm>
    }
}
