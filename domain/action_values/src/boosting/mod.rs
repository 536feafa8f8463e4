//! Gradient boosting: small decision trees, each on what those before it left, for the probability of an outcome.
//!
//! Trees are grown on histograms of the features, with the rules and defaults of `LightGBM` (Ke et al., "A Highly
//! Efficient Gradient Boosting Decision Tree", NIPS 2017), and without chance: all rows and features are looked at.

mod bins;
mod features;
mod grow;
mod histogram;
mod tree;

use serde::{Deserialize, Serialize};

pub use features::{Column, Features, Values};
pub use tree::{Node, Split, Tree};

use crate::logistic::{NotFitted, logistic};
use bins::Binned;

/// How trees are grown.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Growth {
    /// How many trees.
    pub trees: usize,
    /// Questions from the root of a tree to its leaves.
    pub depth: usize,
    /// The part of what a tree finds that is added.
    pub rate: f64,
    /// Rows that a leaf has at least, weighed by how uncertain they are beside the others of the leaf before it.
    pub rows_of_leaf: u32,
    /// The second derivative of the loss that a leaf has at least.
    pub curvature_of_leaf: f64,
}

impl Default for Growth {
    /// A hundred trees of depth 3, and the defaults of `LightGBM`.
    fn default() -> Self {
        Self { trees: 100, depth: 3, rate: 0.1, rows_of_leaf: 20, curvature_of_leaf: 1e-3 }
    }
}

/// Trees, fitted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Boosted {
    /// The logarithmic odds before any tree: those of the share that came true.
    pub base: f64,
    /// What is added to them, tree by tree.
    pub trees: Vec<Tree>,
}

impl Boosted {
    /// Fits trees to outcomes, one for each row of the features.
    ///
    /// # Errors
    /// There are not as many outcomes as rows, not both of them, or a feature is not a number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "counts are far below what a float holds exactly"
    )]
    pub fn fit(features: &Features, outcomes: &[bool], growth: Growth) -> Result<Self, NotFitted> {
        let rows = features.rows();
        if rows != outcomes.len() {
            return Err(NotFitted::Lengths { rows, outcomes: outcomes.len() });
        }
        let positives = outcomes.iter().filter(|outcome| **outcome).count();
        if positives == 0 || positives == rows {
            return Err(NotFitted::OneOutcome);
        }
        let binned = Binned::of(features).ok_or(NotFitted::NotANumber)?;
        let share = positives as f64 / rows as f64;
        let base = (share / (1.0 - share)).ln();
        let mut odds = vec![base; rows];
        let mut slopes = vec![grow::Slope::default(); rows];
        let mut trees = Vec::with_capacity(growth.trees);
        for _ in 0..growth.trees {
            for ((slope, odds), outcome) in slopes.iter_mut().zip(&odds).zip(outcomes) {
                let probability = logistic(*odds);
                *slope = grow::Slope::new(probability, *outcome);
            }
            trees.push(grow::tree(&binned, &slopes, growth, &mut odds));
        }
        Ok(Self { base, trees })
    }

    /// The probability of each row. The features are those that it was fitted on, in their order.
    pub fn probabilities(&self, features: &Features) -> Vec<f64> {
        (0..features.rows()).map(|row| logistic(self.odds(features, row))).collect()
    }

    fn odds(&self, features: &Features, row: usize) -> f64 {
        self.base + self.trees.iter().map(|tree| tree.value(features, row)).sum::<f64>()
    }
}

#[cfg(test)]
mod tests;
