//! How the teams stood as people say, beside what positions show in the report.

use football::{MatchId, Side};
use leptos::{form::ActionForm, prelude::*};
use page_kit::{
    acting::{failure, field_failure, may_write, other_failure},
    controls::{
        Button, ButtonKind, ButtonSize, Choice, EmptyState, Panel, Select, Symbol, TextField,
        plain_form::kept,
    },
};
use serde::{Deserialize, Serialize};

use super::say::{FormationWords, SayFormation, UnsayFormation};
use crate::report::period_word;

/// What was typed is kept under this name.
pub(super) const FORM: &str = "match-formation";

/// How a team stood as a person said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ToldFormation {
    /// Its row.
    pub id: i64,
    /// The team.
    pub side: Side,
    /// `in play`
    pub phase: String,
    /// `46'–70'`
    pub stretch: String,
    /// `4-3-3`
    pub shape: String,
    /// Who said it, while that account is there.
    pub author: Option<String>,
}

/// What is said, and the form that says more.
#[component]
pub(super) fn ToldFormations(
    id: MatchId,
    /// Home and away.
    names: [String; 2],
    told: Vec<ToldFormation>,
    say: ServerAction<SayFormation>,
    unsay: ServerAction<UnsayFormation>,
) -> impl IntoView {
    let table = if told.is_empty() {
        let why = "Nobody said yet how the teams stood. What positions show is in the report.";
        view! { <EmptyState why/> }.into_any()
    } else {
        view! { <ToldTable told names=names.clone() unsay/> }.into_any()
    };
    view! {
        <Panel title="Formations as people say" flush=true attr:id="formations">
            {table}
        </Panel>
        {may_write().then(|| view! { <SayForm id names say/> })}
    }
}

#[component]
fn ToldTable(
    told: Vec<ToldFormation>,
    names: [String; 2],
    unsay: ServerAction<UnsayFormation>,
) -> impl IntoView {
    let [home, away] = names;
    let rows = told
        .into_iter()
        .map(|of| {
            let team = if of.side == Side::Home { home.clone() } else { away.clone() };
            let reason = ["Delete ", &of.shape, ", ", &of.stretch, " of ", &team].concat();
            let delete = may_write().then(|| {
                view! {
                    <ActionForm action=unsay>
                        <input type="hidden" name="id" value=of.id.to_string()/>
                        <Button
                            submit=true
                            kind=ButtonKind::Quiet
                            size=ButtonSize::Small
                            icon=Symbol::Trash
                            busy=unsay.pending()
                            reason
                        />
                    </ActionForm>
                }
            });
            view! {
                <tr>
                    <th scope="row" class="lead">
                        {team}
                    </th>
                    <td>{of.shape}</td>
                    <td class="sub">{of.stretch}</td>
                    <td class="sub">{of.phase}</td>
                    <td class="sub">
                        {of.author.unwrap_or_else(|| "an account that is gone".to_owned())}
                    </td>
                    <td class="end">{delete}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <div class="table-frame" tabindex="0" role="region" aria-label="Formations as people say">
            <table class="table stacked">
                <thead>
                    <tr>
                        <th scope="col">"Team"</th>
                        <th scope="col">"Formation"</th>
                        <th scope="col">"Stretch"</th>
                        <th scope="col">"When"</th>
                        <th scope="col">"Said by"</th>
                        <th scope="col">
                            <span class="sr-only">"Actions"</span>
                        </th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
    }
}

#[component]
fn SayForm(id: MatchId, names: [String; 2], say: ServerAction<SayFormation>) -> impl IntoView {
    let failure = failure(say);
    let typed =
        if failure.with_untracked(Option::is_some) { typed() } else { FormationWords::default() };
    let other = other_failure(failure, "The formation was not kept.");
    let on = move |field| field_failure(failure, field);
    let [home, away] = names;
    let teams = vec![Choice::new("home", home), Choice::new("away", away)];
    let phases = [
        ("all", "in play"),
        ("in_possession", "with the ball"),
        ("out_of_possession", "without the ball"),
    ];
    let phases: Vec<_> = phases.map(|(value, label)| Choice::new(value, label)).into();
    let periods: Vec<_> =
        (1..=4u8).map(|number| Choice::new(number.to_string(), period_word(number))).collect();
    let value = |text: String| Signal::stored(text);
    view! {
        <details class="say-formation">
            <summary>"Say how a team stood"</summary>
            <ActionForm action=say>
                {other}
                <input type="hidden" name="match_id" value=id.to_string()/>
                <div class="fields">
                    <Select name="words[side]" label="Team" choices=teams value=value(typed.side) error=on("side")/>
                    <TextField
                        name="words[shape]"
                        label="Formation"
                        hint="From the back, without the keeper: 4-3-3"
                        value=value(typed.shape)
                        error=on("shape")
                    />
                    <Select name="words[period]" label="Half" choices=periods value=value(typed.period) error=on("period")/>
                    <Select name="words[phase]" label="When" choices=phases value=value(typed.phase) error=on("phase")/>
                    <TextField
                        name="words[from_minute]"
                        label="From minute"
                        kind="number"
                        value=value(typed.from_minute)
                        error=on("from_secs")
                    />
                    <TextField
                        name="words[until_minute]"
                        label="To minute"
                        kind="number"
                        value=value(typed.until_minute)
                        error=on("until_secs")
                    />
                </div>
                <div class="row import-buttons">
                    <Button submit=true busy=say.pending()>
                        "Keep formation"
                    </Button>
                </div>
            </ActionForm>
        </details>
    }
}

/// What was typed into a form that was refused.
fn typed() -> FormationWords {
    let kept = kept(FORM);
    FormationWords {
        side: kept.field("side"),
        phase: kept.field("phase"),
        period: kept.field("period"),
        from_minute: kept.field("from_minute"),
        until_minute: kept.field("until_minute"),
        shape: kept.field("shape"),
    }
}
