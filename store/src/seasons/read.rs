//! Reading sets: which there are, one of them whole, and those that a player is in.

use football::{PlayerId, PositionGroup, SeasonMetric, SeasonSetId};
use scouting_stats::{MetricTable, TablePlayer};
use sea_orm::{ConnectionTrait, QueryResult};

use super::{SeasonLine, SeasonSet, SeasonSheet};
use crate::{StoreError, sql};

/// What [`set`] reads, in its order.
const SET_COLUMNS: &str = "s.id, s.source, s.season, s.metrics, s.changed_at";
/// How many columns those are.
const SET_WIDTH: usize = 5;
/// What [`line()`] reads, in its order.
const LINE_COLUMNS: &str = "p.id, p.player_id, p.name, p.position_group, p.positions, p.club,
    p.competition, p.age, p.birth_year, p.minutes, p.matches, p.starts";
/// How many columns those are.
const LINE_WIDTH: usize = 12;
/// Most sets listed: a century of seasons of some providers.
const MOST_SETS: u32 = 500;

/// Every set, the newest season first.
///
/// # Errors
/// The database does not answer, or holds what this release cannot read.
pub async fn list_season_sets(db: &impl ConnectionTrait) -> Result<Vec<SeasonSet>, StoreError> {
    let statement = format!(
        "SELECT {SET_COLUMNS} FROM season_set s ORDER BY s.season DESC, s.source LIMIT {MOST_SETS}"
    );
    sql::all(db, &statement, []).await?.iter().map(|row| set(row, 0)).collect()
}

/// A whole set, of players whose club of most minutes plays in one of `competitions`; none named: all.
/// `None` when there is no such set.
///
/// A set of five leagues is some 3,000 lines by 140 metrics: keep what is made of it by
/// [`SeasonSet::changed_at`].
///
/// # Errors
/// The database does not answer, or holds what this release cannot read.
pub async fn season_sheet(
    db: &impl ConnectionTrait,
    set_id: SeasonSetId,
    competitions: &[String],
) -> Result<Option<SeasonSheet>, StoreError> {
    let statement = format!("SELECT {SET_COLUMNS} FROM season_set s WHERE s.id = $1");
    let Some(row) = sql::one(db, &statement, [set_id.0.into()]).await? else { return Ok(None) };
    let set = set(&row, 0)?;
    // A missing figure as NaN: so the array comes as plain numbers.
    let statement = format!(
        "SELECT {LINE_COLUMNS}, array_replace(p.figures, NULL, 'NaN')
         FROM player_season p
         WHERE p.set_id = $1 AND (cardinality($2::text[]) = 0 OR p.competition = ANY($2::text[]))
         ORDER BY p.line, p.id"
    );
    let rows = sql::all(db, &statement, [set_id.0.into(), competitions.to_vec().into()]).await?;
    let lines = rows.iter().map(|row| line(row, 0)).collect::<Result<Vec<_>, _>>()?;
    let players =
        lines.iter().map(|line| TablePlayer { group: line.group, minutes: line.minutes }).collect();
    let mut table = MetricTable::new(set.metrics.clone(), players);
    for (player, row) in rows.iter().enumerate() {
        let figures: Vec<f64> = row.try_get_by_index(LINE_WIDTH)?;
        for (metric, figure) in figures.into_iter().enumerate().take(set.metrics.len()) {
            table.set(player, metric, Some(figure));
        }
    }
    Ok(Some(SeasonSheet { set, lines, table }))
}

/// The sets in which a player is known, with his line in each, the newest season first.
///
/// # Errors
/// The database does not answer, or holds what this release cannot read.
pub async fn seasons_of(
    db: &impl ConnectionTrait,
    player: PlayerId,
) -> Result<Vec<(SeasonSet, SeasonLine)>, StoreError> {
    let statement = format!(
        "SELECT {SET_COLUMNS}, {LINE_COLUMNS}
         FROM player_season p JOIN season_set s ON s.id = p.set_id
         WHERE p.player_id = $1 ORDER BY s.season DESC, s.source LIMIT {MOST_SETS}"
    );
    let rows = sql::all(db, &statement, [player.0.into()]).await?;
    rows.iter().map(|row| Ok((set(row, 0)?, line(row, SET_WIDTH)?))).collect()
}

fn set(row: &QueryResult, at: usize) -> Result<SeasonSet, StoreError> {
    let metrics: Vec<String> = row.try_get_by_index(at + 3)?;
    Ok(SeasonSet {
        id: SeasonSetId(row.try_get_by_index(at)?),
        source: row.try_get_by_index(at + 1)?,
        season: row.try_get_by_index(at + 2)?,
        metrics: read_metrics(metrics)?,
        changed_at: row.try_get_by_index(at + 4)?,
    })
}

/// Metrics from their words.
pub(super) fn read_metrics(words: Vec<String>) -> Result<Vec<SeasonMetric>, StoreError> {
    words
        .into_iter()
        .map(|word| SeasonMetric::try_from(word).map_err(|source| unreadable(source.into())))
        .collect()
}

fn line(row: &QueryResult, at: usize) -> Result<SeasonLine, StoreError> {
    let group: Option<String> = row.try_get_by_index(at + 3)?;
    let group = group
        .map(|code| {
            PositionGroup::ALL
                .into_iter()
                .find(|group| group.code() == code)
                .ok_or_else(|| unreadable(code.into()))
        })
        .transpose()?;
    let count = |column: usize| -> Result<Option<u32>, StoreError> {
        let count: Option<i32> = row.try_get_by_index(at + column)?;
        Ok(count.and_then(|count| u32::try_from(count).ok()))
    };
    let small = |column: usize| -> Result<Option<i16>, StoreError> {
        Ok(row.try_get_by_index(at + column)?)
    };
    Ok(SeasonLine {
        id: row.try_get_by_index(at)?,
        player_id: row.try_get_by_index::<Option<i64>>(at + 1)?.map(PlayerId),
        name: row.try_get_by_index(at + 2)?,
        group,
        positions: row.try_get_by_index(at + 4)?,
        club: row.try_get_by_index(at + 5)?,
        competition: row.try_get_by_index(at + 6)?,
        age: small(7)?.and_then(|age| u32::try_from(age).ok()),
        birth_year: small(8)?.map(i32::from),
        minutes: count(9)?.unwrap_or(0),
        matches: count(10)?,
        starts: count(11)?,
    })
}

fn unreadable(source: Box<dyn std::error::Error + Send + Sync>) -> StoreError {
    StoreError::Unreadable { what: "season", source }
}
