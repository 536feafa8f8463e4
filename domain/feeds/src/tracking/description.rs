//! Descriptions of a game, which are small: JSON, and XML walked element by element.

use quick_xml::{
    Reader,
    escape::resolve_predefined_entity,
    events::{BytesStart, Event, attributes::Attribute},
};
use serde::de::DeserializeOwned;

use super::error::TrackingFault;

/// Attributes of an element; the longest known has twenty. Each is compared with those before it.
const MOST_ATTRIBUTES: usize = 200;

/// The attributes of an element that begins.
pub(super) fn attributes<'a>(
    start: &'a BytesStart<'_>,
) -> Result<Vec<Attribute<'a>>, TrackingFault> {
    let mut attributes = Vec::new();
    for attribute in start.attributes() {
        if attributes.len() == MOST_ATTRIBUTES {
            return Err(told(&format!("an element has more than {MOST_ATTRIBUTES} attributes")));
        }
        attributes.push(attribute.map_err(|error| told(&error))?);
    }
    Ok(attributes)
}

/// Something about the description is wrong.
pub(super) fn told(what: &dyn std::fmt::Display) -> TrackingFault {
    TrackingFault::Description(what.to_string())
}

/// The text of a description, without the mark that says that it is UTF-8.
pub(super) fn text(bytes: &[u8]) -> Result<&str, TrackingFault> {
    let text = str::from_utf8(bytes).map_err(|error| told(&error))?;
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.is_empty() { Err(TrackingFault::Empty) } else { Ok(text) }
}

/// Reads a description in JSON.
pub(super) fn json<T: DeserializeOwned>(bytes: &[u8]) -> Result<T, TrackingFault> {
    serde_json::from_str(text(bytes)?).map_err(|error| told(&error))
}

/// An element of XML begins or ends.
pub(super) enum Node<'a> {
    /// It begins.
    Start(&'a str, &'a Attributes),
    /// It ends, after the words that stand in it.
    End(&'a str, &'a str),
}

/// The attributes of an element.
#[derive(Default)]
pub(super) struct Attributes(Vec<(String, String)>);

impl Attributes {
    /// What an attribute says.
    pub(super) fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(known, _)| known == name).map(|(_, value)| value.trim())
    }

    /// The number that an attribute says.
    pub(super) fn number(&self, name: &str) -> Option<f64> {
        self.get(name)?.parse().ok()
    }
}

/// Calls `each` at both ends of every element, an empty one included. Names have no prefix.
pub(super) fn walk_xml(
    text: &str,
    each: &mut impl FnMut(Node<'_>) -> Result<(), TrackingFault>,
) -> Result<(), TrackingFault> {
    let mut reader = Reader::from_str(text);
    let mut words = String::new();
    loop {
        match reader.read_event().map_err(|error| told(&error))? {
            Event::Eof => return Ok(()),
            ref event @ (Event::Start(ref start) | Event::Empty(ref start)) => {
                words.clear();
                let mut read = Attributes::default();
                for attribute in attributes(start)? {
                    let value = quick_xml::escape::unescape(&attribute.value);
                    let value = value.map_err(|error| told(&error))?.into_owned();
                    read.0.push((attribute.key.local_name().as_ref().to_owned(), value));
                }
                let name = start.local_name();
                each(Node::Start(name.as_ref(), &read))?;
                if matches!(event, Event::Empty(_)) {
                    each(Node::End(name.as_ref(), ""))?;
                }
            }
            Event::Text(more) => words += &more,
            Event::CData(more) => words += &more,
            Event::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().map_err(|error| told(&error))?;
                match (letter, resolve_predefined_entity(&reference)) {
                    (Some(letter), _) => words.push(letter),
                    (None, Some(known)) => words += known,
                    // Entities of the file's own are not followed: they are how XML fills a memory.
                    (None, None) => return Err(told(&format!("`&{};` is not known", &*reference))),
                }
            }
            Event::End(end) => {
                each(Node::End(end.local_name().as_ref(), words.trim()))?;
                words.clear();
            }
            _ => {}
        }
    }
}
