//! Why a tracking file cannot be read.

use football::Side;

/// Where and why a file cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{fault}", line.map_or_else(String::new, |line| format!("line {line}: ")))]
pub struct TrackingError {
    /// The line, the first being 1; `None` where it is about the file as a whole.
    pub line: Option<u64>,
    /// What is wrong there.
    pub fault: TrackingFault,
}

/// What is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TrackingFault {
    /// There is nothing in it.
    #[error("the file is empty")]
    Empty,
    /// A line is longer than any frame is.
    #[error("the line has more than {most} bytes, so this is not a file of frames")]
    LineTooLong {
        /// The most that is read.
        most: usize,
    },
    /// An object of JSON is longer than any frame is.
    #[error("an object has more than {most} bytes, so this is not a file of frames")]
    ObjectTooLong {
        /// The most that is read.
        most: usize,
    },
    /// A frame is not what stands in this format.
    #[error("the frame: {0}")]
    Frame(String),
    /// A part of a line is not what stands there in this format.
    #[error("`{found}` stands where {expected} is expected")]
    Unexpected {
        /// What stands there, its beginning.
        found: String,
        /// What should.
        expected: &'static str,
    },
    /// The last line stops in the middle of a frame.
    #[error("the file ends in the middle of a frame: it was cut off")]
    CutOff,
    /// A frame comes again, or after a later one.
    #[error("frame {frame} comes after frame {last}: frames are doubled or out of order")]
    NotInOrder {
        /// The frame.
        frame: i64,
        /// The one before it.
        last: i64,
    },
    /// Two frames are further apart than any break.
    #[error("frame {frame} comes {missing} frames after the one before it, more than a period has")]
    GapTooLong {
        /// The frame.
        frame: i64,
        /// Frames between the two.
        missing: u64,
    },
    /// A player stands in a frame twice.
    #[error("{side:?} {shirt} stands in frame {frame} twice")]
    TwiceInFrame {
        /// His team.
        side: Side,
        /// His shirt.
        shirt: u16,
        /// The frame.
        frame: i64,
    },
    /// A frame has places for another number of players than the header.
    #[error("{found} values, where the header has {expected}")]
    WrongNumberOfValues {
        /// Values of the line.
        found: usize,
        /// Values of the header.
        expected: usize,
    },
    /// More players than any game has.
    #[error("more than {most} players")]
    TooManyPlayers {
        /// The most that is read.
        most: usize,
    },
    /// More places than any game has.
    #[error("the file asks for more than {most} places, seven times what a game has")]
    TooManyPlaces {
        /// The most that is kept.
        most: usize,
    },
    /// A number that says how the game was recorded is missing or makes no sense.
    #[error("{what} is {found}, which cannot be")]
    Absurd {
        /// What the number is.
        what: &'static str,
        /// What it is.
        found: String,
    },
    /// The frames of two files are not those of one game.
    #[error("the files of the two teams differ in frames: {0}")]
    TeamsDiffer(String),
    /// The clock runs at one rate in one period and at another in the next.
    #[error("one period has {first} frames a second and another has {second}")]
    MixedRates {
        /// The one, to two decimals.
        first: String,
        /// The other.
        second: String,
    },
    /// The description of the game cannot be read.
    #[error("the description of the game: {0}")]
    Description(String),
    /// No frame belongs to a period of the description.
    #[error("no frame of the file belongs to a period of its description: are they of one game?")]
    NoFrames,
}

impl TrackingFault {
    /// The fault at a line.
    pub(super) fn at(self, line: u64) -> TrackingError {
        TrackingError { line: Some(line), fault: self }
    }

    /// The fault of the file as a whole.
    pub(super) fn of_file(self) -> TrackingError {
        TrackingError { line: None, fault: self }
    }

    /// `found` is not what stands there.
    pub(super) fn unexpected(found: &[u8], expected: &'static str) -> Self {
        const SHOWN: usize = 40;
        let shown = &found[..found.len().min(SHOWN)];
        Self::Unexpected { found: String::from_utf8_lossy(shown).into_owned(), expected }
    }
}
