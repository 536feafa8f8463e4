//! Refreshing market values: from a file, from a service, and without either.

use std::{
    net::SocketAddr,
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, extract::Path, response::IntoResponse, routing::get};
use backroom::{JobId, JobState, Role, TaskView};
use football::PlayerId;
use page_base::request::Clock;
use serde_json::json;
use store::queue::{
    enqueue, find_task,
    market_values::{RefreshMarketValue, RefreshMarketValues},
};

use crate::TestApp;

const ROUTE: &str = "/api/v1/admin/refresh-market-values";

/// A server whose values come from a file with this text.
async fn app_with_file(text: &str) -> TestApp {
    let name = format!("tl-values-{}.csv", uuid::Uuid::new_v4());
    let path = std::env::temp_dir().join(name);
    std::fs::write(&path, text).expect("the folder for temporary files can be written");
    TestApp::start_with(Clock::System, |config| config.jobs.market_values_file = Some(path)).await
}

/// A player that the provider knows under `provider_id`, if it is given.
async fn player(app: &TestApp, name: &str, provider_id: Option<&str>) -> PlayerId {
    let id = sqlx::query_scalar(
        "INSERT INTO player (name, provider, provider_id)
         VALUES ($1, CASE WHEN $2 IS NOT NULL THEN 'transfermarkt' END, $2) RETURNING id",
    )
    .bind(name)
    .bind(provider_id)
    .fetch_one(app.sql())
    .await
    .expect("a player can be stored");
    PlayerId(id)
}

async fn value(app: &TestApp, player: PlayerId) -> Option<i64> {
    sqlx::query_scalar("SELECT value_eur FROM player WHERE id = $1")
        .bind(player.0)
        .fetch_one(app.sql())
        .await
        .expect("the player is there")
}

async fn task(app: &TestApp, id: JobId) -> TaskView {
    find_task(app.db(), id).await.expect("the database answers").expect("the job is there")
}

fn task_id(body: &serde_json::Value) -> JobId {
    body["task_id"].as_str().and_then(|id| id.parse().ok()).expect("an id")
}

#[tokio::test]
async fn only_administrators_refresh_all_values() {
    let app = TestApp::start().await;

    app.signed_out().post(ROUTE, &json!({})).await.assert_status(401);
    app.sign_in(Role::Analyst).await.post(ROUTE, &json!({})).await.assert_status(403);
    let accepted =
        app.sign_in(Role::Admin).await.post(ROUTE, &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;

    assert_eq!(accepted["status"], "pending");
    let task = task(&app, task_id(&accepted)).await;
    // The answer to a missing setting is its name.
    assert_eq!(task.state, JobState::Failed);
    assert!(task.error.unwrap().contains("TOUCHLINE_MARKET_VALUES_FILE"));
    let noted: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM audit_entry WHERE action = 'refresh_market_values'",
    )
    .fetch_one(app.sql())
    .await
    .unwrap();
    assert_eq!(noted, 1);
}

#[tokio::test]
async fn values_come_from_the_file_and_are_not_asked_for_twice_in_a_day() {
    let app = app_with_file(
        "provider_id,date,amount_eur,source\n\
         10,2026-06-01,25000000,club\n11,2026-06-01,400000,club\n",
    )
    .await;
    let admin = app.sign_in(Role::Admin).await;
    let known = player(&app, "Ada Known", Some("10")).await;
    let other = player(&app, "Bo Other", Some("11")).await;
    let unknown = player(&app, "Cy Unknown", Some("12")).await;
    player(&app, "Di Byhand", None).await;

    let first = admin.post(ROUTE, &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let second = admin.post(ROUTE, &json!({ "player_ids": [known, other] })).await;
    let second = second.assert_status(202).json();
    app.run_queued_jobs().await;

    let first = task(&app, task_id(&first)).await;
    let result = first.result.expect("it completed");
    assert_eq!(result["asked"], 3);
    assert_eq!((&result["processed"], &result["failed"]), (&json!(2), &json!(1)));
    assert_eq!(result["skipped_as_fresh"], 0);
    assert_eq!(
        (value(&app, known).await, value(&app, other).await),
        (Some(25_000_000), Some(400_000))
    );
    assert_eq!(value(&app, unknown).await, None);
    let result = task(&app, task_id(&second)).await.result.expect("it completed");
    assert_eq!((&result["processed"], &result["skipped_as_fresh"]), (&json!(0), &json!(2)));
}

#[tokio::test]
async fn an_interrupted_refresh_goes_on_and_asks_for_nobody_twice() {
    let app =
        app_with_file("provider_id,date,amount_eur\n10,2026-06-01,5\n11,2026-06-01,6\n").await;
    player(&app, "Ada Known", Some("10")).await;
    let failing = player(&app, "Cy Unknown", Some("12")).await;
    player(&app, "Bo Other", Some("11")).await;
    let id = enqueue(app.db(), RefreshMarketValues::default().job()).await.unwrap().id();
    app.run_queued_jobs().await;

    // As if the process had died before it could say that it was done.
    sqlx::query("UPDATE job SET state = 'queued', result = NULL WHERE id = $1")
        .bind(id.0)
        .execute(app.sql())
        .await
        .unwrap();
    app.run_queued_jobs().await;

    let result = task(&app, id).await.result.expect("it completed");
    assert_eq!((&result["processed"], &result["failed"]), (&json!(2), &json!(1)));
    let asked: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM job WHERE parent = $1 AND (payload->>'player_id')::bigint = $2",
    )
    .bind(id.0)
    .bind(failing.0)
    .fetch_one(app.sql())
    .await
    .unwrap();
    assert_eq!(asked, 1);
}

/// A service that answers 429 first, then with a value; it notes who was asked for.
async fn service() -> (SocketAddr, Arc<Mutex<Vec<String>>>) {
    let asked = Arc::new(Mutex::new(Vec::new()));
    let noted = Arc::clone(&asked);
    let answer = move |Path(id): Path<String>| async move {
        let mut asked = noted.lock().expect("nobody panicked");
        asked.push(id.clone());
        if id == "broken" {
            return (http::StatusCode::BAD_GATEWAY, "no").into_response();
        }
        if asked.len() == 1 {
            return (http::StatusCode::TOO_MANY_REQUESTS, [("retry-after", "600")], "")
                .into_response();
        }
        Json(json!({ "date": "2026-07-01", "amount_eur": 700_000 })).into_response()
    };
    let router = Router::new().route("/players/{id}", get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a free port");
    let address = listener.local_addr().expect("a bound listener has an address");
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, asked)
}

async fn make_due(app: &TestApp) {
    sqlx::query("UPDATE job SET run_at = now() WHERE state = 'queued'")
        .execute(app.sql())
        .await
        .expect("the database answers");
}

#[tokio::test]
async fn a_service_that_asks_us_to_wait_is_left_alone_for_so_long() {
    let (address, asked) = service().await;
    let app = TestApp::start_with(Clock::System, |config| {
        config.jobs.market_values_url = Some(format!("http://{address}/players/{{provider_id}}"));
    })
    .await;
    let ada = player(&app, "Ada Known", Some("a/b")).await;
    let id = enqueue(app.db(), RefreshMarketValue::job(ada, "Ada")).await.unwrap().id();

    app.run_queued_jobs().await;
    let waiting = task(&app, id).await;
    make_due(&app).await;
    app.run_queued_jobs().await;

    assert_eq!((waiting.state, waiting.attempt), (JobState::Queued, 1));
    let wait = (waiting.run_at - waiting.started_at.expect("it ran")).to_std().unwrap();
    assert!(wait >= Duration::from_mins(10), "{wait:?}");
    assert_eq!(task(&app, id).await.state, JobState::Completed);
    assert_eq!(value(&app, ada).await, Some(700_000));
    assert_eq!(*asked.lock().unwrap(), ["a/b", "a/b"]);
}

#[tokio::test]
async fn a_service_that_fails_is_asked_three_times() {
    let (address, asked) = service().await;
    let app = TestApp::start_with(Clock::System, |config| {
        config.jobs.market_values_url = Some(format!("http://{address}/players/{{provider_id}}"));
    })
    .await;
    let bo = player(&app, "Bo Broken", Some("broken")).await;
    let id = enqueue(app.db(), RefreshMarketValue::job(bo, "Bo")).await.unwrap().id();

    for _ in 0..5 {
        make_due(&app).await;
        app.run_queued_jobs().await;
    }

    let task = task(&app, id).await;
    assert_eq!((task.state, asked.lock().unwrap().len()), (JobState::Dead, 3));
    assert_eq!(task.error.as_deref(), Some("the provider answered 502 Bad Gateway"));
}
