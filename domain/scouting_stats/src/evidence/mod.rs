//! Evidence: numbered rows, each one figure with its peers, source and date. A report may say only
//! what its rows say.

mod shown;

use std::{fmt, str::FromStr};

use chrono::NaiveDate;
use football::PlayerId;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::NoPercentile;

pub use shown::short_date;
pub(crate) use shown::thousands;

/// Number of a row: `E7`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct EvidenceId(pub u16);

impl fmt::Display for EvidenceId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "E{}", self.0)
    }
}

impl FromStr for EvidenceId {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        text.strip_prefix('E')
            .filter(|digits| !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit()))
            .and_then(|digits| digits.parse().ok())
            .map(Self)
            .ok_or_else(|| format!("`{text}` is not the number of an evidence row, such as E7"))
    }
}

impl TryFrom<String> for EvidenceId {
    type Error = String;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl From<EvidenceId> for String {
    fn from(id: EvidenceId) -> Self {
        id.to_string()
    }
}

/// What a row is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Metric {
    /// Age in whole years.
    Age,
    /// Day of birth.
    BirthDate,
    /// Countries.
    Nationality,
    /// Where the player mainly plays.
    Position,
    /// The stronger foot.
    Foot,
    /// Height.
    Height,
    /// Active, free agent or retired.
    Status,
    /// Present club.
    Club,
    /// The competition it plays in.
    Competition,
    /// Last day of the contract.
    ContractEnd,
    /// Time left on the contract.
    ContractLeft,
    /// The newest market value.
    Value,
    /// The highest market value.
    ValuePeak,
    /// The newest value as a share of the highest.
    ValueShareOfPeak,
    /// The market value a year before the newest.
    ValueYearBefore,
    /// Change of the market value over that year.
    ValueChange,
    /// How many values there are.
    ValueCount,
    /// How long ago the newest value was dated.
    ValueStaleness,
    /// What values at this age usually did within a year.
    AgeCurve,
    /// The usual spread round that.
    AgeCurveBand,
    /// How much of the player record is filled in.
    FactsKnown,
    /// What the matches of a season add up to: matches, minutes, goals, assists.
    SeasonTotal,
    /// A figure of a season with its standing among peers.
    SeasonFigure,
    /// What the player does on the pitch, as events and tracking of matches show it.
    MatchData,
    /// Injuries and fitness.
    MedicalHistory,
    /// Wage, release clause and fee.
    Terms,
    /// Character and attitude.
    Character,
}

impl Metric {
    /// The row is reckoned from today's date, so its own date moves while nothing new is known.
    const fn moves_with_the_calendar(self) -> bool {
        matches!(self, Self::Age | Self::ContractLeft | Self::ValueStaleness)
    }

    /// What the number means hangs on words, "goals per 90 minutes", which must stand beside it.
    pub(crate) const fn is_of_a_season(self) -> bool {
        matches!(self, Self::SeasonTotal | Self::SeasonFigure)
    }

    /// The row is of the player's health: it leaves the house only where an administrator said so.
    pub const fn is_medical(self) -> bool {
        matches!(self, Self::MedicalHistory)
    }
}

/// What a number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Nothing: a text or a date.
    None,
    /// Whole euros.
    Euros,
    /// Whole years.
    Years,
    /// Calendar months.
    Months,
    /// Centimetres.
    Centimetres,
    /// Per cent.
    Percent,
    /// Things that the row's name says.
    Count,
    /// So many in 90 minutes, or for each of something, as the row's name says.
    Rate,
}

/// What a row says.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum EvidenceValue {
    /// A number, known to so many decimals.
    Number {
        /// In the row's unit.
        value: f64,
        /// Decimals that mean something.
        decimals: u8,
    },
    /// From one number to another.
    Range {
        /// Lower end, in the row's unit.
        low: f64,
        /// Upper end.
        high: f64,
        /// Decimals that mean something.
        decimals: u8,
    },
    /// A day.
    Date {
        /// The day.
        date: NaiveDate,
    },
    /// Words.
    Text {
        /// As the source has them.
        text: String,
    },
    /// Nobody has told us.
    Unknown {
        /// Why, as the end of the sentence "… is unknown: ".
        why: String,
        /// How to learn it, as an order to the reader: "Import a match".
        cure: Option<String>,
    },
}

/// Where the figure stands among peers.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Standing {
    /// The figure is not compared.
    NotCompared,
    /// Mid-rank percentile, 0 to 100; higher means a larger figure.
    Ranked {
        /// 0 to 100.
        percentile: f64,
    },
    /// There is none, and why.
    Missing {
        /// Why.
        why: NoPercentile,
    },
}

/// One row.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Evidence {
    /// Its number, by which sentences cite it.
    pub id: EvidenceId,
    /// What it is about.
    pub kind: Metric,
    /// The same for people: "Contract end".
    pub metric: String,
    /// What it says.
    pub value: EvidenceValue,
    /// What the number counts.
    pub unit: Unit,
    /// Where it stands among peers.
    pub standing: Standing,
    /// Who the peers are: "attackers aged 24 to 28".
    pub peer_group: Option<String>,
    /// Peers in all, the player included; or what `peer_group` counts.
    pub n: Option<u32>,
    /// The time it covers: "2017 to 2024".
    pub period: Option<String>,
    /// Who says so.
    pub source: String,
    /// The day it was true.
    pub as_of: NaiveDate,
}

impl Evidence {
    /// The percentile, where there is one.
    pub const fn percentile(&self) -> Option<f64> {
        match self.standing {
            Standing::Ranked { percentile } => Some(percentile),
            Standing::NotCompared | Standing::Missing { .. } => None,
        }
    }

    /// Why there is no percentile, as a sentence without its end, where there could have been one.
    pub fn why_no_percentile(&self) -> Option<String> {
        match self.standing {
            Standing::Missing { why } => Some(why.to_string()),
            Standing::NotCompared | Standing::Ranked { .. } => None,
        }
    }

    /// The number, where the row holds one.
    pub const fn number(&self) -> Option<f64> {
        match self.value {
            EvidenceValue::Number { value, .. } => Some(value),
            _ => None,
        }
    }

    /// The words, where the row holds words.
    pub fn text(&self) -> Option<&str> {
        match &self.value {
            EvidenceValue::Text { text } => Some(text),
            _ => None,
        }
    }

    /// Nobody has told us.
    pub const fn is_unknown(&self) -> bool {
        matches!(self.value, EvidenceValue::Unknown { .. })
    }
}

/// Whom the evidence is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The player.
    pub player_id: PlayerId,
    /// Full name.
    pub name: String,
    /// The name on the shirt, where it differs.
    pub known_name: Option<String>,
    /// Age on the day of collecting.
    pub age: Option<u32>,
}

impl Subject {
    /// The name people use.
    pub fn display_name(&self) -> &str {
        self.known_name.as_deref().unwrap_or(&self.name)
    }
}

/// All that is known of a player, and what is not.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EvidenceTable {
    /// Whom it is about.
    pub subject: Subject,
    /// What the reader wants to know; may be empty.
    pub question: String,
    /// `E1` to `En`, in order.
    pub rows: Vec<Evidence>,
}

impl EvidenceTable {
    /// The row numbered `id`.
    pub fn row(&self, id: EvidenceId) -> Option<&Evidence> {
        usize::from(id.0).checked_sub(1).and_then(|at| self.rows.get(at)).filter(|row| row.id == id)
    }

    /// The row about `kind`.
    pub fn about(&self, kind: Metric) -> Option<&Evidence> {
        self.rows.iter().find(|row| row.kind == kind)
    }

    /// SHA-256 of what is known and asked, in lower-case hexadecimal.
    ///
    /// The dates of rows that are reckoned from today are left out: the hash changes when something
    /// new is known, a month or a birthday has passed, not every midnight.
    pub fn hash(&self) -> String {
        let mut hasher = Sha256::new();
        let mut table = self.clone();
        for row in &mut table.rows {
            if row.kind.moves_with_the_calendar() {
                row.as_of = NaiveDate::MIN;
            }
        }
        let bytes = serde_json::to_vec(&table).expect("rows hold no map with keys other than text");
        hasher.update(bytes);
        format!("{:x}", hasher.finalize())
    }
}
