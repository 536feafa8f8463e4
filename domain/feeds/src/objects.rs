//! The objects of JSON in a file that comes in pieces: those of one long array, one on each line, or one for the
//! whole file.

/// The byte order mark, which says that the text is UTF-8. A piece may end within it.
pub(crate) const BOM: &[u8] = b"\xEF\xBB\xBF";

/// What may stand beside white space between two objects.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Between {
    /// Brackets and commas: the objects are those of an array.
    ArraySigns,
    /// Nothing.
    Nothing,
}

/// Why there is no next object.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum ObjectFault {
    /// Something else stands between two objects: what begins there.
    NotAnObject(Vec<u8>),
    /// More bytes than an object may have.
    TooLong {
        /// The most that is read.
        most: usize,
    },
    /// The file stops within an object.
    CutOff,
}

/// A fault, and the line at which it is; the first is 1.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct AtLine<F> {
    /// The line.
    pub line: u64,
    /// What is wrong there.
    pub fault: F,
}

/// What has come of an object, and where in the file that is.
#[derive(Debug)]
pub(crate) struct Objects {
    between: Between,
    /// The most bytes that an object may have.
    most: usize,
    begun: Vec<u8>,
    /// Braces and brackets open within the object.
    depth: usize,
    in_string: bool,
    after_backslash: bool,
    /// Bytes of the byte order mark that have come.
    mark: usize,
    line: u64,
    count: u64,
}

impl Objects {
    /// Objects of at most so many bytes.
    pub(crate) fn new(between: Between, most: usize) -> Self {
        let (begun, in_string, after_backslash) = (Vec::new(), false, false);
        Self {
            between,
            most,
            begun,
            depth: 0,
            in_string,
            after_backslash,
            mark: 0,
            line: 1,
            count: 0,
        }
    }

    /// Calls `each` with the bytes of every object that `bytes` completes.
    pub(crate) fn push<F: From<ObjectFault>>(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), F>,
    ) -> Result<(), AtLine<F>> {
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
                        start = place + 1;
                    }
                }
                b'"' if self.depth > 0 => self.in_string = true,
                b'\n' => self.line += 1,
                _ if self.depth > 0 => {}
                byte if self.may_stand_between(*byte) => {}
                _ => {
                    const SHOWN: usize = 40;
                    let shown = bytes[place..bytes.len().min(place + SHOWN)].to_vec();
                    return Err(self.here(ObjectFault::NotAnObject(shown).into()));
                }
            }
            place += 1;
        }
        if self.depth > 0 {
            if self.begun.len() + bytes.len() - start > self.most {
                return Err(self.here(ObjectFault::TooLong { most: self.most }.into()));
            }
            self.begun.extend_from_slice(&bytes[start..]);
        }
        Ok(())
    }

    /// Whether the file ended between two objects, and how many there were.
    pub(crate) fn finish<F: From<ObjectFault>>(&self) -> Result<u64, AtLine<F>> {
        if self.depth > 0 { Err(self.here(ObjectFault::CutOff.into())) } else { Ok(self.count) }
    }

    /// A fault of the line that is being read.
    pub(crate) fn here<F>(&self, fault: F) -> AtLine<F> {
        AtLine { line: self.line, fault }
    }

    /// How many of the bytes belong to the string that is open.
    fn rest_of_string(&mut self, bytes: &[u8]) -> usize {
        if self.after_backslash {
            self.after_backslash = false;
            self.line += u64::from(bytes[0] == b'\n');
            return 1;
        }
        let end = memchr::memchr2(b'"', b'\\', bytes);
        let passed = &bytes[..end.unwrap_or(bytes.len())];
        self.line += memchr::memchr_iter(b'\n', passed).count() as u64;
        let Some(end) = end else { return bytes.len() };
        self.after_backslash = bytes[end] == b'\\';
        self.in_string = self.after_backslash;
        end + 1
    }

    fn may_stand_between(&mut self, byte: u8) -> bool {
        if self.count == 0 && BOM.get(self.mark) == Some(&byte) {
            self.mark += 1;
            return true;
        }
        byte.is_ascii_whitespace()
            || matches!((self.between, byte), (Between::ArraySigns, b'[' | b']' | b','))
    }

    fn give<F>(
        &mut self,
        end: &[u8],
        each: &mut impl FnMut(&[u8]) -> Result<(), F>,
    ) -> Result<(), AtLine<F>> {
        self.count += 1;
        if self.begun.is_empty() {
            return each(end).map_err(|fault| self.here(fault));
        }
        let mut whole = std::mem::take(&mut self.begun);
        whole.extend_from_slice(end);
        let given = each(&whole).map_err(|fault| self.here(fault));
        whole.clear();
        self.begun = whole;
        given
    }
}

#[cfg(test)]
mod tests {
    use super::{AtLine, Between, ObjectFault, Objects};

    type Read = Result<Vec<String>, AtLine<ObjectFault>>;

    /// The objects of a text that comes in pieces of so many bytes.
    fn objects(text: &[u8], between: Between, piece: usize) -> Read {
        let mut reader = Objects::new(between, 64);
        let mut found = Vec::new();
        for piece in text.chunks(piece) {
            reader.push(piece, &mut |object| {
                found.push(String::from_utf8_lossy(object).into_owned());
                Ok(())
            })?;
        }
        reader.finish::<ObjectFault>()?;
        Ok(found)
    }

    /// The same in pieces of every size, which has to make no difference.
    fn read(text: &[u8], between: Between) -> Read {
        let whole = objects(text, between, text.len().max(1));
        for piece in 1..text.len() {
            let in_pieces = objects(text, between, piece);
            match (&whole, &in_pieces) {
                (Err(whole), Err(piece)) => assert_eq!(whole.line, piece.line),
                _ => assert_eq!(whole, in_pieces, "pieces of {piece}"),
            }
        }
        whole
    }

    #[test]
    fn objects_stand_in_an_array_or_on_lines() {
        let array = br#"[{"a": [1, "}\"]"]}, {"b": {}}]"#;
        let expected = vec![r#"{"a": [1, "}\"]"]}"#.to_owned(), r#"{"b": {}}"#.to_owned()];
        assert_eq!(read(array, Between::ArraySigns), Ok(expected.clone()));
        let lines = b"\xEF\xBB\xBF{\"a\": [1, \"}\\\"]\"]}\r\n{\"b\": {}}\n";
        assert_eq!(read(lines, Between::Nothing), Ok(expected.clone()));
        assert_eq!(read(lines, Between::ArraySigns), Ok(expected));
    }

    #[test]
    fn what_stands_between_is_refused_with_its_line() {
        let array = read(b"\n[{}]", Between::Nothing).unwrap_err();
        assert_eq!(array.line, 2);
        assert!(matches!(array.fault, ObjectFault::NotAnObject(found) if found == b"[{}]"));
        let text = read(b"{}\n{}\nx", Between::ArraySigns).unwrap_err();
        assert_eq!(text.line, 3);
        // A mark that says nothing about the beginning, and half a mark out of order.
        assert!(read(b"{}\xEF\xBB\xBF", Between::Nothing).is_err());
        assert!(read(b"\xBB{}", Between::Nothing).is_err());
    }

    #[test]
    fn an_object_ends_and_has_an_end_in_sight() {
        assert_eq!(read(b"{\n\"a\n", Between::Nothing).unwrap_err().fault, ObjectFault::CutOff);
        let mut reader = Objects::new(Between::Nothing, 4);
        let fault = reader.push::<ObjectFault>(b"{\"abcd", &mut |_| Ok(())).unwrap_err().fault;
        assert_eq!(fault, ObjectFault::TooLong { most: 4 });
    }
}
