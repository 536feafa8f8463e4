//! The objects of JSON in a file that comes in pieces: one on each line, or one for the whole file.

use super::error::{WyscoutError, WyscoutFault};

/// A match of the third version, indented, has some fifteen million bytes.
pub(super) const LONGEST_OBJECT: usize = 32 << 20;

/// What has come of an object, and where in the file that is.
#[derive(Debug)]
pub(super) struct Objects {
    begun: Vec<u8>,
    /// Braces and brackets open within the object.
    depth: usize,
    in_string: bool,
    after_backslash: bool,
    /// Bytes of the byte order mark that may still come.
    mark: usize,
    line: u64,
    count: u64,
}

/// The byte order mark of UTF-8.
const MARK: [u8; 3] = [0xEF, 0xBB, 0xBF];

impl Default for Objects {
    fn default() -> Self {
        let (begun, in_string, after_backslash) = (Vec::new(), false, false);
        Self { begun, depth: 0, in_string, after_backslash, mark: 0, line: 1, count: 0 }
    }
}

impl Objects {
    /// Calls `each` with the bytes of every object that `bytes` completes.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), WyscoutFault>,
    ) -> Result<(), WyscoutError> {
        let mut start = 0;
        let mut place = 0;
        while let Some(byte) = bytes.get(place) {
            if self.in_string {
                place += self.rest_of_string(&bytes[place..]);
                continue;
            }
            match byte {
                b'{' | b'[' if self.depth > 0 => self.depth += 1,
                b'{' => {
                    self.depth = 1;
                    start = place;
                }
                b'}' | b']' if self.depth > 0 => {
                    self.depth -= 1;
                    if self.depth == 0 {
                        self.give(&bytes[start..=place], each)?;
                    }
                }
                b'"' if self.depth > 0 => self.in_string = true,
                b'\n' => self.line += 1,
                _ if self.depth > 0 => {}
                byte if byte.is_ascii_whitespace() || self.is_mark(*byte) => {}
                _ => {
                    const SHOWN: usize = 40;
                    let shown = &bytes[place..bytes.len().min(place + SHOWN)];
                    let shown = String::from_utf8_lossy(shown).into_owned();
                    return Err(WyscoutFault::NotAnObject(shown).at(self.line));
                }
            }
            place += 1;
        }
        if self.depth > 0 {
            if self.begun.len() + bytes.len() - start > LONGEST_OBJECT {
                return Err(WyscoutFault::TooLong { most: LONGEST_OBJECT }.at(self.line));
            }
            self.begun.extend_from_slice(&bytes[start..]);
        }
        Ok(())
    }

    /// Whether the file ended between two objects, and there was one.
    pub(super) fn finish(&self) -> Result<(), WyscoutError> {
        match (self.depth, self.count) {
            (0, 0) => Err(WyscoutFault::Empty.at(self.line)),
            (0, _) => Ok(()),
            _ => Err(WyscoutFault::CutOff.at(self.line)),
        }
    }

    /// How many of the bytes belong to the string that is open.
    fn rest_of_string(&mut self, bytes: &[u8]) -> usize {
        if self.after_backslash {
            self.after_backslash = false;
            return 1;
        }
        let Some(end) = memchr::memchr2(b'"', b'\\', bytes) else { return bytes.len() };
        self.after_backslash = bytes[end] == b'\\';
        self.in_string = self.after_backslash;
        end + 1
    }

    /// Whether the byte is the next of a byte order mark at the very beginning.
    fn is_mark(&mut self, byte: u8) -> bool {
        let expected = self.count == 0 && MARK.get(self.mark) == Some(&byte);
        self.mark += usize::from(expected);
        expected
    }

    fn give(
        &mut self,
        end: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), WyscoutFault>,
    ) -> Result<(), WyscoutError> {
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
