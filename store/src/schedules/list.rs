//! Schedules and their runs as pages and REST show them.

use backroom::{JobId, JobState, RunOutcome, ScheduleDraft, ScheduleId, ScheduleRun, ScheduleView};
use chrono::{DateTime, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, QueryResult};
use timetable::{Timetable, Zone};

use super::{kinds::Kind, plan::view};
use crate::{StoreError, sql};

/// Most schedules listed: nobody reads more on a page.
const MOST: i64 = 500;
/// How long it is remembered what became of a tick.
const REMEMBERED: TimeDelta = TimeDelta::days(90);

/// A run with its job and who asked, from `schedule_run AS run`.
const RUN: &str = "run.tick, run.by_hand, asker.name AS asked_by, run.outcome, run.missed, \
    run.note, run.job_id, job.state AS job_state";
const RUN_JOINS: &str = "LEFT JOIN account AS asker ON asker.id = run.asked_by \
    LEFT JOIN job ON job.id = run.job_id";

/// Every schedule by name, each with its newest run.
pub async fn list_schedules(db: &impl ConnectionTrait) -> Result<Vec<ScheduleView>, StoreError> {
    schedules(db, None).await
}

/// The schedule `id`, with its newest run.
pub async fn find_schedule(
    db: &impl ConnectionTrait,
    id: ScheduleId,
) -> Result<Option<ScheduleView>, StoreError> {
    Ok(schedules(db, Some(id)).await?.pop())
}

async fn schedules(
    db: &impl ConnectionTrait,
    only: Option<ScheduleId>,
) -> Result<Vec<ScheduleView>, StoreError> {
    let text = format!(
        "SELECT schedule.*, account.name AS creator, latest.*
         FROM schedule
         LEFT JOIN account ON account.id = schedule.created_by
         LEFT JOIN LATERAL (
             SELECT {RUN} FROM schedule_run AS run {RUN_JOINS}
             WHERE run.schedule_id = schedule.id ORDER BY run.id DESC LIMIT 1
         ) AS latest ON true
         WHERE $1::bigint IS NULL OR schedule.id = $1
         ORDER BY lower(schedule.name), schedule.id LIMIT $2"
    );
    let rows = sql::all(db, &text, [only.map(|id| id.0).into(), MOST.into()]).await?;
    rows.iter().map(read_schedule).collect()
}

/// The newest `limit` runs of the schedule `id`, newest first.
pub async fn list_runs(
    db: &impl ConnectionTrait,
    id: ScheduleId,
    limit: u32,
) -> Result<Vec<ScheduleRun>, StoreError> {
    let text = format!(
        "SELECT {RUN}, schedule.time_zone FROM schedule_run AS run {RUN_JOINS}
         JOIN schedule ON schedule.id = run.schedule_id
         WHERE run.schedule_id = $1 ORDER BY run.id DESC LIMIT $2"
    );
    let rows = sql::all(db, &text, [id.0.into(), i64::from(limit).into()]).await?;
    rows.iter()
        .map(|row| {
            let time_zone: String = row.try_get("", "time_zone")?;
            read_run(row, zone(&time_zone), row.try_get("", "tick")?)
        })
        .collect()
}

/// Forgets runs of more than 90 days before `now`; gives their number.
pub async fn forget_runs(db: &impl ConnectionTrait, now: DateTime<Utc>) -> Result<u64, StoreError> {
    let sql = "DELETE FROM schedule_run WHERE at < $1";
    Ok(sql::execute(db, sql, [(now - REMEMBERED).into()]).await?)
}

fn read_schedule(row: &QueryResult) -> Result<ScheduleView, StoreError> {
    let draft = ScheduleDraft {
        name: row.try_get("", "name")?,
        kind: row.try_get("", "kind")?,
        payload: row.try_get("", "payload")?,
        cron: row.try_get("", "cron")?,
        time_zone: row.try_get("", "time_zone")?,
        enabled: row.try_get("", "enabled")?,
    };
    let zone = zone(&draft.time_zone);
    let tick: Option<DateTime<Utc>> = row.try_get("", "tick")?;
    let next: Option<DateTime<Utc>> = row.try_get("", "next_at")?;
    Ok(ScheduleView {
        id: ScheduleId(row.try_get("", "id")?),
        title: Kind::find(&draft.kind).map_or_else(|| draft.kind.clone(), |it| it.title.to_owned()),
        // Of a later release: what stands in its way is all that can be said.
        reading: Timetable::parse(&draft.cron, &draft.time_zone)
            .map_or_else(|error| error.to_string(), |timetable| timetable.reading()),
        version: row.try_get("", "version")?,
        next: next.map(|at| view(zone, at)),
        last: tick.map(|tick| read_run(row, zone, tick)).transpose()?,
        created_by: row.try_get("", "creator")?,
        created_at: row.try_get("", "created_at")?,
        updated_at: row.try_get("", "updated_at")?,
        draft,
    })
}

fn read_run(row: &QueryResult, zone: Zone, tick: DateTime<Utc>) -> Result<ScheduleRun, StoreError> {
    let outcome: String = row.try_get("", "outcome")?;
    let state: Option<String> = row.try_get("", "job_state")?;
    let unreadable = |what, source: Box<dyn std::error::Error + Send + Sync>| {
        StoreError::Unreadable { what, source }
    };
    Ok(ScheduleRun {
        tick: view(zone, tick),
        by_hand: row.try_get("", "by_hand")?,
        asked_by: row.try_get("", "asked_by")?,
        outcome: RunOutcome::ALL
            .into_iter()
            .find(|known| known.as_str() == outcome)
            .ok_or_else(|| unreadable("outcome of a run", outcome.into()))?,
        missed: row.try_get::<i32>("", "missed")?.unsigned_abs(),
        note: row.try_get("", "note")?,
        job: row.try_get::<Option<_>>("", "job_id")?.map(JobId),
        job_state: state
            .map(|word| word.parse::<JobState>())
            .transpose()
            .map_err(|source| unreadable("job state", Box::new(source)))?,
    })
}

/// The zone called so; UTC for one that this release does not know.
fn zone(name: &str) -> Zone {
    Zone::find(name).unwrap_or(Zone::UTC)
}
