//! Why a file of events cannot be read.

/// Where and why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}: {fault}")]
pub struct WyscoutError {
    /// The line at which the match ends, or the file where it has no match; the first is 1.
    pub line: u64,
    /// What is wrong there.
    pub fault: WyscoutFault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum WyscoutFault {
    /// There is no match in it.
    #[error("the file has no match")]
    Empty,
    /// Something stands between the matches.
    #[error("`{0}` stands where a match is expected, an object of JSON")]
    NotAnObject(String),
    /// More text than any match has.
    #[error("a match has more than {most} bytes, which none has")]
    TooLong {
        /// The most that is read.
        most: usize,
    },
    /// The file stops within a match.
    #[error("the file ends in the middle of a match: it was cut off")]
    CutOff,
    /// A match is not what stands in this format.
    #[error("the match: {0}")]
    Match(String),
    /// The match is of another number of teams.
    #[error("the match is of {0} teams")]
    Teams(usize),
    /// Nothing was recorded of the match.
    #[error("the match has no events")]
    NoEvents,
    /// More events than any match has.
    #[error("the match has more than {most} events, which none has")]
    TooManyEvents {
        /// The most that is read.
        most: usize,
    },
    /// An event comes twice.
    #[error("event {0} comes twice")]
    Twice(i64),
    /// An event is of a team that does not play.
    #[error("event {event} is of team {team}, which does not play")]
    Stranger {
        /// The event.
        event: i64,
        /// Its team.
        team: i64,
    },
    /// A value of an event makes no sense.
    #[error("event {event}: {what} is {found}, which cannot be")]
    Absurd {
        /// The event.
        event: i64,
        /// What the value is.
        what: &'static str,
        /// What stands there.
        found: String,
    },
}

impl WyscoutFault {
    /// The fault at a line.
    pub(super) fn at(self, line: u64) -> WyscoutError {
        WyscoutError { line, fault: self }
    }
}
