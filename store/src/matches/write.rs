//! A match as an import writes it: all of it in one transaction, or nothing.

use backroom::AccountId;
use chrono::{DateTime, Utc};
use football::MatchId;
use sea_orm::{ConnectionTrait, QueryResult, Value};
use serde_json::json;
use uuid::Uuid;

use super::{
    ChancesFrom, NewMatch,
    renewal::{renew, renewed_by},
};
use crate::{Database, StoreError, database::begin, sql};

/// What became of a match that was written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WrittenMatch {
    /// It is new.
    New(MatchId),
    /// It was there and was made anew.
    Renewed(MatchId),
    /// The same files made this one before.
    Known(MatchId),
}

impl WrittenMatch {
    /// The match.
    pub const fn id(self) -> MatchId {
        match self {
            Self::New(id) | Self::Renewed(id) | Self::Known(id) => id,
        }
    }
}

/// The match that files with this content made before.
///
/// # Errors
/// The database does not answer.
pub async fn known_match(
    db: &impl ConnectionTrait,
    content_key: &str,
) -> Result<Option<MatchId>, StoreError> {
    const SQL: &str = "SELECT id FROM match WHERE content_key = $1 AND deleted_at IS NULL";
    let row = sql::one(db, SQL, [content_key.into()]).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.map(MatchId))
}

/// Marks an import as done whose files made a match before; `None` when there is no such match, or no longer.
///
/// # Errors
/// The database does not answer.
pub async fn finish_with_known(
    db: &impl ConnectionTrait,
    import: Uuid,
    content_key: &str,
    now: DateTime<Utc>,
) -> Result<Option<WrittenMatch>, StoreError> {
    const SQL: &str = "UPDATE match_import
        SET state = 'completed', match_id = match.id, error = NULL, finished_at = $3
        FROM match WHERE match_import.id = $1 AND match.content_key = $2 AND match.deleted_at IS NULL
        RETURNING match.id";
    let row = sql::one(db, SQL, [import.into(), content_key.into(), now.into()]).await?;
    let id = row.map(|row| row.try_get_by_index(0)).transpose()?;
    Ok(id.map(|id| WrittenMatch::Known(MatchId(id))))
}

/// Whether files with this content ever made a match, a deleted one included.
///
/// # Errors
/// The database does not answer.
pub async fn was_ever_known(
    db: &impl ConnectionTrait,
    content_key: &str,
) -> Result<bool, StoreError> {
    const SQL: &str = "SELECT id FROM match WHERE content_key = $1 LIMIT 1";
    Ok(sql::one(db, SQL, [content_key.into()]).await?.is_some())
}

/// Writes a match and marks its import as done, both or neither. The same files again write nothing, unless the import
/// is there to make a match anew.
///
/// # Errors
/// The database does not answer or refuses a value; [`StoreError::Conflict`] when the match that it makes anew was taken
/// away, or when another is made of these files.
pub async fn write_match(
    db: &Database,
    import: Option<Uuid>,
    new: &NewMatch,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<WrittenMatch, StoreError> {
    const LOCK: &str = "SELECT pg_advisory_xact_lock(hashtextextended($1, 71))";
    const DONE: &str = "UPDATE match_import
        SET state = 'completed', match_id = $2, error = NULL, finished_at = $3 WHERE id = $1";
    let transaction = begin(db).await?;
    // Two imports of the same files at once make one match.
    sql::execute(&transaction, LOCK, [new.content_key.as_str().into()]).await?;
    let known = known_match(&transaction, &new.content_key).await?;
    let renewal = match import {
        Some(import) => renewed_by(&transaction, import).await?.map(|id| (import, id)),
        None => None,
    };
    let written = match (renewal, known) {
        (Some((_, id)), Some(known)) if id != known => {
            return Err(StoreError::Conflict { what: "Another match of these files" });
        }
        (Some((import, id)), _) => {
            renew(&transaction, id, new, import, by).await?;
            WrittenMatch::Renewed(id)
        }
        (None, Some(known)) => WrittenMatch::Known(known),
        (None, None) => WrittenMatch::New(insert(&transaction, new, by, now).await?),
    };
    if let Some(import) = import {
        sql::execute(&transaction, DONE, [import.into(), written.id().0.into(), now.into()])
            .await?;
    }
    transaction.commit().await?;
    Ok(written)
}

pub(super) async fn insert(
    db: &impl ConnectionTrait,
    new: &NewMatch,
    by: Option<AccountId>,
    now: DateTime<Utc>,
) -> Result<MatchId, StoreError> {
    const MATCH: &str = "INSERT INTO match (home_team_id, away_team_id, competition, round, played_on, venue,
            home_goals, away_goals, content_key, tracking_provider, events_provider, quality,
            rate_hz, pitch_length_cm, pitch_width_cm, is_from_video, xg_from, is_demo, created_by,
            created_at)
        VALUES ($1, $2, nullif($3, ''), nullif($4, ''), $5, nullif($6, ''), $7, $8, $9, $10, $11, $12,
            $13, $14, $15, $16, $17, $18, $19, $20)
        RETURNING id";
    let values = column_values(db, new).await?;
    let values = values.into_iter().chain([by.map(|account| account.0).into(), now.into()]);
    let id = id_of(sql::one(db, MATCH, values).await?, "id of a new match")?;
    write_parts(db, id, new).await?;
    Ok(MatchId(id))
}

/// What the columns of a match say, from its home team to whether it is the demo's.
pub(super) async fn column_values(
    db: &impl ConnectionTrait,
    new: &NewMatch,
) -> Result<[Value; 18], StoreError> {
    let settings = &new.settings;
    let home = team(db, &settings.home).await?;
    let away = team(db, &settings.away).await?;
    let goals = |side: usize| new.score.and_then(|score| i16::try_from(score[side]).ok());
    #[expect(
        clippy::cast_possible_truncation,
        reason = "a pitch has some ten thousand centimetres"
    )]
    let cm = |metres: f64| (metres * 100.0).round() as i32;
    Ok([
        home.into(),
        away.into(),
        settings.competition.as_str().into(),
        settings.round.as_str().into(),
        settings.played_on.into(),
        settings.venue.as_str().into(),
        goals(0).into(),
        goals(1).into(),
        new.content_key.as_str().into(),
        new.tracking_provider.as_deref().into(),
        new.events_provider.as_deref().into(),
        new.quality.map(i16::from).into(),
        new.recorded.map(|(rate_hz, _)| rate_hz).into(),
        new.recorded.map(|(_, pitch)| cm(pitch.length_m)).into(),
        new.recorded.map(|(_, pitch)| cm(pitch.width_m)).into(),
        new.is_from_video.into(),
        new.chances_from.map(ChancesFrom::as_str).into(),
        new.is_demo.into(),
    ])
}

fn id_of(row: Option<QueryResult>, what: &'static str) -> Result<i64, StoreError> {
    let nothing = || StoreError::Unreadable { what, source: "the database gave none".into() };
    Ok(row.ok_or_else(nothing)?.try_get_by_index(0)?)
}

/// The team of this name, a new one where there is none.
pub(super) async fn team(db: &impl ConnectionTrait, name: &str) -> Result<i64, StoreError> {
    // Writing the name again gives the row where it is there already.
    const SQL: &str = "INSERT INTO team (name, name_key) VALUES ($1, $2)
        ON CONFLICT (name_key) DO UPDATE SET name_key = excluded.name_key RETURNING id";
    let row = sql::one(db, SQL, [name.into(), name.to_lowercase().into()]).await?;
    id_of(row, "id of a team")
}

pub(super) async fn write_parts(
    db: &impl ConnectionTrait,
    id: i64,
    new: &NewMatch,
) -> Result<(), StoreError> {
    const LINE_UP: &str = "INSERT INTO match_lineup
            (match_id, place, side, shirt, provider, provider_id, name, starter, position, is_keeper,
            is_tracked, player_id)
        SELECT $1, row.place, row.side, row.shirt, row.provider, row.provider_id, row.name, row.starter,
            row.position, row.is_keeper, row.is_tracked,
            -- Whoever a person or an import told before is known again.
            (SELECT known.player_id FROM match_lineup AS known JOIN player ON player.id = known.player_id
             WHERE known.provider = row.provider AND known.provider_id = row.provider_id
               AND player.deleted_at IS NULL
             ORDER BY known.match_id DESC LIMIT 1)
        FROM jsonb_to_recordset($2) AS row (place smallint, side text, shirt smallint, provider text,
            provider_id text, name text, starter boolean, position text, is_keeper boolean, is_tracked boolean)";
    const PERIODS: &str = "INSERT INTO match_period (match_id, number, first_frame, ticks, home_attacks_right,
            interpolated, frames_sha256, frames_bytes, chunk_ticks, chunk_ends, table_sha256, table_bytes)
        SELECT $1, row.* FROM jsonb_to_recordset($2) AS row (number smallint, first_frame bigint,
            ticks integer, home_attacks_right boolean, interpolated double precision,
            frames_sha256 text, frames_bytes bigint, chunk_ticks integer, chunk_ends jsonb,
            table_sha256 text, table_bytes bigint)";
    const STATISTICS: &str =
        "INSERT INTO player_match_statistics (match_id, place, part, minutes, known_minutes,
            distance_m, high_speed_m, sprint_m, sprints, top_speed_mps, accelerating_secs, braking_secs,
            power_w_per_kg, interpolated, coverage, passes, passes_completed, shots, goals, xg, xt)
        SELECT $1, row.* FROM jsonb_to_recordset($2) AS row (place smallint, part smallint,
            minutes double precision, known_minutes double precision, distance_m double precision,
            high_speed_m double precision, sprint_m double precision, sprints integer, top_speed_mps double precision,
            accelerating_secs double precision, braking_secs double precision,
            power_w_per_kg double precision,
            interpolated double precision, coverage double precision, passes integer,
            passes_completed integer, shots integer, goals integer, xg double precision, xt double precision)";
    const FORMATIONS: &str =
        "INSERT INTO formation (match_id, side, phase, period, from_secs, until_secs, shape, cost)
        SELECT $1, row.* FROM jsonb_to_recordset($2) AS row (side text, phase text, period smallint,
            from_secs double precision, until_secs double precision, shape text, cost double precision)";
    const BALL: &str =
        "INSERT INTO ball_position (match_id, period, second, x_cm, y_cm, possession)
        SELECT $1, row.* FROM jsonb_to_recordset($2) AS row (period smallint, second integer,
            x_cm smallint, y_cm smallint, possession text)";
    const REPORTS: &str = "INSERT INTO analysis_report (match_id, kind, version, report)
        VALUES ($1, $2, $3, $4)
        ON CONFLICT (match_id, kind) DO UPDATE
        SET version = excluded.version, report = excluded.report, created_at = now()";
    let line_up = new.line_up.iter().enumerate().map(|(place, player)| {
        json!({
            "place": place,
            "side": super::side_word(player.side),
            "shirt": player.shirt,
            "provider": player.provider,
            "provider_id": player.provider_id,
            "name": player.name,
            "starter": player.starter,
            "position": player.position,
            "is_keeper": player.is_keeper,
            "is_tracked": player.is_tracked,
        })
    });
    let parts = [
        (LINE_UP, line_up.collect()),
        (PERIODS, json!(new.periods)),
        (STATISTICS, json!(new.statistics)),
        (FORMATIONS, json!(new.formations)),
        (BALL, json!(new.ball)),
    ];
    for (text, rows) in parts {
        sql::execute(db, text, [id.into(), rows.into()]).await?;
    }
    // A match that a person described has nothing to report yet.
    let reports = [("match", &new.report), ("events", &new.events)];
    for (kind, (version, report)) in reports.into_iter().filter(|(_, (_, of))| !of.is_null()) {
        let version = i32::try_from(*version).unwrap_or(i32::MAX);
        let values = [id.into(), kind.into(), version.into(), report.clone().into()];
        sql::execute(db, REPORTS, values).await?;
    }
    Ok(())
}
