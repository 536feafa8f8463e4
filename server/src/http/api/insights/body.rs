//! Insights as the API shows them. The stored form may change with a release; this one does not.

use backroom::JobId;
use chrono::{DateTime, NaiveDate, Utc};
use scouting_stats::{
    InsightKind,
    value::{Basis, CareerInsight, Known, NEVER_LOOKED_AT, Outcome, ValueInsight, columns},
};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::Value;
use store::insights::Insight;
use utoipa::ToSchema;

/// Insights about a player.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InsightListBody {
    pub(super) items: Vec<InsightBody>,
    /// Ask with it for older ones of a history; absent at the end.
    pub(super) next_cursor: Option<i64>,
}

/// An insight, with what it rests on.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct InsightBody {
    id: i64,
    player_id: i64,
    /// `value_forecast`, `career_forecast`, `performance` or `injury_risk`.
    kind: &'static str,
    title: &'static str,
    /// By which model.
    model_version: String,
    /// The day that it is of; nothing later was seen.
    as_of: NaiveDate,
    /// The seed of what was drawn, where anything was.
    seed: Option<u32>,
    /// SHA-256 of all that it rests on.
    input_hash: String,
    /// Past players and years that it rests on.
    n: Option<u32>,
    /// What is not known, in sentences.
    not_known: Vec<String>,
    /// Why nothing could be worked out; then there is no result.
    not_made_because: Option<String>,
    /// What came out: of `value_forecast` a `ValueResult`, of `career_forecast` a `CareerResult`, of other
    /// kinds as it is stored.
    #[schema(value_type = Option<Value>)]
    result: Option<Value>,
    /// The task that made it.
    #[schema(value_type = Option<uuid::Uuid>)]
    task_id: Option<JobId>,
    created_at: DateTime<Utc>,
}

/// The value in one year. An estimate of what the source of the values will say, not a price.
#[derive(Debug, Serialize)]
struct ValueResult {
    from_eur: i64,
    from_date: NaiveDate,
    value_eur: i64,
    /// Eight of ten players of the same age stayed between these.
    low_eur: i64,
    high_eur: i64,
    band_n: u32,
    /// On whom the band rests.
    band_basis: Basis,
    /// What values usually do at that age and position.
    age_curve_eur: i64,
    /// Of an average player; with the contributions it adds up to the change.
    start: PartOf,
    contributions: Vec<PartOf>,
}

/// A part of the change from the value to the forecast.
#[derive(Debug, Serialize)]
struct PartOf {
    name: String,
    /// On the scale of ln(value in one year / value).
    amount: f64,
    /// The same in euros.
    eur: f64,
}

/// The values of the coming years.
#[derive(Debug, Serialize)]
struct CareerResult {
    from_eur: i64,
    from_date: NaiveDate,
    basis: Basis,
    paths: u32,
    years: Vec<YearResult>,
}

/// One year ahead.
#[derive(Debug, Serialize)]
struct YearResult {
    /// From 1.
    year: u8,
    p10_eur: i64,
    p25_eur: i64,
    p50_eur: i64,
    p75_eur: i64,
    p90_eur: i64,
    /// The report card holds forecasts so far ahead against what came.
    tested: bool,
}

/// What of an insight depends on its kind.
#[derive(Default)]
struct Told {
    n: Option<u32>,
    not_known: Vec<String>,
    not_made_because: Option<String>,
    result: Option<Value>,
}

impl From<Insight> for InsightBody {
    fn from(insight: Insight) -> Self {
        let Told { n, not_known, not_made_because, result } = match insight.kind {
            InsightKind::ValueForecast => told(insight.result, value_result),
            InsightKind::CareerForecast => told(insight.result, career_result),
            InsightKind::Performance | InsightKind::InjuryRisk => {
                Told { result: Some(insight.result), ..Told::default() }
            }
        };
        Self {
            id: insight.id,
            player_id: insight.player_id.0,
            kind: insight.kind.as_str(),
            title: insight.kind.title(),
            model_version: insight.model_version,
            as_of: insight.as_of,
            seed: insight.seed,
            input_hash: insight.input_hash,
            n,
            not_known,
            not_made_because,
            result,
            task_id: insight.job_id,
            created_at: insight.created_at,
        }
    }
}

/// A stored outcome; what a release before stored in another shape is shown as it is.
fn told<T: DeserializeOwned>(stored: Value, made: impl FnOnce(T) -> Told) -> Told {
    match serde_json::from_value(stored.clone()) {
        Ok(Outcome::Made(result)) => made(result),
        Ok(Outcome::NotMade { because }) => {
            Told { not_made_because: Some(because.to_string()), ..Told::default() }
        }
        Err(_) => Told { result: Some(stored), ..Told::default() },
    }
}

fn value_result(insight: ValueInsight) -> Told {
    let forecast = &insight.forecast;
    let part = |name: String, amount: f64| PartOf { name, amount, eur: forecast.euros(amount) };
    let result = ValueResult {
        from_eur: forecast.from.value_eur,
        from_date: forecast.from.date,
        value_eur: whole(forecast.value_eur),
        low_eur: whole(forecast.low_eur),
        high_eur: whole(forecast.high_eur),
        band_n: forecast.band.pairs,
        band_basis: forecast.band.basis,
        age_curve_eur: whole(forecast.age_curve_eur),
        start: part("An average player".to_owned(), forecast.start),
        contributions: columns(insight.columns)
            .into_iter()
            .zip(&insight.contributions)
            .map(|(column, amount)| part(column.name, *amount))
            .collect(),
    };
    Told {
        n: Some(insight.training_rows),
        not_known: not_known(&insight.known),
        not_made_because: None,
        result: serde_json::to_value(result).ok(),
    }
}

fn career_result(insight: CareerInsight) -> Told {
    let years = insight.forecast.years.iter().map(|year| {
        let [p10_eur, p25_eur, p50_eur, p75_eur, p90_eur] = year.value_eur.map(whole);
        YearResult {
            year: year.year,
            p10_eur,
            p25_eur,
            p50_eur,
            p75_eur,
            p90_eur,
            tested: year.tested,
        }
    });
    let result = CareerResult {
        from_eur: insight.forecast.from.value_eur,
        from_date: insight.forecast.from.date,
        basis: insight.forecast.basis,
        paths: insight.simulation.paths,
        years: years.collect(),
    };
    Told {
        n: Some(insight.forecast.blocks),
        not_known: not_known(&insight.known),
        not_made_because: None,
        result: serde_json::to_value(result).ok(),
    }
}

fn not_known(known: &Known) -> Vec<String> {
    let gaps = known.gaps().into_iter().map(|gap| gap.sentence().to_owned());
    gaps.chain([NEVER_LOOKED_AT.to_owned()]).collect()
}

/// Whole euros.
#[expect(clippy::cast_possible_truncation, reason = "a cast of a float stays within the bounds")]
fn whole(euros: f64) -> i64 {
    euros.round() as i64
}
