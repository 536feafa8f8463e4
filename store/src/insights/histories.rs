//! What the models of value are fitted on: every player's values with birth date and position.

use chrono::NaiveDate;
use football::{PlayerId, Position};
use scouting_stats::value::{DatedValue, ValuationHistory};
use sea_orm::{ConnectionTrait, QueryResult};

use super::unreadable;
use crate::{StoreError, sql};

/// What the models would be fitted on, told without reading it: two equal marks are of the same data.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DataMark {
    /// Of every value, birth date and position.
    pub hash: String,
    /// Values.
    pub valuations: u64,
}

/// Every player with a value, by rising id.
#[derive(Clone, Debug)]
pub struct Histories {
    /// One a player.
    pub all: Vec<ValuationHistory>,
    /// Of the very rows that were read.
    pub mark: DataMark,
}

/// What a model sees of a value, as one number. Summed up, so that the order of the rows does not matter
/// and a sum over players is that over all; `hash_record_extended` is of `PostgreSQL` 14.
const HASH: &str = "sum(hash_record_extended(ROW(player.id, player.birth_date, player.position, \
     value.date, value.source, value.amount_eur), 0))::text";

/// Values of players who are there, dated up to $1. A value of nothing says that nobody estimated one.
const VALUES: &str = "FROM player JOIN player_valuation value ON value.player_id = player.id
     WHERE player.deleted_at IS NULL AND value.date <= $1 AND value.amount_eur > 0";

impl Histories {
    /// The history of `player`; without a value where none is known.
    pub fn of(&self, player: PlayerId) -> ValuationHistory {
        match self.all.binary_search_by_key(&player, ValuationHistory::player) {
            Ok(place) => self.all[place].clone(),
            Err(_) => ValuationHistory::new(player, None, None, Vec::new()),
        }
    }
}

/// The mark of what is known on `today`. Reads every value, and takes some 0.3 s for 359,184 of them.
pub async fn data_mark(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<DataMark, StoreError> {
    let text = format!("SELECT count(*), {HASH} {VALUES}");
    let row = sql::one(db, &text, [today.into()]).await?;
    let (valuations, sum) = match row {
        Some(row) => (row.try_get_by_index::<i64>(0)?.unsigned_abs(), sum_of(&row, 1)?),
        None => (0, 0),
    };
    Ok(mark(valuations, sum))
}

/// Every value known on `today`, in one statement, so that values and mark are of one moment.
pub async fn read_histories(
    db: &impl ConnectionTrait,
    today: NaiveDate,
) -> Result<Histories, StoreError> {
    let text = select("");
    let rows = sql::all(db, &text, [today.into()]).await?;
    let (mut all, mut valuations, mut sum) = (Vec::with_capacity(rows.len()), 0_u64, 0_i128);
    for row in &rows {
        let (history, values) = read(row)?;
        all.push(history);
        valuations += values;
        sum += sum_of(row, 5)?;
    }
    Ok(Histories { all, mark: mark(valuations, sum) })
}

/// The values of one player known on `today`.
pub async fn history_of(
    db: &impl ConnectionTrait,
    player: PlayerId,
    today: NaiveDate,
) -> Result<ValuationHistory, StoreError> {
    let row = sql::one(db, &select("AND player.id = $2"), [today.into(), player.0.into()]).await?;
    match row {
        Some(row) => Ok(read(&row)?.0),
        None => Ok(ValuationHistory::new(player, None, None, Vec::new())),
    }
}

fn select(condition: &str) -> String {
    format!(
        "SELECT player.id, player.birth_date, player.position,
             array_agg(value.date ORDER BY value.date, value.source),
             array_agg(value.amount_eur ORDER BY value.date, value.source), {HASH}
         {VALUES} {condition} GROUP BY player.id ORDER BY player.id"
    )
}

/// The history, and from how many values.
fn read(row: &QueryResult) -> Result<(ValuationHistory, u64), StoreError> {
    let position: Option<String> = row.try_get_by_index(2)?;
    let position: Option<Position> = position
        .map(|code| code.parse())
        .transpose()
        .map_err(|source| unreadable("position", source))?;
    let dates: Vec<NaiveDate> = row.try_get_by_index(3)?;
    let amounts: Vec<i64> = row.try_get_by_index(4)?;
    let values: Vec<_> = dates
        .into_iter()
        .zip(amounts)
        .map(|(date, value_eur)| DatedValue { date, value_eur })
        .collect();
    let count = values.len() as u64;
    let history = ValuationHistory::new(
        PlayerId(row.try_get_by_index(0)?),
        row.try_get_by_index(1)?,
        position.map(Position::group),
        values,
    );
    Ok((history, count))
}

/// A sum of hashes; of nothing it is null.
fn sum_of(row: &QueryResult, column: usize) -> Result<i128, StoreError> {
    let sum: Option<String> = row.try_get_by_index(column)?;
    sum.map_or(Ok(0), |sum| sum.parse()).map_err(|source| unreadable("sum of hashes", source))
}

fn mark(valuations: u64, sum: i128) -> DataMark {
    DataMark { hash: format!("{valuations:x}.{sum:x}"), valuations }
}
