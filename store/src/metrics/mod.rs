//! What is measured over time. Every process adds what it counted, and the table holds the sums, so a page
//! that reads it sees all of them.
//!
//! Minutes are kept for two days, quarters of an hour for thirty. Ended jobs are not counted by those who
//! end them but by [`count_ended_jobs`], from `job` itself: nothing is lost with a process that is killed,
//! and ending a job costs no more than before.

mod ended;
mod figures;

use backroom::{HistoryRange, LAST_BUCKET, Metric, Sample};
use chrono::{DateTime, DurationRound as _, TimeDelta, Utc};
use sea_orm::{ConnectionTrait, QueryResult};
use serde_json::json;

pub use ended::count_ended_jobs;
pub use figures::{InstallationFigures, QueueFigures, installation_figures};

use crate::{StoreError, sql};

/// How long a minute is kept as such.
const MINUTES_FOR: TimeDelta = TimeDelta::hours(48);
/// How long a quarter of an hour is kept.
const QUARTERS_FOR: TimeDelta = TimeDelta::days(30);
/// Something that a process measured in the minute at hand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Measurement {
    /// What.
    pub metric: Metric,
    /// Of what; as the metric says.
    pub label: String,
    /// The bucket of a duration; 0 for what has none.
    pub bucket: usize,
    /// How much: of a count, since the last time; of a level, now.
    pub value: u64,
}

impl Measurement {
    /// A measurement without buckets.
    pub fn new(metric: Metric, label: impl Into<String>, value: u64) -> Self {
        Self { metric, label: label.into(), bucket: 0, value }
    }
}

/// Adds what a process measured to the minute of `now`: counts add up, of levels the highest stays.
pub async fn add(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
    measured: &[Measurement],
) -> Result<(), StoreError> {
    // In one order, so that two processes cannot wait for each other in a circle.
    const SQL: &str = "
        INSERT INTO metric_sample (metric, at, span_secs, label, bucket, value)
        SELECT metric, $2, 60, label, bucket, value
        FROM jsonb_to_recordset($1) AS measured (metric text, label text, bucket smallint, value bigint)
        ORDER BY metric, label, bucket
        ON CONFLICT (metric, at, span_secs, label, bucket) DO UPDATE SET value = CASE
            WHEN excluded.metric = ANY($3) THEN greatest(metric_sample.value, excluded.value)
            ELSE metric_sample.value + excluded.value END";
    if measured.is_empty() {
        return Ok(());
    }
    let minute = now.duration_trunc(TimeDelta::minutes(1)).unwrap_or(now);
    sql::execute(db, SQL, [rows(measured).into(), minute.into(), levels().into()]).await?;
    Ok(())
}

/// Adds to totals that only rise.
pub async fn add_to_totals(
    db: &impl ConnectionTrait,
    counted: &[Measurement],
) -> Result<(), StoreError> {
    const SQL: &str = "
        INSERT INTO metric_total (metric, label, value)
        SELECT metric, label, value
        FROM jsonb_to_recordset($1) AS counted (metric text, label text, value bigint)
        ORDER BY metric, label
        ON CONFLICT (metric, label) DO UPDATE SET value = metric_total.value + excluded.value";
    if counted.is_empty() {
        return Ok(());
    }
    sql::execute(db, SQL, [rows(counted).into()]).await?;
    Ok(())
}

fn rows(measured: &[Measurement]) -> serde_json::Value {
    let rows: Vec<_> = measured
        .iter()
        .map(|it| {
            json!({
                "metric": it.metric.as_str(),
                "label": it.label,
                "bucket": it.bucket.min(LAST_BUCKET),
                "value": it.value,
            })
        })
        .collect();
    json!(rows)
}

/// The words of all levels.
fn levels() -> Vec<String> {
    let levels = Metric::ALL.into_iter().filter(|metric| metric.is_level());
    levels.map(|metric| metric.as_str().to_owned()).collect()
}

/// What was measured within `range`, as seen `now`: one row a step, metric, label and bucket.
pub async fn samples(
    db: &impl ConnectionTrait,
    range: HistoryRange,
    now: DateTime<Utc>,
) -> Result<Vec<Sample>, StoreError> {
    const SQL: &str = "
        SELECT date_bin(make_interval(secs => $1), at, $2) AS step, metric, label, bucket,
            CASE WHEN metric = ANY($3) THEN max(value) ELSE sum(value)::bigint END AS value
        FROM metric_sample WHERE at >= $2 AND metric = ANY($4)
        GROUP BY step, metric, label, bucket";
    let Some(first) = range.starts(now).first().copied() else { return Ok(Vec::new()) };
    let words: Vec<_> = Metric::ALL.iter().map(|metric| metric.as_str().to_owned()).collect();
    let step_secs = f64::from(u32::try_from(range.step_secs()).unwrap_or(u32::MAX));
    let values = [step_secs.into(), first.into(), levels().into(), words.into()];
    sql::all(db, SQL, values).await?.iter().map(sample).collect()
}

fn sample(row: &QueryResult) -> Result<Sample, StoreError> {
    let metric: String = row.try_get("", "metric")?;
    Ok(Sample {
        at: row.try_get("", "step")?,
        metric: metric.parse::<Metric>().map_err(|source| StoreError::Unreadable {
            what: "metric",
            source: Box::new(source),
        })?,
        label: row.try_get("", "label")?,
        bucket: usize::try_from(row.try_get::<i16>("", "bucket")?).unwrap_or(0),
        value: row.try_get::<i64>("", "value")?.unsigned_abs(),
    })
}

/// Puts minutes that are older than two days together to quarters of an hour and forgets those that are
/// older than thirty days, as seen `now`. Returns how many rows went. Doing it twice is harmless.
pub async fn put_together(
    db: &impl ConnectionTrait,
    now: DateTime<Utc>,
) -> Result<u64, StoreError> {
    // Whole quarters only: one that is put together is not touched again.
    const SQL: &str = "
        WITH gone AS (
            DELETE FROM metric_sample WHERE span_secs = 60
                AND at < date_bin('15 minutes', $1::timestamptz, 'epoch') RETURNING *
        ), added AS (
            INSERT INTO metric_sample (metric, at, span_secs, label, bucket, value)
            SELECT metric, date_bin('15 minutes', at, 'epoch') AS quarter, 900, label, bucket,
                CASE WHEN metric = ANY($2) THEN max(value) ELSE sum(value)::bigint END
            FROM gone GROUP BY metric, quarter, label, bucket ORDER BY metric, quarter, label, bucket
            ON CONFLICT (metric, at, span_secs, label, bucket) DO UPDATE SET value = CASE
                WHEN excluded.metric = ANY($2) THEN greatest(metric_sample.value, excluded.value)
                ELSE metric_sample.value + excluded.value END
        ), old AS (
            DELETE FROM metric_sample WHERE span_secs = 900 AND at < $3 RETURNING 1
        )
        SELECT (SELECT count(*) FROM gone) + (SELECT count(*) FROM old) AS rows";
    let values = [(now - MINUTES_FOR).into(), levels().into(), (now - QUARTERS_FOR).into()];
    let gone = sql::one(db, SQL, values).await?;
    let gone = gone.map(|row| row.try_get::<i64>("", "rows")).transpose()?;
    Ok(gone.unwrap_or_default().unsigned_abs())
}
