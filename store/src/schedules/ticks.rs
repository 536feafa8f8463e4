//! What schedulers do: look for ticks that have come, and see to each once.

use backroom::{JobId, RunOutcome, ScheduleId};
use chrono::{DateTime, Utc};
use football::FieldError;
use sea_orm::{ConnectionTrait, DatabaseTransaction, QueryResult};
use serde_json::{Value, json};
use timetable::{Due, Timetable};

use super::{
    kinds::{Kind, Occasion},
    no_row, note,
};
use crate::{
    Database, StoreError,
    database::begin,
    queue::{Asker, Enqueued},
    sql,
};

/// Schedules seen to in one round; the next round follows at once.
const ROUND: i64 = 100;

/// When a scheduler has to look again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Upcoming {
    /// Now, by the database's clock, which is the same for every scheduler.
    pub now: DateTime<Utc>,
    /// The first tick that nobody has seen to; past when it is due.
    pub next: Option<DateTime<Utc>>,
}

/// A tick that was seen to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fired {
    /// The schedule.
    pub schedule: ScheduleId,
    /// Its name.
    pub name: String,
    /// The tick.
    pub tick: DateTime<Utc>,
    /// Ticks before it that nobody was there for.
    pub missed: u32,
    /// What became of it.
    pub outcome: RunOutcome,
    /// The job that does the work.
    pub job: Option<JobId>,
    /// Why none was queued.
    pub note: Option<String>,
}

/// The database's time, and the first tick that this release can see to.
pub async fn upcoming(db: &impl ConnectionTrait) -> Result<Upcoming, StoreError> {
    let row = sql::one(
        db,
        "SELECT clock_timestamp() AS now, min(next_at) AS next FROM schedule WHERE kind = ANY($1)",
        [Kind::names().into()],
    )
    .await?
    .ok_or_else(no_row)?;
    Ok(Upcoming { now: row.try_get("", "now")?, next: row.try_get("", "next")? })
}

/// The schedules with a tick that has come at `now`, the longest due first. A kind that this release does
/// not know is left to the servers that do.
pub async fn due(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<Vec<ScheduleId>, StoreError> {
    let rows = sql::all(
        db,
        "SELECT id FROM schedule WHERE next_at <= $1 AND kind = ANY($2)
         ORDER BY next_at, id LIMIT $3",
        [now.into(), Kind::names().into(), ROUND.into()],
    )
    .await?;
    rows.iter().map(|row| Ok(ScheduleId(row.try_get("", "id")?))).collect()
}

/// Sees to the tick of the schedule `id` that has come at `now`. `None` when there is none any more, or
/// another scheduler is about it.
///
/// Ticks that nobody was there for are not made up for one by one: the newest runs, the others are counted.
pub async fn fire(
    db: &Database,
    id: ScheduleId,
    now: DateTime<Utc>,
) -> Result<Option<Fired>, StoreError> {
    let transaction = begin(db).await?;
    let found = sql::one(
        &transaction,
        "SELECT id, name, kind, payload, cron, time_zone, next_at FROM schedule
         WHERE id = $1 AND next_at <= $2 FOR UPDATE SKIP LOCKED",
        [id.0.into(), now.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    let first: DateTime<Utc> = found.try_get("", "next_at")?;
    let schedule = Schedule::read(&found)?;
    let timetable = Timetable::parse(&schedule.cron, &schedule.time_zone);
    let due = match &timetable {
        Ok(timetable) => timetable.due(first, now),
        // Nobody can say when it would come again.
        Err(_) => Due { tick: first, missed: 0, next: None },
    };
    let fault = timetable.err().map(|error| error.to_string());
    let fired = schedule.tick(&transaction, due, fault).await?;
    sql::execute(
        &transaction,
        "UPDATE schedule SET next_at = $2, last_at = $3 WHERE id = $1",
        [id.0.into(), due.next.into(), due.tick.into()],
    )
    .await?;
    transaction.commit().await?;
    Ok(fired)
}

/// Queues the job of the schedule `id` now, whether or not its ticks count. `None` when there is no such
/// schedule.
///
/// # Errors
/// [`StoreError::Invalid`] on `kind` or `payload` when this release cannot run it.
pub async fn run_now_by(
    db: &Database,
    asker: Option<&Asker>,
    id: ScheduleId,
) -> Result<Option<Enqueued>, StoreError> {
    let transaction = begin(db).await?;
    // Locked first, as a scheduler does, so that the two never wait for each other in a circle.
    let found = sql::one(
        &transaction,
        "SELECT id, name, kind, payload, cron, time_zone FROM schedule WHERE id = $1 FOR UPDATE",
        [id.0.into()],
    )
    .await?;
    let Some(found) = found else { return Ok(None) };
    let schedule = Schedule::read(&found)?;
    let kind = schedule.kind().map_err(|fault| StoreError::Invalid(vec![fault]))?;
    let occasion = Occasion {
        schedule: Some(schedule.name.clone()),
        unique_key: None,
        created_by: asker.map(|asker| asker.account_id),
        request_id: asker.and_then(|asker| asker.request_id.clone()),
    };
    let enqueued = (kind.queue)(&transaction, schedule.payload, occasion).await?;
    sql::execute(
        &transaction,
        "INSERT INTO schedule_run (schedule_id, tick, by_hand, asked_by, outcome, job_id)
         VALUES ($1, clock_timestamp(), true, $2, $3, $4)",
        [
            id.0.into(),
            asker.map(|asker| asker.account_id.0).into(),
            outcome(enqueued).as_str().into(),
            enqueued.id().0.into(),
        ],
    )
    .await?;
    let detail = json!({ "name": schedule.name, "job": enqueued.id() });
    note(&transaction, asker, "schedule.run", id, detail).await?;
    transaction.commit().await?;
    Ok(Some(enqueued))
}

/// What a run needs of a schedule.
struct Schedule {
    id: ScheduleId,
    name: String,
    kind: String,
    payload: Value,
    cron: String,
    time_zone: String,
}

impl Schedule {
    fn read(row: &QueryResult) -> Result<Self, StoreError> {
        Ok(Self {
            id: ScheduleId(row.try_get("", "id")?),
            name: row.try_get("", "name")?,
            kind: row.try_get("", "kind")?,
            payload: row.try_get("", "payload")?,
            cron: row.try_get("", "cron")?,
            time_zone: row.try_get("", "time_zone")?,
        })
    }

    /// Its kind, where that can run with its payload.
    fn kind(&self) -> Result<&'static Kind, FieldError> {
        let kind = Kind::find(&self.kind).ok_or_else(|| {
            let message = format!("This release cannot schedule `{}`. Choose another.", self.kind);
            FieldError::new("kind", message)
        })?;
        (kind.check)(&self.payload).map_err(|fault| FieldError::new("payload", fault))?;
        Ok(kind)
    }

    /// Enters the tick and queues its job. `None` when the tick has been entered before.
    async fn tick(
        self,
        transaction: &DatabaseTransaction,
        due: Due,
        fault: Option<String>,
    ) -> Result<Option<Fired>, StoreError> {
        let missed = i32::try_from(due.missed).unwrap_or(i32::MAX);
        let entered = sql::one(
            transaction,
            "INSERT INTO schedule_run (schedule_id, tick, outcome, missed) VALUES ($1, $2, 'refused', $3)
             ON CONFLICT (schedule_id, tick) WHERE NOT by_hand DO NOTHING RETURNING id",
            [self.id.0.into(), due.tick.into(), missed.into()],
        )
        .await?;
        let Some(entered) = entered else { return Ok(None) };
        let run: i64 = entered.try_get("", "id")?;

        let kind = match fault {
            Some(fault) => Err(fault),
            None => self.kind().map_err(|fault| fault.message),
        };
        let (outcome, job, note) = match kind {
            Err(fault) => (RunOutcome::Refused, None, Some(fault)),
            Ok(kind) => {
                let occasion = Occasion {
                    schedule: Some(self.name.clone()),
                    unique_key: Some(format!("schedule:{}:{}", self.id, due.tick.timestamp())),
                    created_by: None,
                    request_id: None,
                };
                let enqueued = (kind.queue)(transaction, self.payload, occasion).await?;
                (outcome(enqueued), Some(enqueued.id()), None)
            }
        };
        sql::execute(
            transaction,
            "UPDATE schedule_run SET outcome = $2, job_id = $3, note = $4 WHERE id = $1",
            [
                run.into(),
                outcome.as_str().into(),
                job.map(|job| job.0).into(),
                note.as_deref().into(),
            ],
        )
        .await?;
        let (schedule, name) = (self.id, self.name);
        Ok(Some(Fired { schedule, name, tick: due.tick, missed: due.missed, outcome, job, note }))
    }
}

const fn outcome(enqueued: Enqueued) -> RunOutcome {
    match enqueued {
        Enqueued::New(_) => RunOutcome::Queued,
        Enqueued::AlreadyThere(_) => RunOutcome::UnderWay,
    }
}
