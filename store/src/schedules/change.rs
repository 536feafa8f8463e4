//! What administrators do to schedules, each with its line in the audit log: both or neither.

use backroom::{ScheduleDraft, ScheduleId};
use chrono::{DateTime, Utc};
use football::FieldError;
use sea_orm::{ConnectionTrait, DbErr, QueryResult, SqlErr};
use serde_json::{Value, json};
use timetable::Timetable;

use super::{no_row, note, plan};
use crate::{Database, StoreError, database::begin, queue::Asker, sql};

/// Makes a schedule in the name of `asker`, or of a command. Its first tick is the next one from now on.
///
/// # Errors
/// [`StoreError::Invalid`] on the fields of the draft.
pub async fn create_by(
    db: &Database,
    asker: Option<&Asker>,
    draft: &ScheduleDraft,
) -> Result<ScheduleId, StoreError> {
    let timetable = plan::check(draft)?;
    let transaction = begin(db).await?;
    let next = next(&transaction, &timetable, draft.enabled).await?;
    let made = sql::one(
        &transaction,
        "INSERT INTO schedule (name, kind, payload, cron, time_zone, enabled, next_at, created_by)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING id",
        [
            draft.name.trim().into(),
            draft.kind.as_str().into(),
            draft.payload.clone().into(),
            timetable.pattern().as_str().into(),
            timetable.zone().name().into(),
            draft.enabled.into(),
            next.into(),
            asker.map(|asker| asker.account_id.0).into(),
        ],
    )
    .await
    .map_err(taken)?;
    let id = ScheduleId(made.ok_or_else(no_row)?.try_get("", "id")?);
    note(&transaction, asker, "schedule.create", id, detail(draft)).await?;
    transaction.commit().await?;
    Ok(id)
}

/// Writes `draft` over the schedule `id` and gives its new version; `None` when there is none. A tick that
/// is due stays due unless pattern, zone or switch are changed.
///
/// # Errors
/// [`StoreError::Invalid`] on the fields of the draft; [`StoreError::Conflict`] when somebody changed it since
/// `version`.
pub async fn update_by(
    db: &Database,
    asker: Option<&Asker>,
    id: ScheduleId,
    version: i32,
    draft: &ScheduleDraft,
) -> Result<Option<i32>, StoreError> {
    let timetable = plan::check(draft)?;
    let transaction = begin(db).await?;
    let Some(before) = Before::locked(&transaction, id).await? else { return Ok(None) };
    if before.version != version {
        return Err(StoreError::Conflict { what: "This schedule" });
    }
    let (cron, zone) = (timetable.pattern().as_str(), timetable.zone().name());
    let is_same =
        before.enabled == draft.enabled && before.cron == cron && before.time_zone == zone;
    let next = if is_same {
        before.next_at
    } else {
        next(&transaction, &timetable, draft.enabled).await?
    };
    sql::execute(
        &transaction,
        "UPDATE schedule SET name = $2, kind = $3, payload = $4, cron = $5, time_zone = $6,
             enabled = $7, next_at = $8, version = version + 1, updated_at = now()
         WHERE id = $1",
        [
            id.0.into(),
            draft.name.trim().into(),
            draft.kind.as_str().into(),
            draft.payload.clone().into(),
            cron.into(),
            zone.into(),
            draft.enabled.into(),
            next.into(),
        ],
    )
    .await
    .map_err(taken)?;
    note(&transaction, asker, "schedule.update", id, detail(draft)).await?;
    transaction.commit().await?;
    Ok(Some(version + 1))
}

/// Lets the ticks of the schedule `id` count, from now on, or no longer. `false` when there is none.
///
/// # Errors
/// [`StoreError::Invalid`] on `cron` or `time_zone` when this release cannot read them.
pub async fn set_enabled_by(
    db: &Database,
    asker: Option<&Asker>,
    id: ScheduleId,
    enabled: bool,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let Some(before) = Before::locked(&transaction, id).await? else { return Ok(false) };
    if before.enabled == enabled {
        return Ok(true);
    }
    let next = if enabled {
        let timetable = plan::timetable(&before.cron, &before.time_zone);
        next(&transaction, &timetable.map_err(StoreError::Invalid)?, enabled).await?
    } else {
        None
    };
    sql::execute(
        &transaction,
        "UPDATE schedule SET enabled = $2, next_at = $3, version = version + 1, updated_at = now()
         WHERE id = $1",
        [id.0.into(), enabled.into(), next.into()],
    )
    .await?;
    let action = if enabled { "schedule.enable" } else { "schedule.disable" };
    note(&transaction, asker, action, id, json!({ "name": before.name })).await?;
    transaction.commit().await?;
    Ok(true)
}

/// Deletes the schedule `id` with its history; jobs that it asked for stay. `false` when there is none.
pub async fn delete_by(
    db: &Database,
    asker: Option<&Asker>,
    id: ScheduleId,
) -> Result<bool, StoreError> {
    let transaction = begin(db).await?;
    let Some(before) = Before::locked(&transaction, id).await? else { return Ok(false) };
    sql::execute(&transaction, "DELETE FROM schedule WHERE id = $1", [id.0.into()]).await?;
    note(&transaction, asker, "schedule.delete", id, json!({ "name": before.name })).await?;
    transaction.commit().await?;
    Ok(true)
}

/// A schedule as it was when it was locked; until the transaction ends no tick of it is seen to.
struct Before {
    name: String,
    cron: String,
    time_zone: String,
    enabled: bool,
    next_at: Option<DateTime<Utc>>,
    version: i32,
}

impl Before {
    async fn locked(db: &impl ConnectionTrait, id: ScheduleId) -> Result<Option<Self>, StoreError> {
        let found = sql::one(
            db,
            "SELECT name, cron, time_zone, enabled, next_at, version FROM schedule
             WHERE id = $1 FOR UPDATE",
            [id.0.into()],
        )
        .await?;
        found.as_ref().map(Self::read).transpose()
    }

    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            name: row.try_get("", "name")?,
            cron: row.try_get("", "cron")?,
            time_zone: row.try_get("", "time_zone")?,
            enabled: row.try_get("", "enabled")?,
            next_at: row.try_get("", "next_at")?,
            version: row.try_get("", "version")?,
        })
    }
}

/// The first tick from now on, by the database's clock; none while ticks do not count.
async fn next(
    db: &impl ConnectionTrait,
    timetable: &Timetable,
    enabled: bool,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    if !enabled {
        return Ok(None);
    }
    let row = sql::one(db, "SELECT clock_timestamp() AS now", []).await?.ok_or_else(no_row)?;
    Ok(timetable.next_after(row.try_get("", "now")?))
}

fn detail(draft: &ScheduleDraft) -> Value {
    let ScheduleDraft { name, kind, payload, cron, time_zone, enabled } = draft;
    json!({
        "name": name, "kind": kind, "payload": payload, "cron": cron, "time_zone": time_zone,
        "enabled": enabled,
    })
}

fn taken(error: DbErr) -> StoreError {
    match error.sql_err() {
        Some(SqlErr::UniqueConstraintViolation(text)) if text.contains("schedule_name_key") => {
            let message = "There is a schedule with this name. Give it another.";
            StoreError::Invalid(vec![FieldError::new("name", message)])
        }
        _ => error.into(),
    }
}
