//! The temporary tables of a run, and rows in the text format of `COPY`.
//!
//! `COPY` is the only way into Postgres that is not bound by round trips: 359,184 values arrive in the
//! time that some thousand `INSERT`s take.

use std::fmt::Write as _;

use chrono::NaiveDate;
use sqlx::PgConnection;
use table_feeds::player_table::{PlayerRow, Reading, ValuationRow};
use uuid::Uuid;

use crate::StoreError;

/// How a row says who it is about; see the module `identity`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Identity {
    /// By our own id, from an export of this installation.
    Local,
    /// By a provider's id.
    Provider,
    /// By the key that another installation's export gave.
    Foreign,
    /// By name and birth date.
    NameAndBirth,
    /// By name alone: told apart by club, nations and place among its namesakes in the file.
    NameOnly,
}

impl Identity {
    /// The number in the column `identity` of the staged rows.
    pub(super) const fn code(self) -> u8 {
        self as u8
    }
}

/// Staged rows of players, by how they say who they are about.
pub(super) type IdentityCounts = [u64; 5];

pub(super) const CREATE_PLAYERS: &str = "
CREATE TEMPORARY TABLE staged_player (
    line bigint NOT NULL,
    identity smallint NOT NULL,
    local_id bigint,
    import_key text,
    provider text,
    provider_id text,
    name text,
    known_name text,
    birth_date date,
    nationalities text[],
    position text,
    foot text,
    height_cm smallint,
    club text,
    competition text,
    contract_until date,
    status text,
    value_eur bigint,
    value_date date,
    value_source text,
    photo_url text,
    folded text
) ON COMMIT DROP";

pub(super) const COPY_PLAYERS: &str = "
COPY staged_player (line, identity, local_id, import_key, provider, provider_id, name, known_name,
    birth_date, nationalities, position, foot, height_cm, club, competition, contract_until, status,
    value_eur, value_date, value_source, photo_url) FROM STDIN";

pub(super) const CREATE_VALUATIONS: &str = "
CREATE TEMPORARY TABLE staged_valuation (
    line bigint NOT NULL,
    provider text,
    provider_id text NOT NULL,
    date date NOT NULL,
    source text COLLATE \"C\" NOT NULL,
    amount_eur bigint NOT NULL
) ON COMMIT DROP";

pub(super) const COPY_VALUATIONS: &str = "COPY staged_valuation FROM STDIN";

/// Rows that parsed and are not taken all the same: `reason` is one of [`super::rejects::Refusal`].
pub(super) const CREATE_REFUSED: &str = "
CREATE TEMPORARY TABLE refused (
    line bigint PRIMARY KEY,
    reason smallint NOT NULL,
    detail bigint NOT NULL DEFAULT 0
) ON COMMIT DROP";

/// Which player each staged row is about. New players get their ids here, before they are written.
pub(super) const CREATE_TARGET: &str = "
CREATE TEMPORARY TABLE target (
    line bigint NOT NULL,
    player_id bigint NOT NULL,
    is_new boolean NOT NULL
) ON COMMIT DROP";

/// Appends a player to `buffer`; answers how the row says who it is about.
pub(super) fn copy_player(
    buffer: &mut Vec<u8>,
    row: &PlayerRow<'_>,
    reading: &Reading,
    installation: Uuid,
) -> Identity {
    let provider = row.provider.as_deref().or(reading.provider.as_deref());
    let local_id = row.touchline_key.and_then(|key| local_id(key, installation));
    let identity = match (local_id, row.provider_id, row.touchline_key, row.birth_date) {
        (Some(_), ..) => Identity::Local,
        (_, Some(_), ..) => Identity::Provider,
        (_, _, Some(_), _) => Identity::Foreign,
        (.., Some(_)) => Identity::NameAndBirth,
        _ => Identity::NameOnly,
    };
    let foreign_key = if local_id.is_none() { row.touchline_key } else { None };
    number(buffer, Some(row.line));
    next(buffer, |buffer| number(buffer, Some(identity.code())));
    next(buffer, |buffer| number(buffer, local_id));
    next(buffer, |buffer| text(buffer, foreign_key));
    next(buffer, |buffer| text(buffer, row.provider_id.and(provider)));
    next(buffer, |buffer| text(buffer, row.provider_id));
    next(buffer, |buffer| text(buffer, row.name.as_deref()));
    next(buffer, |buffer| text(buffer, row.known_name));
    next(buffer, |buffer| date(buffer, row.birth_date));
    next(buffer, |buffer| list(buffer, &row.nationalities));
    next(buffer, |buffer| text(buffer, row.position.map(football::Position::code)));
    next(buffer, |buffer| text(buffer, row.foot.map(football::Foot::as_str)));
    next(buffer, |buffer| number(buffer, row.height_cm));
    next(buffer, |buffer| text(buffer, row.club));
    next(buffer, |buffer| text(buffer, row.competition));
    next(buffer, |buffer| date(buffer, row.contract_until));
    next(buffer, |buffer| text(buffer, row.status.map(football::PlayerStatus::as_str)));
    next(buffer, |buffer| number(buffer, row.value_eur));
    let has_value = row.value_eur.is_some();
    next(buffer, |buffer| {
        date(buffer, has_value.then(|| row.value_date.unwrap_or(reading.as_of)));
    });
    next(buffer, |buffer| {
        text(buffer, has_value.then(|| row.value_source.unwrap_or(&reading.value_source)));
    });
    next(buffer, |buffer| text(buffer, row.photo_url));
    buffer.push(b'\n');
    identity
}

/// Appends a valuation to `buffer`.
pub(super) fn copy_valuation(buffer: &mut Vec<u8>, row: &ValuationRow<'_>, reading: &Reading) {
    number(buffer, Some(row.line));
    next(buffer, |buffer| text(buffer, row.provider.as_deref().or(reading.provider.as_deref())));
    next(buffer, |buffer| text(buffer, Some(row.provider_id)));
    next(buffer, |buffer| date(buffer, Some(row.date)));
    next(buffer, |buffer| text(buffer, Some(row.source.unwrap_or(&reading.value_source))));
    next(buffer, |buffer| number(buffer, Some(row.amount_eur)));
    buffer.push(b'\n');
}

/// The key of a player in exports of this installation.
pub(crate) fn touchline_key(installation: Uuid, player: i64) -> String {
    format!("{installation}:{player}")
}

/// The key is one that an export gave.
pub(crate) fn is_touchline_key(key: &str) -> bool {
    key.split_once(':')
        .is_some_and(|(home, id)| home.parse::<Uuid>().is_ok() && id.parse::<i64>().is_ok())
}

/// The name of this installation in the keys of its exports; made when first asked for.
pub(crate) async fn installation(connection: &mut PgConnection) -> Result<Uuid, StoreError> {
    let id = sqlx::query_scalar(
        "WITH made AS (
             INSERT INTO installation (id) VALUES ($1) ON CONFLICT DO NOTHING RETURNING id
         )
         SELECT id FROM made UNION ALL SELECT id FROM installation LIMIT 1",
    )
    .bind(Uuid::new_v4())
    .fetch_one(connection)
    .await?;
    Ok(id)
}

/// Our own id in a key of this installation.
fn local_id(key: &str, installation: Uuid) -> Option<i64> {
    let (home, id) = key.split_once(':')?;
    (home.parse::<Uuid>().ok()? == installation).then(|| id.parse().ok())?
}

pub(super) fn next(buffer: &mut Vec<u8>, write: impl FnOnce(&mut Vec<u8>)) {
    buffer.push(b'\t');
    write(buffer);
}

fn null(buffer: &mut Vec<u8>) {
    buffer.extend_from_slice(b"\\N");
}

pub(super) fn text(buffer: &mut Vec<u8>, value: Option<&str>) {
    let Some(value) = value else { return null(buffer) };
    if value.bytes().any(|byte| matches!(byte, b'\\' | b'\n' | b'\r' | b'\t')) {
        for byte in value.bytes() {
            escaped(buffer, byte);
        }
    } else {
        buffer.extend_from_slice(value.as_bytes());
    }
}

fn escaped(buffer: &mut Vec<u8>, byte: u8) {
    match byte {
        b'\\' => buffer.extend_from_slice(b"\\\\"),
        b'\n' => buffer.extend_from_slice(b"\\n"),
        b'\r' => buffer.extend_from_slice(b"\\r"),
        b'\t' => buffer.extend_from_slice(b"\\t"),
        byte => buffer.push(byte),
    }
}

/// An array literal; empty is unknown.
fn list(buffer: &mut Vec<u8>, values: &[&str]) {
    if values.is_empty() {
        return null(buffer);
    }
    buffer.push(b'{');
    for (place, value) in values.iter().enumerate() {
        if place > 0 {
            buffer.push(b',');
        }
        buffer.push(b'"');
        for byte in value.bytes() {
            if matches!(byte, b'"' | b'\\') {
                // Once for the array, and that backslash once more for COPY.
                buffer.extend_from_slice(b"\\\\");
            }
            escaped(buffer, byte);
        }
        buffer.push(b'"');
    }
    buffer.push(b'}');
}

pub(super) fn number(buffer: &mut Vec<u8>, value: Option<impl std::fmt::Display>) {
    match value {
        Some(value) => show(buffer, format_args!("{value}")),
        None => null(buffer),
    }
}

pub(super) fn date(buffer: &mut Vec<u8>, value: Option<NaiveDate>) {
    match value {
        Some(value) => show(buffer, format_args!("{value}")),
        None => null(buffer),
    }
}

fn show(buffer: &mut Vec<u8>, what: std::fmt::Arguments<'_>) {
    struct Bytes<'b>(&'b mut Vec<u8>);
    impl std::fmt::Write for Bytes<'_> {
        fn write_str(&mut self, text: &str) -> std::fmt::Result {
            self.0.extend_from_slice(text.as_bytes());
            Ok(())
        }
    }
    // Writing to memory does not fail.
    let _ = Bytes(buffer).write_fmt(what);
}
