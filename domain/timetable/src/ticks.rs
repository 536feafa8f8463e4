//! The moments of a pattern in a time zone, clock changes included.

use chrono::{
    DateTime, MappedLocalTime, NaiveDateTime, Offset as _, TimeDelta, TimeZone as _, Timelike as _,
    Utc,
};

use crate::{Pattern, TimetableError, Zone};

/// Clocks are put back by no more than this: the usual changes are of an hour or less, the longest of the
/// last decades was of three hours (Casey station, 2010).
const LONGEST_REPEAT: TimeDelta = TimeDelta::hours(3);
/// No jump forward is longer: Samoa left out a day in 2011.
const LONGEST_JUMP_MINUTES: u32 = 24 * 60;
/// Missed ticks are counted up to here; nobody wants to know more exactly.
const MOST_COUNTED: u32 = 10_000;

/// A pattern in a time zone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timetable {
    pattern: Pattern,
    zone: Zone,
}

/// What is due of a timetable.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Due {
    /// The newest tick that has come.
    pub tick: DateTime<Utc>,
    /// Ticks before it that have come as well, at most 10,000.
    pub missed: u32,
    /// The first tick that has not come yet.
    pub next: Option<DateTime<Utc>>,
}

impl Timetable {
    /// `pattern` in `zone`.
    pub const fn new(pattern: Pattern, zone: Zone) -> Self {
        Self { pattern, zone }
    }

    /// Reads both.
    ///
    /// # Errors
    /// The pattern's, else the zone's.
    pub fn parse(pattern: &str, zone: &str) -> Result<Self, TimetableError> {
        Ok(Self::new(Pattern::parse(pattern)?, Zone::find(zone)?))
    }

    /// The pattern.
    pub const fn pattern(&self) -> &Pattern {
        &self.pattern
    }

    /// The zone.
    pub const fn zone(&self) -> Zone {
        self.zone
    }

    /// In plain words: "At 03:00 on every weekday, Europe/Berlin".
    pub fn reading(&self) -> String {
        format!("{}, {}", self.pattern.reading(), self.zone.name())
    }

    /// The first tick later than `after`; `None` at the end of the calendar.
    ///
    /// A pattern that names hours goes by the clock on the wall: a time that the clock jumps over comes at
    /// the end of the jump, a time that the clock shows twice comes the first time. Two times that fall on
    /// one moment are one tick. A pattern of every hour goes by the hours that pass: none is added in
    /// the one night, and none is left out in the other.
    pub fn next_after(&self, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
        let mut wall = after.with_timezone(&self.zone.0).naive_local();
        let follows_hours = self.pattern.is_of_every_hour();
        if follows_hours && self.offset(after) != self.offset(after + LONGEST_REPEAT) {
            // The clock may be put back after `after`, and show times again that it has shown before.
            wall -= LONGEST_REPEAT;
        }
        let mut found: Option<DateTime<Utc>> = None;
        loop {
            wall = self.pattern.next_on_the_wall(wall)?;
            let (earliest, latest) = match self.zone.0.from_local_datetime(&wall) {
                MappedLocalTime::Single(at) => (at, at),
                MappedLocalTime::Ambiguous(first, second) if follows_hours => (first, second),
                MappedLocalTime::Ambiguous(first, _) => (first, first),
                MappedLocalTime::None if follows_hours => continue,
                MappedLocalTime::None => self.end_of_jump(wall).map(|at| (at, at))?,
            };
            let moments = [earliest, latest].map(|at| at.with_timezone(&Utc));
            found = moments.into_iter().filter(|at| *at > after).chain(found).min();
            // Later times on the wall have later first moments.
            if moments[0] > after {
                return found;
            }
        }
    }

    /// The ticks later than `after`, the earliest first.
    pub fn ticks_after(&self, after: DateTime<Utc>) -> impl Iterator<Item = DateTime<Utc>> {
        std::iter::successors(self.next_after(after), move |tick| self.next_after(*tick))
    }

    /// What is due at `now` when `first` is the first tick that nobody has seen to.
    pub fn due(&self, first: DateTime<Utc>, now: DateTime<Utc>) -> Due {
        let mut due = Due { tick: first, missed: 0, next: self.next_after(first.max(now)) };
        for tick in self.ticks_after(first).take_while(|tick| *tick <= now) {
            if due.missed == MOST_COUNTED {
                break;
            }
            due.tick = tick;
            due.missed += 1;
        }
        due
    }

    /// Seconds that the zone's clock is ahead of UTC.
    fn offset(&self, at: DateTime<Utc>) -> i32 {
        self.zone.0.offset_from_utc_datetime(&at.naive_utc()).fix().local_minus_utc()
    }

    /// The first moment after the jump in which the clock leaves out `wall`.
    fn end_of_jump(&self, wall: NaiveDateTime) -> Option<DateTime<chrono_tz::Tz>> {
        let minute = wall.with_second(0)?;
        (1..=LONGEST_JUMP_MINUTES)
            .map(|minutes| minute + TimeDelta::minutes(minutes.into()))
            .find_map(|wall| self.zone.0.from_local_datetime(&wall).earliest())
    }
}
