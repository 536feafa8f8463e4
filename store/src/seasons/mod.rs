//! Seasons of players by metrics, as providers of statistics have them: one set a provider and season,
//! one line a player in it.
//!
//! A line stands whether or not anybody knows who he is: percentiles need all peers, and only the page
//! of a player needs to know whose line it is. What the figures say of players is in
//! `scouting_stats`.

mod key;
mod link;
mod read;
mod write;

use chrono::{DateTime, Utc};
use football::{PlayerId, PositionGroup, SeasonMetric, SeasonSetId};
use scouting_stats::MetricTable;

pub(crate) use key::is_lasting;
pub use link::link_provided;
pub use read::{list_season_sets, season_sheet, seasons_of};
pub(crate) use write::touch;
pub use write::{NewSeason, SeasonWritten, write_season};

/// One season as one provider has it.
#[derive(Clone, Debug, PartialEq)]
pub struct SeasonSet {
    /// Identifies the set.
    pub id: SeasonSetId,
    /// Whose figures these are: `fbref`.
    pub source: String,
    /// As [`football::season_name`] writes it: `2022/2023`.
    pub season: String,
    /// What is measured, in the order of the figures.
    pub metrics: Vec<SeasonMetric>,
    /// When a line of it last changed.
    pub changed_at: DateTime<Utc>,
}

impl SeasonSet {
    /// The source as people write it: `FBref`.
    pub fn source_name(&self) -> &str {
        match self.source.as_str() {
            "fbref" => "FBref",
            "demo" => "Demo",
            other => other,
        }
    }
}

/// A player's season in a set, without its figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SeasonLine {
    /// Identifies the line.
    pub id: i64,
    /// Who it is; `None` while nobody knows.
    pub player_id: Option<PlayerId>,
    /// The name as the provider writes it.
    pub name: String,
    /// The group of his first position.
    pub group: Option<PositionGroup>,
    /// Where he played, as written: `MFFW`.
    pub positions: String,
    /// The club of most minutes.
    pub club: Option<String>,
    /// Its competition.
    pub competition: Option<String>,
    /// Age in whole years, as the provider counts it.
    pub age: Option<u32>,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Minutes played.
    pub minutes: u32,
    /// Matches played.
    pub matches: Option<u32>,
    /// Matches begun.
    pub starts: Option<u32>,
}

/// A whole set with its figures.
#[derive(Clone, Debug)]
pub struct SeasonSheet {
    /// The set.
    pub set: SeasonSet,
    /// Line `i` is player `i` of the table.
    pub lines: Vec<SeasonLine>,
    /// The figures.
    pub table: MetricTable,
}
