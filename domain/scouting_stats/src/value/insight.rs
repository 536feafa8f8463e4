//! Forecasts as they are kept: with what they rest on, or with why there is none.

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::{
    CareerForecast, ColumnSet, FitError, Known, NoForecast, OneYearForecast, Origin, Simulation,
    ValuationHistory, ValueModel, WidthFactors,
};

/// Which models these are. A change that moves any forecast gives them the next number, so that kept
/// forecasts are not taken for new ones.
pub const VALUE_MODEL: &str = "value-1";
/// The seed of the career paths where nobody asks for another.
pub const DEFAULT_SEED: u32 = 20_260_701;

/// A forecast, or why there is none.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome<T> {
    /// It was made.
    Made(T),
    /// It could not be made.
    NotMade {
        /// What was in the way.
        because: NotMade,
    },
}

/// What was in the way of a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum NotMade {
    /// Too little is known of the player.
    #[error(transparent)]
    Player(NoForecast),
    /// Too little is known of anybody: no model can be fitted.
    #[error(transparent)]
    Everybody(FitError),
}

/// The value in one year, as it is kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ValueInsight {
    /// The day from which was forecast.
    pub origin: Origin,
    /// What was known on that day.
    pub known: Known,
    /// The forecast.
    pub forecast: OneYearForecast,
    /// Which columns the model has.
    pub columns: ColumnSet,
    /// What each of them adds, in the order of [`super::columns()`], as ln(value in one year / value).
    pub contributions: Vec<f64>,
    /// Past values that the model was trained on.
    pub training_rows: u32,
}

/// The coming years, as they are kept.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CareerInsight {
    /// The day from which was forecast.
    pub origin: Origin,
    /// What was known on that day.
    pub known: Known,
    /// The forecast.
    pub forecast: CareerForecast,
    /// How the paths were drawn.
    pub simulation: Simulation,
    /// By how much their spread was widened.
    pub width: WidthFactors,
}

/// Something that a forecast of value would like to know and does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// The age.
    Age,
    /// The position.
    Group,
    /// A value of half a year before.
    HalfYear,
    /// A value of a year before.
    Year,
    /// A value of two years before.
    TwoYears,
}

/// What no forecast of value looks at, for anybody.
pub const NEVER_LOOKED_AT: &str = "Club, league, contract, minutes and injuries are not looked at: in the \
     sources of values they are today's, not those of the day of the value.";

impl Gap {
    /// What is missing and what follows from it.
    pub const fn sentence(self) -> &'static str {
        match self {
            Self::Age => {
                "The birth date is unknown: the bands are those of players of every age, and wider or \
                 narrower than the player's own would be."
            }
            Self::Group => {
                "The position is unknown: the player is compared with players of every position."
            }
            Self::HalfYear => "No value of half a year before is known, so the last change is not.",
            Self::Year => "No value of a year before is known, so the change within a year is not.",
            Self::TwoYears => {
                "No value of two years before is known, so the change within two years is not."
            }
        }
    }
}

impl Known {
    /// What a forecast would like to know and does not.
    pub fn gaps(&self) -> Vec<Gap> {
        let [half_year, year, two_years] = self.changes;
        [
            (Gap::Age, self.age_years.is_none()),
            (Gap::Group, self.group.is_none()),
            (Gap::HalfYear, half_year.is_none()),
            (Gap::Year, year.is_none()),
            (Gap::TwoYears, two_years.is_none()),
        ]
        .into_iter()
        .filter_map(|(gap, is_missing)| is_missing.then_some(gap))
        .collect()
    }
}

impl OneYearForecast {
    /// What a share of the growth comes to in euros, so that start and shares add up to the change of the
    /// value.
    ///
    /// # Shape and units
    /// `amount` on the scale of ln(value in one year / value): the start, a subject's or a column's.
    ///
    /// # Source
    /// The logarithmic mean divides a change into parts without a rest: Ang (2004), *Energy Policy* 32(9),
    /// 1131–1139.
    pub fn euros(&self, amount: f64) -> f64 {
        let growth = self.growth;
        let from = self.value_eur / growth.exp();
        // Where nothing changes, the mean of two equal values is that value.
        let mean = if growth.abs() < 1e-9 { from } else { (self.value_eur - from) / growth };
        amount * mean
    }
}

impl ValueModel {
    /// The value in one year as it is kept.
    pub fn value_insight(&self, history: &ValuationHistory) -> Outcome<ValueInsight> {
        match self.forecast(history) {
            Ok(made) => Outcome::Made(ValueInsight {
                origin: self.origin,
                known: made.known,
                forecast: made.one_year,
                columns: self.linear.columns,
                contributions: self.linear.contributions(&made.known),
                training_rows: self.linear.rows,
            }),
            Err(why) => Outcome::NotMade { because: NotMade::Player(why) },
        }
    }

    /// The coming years as they are kept.
    pub fn career_insight(&self, history: &ValuationHistory) -> Outcome<CareerInsight> {
        match Known::at(history, self.origin) {
            Ok(known) => Outcome::Made(CareerInsight {
                origin: self.origin,
                known,
                forecast: self.career.forecast(&known),
                simulation: self.career.simulation,
                width: self.career.width_factors(),
            }),
            Err(why) => Outcome::NotMade { because: NotMade::Player(why) },
        }
    }
}

/// SHA-256 of everything that an insight rests on, in hexadecimal digits: equal inputs give equal insights.
///
/// # Shape and units
/// `input`: whatever serialises without maps of other keys than text.
pub fn input_hash(input: &impl Serialize) -> Result<String, serde_json::Error> {
    Ok(format!("{:x}", Sha256::digest(serde_json::to_vec(input)?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Panel;
    use crate::value::examples::{generated_histories, known, origin};
    use crate::value::{ModelSettings, columns};

    fn model(histories: &[ValuationHistory]) -> ValueModel {
        let panel = Panel::new(histories, origin());
        ValueModel::fit(panel.past(origin()).unwrap(), ModelSettings::seeded(7)).unwrap()
    }

    #[test]
    fn parts_in_euros_add_up_to_the_change_of_the_value() {
        let histories = generated_histories(400, 8);
        let model = model(&histories);
        for history in &histories {
            let Outcome::Made(made) = model.value_insight(history) else { panic!("no forecast") };

            let subjects: f64 =
                made.forecast.subjects.iter().map(|share| made.forecast.euros(share.amount)).sum();
            let columns: f64 =
                made.contributions.iter().map(|amount| made.forecast.euros(*amount)).sum();

            let change = made.forecast.value_eur - made.known.ln_value.exp();
            let start = made.forecast.euros(made.forecast.start);
            assert!((start + subjects - change).abs() < 1e-3, "{}", start + subjects - change);
            assert!((start + columns - change).abs() < 1e-3, "{}", start + columns - change);
        }
    }

    #[test]
    fn a_value_that_stays_divides_into_parts_that_cancel_out() {
        let histories = generated_histories(400, 8);
        let mut forecast = model(&histories).forecast(&histories[0]).unwrap().one_year;
        forecast.growth = 0.0;

        let parts = forecast.euros(0.25) + forecast.euros(-0.25);

        assert!(parts.abs() < 1e-9 && forecast.euros(0.25) > 0.0, "{parts}");
    }

    #[test]
    fn kept_forecasts_name_every_column_and_read_back() {
        let histories = generated_histories(400, 8);
        let model = model(&histories);

        let value = model.value_insight(&histories[3]);
        let career = model.career_insight(&histories[3]);

        let Outcome::Made(made) = &value else { panic!("no forecast") };
        assert_eq!(made.contributions.len(), columns(made.columns).len());
        let read: Outcome<CareerInsight> =
            serde_json::from_value(serde_json::to_value(&career).unwrap()).unwrap();
        assert_eq!(read, career);
    }

    #[test]
    fn why_there_is_no_forecast_is_kept_in_words_of_the_reason() {
        let histories = generated_histories(400, 8);
        let nothing = ValuationHistory::new(football::PlayerId(1), None, None, Vec::new());

        let kept = serde_json::to_value(model(&histories).value_insight(&nothing)).unwrap();

        assert_eq!(
            kept,
            serde_json::json!({
                "outcome": "not_made", "because": { "player": { "reason": "no_value" } }
            })
        );
        let read: Outcome<ValueInsight> = serde_json::from_value(kept).unwrap();
        let Outcome::NotMade { because } = read else { panic!("a forecast of nothing") };
        assert_eq!(because.to_string(), "no value is known");
    }

    #[test]
    fn what_is_missing_is_named() {
        let known = known(None, Some(football::PositionGroup::Defender));

        assert_eq!(known.gaps(), [Gap::Age, Gap::HalfYear, Gap::Year, Gap::TwoYears]);
    }

    #[test]
    fn equal_inputs_have_equal_hashes_and_others_others() {
        let hash = |input: (&str, u32)| input_hash(&input).unwrap();

        assert_eq!(hash(("a", 1)), hash(("a", 1)));
        assert_ne!(hash(("a", 1)), hash(("a", 2)));
        assert_eq!(hash(("a", 1)).len(), 64);
    }
}
