//! Least absolute deviations by weighted least squares, again and again, with a ridge.
//!
//! The mean of squares would follow the few whose value rose tenfold; the error that counts is the
//! mean absolute one, so the weights make it that. The only linear algebra here is one Cholesky
//! factorisation of 65 × 65 a round, done by `nalgebra`; the time goes into summing up 60,000 rows.

use nalgebra::{Cholesky, DMatrix, DVector};

use super::{
    FitError,
    columns::{AGE_COLUMNS, ALL_COLUMNS, Design, GROUP_COLUMNS, OTHER_COLUMNS},
    quantile::count,
};

/// Penalty on the squares of the standardised coefficients; the intercept is free.
const RIDGE: f64 = 1.0;
/// Rounds after the first, unweighted one.
const ROUNDS: usize = 8;
/// Residuals below this weigh as much as this one.
const SMALLEST_RESIDUAL: f64 = 0.05;
/// Share of a column's mean square below which its spread is an error of rounding.
const NO_SPREAD: f64 = 1e-10;

/// The columns and a constant, which stands between those of age and the others.
const WIDTH: usize = ALL_COLUMNS + 1;
const CONSTANT: usize = AGE_COLUMNS;

/// A linear function of standardised columns.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Line {
    pub(super) intercept: f64,
    /// Of the standardised columns.
    pub(super) coefficients: Vec<f64>,
    /// Mean of each column where it was fitted.
    pub(super) means: Vec<f64>,
    /// Standard deviation of each column; 0 where it never varied, and then so is its coefficient.
    pub(super) sds: Vec<f64>,
}

/// The line with the least mean absolute deviation from `targets`.
///
/// # Shape and units
/// One target a design; the first `columns` columns count.
///
/// # Errors
/// [`FitError::Singular`]: figures that are not finite.
///
/// # Source
/// Scouting specification 2.7; iteratively reweighted least squares: Schlossmacher, *JASA* 68 (1973).
pub(super) fn fit(designs: &[Design], targets: &[f64], columns: usize) -> Result<Line, FitError> {
    let mut sums = Sums::of(designs, targets, |_, _| 1.0);
    let (means, sds) = sums.moments(columns, designs.len());
    let mut line = Line { intercept: 0.0, coefficients: vec![0.0; columns], means, sds };
    line.solve(&sums)?;
    for _ in 0..ROUNDS {
        let raw = line.unstandardised();
        sums = Sums::of(designs, targets, |design, target| {
            1.0 / (target - raw.at(design)).abs().max(SMALLEST_RESIDUAL)
        });
        line.solve(&sums)?;
    }
    Ok(line)
}

impl Line {
    /// Solves the normal equations of the standardised columns, which follow from the sums of the raw
    /// ones.
    fn solve(&mut self, sums: &Sums) -> Result<(), FitError> {
        let columns = self.coefficients.len();
        let places: Vec<usize> = (0..columns).map(place).collect();
        let weight = sums.product(CONSTANT, CONSTANT);
        let mut matrix = DMatrix::<f64>::identity(columns + 1, columns + 1) * RIDGE;
        let mut right = DVector::<f64>::zeros(columns + 1);
        matrix[(0, 0)] = weight;
        right[0] = sums.with_target[CONSTANT];
        for (i, at) in places.iter().enumerate().filter(|(i, _)| self.sds[*i] > 0.0) {
            let (mean, sd) = (self.means[i], self.sds[i]);
            let sum = sums.product(*at, CONSTANT);
            matrix[(i + 1, 0)] = (sum - mean * weight) / sd;
            matrix[(0, i + 1)] = matrix[(i + 1, 0)];
            right[i + 1] = (sums.with_target[*at] - mean * sums.with_target[CONSTANT]) / sd;
            for (j, other_at) in
                places.iter().enumerate().take(i + 1).filter(|(j, _)| self.sds[*j] > 0.0)
            {
                let (other_mean, other_sd) = (self.means[j], self.sds[j]);
                let centred = sums.product(*at, *other_at)
                    - mean * sums.product(*other_at, CONSTANT)
                    - other_mean * sum
                    + mean * other_mean * weight;
                matrix[(i + 1, j + 1)] += centred / (sd * other_sd);
                if i != j {
                    matrix[(j + 1, i + 1)] = matrix[(i + 1, j + 1)];
                }
            }
        }
        let solution = Cholesky::new(matrix)
            .map(|cholesky| cholesky.solve(&right))
            .filter(|solution| solution.iter().all(|figure| figure.is_finite()))
            .ok_or(FitError::Singular)?;
        self.intercept = solution[0];
        self.coefficients.copy_from_slice(&solution.as_slice()[1..]);
        Ok(())
    }

    /// The same function of the columns as they are.
    fn unstandardised(&self) -> RawLine {
        let mut raw = RawLine { intercept: self.intercept, coefficients: [0.0; ALL_COLUMNS] };
        for (i, coefficient) in self.coefficients.iter().enumerate() {
            if self.sds[i] > 0.0 {
                raw.coefficients[i] = coefficient / self.sds[i];
                raw.intercept -= raw.coefficients[i] * self.means[i];
            }
        }
        raw
    }
}

struct RawLine {
    intercept: f64,
    coefficients: [f64; ALL_COLUMNS],
}

impl RawLine {
    fn at(&self, design: &Design) -> f64 {
        let of_group = &self.coefficients[design.group_start..][..GROUP_COLUMNS];
        self.intercept
            + dot(of_group, &design.of_group)
            + dot(&self.coefficients[AGE_COLUMNS..], &design.others)
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

/// Where column `column` stands among the sums.
const fn place(column: usize) -> usize {
    if column < CONSTANT { column } else { column + 1 }
}

/// Weighted sums of products of columns with each other and with the target.
struct Sums {
    /// Upper triangle.
    products: Vec<[f64; WIDTH]>,
    with_target: [f64; WIDTH],
}

impl Sums {
    fn of(designs: &[Design], targets: &[f64], weight: impl Fn(&Design, f64) -> f64) -> Self {
        let mut sums = Self { products: vec![[0.0; WIDTH]; WIDTH], with_target: [0.0; WIDTH] };
        for (design, target) in designs.iter().zip(targets) {
            sums.add(design, *target, weight(design, *target));
        }
        sums
    }

    fn add(&mut self, design: &Design, target: f64, weight: f64) {
        let mut others = [1.0; OTHER_COLUMNS + 1];
        others[1..].copy_from_slice(&design.others);
        for (i, column) in design.of_group.iter().enumerate() {
            // Past the last knee that the player has reached there is nothing to add.
            if *column == 0.0 {
                continue;
            }
            let weighted = weight * column;
            let at = design.group_start + i;
            let row = &mut self.products[at];
            for (sum, other) in row[at..].iter_mut().zip(&design.of_group[i..]) {
                *sum += weighted * other;
            }
            for (sum, other) in row[CONSTANT..].iter_mut().zip(&others) {
                *sum += weighted * other;
            }
            self.with_target[at] += weighted * target;
        }
        for (i, column) in others.iter().enumerate() {
            let weighted = weight * column;
            let at = CONSTANT + i;
            for (sum, other) in self.products[at][at..].iter_mut().zip(&others[i..]) {
                *sum += weighted * other;
            }
            self.with_target[at] += weighted * target;
        }
    }

    fn product(&self, a: usize, b: usize) -> f64 {
        self.products[a.min(b)][a.max(b)]
    }

    /// Means and standard deviations of the columns, from unweighted sums of `rows` rows.
    fn moments(&self, columns: usize, rows: usize) -> (Vec<f64>, Vec<f64>) {
        let n = count(rows.max(1));
        let moment = |column| {
            let at = place(column);
            let mean = self.product(at, CONSTANT) / n;
            let mean_square = self.product(at, at) / n;
            let variance = mean_square - mean * mean;
            let sd = if variance > NO_SPREAD * mean_square { variance.sqrt() } else { 0.0 };
            (mean, sd)
        };
        (0..columns).map(moment).unzip()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A player without an age whose value stands at `level`.
    fn design(level: f64) -> Design {
        let mut others = [0.0; OTHER_COLUMNS];
        others[0] = level;
        Design { group_start: 0, of_group: [0.0; GROUP_COLUMNS], others }
    }

    fn predict(line: &Line, level: f64) -> f64 {
        line.unstandardised().at(&design(level))
    }

    #[test]
    fn a_straight_line_is_found_again() {
        let levels: Vec<f64> = (0..2_000).map(|i| f64::from(i) / 100.0).collect();
        let designs: Vec<_> = levels.iter().map(|level| design(*level)).collect();
        let targets: Vec<_> = levels.iter().map(|level| 0.5 - 0.25 * level).collect();

        let line = fit(&designs, &targets, ALL_COLUMNS).unwrap();

        // The ridge draws the slope towards zero, by 1 / (2,000 weights of 20).
        assert!((predict(&line, 4.0) + 0.5).abs() < 1e-3);
        assert!((predict(&line, 16.0) + 3.5).abs() < 1e-3);
    }

    #[test]
    fn a_third_of_wild_outliers_moves_the_line_little() {
        let levels: Vec<f64> = (0..3_000).map(|i| f64::from(i % 300) / 100.0).collect();
        let designs: Vec<_> = levels.iter().map(|level| design(*level)).collect();
        let targets: Vec<_> = (0..3_000).map(|i| if i % 3 == 0 { 5.0 } else { 1.0 }).collect();

        let line = fit(&designs, &targets, ALL_COLUMNS).unwrap();

        // Least squares would say 2.33, the mean; the median is 1.
        assert!((predict(&line, 1.5) - 1.0).abs() < 0.06, "{}", predict(&line, 1.5));
    }

    #[test]
    fn a_column_that_never_varies_counts_for_nothing() {
        let designs = vec![design(2.0); 100];

        let line = fit(&designs, &[0.7; 100], ALL_COLUMNS).unwrap();

        assert!(line.coefficients.iter().all(|coefficient| *coefficient == 0.0));
        assert!((line.intercept - 0.7).abs() < 1e-9);
    }

    #[test]
    fn figures_that_are_not_finite_are_refused() {
        let designs: Vec<_> = (0..100).map(|i| design(f64::from(i))).collect();

        assert_eq!(fit(&designs, &[f64::NAN; 100], ALL_COLUMNS), Err(FitError::Singular));
    }
}
