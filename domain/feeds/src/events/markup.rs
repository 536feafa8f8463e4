//! The elements of an XML file that comes in pieces, one after the other and never as a tree. Entities of the file's
//! own are refused: they are how XML fills a memory.

use quick_xml::{Reader, escape::unescape, events::Event};

use super::error::{EventsError, EventsFault};

const LONGEST_FILE: usize = 96 << 20;
/// The longest tag is that of a shot with some twenty attributes, the longest text a name.
const LONGEST_TAG: usize = 64 << 10;
const DEEPEST: usize = 64;
/// Each is compared with those before it.
const MOST_ATTRIBUTES: usize = 200;

/// Part of a file.
#[derive(Debug)]
pub(super) enum Part<'a> {
    /// An element begins.
    Start(&'a Element),
    /// Text within the innermost element.
    Text(&'a str),
    /// The element of this name ends.
    End(&'a str),
}

/// An element that begins.
#[derive(Clone, Debug, Default)]
pub(super) struct Element {
    /// Its name, without a prefix.
    pub name: String,
    attributes: Vec<(String, String)>,
}

impl Element {
    /// The value of an attribute; an empty one is none.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        let (_, value) = self.attributes.iter().find(|(own, _)| own == name)?;
        (!value.is_empty()).then_some(value)
    }

    /// The value of an attribute that has to be there.
    pub(super) fn need(&self, name: &'static str) -> Result<&str, EventsFault> {
        self.get(name).ok_or_else(|| EventsFault::Item(format!("it lacks `{name}`")))
    }

    /// The number of an attribute; `None` where it is not there.
    pub(super) fn number(&self, name: &'static str) -> Result<Option<f64>, EventsFault> {
        let Some(text) = self.get(name) else { return Ok(None) };
        let number: Option<f64> =
            text.trim().parse().ok().filter(|number: &f64| number.is_finite());
        let absurd = || EventsFault::Absurd { what: name, found: shown(text) };
        number.map(Some).ok_or_else(absurd)
    }

    /// Its attributes, in their order.
    pub(super) fn attributes(&self) -> impl Iterator<Item = (&str, &str)> {
        self.attributes.iter().map(|(name, value)| (name.as_str(), value.as_str()))
    }
}

fn shown(text: &str) -> String {
    text.chars().take(40).collect()
}

/// What has come of a file.
#[derive(Debug)]
pub(super) struct Markup {
    begun: Vec<u8>,
    state: State,
    open: Vec<String>,
    line: u64,
    length: usize,
    elements: usize,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Text,
    Tag,
    Quoted(u8),
    /// A comment, or what stands in `<!` and `<?`.
    Other,
}

impl Default for Markup {
    fn default() -> Self {
        let (begun, open) = (Vec::new(), Vec::new());
        Self { begun, state: State::Text, open, line: 1, length: 0, elements: 0 }
    }
}

impl Markup {
    /// Calls `each` with every part that `bytes` completes.
    pub(super) fn push(
        &mut self,
        bytes: &[u8],
        each: &mut impl FnMut(Part<'_>) -> Result<(), EventsFault>,
    ) -> Result<(), EventsError> {
        let before = self.length;
        self.length += bytes.len();
        if self.length > LONGEST_FILE {
            return Err(EventsFault::FileTooLong { most: LONGEST_FILE }.of_file());
        }
        for (place, byte) in bytes.iter().enumerate() {
            if before + place < 3 && b"\xEF\xBB\xBF"[before + place] == *byte {
                continue;
            }
            self.line += u64::from(*byte == b'\n');
            self.take(*byte, each).map_err(|fault| self.told(fault))?;
        }
        Ok(())
    }

    /// Whether the file ended where it should.
    pub(super) fn finish(&self) -> Result<(), EventsError> {
        if self.state != State::Text || !self.open.is_empty() {
            return Err(self.told(EventsFault::CutOff));
        }
        if !self.begun.iter().all(u8::is_ascii_whitespace) {
            return Err(EventsFault::unexpected(&self.begun, "an element of XML").at(self.line));
        }
        if self.elements == 0 {
            return Err(EventsFault::Empty.of_file());
        }
        Ok(())
    }

    fn told(&self, fault: EventsFault) -> EventsError {
        match self.open.last() {
            Some(name) => fault.within(self.line, format!("<{name}>")),
            None => fault.at(self.line),
        }
    }

    fn take(
        &mut self,
        byte: u8,
        each: &mut impl FnMut(Part<'_>) -> Result<(), EventsFault>,
    ) -> Result<(), EventsFault> {
        match (self.state, byte) {
            (State::Text, b'<') => {
                self.text(each)?;
                self.state = State::Tag;
            }
            (State::Tag, b'"' | b'\'') => self.state = State::Quoted(byte),
            (State::Quoted(quote), byte) if quote == byte => self.state = State::Tag,
            (State::Tag, b'!' | b'?') if self.begun == b"<" => self.state = State::Other,
            _ => {}
        }
        if self.begun.len() == LONGEST_TAG {
            return Err(EventsFault::ItemTooLong { most: LONGEST_TAG });
        }
        self.begun.push(byte);
        match (self.state, byte) {
            (State::Tag, b'>') => self.tag(each),
            (State::Other, b'[') if !self.is_comment() => {
                Err(EventsFault::unexpected(&self.begun, "an element without entities or raw text"))
            }
            (State::Other, b'>') if !self.is_comment() || self.begun.ends_with(b"-->") => {
                self.begun.clear();
                self.state = State::Text;
                Ok(())
            }
            _ => Ok(()),
        }
    }

    fn is_comment(&self) -> bool {
        self.begun.starts_with(b"<!--") || self.begun == b"<!-"
    }

    fn text(
        &mut self,
        each: &mut impl FnMut(Part<'_>) -> Result<(), EventsFault>,
    ) -> Result<(), EventsFault> {
        let begun = std::mem::take(&mut self.begun);
        if begun.iter().all(u8::is_ascii_whitespace) {
            return Ok(());
        }
        if self.open.is_empty() {
            return Err(EventsFault::unexpected(&begun, "an element of XML"));
        }
        let text = unescape(utf8(&begun)?).map_err(|error| of_xml(&error))?;
        each(Part::Text(text.trim()))
    }

    fn tag(
        &mut self,
        each: &mut impl FnMut(Part<'_>) -> Result<(), EventsFault>,
    ) -> Result<(), EventsFault> {
        let begun = std::mem::take(&mut self.begun);
        self.state = State::Text;
        let mut reader = Reader::from_str(utf8(&begun)?);
        reader.config_mut().check_end_names = false;
        reader.config_mut().allow_unmatched_ends = true;
        match reader.read_event().map_err(|error| of_xml(&error))? {
            Event::Start(start) => {
                let element = element_of(&start)?;
                if self.open.len() == DEEPEST {
                    return Err(EventsFault::TooDeep { most: DEEPEST });
                }
                self.open.push(element.name.clone());
                self.elements += 1;
                each(Part::Start(&element))
            }
            Event::Empty(start) => {
                let element = element_of(&start)?;
                self.elements += 1;
                each(Part::Start(&element))?;
                each(Part::End(&element.name))
            }
            Event::End(end) => {
                let name = end.local_name();
                let name: &str = name.as_ref();
                if self.open.last().is_none_or(|open| open != name) {
                    return Err(EventsFault::unexpected(&begun, "the end of the element"));
                }
                each(Part::End(name))?;
                self.open.pop();
                Ok(())
            }
            _ => Err(EventsFault::unexpected(&begun, "an element of XML")),
        }
    }
}

fn element_of(start: &quick_xml::events::BytesStart<'_>) -> Result<Element, EventsFault> {
    let name: String = start.local_name().as_ref().to_owned();
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        if attributes.len() == MOST_ATTRIBUTES {
            let many = format!("an element has more than {MOST_ATTRIBUTES} attributes");
            return Err(EventsFault::Item(many));
        }
        let attribute = attribute.map_err(|error| of_xml(&error))?;
        let value = unescape(&attribute.value).map_err(|error| of_xml(&error))?.into_owned();
        attributes.push((attribute.key.local_name().as_ref().to_owned(), value));
    }
    Ok(Element { name, attributes })
}

fn utf8(bytes: &[u8]) -> Result<&str, EventsFault> {
    str::from_utf8(bytes).map_err(|error| EventsFault::Item(format!("it is not UTF-8: {error}")))
}

fn of_xml(error: &dyn std::fmt::Display) -> EventsFault {
    EventsFault::Item(error.to_string())
}
