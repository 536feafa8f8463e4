//! Logistic regression: Newton's method on a handful of features.

use nalgebra::{DMatrix, DVector};

/// Why a model cannot be fitted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum NotFitted {
    /// All outcomes are the same, or there are none.
    #[error("there are not both outcomes to learn from")]
    OneOutcome,
    /// A feature is not a number.
    #[error("a feature is not a number")]
    NotANumber,
    /// The features do not tell more than each other, or tell the outcomes apart without a fault.
    #[error("the coefficients have no finite best values")]
    NoBest,
    /// As many outcomes as rows are needed.
    #[error("{outcomes} outcomes for {rows} rows")]
    Lengths {
        /// Rows of features.
        rows: usize,
        /// Outcomes.
        outcomes: usize,
    },
}

/// Steps of Newton's method; it takes some eight.
const MOST_STEPS: usize = 100;

/// The coefficients of the features and, last, the intercept: those of the largest likelihood.
pub(crate) fn fit<const N: usize>(
    rows: &[[f64; N]],
    outcomes: &[bool],
) -> Result<Vec<f64>, NotFitted> {
    if rows.len() != outcomes.len() {
        return Err(NotFitted::Lengths { rows: rows.len(), outcomes: outcomes.len() });
    }
    let positives = outcomes.iter().filter(|outcome| **outcome).count();
    if positives == 0 || positives == outcomes.len() {
        return Err(NotFitted::OneOutcome);
    }
    if rows.iter().flatten().any(|value| !value.is_finite()) {
        return Err(NotFitted::NotANumber);
    }
    let mut found = DVector::zeros(N + 1);
    for _ in 0..MOST_STEPS {
        let mut gradient = DVector::zeros(N + 1);
        let mut curvature = DMatrix::zeros(N + 1, N + 1);
        for (row, outcome) in rows.iter().zip(outcomes) {
            let with_one = DVector::from_iterator(N + 1, row.iter().copied().chain([1.0]));
            let probability = logistic(with_one.dot(&found));
            gradient.axpy(f64::from(u8::from(*outcome)) - probability, &with_one, 1.0);
            curvature.ger(probability * (1.0 - probability), &with_one, &with_one, 1.0);
        }
        let step = curvature.cholesky().ok_or(NotFitted::NoBest)?.solve(&gradient);
        found += &step;
        if !found.iter().all(|value| value.is_finite()) {
            return Err(NotFitted::NoBest);
        }
        if step.amax() < 1e-10 * found.amax().max(1.0) {
            return Ok(found.iter().copied().collect());
        }
    }
    Err(NotFitted::NoBest)
}

/// The probability with these logarithmic odds.
pub(crate) fn logistic(odds: f64) -> f64 {
    1.0 / (1.0 + (-odds).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_groups_have_the_logarithms_of_their_odds() {
        // 1 of 4 without, 2 of 3 with the feature.
        let rows = [[0.0], [0.0], [0.0], [0.0], [1.0], [1.0], [1.0]];
        let outcomes = [true, false, false, false, true, true, false];

        let [with, without] = fit(&rows, &outcomes).unwrap()[..] else { panic!("two numbers") };

        assert!((without - (1.0_f64 / 3.0).ln()).abs() < 1e-9);
        assert!((with - (2.0_f64.ln() - (1.0_f64 / 3.0).ln())).abs() < 1e-9);
    }

    #[test]
    fn what_has_no_best_coefficients_is_refused() {
        let rows = [[0.0], [1.0], [2.0], [3.0]];
        assert_eq!(fit(&rows, &[true; 4]), Err(NotFitted::OneOutcome));
        // A step at 1.5 tells them apart: the steeper the better.
        assert_eq!(fit(&rows, &[false, false, true, true]), Err(NotFitted::NoBest));
        assert_eq!(fit(&[[1.0]; 4], &[true, false, true, false]), Err(NotFitted::NoBest));
        assert_eq!(fit(&[[f64::NAN]; 2], &[true, false]), Err(NotFitted::NotANumber));
        assert_eq!(fit(&rows, &[true]), Err(NotFitted::Lengths { rows: 4, outcomes: 1 }));
    }
}
