//! Growth of three years in a row, as players had it.
//!
//! Growth follows growth: who rose last year is likelier to rise again. Years drawn one by one would
//! forget that and make the bands of later years too narrow; blocks of three keep it.

use super::{
    Basis, FitError, Past, band::bin, growth_curve::LEAST_PAIRS, known::AGES, quantile::told,
};

/// Years in a block.
pub(super) const BLOCK_YEARS: u8 = 3;
/// How many years before the present the earliest block may begin. Scouting specification 2.8.
const BLOCK_ORIGINS: u8 = 6;

/// ln(value / value at the start) after one, two and three years.
pub(super) type Block = [f64; BLOCK_YEARS as usize];

/// Blocks by the age at which they begin.
#[derive(Clone, Debug)]
pub(super) struct GrowthBlocks {
    ages: Vec<Vec<Block>>,
    /// Those of unknown age included.
    everyone: Vec<Block>,
}

impl GrowthBlocks {
    /// The blocks of the last six origins.
    ///
    /// # Errors
    /// [`FitError::TooFewPairs`]: fewer than 30 blocks in all.
    pub(super) fn fit(past: Past<'_>) -> Result<Self, FitError> {
        let mut ages: Vec<Vec<Block>> = AGES.map(|_| Vec::new()).collect();
        let mut everyone = Vec::new();
        for (known, [first, second, third]) in past.blocks(BLOCK_ORIGINS) {
            let block = [first, first + second, first + second + third];
            everyone.push(block);
            if let Some(age) = known.age().and_then(|age| ages.get_mut(bin(age))) {
                age.push(block);
            }
        }
        let found = told(everyone.len());
        if found < LEAST_PAIRS {
            return Err(FitError::TooFewPairs { found, least: LEAST_PAIRS });
        }
        Ok(Self { ages, everyone })
    }

    /// The blocks from which the next years of a player of `age` are drawn: those that begin at this
    /// age, or all when the age is unknown or fewer than 30 begin at it.
    pub(super) fn pool(&self, age: Option<u8>) -> (&[Block], Basis) {
        let Some(age) = age else { return (&self.everyone, Basis::EveryoneAgeUnknown) };
        let least = usize::try_from(LEAST_PAIRS).unwrap_or(usize::MAX);
        self.ages
            .get(bin(age))
            .filter(|blocks| blocks.len() >= least)
            .map_or((&self.everyone, Basis::Everyone), |blocks| (blocks, Basis::Age))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Panel;
    use crate::value::examples::{generated_histories, origin};

    #[test]
    fn a_block_holds_what_one_player_did_in_three_years_in_a_row() {
        let histories = generated_histories(60, 8);
        let panel = Panel::new(&histories, origin());
        let past = panel.past(origin()).unwrap();

        let blocks = GrowthBlocks::fit(past).unwrap();

        // Each starting year gives each player one block, and its last sum is the growth over all three.
        let starts = [6, 5, 4, 3].map(|years| origin().years_before(years));
        let mut expected: Vec<f64> = starts
            .iter()
            .flat_map(|start| panel.rows(*start))
            .filter_map(|row| row.growth(3))
            .collect();
        let mut found: Vec<f64> = blocks.pool(None).0.iter().map(|block| block[2]).collect();
        expected.sort_by(f64::total_cmp);
        found.sort_by(f64::total_cmp);
        assert_eq!(found.len(), expected.len());
        for (found, expected) in found.iter().zip(&expected) {
            assert!((found - expected).abs() < 1e-9);
        }
    }

    #[test]
    fn an_age_with_few_blocks_draws_from_all_and_says_so() {
        let histories = generated_histories(60, 8);
        let panel = Panel::new(&histories, origin());
        let blocks = GrowthBlocks::fit(panel.past(origin()).unwrap()).unwrap();

        assert_eq!(blocks.pool(None).1, Basis::EveryoneAgeUnknown);
        assert_eq!(blocks.pool(Some(38)).1, Basis::Everyone);
    }
}
