//! Seasons: how providers write them, and the one way in which we do.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// Identifies one season as one provider of statistics has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct SeasonSetId(pub i64);

impl fmt::Display for SeasonSetId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl FromStr for SeasonSetId {
    type Err = std::num::ParseIntError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.parse().map(Self)
    }
}

/// Years of seasons: the first league began in 1888.
const SEASON_YEARS: std::ops::RangeInclusive<u16> = 1888..=2100;
/// Two digits from here on are of the last century: no provider counts further back.
const LAST_CENTURY_FROM: u16 = 70;

/// The season as we write it: `2022/2023`, or `2023` where a season is a calendar year. `None` when the
/// text says no season.
///
/// Taken are `2022-2023`, `2022/23`, `22/23`, `2022_2023`, `2022–23`, `2022-23` and `2023`.
pub fn season_name(text: &str) -> Option<String> {
    let mut parts = text.trim().split(['/', '-', '_', '–']).map(str::trim);
    let (first, second) = (parts.next()?, parts.next());
    if parts.next().is_some() {
        return None;
    }
    let Some(second) = second else {
        return (first.len() == 4).then(|| year(first)).flatten().map(|year| year.to_string());
    };
    let (start, end) = (year(first)?, year(second)?);
    (end == start + 1).then(|| format!("{start}/{end}"))
}

/// The season that the name of a file gives away: `fbref_big5_2021_2022_per90.csv` is of `2021/2022`.
pub fn season_in_file_name(file_name: &str) -> Option<String> {
    let numbers: Vec<&str> = file_name
        .split(|letter: char| !letter.is_ascii_digit())
        .filter(|digits| !digits.is_empty())
        .collect();
    let pairs = numbers.windows(2).find_map(|pair| {
        (pair[0].len() == 4).then(|| season_name(&format!("{}/{}", pair[0], pair[1]))).flatten()
    });
    // `202122` and `20212022`.
    let joined = || {
        numbers.iter().find_map(|digits| match digits.len() {
            6 | 8 => season_name(&format!("{}/{}", &digits[..4], &digits[4..])),
            _ => None,
        })
    };
    pairs.or_else(joined).or_else(|| numbers.iter().find_map(|digits| season_name(digits)))
}

fn year(digits: &str) -> Option<u16> {
    if !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let number: u16 = digits.parse().ok()?;
    let year = match digits.len() {
        4 => number,
        2 if number >= LAST_CENTURY_FROM => 1900 + number,
        2 => 2000 + number,
        _ => return None,
    };
    SEASON_YEARS.contains(&year).then_some(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_season_has_one_name_however_it_is_written() {
        for written in
            ["2022/2023", "2022-2023", "2022_2023", "2022/23", " 22/23 ", "2022–23", "22-23"]
        {
            assert_eq!(season_name(written).as_deref(), Some("2022/2023"), "{written}");
        }
        assert_eq!(season_name("2023").as_deref(), Some("2023"));
        assert_eq!(season_name("1999/00").as_deref(), Some("1999/2000"));
        for written in ["", "23", "2022/2024", "2022-09-01", "season", "1234", "20/19", "+202"] {
            assert_eq!(season_name(written), None, "{written}");
        }
    }

    #[test]
    fn the_name_of_a_file_gives_its_season_away() {
        for (name, season) in [
            ("fbref_big5_2021_2022_per90_latin1_comma.csv.gz", Some("2021/2022")),
            ("2022-23 Football Player Stats.csv", Some("2022/2023")),
            ("stats202122.csv", Some("2021/2022")),
            ("mls 2023.csv", Some("2023")),
            ("big5_per90.csv", None),
        ] {
            assert_eq!(season_in_file_name(name).as_deref(), season, "{name}");
        }
    }
}
