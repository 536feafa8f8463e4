//! Schedules against a real database: each tick once, whoever is killed, whenever it was looked for.

use std::time::Duration;

use backroom::{RunOutcome, ScheduleDraft, ScheduleId};
use chrono::{DateTime, TimeDelta, Utc};
use serde_json::json;
use store::{
    Database, StoreError,
    accounts::audit_entries,
    database::{ConnectSettings, connect},
    queue::Enqueued,
    schedules::{
        Fired, create_by, delete_by, due, find_schedule, fire, forget_runs, list_runs,
        list_schedules, preview, run_now_by, set_enabled_by, upcoming, update_by,
    },
};
use test_database::TestDatabase;

async fn database(test: &TestDatabase, max_connections: u32) -> Database {
    let acquire_timeout = Duration::from_secs(30);
    let url = test.url().to_owned();
    connect(&ConnectSettings { url, max_connections, acquire_timeout }).await.unwrap()
}

async fn execute(db: &Database, sql: &str) {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(db.get_postgres_connection_pool()).await.unwrap();
}

async fn count(db: &Database, sql: &str) -> i64 {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    sqlx::query_scalar(sql).fetch_one(db.get_postgres_connection_pool()).await.unwrap()
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// Each tick of it has a job of its own.
fn minutely() -> ScheduleDraft {
    ScheduleDraft {
        name: "Every minute".to_owned(),
        kind: "purge_players".to_owned(),
        payload: json!({}),
        cron: "* * * * *".to_owned(),
        time_zone: "UTC".to_owned(),
        enabled: true,
    }
}

/// A schedule whose first tick nobody has seen to is at `first`.
async fn scheduled(db: &Database, draft: &ScheduleDraft, first: &str) -> ScheduleId {
    let id = create_by(db, None, draft).await.unwrap();
    execute(db, &format!("UPDATE schedule SET next_at = '{first}' WHERE id = {id}")).await;
    id
}

async fn fired(db: &Database, id: ScheduleId, now: &str) -> Option<Fired> {
    fire(db, id, at(now)).await.unwrap()
}

fn complaints(refused: StoreError) -> Vec<(String, String)> {
    match refused {
        StoreError::Invalid(fields) => {
            fields.into_iter().map(|field| (field.field, field.message)).collect()
        }
        other => panic!("{other:?}"),
    }
}

/// What a scheduler does until nothing is due.
async fn look(db: &Database, now: DateTime<Utc>) {
    loop {
        let due = due(db, now).await.unwrap();
        if due.is_empty() {
            return;
        }
        for id in due {
            fire(db, id, now).await.unwrap();
        }
    }
}

#[tokio::test]
async fn sixty_ticks_come_once_each_with_three_schedulers_of_which_one_is_always_killed() {
    let test = TestDatabase::create().await;
    let schedulers = [database(&test, 2).await, database(&test, 2).await, database(&test, 2).await];
    let first = at("2026-01-01T00:00:00Z");
    let id = scheduled(&schedulers[0], &minutely(), "2026-01-01T00:00:00Z").await;

    for minute in 0..60_i32 {
        let now = first + TimeDelta::minutes(minute.into());
        // Each minute the first one goes a little further before it is dropped: before its transaction, in
        // each of its statements, and after it.
        let life = Duration::from_micros(200) * u32::try_from(minute).unwrap();
        let killed = tokio::time::timeout(life, look(&schedulers[0], now));
        let (_, (), ()) =
            tokio::join!(killed, look(&schedulers[1], now), look(&schedulers[2], now));
    }

    let runs = list_runs(&schedulers[1], id, 100).await.unwrap();
    let ticks: Vec<_> = runs.iter().rev().map(|run| run.tick.at).collect();
    let expected: Vec<_> = (0..60).map(|minute| first + TimeDelta::minutes(minute)).collect();
    assert_eq!(ticks, expected);
    assert!(runs.iter().all(|run| run.outcome == RunOutcome::Queued && run.missed == 0));
    let jobs = "SELECT count(*) FROM job WHERE kind = 'purge_players'";
    assert_eq!(count(&schedulers[1], jobs).await, 60);
    let jobs = "SELECT count(DISTINCT job_id) FROM schedule_run";
    assert_eq!(count(&schedulers[1], jobs).await, 60);
}

#[tokio::test]
async fn a_scheduler_whose_connection_is_cut_leaves_the_tick_to_the_others() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;
    let cut = database(&test, 1).await;
    let mut transaction = cut.get_postgres_connection_pool().acquire().await.unwrap();
    let claim = format!(
        "BEGIN; SELECT FROM schedule WHERE id = {id} FOR UPDATE;
         INSERT INTO schedule_run (schedule_id, tick, outcome)
         VALUES ({id}, '2026-01-01T00:00:00Z', 'queued')"
    );
    sqlx::raw_sql(sqlx::AssertSqlSafe(claim)).execute(&mut *transaction).await.unwrap();

    let while_held = fired(&db, id, "2026-01-01T00:00:01Z").await;
    execute(
        &db,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity
         WHERE datname = current_database() AND pid <> pg_backend_pid()
             AND state = 'idle in transaction'",
    )
    .await;
    look(&db, at("2026-01-01T00:00:01Z")).await;

    assert_eq!(while_held, None, "nobody waits for another scheduler");
    let runs = list_runs(&db, id, 10).await.unwrap();
    assert_eq!(runs.len(), 1);
    assert!(runs[0].job.is_some());
}

#[tokio::test]
async fn ticks_that_nobody_was_there_for_are_done_once_and_counted() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let hourly = ScheduleDraft { cron: "0 * * * *".to_owned(), ..minutely() };
    let id = scheduled(&db, &hourly, "2026-05-01T02:00:00Z").await;

    let late = fired(&db, id, "2026-05-01T08:10:00Z").await.unwrap();

    assert_eq!((late.tick, late.missed), (at("2026-05-01T08:00:00Z"), 6));
    assert_eq!(late.outcome, RunOutcome::Queued);
    assert_eq!(fired(&db, id, "2026-05-01T08:59:59Z").await, None);
    assert_eq!(count(&db, "SELECT count(*) FROM job").await, 1);
    let next = fired(&db, id, "2026-05-01T09:00:00Z").await.unwrap();
    assert_eq!((next.tick, next.missed), (at("2026-05-01T09:00:00Z"), 0));
}

#[tokio::test]
async fn a_tick_that_has_been_seen_to_is_not_seen_to_again_though_the_clock_went_back() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;
    fired(&db, id, "2026-01-01T00:00:00Z").await.unwrap();
    execute(&db, "UPDATE schedule SET next_at = '2026-01-01T00:00:00Z'").await;

    let again = fired(&db, id, "2026-01-01T00:00:30Z").await;

    assert_eq!(again, None);
    assert_eq!(count(&db, "SELECT count(*) FROM job").await, 1);
    let schedule = find_schedule(&db, id).await.unwrap().unwrap();
    assert_eq!(schedule.next.unwrap().at, at("2026-01-01T00:01:00Z"), "it goes on");
}

#[tokio::test]
async fn clock_changes_move_a_tick_and_repeat_none() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let nightly = ScheduleDraft {
        cron: "30 2 * * *".to_owned(),
        time_zone: "Europe/Berlin".to_owned(),
        ..minutely()
    };
    let id = scheduled(&db, &nightly, "2026-03-28T01:30:00Z").await;

    let mut ticks = Vec::new();
    for now in ["2026-03-28T01:30:00Z", "2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"] {
        ticks.push(fired(&db, id, now).await.unwrap().tick);
        assert_eq!(fired(&db, id, now).await, None);
    }

    // 02:30, then 03:00 because 02:30 was left out, then 02:30 of summer.
    assert_eq!(
        ticks,
        [at("2026-03-28T01:30:00Z"), at("2026-03-29T01:00:00Z"), at("2026-03-30T00:30:00Z")]
    );
    let runs = list_runs(&db, id, 10).await.unwrap();
    assert_eq!(runs[1].tick.on_the_wall, "Sun 29 Mar 2026, 03:00 CEST");
}

#[tokio::test]
async fn a_schedule_that_is_off_has_no_tick_and_begins_anew_when_it_is_switched_on() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let off = ScheduleDraft { enabled: false, ..minutely() };
    let id = create_by(&db, None, &off).await.unwrap();

    assert_eq!(upcoming(&db).await.unwrap().next, None);
    assert!(due(&db, at("2100-01-01T00:00:00Z")).await.unwrap().is_empty());
    assert!(set_enabled_by(&db, None, id, true).await.unwrap());
    let coming = upcoming(&db).await.unwrap();
    let next = coming.next.unwrap();
    assert!(next > coming.now && next <= coming.now + TimeDelta::minutes(1), "{coming:?}");
    assert!(set_enabled_by(&db, None, id, false).await.unwrap());
    assert_eq!(upcoming(&db).await.unwrap().next, None);
    assert!(!set_enabled_by(&db, None, ScheduleId(0), true).await.unwrap());
}

#[tokio::test]
async fn a_job_that_must_not_run_twice_at_once_is_not_queued_while_it_is_under_way() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let values = ScheduleDraft { kind: "refresh_market_values".to_owned(), ..minutely() };
    let id = scheduled(&db, &values, "2026-01-01T00:00:00Z").await;

    let first = fired(&db, id, "2026-01-01T00:00:00Z").await.unwrap();
    let second = fired(&db, id, "2026-01-01T00:01:00Z").await.unwrap();

    assert_eq!(first.outcome, RunOutcome::Queued);
    assert_eq!((second.outcome, second.job), (RunOutcome::UnderWay, first.job));
    assert_eq!(count(&db, "SELECT count(*) FROM job").await, 1);
    let subject = "SELECT count(*) FROM job WHERE subject = 'all players · Every minute'";
    assert_eq!(count(&db, subject).await, 1);
}

#[tokio::test]
async fn a_payload_that_cannot_be_used_any_more_is_told_and_holds_up_nothing() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;
    execute(&db, "UPDATE schedule SET payload = '{\"days\": 1}'").await;

    let refused = fired(&db, id, "2026-01-01T00:00:00Z").await.unwrap();
    execute(&db, "UPDATE schedule SET payload = '{}'").await;
    let next = fired(&db, id, "2026-01-01T00:01:00Z").await.unwrap();

    assert_eq!((refused.outcome, refused.job), (RunOutcome::Refused, None));
    assert!(refused.note.unwrap().contains("`days`"));
    assert_eq!(next.outcome, RunOutcome::Queued);
    let run = &list_runs(&db, id, 10).await.unwrap()[1];
    assert!(run.note.as_deref().unwrap().contains("`days`"));
}

#[tokio::test]
async fn a_kind_of_another_release_is_left_to_the_servers_that_know_it() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;
    execute(&db, "UPDATE schedule SET kind = 'of_tomorrow'").await;

    assert!(due(&db, at("2026-01-02T00:00:00Z")).await.unwrap().is_empty());
    assert_eq!(upcoming(&db).await.unwrap().next, None);
    let shown = find_schedule(&db, id).await.unwrap().unwrap();
    assert_eq!(shown.title, "of_tomorrow");
    let refused = complaints(run_now_by(&db, None, id).await.unwrap_err());
    assert_eq!(refused[0].0, "kind");
}

#[tokio::test]
async fn a_run_by_hand_takes_no_tick_and_stands_in_the_history() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let off = ScheduleDraft { enabled: false, ..minutely() };
    let id = create_by(&db, None, &off).await.unwrap();

    let first = run_now_by(&db, None, id).await.unwrap().unwrap();
    let second = run_now_by(&db, None, id).await.unwrap().unwrap();

    assert!(matches!((first, second), (Enqueued::New(one), Enqueued::New(other)) if one != other));
    let runs = list_runs(&db, id, 10).await.unwrap();
    assert!(runs.len() == 2 && runs.iter().all(|run| run.by_hand && run.asked_by.is_none()));
    assert_eq!(run_now_by(&db, None, ScheduleId(0)).await.unwrap(), None);
    let noted = audit_entries(&db, None, 10).await.unwrap();
    assert_eq!(noted[0].action, "schedule.run");
    assert_eq!(noted[0].detail["job"], second.id().to_string());
}

#[tokio::test]
async fn a_change_keeps_a_tick_that_is_due_unless_it_is_about_the_time() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;

    let renamed = ScheduleDraft { name: "Each minute".to_owned(), ..minutely() };
    let version = update_by(&db, None, id, 1, &renamed).await.unwrap();
    let after_renaming = find_schedule(&db, id).await.unwrap().unwrap();
    let yearly = ScheduleDraft { cron: "@yearly".to_owned(), ..renamed.clone() };
    update_by(&db, None, id, 2, &yearly).await.unwrap();
    let after_moving = find_schedule(&db, id).await.unwrap().unwrap();
    let outdated = update_by(&db, None, id, 2, &renamed).await.unwrap_err();

    assert_eq!(version, Some(2));
    assert_eq!(after_renaming.next.unwrap().at, at("2026-01-01T00:00:00Z"));
    assert!(after_moving.next.unwrap().at > Utc::now());
    assert_eq!(after_moving.reading, "At 00:00 on the 1st of January, UTC");
    assert!(matches!(outdated, StoreError::Conflict { .. }));
    assert_eq!(update_by(&db, None, ScheduleId(0), 1, &yearly).await.unwrap(), None);
}

#[tokio::test]
async fn each_fault_of_a_draft_is_told_at_its_field() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    create_by(&db, None, &minutely()).await.unwrap();
    let faulty = ScheduleDraft {
        name: "  ".to_owned(),
        kind: "prune_jobs".to_owned(),
        payload: json!({ "older_than_days": 0 }),
        cron: "0 25 * * *".to_owned(),
        time_zone: "Berlin".to_owned(),
        enabled: true,
    };

    let told = complaints(create_by(&db, None, &faulty).await.unwrap_err());
    let taken = complaints(create_by(&db, None, &minutely()).await.unwrap_err());
    let unknown = ScheduleDraft { kind: "scout_player".to_owned(), ..minutely() };
    let unknown = complaints(create_by(&db, None, &unknown).await.unwrap_err());

    let fields: Vec<_> = told.iter().map(|(field, _)| field.as_str()).collect();
    assert_eq!(fields, ["name", "payload", "cron", "time_zone"]);
    assert!(told[2].1.starts_with("The hour does not take `25`. Use 0 to 23"), "{told:?}");
    assert!(told[3].1.ends_with("Do you mean Europe/Berlin?"), "{told:?}");
    assert_eq!(taken[0].0, "name");
    assert!(unknown[0].1.contains("generate_insights, prune_jobs"), "{unknown:?}");
    assert_eq!(list_schedules(&db).await.unwrap().len(), 1);
}

#[tokio::test]
async fn every_change_is_noted_and_what_is_deleted_takes_its_history_and_leaves_its_jobs() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;
    fired(&db, id, "2026-01-01T00:00:00Z").await.unwrap();
    set_enabled_by(&db, None, id, false).await.unwrap();
    set_enabled_by(&db, None, id, false).await.unwrap();
    set_enabled_by(&db, None, id, true).await.unwrap();
    update_by(&db, None, id, 3, &minutely()).await.unwrap();

    assert!(delete_by(&db, None, id).await.unwrap());

    assert!(!delete_by(&db, None, id).await.unwrap());
    assert_eq!(count(&db, "SELECT count(*) FROM schedule_run").await, 0);
    assert_eq!(count(&db, "SELECT count(*) FROM job").await, 1);
    let noted = audit_entries(&db, None, 10).await.unwrap();
    let actions: Vec<_> = noted.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "schedule.delete",
            "schedule.update",
            "schedule.enable",
            "schedule.disable",
            "schedule.create"
        ],
        "what changes nothing and what nobody asked for is not noted"
    );
    assert!(noted.iter().all(|entry| entry.subject == format!("schedule:{id}")));
}

#[tokio::test]
async fn the_history_outlives_the_jobs_and_ends_after_ninety_days() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = scheduled(&db, &minutely(), "2026-01-01T00:00:00Z").await;
    fired(&db, id, "2026-01-01T00:00:00Z").await.unwrap();
    execute(&db, "DELETE FROM job").await;

    let kept = list_runs(&db, id, 10).await.unwrap();
    let now = Utc::now();
    assert_eq!(forget_runs(&db, now + TimeDelta::days(89)).await.unwrap(), 0);
    assert_eq!(forget_runs(&db, now + TimeDelta::days(91)).await.unwrap(), 1);

    assert_eq!((kept.len(), kept[0].job), (1, None));
    assert_eq!(kept[0].outcome, RunOutcome::Queued);
}

#[test]
fn a_preview_says_what_a_pattern_means_and_when_it_comes_next() {
    let meaning = preview("0 3 * * MON-FRI", "Europe/Berlin", at("2026-03-26T12:00:00Z")).unwrap();

    assert_eq!(meaning.reading, "At 03:00 on every weekday, Europe/Berlin");
    let walls: Vec<_> = meaning.next.iter().map(|tick| tick.on_the_wall.as_str()).collect();
    assert_eq!(
        walls,
        [
            "Fri 27 Mar 2026, 03:00 CET",
            "Mon 30 Mar 2026, 03:00 CEST",
            "Tue 31 Mar 2026, 03:00 CEST",
            "Wed 1 Apr 2026, 03:00 CEST",
            "Thu 2 Apr 2026, 03:00 CEST"
        ]
    );
}
