//! `/scouting/models`: the models' own report card. What they would have forecast from past days, held
//! against what came, on the values that the house holds.

mod load;
#[cfg(feature = "ssr")]
mod view;

use backroom::Role;
use leptos::{form::ActionForm, prelude::*};
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    charts::{OriginChart, OriginLine, OriginUnit, Stroke},
    controls::{
        Button, ButtonKind, ButtonLink, EmptyState, ErrorFallback, ErrorNotice, PageHead, Panel,
        StatTile, TablePlaceholder, Unknown,
    },
    jobs::{TaskPanel, use_tasks},
};

use self::load::{Card, CareerRow, ComputeReportCard, Models, OriginRow, find_report_card};
use super::load::UnderWay;

/// `/scouting/models`
#[component]
pub fn ModelsPage() -> impl IntoView {
    let models = Resource::new(|| (), |()| find_report_card());
    let reload = Callback::new(move |()| models.refetch());
    view! {
        <PageHead title="Models" meta="what past forecasts were worth">
            <ComputeForm reload/>
        </PageHead>
        <div class="page-body">
            <Transition fallback=|| view! { <TablePlaceholder/> }>
                <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                    {move || Suspend::new(async move {
                        let models = models.await?;
                        Ok::<_, AppError>(view! { <Shown models reload/> })
                    })}
                </ErrorBoundary>
            </Transition>
        </div>
    }
}

/// "Compute again"; nothing for those who may not start jobs.
#[component]
fn ComputeForm(reload: Callback<()>) -> impl IntoView {
    let account = use_account();
    let action = ServerAction::<ComputeReportCard>::new();
    let tasks = use_tasks();
    Effect::new(move || {
        if let Some(Ok(task)) = action.value().get() {
            tasks.started(task);
            reload.run(());
        }
    });
    let failure = move || action.value().get().and_then(Result::err);
    let may_ask =
        move || account.with(|account| account.as_ref().is_some_and(|a| a.role >= Role::Analyst));
    view! {
        <Show when=may_ask>
            <ActionForm action=action>
                <Button submit=true kind=ButtonKind::Primary busy=action.pending()>
                    "Compute again"
                </Button>
            </ActionForm>
        </Show>
        {move || failure().map(|error| view! { <ErrorNotice error/> })}
    }
}

#[component]
fn Shown(models: Models, reload: Callback<()>) -> impl IntoView {
    let Models { card, under_way } = models;
    let body = match card {
        Some(card) if !card.origins.is_empty() => view! { <Report card/> }.into_any(),
        Some(card) => view! { <NothingToJudge card/> }.into_any(),
        None => view! {
            <Panel title="Report card">
                <EmptyState why="Nobody has held past forecasts against what came yet. It takes some seconds: press Compute again."/>
            </Panel>
        }
        .into_any(),
    };
    view! {
        <div class="stack">
            {under_way.map(|under_way| view! { <CardUnderWay under_way reload/> })}
            {body}
        </div>
    }
}

/// The task that computes the next card, for those who may follow it; a line for the others.
#[component]
fn CardUnderWay(under_way: UnderWay, reload: Callback<()>) -> impl IntoView {
    if under_way.may_follow {
        return view! {
            <Panel title="A report card is being computed" flush=true>
                <TaskPanel task=under_way.task on_completed=reload/>
            </Panel>
        }
        .into_any();
    }
    view! {
        <p class="report-note" role="status">
            "Somebody has asked for the report card. Reload the page in a moment."
        </p>
    }
    .into_any()
}

/// A card without a day that could be judged: why, and what to do.
#[component]
fn NothingToJudge(card: Card) -> impl IntoView {
    let why = match card.skipped.last() {
        Some((day, why)) => {
            ["From ", &wording::day(*day), " nothing could be forecast: ", why, "."].concat()
        }
        None => "No value is old enough for a year to have passed since.".to_owned(),
    };
    view! {
        <Panel title="Report card" meta=computed(&card)>
            <EmptyState why>
                <ButtonLink href="/players/import">"Import values"</ButtonLink>
            </EmptyState>
        </Panel>
    }
}

/// `value-1 · 359,184 values of 25,801 players up to 30 Jun 2021 · computed 26 Nov 2026, 09:00 UTC`
fn computed(card: &Card) -> String {
    [
        &card.version,
        " · ",
        &wording::counted(card.valuations, "value", "values"),
        " of ",
        &wording::counted(card.players, "player", "players"),
        " up to ",
        &wording::day(card.as_of),
        " · computed ",
        &wording::day_and_time(card.at),
    ]
    .concat()
}

#[component]
fn Report(card: Card) -> impl IntoView {
    let meta = computed(&card);
    let Card { origins, skipped, careers, error_share, held, .. } = card;
    let n: u64 = origins.iter().map(|origin| u64::from(origin.players)).sum();
    let days: Vec<_> = origins.iter().map(|origin| wording::day(origin.day)).collect();
    let same_days = days.clone();
    let line = |name: &str, stroke, figure: fn(&OriginRow) -> u32| OriginLine {
        name: name.to_owned(),
        stroke,
        thousandths: origins.iter().map(figure).collect(),
    };
    let errors = vec![
        line("Nothing changes", Stroke::Bad, |origin| origin.last_value),
        line("Age curve", Stroke::Second, |origin| origin.age_curve),
        line("Linear model", Stroke::Plain, |origin| origin.linear),
    ];
    let coverage = vec![line("Within the one-year band", Stroke::Plain, |origin| origin.held)];
    let figure = |figure: Option<String>| match figure {
        Some(figure) => figure.into_any(),
        None => view! { <Unknown/> }.into_any(),
    };
    view! {
        <Panel title="In short" meta>
            <dl class="stats">
                <StatTile label="Past forecasts held against what came">{wording::count(n)}</StatTile>
                <StatTile label="Error, of that of saying that nothing changes">{figure(error_share)}</StatTile>
                <StatTile label="Outcomes within the band, meant to be 80 %">{figure(held)}</StatTile>
            </dl>
            <p>
                "Each day has models of its own, fitted on what was known on that day. The error is the mean of \
                 |ln(forecast / truth)|: 0.69 is to be off by a factor of two, up or down."
            </p>
        </Panel>
        <div class="grid-12">
            <Panel title="Error by the day from which was forecast" meta="one year ahead; less is better" class="span-6">
                <OriginChart
                    what="Error by the day from which was forecast"
                    days
                    lines=errors
                    unit=OriginUnit::Thousandths
                />
            </Panel>
            <Panel title="How often the band held what came" meta="one year ahead" class="span-6">
                <OriginChart
                    what="Share of outcomes within the one-year band"
                    days=same_days
                    lines=coverage
                    unit=OriginUnit::PerCent
                    target=("Meant", 800)
                />
            </Panel>
        </div>
        <CareerPanel careers/>
        <OriginPanel origins skipped/>
    }
}

/// The career paths by year ahead.
#[component]
fn CareerPanel(careers: Vec<CareerRow>) -> impl IntoView {
    if careers.is_empty() {
        return view! {
            <Panel title="Coming years">
                <p class="text-2">"Three years have not passed since any of these days."</p>
            </Panel>
        }
        .into_any();
    }
    let rows = careers
        .into_iter()
        .map(|row| {
            view! {
                <tr>
                    <td class="lead">{["Year ", &row.year.to_string()].concat()}</td>
                    <td class="num">{wording::count(row.players.into())}</td>
                    <td class="num">{row.held}</td>
                    <td class="num">{row.error_share}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Coming years" meta="players of known age, days since which three years have passed" flush=true>
            <div class="table-frame" tabindex="0" role="group" aria-label="Coming years">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"Ahead"</th>
                            <th scope="col" class="num">
                                "Players"
                            </th>
                            <th scope="col" class="num">
                                "Within 10–90 %"
                            </th>
                            <th scope="col" class="num">
                                "Error, of that of no change"
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

/// How many players and past values stand behind each day, and the days that were skipped.
#[component]
fn OriginPanel(
    origins: Vec<OriginRow>,
    skipped: Vec<(chrono::NaiveDate, String)>,
) -> impl IntoView {
    let rows = origins
        .into_iter()
        .map(|origin| {
            view! {
                <tr>
                    <td class="lead">{wording::day(origin.day)}</td>
                    <td class="num">{wording::count(origin.players.into())}</td>
                    <td class="num">{wording::count(origin.training_rows.into())}</td>
                    <td></td>
                </tr>
            }
        })
        .collect_view();
    let left_out = skipped
        .into_iter()
        .map(|(day, why)| {
            view! {
                <tr>
                    <td class="lead">{wording::day(day)}</td>
                    <td class="num">"–"</td>
                    <td class="num">"–"</td>
                    <td>{why}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <Panel title="Behind each day" flush=true>
            <div class="table-frame" tabindex="0" role="group" aria-label="Behind each day">
                <table class="table dense">
                    <thead>
                        <tr>
                            <th scope="col">"From"</th>
                            <th scope="col" class="num">
                                "Players forecast"
                            </th>
                            <th scope="col" class="num">
                                "Past values learnt from"
                            </th>
                            <th scope="col">"Not judged because"</th>
                        </tr>
                    </thead>
                    <tbody>{left_out} {rows}</tbody>
                </table>
            </div>
        </Panel>
    }
}
