//! Protocol A, the rolling origin: what was known on the same day of each year, and what became of it.
//!
//! A model is fitted on a [`Past`], which shows no outcome that lies after its own day. So a model
//! cannot learn from the future, however it is written.

use football::PlayerId;

use super::{Known, Origin, ValuationHistory, known::ln};

/// Years ahead whose outcome is kept.
pub const OUTCOME_YEARS: u8 = 3;

/// One player at one origin.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Row {
    /// Who.
    pub player: PlayerId,
    /// What was known.
    pub known: Known,
    /// ln(value in 1, 2, 3 years / last value), where it came to be known.
    growth: [Option<f64>; OUTCOME_YEARS as usize],
}

impl Row {
    /// ln(value in year `year` / last value): what the forecast is held against.
    ///
    /// # Shape and units
    /// `year` 1 to [`OUTCOME_YEARS`].
    pub fn growth(&self, year: u8) -> Option<f64> {
        *self.growth.get(usize::from(year).checked_sub(1)?)?
    }
}

/// What was known on one day of each year, and what became of it.
///
/// # Source
/// Scouting specification 2.5, protocol A.
#[derive(Clone, Debug, PartialEq)]
pub struct Panel {
    newest: Origin,
    /// Newest origin first; the rows of each by player.
    origins: Vec<Vec<Row>>,
}

impl Panel {
    /// Looks at `histories` on the day `newest` and on the same day of each year before.
    ///
    /// # Shape and units
    /// One history a player, in any order: the order changes nothing. Takes about 180 bytes for each
    /// player and year with a value.
    pub fn new(histories: &[ValuationHistory], newest: Origin) -> Self {
        let mut histories: Vec<&ValuationHistory> = histories.iter().collect();
        histories.sort_by_key(|history| history.player());
        let first = histories
            .iter()
            .filter_map(|history| history.values().first())
            .map(|value| value.date)
            .min();
        let anniversaries = first
            .and_then(|first| newest.0.years_since(first))
            .map_or(0, |years| years.saturating_add(1));
        let origins =
            (0..anniversaries).map(|years| rows(&histories, newest.years_before(years))).collect();
        Self { newest, origins }
    }

    /// The newest origin.
    pub fn newest(&self) -> Origin {
        self.newest
    }

    /// Every origin on which anything was known, newest first.
    pub fn origins(&self) -> impl Iterator<Item = Origin> {
        (0..).map(|years| self.newest.years_before(years)).take(self.origins.len())
    }

    /// The past as it was on the day `origin`; `None` where that is none of the origins.
    pub fn past(&self, origin: Origin) -> Option<Past<'_>> {
        let years_back = self.origins().position(|known| known == origin)?;
        Some(Past { panel: self, years_back })
    }

    /// Everyone of whom enough was known at `origin`, by player.
    pub fn rows(&self, origin: Origin) -> &[Row] {
        self.past(origin).map_or(&[], |past| self.years_back(past.years_back))
    }

    fn years_back(&self, years: usize) -> &[Row] {
        self.origins.get(years).map_or(&[], Vec::as_slice)
    }
}

fn rows(histories: &[&ValuationHistory], origin: Origin) -> Vec<Row> {
    let row = |history: &&ValuationHistory| {
        let known = Known::at(history, origin).ok()?;
        let growth = [1, 2, 3].map(|year| {
            let truth = history.truth(origin, year)?;
            Some(ln(truth.value_eur) - known.ln_value)
        });
        Some(Row { player: history.player(), known, growth })
    };
    histories.iter().filter_map(row).collect()
}

/// What was known on the day of an origin: earlier origins, with the outcomes that had come by then.
#[derive(Clone, Copy, Debug)]
pub struct Past<'panel> {
    panel: &'panel Panel,
    years_back: usize,
}

impl<'panel> Past<'panel> {
    /// The day from which this is the past.
    pub fn origin(self) -> Origin {
        self.panel.newest.years_before(u32::try_from(self.years_back).unwrap_or(u32::MAX))
    }

    /// The past as it was `years` years earlier.
    #[must_use]
    pub fn years_before(self, years: u8) -> Self {
        Self { panel: self.panel, years_back: self.years_back + usize::from(years) }
    }

    /// What became within `year` years of everyone known at the last `origins` origins whose outcome
    /// has come by now: what was known then, and the growth.
    ///
    /// # Shape and units
    /// Oldest origin first, by player. Growth is a natural logarithm. `year` 1 to [`OUTCOME_YEARS`].
    pub fn outcomes(self, year: u8, origins: u8) -> impl Iterator<Item = (&'panel Known, f64)> {
        let origins = (0..origins).rev().map(move |further| year.saturating_add(further));
        origins.flat_map(move |years_ago| self.outcomes_since(years_ago, year))
    }

    /// What became within `year` years of everyone known `years_ago` years before; nobody where that
    /// outcome has not come by now.
    ///
    /// # Shape and units
    /// As [`Self::outcomes`].
    pub fn outcomes_since(
        self,
        years_ago: u8,
        year: u8,
    ) -> impl Iterator<Item = (&'panel Known, f64)> {
        // 365 days a year are never more than a year, so the outcome is of today at the latest.
        let rows = if years_ago >= year { self.rows_before(years_ago) } else { &[] };
        rows.iter().filter_map(move |row| Some((&row.known, row.growth(year)?)))
    }

    /// Three one-year growths in a row of the same player, with what was known before the first.
    ///
    /// # Shape and units
    /// Blocks that begin at the origins `origins` to 3 years before, oldest first, by player.
    pub fn blocks(self, origins: u8) -> impl Iterator<Item = (&'panel Known, [f64; 3])> {
        (3..=origins).rev().flat_map(move |start| {
            let following = [self.rows_before(start - 1), self.rows_before(start - 2)];
            self.rows_before(start).iter().filter_map(move |row| {
                let in_year = |rows: &'panel [Row]| {
                    let place = rows.binary_search_by_key(&row.player, |row| row.player).ok()?;
                    rows[place].growth(1)
                };
                let [second, third] = following;
                Some((&row.known, [row.growth(1)?, in_year(second)?, in_year(third)?]))
            })
        })
    }

    /// Everyone known `years` years before. Private: their later outcomes are for the above to choose.
    fn rows_before(self, years: u8) -> &'panel [Row] {
        self.panel.years_back(self.years_back + usize::from(years))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::examples::{generated_histories, origin};

    #[test]
    fn the_past_shows_no_outcome_that_had_not_come_by_then() {
        let histories = generated_histories(30, 8);
        let panel = Panel::new(&histories, origin());
        let then = panel.past(origin().years_before(2)).unwrap();

        for year in 1..=OUTCOME_YEARS {
            for years_ago in 0..year {
                assert_eq!(then.outcomes_since(years_ago, year).count(), 0);
            }
            assert_eq!(then.outcomes_since(year, year).count(), 30);
        }
    }

    #[test]
    fn what_comes_later_changes_no_row_of_the_past() {
        let histories = generated_histories(30, 8);
        let then = origin().years_before(2);
        let until_then: Vec<_> = histories.iter().map(|history| history.cut_off(then)).collect();

        let with_future = Panel::new(&histories, origin());
        let without = Panel::new(&until_then, then);

        for (year, origins) in [(1, 6), (2, 5), (3, 4)] {
            let seen: Vec<_> = with_future.past(then).unwrap().outcomes(year, origins).collect();
            let known: Vec<_> = without.past(then).unwrap().outcomes(year, origins).collect();
            assert!(!seen.is_empty());
            assert_eq!(seen, known);
        }
        let seen: Vec<_> = with_future.past(then).unwrap().blocks(6).collect();
        let known: Vec<_> = without.past(then).unwrap().blocks(6).collect();
        assert_eq!(seen, known);
    }

    #[test]
    fn a_day_that_is_no_origin_has_no_past() {
        let panel = Panel::new(&generated_histories(3, 4), origin());
        let a_day_later = Origin(origin().days_after(1));

        assert!(panel.past(a_day_later).is_none());
        assert!(panel.rows(a_day_later).is_empty());
    }

    #[test]
    fn no_histories_have_no_origins() {
        assert_eq!(Panel::new(&[], origin()).origins().count(), 0);
    }
}
