//! The objects of a JSON file that comes in pieces: those of one long array, or one on each line.

use super::error::{TrackingError, TrackingFault};

/// A frame of forty persons with everything that is said of each has some ten thousand bytes.
pub(super) const LONGEST_OBJECT: usize = 1 << 20;
/// What may stand before the first object: it says that the text is UTF-8. A piece may end within it.
pub(super) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What has come of an object, and where in the file that is.
#[derive(Debug)]
pub(super) struct Objects {
    begun: Vec<u8>,
    /// Braces and brackets open within the object.
    depth: usize,
    in_string: bool,
    after_backslash: bool,
    line: u64,
    count: u64,
}

impl Default for Objects {
    fn default() -> Self {
        let begun = Vec::new();
        Self { begun, depth: 0, in_string: false, after_backslash: false, line: 1, count: 0 }
    }
}

impl Objects {
    /// Calls `each` with the bytes of every object that `bytes` completes.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        let mut start = 0;
        for (place, byte) in bytes.iter().enumerate() {
            self.line += u64::from(*byte == b'\n');
            if self.in_string {
                self.in_string = self.after_backslash || *byte != b'"';
                self.after_backslash = !self.after_backslash && *byte == b'\\';
                continue;
            }
            match byte {
                b'{' | b'[' if self.depth > 0 => self.depth += 1,
                b'{' => {
                    self.depth = 1;
                    start = place;
                }
                b'"' if self.depth > 0 => self.in_string = true,
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.give(&bytes[start..=place], each)?;
                        start = place + 1;
                    }
                }
                b'[' | b']' | b',' => {}
                byte if self.depth > 0 || byte.is_ascii_whitespace() => {}
                byte if self.count == 0 && BOM.contains(byte) => {}
                _ => {
                    let fault = TrackingFault::unexpected(&bytes[place..], "an object of JSON");
                    return Err(fault.at(self.line));
                }
            }
        }
        if self.depth > 0 {
            self.begun.extend_from_slice(&bytes[start..]);
            if self.begun.len() > LONGEST_OBJECT {
                return Err(TrackingFault::ObjectTooLong { most: LONGEST_OBJECT }.at(self.line));
            }
        }
        Ok(())
    }

    /// Whether the file ended between two objects, and how many there were.
    pub(super) fn finish(&self) -> Result<u64, TrackingError> {
        if self.depth > 0 {
            return Err(TrackingFault::CutOff.at(self.line));
        }
        Ok(self.count)
    }

    fn give(
        &mut self,
        end: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        self.count += 1;
        let line = self.line;
        if self.begun.is_empty() {
            return each(end).map_err(|fault| fault.at(line));
        }
        let mut whole = std::mem::take(&mut self.begun);
        whole.extend_from_slice(end);
        let given = each(&whole).map_err(|fault| fault.at(line));
        whole.clear();
        self.begun = whole;
        given
    }
}
