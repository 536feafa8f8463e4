//! Staged rows into the table of their kind.
//!
//! As with values, what is to be written is found first, as a table of its own, and then written by
//! plain statements. Only imports write these tables, one at a time, so nothing comes in between.

use sqlx::{AssertSqlSafe, PgConnection};

use super::Sheet;
use crate::{
    StoreError,
    imports::{rejects::Refusal, write_players::Written},
};

/// Writes the staged rows; refuses repeats and, where rows belong to players, those of unknown and
/// deleted players.
pub(in crate::imports) async fn write_rows(
    connection: &mut PgConnection,
    sheet: &Sheet,
) -> Result<Written, StoreError> {
    let judge = if sheet.of_players { judge_of_players(sheet) } else { judge_of_ids(sheet) };
    let mut judging = sqlx::query(AssertSqlSafe(judge)).bind(code(Refusal::DuplicateEntry));
    if sheet.of_players {
        judging = judging.bind(code(Refusal::UnknownPlayer)).bind(code(Refusal::Deleted));
    }
    judging.execute(&mut *connection).await?;
    sqlx::query("ANALYZE fresh_row").execute(&mut *connection).await?;
    let changed = sqlx::query(AssertSqlSafe(change(sheet))).execute(&mut *connection).await?;
    let added = sqlx::query(AssertSqlSafe(add(sheet))).execute(connection).await?;
    Ok(Written {
        career_added: added.rows_affected(),
        career_changed: changed.rows_affected(),
        ..Written::default()
    })
}

fn code(refusal: Refusal) -> i16 {
    i16::from(refusal.code())
}

/// `a, b`, each after `prefix`.
fn names<'a>(columns: impl IntoIterator<Item = &'a str>, prefix: &str) -> String {
    columns.into_iter().map(|name| format!("{prefix}{name}")).collect::<Vec<_>>().join(", ")
}

fn all_columns(sheet: &Sheet) -> impl Iterator<Item = &'static str> + use<> {
    sheet.columns().map(|column| column.name).collect::<Vec<_>>().into_iter()
}

/// The facts as they stand and as the row would leave them: they differ, or there is nothing to write.
fn differs(sheet: &Sheet) -> String {
    let stand = names(sheet.facts.iter().map(|fact| fact.name), "t.");
    let become_ =
        sheet.facts.iter().map(|fact| Sheet::merged(fact, "j", "t")).collect::<Vec<_>>().join(", ");
    format!("({stand}) IS DISTINCT FROM ({become_})")
}

fn judge_of_players(sheet: &Sheet) -> String {
    let table = sheet.table;
    let own = names(
        ["provider", "provider_id"].into_iter().chain(sheet.keys.iter().map(|k| k.name)),
        "s.",
    );
    let stored = names(sheet.key_names(), "t.");
    let judged = names(sheet.key_names(), "j.");
    let columns = names(all_columns(sheet), "");
    let taken = names(all_columns(sheet), "j.");
    let differs = differs(sheet);
    format!(
        "WITH judged AS (
             SELECT s.*, p.id AS player_id, p.deleted_at IS NOT NULL AS is_deleted,
                 first_value(s.line) OVER (PARTITION BY {own} ORDER BY s.line) AS first_line
             FROM staged_row s
             LEFT JOIN player p ON p.provider = s.provider AND p.provider_id = s.provider_id
         ), refusing AS (
             INSERT INTO refused (line, reason, detail)
             SELECT line,
                 CASE WHEN line > first_line THEN $1::smallint WHEN player_id IS NULL THEN $2::smallint
                     ELSE $3::smallint END,
                 CASE WHEN line > first_line THEN first_line ELSE 0 END
             FROM judged
             WHERE line > first_line OR player_id IS NULL OR is_deleted
         )
         INSERT INTO fresh_row (is_known, player_id, provider, provider_id, {columns})
         SELECT t.player_id IS NOT NULL, j.player_id, j.provider, j.provider_id, {taken}
         FROM judged j LEFT JOIN {table} t ON ({stored}) = ({judged})
         WHERE j.line = j.first_line AND j.player_id IS NOT NULL AND NOT j.is_deleted
           AND (t.player_id IS NULL OR {differs})"
    )
}

fn judge_of_ids(sheet: &Sheet) -> String {
    let table = sheet.table;
    let columns = names(all_columns(sheet), "");
    let taken = names(all_columns(sheet), "j.");
    let differs = differs(sheet);
    format!(
        "WITH judged AS (
             SELECT s.*, first_value(s.line) OVER
                 (PARTITION BY s.provider, s.provider_id ORDER BY s.line) AS first_line
             FROM staged_row s
         ), refusing AS (
             INSERT INTO refused (line, reason, detail)
             SELECT line, $1::smallint, first_line FROM judged WHERE line > first_line
         )
         INSERT INTO fresh_row (is_known, provider, provider_id, {columns})
         SELECT t.provider IS NOT NULL, j.provider, j.provider_id, {taken}
         FROM judged j LEFT JOIN {table} t USING (provider, provider_id)
         WHERE j.line = j.first_line AND (t.provider IS NULL OR {differs})"
    )
}

fn change(sheet: &Sheet) -> String {
    let table = sheet.table;
    let sets = sheet
        .facts
        .iter()
        .map(|fact| format!("{} = {}", fact.name, Sheet::merged(fact, "f", "t")))
        .collect::<Vec<_>>()
        .join(", ");
    let stored = names(sheet.key_names(), "t.");
    let fresh = names(sheet.key_names(), "f.");
    format!(
        "UPDATE {table} t SET {sets}, changed_at = now() FROM fresh_row f
         WHERE f.is_known AND ({stored}) = ({fresh})"
    )
}

/// In the order of the primary key, so that its index grows at one end.
fn add(sheet: &Sheet) -> String {
    let table = sheet.table;
    let keys = sheet.key_names();
    let columns = names(keys.iter().copied().chain(sheet.facts.iter().map(|fact| fact.name)), "");
    let order = names(keys, "");
    format!(
        "INSERT INTO {table} ({columns}) SELECT {columns} FROM fresh_row WHERE NOT is_known
         ORDER BY {order}"
    )
}
