//! The years that a season spans: `2022/2023`.

use std::fmt;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::season_name;

/// First month of a season, as Transfermarkt counts: leagues that play from spring to autumn are cut
/// in two by it, which pages say.
const FIRST_MONTH: u32 = 7;
/// Years that a season can begin in: the first league is of 1888.
const YEARS: std::ops::RangeInclusive<i32> = 1850..=2100;

/// A season from 1 July to 30 June, by the year it begins in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeasonYears(i32);

impl SeasonYears {
    /// The season that begins in `year`; `None` for a year without football.
    pub fn beginning_in(year: i32) -> Option<Self> {
        YEARS.contains(&year).then_some(Self(year))
    }

    /// The season that `day` is in.
    pub fn of(day: NaiveDate) -> Self {
        Self(if day.month() < FIRST_MONTH { day.year() - 1 } else { day.year() })
    }

    /// The year it begins in.
    pub const fn first_year(self) -> i32 {
        self.0
    }

    /// 1 July of its first year.
    pub fn first_day(self) -> NaiveDate {
        NaiveDate::from_ymd_opt(self.0, FIRST_MONTH, 1).unwrap_or_default()
    }

    /// Reads a season as sources write it: in any style that [`season_name`] knows, or `2009` alone,
    /// which is the year it begins in. `None` when it is something else.
    pub fn read(text: &str) -> Option<Self> {
        Self::beginning_in(season_name(text)?.get(..4)?.parse().ok()?)
    }
}

impl fmt::Display for SeasonYears {
    /// `2022/2023`
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.0, self.0 + 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn seasons_are_read_in_every_style_that_sources_use() {
        for (text, expected) in [
            ("25/26", "2025/2026"),
            ("99/00", "1999/2000"),
            ("2019/20", "2019/2020"),
            ("2020-2021", "2020/2021"),
            ("2009", "2009/2010"),
            (" 2022/2023 ", "2022/2023"),
        ] {
            let season = SeasonYears::read(text).map(|season| season.to_string());
            assert_eq!(season.as_deref(), Some(expected), "{text}");
        }
        for text in ["", "26", "2019/2021", "19/21", "x/y", "1066", "2019/2", "20190", "１２/１３"]
        {
            assert_eq!(SeasonYears::read(text), None, "{text}");
        }
    }

    #[test]
    fn a_season_begins_on_the_first_of_july() {
        let day = |month, day| NaiveDate::from_ymd_opt(2023, month, day).unwrap();

        assert_eq!(SeasonYears::of(day(6, 30)).to_string(), "2022/2023");
        assert_eq!(SeasonYears::of(day(7, 1)).to_string(), "2023/2024");
        assert_eq!(SeasonYears::of(day(7, 1)).first_day(), day(7, 1));
    }
}
