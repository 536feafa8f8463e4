//! The columns of the linear model: what of a player's record it weighs, in words and in numbers.

use football::PositionGroup;
use serde::{Deserialize, Serialize};

use super::Known;

/// Ages past which growth may bend. Scouting specification 2.7.
const KNEES: [u8; 7] = [16, 19, 21, 23, 26, 29, 32];
/// Columns of one group: that it is the group, the age, and the years past each knee.
pub(super) const GROUP_COLUMNS: usize = 2 + KNEES.len();
/// The four groups, and an unknown one.
const GROUPS: usize = PositionGroup::ALL.len() + 1;
/// Columns about age and group.
pub(super) const AGE_COLUMNS: usize = GROUPS * GROUP_COLUMNS;
/// Columns about the record of values.
const RECORD_COLUMNS: usize = 13;
/// Products of two of them.
const PRODUCTS: usize = 6;
/// Columns outside the age, products included.
pub(super) const OTHER_COLUMNS: usize = RECORD_COLUMNS + PRODUCTS;
/// All columns.
pub(super) const ALL_COLUMNS: usize = AGE_COLUMNS + OTHER_COLUMNS;
/// ln of a usual value, 1.2 million euros: from it the value's level is counted.
const USUAL_LN_VALUE: f64 = 14.0;

/// Which columns a model has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ColumnSet {
    /// The 58 columns.
    Plain,
    /// The 58 columns and six products of two of them.
    WithProducts,
}

impl ColumnSet {
    /// How many columns these are.
    pub const fn len(self) -> usize {
        match self {
            Self::Plain => ALL_COLUMNS - PRODUCTS,
            Self::WithProducts => ALL_COLUMNS,
        }
    }

    /// Never: for the sake of [`Self::len`].
    pub const fn is_empty(self) -> bool {
        self.len() == 0
    }
}

/// What a column is about, as a person would ask.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Subject {
    /// Age and position group.
    Age,
    /// How high the value is.
    ValueLevel,
    /// How it moved within half a year, a year and two.
    Trend,
    /// How far it is below its peak.
    Peak,
    /// How long, how often and how recently it was estimated.
    Record,
}

impl Subject {
    /// Every subject, in the order of the columns.
    pub const ALL: [Self; 5] = [Self::Age, Self::ValueLevel, Self::Trend, Self::Peak, Self::Record];

    /// The subject as a heading: `Age and position`.
    pub const fn title(self) -> &'static str {
        match self {
            Self::Age => "Age and position",
            Self::ValueLevel => "Level of the value",
            Self::Trend => "Recent changes",
            Self::Peak => "Distance from the peak",
            Self::Record => "Record of values",
        }
    }
}

/// One column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// What it says, fit to be shown: `Attackers: years past 21`.
    pub name: String,
    /// What it is about. A product belongs to the subject of its first factor.
    pub subject: Subject,
}

/// The columns of the record, in order.
const RECORD: [(&str, Subject); OTHER_COLUMNS] = [
    ("Value", Subject::ValueLevel),
    ("Value, squared", Subject::ValueLevel),
    ("Change within six months", Subject::Trend),
    ("No value six months ago", Subject::Trend),
    ("Change within a year", Subject::Trend),
    ("No value a year ago", Subject::Trend),
    ("Change within two years", Subject::Trend),
    ("No value two years ago", Subject::Trend),
    ("Share of the peak value", Subject::Peak),
    ("Share of the peak value, squared", Subject::Peak),
    ("Time since the last value", Subject::Record),
    ("Number of values", Subject::Record),
    ("Years since the first value", Subject::Record),
    ("Age × value", Subject::Age),
    ("Age × change within a year", Subject::Age),
    ("Age × share of the peak value", Subject::Age),
    ("Value × change within a year", Subject::ValueLevel),
    ("Years since the first value × value", Subject::Record),
    ("Years since the first value × number of values", Subject::Record),
];

/// What column number `column` is about.
pub(super) fn subject(column: usize) -> Subject {
    let record = column.checked_sub(AGE_COLUMNS).and_then(|place| RECORD.get(place));
    record.map_or(Subject::Age, |(_, subject)| *subject)
}

/// The columns of a set, in order.
///
/// # Source
/// Scouting specification 2.7.
pub fn columns(set: ColumnSet) -> Vec<Column> {
    let mut columns = Vec::with_capacity(ALL_COLUMNS);
    for place in 0..GROUPS {
        let group = PositionGroup::ALL
            .get(place)
            .map_or_else(|| "Position unknown".to_owned(), |group| capitalised(group.plural()));
        let about_age = |name| Column { name, subject: Subject::Age };
        columns.push(about_age(group.clone()));
        columns.push(about_age(format!("{group}: age")));
        columns.extend(KNEES.map(|knee| about_age(format!("{group}: years past {knee}"))));
    }
    columns.extend(
        RECORD.iter().map(|(name, subject)| Column { name: (*name).to_owned(), subject: *subject }),
    );
    columns.truncate(set.len());
    columns
}

fn capitalised(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// A player's columns. Of the 45 about age only the nine of the player's group can differ from zero,
/// so only these are kept: fitting takes a quarter of the time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Design {
    /// Where the nine begin.
    pub(super) group_start: usize,
    /// The nine columns of the player's group; all zero when the age is unknown.
    pub(super) of_group: [f64; GROUP_COLUMNS],
    /// The columns of the record, then the products (zero in a set without).
    pub(super) others: [f64; OTHER_COLUMNS],
}

impl Design {
    /// The columns of what is known of a player.
    pub(super) fn new(known: &Known, set: ColumnSet) -> Self {
        let group = known
            .group
            .and_then(|group| PositionGroup::ALL.iter().position(|candidate| *candidate == group));
        let age = known.age_years.map(|age| age.clamp(15.0, 40.0));
        let mut of_group = [0.0; GROUP_COLUMNS];
        if let Some(age) = age {
            of_group[0] = 1.0;
            of_group[1] = age;
            for (column, knee) in of_group[2..].iter_mut().zip(KNEES) {
                *column = (age - f64::from(knee)).max(0.0);
            }
        }
        Self {
            group_start: group.unwrap_or(GROUPS - 1) * GROUP_COLUMNS,
            of_group,
            others: others(known, age, set),
        }
    }

    /// Every column in order, as a person counts them.
    pub(super) fn spread(&self) -> [f64; ALL_COLUMNS] {
        let mut columns = [0.0; ALL_COLUMNS];
        columns[self.group_start..][..GROUP_COLUMNS].copy_from_slice(&self.of_group);
        columns[AGE_COLUMNS..].copy_from_slice(&self.others);
        columns
    }
}

fn others(known: &Known, age: Option<f64>, set: ColumnSet) -> [f64; OTHER_COLUMNS] {
    let level = known.ln_value - USUAL_LN_VALUE;
    let [half_year, year, two_years] = known.changes;
    let missing = |change: Option<f64>| if change.is_none() { 1.0 } else { 0.0 };
    let of_a_year = year.unwrap_or(0.0);
    let number = f64::from(known.values).ln_1p();
    let mut others = [0.0; OTHER_COLUMNS];
    others[..RECORD_COLUMNS].copy_from_slice(&[
        level,
        level * level,
        half_year.unwrap_or(0.0),
        missing(half_year),
        of_a_year,
        missing(year),
        two_years.unwrap_or(0.0),
        missing(two_years),
        known.below_peak,
        known.below_peak * known.below_peak,
        known.days_since_value / 365.0,
        number,
        known.years_since_first,
    ]);
    if set == ColumnSet::WithProducts {
        // An unknown age is none: the products with it are 0, as the age's own columns are.
        let past_25 = age.map_or(0.0, |age| age - 25.0);
        others[RECORD_COLUMNS..].copy_from_slice(&[
            past_25 * level,
            past_25 * of_a_year,
            past_25 * known.below_peak,
            level * of_a_year,
            known.years_since_first * level,
            known.years_since_first * number,
        ]);
    }
    others
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::examples::known;

    #[test]
    fn there_are_58_columns_and_64_with_the_products() {
        assert_eq!(columns(ColumnSet::Plain).len(), 58);
        assert_eq!(columns(ColumnSet::WithProducts).len(), 64);
    }

    #[test]
    fn every_column_has_a_name_of_its_own_and_subjects_come_in_order() {
        let plain = columns(ColumnSet::Plain);
        let mut names: Vec<_> =
            columns(ColumnSet::WithProducts).into_iter().map(|c| c.name).collect();
        names.sort();
        names.dedup();

        assert_eq!(names.len(), 64);
        assert!(plain.is_sorted_by_key(|column| column.subject));
    }

    #[test]
    fn the_columns_of_a_midfielder_of_24_are_worked_out_by_hand() {
        let mut player = known(Some(24.0), Some(PositionGroup::Midfielder));
        player.ln_value = 16.0;
        player.changes = [Some(0.5), Some(-0.25), None];
        player.below_peak = -0.5;
        player.days_since_value = 73.0;
        player.values = 9;
        player.years_since_first = 4.0;

        let found = Design::new(&player, ColumnSet::WithProducts).spread();

        // Midfielders come third: 18 columns before theirs, 18 after.
        let ten = 10.0_f64.ln();
        let mut expected = vec![0.0; 18];
        expected.extend([1.0, 24.0, 8.0, 5.0, 3.0, 1.0, 0.0, 0.0, 0.0]);
        expected.extend([0.0; 18]);
        expected.extend([2.0, 4.0, 0.5, 0.0, -0.25, 0.0, 0.0, 1.0, -0.5, 0.25, 0.2, ten, 4.0]);
        expected.extend([-2.0, 0.25, 0.5, -0.5, 8.0, 4.0 * ten]);
        for (place, (found, expected)) in found.iter().zip(&expected).enumerate() {
            assert!((found - expected).abs() < 1e-12, "column {place}: {found}, not {expected}");
        }
    }

    #[test]
    fn an_unknown_age_leaves_every_column_of_age_at_zero() {
        let player = known(None, Some(PositionGroup::Attacker));

        let columns = Design::new(&player, ColumnSet::WithProducts).spread();

        assert!(columns[..AGE_COLUMNS].iter().all(|column| *column == 0.0));
    }

    #[test]
    fn a_known_age_without_a_position_has_columns_of_its_own() {
        let player = known(Some(30.0), None);

        let columns = Design::new(&player, ColumnSet::Plain).spread();

        assert_eq!(columns[36..39], [1.0, 30.0, 14.0]);
    }
}
