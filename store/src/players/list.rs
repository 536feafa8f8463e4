//! Pages of players.

use chrono::NaiveDate;
use football::{Player, PlayerFilter, PlayerPage, PlayerQuery};
use sea_orm::ConnectionTrait;

use super::{
    conditions::condition,
    cursor::{Cursor, Side, SortValue},
    order::{Kind, Order},
    page::{self, length},
    row::{self, NEXT_COLUMN},
    words::{self, Search},
};
use crate::{StoreError, sql::Sql};

/// Most players that [`count`] counts.
const COUNTED: u64 = 10_000;

/// The page of players that `query` asks for. `today` turns ages into birth dates.
///
/// The total is counted where that is cheap: on small tables and on lists of one page. When no name
/// holds what was typed, the page has the names that differ from it by one slip a word.
///
/// # Errors
/// [`StoreError::Invalid`] for a cursor that no list gave or that belongs to another order.
pub async fn list(
    db: &impl ConnectionTrait,
    query: &PlayerQuery,
    today: NaiveDate,
) -> Result<PlayerPage, StoreError> {
    let cursor =
        query.cursor.as_deref().map(|text| Cursor::decode(text, query.sort)).transpose()?;
    let (found, search) = match &cursor {
        None => first_rows(db, query, today).await?,
        Some(cursor) => {
            let search = if cursor.similar {
                words::similar(db, &query.filter, length(query)).await?
            } else {
                words::exact(db, &query.filter, length(query)).await?
            };
            (read_rows(db, query, &search, Some(cursor), today).await?, search)
        }
    };

    let limit = usize::from(query.limit);
    let Found { mut rows, is_cheap_to_count } = found;
    let is_cut = rows.len() > limit;
    rows.truncate(limit);
    let total = match &cursor {
        Some(cursor) => cursor.total,
        None if !is_cut => Some(rows.len() as u64),
        None if !is_cheap_to_count => None,
        None => Some(count_up_to(db, &query.filter, &search, today, None).await?),
    };
    Ok(put_together(query, &search, cursor.as_ref(), rows, is_cut, total))
}

/// The players of the first page alone: no total, no cursors.
pub(super) async fn first_page(
    db: &impl ConnectionTrait,
    query: &PlayerQuery,
    today: NaiveDate,
) -> Result<Vec<Player>, StoreError> {
    let (found, _) = first_rows(db, query, today).await?;
    Ok(found.rows.into_iter().take(usize::from(query.limit)).map(|(player, _)| player).collect())
}

/// How many players fit `filter`; `None` is more than 10,000. Takes some tenths of a second where
/// few of a million fit, so ask beside the list and not before it.
pub async fn count(
    db: &impl ConnectionTrait,
    filter: &PlayerFilter,
    today: NaiveDate,
) -> Result<Option<u64>, StoreError> {
    let mut search = words::exact(db, filter, COUNTED + 1).await?;
    let mut counted = count_up_to(db, filter, &search, today, Some(COUNTED + 1)).await?;
    if counted == 0 && !search.words.is_empty() {
        search = words::similar(db, filter, COUNTED + 1).await?;
        counted = count_up_to(db, filter, &search, today, Some(COUNTED + 1)).await?;
    }
    Ok((counted <= COUNTED).then_some(counted))
}

async fn count_up_to(
    db: &impl ConnectionTrait,
    filter: &PlayerFilter,
    search: &Search,
    today: NaiveDate,
    most: Option<u64>,
) -> Result<u64, StoreError> {
    if search.is_hopeless() {
        return Ok(0);
    }
    let mut sql = Sql::default();
    let fits = condition(&mut sql, filter, &search.words, today);
    let limit = most.map(|most| format!(" LIMIT {most}")).unwrap_or_default();
    let text = format!("SELECT count(*) FROM (SELECT FROM player WHERE {fits}{limit}) counted");
    let counted: i64 = match db.query_one_raw(sql.statement(text)).await? {
        Some(row) => row.try_get_by_index(0)?,
        None => 0,
    };
    Ok(counted.unsigned_abs())
}

/// The first rows of what was typed or, when there are none, of what it may have been meant for.
async fn first_rows(
    db: &impl ConnectionTrait,
    query: &PlayerQuery,
    today: NaiveDate,
) -> Result<(Found, Search), StoreError> {
    if let Some(found) = rows_while_typing(db, query).await? {
        return Ok((found, Search::default()));
    }
    let search = words::exact(db, &query.filter, length(query)).await?;
    let found = read_rows(db, query, &search, None, today).await?;
    if !found.rows.is_empty() || search.words.is_empty() {
        return Ok((found, search));
    }
    let search = words::similar(db, &query.filter, length(query)).await?;
    let found = read_rows(db, query, &search, None, today).await?;
    Ok((found, search))
}

/// The first rows in one step; `None` where it takes more, or where what fits has to be counted.
async fn rows_while_typing(
    db: &impl ConnectionTrait,
    query: &PlayerQuery,
) -> Result<Option<Found>, StoreError> {
    let Some(statement) = page::while_typing(query) else { return Ok(None) };
    let mut found = Found::default();
    for row in db.query_all_raw(statement).await? {
        if row.try_get_by_index::<Option<i64>>(0)?.is_none() {
            return Ok(None);
        }
        found.is_cheap_to_count = row.try_get_by_index(NEXT_COLUMN + 1)?;
        let value = row.try_get_by_index::<Option<i64>>(NEXT_COLUMN)?;
        found.rows.push((row::read(&row)?, value.map_or(SortValue::Unknown, SortValue::Number)));
    }
    let is_cut = found.rows.len() > usize::from(query.limit);
    let is_to_be_counted = is_cut && found.is_cheap_to_count;
    Ok((!found.rows.is_empty() && !is_to_be_counted).then_some(found))
}

/// A player and where it stands in the order.
type Row = (Player, SortValue);

/// What a page's statement found.
#[derive(Default)]
struct Found {
    rows: Vec<Row>,
    /// Said by the same statement: asking by itself would cost as much as the page.
    is_cheap_to_count: bool,
}

/// The rows of the page in the order asked for, and one more if there is one beyond the page.
async fn read_rows(
    db: &impl ConnectionTrait,
    query: &PlayerQuery,
    search: &Search,
    cursor: Option<&Cursor>,
    today: NaiveDate,
) -> Result<Found, StoreError> {
    if search.is_hopeless() {
        return Ok(Found::default());
    }
    let order = Order::by(query.sort.key);
    let length = usize::from(query.limit) + 1;
    let mut page = Found { rows: Vec::with_capacity(length), ..Found::default() };
    for statement in page::statements(query, search, cursor, today)? {
        for found in db.query_all_raw(statement).await? {
            let value = match order.kind {
                Kind::Number => {
                    found.try_get_by_index::<Option<i64>>(NEXT_COLUMN)?.map(SortValue::Number)
                }
                Kind::Day => found
                    .try_get_by_index(NEXT_COLUMN)
                    .map(|day: Option<_>| day.map(SortValue::Day))?,
                Kind::Text => found
                    .try_get_by_index(NEXT_COLUMN)
                    .map(|text: Option<_>| text.map(SortValue::Text))?,
            };
            page.is_cheap_to_count = found.try_get_by_index(NEXT_COLUMN + 1)?;
            page.rows.push((row::read(&found)?, value.unwrap_or(SortValue::Unknown)));
        }
        if page.rows.len() >= length {
            break;
        }
    }
    page.rows.truncate(length);
    Ok(page)
}

/// Puts rows and cursors together.
fn put_together(
    query: &PlayerQuery,
    search: &Search,
    cursor: Option<&Cursor>,
    mut rows: Vec<Row>,
    is_cut: bool,
    total: Option<u64>,
) -> PlayerPage {
    let length = rows.len() as u64;
    let backwards = cursor.is_some_and(|cursor| cursor.side == Side::Before);
    let first_row = match cursor {
        _ if rows.is_empty() => 0,
        None => 1,
        Some(cursor) if !backwards => cursor.row + 1,
        // The numbers are those of the time when the reader went forward; the first page is 1 anyhow.
        Some(_) if !is_cut => 1,
        Some(cursor) => cursor.row.saturating_sub(length).max(1),
    };
    if backwards {
        rows.reverse();
    }
    let beside = |row: Option<&Row>, side: Side, number: u64| {
        row.map(|(player, value)| {
            Cursor {
                order: query.sort.to_string(),
                side,
                value: value.clone(),
                id: player.id.0,
                row: number,
                total,
                similar: search.similar && !search.words.is_empty(),
            }
            .encode()
        })
    };
    // A page read backwards came from a page after it; one read forwards, from one before it.
    let has_next = if backwards { true } else { is_cut };
    let has_previous = if backwards { is_cut } else { cursor.is_some() };
    let last_row = (first_row + length).saturating_sub(1);
    let next_cursor = has_next.then(|| beside(rows.last(), Side::After, last_row)).flatten();
    let previous_cursor =
        has_previous.then(|| beside(rows.first(), Side::Before, first_row)).flatten();
    PlayerPage {
        first_row,
        total,
        next_cursor,
        previous_cursor,
        similar_names: search.similar && !rows.is_empty(),
        items: rows.into_iter().map(|(player, _)| player).collect(),
    }
}
