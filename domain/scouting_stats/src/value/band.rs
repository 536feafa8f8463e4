//! Between which bounds a value usually stays within a year.

use serde::{Deserialize, Serialize};

use super::{
    Basis, FitError, Known, Past,
    growth_curve::{CURVE_ORIGINS, LEAST_PAIRS},
    known::AGES,
    quantile::{quantile, sort, told},
};

/// The outer quantiles: eight of ten outcomes lie between them.
const LOW: f64 = 0.1;
const HIGH: f64 = 0.9;

/// Bounds of ln(value in one year / value) that hold eight of ten outcomes.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Band {
    /// One of ten fell below.
    pub low: f64,
    /// One of ten rose above.
    pub high: f64,
    /// Players behind it.
    pub pairs: u32,
    /// On whom it rests.
    pub basis: Basis,
}

/// The bands of every age.
///
/// # Source
/// Scouting specification 2.8: the 10 % and 90 % quantiles of the growth of players of the same
/// rounded age over the last five origins; those of unknown age are a bin of their own.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OneYearBands {
    /// By age from 16; `None` where there were too few.
    ages: Vec<Option<Band>>,
    /// Those of unknown age.
    unknown: Option<Band>,
    everyone: Band,
}

impl Band {
    /// The growth lies within.
    pub fn holds(&self, growth: f64) -> bool {
        (self.low..=self.high).contains(&growth)
    }

    fn of(mut sample: Vec<f64>, basis: Basis) -> Option<Self> {
        sort(&mut sample);
        let pairs = told(sample.len());
        let (low, high) = (quantile(&sample, LOW)?, quantile(&sample, HIGH)?);
        (pairs >= LEAST_PAIRS).then_some(Self { low, high, pairs, basis })
    }
}

impl OneYearBands {
    /// The bands of the last five origins.
    ///
    /// # Errors
    /// [`FitError::TooFewPairs`]: fewer than 30 pairs in all.
    pub fn fit(past: Past<'_>) -> Result<Self, FitError> {
        let mut ages: Vec<Vec<f64>> = AGES.map(|_| Vec::new()).collect();
        let (mut unknown, mut everyone) = (Vec::new(), Vec::new());
        for (known, growth) in past.outcomes(1, CURVE_ORIGINS) {
            everyone.push(growth);
            known.age().and_then(|age| ages.get_mut(bin(age))).unwrap_or(&mut unknown).push(growth);
        }
        let found = told(everyone.len());
        Ok(Self {
            ages: ages.into_iter().map(|sample| Band::of(sample, Basis::Age)).collect(),
            unknown: Band::of(unknown, Basis::EveryoneAgeUnknown),
            everyone: Band::of(everyone, Basis::Everyone)
                .ok_or(FitError::TooFewPairs { found, least: LEAST_PAIRS })?,
        })
    }

    /// The band of a player. Fewer than 30 players of the same age: that of everyone.
    pub fn band(&self, known: &Known) -> Band {
        match known.age() {
            Some(age) => self.ages.get(bin(age)).copied().flatten().unwrap_or(self.everyone),
            None => {
                self.unknown.unwrap_or(Band { basis: Basis::EveryoneAgeUnknown, ..self.everyone })
            }
        }
    }
}

/// Where an age stands among those that are told apart.
pub(super) fn bin(age: u8) -> usize {
    usize::from(age.saturating_sub(*AGES.start()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_holds_eight_of_ten() {
        let sample: Vec<f64> = (0..=100).map(f64::from).collect();

        let band = Band::of(sample, Basis::Age).unwrap();

        assert_eq!((band.low, band.high, band.pairs), (10.0, 90.0, 101));
        assert!(band.holds(10.0) && band.holds(90.0) && !band.holds(90.5));
    }

    #[test]
    fn twenty_nine_players_make_no_band() {
        assert_eq!(Band::of(vec![0.0; 29], Basis::Age), None);
    }
}
