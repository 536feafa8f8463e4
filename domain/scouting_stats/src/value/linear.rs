//! The value in one year, forecast by a linear model whose every part can be shown.

use serde::{Deserialize, Serialize};

use super::{
    Column, ColumnSet, FitError, Known, Origin, Past, Subject,
    columns::{Design, columns, subject},
    least_absolute::{self, Line},
    quantile::told,
};

/// Past origins on which the model is trained. Scouting specification 2.7.
pub const TRAINING_ORIGINS: u8 = 6;
/// Fewest rows to train on: ten for each column, a rule of thumb of regression (Harrell, *Regression
/// Modeling Strategies*, 2015, 4.4).
pub const LEAST_TRAINING_ROWS: u32 = 640;

/// Forecasts ln(value in one year / value) as a weighted sum of 58 or 64 columns.
///
/// A weighted sum is within 1 % of gradient boosting here (scouting specification 2.5), and it can be
/// explained: [`Self::explain`].
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LinearModel {
    /// Nothing later than this day was seen.
    pub origin: Origin,
    /// The columns.
    pub columns: ColumnSet,
    /// Rows it was trained on.
    pub rows: u32,
    intercept: f64,
    coefficients: Vec<f64>,
    means: Vec<f64>,
    sds: Vec<f64>,
}

/// A forecast taken apart.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Explanation {
    /// ln(value in one year / value): the start and every contribution, added up.
    pub growth: f64,
    /// The forecast for a player who is average in every column.
    pub start: f64,
    /// What each column adds, in the order of [`columns`].
    pub contributions: Vec<Contribution>,
}

/// What one column adds to a forecast.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Contribution {
    /// The column.
    pub column: Column,
    /// Coefficient times standardised figure, on the scale of ln(value in one year / value).
    pub amount: f64,
}

/// What one subject adds to a forecast.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SubjectShare {
    /// The subject.
    pub subject: Subject,
    /// The sum of its columns, on the scale of ln(value in one year / value).
    pub amount: f64,
}

impl LinearModel {
    /// Trains on the last [`TRAINING_ORIGINS`] origins whose outcome is known.
    ///
    /// # Errors
    /// - [`FitError::TooFewPairs`]: fewer than [`LEAST_TRAINING_ROWS`] rows.
    /// - [`FitError::Singular`]: figures that are not finite.
    ///
    /// # Source
    /// Scouting specification 2.7.
    pub fn fit(past: Past<'_>, set: ColumnSet) -> Result<Self, FitError> {
        let (designs, targets): (Vec<_>, Vec<_>) = past
            .outcomes(1, TRAINING_ORIGINS)
            .map(|(known, growth)| (Design::new(known, set), growth))
            .unzip();
        let rows = told(targets.len());
        if rows < LEAST_TRAINING_ROWS {
            return Err(FitError::TooFewPairs { found: rows, least: LEAST_TRAINING_ROWS });
        }
        let line = least_absolute::fit(&designs, &targets, set.len())?;
        let Line { intercept, coefficients, means, sds } = line;
        Ok(Self { origin: past.origin(), columns: set, rows, intercept, coefficients, means, sds })
    }

    /// ln(value in one year / value).
    pub fn predict(&self, known: &Known) -> f64 {
        self.amounts(known).fold(self.intercept, |growth, amount| growth + amount)
    }

    /// The forecast with what each column adds to it.
    pub fn explain(&self, known: &Known) -> Explanation {
        let contributions: Vec<_> = columns(self.columns)
            .into_iter()
            .zip(self.amounts(known))
            .map(|(column, amount)| Contribution { column, amount })
            .collect();
        Explanation { growth: self.predict(known), start: self.intercept, contributions }
    }

    /// What each column adds, in the order of [`columns`]: [`Explanation::contributions`] without the names.
    pub fn contributions(&self, known: &Known) -> Vec<f64> {
        self.amounts(known).take(self.columns.len()).collect()
    }

    /// What each subject adds, in the order of [`Subject::ALL`]: [`Explanation::by_subject`] without the
    /// columns, for many players at once.
    pub fn by_subject(&self, known: &Known) -> [SubjectShare; 5] {
        let mut shares = Subject::ALL.map(|subject| SubjectShare { subject, amount: 0.0 });
        for (column, amount) in self.amounts(known).enumerate() {
            let about = subject(column);
            for share in shares.iter_mut().filter(|share| share.subject == about) {
                share.amount += amount;
            }
        }
        shares
    }

    /// The forecast for a player who is average in every column.
    pub fn start(&self) -> f64 {
        self.intercept
    }

    fn amounts(&self, known: &Known) -> impl Iterator<Item = f64> {
        let figures = Design::new(known, self.columns).spread();
        let standard = self.coefficients.iter().zip(&self.means).zip(&self.sds);
        standard.zip(figures).map(|(((coefficient, mean), sd), figure)| {
            // A column that never varied in training says nothing.
            if *sd > 0.0 { coefficient * ((figure - mean) / sd) } else { 0.0 }
        })
    }
}

impl Explanation {
    /// What each subject adds, in the order of [`Subject::ALL`]; with the start they add up to the
    /// forecast.
    pub fn by_subject(&self) -> [SubjectShare; 5] {
        Subject::ALL.map(|subject| {
            let of_subject = self.contributions.iter().filter(|c| c.column.subject == subject);
            // From +0, as the sum of nothing would be -0.
            let amount = of_subject.fold(0.0, |sum, contribution| sum + contribution.amount);
            SubjectShare { subject, amount }
        })
    }

    /// What a contribution does to the value, in per cent.
    pub fn percent(amount: f64) -> f64 {
        100.0 * amount.exp_m1()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::examples::{generated_histories, origin};
    use crate::value::{Panel, ValuationHistory};

    fn model(histories: &[ValuationHistory], set: ColumnSet) -> LinearModel {
        let panel = Panel::new(histories, origin());
        LinearModel::fit(panel.past(origin()).unwrap(), set).unwrap()
    }

    #[test]
    fn contributions_add_up_to_the_forecast_by_column_and_by_subject() {
        let histories = generated_histories(400, 8);
        for set in [ColumnSet::Plain, ColumnSet::WithProducts] {
            let model = model(&histories, set);
            for history in &histories {
                let known = Known::at(history, origin()).unwrap();
                let explanation = model.explain(&known);

                let columns: f64 = explanation.contributions.iter().map(|c| c.amount).sum();
                let subjects: f64 = explanation.by_subject().iter().map(|s| s.amount).sum();

                let growth = model.predict(&known);
                assert_eq!(explanation.growth.to_bits(), growth.to_bits());
                assert!((explanation.start + columns - growth).abs() < 1e-9);
                assert!((explanation.start + subjects - growth).abs() < 1e-9);
                assert_eq!(explanation.by_subject(), model.by_subject(&known));
            }
        }
    }

    #[test]
    fn the_same_histories_in_any_order_give_the_same_bits() {
        let histories = generated_histories(400, 8);
        let mut reversed = histories.clone();
        reversed.reverse();

        let one = serde_json::to_string(&model(&histories, ColumnSet::WithProducts)).unwrap();
        let other = serde_json::to_string(&model(&reversed, ColumnSet::WithProducts)).unwrap();

        assert_eq!(one, other);
    }

    #[test]
    fn too_few_rows_train_nothing() {
        let histories = generated_histories(50, 4);
        let panel = Panel::new(&histories, origin());

        let model = LinearModel::fit(panel.past(origin()).unwrap(), ColumnSet::Plain);

        assert!(matches!(model, Err(FitError::TooFewPairs { least: 640, .. })), "{model:?}");
    }

    #[test]
    fn halving_is_minus_fifty_per_cent() {
        assert!((Explanation::percent(0.5_f64.ln()) + 50.0).abs() < 1e-9);
    }
}
