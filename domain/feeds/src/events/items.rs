//! The items of a JSON file that comes in pieces: the values at the places that a reader wants. The rest is passed
//! over and not kept, so that a file of any length takes the memory of its longest item.

use std::fmt::Write as _;

use serde::de::DeserializeOwned;

use super::error::{EventsError, EventsFault};

/// A file of events has three to ten million bytes, one of freeze frames twenty.
const LONGEST_FILE: usize = 96 << 20;
/// An event with everything that is said of it has some ten thousand bytes, a line-up a hundred thousand.
const LONGEST_ITEM: usize = 1 << 20;
const LONGEST_KEY: usize = 1024;
const DEEPEST: usize = 64;

/// A step of the way to an item.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The value of this key.
    Key(String),
    /// The item with this number, the first being 0.
    Item(usize),
}

impl Step {
    /// Whether it is the value of this key.
    pub(super) fn is(&self, key: &str) -> bool {
        matches!(self, Self::Key(own) if own == key)
    }

    /// The key.
    pub(super) fn key(&self) -> Option<&str> {
        if let Self::Key(key) = self { Some(key) } else { None }
    }
}

/// What has come of a file.
#[derive(Debug)]
pub(super) struct Items {
    /// Says of the way to a value whether it is wanted.
    wanted: fn(&[Step]) -> bool,
    open: Vec<Open>,
    way: Vec<Step>,
    state: State,
    key: Vec<u8>,
    /// The bytes of the item that has begun, and how many levels were open outside of it.
    item: Option<(Vec<u8>, usize)>,
    line: u64,
    length: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Open {
    Object,
    Array,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Value,
    /// After `[`: a value or its end.
    FirstItem,
    /// After `{`: a key or its end.
    FirstKey,
    Key,
    InKey {
        after_backslash: bool,
    },
    Colon,
    InString {
        after_backslash: bool,
    },
    InWord,
    Next,
    Done,
}

impl Items {
    /// Items of the places that `wanted` says.
    pub(super) fn new(wanted: fn(&[Step]) -> bool) -> Self {
        Self {
            wanted,
            open: Vec::new(),
            way: Vec::new(),
            state: State::Value,
            key: Vec::new(),
            item: None,
            line: 1,
            length: 0,
        }
    }

    /// Calls `each` with the way to every item that `bytes` completes, and its bytes.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(&[Step], &[u8]) -> Result<(), EventsFault>,
    ) -> Result<(), EventsError> {
        let before = self.length;
        self.length += bytes.len();
        if self.length > LONGEST_FILE {
            return Err(EventsFault::FileTooLong { most: LONGEST_FILE }.of_file());
        }
        for (place, byte) in bytes.iter().enumerate() {
            // A mark of byte order is no part of the text.
            if before + place < 3 && b"\xEF\xBB\xBF"[before + place] == *byte {
                continue;
            }
            self.line += u64::from(*byte == b'\n');
            let told = self.take(*byte, each);
            told.map_err(|fault| match fault {
                Fault::At(fault) => fault.within(self.line, self.place()),
                Fault::Here => EventsFault::unexpected(&bytes[place..], self.expected())
                    .within(self.line, self.place()),
            })?;
        }
        Ok(())
    }

    /// Whether the file ended where it should.
    pub(super) fn finish(&self) -> Result<(), EventsError> {
        match self.state {
            State::Done => Ok(()),
            State::Value if self.open.is_empty() => Err(EventsFault::Empty.of_file()),
            _ => Err(EventsFault::CutOff.within(self.line, self.place())),
        }
    }

    /// The way to where the reader stands: `liveData.event[3]`.
    fn place(&self) -> String {
        let mut place = String::new();
        for step in &self.way {
            match step {
                Step::Key(key) if place.is_empty() => place.push_str(key),
                Step::Key(key) => {
                    let _ = write!(place, ".{key}");
                }
                Step::Item(number) => {
                    let _ = write!(place, "[{number}]");
                }
            }
        }
        if place.is_empty() { "JSON".to_owned() } else { place }
    }

    fn expected(&self) -> &'static str {
        match self.state {
            State::FirstKey | State::Key => "a key",
            State::Colon => "a colon",
            State::Next => "a comma or an end",
            State::Done => "the end of the file",
            _ => "a value of JSON",
        }
    }

    fn take(
        &mut self,
        byte: u8,
        each: &mut impl FnMut(&[Step], &[u8]) -> Result<(), EventsFault>,
    ) -> Result<(), Fault> {
        // A word or number ends where something else begins.
        if self.state == State::InWord && !(byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
        {
            self.end_value(each)?;
        }
        if let State::InString { after_backslash } = self.state {
            self.keep(byte)?;
            if byte == b'"' && !after_backslash {
                return self.end_value(each);
            }
            self.state = State::InString { after_backslash: byte == b'\\' && !after_backslash };
            return Ok(());
        }
        if let State::InKey { after_backslash } = self.state {
            self.keep(byte)?;
            if byte == b'"' && !after_backslash {
                let key = String::from_utf8_lossy(&self.key).into_owned();
                self.key.clear();
                if let Some(step) = self.way.last_mut() {
                    *step = Step::Key(key);
                }
                self.state = State::Colon;
                return Ok(());
            }
            self.key.push(byte);
            if self.key.len() > LONGEST_KEY {
                return Err(EventsFault::ItemTooLong { most: LONGEST_KEY }.into());
            }
            self.state = State::InKey { after_backslash: byte == b'\\' && !after_backslash };
            return Ok(());
        }
        if byte.is_ascii_whitespace() {
            return self.keep(byte);
        }
        match (self.state, byte) {
            (State::FirstItem, b']') | (State::FirstKey, b'}') => self.close(byte, each),
            (State::Value | State::FirstItem, _) => self.begin_value(byte),
            (State::FirstKey | State::Key, b'"') => {
                self.state = State::InKey { after_backslash: false };
                self.keep(byte)
            }
            (State::Colon, b':') => {
                self.state = State::Value;
                self.keep(byte)
            }
            (State::InWord, _) => self.keep(byte),
            (State::Next, b',') => {
                self.state = if self.open.last() == Some(&Open::Object) {
                    State::Key
                } else {
                    if let Some(Step::Item(number)) = self.way.last_mut() {
                        *number += 1;
                    }
                    State::Value
                };
                self.keep(byte)
            }
            (State::Next, b'}') if self.open.last() == Some(&Open::Object) => {
                self.close(byte, each)
            }
            (State::Next, b']') if self.open.last() == Some(&Open::Array) => self.close(byte, each),
            _ => Err(Fault::Here),
        }
    }

    fn begin_value(&mut self, byte: u8) -> Result<(), Fault> {
        if self.item.is_none() && (self.wanted)(&self.way) {
            self.item = Some((Vec::new(), self.open.len()));
        }
        let within = match byte {
            b'{' => Some((Open::Object, Step::Key(String::new()), State::FirstKey)),
            b'[' => Some((Open::Array, Step::Item(0), State::FirstItem)),
            b'"' => {
                self.state = State::InString { after_backslash: false };
                None
            }
            b'-' | b'0'..=b'9' | b't' | b'f' | b'n' if !self.open.is_empty() => {
                self.state = State::InWord;
                None
            }
            _ => return Err(Fault::Here),
        };
        if let Some((open, step, state)) = within {
            if self.open.len() == DEEPEST {
                return Err(EventsFault::TooDeep { most: DEEPEST }.into());
            }
            self.open.push(open);
            self.way.push(step);
            self.state = state;
        }
        self.keep(byte)
    }

    fn close(
        &mut self,
        byte: u8,
        each: &mut impl FnMut(&[Step], &[u8]) -> Result<(), EventsFault>,
    ) -> Result<(), Fault> {
        self.keep(byte)?;
        self.open.pop();
        self.way.pop();
        self.end_value(each)
    }

    fn end_value(
        &mut self,
        each: &mut impl FnMut(&[Step], &[u8]) -> Result<(), EventsFault>,
    ) -> Result<(), Fault> {
        self.state = if self.open.is_empty() { State::Done } else { State::Next };
        if let Some((bytes, _)) = self.item.take_if(|(_, outside)| *outside == self.open.len()) {
            each(&self.way, &bytes)?;
        }
        Ok(())
    }

    fn keep(&mut self, byte: u8) -> Result<(), Fault> {
        if let Some((bytes, _)) = &mut self.item {
            bytes.push(byte);
            if bytes.len() > LONGEST_ITEM {
                return Err(EventsFault::ItemTooLong { most: LONGEST_ITEM }.into());
            }
        }
        Ok(())
    }
}

/// Reads an item.
pub(super) fn read<T: DeserializeOwned>(item: &[u8]) -> Result<T, EventsFault> {
    serde_json::from_slice(item).map_err(|error| EventsFault::Item(error.to_string()))
}

enum Fault {
    /// A fault that says what it is.
    At(EventsFault),
    /// The byte is not what stands there.
    Here,
}

impl From<EventsFault> for Fault {
    fn from(fault: EventsFault) -> Self {
        Self::At(fault)
    }
}
