//! How much somebody played, and how often he was out.

use football::PositionGroup;
use serde::{Deserialize, Serialize};

/// One season of a player: minutes in matches, and spells of absence that began in it.
///
/// Only seasons count in which the source tells injuries of the player's club at all: a season without
/// a spell is then a season without injury, and not one that nobody wrote down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SeasonExposure {
    /// The year in which the season begins.
    pub season: i32,
    /// Minutes played in matches.
    pub minutes: u32,
    /// Spells of absence that began in the season.
    pub spells: u32,
    /// Days out in those spells, as far as they were told.
    pub days_out: u32,
}

/// A player with the seasons that count.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExposedPlayer {
    /// Where he plays.
    pub group: Option<PositionGroup>,
    /// The year of birth.
    pub birth_year: Option<i32>,
    /// His seasons, in any order.
    pub seasons: Vec<SeasonExposure>,
}

impl ExposedPlayer {
    /// What he played and missed in the seasons before `season`.
    pub(super) fn before(&self, season: i32) -> Total {
        Total::of(self.seasons.iter().filter(|one| one.season < season))
    }

    /// The same, of the seasons at an age within `band`; nothing where the birth year is not known.
    pub(super) fn within(&self, band: AgeBand, season: i32) -> Total {
        let Some(birth_year) = self.birth_year else { return Total::default() };
        Total::of(
            self.seasons
                .iter()
                .filter(|one| one.season < season && AgeBand::at(one.season - birth_year) == band),
        )
    }
}

/// Sums over seasons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Total {
    pub(super) minutes: u32,
    pub(super) spells: u32,
    pub(super) days_out: u32,
}

impl Total {
    fn of<'a>(seasons: impl Iterator<Item = &'a SeasonExposure>) -> Self {
        seasons.fold(Self::default(), |total, season| Self {
            minutes: total.minutes.saturating_add(season.minutes),
            spells: total.spells.saturating_add(season.spells),
            days_out: total.days_out.saturating_add(season.days_out),
        })
    }

    pub(super) fn hours(self) -> f64 {
        f64::from(self.minutes) / 60.0
    }

    pub(super) fn thousand_hours(self) -> f64 {
        self.hours() / 1_000.0
    }
}

/// Ages that are compared with each other, in years at the start of the season.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Up to 21.
    Young,
    /// 22 to 25.
    Rising,
    /// 26 to 29.
    Prime,
    /// 30 and above.
    Late,
}

impl AgeBand {
    /// The band of an age in whole years.
    pub const fn at(age: i32) -> Self {
        match age {
            ..=21 => Self::Young,
            22..=25 => Self::Rising,
            26..=29 => Self::Prime,
            30.. => Self::Late,
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Young => "up to 21",
            Self::Rising => "22 to 25",
            Self::Prime => "26 to 29",
            Self::Late => "30 and above",
        }
    }
}
