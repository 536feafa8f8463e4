//! The panels of the tab.

use football::{MarketValue, PlayerId, euros};
use leptos::prelude::*;
use page_base::wording;
use page_kit::{
    charts::{PartsChart, PartsTable, ValueFan},
    controls::Panel,
};

use super::load::{Career, OneYear, Trust};

/// The value history with the fan of the coming years.
#[component]
pub(super) fn CareerPanel(values: Vec<MarketValue>, career: Career) -> impl IntoView {
    let Career { from_eur, from_day, years, basis } = career;
    view! {
        <Panel title="Value in the coming years" meta=basis class="span-8">
            <ValueFan values from=(from_day, from_eur) years/>
        </Panel>
    }
}

/// The value in one year, with its band in words.
#[component]
pub(super) fn OneYearPanel(
    one_year: OneYear,
    /// Who estimated the newest value.
    source: String,
) -> impl IntoView {
    let band = [
        "Eight of ten ended between ",
        &euros(one_year.low_eur),
        " and ",
        &euros(one_year.high_eur),
        ", by ",
        &one_year.band,
        ".",
    ]
    .concat();
    // The band is that of the age and does not know the forecast.
    let is_outside = !(one_year.low_eur..=one_year.high_eur).contains(&one_year.value_eur);
    let outside = is_outside.then(|| {
        view! {
            <p class="text-2">
                "The forecast lies outside: this player is unlike most of that age. Both are shown as they are."
            </p>
        }
    });
    let meaning =
        ["What the next value may be (", &source, "): an estimate of an estimate, not a price."]
            .concat();
    view! {
        <Panel
            title="Value in one year"
            meta=["by ", &wording::day(one_year.until)].concat()
            class="span-4"
        >
            <p class="forecast-figure">
                <span class="figure">{euros(one_year.value_eur)}</span>
                " "
                <span class="text-2">{one_year.change}</span>
            </p>
            <p>{meaning}</p>
            <p>{band}</p>
            {outside}
            <dl class="facts">
                <dt>{["Value on ", &wording::day(one_year.from_day)].concat()}</dt>
                <dd>{euros(one_year.from_eur)}</dd>
                <dt>"Usual at this age and position"</dt>
                <dd>{euros(one_year.age_curve_eur)}</dd>
            </dl>
        </Panel>
    }
}

/// What the change is made of.
#[component]
pub(super) fn PartsPanel(one_year: OneYear) -> impl IntoView {
    const WHOLE: &str = "Change within a year";
    let meta = [
        "linear model, ",
        &wording::count(one_year.training_rows.into()),
        " past values; the parts add up",
    ]
    .concat();
    view! {
        <Panel title="What the forecast is made of" meta class="span-8">
            <PartsChart whole=WHOLE parts=one_year.parts/>
            <PartsTable label="Every column" whole=WHOLE parts=one_year.columns/>
        </Panel>
    }
}

/// What the model does not know.
#[component]
pub(super) fn GapsPanel(player: PlayerId, gaps: Vec<String>) -> impl IntoView {
    let meta = gaps.len().to_string();
    let items = gaps.into_iter().map(|gap| view! { <li><p>{gap}</p></li> }).collect_view();
    let edit = ["/players/", &player.to_string(), "/edit"].concat();
    view! {
        <Panel title="What the model does not know" meta class="span-4">
            <ul class="unknowns">{items}</ul>
            <p>
                <a href=edit>"Add what you know"</a>
            </p>
        </Panel>
    }
}

/// How far to trust it.
#[component]
pub(super) fn TrustPanel(trust: Option<Trust>) -> impl IntoView {
    let words = match trust {
        Some(trust) => {
            let held = [
                "Of ",
                &wording::count(trust.n.into()),
                " past forecasts on the values held here, the one-year band held ",
                &trust.held,
                "; it is meant to hold 80 %.",
            ]
            .concat();
            let error = trust.error.map(|error| {
                [" The mean error was ", &error, " of that of saying that nothing changes."]
                    .concat()
            });
            [held, error.unwrap_or_default()].concat()
        }
        None => {
            "Nobody has held past forecasts against what came on the values held here.".to_owned()
        }
    };
    view! {
        <Panel title="How far to trust it" class="span-12">
            <p>
                {words} " " <a href="/scouting/models">"The models' report card"</a>
            </p>
        </Panel>
    }
}
