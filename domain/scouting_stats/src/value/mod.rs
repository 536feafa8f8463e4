//! What a player's value may become, and how far to trust it.
//!
//! From the dated values of many players, a [`Panel`] says what was known on the same day of each year
//! and what became of it. On the past of one day ([`Past`]) a [`ValueModel`] is fitted: the age curve,
//! the linear model of one year with its explanation, the one-year bands and the career paths. A
//! [`ReportCard`] does so for days long past and says how wrong the forecasts were.
//!
//! No club, league or contract is looked at, because none is dated in the sources. Reading values and
//! keeping models is in `store`.

mod accuracy;
mod band;
mod blocks;
mod career;
mod columns;
mod exact;
#[cfg(test)]
mod examples;
mod growth_curve;
mod history;
mod insight;
mod known;
mod least_absolute;
mod linear;
mod model;
mod origin;
mod panel;
mod quantile;
mod report_card;
#[cfg(test)]
mod tests;
mod width;

use serde::{Deserialize, Serialize};

pub use accuracy::{Accuracy, Coverage};
pub use band::{Band, OneYearBands};
pub use career::{
    CAREER_QUANTILES, CareerForecast, CareerModel, CareerYear, LEAST_PATHS, MOST_CAREER_YEARS,
    Simulation,
};
pub use columns::{Column, ColumnSet, Subject, columns};
pub use growth_curve::{Basis, CURVE_ORIGINS, CurveCell, GrowthCurve, LEAST_PAIRS};
pub use history::{DatedValue, ValuationHistory};
pub use insight::{
    CareerInsight, DEFAULT_SEED, Gap, NEVER_LOOKED_AT, NotMade, Outcome, VALUE_MODEL, ValueInsight,
    input_hash,
};
pub use known::{AGES, CHANGE_DAYS, Known, NoForecast, OLDEST_VALUE_DAYS};
pub use linear::{
    Contribution, Explanation, LEAST_TRAINING_ROWS, LinearModel, SubjectShare, TRAINING_ORIGINS,
};
pub use model::{ModelSettings, OneYearForecast, ValueForecast, ValueModel};
pub use origin::Origin;
pub use panel::{OUTCOME_YEARS, Panel, Past, Row};
pub use report_card::{
    CareerReport, Errors, Forecaster, OriginReport, ReportCard, SkippedOrigin, TESTED_ORIGINS,
};
pub use width::WidthFactors;

/// Why a model cannot be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum FitError {
    /// Too few players have a value now and a year later.
    #[error("{found} of at least {least} values have another one a year later")]
    TooFewPairs {
        /// Pairs found.
        found: u32,
        /// Pairs needed.
        least: u32,
    },
    /// The figures do not determine a model.
    #[error("the figures do not determine a model: one of them is not finite")]
    Singular,
}
