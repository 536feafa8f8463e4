//! How far back a history goes, and in what steps.

use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// Until what is measured has reached the database from every process.
const SETTLED_AFTER: TimeDelta = TimeDelta::seconds(20);

/// How far back a history goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum HistoryRange {
    /// `1h`
    #[default]
    #[serde(rename = "1h")]
    Hour,
    /// `24h`
    #[serde(rename = "24h")]
    Day,
    /// `7d`
    #[serde(rename = "7d")]
    Week,
}

impl HistoryRange {
    /// Every choice, the shortest first.
    pub const ALL: [Self; 3] = [Self::Hour, Self::Day, Self::Week];

    /// The word in addresses.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Hour => "1h",
            Self::Day => "24h",
            Self::Week => "7d",
        }
    }

    /// The word for people.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Hour => "Last hour",
            Self::Day => "Last 24 hours",
            Self::Week => "Last 7 days",
        }
    }

    /// How long a step is, in words: "each minute".
    pub const fn step_label(self) -> &'static str {
        match self {
            Self::Hour => "each minute",
            Self::Day => "each quarter of an hour",
            Self::Week => "each two hours",
        }
    }

    /// How long a step is, in seconds. Steps of a day are those that are kept for a month.
    pub const fn step_secs(self) -> i64 {
        match self {
            Self::Hour => 60,
            Self::Day => 15 * 60,
            Self::Week => 2 * 60 * 60,
        }
    }

    /// How many steps.
    pub const fn steps(self) -> usize {
        match self {
            Self::Hour => 60,
            Self::Day => 96,
            Self::Week => 84,
        }
    }

    /// When each step begins, the oldest first. Each is over: one that is still being measured would
    /// read as a fall.
    pub fn starts(self, now: DateTime<Utc>) -> Vec<DateTime<Utc>> {
        let step = self.step_secs();
        let settled = (now - SETTLED_AFTER).timestamp();
        let end = settled - settled.rem_euclid(step);
        let count = i64::try_from(self.steps()).unwrap_or(0);
        (1..=count)
            .rev()
            .filter_map(|back| DateTime::from_timestamp(end - back * step, 0))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_over_and_begin_on_round_times() {
        let now = "2026-11-26T10:30:30Z".parse().unwrap();
        let at = |text: &str| text.parse::<DateTime<Utc>>().unwrap();

        let hour = HistoryRange::Hour.starts(now);
        let week = HistoryRange::Week.starts(now);

        assert_eq!((hour.len(), week.len()), (60, 84));
        assert_eq!(hour[0], at("2026-11-26T09:30:00Z"));
        assert_eq!(hour[59], at("2026-11-26T10:29:00Z"));
        assert_eq!(week[83], at("2026-11-26T08:00:00Z"), "10:00 to 12:00 is not over");
        // Ten seconds after the minute the last one is not yet known in full.
        let early = HistoryRange::Hour.starts(at("2026-11-26T10:30:10Z"));
        assert_eq!(early[59], at("2026-11-26T10:28:00Z"));
    }
}
