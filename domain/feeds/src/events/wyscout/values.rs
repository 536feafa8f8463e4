//! Values as Wyscout writes them: numbers that may stand in quotes, maps that may be empty lists, lists of
//! places and of tags.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer,
    de::{IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use super::tags::{WyscoutTag, WyscoutTags};

/// A number, with quotes or without; `None` for words and for nothing.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Loose(pub(super) Option<f64>);

/// A map in the order of the file.
#[derive(Debug)]
pub(super) struct Entries<T>(pub(super) Vec<(String, T)>);

/// A list that is short in every match.
#[derive(Debug)]
pub(super) struct Few<T>(pub(super) Vec<T>);

/// The most that stand in a map or list: the players of several squads.
const MOST: usize = 500;

/// The first and the last place of a list of them.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Ends {
    pub(super) start: Option<Place>,
    pub(super) end: Option<Place>,
}

/// A place.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub(super) struct Place {
    #[serde(default)]
    pub(super) x: Loose,
    #[serde(default)]
    pub(super) y: Loose,
}

impl Place {
    /// Its two numbers, if both are there.
    pub(super) fn known(self) -> Option<[f64; 2]> {
        Some([self.x.0?, self.y.0?])
    }
}

impl Loose {
    /// The whole number that it is.
    pub(super) fn whole(self) -> Option<i64> {
        // Whole numbers up to here are exact.
        const MOST: f64 = 9_007_199_254_740_992.0;
        let value = self.0?;
        #[expect(clippy::cast_possible_truncation, reason = "it is whole and small enough")]
        (value.fract() == 0.0 && value.abs() <= MOST).then_some(value as i64)
    }

    /// The whole number that it is, as a small one.
    pub(super) fn small<T: TryFrom<i64>>(self) -> Option<T> {
        T::try_from(self.whole()?).ok()
    }
}

impl<T> Default for Entries<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<'de> Deserialize<'de> for Loose {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(LooseVisitor)
    }
}

struct LooseVisitor;

impl Visitor<'_> for LooseVisitor {
    type Value = Loose;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a number, or one in quotes")
    }

    fn visit_f64<E>(self, value: f64) -> Result<Loose, E> {
        Ok(Loose(Some(value)))
    }

    #[expect(clippy::cast_precision_loss, reason = "ids are below 2 to the 53rd")]
    fn visit_i64<E>(self, value: i64) -> Result<Loose, E> {
        Ok(Loose(Some(value as f64)))
    }

    #[expect(clippy::cast_precision_loss, reason = "ids are below 2 to the 53rd")]
    fn visit_u64<E>(self, value: u64) -> Result<Loose, E> {
        Ok(Loose(Some(value as f64)))
    }

    fn visit_str<E>(self, value: &str) -> Result<Loose, E> {
        Ok(Loose(value.trim().parse().ok().filter(|value: &f64| value.is_finite())))
    }

    fn visit_unit<E>(self) -> Result<Loose, E> {
        Ok(Loose(None))
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Entries<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(EntriesVisitor(PhantomData))
    }
}

struct EntriesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for EntriesVisitor<T> {
    type Value = Entries<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a map, or an empty list")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            check_length(entries.len())?;
            entries.push(entry);
        }
        Ok(Entries(entries))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => Ok(Entries::default()),
            Some(_) => Err(serde::de::Error::custom("a list stands where a map is expected")),
        }
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Entries::default())
    }
}

fn check_length<E: serde::de::Error>(length: usize) -> Result<(), E> {
    if length < MOST {
        return Ok(());
    }
    Err(E::custom(format_args!("a list has more than {MOST} entries, which no match has")))
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Few<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(FewVisitor(PhantomData))
    }
}

struct FewVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for FewVisitor<T> {
    type Value = Few<T>;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Self::Value, A::Error> {
        let mut few = Vec::new();
        while let Some(value) = seq.next_element()? {
            check_length(few.len())?;
            few.push(value);
        }
        Ok(Few(few))
    }
}

impl<'de> Deserialize<'de> for Ends {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(EndsVisitor)
    }
}

struct EndsVisitor;

impl<'de> Visitor<'de> for EndsVisitor {
    type Value = Ends;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of one or two places")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Ends, A::Error> {
        let mut ends = Ends::default();
        while let Some(place) = seq.next_element::<Place>()? {
            ends.start.get_or_insert(place);
            ends.end = Some(place);
        }
        Ok(ends)
    }
}

impl<'de> Deserialize<'de> for WyscoutTags {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_seq(TagsVisitor)
    }
}

struct TagsVisitor;

#[derive(Deserialize)]
struct TagId {
    id: Loose,
}

impl<'de> Visitor<'de> for TagsVisitor {
    type Value = WyscoutTags;

    fn expecting(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        formatter.write_str("a list of tags")
    }

    /// Tags that are not known are left out.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<WyscoutTags, A::Error> {
        let mut tags = WyscoutTags::default();
        while let Some(tag) = seq.next_element::<TagId>()? {
            if let Some(known) = tag.id.small().and_then(WyscoutTag::from_id) {
                tags = tags.with(known);
            }
        }
        Ok(tags)
    }
}
