//! Why a file of events cannot be read.

/// Where and why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{}{fault}", line.map_or_else(String::new, |line| format!("line {line}: ")),
    path.as_ref().map_or_else(String::new, |path| format!("{path}: ")))]
pub struct EventsError {
    /// The line, the first being 1; `None` where it is about the file as a whole.
    pub line: Option<u64>,
    /// The item of a JSON file, as `liveData.event[3]`, or the element of an XML file.
    pub path: Option<String>,
    /// What is wrong there.
    pub fault: EventsFault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EventsFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// It is longer than any file of events is.
    #[error("the file has more than {most} bytes, so it does not hold the events of one game")]
    FileTooLong {
        /// The most that is read.
        most: usize,
    },
    /// An item is longer than any event is.
    #[error("an item has more than {most} bytes, so this is not a file of events")]
    ItemTooLong {
        /// The most that is read.
        most: usize,
    },
    /// Objects or elements within each other without end.
    #[error("more than {most} levels within each other")]
    TooDeep {
        /// The most that is read.
        most: usize,
    },
    /// It is not the format that it should be.
    #[error("`{found}` stands where {expected} is expected")]
    Unexpected {
        /// What stands there, its beginning.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// It stops in the middle.
    #[error("the file ends in the middle: it was cut off")]
    CutOff,
    /// An item is not what stands in this format.
    #[error("{0}")]
    Item(String),
    /// Something that every such file has is not there.
    #[error("{0} is missing: is it the file that it should be?")]
    Missing(&'static str),
    /// More events than any game has.
    #[error("more than {most} events")]
    TooManyEvents {
        /// The most that is read.
        most: usize,
    },
    /// More players than any game has.
    #[error("more than {most} players")]
    TooManyPlayers {
        /// The most that is read.
        most: usize,
    },
    /// A team that does not play.
    #[error("team {team} does not play in this game: are the files of one game?")]
    WrongTeam {
        /// Its id at the provider.
        team: String,
    },
    /// A number that cannot be.
    #[error("{what} is {found}, which cannot be")]
    Absurd {
        /// What the number is.
        what: &'static str,
        /// What it is.
        found: String,
    },
}

impl EventsFault {
    /// The fault at a line.
    pub(super) fn at(self, line: u64) -> EventsError {
        EventsError { line: Some(line), path: None, fault: self }
    }

    /// The fault at an item.
    pub(super) fn within(self, line: u64, path: String) -> EventsError {
        EventsError { line: Some(line), path: Some(path), fault: self }
    }

    /// The fault of the file as a whole.
    pub(super) fn of_file(self) -> EventsError {
        EventsError { line: None, path: None, fault: self }
    }

    /// `found` is not what stands there.
    pub(super) fn unexpected(found: &[u8], expected: &'static str) -> Self {
        const SHOWN: usize = 40;
        let shown = &found[..found.len().min(SHOWN)];
        Self::Unexpected { found: String::from_utf8_lossy(shown).into_owned(), expected }
    }
}
