//! What can be wrong with a pattern or the name of a time zone, each with its cure.

use std::fmt;

/// One of the parts of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// 0 to 59; 0 where a pattern has five fields.
    Second,
    /// 0 to 59.
    Minute,
    /// 0 to 23.
    Hour,
    /// 1 to 31, or `L`.
    DayOfMonth,
    /// 1 to 12, or JAN to DEC.
    Month,
    /// 0 to 7, where 0 and 7 are Sunday, or SUN to SAT.
    DayOfWeek,
}

impl Part {
    /// The least and the largest number that it takes.
    pub(crate) const fn range(self) -> (u8, u8) {
        match self {
            Self::Second | Self::Minute => (0, 59),
            Self::Hour => (0, 23),
            Self::DayOfMonth => (1, 31),
            Self::Month => (1, 12),
            Self::DayOfWeek => (0, 7),
        }
    }

    /// What it takes, for people.
    const fn taken(self) -> &'static str {
        match self {
            Self::Second | Self::Minute => "0 to 59",
            Self::Hour => "0 to 23",
            Self::DayOfMonth => "1 to 31, or L for the last day",
            Self::Month => "1 to 12, or JAN to DEC",
            Self::DayOfWeek => "0 to 7, where 0 and 7 are Sunday, or SUN to SAT",
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Second => "second",
            Self::Minute => "minute",
            Self::Hour => "hour",
            Self::DayOfMonth => "day of the month",
            Self::Month => "month",
            Self::DayOfWeek => "day of the week",
        })
    }
}

/// A pattern or time zone that cannot be used. What it displays says what would be right.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TimetableError {
    /// Neither five nor six fields, and no known nickname.
    #[error(
        "Give five fields, minute, hour, day of the month, month and day of the week, such as \
         `0 3 * * MON-FRI`; or six, with the seconds first. There are {found}."
    )]
    Fields {
        /// How many there are.
        found: usize,
    },
    /// An `@word` that stands for no pattern.
    #[error(
        "`{0}` is no pattern. Use @hourly, @daily, @weekly, @monthly, @yearly, or five fields such \
         as `0 3 * * *`."
    )]
    Nickname(String),
    /// A value that its part does not take.
    #[error(
        "The {part} does not take `{text}`. Use {}, alone or as `a-b`, `a,b`, `*` or `*/n`.",
        .part.taken()
    )]
    Value {
        /// The part.
        part: Part,
        /// What was written.
        text: String,
    },
    /// A range whose end comes before its beginning.
    #[error("The range `{text}` of the {part} ends before it begins. Write it as two: `a-b,c-d`.")]
    Backwards {
        /// The part.
        part: Part,
        /// What was written.
        text: String,
    },
    /// A step without a range before it, of nothing, or longer than its part.
    #[error(
        "The {part} cannot step by `{text}`. Write `*/n` or `a-b/n` with n from 1 to {}.",
        .part.range().1
    )]
    Step {
        /// The part.
        part: Part,
        /// What was written.
        text: String,
    },
    /// Days that none of the months has: 31 February.
    #[error("No date fits: the months of this pattern have no such day.")]
    NoSuchDay,
    /// A time zone that nobody knows.
    #[error("There is no time zone `{name}`. {}", cure(.near.unwrap_or_default()))]
    Zone {
        /// What was written.
        name: String,
        /// The zone that was perhaps meant.
        near: Option<&'static str>,
    },
}

fn cure(near: &str) -> String {
    if near.is_empty() {
        "Use a name such as Europe/Berlin, America/New_York or UTC.".to_owned()
    } else {
        format!("Do you mean {near}?")
    }
}
