//! Reads matches one after the other.

use super::{
    error::{WyscoutError, WyscoutFault},
    game::WyscoutMatch,
    objects::Objects,
    second,
};

/// Reads files of the second version: one match, or one on each line as in the public data set. It holds one
/// match at a time.
#[derive(Debug, Default)]
pub struct WyscoutReader {
    objects: Objects,
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
        })
    }

    /// The file is at its end.
    ///
    /// # Errors
    /// It was cut off, or has no match.
    pub fn finish(self) -> Result<(), WyscoutError> {
        self.objects.finish()
    }
}
