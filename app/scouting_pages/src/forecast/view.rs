//! From kept insights to what the tab shows.

use chrono::{Days, NaiveDate};
use football::Valuation;
use page_base::wording;
use page_kit::charts::{FanYear, PartOf};
use scouting_stats::{
    InsightKind,
    value::{
        Basis, CareerInsight, Explanation, Forecaster, Known, NEVER_LOOKED_AT, NotMade,
        OneYearForecast, Outcome, ValueInsight, columns,
    },
};
use serde::de::DeserializeOwned;
use store::insights::{Insight, StoredReportCard};

use super::load::{Career, Forecast, Made, OneYear, Trust};

/// What the tab shows of the player's newest insights.
pub(super) fn forecast(
    newest: Vec<Insight>,
    card: Option<&StoredReportCard>,
    values: &[Valuation],
) -> Forecast {
    let mut forecast = Forecast { trust: card.and_then(trust), ..Forecast::default() };
    for insight in newest {
        let made = made(&insight);
        match insight.kind {
            InsightKind::ValueForecast => match read::<ValueInsight>(insight) {
                Some(Outcome::Made(insight)) => {
                    forecast.gaps = gaps(&insight.known);
                    forecast.one_year = Some(one_year(&insight));
                    forecast.made = Some(made);
                }
                Some(Outcome::NotMade { because }) => {
                    forecast.not_made = Some(sentence(because));
                    forecast.made = Some(made);
                }
                None => {}
            },
            InsightKind::CareerForecast => {
                if let Some(Outcome::Made(insight)) = read::<CareerInsight>(insight) {
                    if forecast.gaps.is_empty() {
                        forecast.gaps = gaps(&insight.known);
                    }
                    forecast.career = Some(career(&insight));
                    forecast.made.get_or_insert(made);
                }
            }
            InsightKind::Performance | InsightKind::InjuryRisk => {}
        }
    }
    let seen = forecast.made.as_ref().map(|made| made.as_of);
    let newest = values.iter().map(|value| value.date).max();
    forecast.newer_value = newest.filter(|newest| seen.is_some_and(|seen| *newest > seen));
    forecast
}

/// What was kept; nothing where another release kept it in another shape.
fn read<T: DeserializeOwned>(insight: Insight) -> Option<Outcome<T>> {
    serde_json::from_value(insight.result).ok()
}

fn made(insight: &Insight) -> Made {
    Made {
        as_of: insight.as_of,
        version: insight.model_version.clone(),
        seed: insight.seed,
        at: insight.created_at,
    }
}

fn sentence(because: NotMade) -> String {
    match because {
        NotMade::Player(why) => format!("{why}. Import or write down a newer value."),
        NotMade::Everybody(why) => {
            format!("{why}. Import values of more players and more years.")
        }
    }
}

fn gaps(known: &Known) -> Vec<String> {
    let gaps = known.gaps().into_iter().map(|gap| gap.sentence().to_owned());
    gaps.chain([NEVER_LOOKED_AT.to_owned()]).collect()
}

fn one_year(insight: &ValueInsight) -> OneYear {
    let forecast = &insight.forecast;
    let value_eur = whole(forecast.value_eur);
    let subjects: Vec<_> = forecast
        .subjects
        .iter()
        .map(|share| part(forecast, share.subject.title().to_owned(), share.amount))
        .collect();
    let columns: Vec<_> = columns(insight.columns)
        .into_iter()
        .zip(&insight.contributions)
        .filter(|(_, amount)| **amount != 0.0)
        .map(|(column, amount)| part(forecast, column.name, *amount))
        .collect();
    let change = value_eur - forecast.from.value_eur;
    OneYear {
        from_eur: forecast.from.value_eur,
        from_day: forecast.from.date,
        until: year_after(insight.origin.0, 1),
        value_eur,
        change: percent(forecast.growth),
        low_eur: whole(forecast.low_eur),
        high_eur: whole(forecast.high_eur),
        band: whose(forecast.band.pairs, forecast.band.basis),
        age_curve_eur: whole(forecast.age_curve_eur),
        parts: with_start(forecast, change, subjects),
        columns: with_start(forecast, change, columns),
        training_rows: insight.training_rows,
    }
}

fn part(forecast: &OneYearForecast, name: String, amount: f64) -> PartOf {
    PartOf { name, amount_eur: whole(forecast.euros(amount)), share: percent(amount) }
}

/// The parts with an average player before them, whose part takes what rounding to whole euros left over.
fn with_start(forecast: &OneYearForecast, change: i64, parts: Vec<PartOf>) -> Vec<PartOf> {
    let others: i64 = parts.iter().map(|part| part.amount_eur).sum();
    let start = PartOf {
        name: "An average player".to_owned(),
        amount_eur: change - others,
        share: percent(forecast.start),
    };
    [start].into_iter().chain(parts).collect()
}

fn career(insight: &CareerInsight) -> Career {
    let years = insight.forecast.years.iter().map(|year| FanYear {
        day: year_after(insight.origin.0, year.year),
        value_eur: year.value_eur.map(whole),
        tested: year.tested,
    });
    Career {
        from_eur: insight.forecast.from.value_eur,
        from_day: insight.forecast.from.date,
        years: years.collect(),
        basis: format!(
            "{} paths from {}",
            wording::count(insight.simulation.paths.into()),
            whose(insight.forecast.blocks, insight.forecast.basis)
        ),
    }
}

/// `412 careers of the same age`
fn whose(n: u32, basis: Basis) -> String {
    let n = wording::count(n.into());
    match basis {
        Basis::AgeAndGroup => format!("{n} past values of players of the same age and position"),
        Basis::Age => format!("{n} past values of players of the same age"),
        Basis::EveryoneAgeUnknown => {
            format!("{n} past values of players of every age, because the age is unknown")
        }
        Basis::Everyone => {
            format!("{n} past values of players of every age, because few are of this one")
        }
    }
}

fn trust(stored: &StoredReportCard) -> Option<Trust> {
    let band = stored.card.pooled_band()?;
    let error = stored.card.pooled_share(Forecaster::Linear);
    Some(Trust {
        n: band.players,
        held: format!("{:.1} %", 100.0 * band.share),
        error: error.map(|share| format!("{:.0} %", 100.0 * share)),
    })
}

/// The end of year `year` after `day`, of 365 days as protocol A counts them.
fn year_after(day: NaiveDate, year: u8) -> NaiveDate {
    day.checked_add_days(Days::new(365 * u64::from(year))).unwrap_or(NaiveDate::MAX)
}

/// `+12 %` of a growth: what it does to the value by itself.
fn percent(growth: f64) -> String {
    let percent = Explanation::percent(growth);
    let sign = if percent < -0.05 { "−" } else { "+" };
    format!("{sign}{:.1} %", percent.abs())
}

/// Whole euros.
#[expect(clippy::cast_possible_truncation, reason = "a cast of a float stays within the bounds")]
fn whole(euros: f64) -> i64 {
    euros.round() as i64
}
