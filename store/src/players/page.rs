//! A page of the list as statements.

use chrono::NaiveDate;
use football::{PlayerFilter, PlayerQuery, PlayerSort};
use sea_orm::Statement;

use super::{
    conditions::condition,
    cursor::{Cursor, Side, SortValue, invalid},
    order::{Kind, Order},
    row::COLUMNS,
    words::{Search, Words, rarity},
};
use crate::{StoreError, sql::Sql};

/// Up to this size of the table (some 6,000 players) counting what a filter leaves takes about 1 ms:
/// no more than the page itself. At 20,000 players it was nine tenths of what a page cost.
const IS_CHEAP_TO_COUNT: &str = "(SELECT pg_relation_size('player') <= 2 * 1024 * 1024)";

/// Up to so many positions are read one beside the other. More of them are half of all players, among
/// which those of the wrong position are passed over as soon.
const MOST_RUNS: usize = 6;

/// Rows that are read for a page: one beyond it tells whether there is a page after it.
pub(super) fn length(query: &PlayerQuery) -> u64 {
    u64::from(query.limit) + 1
}

/// A part of the list: the players whose value is known stand before those whose value is not.
enum Part<'a> {
    /// In the order of the value, from the row beside a value and id on or from the first.
    Known(Option<(&'a SortValue, i64)>),
    /// By id, from the row beside an id on or from the first.
    Unknown(Option<i64>),
}

/// The page as statements, each to be asked while the page is not full. A page before a row is read
/// backwards.
///
/// Most pages end before the players whose value is not known, and planning a statement for these too
/// takes as long as reading the page. Players who were gathered are not gathered twice.
pub(super) fn statements(
    query: &PlayerQuery,
    search: &Search,
    cursor: Option<&Cursor>,
    today: NaiveDate,
) -> Result<Vec<Statement>, StoreError> {
    if let (None, Some(words)) = (cursor, only_words(query, search)) {
        return Ok(vec![most_valuable(words, length(query))]);
    }
    let order = Order::by(query.sort.key);
    let backwards = cursor.is_some_and(|cursor| cursor.side == Side::Before);
    let mut parts = Vec::new();
    match cursor {
        None => parts.push(Part::Known(None)),
        Some(Cursor { value: SortValue::Unknown, id, .. }) => parts.push(Part::Unknown(Some(*id))),
        Some(Cursor { value, id, .. }) => parts.push(Part::Known(Some((value, *id)))),
    }
    match parts[0] {
        Part::Known(_) if order.can_be_unknown && !backwards => parts.push(Part::Unknown(None)),
        Part::Unknown(_) if backwards => parts.push(Part::Known(None)),
        _ => {}
    }
    let descending = query.sort.descending != order.reversed;
    let at_once = if search.is_rare() { parts.len() } else { 1 };
    parts
        .chunks(at_once)
        .map(|parts| statement(query, search, &order, parts, descending == backwards, today))
        .collect()
}

/// What a search is while it is typed: a text and nothing else, in the order that everybody gets who does not
/// choose another.
fn is_typing(query: &PlayerQuery) -> bool {
    let others = PlayerFilter { text: None, ..query.filter.clone() };
    others.is_empty() && query.sort == PlayerSort::default()
}

/// The first page of such a search in one step, where the text is one word and names hold it. The answer is one row
/// of nulls where it is not.
pub(super) fn while_typing(query: &PlayerQuery) -> Option<Statement> {
    let text = query.filter.text.as_deref().filter(|_| is_typing(query))?;
    let mut sql = Sql::default();
    let mut arguments = vec![sql.bind(text)];
    arguments.extend(rarity().map(|number| sql.bind(number)));
    arguments.push(format!("{}::integer", sql.bind(length(query).cast_signed())));
    let text = format!(
        "SELECT {COLUMNS}, value_eur, {IS_CHEAP_TO_COUNT} FROM most_valuable_holding({})",
        arguments.join(", ")
    );
    Some(sql.statement(text))
}

/// The rare words, where nothing else is asked for than who has one of them.
fn only_words<'a>(query: &PlayerQuery, search: &'a Search) -> Option<&'a [String]> {
    match search.words.as_slice() {
        [Words::Rare(words)] if is_typing(query) => Some(words),
        _ => None,
    }
}

/// The first page of that search, planned once a connection.
fn most_valuable(words: &[String], limit: u64) -> Statement {
    let mut sql = Sql::default();
    let (words, limit) = (sql.bind(words.to_vec()), sql.bind(limit.cast_signed()));
    let text = format!(
        "SELECT {COLUMNS}, value_eur, {IS_CHEAP_TO_COUNT}
         FROM most_valuable_having({words}, {limit}::integer)"
    );
    sql.statement(text)
}

fn statement(
    query: &PlayerQuery,
    search: &Search,
    order: &Order,
    parts: &[Part<'_>],
    ascending: bool,
    today: NaiveDate,
) -> Result<Statement, StoreError> {
    let (direction, beyond) = if ascending { ("ASC", ">") } else { ("DESC", "<") };
    let mut sql = Sql::default();
    let source = Source::of(&mut sql, query, search, order, today);
    let limit = length(query);
    let (value_column, id_column) = (source.value, source.id);

    let mut texts = Vec::new();
    for part in parts {
        texts.push(match part {
            Part::Known(None) => source.known(order, "", direction, limit),
            Part::Known(Some((value, id))) => {
                let value = match (value, order.kind) {
                    (SortValue::Number(number), Kind::Number) => sql.bind(*number),
                    (SortValue::Day(day), Kind::Day) => sql.bind(*day),
                    (SortValue::Text(text), Kind::Text) => sql.bind(text.as_str()),
                    _ => return Err(invalid("This cursor belongs to another order.")),
                };
                let id = sql.bind(*id);
                let after = format!(" AND ({value_column}, {id_column}) {beyond} ({value}, {id})");
                source.known(order, &after, direction, limit)
            }
            Part::Unknown(None) => source.unknown("", direction, limit),
            Part::Unknown(Some(id)) => {
                let id = sql.bind(*id);
                source.unknown(&format!(" AND {id_column} {beyond} {id}"), direction, limit)
            }
        });
    }
    // All numbers of one width.
    let width = if matches!(order.kind, Kind::Number) { "::bigint" } else { "" };
    if source.has_whole_rows {
        // No search, so it is asked part by part.
        let text = format!(
            "SELECT {COLUMNS}, sort_value{width}, {IS_CHEAP_TO_COUNT} FROM ({}) page",
            texts.concat()
        );
        return Ok(sql.statement(text));
    }
    // Ids first, rows after: the index alone answers which players are on the page.
    let text = format!(
        "{}SELECT {COLUMNS}, sort_value{width}, {IS_CHEAP_TO_COUNT}
         FROM (
             SELECT hit, sort_value, row_number() OVER () AS place
             FROM (({})) parts LIMIT {limit}
         ) page JOIN player ON id = hit ORDER BY place",
        source.before,
        texts.join(") UNION ALL (")
    );
    Ok(sql.statement(text))
}

/// What the parts of a page are cut out of.
///
/// All sources give the same page. Postgres would find the way to it by itself, did it know how rare a
/// word is and that players of two positions in order are those of each in order, merged.
struct Source {
    /// Stands before the statement.
    before: String,
    /// Selections of players that fit, each to be read in order; merged they are all of them.
    runs: Vec<String>,
    /// What a run is ordered by, and its ids.
    value: &'static str,
    id: &'static str,
    /// The one run gives what a page shows of a player, not only his id.
    has_whole_rows: bool,
}

impl Source {
    fn of(
        sql: &mut Sql,
        query: &PlayerQuery,
        search: &Search,
        order: &Order,
        today: NaiveDate,
    ) -> Self {
        let filter = &query.filter;
        if filter.is_empty() {
            // Nobody is passed over, so no row is read that is not shown.
            let fits = condition(sql, filter, &search.words, today);
            return Self {
                before: String::new(),
                runs: vec![format!(
                    "SELECT {COLUMNS}, {} AS sort_value FROM player WHERE {fits}",
                    order.expression
                )],
                value: order.expression,
                id: "id",
                has_whole_rows: true,
            };
        }
        let players = selection("id", order.expression, "player");
        if search.is_rare() {
            let fits = condition(sql, filter, &search.words, today);
            return Self {
                before: format!("WITH gathered AS MATERIALIZED ({players} WHERE {fits}) "),
                runs: vec![format!("{} WHERE true", selection("hit", "sort_value", "gathered"))],
                value: "sort_value",
                id: "hit",
                has_whole_rows: false,
            };
        }
        let runs = if order.within_positions && is_for_runs(filter) {
            let others = PlayerFilter { positions: Vec::new(), ..filter.clone() };
            let fits = condition(sql, &others, &search.words, today);
            let mut positions = filter.positions.clone();
            positions.sort_unstable();
            positions.dedup();
            positions
                .iter()
                .map(|position| {
                    format!("{players} WHERE {fits} AND position = {}", sql.bind(position.code()))
                })
                .collect()
        } else {
            let fits = condition(sql, filter, &search.words, today);
            vec![format!("{players} WHERE {fits}")]
        };
        Self {
            before: String::new(),
            runs,
            value: order.expression,
            id: "id",
            has_whole_rows: false,
        }
    }

    /// Players whose value is known, in its order.
    fn known(&self, order: &Order, after: &str, direction: &str, limit: u64) -> String {
        let is_known = if order.can_be_unknown {
            format!(" AND {} IS NOT NULL", self.value)
        } else {
            String::new()
        };
        let by =
            |value, id| format!("ORDER BY {value} {direction}, {id} {direction} LIMIT {limit}");
        self.merged(
            &format!("{is_known}{after} {}", by(self.value, self.id)),
            &by("sort_value", "hit"),
        )
    }

    /// Players whose value is not known, by id.
    fn unknown(&self, after: &str, direction: &str, limit: u64) -> String {
        let by = |id| format!("ORDER BY {id} {direction} LIMIT {limit}");
        let (value, id) = (self.value, self.id);
        self.merged(&format!(" AND {value} IS NULL{after} {}", by(id)), &by("hit"))
    }

    /// Each run continued by `each`, and all of them together by `all`.
    fn merged(&self, each: &str, all: &str) -> String {
        let runs: Vec<_> = self.runs.iter().map(|run| format!("{run}{each}")).collect();
        match runs.as_slice() {
            [only] => only.clone(),
            runs => format!("SELECT * FROM (({})) runs {all}", runs.join(") UNION ALL (")),
        }
    }
}

fn selection(id: &str, value: &str, table: &str) -> String {
    format!("SELECT {id} AS hit, {value} AS sort_value FROM {table}")
}

/// Whether the positions are best read one by one: each has its own stretch of an index. That pays where
/// a nationality is looked for, which no index compares while it is read; not where a club, a competition
/// or a text leads to fewer players, or is looked for in the other index.
fn is_for_runs(filter: &PlayerFilter) -> bool {
    (1..=MOST_RUNS).contains(&filter.positions.len())
        && filter.nationality.is_some()
        && filter.text.is_none()
        && filter.club.is_none()
        && filter.competition.is_none()
}
