//! Who is who: which of our players a provider's player is.
//!
//! Names are no keys: of 16,847 players of a public table, 774 share theirs with another. A match is
//! [`Match::Certain`] only where name, birth and nationality agree and nobody else could be meant;
//! namesakes without a birth date are never matched without a person. What lies between is
//! [`Match::Doubtful`], with the signs for and against.
//!
//! Where the players come from and what becomes of an answer is in `store`. A provider's own id, where
//! we have it, needs none of this.

mod judge;
mod names;
mod register;
mod sign;

#[cfg(test)]
mod tests;

use chrono::{Datelike as _, Days, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{Nation, PlayerId, PositionGroup};

pub use names::fold_name;
pub use register::Register;
pub use sign::Sign;

/// Days between which somebody was born: one day where it is known, a year where only that is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Born {
    /// The earliest day.
    pub first: NaiveDate,
    /// The latest day.
    pub last: NaiveDate,
}

impl Born {
    /// On a day.
    pub const fn on(day: NaiveDate) -> Self {
        Self { first: day, last: day }
    }

    /// In a year; `None` for a year that no calendar has.
    pub fn in_year(year: i32) -> Option<Self> {
        Some(Self {
            first: NaiveDate::from_ymd_opt(year, 1, 1)?,
            last: NaiveDate::from_ymd_opt(year, 12, 31)?,
        })
    }

    /// Known to the day.
    pub fn is_a_day(self) -> bool {
        self.first == self.last
    }

    /// Known to the year: a season's table has no more.
    pub fn is_within_a_year(self) -> bool {
        self.last.year() - self.first.year() <= 1
    }

    /// With `days` more at either end.
    fn widened(self, days: u16) -> Self {
        let days = Days::new(u64::from(days));
        Self {
            first: self.first.checked_sub_days(days).unwrap_or(self.first),
            last: self.last.checked_add_days(days).unwrap_or(self.last),
        }
    }

    /// Days between the two; 0 where they may be the same day.
    fn days_apart(self, other: Self) -> i64 {
        let gap = |early: NaiveDate, late: NaiveDate| (late - early).num_days();
        gap(self.last, other.first).max(gap(other.last, self.first)).max(0)
    }
}

/// A player as a provider has him.
#[derive(Clone, Debug, Default)]
pub struct Sighting {
    /// His name.
    pub name: String,
    /// His nations, as written.
    pub nations: Vec<String>,
    /// When he was born; `None` where the provider does not say.
    pub born: Option<Born>,
    /// His club.
    pub club: Option<String>,
    /// The group of his position.
    pub group: Option<PositionGroup>,
}

/// One of our players.
#[derive(Clone, Debug)]
pub struct Known {
    /// Identifies him.
    pub id: PlayerId,
    /// His full name, and the one on the shirt where it differs.
    pub names: Vec<String>,
    /// His nations, as written.
    pub nations: Vec<String>,
    /// Day of birth.
    pub birth_date: Option<NaiveDate>,
    /// His present club.
    pub club: Option<String>,
    /// The group of his position.
    pub group: Option<PositionGroup>,
}

/// How far the records may be trusted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Trust {
    /// Days by which our birth dates may be off: 0 where they are facts, half a year where they were
    /// reckoned from ages.
    pub birth_error_days: u16,
}

/// Which of our players a sighting is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Match {
    /// This one.
    Certain(Candidate),
    /// Perhaps one of these, the likeliest first; at most five.
    Doubtful(Vec<Candidate>),
    /// None that we know of.
    Unknown,
}

/// A player who may be meant, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Candidate {
    /// The player.
    pub player: PlayerId,
    /// What speaks for him and against him.
    pub signs: Vec<Sign>,
}

/// A nation as far as it is known.
#[derive(Clone, Debug)]
struct Nations(Vec<Nation>);

impl Nations {
    fn of(written: &[String]) -> Self {
        Self(written.iter().filter_map(|nation| Nation::read(nation)).collect())
    }

    /// Whether one of them is shared; `None` where one side is unknown.
    fn agree(&self, other: &Self) -> Option<bool> {
        if self.0.is_empty() || other.0.is_empty() {
            return None;
        }
        Some(self.0.iter().any(|one| other.0.iter().any(|two| one.agrees_with(*two))))
    }
}
