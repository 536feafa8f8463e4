//! The tags of an XML file that comes in pieces. Nothing is kept of what stands between them.

use quick_xml::events::BytesStart;

use super::error::{TrackingError, TrackingFault};

/// A frame of one object has some hundred bytes.
const LONGEST_TAG: usize = 16_384;

/// A tag.
pub(super) enum Tag<'a> {
    /// An element begins; it may end there too.
    Start(BytesStart<'a>),
    /// An element of this name ends.
    End(&'a str),
}

/// What has come of a tag, and where in the file that is.
#[derive(Debug)]
pub(super) struct Tags {
    begun: Vec<u8>,
    within: Within,
    line: u64,
    count: u64,
    /// Elements that have begun and not ended.
    open: u64,
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Within {
    Words,
    Tag,
    /// Within a value that ends with this mark.
    Value(u8),
    Comment,
}

impl Default for Tags {
    fn default() -> Self {
        Self { begun: Vec::new(), within: Within::Words, line: 1, count: 0, open: 0 }
    }
}

impl Tags {
    /// Calls `each` with every tag that `bytes` completes. Names have no prefix.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(Tag<'_>) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingError> {
        let mut place = 0;
        while place < bytes.len() {
            let rest = &bytes[place..];
            let found = match self.within {
                Within::Words => memchr::memchr(b'<', rest),
                Within::Tag => memchr::memchr3(b'>', b'"', b'\'', rest),
                Within::Value(mark) => memchr::memchr(mark, rest),
                Within::Comment => memchr::memchr(b'>', rest),
            };
            let upto = found.map_or(rest.len(), |found| found + 1);
            let taken = self.take(&rest[..upto], found.is_some(), each);
            taken.map_err(|fault| fault.at(self.line))?;
            self.line += memchr::memchr_iter(b'\n', &rest[..upto]).count() as u64;
            place += upto;
        }
        Ok(())
    }

    /// Whether the file ended after its last element, and how many tags there were.
    pub(super) fn finish(&self) -> Result<u64, TrackingError> {
        if self.within != Within::Words || self.open > 0 {
            return Err(TrackingFault::CutOff.at(self.line));
        }
        Ok(self.count)
    }

    /// Takes bytes up to one that may change what they are within, that one included if it was `found`.
    fn take(
        &mut self,
        bytes: &[u8],
        found: bool,
        each: &mut impl FnMut(Tag<'_>) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingFault> {
        if self.within == Within::Words {
            let words = &bytes[..bytes.len() - usize::from(found)];
            // What stands before the first tag says at once that this is no XML.
            if self.count == 0 && !words.iter().all(|byte| is_before_tags(*byte)) {
                return Err(TrackingFault::unexpected(words, "XML"));
            }
            if found {
                self.begun.clear();
                self.within = Within::Tag;
            }
            return Ok(());
        }
        self.begun.extend_from_slice(bytes);
        if self.within == Within::Comment {
            if found && self.begun.ends_with(b"-->") && self.begun.len() >= 6 {
                self.within = Within::Words;
            } else if self.begun.len() > LONGEST_TAG {
                // All that matters of it is how it begins and ends.
                self.begun.drain(3..self.begun.len() - 3);
            }
            return Ok(());
        }
        if self.begun.starts_with(b"!--") {
            let ends = found && self.begun.ends_with(b"-->") && self.begun.len() >= 6;
            self.within = if ends { Within::Words } else { Within::Comment };
            return Ok(());
        }
        if self.begun.len() > LONGEST_TAG {
            return Err(TrackingFault::ObjectTooLong { most: LONGEST_TAG });
        }
        if !found {
            return Ok(());
        }
        match (self.within, bytes.last()) {
            (Within::Tag, Some(b'>')) => self.give(each),
            (Within::Tag, Some(mark)) => {
                self.within = Within::Value(*mark);
                Ok(())
            }
            _ => {
                self.within = Within::Tag;
                Ok(())
            }
        }
    }

    fn give(
        &mut self,
        each: &mut impl FnMut(Tag<'_>) -> Result<(), TrackingFault>,
    ) -> Result<(), TrackingFault> {
        self.within = Within::Words;
        self.count += 1;
        let tag = str::from_utf8(&self.begun[..self.begun.len() - 1])
            .map_err(|error| TrackingFault::Frame(error.to_string()))?;
        match tag.as_bytes().first() {
            // `<?xml version="1.0"?>`
            Some(b'?') => Ok(()),
            // A document type may define entities, which is how XML fills a memory; no file of this kind has one.
            Some(b'!') => Err(TrackingFault::unexpected(tag.as_bytes(), "an element")),
            Some(b'/') => {
                self.open = self.open.saturating_sub(1);
                each(Tag::End(local(tag[1..].trim_end())))
            }
            _ => {
                let empty = tag.strip_suffix('/');
                self.open += u64::from(empty.is_none());
                let tag = empty.unwrap_or(tag);
                let name = tag.find(|letter: char| letter.is_ascii_whitespace());
                each(Tag::Start(BytesStart::from_content(tag, name.unwrap_or(tag.len()))))
            }
        }
    }
}

/// A name without its prefix.
fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// White space and the mark that says that the text is UTF-8.
fn is_before_tags(byte: u8) -> bool {
    byte.is_ascii_whitespace() || crate::objects::BOM.contains(&byte)
}
