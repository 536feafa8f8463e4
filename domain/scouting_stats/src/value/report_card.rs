//! The models' own report card: what they would have forecast in the past, held against what came.
//!
//! Computed on whatever data is there, so that a page can show how far to trust the forecasts beside
//! it. Each origin has models of its own, fitted on what was known on that day.

use serde::{Deserialize, Serialize};

use super::{
    Accuracy, CAREER_QUANTILES, Coverage, FitError, ModelSettings, OUTCOME_YEARS, Origin, Panel,
    ValueModel, panel::Row,
};

/// Origins held against what came. Scouting specification 2.5.
pub const TESTED_ORIGINS: u8 = 5;

/// A way of saying the value in one year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Forecaster {
    /// It stays as it is.
    LastValue,
    /// It moves as it usually does at that age and position.
    AgeCurve,
    /// The linear model.
    Linear,
}

/// What the models would have forecast, held against what came.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReportCard {
    /// Origins, oldest first.
    pub origins: Vec<OriginReport>,
    /// Origins on which no model could be fitted, and why.
    pub skipped: Vec<SkippedOrigin>,
}

/// One origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OriginReport {
    /// The day from which was forecast.
    pub origin: Origin,
    /// Rows the linear model was trained on.
    pub training_rows: u32,
    /// The value in one year, of everyone.
    pub everyone: Errors,
    /// The same of players whose age is known; `None` without any.
    pub age_known: Option<Errors>,
    /// How often the one-year band held it.
    pub band: Coverage,
    /// The career paths of players whose age is known, for each year that has come.
    pub career: Vec<CareerReport>,
    /// The same of players whose age is unknown.
    pub career_age_unknown: Vec<CareerReport>,
}

/// How far each way of saying the value was from what came.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Errors {
    /// See [`Forecaster::LastValue`].
    pub last_value: Accuracy,
    /// See [`Forecaster::AgeCurve`].
    pub age_curve: Accuracy,
    /// See [`Forecaster::Linear`].
    pub linear: Accuracy,
}

/// Career paths, one year of them.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CareerReport {
    /// Years after the origin, from 1.
    pub year: u8,
    /// How often the band from 10 % to 90 % held what came.
    pub coverage: Coverage,
    /// The middle path.
    pub median_path: Accuracy,
    /// The last value, as if nothing happened.
    pub last_value: Accuracy,
}

/// An origin without a model.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SkippedOrigin {
    /// The day.
    pub origin: Origin,
    /// Why there is none.
    pub error: FitError,
}

impl ReportCard {
    /// Forecasts from the last [`TESTED_ORIGINS`] origins before the newest, whose first year has
    /// passed, and holds it against what came.
    pub fn compute(panel: &Panel, settings: ModelSettings) -> Self {
        Self::of_origins(panel, 1..=TESTED_ORIGINS, settings)
    }

    /// The same for origins so many years before the newest.
    pub fn of_origins(
        panel: &Panel,
        years_before: impl DoubleEndedIterator<Item = u8>,
        settings: ModelSettings,
    ) -> Self {
        let (mut origins, mut skipped) = (Vec::new(), Vec::new());
        for years in years_before.rev() {
            let origin = panel.newest().years_before(u32::from(years));
            match OriginReport::compute(panel, origin, settings) {
                Ok(Some(report)) => origins.push(report),
                // Nothing was known so early, or nothing came of it.
                Ok(None) => {}
                Err(error) => skipped.push(SkippedOrigin { origin, error }),
            }
        }
        Self { origins, skipped }
    }

    /// Mean over origins of the mean error; `None` without origins.
    pub fn mean_male(&self, forecaster: Forecaster) -> Option<f64> {
        let errors: Vec<_> =
            self.origins.iter().map(|report| report.everyone.of(forecaster).male).collect();
        super::quantile::mean(&errors)
    }

    /// The mean error over all players of all origins, as a share of that of the last value.
    pub fn pooled_share(&self, forecaster: Forecaster) -> Option<f64> {
        let pairs = self
            .origins
            .iter()
            .map(|report| (*report.everyone.of(forecaster), report.everyone.last_value));
        share(pairs)
    }

    /// How often the one-year band held what came, over all players of all origins.
    pub fn pooled_band(&self) -> Option<Coverage> {
        Coverage::pooled(self.origins.iter().map(|report| report.band))
    }

    /// Career paths of year `year` over all origins where three years have come, so that the years are
    /// compared on the same players' worlds: how often the band held, and the middle path's error as
    /// a share of that of the last value. Players of known age.
    pub fn pooled_career(&self, year: u8) -> Option<(Coverage, f64)> {
        let reports: Vec<_> = self
            .origins
            .iter()
            .filter(|report| report.career.len() == usize::from(OUTCOME_YEARS))
            .filter_map(|report| report.career.iter().find(|career| career.year == year))
            .collect();
        let coverage = Coverage::pooled(reports.iter().map(|report| report.coverage))?;
        let share = share(reports.iter().map(|report| (report.median_path, report.last_value)))?;
        Some((coverage, share))
    }
}

/// The first errors as a share of the second, over all players; `None` without any error.
fn share(pairs: impl Iterator<Item = (Accuracy, Accuracy)>) -> Option<f64> {
    let of = |accuracy: Accuracy| f64::from(accuracy.players) * accuracy.male;
    let (ours, theirs) =
        pairs.fold((0.0, 0.0), |(ours, theirs), (our, their)| (ours + of(our), theirs + of(their)));
    (theirs > 0.0).then_some(ours / theirs)
}

impl OriginReport {
    /// `None` where nothing came of the origin yet.
    fn compute(
        panel: &Panel,
        origin: Origin,
        settings: ModelSettings,
    ) -> Result<Option<Self>, FitError> {
        let Some(past) = panel.past(origin) else { return Ok(None) };
        let rows = panel.rows(origin);
        if rows.iter().all(|row| row.growth(1).is_none()) {
            return Ok(None);
        }
        let model = ValueModel::fit(past, settings)?;
        let (known, unknown): (Vec<_>, Vec<_>) =
            rows.iter().partition(|row| row.known.age_years.is_some());
        let report = || {
            Some(Self {
                origin,
                training_rows: model.linear.rows,
                everyone: Errors::compute(&model, rows.iter())?,
                age_known: Errors::compute(&model, known.iter().copied()),
                band: Coverage::of(rows.iter().filter_map(|row| {
                    let band = model.bands.band(&row.known);
                    Some((band.low, band.high, row.growth(1)?))
                }))?,
                career: CareerReport::of_years(&model, &known),
                career_age_unknown: CareerReport::of_years(&model, &unknown),
            })
        };
        Ok(report())
    }
}

impl Errors {
    /// Those of one way of saying the value.
    pub fn of(&self, forecaster: Forecaster) -> &Accuracy {
        match forecaster {
            Forecaster::LastValue => &self.last_value,
            Forecaster::AgeCurve => &self.age_curve,
            Forecaster::Linear => &self.linear,
        }
    }

    fn compute<'a>(
        model: &ValueModel,
        rows: impl Iterator<Item = &'a Row> + Clone,
    ) -> Option<Self> {
        let accuracy = |forecast: &dyn Fn(&Row) -> f64| {
            Accuracy::of(rows.clone().filter_map(|row| {
                let truth = row.known.ln_value + row.growth(1)?;
                Some((row.known.ln_value + forecast(row), truth))
            }))
        };
        Some(Self {
            last_value: accuracy(&|_| 0.0)?,
            age_curve: accuracy(&|row| model.curve.predict(&row.known))?,
            linear: accuracy(&|row| model.linear.predict(&row.known))?,
        })
    }
}

impl CareerReport {
    fn of_years(model: &ValueModel, rows: &[&Row]) -> Vec<Self> {
        (1..=OUTCOME_YEARS).filter_map(|year| Self::compute(model, rows, year)).collect()
    }

    fn compute(model: &ValueModel, rows: &[&Row], year: u8) -> Option<Self> {
        let forecasts: Vec<_> = rows
            .iter()
            .filter_map(|row| {
                let fan = model.career.growth(&row.known).nth(usize::from(year) - 1)?;
                Some((row.known.ln_value, fan, row.growth(year)?))
            })
            .collect();
        let (last, middle) = (CAREER_QUANTILES.len() - 1, CAREER_QUANTILES.len() / 2);
        let bands = forecasts.iter().map(|(_, fan, came)| (fan[0], fan[last], *came));
        let medians = forecasts.iter().map(|(now, fan, came)| (now + fan[middle], now + came));
        Some(Self {
            year,
            coverage: Coverage::of(bands)?,
            median_path: Accuracy::of(medians)?,
            last_value: Accuracy::of(forecasts.iter().map(|(now, _, came)| (*now, now + came)))?,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::examples::{generated_histories, origin};
    use crate::value::{ColumnSet, LEAST_PATHS, Simulation};

    fn settings() -> ModelSettings {
        ModelSettings {
            columns: ColumnSet::Plain,
            simulation: Simulation { years: 3, paths: LEAST_PATHS, seed: 7 },
        }
    }

    #[test]
    fn a_card_holds_five_origins_against_what_came_and_says_what_it_skipped() {
        let panel = Panel::new(&generated_histories(300, 7), origin());

        let card = ReportCard::compute(&panel, settings());

        // Seven years: five years ago only two years of 300 players had passed to train on.
        let found: Vec<_> = card.origins.iter().map(|report| report.origin).collect();
        let tested = [4, 3, 2, 1].map(|years| origin().years_before(years));
        assert_eq!(found, tested);
        let skipped: Vec<_> = card.skipped.iter().map(|skipped| skipped.origin).collect();
        assert_eq!(skipped, [origin().years_before(5)]);
    }

    #[test]
    fn only_years_that_have_come_are_judged() {
        let panel = Panel::new(&generated_histories(300, 7), origin());

        let card = ReportCard::compute(&panel, settings());

        let years: Vec<_> = card.origins.iter().map(|report| report.career.len()).collect();
        assert_eq!(years, [3, 3, 2, 1]);
    }

    #[test]
    fn the_last_value_is_right_by_its_own_share() {
        let panel = Panel::new(&generated_histories(300, 7), origin());

        let card = ReportCard::compute(&panel, settings());

        let share = card.pooled_share(Forecaster::LastValue).unwrap();
        assert!((share - 1.0).abs() < 1e-12);
    }

    #[test]
    fn nobody_gives_an_empty_card() {
        let card = ReportCard::compute(&Panel::new(&[], origin()), settings());

        assert_eq!(card, ReportCard { origins: Vec::new(), skipped: Vec::new() });
        assert_eq!(card.mean_male(Forecaster::Linear), None);
    }
}
