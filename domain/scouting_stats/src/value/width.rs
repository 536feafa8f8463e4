//! How much wider than the past's own spread a band must be for eight of ten to lie within.
//!
//! Quantiles of past growth are too sure of themselves: the coming years differ from the past ones. By
//! how much is itself measured on the past, by forecasting from earlier origins what is known by now.

use serde::{Deserialize, Serialize};

use super::{
    FitError, Past,
    blocks::{BLOCK_YEARS, Block, GrowthBlocks},
    known::AGES,
    quantile::{quantile, sort, told},
};

/// Past forecasts of each year ahead that are looked at.
const FORECASTS: u8 = 5;
/// Share of outcomes that the outer band is to hold.
const COVERAGE: f64 = 0.8;
/// Fewest outcomes for a factor; below, bands stay as they are.
const LEAST_OUTCOMES: u32 = 300;
/// A factor outside says that the past forecasts were of another kind, not how wide to be.
const BOUNDS: (f64, f64) = (0.5, 2.0);

/// Factors on the distance from the median, for one, two and three years ahead.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct WidthFactors {
    /// For players whose age is known.
    pub age_known: [f64; BLOCK_YEARS as usize],
    /// For players whose age is unknown: their paths are drawn from everyone's, whose spread is not
    /// theirs.
    pub age_unknown: [f64; BLOCK_YEARS as usize],
}

impl WidthFactors {
    /// The factors that would have been right in the past; 1 where the past is too short to say.
    pub(super) fn fit(past: Past<'_>) -> Self {
        let mut known: [Vec<f64>; BLOCK_YEARS as usize] = Default::default();
        let mut unknown = known.clone();
        for years_ago in 1..BLOCK_YEARS + FORECASTS {
            let Ok(spreads) = Spreads::fit(past.years_before(years_ago)) else { continue };
            // Forecasts whose outcome has come, the last few of each year ahead.
            for year in
                (1..=BLOCK_YEARS).filter(|year| (*year..*year + FORECASTS).contains(&years_ago))
            {
                for (player, growth) in past.outcomes_since(years_ago, year) {
                    let age = player.age();
                    let ratios = if age.is_some() { &mut known } else { &mut unknown };
                    let ratio = spreads.at(age, year).ratio(growth);
                    ratios[usize::from(year) - 1].push(ratio);
                }
            }
        }
        Self { age_known: known.map(factor), age_unknown: unknown.map(factor) }
    }

    /// Those of a player, for each year ahead; years further than three take the third.
    pub(super) fn of(&self, age: Option<u8>) -> impl Iterator<Item = f64> + use<> {
        let factors = if age.is_some() { self.age_known } else { self.age_unknown };
        factors.into_iter().chain(std::iter::repeat(factors[factors.len() - 1]))
    }
}

/// The factor that would have held eight of ten.
fn factor(mut ratios: Vec<f64>) -> f64 {
    sort(&mut ratios);
    quantile(&ratios, COVERAGE)
        .filter(|_| told(ratios.len()) >= LEAST_OUTCOMES)
        .map_or(1.0, |factor| factor.clamp(BOUNDS.0, BOUNDS.1))
}

/// Where eight of ten lay.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Spread {
    low: f64,
    median: f64,
    high: f64,
}

impl Spread {
    fn of(blocks: &[Block], place: usize) -> Option<Self> {
        let mut growth: Vec<f64> = blocks.iter().map(|block| block[place]).collect();
        sort(&mut growth);
        let at = |p| quantile(&growth, p);
        Some(Self { low: at(0.1)?, median: at(0.5)?, high: at(0.9)? })
    }

    /// By which factor the band must grow to reach `growth`.
    fn ratio(self, growth: f64) -> f64 {
        let distance = growth - self.median;
        let reach = if distance < 0.0 { self.median - self.low } else { self.high - self.median };
        // On the median itself, also where half of all stay there and the band has no width.
        if distance == 0.0 { 0.0 } else { distance.abs() / reach }
    }
}

/// The spreads of every age and of everyone, for one, two and three years.
struct Spreads {
    ages: Vec<[Spread; BLOCK_YEARS as usize]>,
    everyone: [Spread; BLOCK_YEARS as usize],
}

impl Spreads {
    fn fit(past: Past<'_>) -> Result<Self, FitError> {
        let blocks = GrowthBlocks::fit(past)?;
        let of = |age| {
            let pool = blocks.pool(age).0;
            let [one, two, three] = [0, 1, 2].map(|place| Spread::of(pool, place));
            one.zip(two).zip(three).map(|((one, two), three)| [one, two, three])
        };
        let nobody = FitError::TooFewPairs { found: 0, least: 1 };
        Ok(Self {
            ages: AGES.map(|age| of(Some(age)).ok_or(nobody)).collect::<Result<_, _>>()?,
            everyone: of(None).ok_or(nobody)?,
        })
    }

    fn at(&self, age: Option<u8>, year: u8) -> Spread {
        let of_age = age.and_then(|age| self.ages.get(super::band::bin(age)));
        of_age.unwrap_or(&self.everyone)[usize::from(year) - 1]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Panel;
    use crate::value::examples::{generated_histories, origin};

    fn assert_close(found: &[f64], expected: &[f64]) {
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(expected) {
            assert!((found - expected).abs() < 1e-12, "{found}, expected {expected}");
        }
    }

    #[test]
    fn the_ratio_is_the_distance_in_reaches_of_the_side() {
        let spread = Spread { low: -2.0, median: 0.0, high: 1.0 };

        let ratios = [-3.0, -2.0, 0.0, 0.5, 2.0].map(|growth| spread.ratio(growth));

        assert_close(&ratios, &[1.5, 1.0, 0.0, 0.5, 2.0]);
    }

    #[test]
    fn no_factor_reaches_past_a_band_without_width() {
        let flat = Spread { low: 0.0, median: 0.0, high: 0.0 };

        assert_close(&[flat.ratio(0.0)], &[0.0]);
        assert!(flat.ratio(0.1).is_infinite());
    }

    #[test]
    fn a_short_past_leaves_bands_as_they_are() {
        let panel = Panel::new(&generated_histories(500, 3), origin());

        let factors = WidthFactors::fit(panel.past(origin()).unwrap());

        assert_close(&factors.age_known, &[1.0; 3]);
        assert_close(&factors.age_unknown, &[1.0; 3]);
    }

    #[test]
    fn a_world_that_does_not_change_needs_factors_close_to_one() {
        let panel = Panel::new(&generated_histories(1_500, 12), origin());

        let factors = WidthFactors::fit(panel.past(origin()).unwrap());

        for factor in factors.age_known.into_iter().chain(factors.age_unknown) {
            assert!((0.85..1.15).contains(&factor), "{factors:?}");
        }
    }

    #[test]
    fn further_years_take_the_factor_of_the_third() {
        let factors = WidthFactors { age_known: [1.0, 1.1, 1.2], age_unknown: [0.7, 0.8, 0.9] };

        let known: Vec<_> = factors.of(Some(20)).take(5).collect();
        let unknown: Vec<_> = factors.of(None).take(4).collect();

        assert_close(&known, &[1.0, 1.1, 1.2, 1.2, 1.2]);
        assert_close(&unknown, &[0.7, 0.8, 0.9, 0.9]);
    }
}
