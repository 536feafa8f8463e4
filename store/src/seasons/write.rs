//! Writing the players of a table into their set, so that the same table again writes nothing.
//!
//! Figures are compared here and not by the database: those that the table does not have are kept from
//! what is stored, since providers part one season into several tables, one a side of the game.

use std::collections::HashMap;

use football::SeasonSetId;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use table_feeds::{
    player_table::{Flag, Flags},
    season_table::{ClubSpell, PlayerSeason, PlayerSeasons},
};

use super::{
    key::{main_spell, person_keys},
    read::read_metrics,
};
use crate::{StoreError, sql};

/// Lines sent in one statement: a megabyte or so.
const LINES_AT_A_TIME: usize = 500;

/// A season to be written.
#[derive(Clone, Copy, Debug)]
pub struct NewSeason<'a> {
    /// Whose figures these are, in lower case: `fbref`.
    pub source: &'a str,
    /// As [`football::season_name`] writes it.
    pub season: &'a str,
    /// The players of the table.
    pub players: &'a PlayerSeasons,
}

/// What writing a season came to, in lines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SeasonWritten {
    /// The set that was written to.
    pub set: SeasonSetId,
    /// That were not there before.
    pub added: u64,
    /// Of which something changed.
    pub changed: u64,
    /// That said nothing new.
    pub unchanged: u64,
}

/// A line as it is stored, but for who it is.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct StoredLine {
    key: String,
    provider_id: Option<String>,
    name: String,
    nation: Option<String>,
    birth_year: Option<i16>,
    age: Option<i16>,
    positions: String,
    position_group: Option<String>,
    club: Option<String>,
    competition: Option<String>,
    clubs: Vec<ClubSpell>,
    matches: Option<i32>,
    starts: Option<i32>,
    minutes: i32,
    flags: Vec<String>,
    /// Without the unknown ones at the end, so that a set that gains a metric changes no line.
    figures: Vec<Option<f64>>,
    line: i64,
}

/// Writes the players of a table into their set, which is made when it is not there. A line that is not
/// in the table stays: a season may come in several tables. Who the lines are is left as it is.
///
/// Within the caller's transaction: two imports of one season wait for each other, and a table is
/// written whole or not at all.
///
/// # Errors
/// The database does not answer, or holds what this release cannot read.
pub async fn write_season(
    tx: &impl ConnectionTrait,
    season: &NewSeason<'_>,
) -> Result<SeasonWritten, StoreError> {
    let (set, metrics, places) = open_set(tx, season).await?;
    let mut stored = stored_lines(tx, set).await?;
    let mut written = SeasonWritten { set, added: 0, changed: 0, unchanged: 0 };
    let mut changed = Vec::new();
    let keys = person_keys(&season.players.players);
    for (player, key) in season.players.players.iter().zip(keys) {
        let before = stored.remove(&key);
        let line = StoredLine::of(player, key, before.as_ref(), &places, metrics);
        match before {
            Some(before) if before == line => written.unchanged += 1,
            Some(_) => {
                written.changed += 1;
                changed.push(line);
            }
            None => {
                written.added += 1;
                changed.push(line);
            }
        }
    }
    for lines in changed.chunks(LINES_AT_A_TIME) {
        let lines = serde_json::to_value(lines)
            .map_err(|source| StoreError::Unreadable { what: "season", source: source.into() })?;
        sql::execute(tx, WRITE_LINES, [set.0.into(), lines.into()]).await?;
    }
    if !changed.is_empty() {
        touch(tx, set).await?;
    }
    Ok(written)
}

/// Notes that a line of the set changed.
pub(crate) async fn touch(tx: &impl ConnectionTrait, set: SeasonSetId) -> Result<(), StoreError> {
    // Never back: whoever keeps what he made of a set must see that it is another.
    const TOUCH: &str = "UPDATE season_set
        SET changed_at = greatest(now(), changed_at + interval '1 microsecond') WHERE id = $1";
    sql::execute(tx, TOUCH, [set.0.into()]).await?;
    Ok(())
}

/// The set, held until the transaction ends, with how many metrics it has now and the place in it of
/// each metric of the table.
async fn open_set(
    tx: &impl ConnectionTrait,
    season: &NewSeason<'_>,
) -> Result<(SeasonSetId, usize, Vec<usize>), StoreError> {
    const MAKE: &str = "INSERT INTO season_set (source, season, metrics, changed_at)
        VALUES ($1, $2, '{}', now()) ON CONFLICT ON CONSTRAINT season_set_key DO NOTHING";
    const HOLD: &str =
        "SELECT id, metrics FROM season_set WHERE source = $1 AND season = $2 FOR UPDATE";
    const EXTEND: &str = "UPDATE season_set SET metrics = $2 WHERE id = $1";
    let names = || [season.source.into(), season.season.into()];
    sql::execute(tx, MAKE, names()).await?;
    let row = sql::one(tx, HOLD, names()).await?.ok_or_else(|| {
        // Deleted between the two statements, which no code of ours does.
        StoreError::Conflict { what: "This season" }
    })?;
    let set = SeasonSetId(row.try_get_by_index(0)?);
    let mut metrics = read_metrics(row.try_get_by_index(1)?)?;
    let known = metrics.len();
    let places = season
        .players
        .metrics
        .iter()
        .map(|metric| {
            metrics.iter().position(|other| other == metric).unwrap_or_else(|| {
                metrics.push(metric.clone());
                metrics.len() - 1
            })
        })
        .collect();
    if metrics.len() > known {
        let words: Vec<String> = metrics.iter().map(|metric| metric.word().into_owned()).collect();
        sql::execute(tx, EXTEND, [set.0.into(), words.into()]).await?;
        touch(tx, set).await?;
    }
    Ok((set, metrics.len(), places))
}

async fn stored_lines(
    tx: &impl ConnectionTrait,
    set: SeasonSetId,
) -> Result<HashMap<String, StoredLine>, StoreError> {
    const READ: &str = "SELECT key, provider_id, name, nation, birth_year, age, positions,
            position_group, club, competition, clubs, matches, starts, minutes, flags,
            array_replace(figures, NULL, 'NaN'), line
        FROM player_season WHERE set_id = $1";
    let mut lines = HashMap::new();
    for row in sql::all(tx, READ, [set.0.into()]).await? {
        let clubs: serde_json::Value = row.try_get_by_index(10)?;
        let figures: Vec<f64> = row.try_get_by_index(15)?;
        let line = StoredLine {
            key: row.try_get_by_index(0)?,
            provider_id: row.try_get_by_index(1)?,
            name: row.try_get_by_index(2)?,
            nation: row.try_get_by_index(3)?,
            birth_year: row.try_get_by_index(4)?,
            age: row.try_get_by_index(5)?,
            positions: row.try_get_by_index(6)?,
            position_group: row.try_get_by_index(7)?,
            club: row.try_get_by_index(8)?,
            competition: row.try_get_by_index(9)?,
            clubs: serde_json::from_value(clubs).map_err(|source| StoreError::Unreadable {
                what: "clubs of a season",
                source: source.into(),
            })?,
            matches: row.try_get_by_index(11)?,
            starts: row.try_get_by_index(12)?,
            minutes: row.try_get_by_index(13)?,
            flags: row.try_get_by_index(14)?,
            figures: figures
                .into_iter()
                .map(|figure| Some(figure).filter(|f| !f.is_nan()))
                .collect(),
            line: row.try_get_by_index(16)?,
        };
        lines.insert(line.key.clone(), line);
    }
    Ok(lines)
}

/// `to_recordset` reads a JSON number as decimals and rounds them to the nearest double, so the
/// shortest decimals of a double come back as the same double.
const WRITE_LINES: &str = "
INSERT INTO player_season (set_id, key, provider_id, name, nation, birth_year, age, positions,
    position_group, club, competition, clubs, matches, starts, minutes, flags, figures, line)
SELECT $1, l.key, l.provider_id, l.name, l.nation, l.birth_year, l.age, l.positions,
    l.position_group, l.club, l.competition, l.clubs, l.matches, l.starts, l.minutes, l.flags,
    l.figures, l.line
FROM jsonb_to_recordset($2) AS l (key text, provider_id text, name text, nation text,
    birth_year smallint, age smallint, positions text, position_group text, club text,
    competition text, clubs jsonb, matches integer, starts integer, minutes integer, flags text[],
    figures double precision[], line bigint)
ON CONFLICT ON CONSTRAINT player_season_key DO UPDATE SET
    provider_id = excluded.provider_id, name = excluded.name, nation = excluded.nation,
    birth_year = excluded.birth_year, age = excluded.age, positions = excluded.positions,
    position_group = excluded.position_group, club = excluded.club,
    competition = excluded.competition, clubs = excluded.clubs, matches = excluded.matches,
    starts = excluded.starts, minutes = excluded.minutes, flags = excluded.flags,
    figures = excluded.figures, line = excluded.line";

impl StoredLine {
    /// The line of `player`. Figures of metrics that his table does not have are those of `before`.
    fn of(
        player: &PlayerSeason,
        key: String,
        before: Option<&Self>,
        places: &[usize],
        metrics: usize,
    ) -> Self {
        let mut figures = before.map(|before| before.figures.clone()).unwrap_or_default();
        figures.resize(metrics, None);
        for (metric, place) in places.iter().enumerate() {
            figures[*place] = player.figure(metric).filter(|figure| figure.is_finite());
        }
        while figures.last() == Some(&None) {
            figures.pop();
        }
        let small = |number: Option<u32>| number.and_then(|number| i16::try_from(number).ok());
        let count = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
        let main = main_spell(player);
        Self {
            key,
            provider_id: player.provider_id.clone(),
            name: player.name.clone(),
            nation: player.nation.clone(),
            birth_year: player.birth_year.and_then(|year| i16::try_from(year).ok()),
            age: small(player.age),
            positions: player.positions.clone(),
            position_group: player.group.map(|group| group.code().to_owned()),
            club: main.and_then(|spell| spell.club.clone()),
            competition: main.and_then(|spell| spell.competition.clone()),
            clubs: player.clubs.clone(),
            matches: count(player.matches),
            starts: count(player.starts),
            minutes: i32::try_from(player.minutes).unwrap_or(i32::MAX),
            flags: flag_words(player.flags),
            figures,
            line: player.lines.first().and_then(|line| i64::try_from(*line).ok()).unwrap_or(0),
        }
    }
}

fn flag_words(flags: Flags) -> Vec<String> {
    Flag::ALL
        .into_iter()
        .filter(|flag| flags.contains(*flag))
        .map(|flag| flag.as_str().to_owned())
        .collect()
}
