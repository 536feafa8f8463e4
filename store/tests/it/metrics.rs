//! What is measured over time: added up over processes, put together with age, counted from the jobs.

use std::time::Duration;

use backroom::{History, HistoryRange, JobState, Metric};
use chrono::{DateTime, TimeDelta, Utc};
use store::{
    Database,
    database::{ConnectSettings, connect},
    metrics::{
        Measurement, add, add_to_totals, count_ended_jobs, installation_figures, put_together,
        samples,
    },
};
use test_database::TestDatabase;

async fn database(test: &TestDatabase) -> Database {
    connect(&ConnectSettings {
        url: test.url().to_owned(),
        max_connections: 6,
        acquire_timeout: Duration::from_secs(30),
    })
    .await
    .unwrap()
}

async fn execute(db: &Database, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(db.get_postgres_connection_pool())
        .await
        .unwrap();
}

async fn count(db: &Database, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(db.get_postgres_connection_pool()).await.unwrap()
}

/// So many jobs that ended `ago` before now, after a wait of 50 ms and a run of 200 ms.
async fn ended(db: &Database, jobs: u32, state: &str, ago: &str) {
    execute(
        db,
        &format!(
            "INSERT INTO job (id, kind, title, payload, max_attempts, state, created_at, run_at,
                 started_at, finished_at)
             SELECT gen_random_uuid(), 'sweep', 'Sweep', '{{}}', 3, '{state}',
                 at - interval '250 ms', at - interval '250 ms', at - interval '200 ms', at
             FROM generate_series(1, {jobs}), LATERAL (SELECT now() - interval '{ago}') AS t (at)"
        ),
    )
    .await;
}

async fn history(db: &Database, range: HistoryRange, now: DateTime<Utc>) -> History {
    History::of(range, now, &samples(db, range, now).await.unwrap())
}

fn of_state(history: &History, state: JobState) -> u64 {
    let counts = history.ended.iter().find(|(known, _)| *known == state);
    counts.map_or(0, |(_, counts)| counts.iter().sum())
}

#[tokio::test]
async fn counts_of_processes_add_up_and_of_levels_the_highest_stays() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let now = "2026-11-26T10:30:30Z".parse::<DateTime<Utc>>().unwrap();
    let of = |process: &str, busy| {
        vec![
            Measurement::new(Metric::Requests, "2xx", 10),
            Measurement::new(Metric::PoolBusy, process, busy),
        ]
    };

    let rounds = [of("a:1", 3), of("b:1", 4), of("a:1", 5), of("a:1", 2)];
    let written = rounds.iter().map(|measured| add(&db, now, measured));
    for done in futures::future::join_all(written).await {
        done.unwrap();
    }

    let seen = history(&db, HistoryRange::Hour, now + TimeDelta::minutes(2)).await;
    let at = seen.starts.iter().position(|at| at.to_rfc3339().contains("10:30:00")).unwrap();
    assert_eq!(seen.answered[at], 40);
    assert_eq!(seen.pool_busy[at], Some(9), "5 of a and 4 of b");
}

#[tokio::test]
async fn each_ended_job_is_counted_once_however_many_count() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    execute(&db, "UPDATE job_count_mark SET counted_until = now() - interval '1 hour'").await;
    ended(&db, 40, "completed", "10 minutes").await;
    ended(&db, 3, "dead", "10 minutes").await;
    ended(&db, 2, "cancelled", "5 minutes").await;
    ended(&db, 7, "completed", "2 hours").await;
    ended(&db, 1, "completed", "1 second").await;

    let counted = futures::future::join_all((0..6).map(|_| count_ended_jobs(&db))).await;
    count_ended_jobs(&db).await.unwrap();

    assert!(counted.into_iter().any(|did| did.unwrap()));
    let seen = history(&db, HistoryRange::Hour, Utc::now()).await;
    assert_eq!(of_state(&seen, JobState::Completed), 40, "not what ended before the mark, nor yet");
    assert_eq!(of_state(&seen, JobState::Dead), 3);
    assert_eq!(of_state(&seen, JobState::Cancelled), 2);
    let of_kind: Vec<_> = seen
        .ended_of_kind
        .iter()
        .map(|(kind, counts)| (kind.as_str(), counts.iter().sum()))
        .collect();
    assert_eq!(of_kind, [("sweep", 45_u64)]);
    let waits: Vec<_> = seen.wait.iter().flatten().collect();
    assert_eq!(waits.iter().map(|it| it.count).sum::<u64>(), 43, "cancelled jobs tell nothing");
    // 50 ms lie between 39.8 and 63.1 ms, 200 ms between 158.5 and 251.2 ms.
    assert!(waits.iter().all(|it| (40..=64).contains(&it.p95_ms)), "{waits:?}");
    assert!(seen.run.iter().flatten().all(|it| (159..=252).contains(&it.p50_ms)), "{:?}", seen.run);
    let figures = installation_figures(&db).await.unwrap();
    assert_eq!(
        figures.totals,
        [
            (Metric::JobsEnded, "sweep/cancelled".to_owned(), 2),
            (Metric::JobsEnded, "sweep/completed".to_owned(), 40),
            (Metric::JobsEnded, "sweep/dead".to_owned(), 3),
        ]
    );
}

#[tokio::test]
async fn who_finds_another_counting_goes_on_without_waiting() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let mut held = db.get_postgres_connection_pool().acquire().await.unwrap();
    sqlx::raw_sql("BEGIN; SELECT counted_until FROM job_count_mark FOR UPDATE")
        .execute(&mut *held)
        .await
        .unwrap();

    let counted = tokio::time::timeout(Duration::from_secs(5), count_ended_jobs(&db)).await;
    sqlx::raw_sql("ROLLBACK").execute(&mut *held).await.unwrap();

    assert!(!counted.expect("it does not wait").unwrap());
}

#[tokio::test]
async fn the_depth_of_queues_is_noted_and_none_is_a_depth_too() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    count_ended_jobs(&db).await.unwrap();
    assert_eq!(
        count(&db, "SELECT value FROM metric_sample WHERE metric = 'queue_waiting'").await,
        0
    );

    execute(
        &db,
        "INSERT INTO job (id, kind, queue, title, payload, max_attempts, state, run_at)
         SELECT gen_random_uuid(), 'sweep', 'ground', 'Sweep', jsonb '{}', 3, 'queued',
             now() - interval '90 seconds' FROM generate_series(1, 5)
         UNION ALL
         SELECT gen_random_uuid(), 'mow', 'grass', 'Mow', jsonb '{}', 3, 'running', now()",
    )
    .await;
    count_ended_jobs(&db).await.unwrap();
    let figures = installation_figures(&db).await.unwrap();

    let waiting = count(
        &db,
        "SELECT value FROM metric_sample WHERE metric = 'queue_waiting' AND label = 'ground'
         ORDER BY at DESC LIMIT 1",
    );
    assert_eq!(waiting.await, 5);
    let age = "SELECT value FROM metric_sample WHERE metric = 'queue_age' AND label = ''
        ORDER BY at DESC LIMIT 1";
    let age = count(&db, age).await;
    assert!((89..=200).contains(&age), "{age} s");
    let ground = figures.queues["ground"];
    assert_eq!((ground.waiting, ground.running), (5, 0));
    assert!((89..=200).contains(&ground.oldest_secs), "{ground:?}");
    assert_eq!(figures.open_jobs[&("mow".to_owned(), "running".to_owned())], 1);
    assert_eq!(figures.open_jobs[&("sweep".to_owned(), "queued".to_owned())], 5);
}

#[tokio::test]
async fn minutes_become_quarters_after_two_days_and_nothing_is_lost_or_doubled() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let now = "2026-11-26T10:30:30Z".parse::<DateTime<Utc>>().unwrap();
    execute(
        &db,
        "INSERT INTO metric_sample (metric, at, span_secs, label, value)
         SELECT 'requests', timestamptz '2026-11-26T10:30:00Z' - make_interval(mins => n), 60, '2xx', 1
         FROM generate_series(0, 72 * 60 - 1) AS n
         UNION ALL
         SELECT 'queue_waiting', timestamptz '2026-11-26T10:30:00Z' - make_interval(mins => n), 60, '',
             n % 7 FROM generate_series(0, 72 * 60 - 1) AS n",
    )
    .await;
    let week = |history: History| (history.answered.clone(), history.waiting.clone());
    let before = week(history(&db, HistoryRange::Week, now).await);

    let gone = put_together(&db, now).await.unwrap();
    let again = put_together(&db, now).await.unwrap();
    let after = week(history(&db, HistoryRange::Week, now).await);

    assert!(gone > 2 * 23 * 60, "{gone} rows of the third day");
    assert_eq!(again, 0);
    assert_eq!(before, after);
    let minutes = "SELECT count(*) FROM metric_sample WHERE span_secs = 60 AND metric = 'requests'";
    let kept = count(&db, minutes).await;
    // 48 hours, and what the quarter at their beginning holds.
    assert!((48 * 60..48 * 60 + 16).contains(&kept), "{kept}");
    // What the first round puts together is as old as the rest, and goes with the second.
    for _ in 0..2 {
        put_together(&db, now + TimeDelta::days(40)).await.unwrap();
    }
    assert_eq!(count(&db, "SELECT count(*) FROM metric_sample WHERE span_secs = 900").await, 0);
}

#[tokio::test]
async fn totals_only_rise() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let read = [Measurement::new(Metric::VaultReads, "read", 2)];

    let written = (0..8).map(|_| add_to_totals(&db, &read));
    for done in futures::future::join_all(written).await {
        done.unwrap();
    }

    let figures = installation_figures(&db).await.unwrap();
    assert_eq!(figures.totals, [(Metric::VaultReads, "read".to_owned(), 16)]);
}
