//! Reads matches one after the other.

use super::{
    error::{WyscoutError, WyscoutFault},
    game::WyscoutMatch,
    second,
};
use crate::objects::{AtLine, Between, ObjectFault, Objects};

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
