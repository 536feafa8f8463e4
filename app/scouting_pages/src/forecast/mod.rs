//! The tab "Forecast" of a player's page: what the value may become, what the forecast is made of, what it
//! does not know, and how far to trust it.

mod load;
mod panels;
#[cfg(feature = "ssr")]
mod view;

use backroom::Role;
use football::{MarketValue, PlayerId};
use leptos::{form::ActionForm, prelude::*};
use page_base::{error::AppError, wording};
use page_kit::{
    account::use_account,
    controls::{
        Button, ButtonKind, ButtonLink, EmptyState, ErrorFallback, ErrorNotice, Panel,
        TablePlaceholder,
    },
    jobs::{TaskPanel, use_tasks},
};

use self::{
    load::{Forecast, ForecastPlayer, Made, find_forecast},
    panels::{CareerPanel, GapsPanel, OneYearPanel, PartsPanel, TrustPanel},
};
use super::load::UnderWay;

/// The player's newest forecast; above it, live, the task that makes the next one. When that is done its
/// forecast appears by itself.
#[component]
pub fn ForecastPanel(
    /// The player.
    player: PlayerId,
    /// Known values, oldest first.
    values: Vec<MarketValue>,
) -> impl IntoView {
    let forecast = Resource::new(move || player, find_forecast);
    let reload = Callback::new(move |()| forecast.refetch());
    let values = StoredValue::new(values);
    view! {
        <Transition fallback=|| view! { <TablePlaceholder rows=6/> }>
            <ErrorBoundary fallback=|errors| view! { <ErrorFallback errors/> }>
                {move || Suspend::new(async move {
                    let forecast = forecast.await?;
                    let values = values.get_value();
                    Ok::<_, AppError>(view! { <Shown player values forecast reload/> })
                })}
            </ErrorBoundary>
        </Transition>
    }
}

#[component]
fn Shown(
    player: PlayerId,
    values: Vec<MarketValue>,
    forecast: Forecast,
    reload: Callback<()>,
) -> impl IntoView {
    let Forecast { made, one_year, career, not_made, gaps, trust, newer_value, under_way } =
        forecast;
    let has_values = !values.is_empty();
    let is_forecast = one_year.is_some() || career.is_some();
    let source = values.last().map(|value| value.source.clone()).unwrap_or_default();
    let older = newer_value.map(|day| {
        let words = [
            "A value of ",
            &wording::day(day),
            " is known that this forecast has not seen. Renew it to see what follows.",
        ]
        .concat();
        view! { <p class="report-note">{words}</p> }
    });
    let parts = one_year.clone();
    let body = if is_forecast {
        view! {
            <div class="grid-12">
                {career.map(|career| view! { <CareerPanel values career/> })}
                {one_year.map(|one_year| view! { <OneYearPanel one_year source/> })}
                {parts.map(|one_year| view! { <PartsPanel one_year/> })}
                <GapsPanel player gaps/>
                <TrustPanel trust/>
            </div>
        }
        .into_any()
    } else {
        view! { <NoForecast player not_made has_values/> }.into_any()
    };
    view! {
        <div class="stack">
            <div class="row forecast-lead">
                <MadeLine made/>
                <ForecastForm player is_renewal=is_forecast reload/>
            </div>
            {under_way.map(|under_way| view! { <ForecastUnderWay under_way reload/> })}
            {older}
            {body}
        </div>
    }
}

/// When, by what and from which day the forecast was made.
#[component]
fn MadeLine(made: Option<Made>) -> impl IntoView {
    made.map(|made| {
        let words = [
            "As of ",
            &wording::day(made.as_of),
            " · model ",
            &made.version,
            &made.seed.map(|seed| [" · seed ", &seed.to_string()].concat()).unwrap_or_default(),
            " · made ",
            &wording::day_and_time(made.at),
        ]
        .concat();
        view! { <p class="text-2">{words}</p> }
    })
}

/// Makes or renews the forecast; nothing for those who may not start jobs.
#[component]
fn ForecastForm(player: PlayerId, is_renewal: bool, reload: Callback<()>) -> impl IntoView {
    let account = use_account();
    let action = ServerAction::<ForecastPlayer>::new();
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
    let words = if is_renewal { "Renew forecast" } else { "Make forecast" };
    view! {
        <Show when=may_ask>
            <ActionForm action=action>
                <input type="hidden" name="player_id" value=player.0/>
                <Button submit=true kind=ButtonKind::Standard busy=action.pending()>
                    {words}
                </Button>
            </ActionForm>
        </Show>
        {move || failure().map(|error| view! { <ErrorNotice error/> })}
    }
}

/// The task that makes the next forecast, for those who may follow it; a line for the others.
#[component]
fn ForecastUnderWay(under_way: UnderWay, reload: Callback<()>) -> impl IntoView {
    if under_way.may_follow {
        return view! {
            <Panel title="A forecast is being made" flush=true>
                <TaskPanel task=under_way.task on_completed=reload/>
            </Panel>
        }
        .into_any();
    }
    view! {
        <p class="report-note" role="status">
            "Somebody has asked for a forecast of this player. Reload the page in a moment."
        </p>
    }
    .into_any()
}

/// Why there is no forecast, and what to do about it.
#[component]
fn NoForecast(player: PlayerId, not_made: Option<String>, has_values: bool) -> impl IntoView {
    let (why, is_missing) = match not_made {
        Some(why) => (["No forecast can be made: ", &why].concat(), true),
        None if has_values => {
            ("No forecast of this player yet. One takes a few seconds.".to_owned(), false)
        }
        None => (
            "No value of this player is known, so there is nothing to forecast from.".to_owned(),
            true,
        ),
    };
    let edit = ["/players/", &player.to_string(), "/edit"].concat();
    let cures = is_missing.then(|| {
        view! {
            <div class="row">
                <ButtonLink href="/players/import">"Import values"</ButtonLink>
                <ButtonLink href=edit>"Add a value by hand"</ButtonLink>
            </div>
        }
    });
    view! {
        <Panel title="Forecast">
            <EmptyState why>{cures}</EmptyState>
        </Panel>
    }
}
