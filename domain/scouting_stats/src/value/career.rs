//! Where a player's value may go in the coming years: paths drawn from what others did.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};
use serde::{Deserialize, Serialize};

use super::{
    Basis, DatedValue, FitError, Known, Origin, Past,
    band::bin,
    blocks::{BLOCK_YEARS, Block, GrowthBlocks},
    known::AGES,
    quantile::{quantile, sort, told},
    width::WidthFactors,
};

/// Which quantiles of the paths are told.
pub const CAREER_QUANTILES: [f64; 5] = [0.1, 0.25, 0.5, 0.75, 0.9];
/// Fewest paths. Scouting specification 2.8.
pub const LEAST_PATHS: u32 = 2_000;
/// Most years ahead.
pub const MOST_CAREER_YEARS: u8 = 12;

/// How paths are drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Simulation {
    /// Years ahead, 1 to [`MOST_CAREER_YEARS`]; a figure outside is taken as the nearest.
    pub years: u8,
    /// Paths for each age, [`LEAST_PATHS`] or more; a smaller figure is taken as that.
    pub paths: u32,
    /// Equal seeds give equal paths.
    pub seed: u64,
}

impl Simulation {
    /// Six years ahead, by 4,000 paths.
    pub const fn seeded(seed: u64) -> Self {
        Self { years: 6, paths: 4_000, seed }
    }
}

/// Quantiles of growth by year, as players of one age had it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Fan {
    /// ln(value / last value) by year and [`CAREER_QUANTILES`].
    years: Vec<[f64; CAREER_QUANTILES.len()]>,
    basis: Basis,
    blocks: u32,
}

/// The paths of every age.
///
/// Growth on a path does not depend on the value it begins at, so paths are drawn once for each age
/// and serve every player: a forecast costs a few multiplications.
///
/// # Source
/// Scouting specification 2.8.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CareerModel {
    /// Nothing later than this day was seen.
    pub origin: Origin,
    /// How the paths were drawn.
    pub simulation: Simulation,
    /// By age from 16.
    ages: Vec<Fan>,
    unknown: Fan,
    width: WidthFactors,
}

/// Where a player's value may go.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CareerForecast {
    /// The value the paths begin at.
    pub from: DatedValue,
    /// Years ahead, the first first.
    pub years: Vec<CareerYear>,
    /// From whose growth the paths are drawn.
    pub basis: Basis,
    /// Three-year blocks that the first years were drawn from.
    pub blocks: u32,
}

/// One year ahead.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CareerYear {
    /// Years after the forecast, from 1.
    pub year: u8,
    /// Euros by [`CAREER_QUANTILES`].
    pub value_eur: [f64; CAREER_QUANTILES.len()],
    /// Whether the report card holds forecasts of this year against what became of them.
    pub tested: bool,
}

impl CareerModel {
    /// Draws the paths of every age from the growth of the last six origins.
    ///
    /// # Errors
    /// [`FitError::TooFewPairs`]: fewer than 30 players with three years in a row.
    pub fn fit(past: Past<'_>, simulation: Simulation) -> Result<Self, FitError> {
        let simulation = Simulation {
            years: simulation.years.clamp(1, MOST_CAREER_YEARS),
            paths: simulation.paths.max(LEAST_PATHS),
            seed: simulation.seed,
        };
        let blocks = GrowthBlocks::fit(past)?;
        Ok(Self {
            origin: past.origin(),
            simulation,
            ages: AGES.map(|age| fan(&blocks, Some(age), simulation)).collect(),
            unknown: fan(&blocks, None, simulation),
            width: WidthFactors::fit(past),
        })
    }

    /// By how much the spread of one, two and three years was widened, as past forecasts asked for.
    /// Further years take the third.
    pub fn width_factors(&self) -> WidthFactors {
        self.width
    }

    /// Where a player's value may go.
    pub fn forecast(&self, known: &Known) -> CareerForecast {
        let fan = self.fan(known);
        let years = (1..=self.simulation.years).zip(self.growth(known)).map(|(year, growth)| {
            let value_eur = growth.map(|growth| (known.ln_value + growth).exp());
            CareerYear { year, value_eur, tested: year <= BLOCK_YEARS }
        });
        CareerForecast {
            from: known.value,
            years: years.collect(),
            basis: fan.basis,
            blocks: fan.blocks,
        }
    }

    /// ln(value / last value) by [`CAREER_QUANTILES`], for each year ahead.
    pub fn growth(&self, known: &Known) -> impl Iterator<Item = [f64; CAREER_QUANTILES.len()]> {
        let factors = self.width.of(known.age());
        self.fan(known).years.iter().zip(factors).map(|(quantiles, factor)| {
            let median = quantiles[CAREER_QUANTILES.len() / 2];
            quantiles.map(|growth| median + factor * (growth - median))
        })
    }

    fn fan(&self, known: &Known) -> &Fan {
        known.age().and_then(|age| self.ages.get(bin(age))).unwrap_or(&self.unknown)
    }
}

/// Draws paths for players of `age`: three years of somebody of that age, then three of somebody of
/// the age reached.
fn fan(blocks: &GrowthBlocks, age: Option<u8>, simulation: Simulation) -> Fan {
    let (first_pool, basis) = blocks.pool(age);
    let pools: Vec<&[Block]> = (0..simulation.years)
        .step_by(usize::from(BLOCK_YEARS))
        .map(|years| blocks.pool(age.map(|age| (age + years).min(*AGES.end()))).0)
        .collect();
    let mut chance = Chance::new(simulation.seed, age);
    let mut paths = vec![Vec::new(); usize::from(simulation.years)];
    for _ in 0..simulation.paths {
        let mut reached = 0.0;
        for (pool, years) in pools.iter().zip(paths.chunks_mut(usize::from(BLOCK_YEARS))) {
            let block = pool[chance.below(pool.len())];
            for (growth, year) in block.iter().zip(years) {
                year.push(reached + growth);
            }
            reached += block[block.len() - 1];
        }
    }
    let years = paths.into_iter().map(|mut growth| {
        sort(&mut growth);
        CAREER_QUANTILES.map(|p| quantile(&growth, p).unwrap_or(0.0))
    });
    Fan { years: years.collect(), basis, blocks: told(first_pool.len()) }
}

/// A stream of numbers that is the same for the same seed and age, wherever it runs.
struct Chance(ChaCha8Rng);

impl Chance {
    fn new(seed: u64, age: Option<u8>) -> Self {
        let mut stream = ChaCha8Rng::seed_from_u64(seed);
        stream.set_stream(age.map_or(0, u64::from));
        Self(stream)
    }

    /// A place below `length`: the upper half of a product, whose bias is below length / 2^32. Written
    /// out here, because a library may change its way and with it every stored forecast.
    fn below(&mut self, length: usize) -> usize {
        let length = u64::try_from(length).unwrap_or(u64::MAX).min(u64::from(u32::MAX));
        usize::try_from((u64::from(self.0.next_u32()) * length) >> 32).unwrap_or(0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Panel;
    use crate::value::examples::{generated_histories, known, origin};

    fn model(seed: u64) -> CareerModel {
        let panel = Panel::new(&generated_histories(400, 8), origin());
        CareerModel::fit(panel.past(origin()).unwrap(), Simulation::seeded(seed)).unwrap()
    }

    #[test]
    fn the_same_seed_gives_the_same_bytes_and_another_seed_others() {
        let bytes = |seed| serde_json::to_vec(&model(seed)).unwrap();

        assert_eq!(bytes(7), bytes(7));
        assert_ne!(bytes(7), bytes(8));
    }

    #[test]
    fn the_stream_of_a_seed_is_the_same_everywhere() {
        let mut chance = Chance::new(42, Some(20));

        let drawn: Vec<_> = (0..6).map(|_| chance.below(1_000)).collect();

        // Written down when the generator was chosen: stored forecasts rest on it.
        assert_eq!(drawn, [429, 498, 512, 831, 251, 191]);
    }

    #[test]
    fn quantiles_keep_their_order_and_open_over_the_years() {
        let model = model(7);
        for age in [None, Some(17.0), Some(25.0), Some(35.0)] {
            let forecast = model.forecast(&known(age, None));

            for year in &forecast.years {
                assert!(year.value_eur.is_sorted(), "{year:?}");
            }
            let width = |year: &CareerYear| year.value_eur[4] / year.value_eur[0];
            assert!(width(&forecast.years[0]) < width(&forecast.years[5]), "{forecast:?}");
        }
    }

    #[test]
    fn twice_the_value_has_twice_the_future() {
        let model = model(7);
        let mut dear = known(Some(22.0), None);
        dear.ln_value += 2.0_f64.ln();

        let (one, other) = (model.forecast(&known(Some(22.0), None)), model.forecast(&dear));

        for (one, other) in one.years.iter().zip(&other.years) {
            for (one, other) in one.value_eur.iter().zip(&other.value_eur) {
                assert!((other / one - 2.0).abs() < 1e-9);
            }
        }
    }

    #[test]
    fn an_unknown_age_draws_from_everyone_and_says_so() {
        let forecast = model(7).forecast(&known(None, None));

        assert_eq!(forecast.basis, Basis::EveryoneAgeUnknown);
    }

    #[test]
    fn only_the_first_three_years_are_called_tested() {
        let forecast = model(7).forecast(&known(Some(25.0), None));

        let tested: Vec<_> = forecast.years.iter().map(|year| year.tested).collect();
        assert_eq!(tested, [true, true, true, false, false, false]);
    }

    #[test]
    fn fewer_than_2000_paths_are_never_drawn() {
        let panel = Panel::new(&generated_histories(400, 8), origin());
        let few = Simulation { years: 0, paths: 5, seed: 1 };

        let model = CareerModel::fit(panel.past(origin()).unwrap(), few).unwrap();

        assert_eq!((model.simulation.years, model.simulation.paths), (1, 2_000));
    }
}
