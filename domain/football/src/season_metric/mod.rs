//! What a season of a player is measured by: goals, passes, tackles and the rest, per 90 minutes or as
//! a share, in one catalogue for every provider's spelling.
//!
//! Reading tables of them is in `table_feeds::season_table`, ranking and comparing in `scouting_stats`.

mod attacking;
mod defending;
mod discipline;
mod entry;
mod goalkeeping;
mod passing;
mod possession;

use std::{
    borrow::Cow,
    cmp::Ordering,
    hash::{Hash, Hasher},
};

use serde::{Deserialize, Serialize};

pub use entry::{Better, MetricGroup, MetricUnit};

use self::entry::Entry;
use crate::player::UnknownWord;

/// Everything that is in the catalogue, by group in the order of reading.
const CATALOGUE: [&[Entry]; 6] = [
    attacking::ENTRIES,
    passing::ENTRIES,
    possession::ENTRIES,
    defending::ENTRIES,
    goalkeeping::ENTRIES,
    discipline::ENTRIES,
];

/// What the word of a metric outside the catalogue begins with; a key never holds a colon.
const COLUMN: &str = "column:";

/// A metric of the catalogue.
#[derive(Clone, Copy, Debug)]
pub struct KnownMetric(&'static Entry);

impl KnownMetric {
    /// Every metric, by group in the order of reading.
    pub fn all() -> impl Iterator<Item = Self> {
        CATALOGUE.into_iter().flatten().map(Self)
    }

    /// The metric with this key: `shots_on_target`.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::all().find(|metric| metric.0.key == key)
    }

    /// The metric that a provider heads its column with, in capitals or not: `SoT`.
    pub fn from_header(header: &str) -> Option<Self> {
        let header = header.trim();
        Self::all()
            .find(|metric| metric.0.headers.iter().any(|known| known.eq_ignore_ascii_case(header)))
    }

    /// The word in addresses, files and stored insights. It never changes.
    pub const fn key(self) -> &'static str {
        self.0.key
    }

    /// The words people read: `Shots on target`.
    pub const fn name(self) -> &'static str {
        self.0.name
    }

    /// What its figures count.
    pub const fn unit(self) -> MetricUnit {
        self.0.unit
    }

    /// Which way is up.
    pub const fn better(self) -> Better {
        self.0.better
    }

    /// The side of the game it belongs to.
    pub const fn group(self) -> MetricGroup {
        self.0.group
    }

    /// Of a share or mean: the rates that it is a share of, added up. A player with none of them has no
    /// such figure, and two halves of a season are joined by them.
    pub fn is_share_of(self) -> impl Iterator<Item = Self> {
        self.0.share_of.iter().copied().filter_map(Self::from_key)
    }
}

impl PartialEq for KnownMetric {
    fn eq(&self, other: &Self) -> bool {
        self.0.key == other.0.key
    }
}

impl Eq for KnownMetric {}

impl Hash for KnownMetric {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.0.key.hash(state);
    }
}

impl PartialOrd for KnownMetric {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for KnownMetric {
    fn cmp(&self, other: &Self) -> Ordering {
        self.0.key.cmp(other.0.key)
    }
}

/// What a column of a season table measures.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum SeasonMetric {
    /// A metric of the catalogue.
    Known(KnownMetric),
    /// A column that the catalogue does not know, by its header. It can be ranked and compared, but
    /// nobody has said which way is up.
    Unlisted(String),
}

impl SeasonMetric {
    /// The metric that `header` stands for, or the header itself.
    pub fn from_header(header: &str) -> Self {
        KnownMetric::from_header(header)
            .map_or_else(|| Self::Unlisted(header.trim().to_owned()), Self::Known)
    }

    /// The word in addresses, files and stored insights: a key, or `column:` and the header.
    pub fn word(&self) -> Cow<'static, str> {
        match self {
            Self::Known(metric) => Cow::Borrowed(metric.key()),
            Self::Unlisted(header) => Cow::Owned(format!("{COLUMN}{header}")),
        }
    }

    /// The words people read.
    pub fn name(&self) -> &str {
        match self {
            Self::Known(metric) => metric.name(),
            Self::Unlisted(header) => header,
        }
    }

    /// The metric of the catalogue, where it is one.
    pub const fn known(&self) -> Option<KnownMetric> {
        match self {
            Self::Known(metric) => Some(*metric),
            Self::Unlisted(_) => None,
        }
    }

    /// What its figures count; `None` where nobody has said.
    pub fn unit(&self) -> Option<MetricUnit> {
        self.known().map(KnownMetric::unit)
    }

    /// A figure as people read it; with two decimals where nobody has said what it counts.
    pub fn shown(&self, figure: f64) -> String {
        self.unit().map_or_else(|| entry::with_decimals(figure, 2), |unit| unit.shown(figure))
    }

    /// Which way is up; neither where nobody has said.
    pub fn better(&self) -> Better {
        self.known().map_or(Better::Neither, KnownMetric::better)
    }
}

impl From<KnownMetric> for SeasonMetric {
    fn from(metric: KnownMetric) -> Self {
        Self::Known(metric)
    }
}

impl From<SeasonMetric> for String {
    fn from(metric: SeasonMetric) -> Self {
        metric.word().into_owned()
    }
}

impl TryFrom<String> for SeasonMetric {
    type Error = UnknownWord;

    fn try_from(word: String) -> Result<Self, UnknownWord> {
        if let Some(header) = word.strip_prefix(COLUMN) {
            return Ok(Self::Unlisted(header.to_owned()));
        }
        KnownMetric::from_key(&word)
            .map(Self::Known)
            .ok_or(UnknownWord { word, expected: "the key of a season metric" })
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_metrics_share_a_key_a_name_or_a_header() {
        let mut keys = BTreeSet::new();
        let mut names = BTreeSet::new();
        let mut headers = BTreeSet::new();

        for entry in CATALOGUE.into_iter().flatten() {
            assert!(keys.insert(entry.key), "{}", entry.key);
            assert!(names.insert(entry.name), "{}", entry.name);
            for header in entry.headers {
                assert!(headers.insert(header.to_lowercase()), "{header}");
            }
        }
    }

    #[test]
    fn a_key_is_one_word_in_lower_case() {
        for metric in KnownMetric::all() {
            let key = metric.key();
            assert!(
                key.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'_')),
                "{key}"
            );
        }
    }

    #[test]
    fn a_share_is_of_rates_in_the_catalogue_and_a_rate_is_of_nothing() {
        for metric in KnownMetric::all() {
            let of: Vec<_> = metric.is_share_of().collect();
            assert_eq!(of.len(), metric.0.share_of.len(), "{}", metric.key());
            assert!(of.iter().all(|rate| rate.unit().is_rate()), "{}", metric.key());
            assert!(of.is_empty() || !metric.unit().is_rate(), "{}", metric.key());
        }
    }

    #[test]
    fn figures_are_shown_with_the_decimals_of_their_unit() {
        let shown = |header: &str, figure| SeasonMetric::from_header(header).shown(figure);

        assert_eq!(shown("Goals", 0.286), "0.29");
        assert_eq!(shown("SoT%", 84.06), "84.1 %");
        assert_eq!(shown("ShoDist", 17.32), "17.3 m");
        assert_eq!(shown("Throw-ins won", -0.004), "0.00");
        assert_eq!(shown("Throw-ins won", -1.5), "−1.50");
    }

    #[test]
    fn two_spellings_of_take_ons_are_one_metric() {
        assert_eq!(KnownMetric::from_header("DriAtt"), KnownMetric::from_header("ToAtt"));
        assert_eq!(KnownMetric::from_header("DriAtt%"), None);
        assert_eq!(KnownMetric::from_header("DriSucc%").unwrap().key(), "take_on_success");
    }

    #[test]
    fn a_metric_reads_back_from_its_word() {
        let unlisted = SeasonMetric::from_header("Throw-ins won");
        assert_eq!(unlisted, SeasonMetric::Unlisted("Throw-ins won".to_owned()));
        assert_eq!(unlisted.word(), "column:Throw-ins won");

        for metric in KnownMetric::all().map(SeasonMetric::Known).chain([unlisted]) {
            assert_eq!(SeasonMetric::try_from(String::from(metric.clone())), Ok(metric));
        }
        assert!(SeasonMetric::try_from("charisma".to_owned()).is_err());
    }
}
