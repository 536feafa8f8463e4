//! How much each metric counts in a likeness.

use std::str::FromStr;

use football::{SeasonMetric, UnknownWord};
use serde::{Deserialize, Serialize};

use crate::Stability;

/// By what metrics are weighed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Weighing {
    /// Every metric counts alike.
    #[default]
    Alike,
    /// A metric counts by how much of it lasts from year to year.
    ByStability,
}

impl Weighing {
    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Alike => "alike",
            Self::ByStability => "stability",
        }
    }
}

impl FromStr for Weighing {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        match word {
            "alike" => Ok(Self::Alike),
            "stability" => Ok(Self::ByStability),
            _ => Err(UnknownWord { word: word.to_owned(), expected: "alike or stability" }),
        }
    }
}

/// A weight for each metric of a table, none below nought.
#[derive(Clone, Debug, PartialEq)]
pub struct Weights(Vec<f64>);

impl Weights {
    /// Every metric counts alike.
    pub fn equal(metrics: &[SeasonMetric]) -> Self {
        Self(vec![1.0; metrics.len()])
    }

    /// A metric counts by how much of it lasts from year to year; one that does not last, or of which
    /// that is unknown, counts nothing.
    ///
    /// # Source
    /// Scouting specification 2.3: w = r.
    pub fn by_stability(metrics: &[SeasonMetric], stability: &[Stability]) -> Self {
        let weight = |metric: &SeasonMetric| {
            let of = stability.iter().find(|of| of.metric == *metric);
            of.and_then(|of| of.r).unwrap_or(0.0).max(0.0)
        };
        Self(metrics.iter().map(weight).collect())
    }

    /// The weights, in the order of the metrics.
    pub fn as_slice(&self) -> &[f64] {
        &self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_last_counts_nothing() {
        let metrics = ["Shots", "AerWon%", "Goals"].map(SeasonMetric::from_header);
        let stability = [
            Stability { metric: metrics[0].clone(), r: Some(0.91), pairs: 697 },
            Stability { metric: metrics[1].clone(), r: Some(-0.05), pairs: 697 },
            Stability { metric: metrics[2].clone(), r: None, pairs: 12 },
        ];

        assert_eq!(Weights::by_stability(&metrics, &stability).as_slice(), [0.91, 0.0, 0.0]);
        assert_eq!(Weights::equal(&metrics).as_slice(), [1.0; 3]);
    }
}
