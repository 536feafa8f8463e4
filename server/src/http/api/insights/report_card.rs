//! The models' report card as the API shows it.

use chrono::{DateTime, NaiveDate, Utc};
use scouting_stats::value::{Accuracy, CareerReport, Coverage, Forecaster, OriginReport};
use serde::Serialize;
use store::insights::StoredReportCard;
use utoipa::ToSchema;

/// What the models would have forecast from past days, held against what came.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportCardBody {
    model_version: String,
    /// The newest day of the data.
    as_of: NaiveDate,
    seed: u32,
    /// Players with a value, and their values.
    players: u64,
    valuations: u64,
    /// The linear model's mean error as a share of that of the last value, over all players of all days.
    share_of_last_value: Option<f64>,
    /// The share of outcomes within the one-year band that was to hold 0.8 of them.
    band_coverage: Option<f64>,
    /// Days from which was forecast, oldest first.
    origins: Vec<OriginBody>,
    /// Days from which nothing could be forecast.
    skipped: Vec<SkippedBody>,
    created_at: DateTime<Utc>,
}

/// One day from which was forecast.
#[derive(Debug, Serialize, ToSchema)]
struct OriginBody {
    origin: NaiveDate,
    training_rows: u32,
    /// As if nothing happened.
    last_value: AccuracyBody,
    /// What values usually do at that age and position.
    age_curve: AccuracyBody,
    /// The model that forecasts are made with.
    linear: AccuracyBody,
    /// The one-year band.
    band: CoverageBody,
    /// The career paths of players whose age is known, for each year that has come.
    career: Vec<CareerBody>,
}

/// How far forecasts were from what came.
#[derive(Debug, Serialize, ToSchema)]
struct AccuracyBody {
    /// Players forecast.
    n: u32,
    /// Mean of |ln(forecast / truth)|.
    mean_log_error: f64,
    median_log_error: f64,
    /// Above zero where too much was forecast.
    bias: f64,
    mean_error_eur: f64,
    median_error_percent: f64,
}

/// How often a band that was to hold eight of ten did.
#[derive(Debug, Serialize, ToSchema)]
struct CoverageBody {
    n: u32,
    share: f64,
    /// Mean of ln(upper bound / lower bound).
    mean_log_width: f64,
}

/// Career paths, one year of them.
#[derive(Debug, Serialize, ToSchema)]
struct CareerBody {
    year: u8,
    band: CoverageBody,
    median_path: AccuracyBody,
    last_value: AccuracyBody,
}

/// A day from which nothing could be forecast.
#[derive(Debug, Serialize, ToSchema)]
struct SkippedBody {
    origin: NaiveDate,
    because: String,
}

impl From<StoredReportCard> for ReportCardBody {
    fn from(stored: StoredReportCard) -> Self {
        let card = stored.card;
        Self {
            model_version: stored.version,
            as_of: stored.as_of,
            seed: stored.seed,
            players: stored.players,
            valuations: stored.valuations,
            share_of_last_value: card.pooled_share(Forecaster::Linear),
            band_coverage: card.pooled_band().map(|band| band.share),
            origins: card.origins.iter().map(OriginBody::from).collect(),
            skipped: card
                .skipped
                .iter()
                .map(|skipped| SkippedBody {
                    origin: skipped.origin.0,
                    because: skipped.error.to_string(),
                })
                .collect(),
            created_at: stored.created_at,
        }
    }
}

impl From<&OriginReport> for OriginBody {
    fn from(report: &OriginReport) -> Self {
        Self {
            origin: report.origin.0,
            training_rows: report.training_rows,
            last_value: report.everyone.last_value.into(),
            age_curve: report.everyone.age_curve.into(),
            linear: report.everyone.linear.into(),
            band: report.band.into(),
            career: report.career.iter().map(CareerBody::from).collect(),
        }
    }
}

impl From<Accuracy> for AccuracyBody {
    fn from(accuracy: Accuracy) -> Self {
        Self {
            n: accuracy.players,
            mean_log_error: accuracy.male,
            median_log_error: accuracy.med_ale,
            bias: accuracy.bias,
            mean_error_eur: accuracy.mae_eur,
            median_error_percent: accuracy.mdape_percent,
        }
    }
}

impl From<Coverage> for CoverageBody {
    fn from(coverage: Coverage) -> Self {
        Self { n: coverage.players, share: coverage.share, mean_log_width: coverage.mean_width }
    }
}

impl From<&CareerReport> for CareerBody {
    fn from(report: &CareerReport) -> Self {
        Self {
            year: report.year,
            band: report.coverage.into(),
            median_path: report.median_path.into(),
            last_value: report.last_value.into(),
        }
    }
}
