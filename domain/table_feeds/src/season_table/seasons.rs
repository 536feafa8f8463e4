//! From rows as printed, one a club, to one line a player in the catalogue's units.

use std::collections::HashMap;

use football::{PositionGroup, SeasonMetric};
use serde::{Deserialize, Serialize};

use super::{SeasonRow, SeasonTable};
use crate::player_table::{Flag, Flags};

/// Where a player spent a part of the season.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClubSpell {
    /// Club.
    pub club: Option<String>,
    /// Its competition.
    pub competition: Option<String>,
    /// Minutes played there.
    pub minutes: u32,
}

/// A player's season over all clubs of the file.
#[derive(Clone, Debug)]
pub struct PlayerSeason {
    /// The physical lines it is made of, first to last.
    pub lines: Vec<u64>,
    /// The provider's id of the player, where the file has one.
    pub provider_id: Option<String>,
    /// The player's name, to the letter.
    pub name: String,
    /// Nation, as written.
    pub nation: Option<String>,
    /// Year of birth.
    pub birth_year: Option<i32>,
    /// Age in whole years, as the provider counts it.
    pub age: Option<u32>,
    /// Where he played at the club of most minutes, as written: `MFFW`.
    pub positions: String,
    /// The group of the first of them.
    pub group: Option<PositionGroup>,
    /// The clubs, in the order of the file.
    pub clubs: Vec<ClubSpell>,
    /// Matches played; `None` where one row does not say.
    pub matches: Option<u32>,
    /// Matches begun.
    pub starts: Option<u32>,
    /// Minutes played.
    pub minutes: u32,
    /// What is odd about any of the rows.
    pub flags: Flags,
    figures: Vec<f64>,
}

impl PlayerSeason {
    /// The figure of a metric, by its place in [`PlayerSeasons::metrics`] and in its unit; `None` where
    /// it is unknown.
    pub fn figure(&self, metric: usize) -> Option<f64> {
        self.figures.get(metric).copied().filter(|figure| !figure.is_nan())
    }
}

/// The seasons of a file, one a player.
#[derive(Clone, Debug)]
pub struct PlayerSeasons {
    /// What is measured, each metric once.
    pub metrics: Vec<SeasonMetric>,
    /// The players, in the order of their first rows.
    pub players: Vec<PlayerSeason>,
    /// Names that stand twice with one birth year at one club: nobody can say whether they are one
    /// player, so their rows stay apart.
    pub doubtful: Vec<String>,
}

/// What makes two rows one player.
#[derive(PartialEq, Eq, Hash)]
enum Who<'a> {
    /// The provider says so.
    Id(&'a str, Option<&'a str>),
    /// Same name, year of birth and nation. Names alone are no keys: of 16,847 players of a public
    /// table, 774 share theirs with another.
    Person(&'a str, i32, Option<&'a str>, Option<&'a str>),
    /// Nothing to tell by: the row stands alone.
    Alone(u64),
}

impl SeasonTable {
    /// One line a player: rates per 90 minutes, lengths in metres, clubs joined by minutes.
    ///
    /// A rate is joined by minutes. A share or mean is joined by what it is a share of (passes for pass
    /// completion), by minutes where the file has no such column; with none of that it is unknown:
    /// many files print "0 %" for a player who never shot.
    pub fn player_seasons(&self) -> PlayerSeasons {
        let measured: Vec<usize> = (0..self.columns.len())
            .filter(|column| self.columns[*column].repeats.is_none())
            .collect();
        let metrics: Vec<SeasonMetric> =
            measured.iter().map(|column| self.columns[*column].metric.clone()).collect();
        let shares = shares_of(&metrics);

        let (groups, doubtful) = self.rows_by_player();
        let players = groups
            .iter()
            .map(|rows| {
                let spells: Vec<Spell<'_>> =
                    rows.iter().map(|row| self.spell(*row, &measured)).collect();
                join(&spells, &shares)
            })
            .collect();
        PlayerSeasons { metrics, players, doubtful }
    }

    /// The rows of each player, in the order of first rows, and the names in doubt.
    fn rows_by_player(&self) -> (Vec<Vec<usize>>, Vec<String>) {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut known: HashMap<Who<'_>, usize> = HashMap::new();
        for (place, row) in self.rows.iter().enumerate() {
            let group = *known.entry(who(row)).or_insert(groups.len());
            if group == groups.len() {
                groups.push(Vec::new());
            }
            groups[group].push(place);
        }
        let mut doubtful = Vec::new();
        let apart = groups
            .into_iter()
            .flat_map(|rows| {
                if !self.has_a_club_twice(&rows) {
                    return vec![rows];
                }
                doubtful.push(self.rows[rows[0]].name.clone());
                rows.into_iter().map(|row| vec![row]).collect()
            })
            .collect();
        (apart, doubtful)
    }

    fn has_a_club_twice(&self, rows: &[usize]) -> bool {
        let club = |row: usize| (&self.rows[row].club, &self.rows[row].competition);
        rows.iter().enumerate().any(|(at, row)| {
            self.rows[*row].provider_id.is_none()
                && rows[..at].iter().any(|earlier| club(*earlier) == club(*row))
        })
    }

    fn spell(&self, row: usize, measured: &[usize]) -> Spell<'_> {
        let row = &self.rows[row];
        let figures = measured
            .iter()
            .map(|column| {
                row.figure(*column)
                    .and_then(|written| self.columns[*column].in_its_unit(written, row.minutes))
                    .unwrap_or(f64::NAN)
            })
            .collect();
        Spell { row, figures }
    }
}

fn who(row: &SeasonRow) -> Who<'_> {
    let season = row.season.as_deref();
    match (&row.provider_id, row.birth_year) {
        (Some(id), _) => Who::Id(id, season),
        (None, Some(year)) => Who::Person(&row.name, year, row.nation.as_deref(), season),
        (None, None) => Who::Alone(row.line),
    }
}

/// Of each metric: the places of the rates that it is a share of, where all of them are measured.
fn shares_of(metrics: &[SeasonMetric]) -> Vec<Vec<usize>> {
    metrics
        .iter()
        .map(|metric| {
            let Some(known) = metric.known() else { return Vec::new() };
            known
                .is_share_of()
                .map(|rate| metrics.iter().position(|other| other.known() == Some(rate)))
                .collect::<Option<Vec<_>>>()
                .unwrap_or_default()
        })
        .collect()
}

/// A row with its figures in the units of the metrics.
struct Spell<'a> {
    row: &'a SeasonRow,
    figures: Vec<f64>,
}

impl Spell<'_> {
    /// How much of a metric this spell bears: minutes, or what it is a share of in those minutes.
    fn weight(&self, share_of: &[usize]) -> f64 {
        let minutes = f64::from(self.row.minutes);
        if share_of.is_empty() {
            return minutes;
        }
        let rate: f64 = share_of.iter().map(|metric| self.figures[*metric]).sum();
        // An unknown rate is no reason to drop a known share.
        if rate.is_nan() { minutes } else { minutes * rate }
    }
}

fn join(spells: &[Spell<'_>], shares: &[Vec<usize>]) -> PlayerSeason {
    let main = spells.iter().rev().max_by_key(|spell| spell.row.minutes).unwrap_or(&spells[0]).row;
    let figures = shares
        .iter()
        .enumerate()
        .map(|(metric, share_of)| {
            let (mut sum, mut weights) = (0.0, 0.0);
            for spell in spells {
                let weight = spell.weight(share_of);
                let figure = spell.figures[metric];
                if weight > 0.0 && !figure.is_nan() {
                    sum += weight * figure;
                    weights += weight;
                }
            }
            match spells {
                // To the letter, not a product divided again.
                [only] if weights > 0.0 => only.figures[metric],
                _ if weights > 0.0 => sum / weights,
                _ => f64::NAN,
            }
        })
        .collect();
    let mut flags = Flags::default();
    for flag in Flag::ALL {
        if spells.iter().any(|spell| spell.row.flags.contains(flag)) {
            flags.insert(flag);
        }
    }
    PlayerSeason {
        lines: spells.iter().map(|spell| spell.row.line).collect(),
        provider_id: main.provider_id.clone(),
        name: main.name.clone(),
        nation: main.nation.clone(),
        birth_year: main.birth_year,
        age: main.age,
        positions: main.positions.clone(),
        group: main.group,
        clubs: spells
            .iter()
            .map(|spell| ClubSpell {
                club: spell.row.club.clone(),
                competition: spell.row.competition.clone(),
                minutes: spell.row.minutes,
            })
            .collect(),
        matches: spells.iter().map(|spell| spell.row.matches).sum(),
        starts: spells.iter().map(|spell| spell.row.starts).sum(),
        minutes: spells.iter().map(|spell| spell.row.minutes).sum(),
        flags,
        figures,
    }
}
