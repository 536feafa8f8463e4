//! Work on many players at once: how many at a time, whom, and what is told of it.

use std::{
    net::SocketAddr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{Json, Router, extract::State, routing::get};
use backroom::{JobId, JobState, Role};
use page_base::request::Clock;
use serde_json::{Value, json};
use store::queue::find_task;
use test_database::TestDatabase;

use crate::{TestApp, program::Program};

const REFRESH: &str = "/api/v1/admin/refresh-market-values";
const INSIGHTS: &str = "/api/v1/insights/batch";

/// How many players a provider was asked for at once.
#[derive(Default)]
struct AtOnce {
    now: AtomicUsize,
    most: AtomicUsize,
}

/// A provider that takes its time.
async fn slow_provider(at_once: Arc<AtOnce>) -> SocketAddr {
    async fn answer(State(at_once): State<Arc<AtOnce>>) -> Json<Value> {
        let now = at_once.now.fetch_add(1, Ordering::SeqCst) + 1;
        at_once.most.fetch_max(now, Ordering::SeqCst);
        tokio::time::sleep(Duration::from_millis(40)).await;
        at_once.now.fetch_sub(1, Ordering::SeqCst);
        Json(json!({ "date": "2026-07-01", "amount_eur": 700_000 }))
    }
    let router = Router::new().route("/{id}", get(answer)).with_state(at_once);
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

async fn add_players(sql: &sqlx::PgPool, count: i32) {
    sqlx::query(
        "INSERT INTO player (name, provider, provider_id, position, birth_date)
         SELECT 'Player ' || n, 'transfermarkt', n::text, CASE WHEN n % 2 = 0 THEN 'GK' ELSE 'CF' END,
             '1998-05-05'
         FROM generate_series(1, $1) n",
    )
    .bind(count)
    .execute(sql)
    .await
    .unwrap();
}

async fn result(app: &TestApp, accepted: &Value) -> Value {
    let id: JobId = accepted["task_id"].as_str().unwrap().parse().unwrap();
    let task = find_task(app.db(), id).await.unwrap().unwrap();
    assert_eq!(task.state, JobState::Completed, "{:?}", task.error);
    task.result.unwrap()
}

/// Asks for thirty values with this body; gives the result and how many were asked for at once.
async fn refreshed(body: &Value) -> (Value, usize) {
    let at_once = Arc::new(AtOnce::default());
    let address = slow_provider(Arc::clone(&at_once)).await;
    let app = TestApp::start_with(Clock::System, |config| {
        config.jobs.market_values_url = Some(format!("http://{address}/{{provider_id}}"));
    })
    .await;
    let admin = app.sign_in(Role::Admin).await;
    add_players(app.sql(), 30).await;

    let accepted = admin.post(REFRESH, body).await.assert_status(202).json();
    // Two sets of workers, as of two processes: together they keep to the bound.
    tokio::join!(app.run_queued_jobs(), app.run_queued_jobs());

    (result(&app, &accepted).await, at_once.most.load(Ordering::SeqCst))
}

#[tokio::test]
async fn a_provider_is_asked_for_no_more_players_at_once_than_the_bound() {
    let (result, most) = refreshed(&json!({ "concurrency": 3 })).await;

    assert_eq!((&result["processed"], &result["failed"]), (&json!(30), &json!(0)));
    assert_eq!(result["success_rate"], json!(1.0));
    assert!(result["mean_ms"].as_f64().unwrap() >= 40.0, "{result}");
    assert_eq!(most, 3);
}

#[tokio::test]
async fn where_nobody_says_how_many_five_players_are_asked_for_at_once() {
    let (result, most) = refreshed(&json!({})).await;

    assert_eq!((&result["processed"], most), (&json!(30), 5));
}

#[tokio::test]
async fn an_administrator_sets_how_many_reports_of_a_batch_are_written_at_once() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    add_players(app.sql(), 4).await;

    admin
        .post(INSIGHTS, &json!({ "make": "reports", "concurrency": 101 }))
        .await
        .assert_status(422);
    let body = json!({ "make": "reports", "concurrency": 3 });
    let accepted = admin.post(INSIGHTS, &body).await.assert_status(202);
    app.run_queued_jobs().await;

    assert_eq!(result(&app, &accepted.json()).await["processed"], json!(4));
    let bound: i32 = sqlx::query_scalar("SELECT at_once FROM queue_bound WHERE queue = 'insights'")
        .fetch_one(app.sql())
        .await
        .unwrap();
    assert_eq!(bound, 3);
}

#[tokio::test]
async fn a_filter_chooses_whom_and_what_cannot_be_used_is_named() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    add_players(app.sql(), 6).await;

    let wrong = json!({
        "make": "reports", "filter": { "shoe": "9" }, "attempts": 0, "timeout_secs": -1
    });
    let refused = analyst.post(INSIGHTS, &wrong).await.assert_status(422).json();
    let bounded = analyst.post(INSIGHTS, &json!({ "make": "reports", "concurrency": 3 })).await;
    assert!(bounded.assert_status(422).text().contains("administrators"));
    let keepers = json!({ "make": "reports", "filter": { "position": "GK" } });
    let first = analyst.post(INSIGHTS, &keepers).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let everybody = json!({ "make": "reports" });
    let second = analyst.post(INSIGHTS, &everybody).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let named: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    assert_eq!(named, ["filter.shoe", "attempts", "timeout_secs"]);
    let first = result(&app, &first).await;
    assert_eq!((&first["asked"], &first["processed"]), (&json!(3), &json!(3)));
    let second = result(&app, &second).await;
    // The keepers have had theirs within a day.
    assert_eq!((&second["processed"], &second["skipped_as_fresh"]), (&json!(3), &json!(3)));
    let reports: i64 = sqlx::query_scalar("SELECT count(DISTINCT player_id) FROM scouting_report")
        .fetch_one(app.sql())
        .await
        .unwrap();
    assert_eq!(reports, 6);
}

#[tokio::test]
async fn the_command_does_what_the_route_does_and_sums_up() {
    let program = Program::with(TestDatabase::create().await);
    let sql = sqlx::PgPool::connect(program.database_url()).await.unwrap();
    add_players(&sql, 4).await;
    sql.close().await;

    let nobody = program.run(&["players", "insights"]);
    let wrong = program.run(&["players", "insights", "--all", "--retries", "99"]);
    let done = program.run(&["players", "insights", "--filter", "position=GK", "--wait"]);

    let told = |output: &[u8]| String::from_utf8_lossy(output).into_owned();
    assert!(!nobody.status.success());
    assert!(told(&nobody.stderr).contains("--all"), "{}", told(&nobody.stderr));
    assert!(told(&wrong.stderr).contains("--retries: Give a number from 1 to 10."));
    assert!(done.status.success(), "{}", told(&done.stderr));
    let lines = told(&done.stdout);
    assert!(lines.contains("processed         2"), "{lines}");
    assert!(lines.contains("success rate      100.0 %"), "{lines}");
    assert!(lines.contains("average time "), "{lines}");
}
