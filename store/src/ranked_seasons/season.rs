//! A season as it is kept: whole, and ranked for one peer group.

use std::sync::Arc;

use scouting_stats::{MetricTable, PeerChoice, RankedTable};

use crate::seasons::{SeasonLine, SeasonSet, SeasonSheet};

/// A whole set with its figures.
#[derive(Debug)]
pub struct Season {
    /// The set.
    pub set: SeasonSet,
    /// Line `i` is player `i` of the table.
    pub lines: Vec<SeasonLine>,
    /// The competitions in it, by name.
    pub competitions: Vec<String>,
    pub(super) table: Arc<MetricTable>,
}

/// A season with everyone ranked within one peer group.
#[derive(Debug)]
pub struct RankedSeason {
    /// The whole season.
    pub season: Arc<Season>,
    /// The peer group, ranked.
    pub ranked: RankedTable,
    /// Seasons between which stability was measured, and the players seen in both; `None` where no other
    /// season of the provider is held.
    pub stability_between: Option<StabilityBetween>,
    /// Of each player of the ranked table, the place of his line.
    places: Option<Vec<usize>>,
}

/// Between which seasons stability was measured.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StabilityBetween {
    /// The earlier season: `2021/2022`.
    pub earlier: String,
    /// The later one.
    pub later: String,
    /// Players with minutes enough in both.
    pub players: usize,
}

impl Season {
    pub(super) fn new(sheet: SeasonSheet) -> Self {
        let SeasonSheet { set, lines, table } = sheet;
        let mut competitions: Vec<String> =
            lines.iter().filter_map(|line| line.competition.clone()).collect();
        competitions.sort_unstable();
        competitions.dedup();
        Self { set, lines, competitions, table: Arc::new(table) }
    }

    /// The place of a line.
    pub(super) fn place(&self, line: i64) -> Option<usize> {
        self.lines.iter().position(|own| own.id == line)
    }

    pub(super) fn bytes(&self) -> usize {
        self.table.metrics().len() * self.lines.len() * size_of::<f64>()
            + self.lines.len() * size_of::<SeasonLine>()
    }
}

impl RankedSeason {
    /// Ranks the lines of the chosen competitions, and that of `guest`, wherever he plays.
    pub(super) fn new(
        season: Arc<Season>,
        choice: &PeerChoice,
        guest: Option<i64>,
        (stability, stability_between): super::Lasting,
    ) -> Self {
        let places = (!choice.competitions.is_empty()).then(|| {
            let is_in = |line: &SeasonLine| Some(line.id) == guest || plays_in(line, choice);
            let lines = season.lines.iter().enumerate();
            lines.filter(|(_, line)| is_in(line)).map(|(place, _)| place).collect::<Vec<_>>()
        });
        let table = match &places {
            Some(places) => Arc::new(season.table.only(places)),
            None => Arc::clone(&season.table),
        };
        let ranked = RankedTable::new(table, choice.rule(), stability);
        Self { season, ranked, stability_between, places }
    }

    /// The line of a player of the ranked table.
    ///
    /// # Panics
    /// The table has no such player.
    pub fn line(&self, player: usize) -> &SeasonLine {
        let place = self.places.as_ref().map_or(player, |places| places[player]);
        &self.season.lines[place]
    }

    /// The place in the ranked table of the line with this id.
    pub fn player(&self, line: i64) -> Option<usize> {
        let place = self.season.place(line)?;
        match &self.places {
            Some(places) => places.binary_search(&place).ok(),
            None => Some(place),
        }
    }

    /// Bytes that are not the whole season's.
    pub(super) fn bytes(&self) -> usize {
        let own_table = self.places.as_ref().map_or(0, |places| {
            places.len() * self.ranked.table().metrics().len() * size_of::<f64>()
        });
        self.ranked.bytes() + own_table
    }
}

/// Whether `line` is compared with players of competitions that he does not play in.
pub(super) fn is_guest(line: &SeasonLine, choice: &PeerChoice) -> bool {
    !choice.competitions.is_empty() && !plays_in(line, choice)
}

fn plays_in(line: &SeasonLine, choice: &PeerChoice) -> bool {
    let competition = line.competition.as_ref();
    competition.is_some_and(|name| choice.competitions.binary_search(name).is_ok())
}
