//! Schedules over REST and from the command line, and the scheduler itself.

use std::time::Duration;

use backroom::{JobState, Role};
use page_base::request::Clock;
use serde_json::{Value, json};
use server::{housekeeping::tidy, jobs::scheduler};
use store::queue::find_task;
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::{TestApp, jobs::eventually, program::Program};

const ROUTE: &str = "/api/v1/schedules";

fn nightly() -> Value {
    json!({
        "name": "Nightly cleaning", "kind": "prune_jobs", "payload": { "older_than_days": 7 },
        "cron": "0 3 * * MON-FRI", "time_zone": "Europe/Berlin",
    })
}

#[tokio::test]
async fn a_schedule_is_made_changed_run_and_deleted_over_rest() {
    let app = TestApp::start().await;
    let admin = app.bearer(Role::Admin).await;

    let made = admin.post(ROUTE, &nightly()).await.assert_status(201);
    let route = made.header("location").to_owned();
    let made = made.json();
    let mut changed = nightly();
    changed["enabled"] = json!(false);
    admin.put(&route, &changed).await.assert_status(422);
    changed["version"] = json!(1);
    let off = admin.put(&route, &changed).await.assert_status(200).json();
    admin.put(&route, &changed).await.assert_status(409);
    let accepted = admin.post(&format!("{route}/run"), &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let found = admin.get(&route).await.assert_status(200).json();
    let runs = admin.get(&format!("{route}/runs")).await.assert_status(200).json();
    let listed = admin.get(ROUTE).await.assert_status(200).json();

    assert_eq!(made["reading"], "At 03:00 on every weekday, Europe/Berlin");
    assert_eq!(made["title"], "Removal of finished jobs");
    assert!(made["next"]["on_the_wall"].as_str().unwrap().contains("03:00"), "{made}");
    assert_eq!((&off["enabled"], &off["next"]), (&json!(false), &Value::Null));
    assert_eq!(found["last"]["task_id"], accepted["task_id"]);
    assert_eq!(found["last"]["status"], "completed");
    assert_eq!(runs["items"][0]["by_hand"], true);
    assert_eq!(listed["total"], 1);
    let job = accepted["task_id"].as_str().unwrap();
    let output = admin.get(&format!("/api/v1/jobs/{job}")).await.json();
    assert_eq!(output["result"]["removed"], 0);
    admin.delete(&route).await.assert_status(204);
    for gone in [admin.get(&route).await, admin.delete(&route).await] {
        gone.assert_status(404);
    }
    admin.post(&format!("{route}/run"), &json!({})).await.assert_status(404);
    admin.get(&format!("{route}/runs")).await.assert_status(404);
    admin.get(&format!("{ROUTE}/none")).await.assert_status(404);
}

#[tokio::test]
async fn a_preview_and_a_refusal_name_the_field_and_the_cure() {
    let app = TestApp::start_at("2026-10-24T12:00:00Z".parse().unwrap()).await;
    let admin = app.bearer(Role::Admin).await;
    let preview = |cron: &str, zone: &str| {
        let query = form_urlencoded::Serializer::new(String::new())
            .extend_pairs([("cron", cron), ("time_zone", zone)])
            .finish();
        format!("{ROUTE}/preview?{query}")
    };

    let meaning =
        admin.get(&preview("30 2 * * *", "Europe/Berlin")).await.assert_status(200).json();
    let wrong = admin.get(&preview("61 2 * * *", "Berlin")).await.assert_status(422).json();
    let mut faulty = nightly();
    faulty["payload"] = json!({ "days": 7 });
    let refused = admin.post(ROUTE, &faulty).await.assert_status(422).json();

    assert_eq!(meaning["reading"], "At 02:30 every day, Europe/Berlin");
    // The clock shows 02:30 twice that night, and the schedule comes once.
    assert_eq!(meaning["next"][0]["at"], "2026-10-25T00:30:00Z");
    assert_eq!(meaning["next"][1]["at"], "2026-10-26T01:30:00Z");
    assert_eq!(meaning["next"].as_array().unwrap().len(), 5);
    assert_eq!(wrong["errors"][0]["field"], "cron");
    assert_eq!(
        wrong["errors"][1]["message"],
        "There is no time zone `Berlin`. Do you mean Europe/Berlin?"
    );
    assert_eq!(refused["errors"][0]["field"], "payload");
    assert!(refused["errors"][0]["message"].as_str().unwrap().contains("`older_than_days`"));
}

#[tokio::test]
async fn schedulers_of_several_servers_run_each_second_once_and_stop_when_told() {
    let app = TestApp::start().await;
    let admin = app.bearer(Role::Admin).await;
    let each_second = json!({ "name": "a", "kind": "purge_players", "cron": "* * * * * *" });
    let shutdown = CancellationToken::new();
    let schedulers: Vec<_> =
        (0..3).map(|_| tokio::spawn(scheduler::run(app.db().clone(), shutdown.clone()))).collect();

    let made = admin.post(ROUTE, &each_second).await.assert_status(201).json();
    let ticks = async || -> Vec<i64> {
        sqlx::query_scalar(
            "SELECT extract(epoch FROM tick)::bigint FROM schedule_run ORDER BY tick",
        )
        .fetch_all(app.sql())
        .await
        .unwrap()
    };
    eventually("three ticks", async || (ticks().await.len() >= 3).then_some(())).await;
    // Who makes room for it is none of the others' business.
    schedulers[0].abort();
    let seen = ticks().await.len();
    eventually("ticks of the others", async || (ticks().await.len() > seen).then_some(())).await;
    shutdown.cancel();
    for scheduler in schedulers.into_iter().skip(1) {
        tokio::time::timeout(Duration::from_secs(5), scheduler).await.unwrap().unwrap();
    }

    let ticks = ticks().await;
    let missed: i64 = sqlx::query_scalar("SELECT sum(missed) FROM schedule_run")
        .fetch_one(app.sql())
        .await
        .unwrap();
    let span = ticks[ticks.len() - 1] - ticks[0] + 1;
    assert_eq!(i64::try_from(ticks.len()).unwrap() + missed, span, "{ticks:?}");
    assert!(ticks.windows(2).all(|pair| pair[0] < pair[1]), "{ticks:?}");
    let jobs: i64 =
        sqlx::query_scalar("SELECT count(*) FROM job").fetch_one(app.sql()).await.unwrap();
    assert_eq!(usize::try_from(jobs).unwrap(), ticks.len());
    admin.delete(&format!("{ROUTE}/{}", made["id"])).await.assert_status(204);
    app.run_queued_jobs().await;
}

#[tokio::test]
async fn a_round_without_anything_due_waits_no_longer_than_a_second() {
    let app = TestApp::start().await;
    let idle = scheduler::round(app.db()).await.unwrap();
    app.bearer(Role::Admin).await.post(ROUTE, &nightly()).await.assert_status(201);

    let waiting = scheduler::round(app.db()).await.unwrap();

    assert_eq!(idle, Duration::from_secs(1));
    assert!(waiting <= Duration::from_secs(1), "{waiting:?}");
}

#[tokio::test]
async fn finished_jobs_are_removed_on_schedule_and_old_runs_by_the_house() {
    let app = TestApp::start().await;
    let admin = app.bearer(Role::Admin).await;
    let made = admin.post(ROUTE, &nightly()).await.assert_status(201).json();
    let run = format!("{ROUTE}/{}/run", made["id"]);
    let first = admin.post(&run, &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;
    sqlx::query("UPDATE job SET finished_at = now() - interval '8 days'")
        .execute(app.sql())
        .await
        .unwrap();
    sqlx::query("UPDATE schedule_run SET at = now() - interval '91 days'")
        .execute(app.sql())
        .await
        .unwrap();

    let second = admin.post(&run, &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;
    tidy(app.db(), Clock::System).await.unwrap();

    let job = |answer: &Value| answer["task_id"].as_str().unwrap().parse().unwrap();
    assert!(find_task(app.db(), job(&first)).await.unwrap().is_none());
    let task = find_task(app.db(), job(&second)).await.unwrap().unwrap();
    assert_eq!(task.state, JobState::Completed);
    assert_eq!(task.result.unwrap()["removed"], 1);
    let runs = admin.get(&format!("{ROUTE}/{}/runs", made["id"])).await.json();
    assert_eq!(runs["items"].as_array().unwrap().len(), 1);
    app.run_queued_jobs().await;
}

#[tokio::test]
async fn the_command_lists_runs_and_switches_schedules_by_name() {
    let program = Program::with(TestDatabase::create().await);
    let pool = sqlx::PgPool::connect(program.database_url()).await.unwrap();
    sqlx::query(
        "INSERT INTO schedule (name, kind, payload, cron, time_zone, enabled)
         VALUES ('Nightly cleaning', 'prune_jobs', '{}', '0 3 * * *', 'UTC', false)",
    )
    .execute(&pool)
    .await
    .unwrap();
    let told = |arguments: &[&str]| {
        let output = program.run(&[&["schedules"], arguments].concat());
        let text = [output.stdout, output.stderr].concat();
        (output.status.success(), String::from_utf8(text).unwrap())
    };

    let enabled = told(&["enable", "Nightly cleaning"]);
    let run = told(&["run-now", "Nightly cleaning"]);
    let listed = told(&["list"]);
    let unknown = told(&["disable", "Nightly"]);

    assert_eq!(enabled, (true, "Nightly cleaning is switched on.\n".to_owned()));
    assert!(run.0 && run.1.contains("asked for job"), "{run:?}");
    assert!(
        listed.1.contains("At 03:00 every day, UTC") && listed.1.contains("queued"),
        "{listed:?}"
    );
    assert!(
        !unknown.0 && unknown.1.contains("there is no schedule called `Nightly`"),
        "{unknown:?}"
    );
    pool.close().await;
}
