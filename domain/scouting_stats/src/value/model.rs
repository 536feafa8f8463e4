//! The models of value together, as they are fitted, kept and asked.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{
    Band, CareerForecast, CareerModel, ColumnSet, DatedValue, FitError, GrowthCurve, Known,
    LEAST_TRAINING_ROWS, LinearModel, NoForecast, OneYearBands, Origin, Panel, Past, Simulation,
    SubjectShare, ValuationHistory,
};

/// How the models are fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ModelSettings {
    /// The linear model's columns.
    pub columns: ColumnSet,
    /// How career paths are drawn.
    pub simulation: Simulation,
}

impl ModelSettings {
    /// The settings that the report card recommends: with the products.
    pub const fn seeded(seed: u64) -> Self {
        Self { columns: ColumnSet::WithProducts, simulation: Simulation::seeded(seed) }
    }
}

/// Every model of value, fitted on one past.
///
/// It is small (some 30 kilobytes as JSON), so that it can be kept beside the forecasts made with it:
/// [`Self::to_bytes`]. The same histories and seed give the same model, bit for bit.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueModel {
    /// Nothing later than this day was seen.
    pub origin: Origin,
    /// The forecast of one year.
    pub linear: LinearModel,
    /// What values usually do by age and group.
    pub curve: GrowthCurve,
    /// How far values usually stray within a year.
    pub bands: OneYearBands,
    /// The paths of the coming years.
    pub career: CareerModel,
}

/// What is forecast for one player.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueForecast {
    /// The day from which is forecast.
    pub origin: Origin,
    /// What was known of the player on that day.
    pub known: Known,
    /// The value in one year.
    pub one_year: OneYearForecast,
    /// The coming years.
    pub career: CareerForecast,
}

/// The value in one year.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneYearForecast {
    /// The value it begins at.
    pub from: DatedValue,
    /// The forecast, euros.
    pub value_eur: f64,
    /// ln(forecast / value).
    pub growth: f64,
    /// The forecast for a player who is average in every column, as ln(value in one year / value).
    pub start: f64,
    /// What each subject adds to the start.
    pub subjects: [SubjectShare; 5],
    /// One of ten players of the same age fell below, euros.
    pub low_eur: f64,
    /// One of ten rose above, euros.
    pub high_eur: f64,
    /// On whom the band rests. It is that of the age and does not know the forecast, which may lie
    /// outside for a player who is unlike most of that age: then both are shown as they are.
    pub band: Band,
    /// What the age curve alone would say, euros.
    pub age_curve_eur: f64,
}

impl ValueModel {
    /// Fits every model on what was known on the day of `past`.
    ///
    /// # Errors
    /// [`FitError`]: too little is known.
    pub fn fit(past: Past<'_>, settings: ModelSettings) -> Result<Self, FitError> {
        Ok(Self {
            origin: past.origin(),
            linear: LinearModel::fit(past, settings.columns)?,
            curve: GrowthCurve::fit(past)?,
            bands: OneYearBands::fit(past)?,
            career: CareerModel::fit(past, settings.simulation)?,
        })
    }

    /// Fits every model on the newest day for which `histories` can serve ([`Origin::newest_of`]).
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn fit_newest(
        histories: &[ValuationHistory],
        today: NaiveDate,
        settings: ModelSettings,
    ) -> Result<Self, FitError> {
        let nothing = FitError::TooFewPairs { found: 0, least: LEAST_TRAINING_ROWS };
        let origin = Origin::newest_of(histories, today).ok_or(nothing)?;
        let panel = Panel::new(histories, origin);
        Self::fit(panel.past(origin).ok_or(nothing)?, settings)
    }

    /// What is forecast for a player from the day of the model. Values dated later change nothing.
    ///
    /// # Errors
    /// [`NoForecast`]: no value is known, or none within a year.
    pub fn forecast(&self, history: &ValuationHistory) -> Result<ValueForecast, NoForecast> {
        let known = Known::at(history, self.origin)?;
        let growth = self.linear.predict(&known);
        let band = self.bands.band(&known);
        let euros = |growth: f64| (known.ln_value + growth).exp();
        Ok(ValueForecast {
            origin: self.origin,
            known,
            one_year: OneYearForecast {
                from: known.value,
                value_eur: euros(growth),
                growth,
                start: self.linear.start(),
                subjects: self.linear.by_subject(&known),
                low_eur: euros(band.low),
                high_eur: euros(band.high),
                band,
                age_curve_eur: euros(self.curve.predict(&known)),
            },
            career: self.career.forecast(&known),
        })
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;

    use super::*;
    use crate::value::Panel;
    use crate::value::examples::{generated_histories, origin};

    fn model(histories: &[ValuationHistory]) -> ValueModel {
        let panel = Panel::new(histories, origin());
        ValueModel::fit(panel.past(origin()).unwrap(), ModelSettings::seeded(7)).unwrap()
    }

    #[test]
    fn what_comes_after_the_origin_changes_no_bit_of_a_forecast() {
        let histories = generated_histories(400, 8);
        let later: Vec<_> = histories
            .iter()
            .map(|history| {
                let mut values = history.values().to_vec();
                for (days, value_eur) in [(1, 1), (200, 900_000_000), (365, 3), (800, 77)] {
                    let date: NaiveDate = origin().0.checked_add_days(Days::new(days)).unwrap();
                    values.push(DatedValue { date, value_eur });
                }
                let (born, group) = (history.birth_date(), history.group());
                ValuationHistory::new(history.player(), born, group, values)
            })
            .collect();

        let forecasts = |histories: &[ValuationHistory]| {
            let model = model(histories);
            let forecasts = histories.iter().map(|history| model.forecast(history).unwrap());
            serde_json::to_string(&forecasts.collect::<Vec<_>>()).unwrap()
        };

        assert_eq!(forecasts(&histories), forecasts(&later));
    }

    #[test]
    fn the_parts_of_a_forecast_add_up_to_its_value() {
        let histories = generated_histories(400, 8);
        let model = model(&histories);

        let one_year = model.forecast(&histories[3]).unwrap().one_year;

        let parts: f64 = one_year.subjects.iter().map(|share| share.amount).sum();
        let value_eur = f64::from(u32::try_from(one_year.from.value_eur).unwrap())
            * (one_year.start + parts).exp();
        assert!((value_eur / one_year.value_eur - 1.0).abs() < 1e-9);
    }

    #[test]
    fn a_player_without_a_recent_value_gets_a_reason() {
        let histories = generated_histories(400, 8);
        let model = model(&histories);
        let nothing = ValuationHistory::new(football::PlayerId(1), None, None, Vec::new());

        assert_eq!(model.forecast(&nothing), Err(NoForecast::NoValue));
        let old = histories[0].cut_off(origin().years_before(2));
        assert!(matches!(model.forecast(&old), Err(NoForecast::StaleValue { .. })));
    }
}
