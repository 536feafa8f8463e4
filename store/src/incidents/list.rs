//! Incidents as operators see them, and what they do about them.

use backroom::{IncidentId, IncidentState, IncidentView, JobId};
use chrono::{DateTime, TimeDelta, Utc};
use football::FieldError;
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

use crate::{
    Database, StoreError,
    accounts::audit,
    database::begin,
    queue::Asker,
    sql::{self, Sql},
};

/// How long an incident is kept after it last came.
const KEPT_FOR: TimeDelta = TimeDelta::days(90);
/// Longest note, in characters.
const LONGEST_NOTE: usize = 2_000;

/// The columns of [`view`].
const COLUMNS: &str = "incident.id, place, kind, times, first_seen, last_seen, request_id, job_id, \
    state, note, account.name AS changed_by, changed_at";

/// Up to `limit` incidents that are in `state`, or in any, the one that came last first; those after the
/// incident `after` where it is given.
pub async fn list_incidents(
    db: &impl ConnectionTrait,
    state: Option<IncidentState>,
    after: Option<IncidentId>,
    limit: u32,
) -> Result<Vec<IncidentView>, StoreError> {
    let mut sql = Sql::default();
    let mut fits = vec!["true".to_owned()];
    if let Some(state) = state {
        fits.push(format!("state = {}", sql.bind(state.as_str())));
    }
    if let Some(after) = after {
        fits.push(format!(
            "(last_seen, incident.id) < (SELECT last_seen, id FROM incident WHERE id = {})",
            sql.bind(after.0)
        ));
    }
    let limit = sql.bind(i64::from(limit));
    let text = format!(
        "SELECT {COLUMNS} FROM incident LEFT JOIN account ON account.id = changed_by
         WHERE {} ORDER BY last_seen DESC, incident.id DESC LIMIT {limit}",
        fits.join(" AND ")
    );
    db.query_all_raw(sql.statement(text)).await?.iter().map(view).collect()
}

/// The incident `id`.
pub async fn find_incident(
    db: &impl ConnectionTrait,
    id: IncidentId,
) -> Result<Option<IncidentView>, StoreError> {
    let text = format!(
        "SELECT {COLUMNS} FROM incident LEFT JOIN account ON account.id = changed_by
         WHERE incident.id = $1"
    );
    sql::one(db, &text, [id.0.into()]).await?.as_ref().map(view).transpose()
}

/// Incidents that nobody has looked at.
pub async fn count_open(db: &impl ConnectionTrait) -> Result<u64, StoreError> {
    let counted =
        sql::one(db, "SELECT count(*) AS open FROM incident WHERE state = 'open'", []).await?;
    let open = counted.map(|row| row.try_get::<i64>("", "open")).transpose()?;
    Ok(open.unwrap_or_default().unsigned_abs())
}

/// Notes what people have made of the incident `id`, with its line in the audit log: both or neither.
/// `false` when there is no such incident.
///
/// # Errors
/// [`StoreError::Invalid`] on a `note` that is too long.
pub async fn settle_by(
    db: &Database,
    asker: &Asker,
    id: IncidentId,
    state: IncidentState,
    note: &str,
) -> Result<bool, StoreError> {
    let note = note.trim();
    if note.chars().count() > LONGEST_NOTE || note.contains('\0') {
        let rule = format!("Write at most {LONGEST_NOTE} characters.");
        return Err(StoreError::Invalid(vec![FieldError::new("note", rule)]));
    }
    let transaction = begin(db).await?;
    let settled = sql::execute(
        &transaction,
        "UPDATE incident SET state = $2, note = $3, changed_by = $4, changed_at = now()
         WHERE id = $1",
        [id.0.into(), state.as_str().into(), note.into(), asker.account_id.0.into()],
    )
    .await?;
    if settled > 0 {
        let (subject, request) = (format!("incident:{id}"), asker.request_id.as_deref());
        let detail = json!({});
        audit(&transaction, Some(asker.account_id), state.action(), &subject, detail, request)
            .await?;
    }
    transaction.commit().await?;
    Ok(settled > 0)
}

/// Forgets incidents that have not come for 90 days, as seen `now`. Returns how many.
pub async fn purge_incidents(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    let before = (now - KEPT_FOR).into();
    Ok(sql::execute(db, "DELETE FROM incident WHERE last_seen < $1", [before]).await?)
}

fn view(row: &QueryResult) -> Result<IncidentView, StoreError> {
    let state: String = row.try_get("", "state")?;
    Ok(IncidentView {
        id: IncidentId(row.try_get("", "id")?),
        place: row.try_get("", "place")?,
        kind: row.try_get("", "kind")?,
        times: row.try_get::<i64>("", "times")?.unsigned_abs(),
        first_seen: row.try_get("", "first_seen")?,
        last_seen: row.try_get("", "last_seen")?,
        request_id: row.try_get("", "request_id")?,
        job: row.try_get::<Option<_>>("", "job_id")?.map(JobId),
        state: state.parse::<IncidentState>().map_err(|source| StoreError::Unreadable {
            what: "state of an incident",
            source: Box::new(source),
        })?,
        note: row.try_get("", "note")?,
        changed_by: row.try_get("", "changed_by")?,
        changed_at: row.try_get("", "changed_at")?,
    })
}
