//! How values usually move within a year, by age and position group, fitted on the past at hand.

use football::PositionGroup;
use serde::{Deserialize, Serialize};

use super::{
    FitError, Known, Past,
    known::AGES,
    quantile::{mean, median, standard_deviation, told},
};

/// Past origins of a curve or a band. Scouting specification 2.6 and 2.8.
pub const CURVE_ORIGINS: u8 = 5;
/// Fewest pairs of values a year apart for an age to speak for itself. Scouting specification 2.6.
pub const LEAST_PAIRS: u32 = 30;

/// What values did within a year in one age and group.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct CurveCell {
    /// Rounded age.
    pub age: u8,
    /// The group; `None` is everyone of that age.
    pub group: Option<PositionGroup>,
    /// Median of ln(value a year later / value).
    pub median: f64,
    /// Its mean.
    pub mean: f64,
    /// Its standard deviation; 0 of one pair.
    pub sd: f64,
    /// Pairs behind it.
    pub pairs: u32,
}

/// On whom a figure rests.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Basis {
    /// Players of the same rounded age and position group.
    AgeAndGroup,
    /// Players of the same rounded age: too few of them play in the same group, or it is unknown.
    Age,
    /// Players of every age, because the player's own is unknown.
    EveryoneAgeUnknown,
    /// Players of every age, because there are too few of the player's own.
    Everyone,
}

/// Median one-year growth by age and position group: `V1 = V0 exp(g)`.
///
/// Values exist only for players who are still tracked, so the curve is too kind to the old. It is
/// that of the men's game wherever it is fitted on men's values.
///
/// # Source
/// Scouting specification 2.6.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GrowthCurve {
    cells: Vec<CurveCell>,
    overall: f64,
    pairs: u32,
}

impl GrowthCurve {
    /// The curve of the last [`CURVE_ORIGINS`] origins.
    ///
    /// # Errors
    /// [`FitError::TooFewPairs`]: fewer than [`LEAST_PAIRS`] pairs in all.
    pub fn fit(past: Past<'_>) -> Result<Self, FitError> {
        Self::of(past.outcomes(1, CURVE_ORIGINS))
    }

    /// The curve of any pairs of what was known and the growth of the following year.
    ///
    /// # Errors
    /// As [`Self::fit`].
    pub fn of<'a>(outcomes: impl Iterator<Item = (&'a Known, f64)>) -> Result<Self, FitError> {
        let mut by_cell: Vec<Vec<f64>> = vec![Vec::new(); keys().count()];
        let mut all = Vec::new();
        for (known, growth) in outcomes {
            all.push(growth);
            let Some(age) = known.age() else { continue };
            for (key, sample) in keys().zip(&mut by_cell) {
                if key == (age, None) || (known.group.is_some() && key == (age, known.group)) {
                    sample.push(growth);
                }
            }
        }
        let pairs = told(all.len());
        let overall = median(&mut all)
            .filter(|_| pairs >= LEAST_PAIRS)
            .ok_or(FitError::TooFewPairs { found: pairs, least: LEAST_PAIRS })?;
        let cells = keys().zip(by_cell).filter_map(|((age, group), mut sample)| {
            Some(CurveCell {
                age,
                group,
                median: median(&mut sample)?,
                mean: mean(&sample)?,
                sd: standard_deviation(&sample).unwrap_or(0.0),
                pairs: told(sample.len()),
            })
        });
        Ok(Self { cells: cells.collect(), overall, pairs })
    }

    /// The usual growth at a rounded age, and on whom it rests.
    ///
    /// Fewer than [`LEAST_PAIRS`] pairs in the group: everyone of that age; fewer than that: everyone.
    pub fn growth(&self, age: Option<u8>, group: Option<PositionGroup>) -> (f64, Basis) {
        let Some(age) = age else { return (self.overall, Basis::EveryoneAgeUnknown) };
        let enough = |group| self.cell(age, group).filter(|cell| cell.pairs >= LEAST_PAIRS);
        if let Some(cell) = group.and_then(|group| enough(Some(group))) {
            return (cell.median, Basis::AgeAndGroup);
        }
        enough(None).map_or((self.overall, Basis::Everyone), |cell| (cell.median, Basis::Age))
    }

    /// ln(value a year later / value) as the curve has it.
    pub fn predict(&self, known: &Known) -> f64 {
        self.growth(known.age(), known.group).0
    }

    /// Every age and group with at least one pair, by age; those of a group before everyone's.
    pub fn cells(&self) -> &[CurveCell] {
        &self.cells
    }

    /// One age and group.
    pub fn cell(&self, age: u8, group: Option<PositionGroup>) -> Option<&CurveCell> {
        self.cells.iter().find(|cell| cell.age == age && cell.group == group)
    }

    /// Pairs behind the curve, those of unknown age included.
    pub fn pairs(&self) -> u32 {
        self.pairs
    }

    /// The age at which values of a group stop growing: where the mean growth, on a straight line
    /// between two ages, passes zero for the last time. `None` where it never does.
    pub fn peak_age(&self, group: PositionGroup) -> Option<f64> {
        let means: Vec<_> = self
            .cells
            .iter()
            .filter(|cell| cell.group == Some(group) && cell.pairs >= LEAST_PAIRS)
            .map(|cell| (f64::from(cell.age), cell.mean))
            .collect();
        means.windows(2).rev().find_map(|two| {
            let [(age, before), (next_age, after)] = *two else { return None };
            let crosses = before >= 0.0 && after < 0.0;
            crosses.then(|| age + (next_age - age) * before / (before - after))
        })
    }
}

/// Every age with every group, and with everyone.
fn keys() -> impl Iterator<Item = (u8, Option<PositionGroup>)> {
    AGES.flat_map(|age| {
        PositionGroup::ALL.into_iter().map(Some).chain([None]).map(move |group| (age, group))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::examples::known;

    /// `n` players of 20 in `group` who all grew by `growth`.
    fn players(n: usize, group: PositionGroup, growth: f64) -> Vec<(Known, f64)> {
        vec![(known(Some(20.0), Some(group)), growth); n]
    }

    fn curve(outcomes: &[(Known, f64)]) -> GrowthCurve {
        GrowthCurve::of(outcomes.iter().map(|(known, growth)| (known, *growth))).unwrap()
    }

    #[test]
    fn thirty_pairs_speak_for_themselves_and_twenty_nine_do_not() {
        let mut outcomes = players(30, PositionGroup::Attacker, 0.3);
        outcomes.extend(players(29, PositionGroup::Defender, 0.5));
        let curve = curve(&outcomes);

        let attackers = curve.growth(Some(20), Some(PositionGroup::Attacker));
        let defenders = curve.growth(Some(20), Some(PositionGroup::Defender));

        assert_eq!(attackers, (0.3, Basis::AgeAndGroup));
        // The 30th of 59, in order, is one of the attackers.
        assert_eq!(defenders, (0.3, Basis::Age));
    }

    #[test]
    fn an_unknown_or_rare_age_gets_the_median_of_all_and_says_so() {
        let curve = curve(&players(30, PositionGroup::Attacker, 0.3));

        assert_eq!(curve.growth(None, None), (0.3, Basis::EveryoneAgeUnknown));
        assert_eq!(curve.growth(Some(33), None), (0.3, Basis::Everyone));
    }

    #[test]
    fn too_few_pairs_give_no_curve() {
        let outcomes = players(29, PositionGroup::Attacker, 0.3);

        let curve = GrowthCurve::of(outcomes.iter().map(|(known, growth)| (known, *growth)));

        assert_eq!(curve, Err(FitError::TooFewPairs { found: 29, least: 30 }));
    }

    #[test]
    fn values_peak_where_the_mean_growth_passes_zero() {
        let at = |age: f64, growth: f64| {
            vec![(known(Some(age), Some(PositionGroup::Attacker)), growth); 30]
        };
        let curve = curve(&[at(25.0, 0.1), at(26.0, -0.3)].concat());

        let peak = curve.peak_age(PositionGroup::Attacker).unwrap();

        // A quarter of the way from 0.1 to -0.3.
        assert!((peak - 25.25).abs() < 1e-12, "{peak}");
    }

    #[test]
    fn growth_turns_into_the_values_of_the_specification() {
        for (growth, expected) in [(0.300_f64, 6_749_294.0), (-0.405, 3_334_884.0)] {
            let after = 5_000_000.0 * growth.exp();

            assert!((after - expected).abs() < 1.0, "{after}");
        }
    }
}
