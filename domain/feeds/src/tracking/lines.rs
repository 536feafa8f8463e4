//! Lines of a file that comes in pieces.

use super::error::{TrackingError, TrackingFault};

/// A frame of 22 players and more has some thousand bytes.
const LONGEST_LINE: usize = 65_536;

/// What has come of a line, and how many lines came before it.
#[derive(Debug, Default)]
pub(super) struct Lines {
    begun: Vec<u8>,
    done: u64,
}

impl Lines {
    /// Calls `each` with the number and the bytes of every line that `bytes` completes.
    pub(super) fn push(
        &mut self,
        mut bytes: &[u8],
        each: &mut impl FnMut(u64, &[u8]) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        while let Some(end) = memchr::memchr(b'\n', bytes) {
            let (line, rest) = (&bytes[..end], &bytes[end + 1..]);
            bytes = rest;
            if self.begun.is_empty() {
                self.give(line, each)?;
            } else {
                let mut whole = std::mem::take(&mut self.begun);
                whole.extend_from_slice(line);
                self.give(&whole, each)?;
                whole.clear();
                self.begun = whole;
            }
        }
        if self.begun.len() + bytes.len() > LONGEST_LINE {
            return Err(too_long(self.done + 1));
        }
        self.begun.extend_from_slice(bytes);
        Ok(())
    }

    /// The last line, if the file does not end with the end of one.
    pub(super) fn finish(
        &mut self,
        each: &mut impl FnMut(u64, &[u8]) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        let last = std::mem::take(&mut self.begun);
        if last.is_empty() { Ok(()) } else { self.give(&last, each) }
    }

    /// Lines so far.
    pub(super) fn count(&self) -> u64 {
        self.done
    }

    fn give(
        &mut self,
        line: &[u8],
        each: &mut impl FnMut(u64, &[u8]) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        self.done += 1;
        let number = self.done;
        if line.len() > LONGEST_LINE {
            return Err(too_long(number));
        }
        let line =
            if number == 1 { line.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(line) } else { line };
        let line = line.strip_suffix(b"\r").unwrap_or(line);
        each(number, line).map_err(|fault| fault.at(number))
    }
}

fn too_long(line: u64) -> TrackingError {
    TrackingFault::LineTooLong { most: LONGEST_LINE }.at(line)
}
