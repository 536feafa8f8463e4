//! A row of `player` as a domain value.

use std::str::FromStr;

use football::{MarketValue, Player, PlayerId};
use sea_orm::{DbErr, QueryResult, TryGetable};

use crate::StoreError;

/// What [`read`] reads, in its order.
pub(super) const COLUMNS: &str = "id, name, known_name, birth_date, nationalities, position, foot, \
     height_cm, club, competition, contract_until, status, value_eur, value_date, value_source, \
     photo_url, version, updated_at";
/// Where a column that a query adds after [`COLUMNS`] stands.
pub(super) const NEXT_COLUMN: usize = 18;

/// The player in a row that begins with [`COLUMNS`].
pub(super) fn read(row: &QueryResult) -> Result<Player, StoreError> {
    // By number: looking up eighteen names in each of fifty rows is most of what a page costs here.
    fn column<T: TryGetable>(row: &QueryResult, index: usize) -> Result<T, DbErr> {
        row.try_get_by_index(index)
    }
    let market_value = match (column(row, 12)?, column(row, 13)?, column(row, 14)?) {
        (Some(amount_eur), Some(date), Some(source)) => {
            Some(MarketValue { amount_eur, date, source })
        }
        _ => None,
    };
    Ok(Player {
        id: PlayerId(column(row, 0)?),
        name: column(row, 1)?,
        known_name: column(row, 2)?,
        birth_date: column(row, 3)?,
        nationalities: column(row, 4)?,
        position: column::<Option<String>>(row, 5)?.map(|code| word(&code)).transpose()?,
        foot: column::<Option<String>>(row, 6)?.map(|foot| word(&foot)).transpose()?,
        height_cm: column(row, 7)?,
        club: column(row, 8)?,
        competition: column(row, 9)?,
        contract_until: column(row, 10)?,
        status: word(&column::<String>(row, 11)?)?,
        market_value,
        photo_url: column(row, 15)?,
        version: column(row, 16)?,
        updated_at: column(row, 17)?,
    })
}

fn word<T>(text: &str) -> Result<T, StoreError>
where
    T: FromStr,
    T::Err: std::error::Error + Send + Sync + 'static,
{
    text.parse()
        .map_err(|source| StoreError::Unreadable { what: "player", source: Box::new(source) })
}
