//! How market values usually move within a year, by age and position group. A description of the
//! past, not a forecast for one player.

use football::PositionGroup;

/// Pairs of values a year apart behind the table.
pub const AGE_CURVE_PAIRS: u32 = 61_642;

/// One age of the table: median of ln(value a year later / value) by group, and the standard
/// deviation over all groups.
struct Row {
    age: u32,
    attackers: f64,
    defenders: f64,
    goalkeepers: f64,
    midfielders: f64,
    sd: f64,
}

const fn row(age: u32, [attackers, defenders, goalkeepers, midfielders]: [f64; 4], sd: f64) -> Row {
    Row { age, attackers, defenders, goalkeepers, midfielders, sd }
}

/// Median one-year growth of market values, natural logarithm.
///
/// Source: regression table of the scouting specification, 2.6: Transfermarkt values, origins 30 June
/// 2010 to 2019, 61,642 pairs with known age and group. Men's football; players who left the data are
/// missing, so the old look better than they were.
const TABLE: [Row; 9] = [
    row(18, [0.693, 0.405, 0.288, 0.693], 0.98),
    row(20, [0.300, 0.357, 0.223, 0.336], 0.82),
    row(22, [0.084, 0.182, 0.000, 0.134], 0.66),
    row(24, [0.000, 0.000, 0.000, 0.000], 0.57),
    row(26, [0.000, 0.000, 0.000, 0.000], 0.51),
    row(28, [-0.154, -0.118, 0.000, -0.134], 0.46),
    row(30, [-0.241, -0.223, -0.169, -0.223], 0.42),
    row(32, [-0.405, -0.405, -0.288, -0.405], 0.44),
    row(34, [-0.418, -0.405, -0.405, -0.405], 0.47),
];

impl Row {
    const fn growth(&self, group: PositionGroup) -> f64 {
        match group {
            PositionGroup::Attacker => self.attackers,
            PositionGroup::Defender => self.defenders,
            PositionGroup::Goalkeeper => self.goalkeepers,
            PositionGroup::Midfielder => self.midfielders,
        }
    }
}

/// What values at one age usually did within a year.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AgeCurvePoint {
    /// Median of ln(value a year later / value).
    pub growth: f64,
    /// Standard deviation of the same, over all groups.
    pub sd: f64,
    /// The table has no such age; this is the middle between its two neighbours.
    pub between: Option<(u32, u32)>,
}

impl AgeCurvePoint {
    /// The median change in per cent.
    pub fn median_percent(&self) -> f64 {
        percent(self.growth)
    }

    /// One standard deviation to either side of the median, in per cent.
    pub fn band_percent(&self) -> (f64, f64) {
        (percent(self.growth - self.sd), percent(self.growth + self.sd))
    }
}

fn percent(growth: f64) -> f64 {
    100.0 * (growth.exp() - 1.0)
}

/// The table at `age`; `None` outside 18 to 34.
///
/// # Shape and units
/// `age` in whole years. The table holds even ages; an odd one gets the mean of its neighbours.
///
/// # Source
/// Scouting specification 2.6.
pub fn age_curve(age: u32, group: PositionGroup) -> Option<AgeCurvePoint> {
    let at = |age: u32| TABLE.iter().find(|row| row.age == age);
    if let Some(row) = at(age) {
        return Some(AgeCurvePoint { growth: row.growth(group), sd: row.sd, between: None });
    }
    let (younger, older) = (at(age.checked_sub(1)?)?, at(age + 1)?);
    Some(AgeCurvePoint {
        growth: f64::midpoint(younger.growth(group), older.growth(group)),
        sd: f64::midpoint(younger.sd, older.sd),
        between: Some((younger.age, older.age)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn growth_turns_into_the_per_cent_of_the_specification() {
        let at_20 = age_curve(20, PositionGroup::Attacker).unwrap();
        let at_32 = age_curve(32, PositionGroup::Attacker).unwrap();

        // 5,000,000 at g = .300 becomes 6,749,294, at -.405 it becomes 3,334,884 (2.6).
        let after = |percent: f64| (5_000_000.0 * (1.0 + percent / 100.0)).round();
        assert!((after(at_20.median_percent()) - 6_749_294.0).abs() < 1.0);
        assert!((after(at_32.median_percent()) - 3_334_884.0).abs() < 1.0);
    }

    #[test]
    fn an_odd_age_lies_between_its_neighbours_and_says_so() {
        let at_21 = age_curve(21, PositionGroup::Defender).unwrap();

        assert!((at_21.growth - 0.2695).abs() < 1e-12);
        assert_eq!(at_21.between, Some((20, 22)));
    }

    #[test]
    fn there_is_no_curve_outside_18_to_34() {
        for age in [0, 16, 17, 35, 40] {
            assert_eq!(age_curve(age, PositionGroup::Midfielder), None, "{age}");
        }
    }

    #[test]
    fn the_band_holds_the_median() {
        for age in 18..=34 {
            for group in PositionGroup::ALL {
                let point = age_curve(age, group).unwrap();
                let (low, high) = point.band_percent();
                assert!(low < point.median_percent() && point.median_percent() < high);
            }
        }
    }
}
