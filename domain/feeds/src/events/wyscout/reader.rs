//! Reads matches one after the other.

use football::GameEvents;

use super::{
    error::{WyscoutError, WyscoutFault},
    game::WyscoutMatch,
    second, third,
};
use crate::{
    events::{EventsError, error::EventsFault},
    objects::{AtLine, Between, ObjectFault, Objects},
};

/// A match of the third version, indented, has some fifteen million bytes.
pub(super) const LONGEST_OBJECT: usize = 32 << 20;

/// Reads files of the second version: one match, or one on each line as in the public data set. It holds one
/// match at a time.
#[derive(Debug)]
pub struct WyscoutReader {
    objects: Objects,
}

impl Default for WyscoutReader {
    fn default() -> Self {
        Self { objects: Objects::new(Between::Nothing, LONGEST_OBJECT) }
    }
}

impl WyscoutReader {
    /// Takes the next piece of the file and gives the matches that it completes to `each`.
    ///
    /// # Errors
    /// The first match that is not as it has to be, with its line.
    pub fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(WyscoutMatch),
    ) -> Result<(), WyscoutError> {
        self.objects.push(bytes, &mut |object| -> Result<(), WyscoutFault> {
            each(second::read(object)?);
            Ok(())
        })?;
        Ok(())
    }

    /// The file is at its end.
    ///
    /// # Errors
    /// It was cut off, or has no match.
    pub fn finish(self) -> Result<(), WyscoutError> {
        match self.objects.finish::<WyscoutFault>()? {
            0 => Err(self.objects.here(WyscoutFault::Empty).into()),
            _ => Ok(()),
        }
    }
}

/// Reads the file of one match, of either version, into the terms of all providers.
#[derive(Debug)]
pub(crate) struct WyscoutGameReader {
    objects: Objects,
    game: Option<Box<GameEvents>>,
}

impl Default for WyscoutGameReader {
    fn default() -> Self {
        Self { objects: Objects::new(Between::Nothing, LONGEST_OBJECT), game: None }
    }
}

impl WyscoutGameReader {
    /// Takes the next piece of the file.
    ///
    /// # Errors
    /// The match is not as it has to be, or there is a second one.
    pub(crate) fn push(&mut self, bytes: &[u8]) -> Result<(), EventsError> {
        let Self { objects, game } = self;
        let pushed = objects.push(bytes, &mut |object| -> Result<(), EventsFault> {
            if game.is_some() {
                let what = "there is a second match: bring one match at a time";
                return Err(EventsFault::Item(what.to_owned()));
            }
            // Only the third version has words for what an event was in the first place.
            let read = if memchr::memmem::find(object, b"\"primary\"").is_some() {
                third::read(object)?.game_events()?
            } else {
                second::read(object)?.game_events()?
            };
            *game = Some(Box::new(read));
            Ok(())
        });
        pushed.map_err(|AtLine { line, fault }| fault.at(line))
    }

    /// The game.
    ///
    /// # Errors
    /// The file was cut off, or has no match.
    pub(crate) fn finish(self) -> Result<GameEvents, EventsError> {
        let ended = self.objects.finish::<EventsFault>();
        ended.map_err(|AtLine { line, fault }| fault.at(line))?;
        self.game.map(|game| *game).ok_or_else(|| EventsFault::Empty.of_file())
    }
}

impl From<ObjectFault> for EventsFault {
    fn from(fault: ObjectFault) -> Self {
        WyscoutFault::from(fault).into()
    }
}

impl From<WyscoutFault> for EventsFault {
    fn from(fault: WyscoutFault) -> Self {
        Self::Item(fault.to_string())
    }
}

impl From<ObjectFault> for WyscoutFault {
    fn from(fault: ObjectFault) -> Self {
        match fault {
            ObjectFault::NotAnObject(found) => {
                Self::NotAnObject(String::from_utf8_lossy(&found).into_owned())
            }
            ObjectFault::TooLong { most } => Self::TooLong { most },
            ObjectFault::CutOff => Self::CutOff,
        }
    }
}

impl From<AtLine<WyscoutFault>> for WyscoutError {
    fn from(AtLine { line, fault }: AtLine<WyscoutFault>) -> Self {
        fault.at(line)
    }
}
