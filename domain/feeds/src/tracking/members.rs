//! The members of one long JSON object that comes in pieces: the elements of some of its arrays one by one, some
//! values as a whole, the rest passed over.

use super::{
    error::{TrackingError, TrackingFault},
    frame_objects::LONGEST_OBJECT,
};
use crate::objects::BOM;

/// A key that is longer is none that is looked for.
const LONGEST_KEY: usize = 64;

/// What is wanted of the object, by the keys that lead there.
#[derive(Clone, Copy, Debug)]
pub(super) enum Wanted {
    /// Each object of an array.
    Each(&'static [&'static str]),
    /// An object.
    Whole(&'static [&'static str]),
}

impl Wanted {
    fn keys(&self) -> &'static [&'static str] {
        match self {
            Self::Each(keys) | Self::Whole(keys) => keys,
        }
    }
}

/// How far the object has come.
#[derive(Debug)]
pub(super) struct Members {
    wanted: &'static [Wanted],
    /// The keys that lead to the innermost object that is walked.
    path: Vec<String>,
    state: State,
    key: Vec<u8>,
    taken: Vec<u8>,
    line: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    /// Nothing has come yet.
    Before,
    /// Between the members of an object.
    Members,
    /// Within a key.
    Key { escaped: bool },
    /// After a key.
    Colon,
    /// At the value of a member.
    Value,
    /// Within text, number or word that nobody wants.
    Scalar,
    /// Between the elements of a wanted array.
    Elements(usize),
    /// Within a value: what it was opened and will be closed by, and how often it is open. `of` wants it, as
    /// an element if `element`.
    Inside { open: u8, close: u8, depth: usize, of: Option<usize>, element: bool, text: Text },
    /// After the object.
    After,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Text {
    Outside,
    Inside,
    AfterBackslash,
}

impl Members {
    pub(super) fn new(wanted: &'static [Wanted]) -> Self {
        let (path, key, taken) = (Vec::new(), Vec::new(), Vec::new());
        Self { wanted, path, state: State::Before, key, taken, line: 1 }
    }

    /// Calls `each` with the place among the wanted and the bytes of everything wanted that `bytes` completes.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(usize, &[u8]) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        let mut place = 0;
        while place < bytes.len() {
            let used = if let State::Inside { .. } = self.state {
                self.inside(&bytes[place..], each)
            } else {
                self.walk(&bytes[place..]).map(|()| 1)
            };
            place += used.map_err(|fault| fault.at(self.line + lines(&bytes[..place])))?;
        }
        self.line += lines(bytes);
        Ok(())
    }

    /// Whether the object came to its end.
    pub(super) fn finish(&self) -> Result<(), TrackingError> {
        match self.state {
            State::After => Ok(()),
            State::Before => Err(TrackingFault::Empty.of_file()),
            _ => Err(TrackingFault::CutOff.at(self.line)),
        }
    }

    /// Takes the first byte of `rest`, outside of values that are taken or passed over.
    fn walk(&mut self, rest: &[u8]) -> Result<(), TrackingFault> {
        let byte = rest[0];
        let unexpected = |expected| Err(TrackingFault::unexpected(rest, expected));
        match self.state {
            State::Before if byte == b'{' => self.state = State::Members,
            State::Before if BOM.contains(&byte) => {}
            State::Before | State::After if !byte.is_ascii_whitespace() => {
                return unexpected("one object of JSON");
            }
            State::Members => match byte {
                b'"' => {
                    self.key.clear();
                    self.state = State::Key { escaped: false };
                }
                b'}' => self.close(),
                b',' => {}
                byte if byte.is_ascii_whitespace() => {}
                _ => return unexpected("a member of an object of JSON"),
            },
            State::Key { escaped } => match byte {
                b'"' if !escaped => self.state = State::Colon,
                byte => {
                    if self.key.len() < LONGEST_KEY {
                        self.key.push(byte);
                    }
                    self.state = State::Key { escaped: !escaped && byte == b'\\' };
                }
            },
            State::Colon => match byte {
                b':' => self.state = State::Value,
                byte if byte.is_ascii_whitespace() => {}
                _ => return unexpected("a colon"),
            },
            State::Value => self.value(byte),
            State::Scalar => match byte {
                b',' => self.state = State::Members,
                b'}' => self.close(),
                _ => {}
            },
            State::Elements(of) => match byte {
                b'{' => self.enter(byte, b'}', Some(of), true),
                b']' => self.state = State::Members,
                b',' => {}
                byte if byte.is_ascii_whitespace() => {}
                _ => return unexpected("an object of JSON"),
            },
            _ => {}
        }
        Ok(())
    }

    fn value(&mut self, byte: u8) {
        let leads = |wanted: &Wanted| {
            let keys = wanted.keys();
            let depth = self.path.len();
            let same = self.path.iter().zip(keys).all(|(here, there)| here == there);
            (same && keys.get(depth).is_some_and(|key| key.as_bytes() == self.key))
                .then(|| keys.len() - depth - 1)
        };
        let mut found = None;
        for (of, wanted) in self.wanted.iter().enumerate() {
            match (leads(wanted), wanted, byte) {
                (Some(0), Wanted::Each(_), b'[') => {
                    self.state = State::Elements(of);
                    return;
                }
                (Some(0), Wanted::Whole(_), b'{') => found = Some(of),
                (Some(further), _, b'{') if further > 0 => {
                    let key = String::from_utf8_lossy(&self.key).into_owned();
                    self.path.push(key);
                    self.state = State::Members;
                    return;
                }
                _ => {}
            }
        }
        match byte {
            b'{' => self.enter(byte, b'}', found, false),
            b'[' => self.enter(byte, b']', None, false),
            // Text is closed by the mark that opens it.
            b'"' => {
                self.enter(0, 0, None, false);
                if let State::Inside { text, .. } = &mut self.state {
                    *text = Text::Inside;
                }
            }
            byte if byte.is_ascii_whitespace() => {}
            _ => self.state = State::Scalar,
        }
    }

    fn enter(&mut self, open: u8, close: u8, of: Option<usize>, element: bool) {
        self.taken.clear();
        if of.is_some() {
            self.taken.push(open);
        }
        self.state = State::Inside { open, close, depth: 1, of, element, text: Text::Outside };
    }

    fn close(&mut self) {
        self.state = if self.path.pop().is_some() { State::Members } else { State::After };
    }

    /// Goes on within a value; how many bytes that took.
    fn inside(
        &mut self,
        rest: &[u8],
        each: &mut impl FnMut(usize, &[u8]) -> Result<(), TrackingFault>,
    ) -> Result<usize, TrackingFault> {
        let State::Inside { open, close, mut depth, of, element, mut text } = self.state else {
            return Ok(1);
        };
        let mut place = 0;
        // A value that stays within its braces has them in pairs; what else is wrong with it is its reader's.
        while depth > 0 {
            let ahead = &rest[place..];
            let found = match text {
                Text::Outside => memchr::memchr3(b'"', open, close, ahead),
                Text::Inside => memchr::memchr2(b'"', b'\\', ahead),
                Text::AfterBackslash => (!ahead.is_empty()).then_some(0),
            };
            let Some(found) = found else {
                place = rest.len();
                break;
            };
            let byte = ahead[found];
            place += found + 1;
            text = match text {
                Text::AfterBackslash => Text::Inside,
                Text::Inside if byte == b'\\' => Text::AfterBackslash,
                Text::Inside => {
                    depth -= usize::from(open == 0);
                    Text::Outside
                }
                Text::Outside if byte == b'"' => Text::Inside,
                Text::Outside => {
                    if byte == open {
                        depth += 1;
                    } else {
                        depth -= 1;
                    }
                    Text::Outside
                }
            };
        }
        if of.is_some() {
            self.taken.extend_from_slice(&rest[..place]);
            if self.taken.len() > LONGEST_OBJECT {
                return Err(TrackingFault::ObjectTooLong { most: LONGEST_OBJECT });
            }
        }
        self.state = State::Inside { open, close, depth, of, element, text };
        if depth == 0 {
            if let Some(of) = of {
                each(of, &self.taken)?;
            }
            self.state = match of {
                Some(of) if element => State::Elements(of),
                _ => State::Members,
            };
        }
        Ok(place)
    }
}

fn lines(bytes: &[u8]) -> u64 {
    memchr::memchr_iter(b'\n', bytes).count() as u64
}
