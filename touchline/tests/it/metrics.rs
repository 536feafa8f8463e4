//! `/metrics`: what a scrape finds, in a form that every reader of the format takes.

mod format;

use std::time::Instant;

use backroom::Role;
use football::PlayerId;
use serde_json::json;
use store::{
    queue::{NewJob, ScoutPlayer, enqueue, request_cancel},
    vault::{SecretUse, use_secret},
};

use self::format::{Families, read};
use crate::TestApp;

async fn scrape(app: &TestApp) -> Families {
    let answer = app.signed_out().get("/metrics").await.assert_status(200);
    assert!(answer.header("content-type").starts_with("text/plain; version=0.0.4"));
    read(&answer.text())
}

#[tokio::test]
async fn a_scrape_is_sound_and_tells_of_requests_jobs_queues_pool_vault_and_streams() {
    let app = TestApp::start().await;
    let client = app.signed_out();
    client.get("/livez").await.assert_status(200);
    let payload = ScoutPlayer { player_id: PlayerId(1), question: String::new() };
    let waiting = enqueue(app.db(), NewJob::new(payload.clone())).await.unwrap().id();
    let stopped = enqueue(app.db(), NewJob::new(payload)).await.unwrap().id();
    request_cancel(app.db(), stopped).await.unwrap();
    sqlx::query("UPDATE job SET finished_at = now() - interval '10 s' WHERE state = 'cancelled'")
        .execute(app.sql())
        .await
        .unwrap();
    sqlx::query("UPDATE job_count_mark SET counted_until = now() - interval '1 minute'")
        .execute(app.sql())
        .await
        .unwrap();
    let admin = app.bearer(Role::Admin).await;
    admin.put("/api/v1/secrets/values", &json!({ "value": "a" })).await.assert_status(200);
    for name in ["values", "values", "nothing"] {
        let used = SecretUse::default();
        drop(use_secret(app.db(), &app.state().vault, name, &used).await);
    }
    app.observer().sample().await.unwrap();

    let told = scrape(&app).await;

    let livez = [("method", "GET"), ("route", "/livez"), ("status", "200")];
    let http = "touchline_http_request_duration_seconds_count";
    assert_eq!(told.value(http, &livez), Some(1.0));
    let scouting = |state| [("kind", "scout_player"), ("state", state)];
    assert_eq!(told.value("touchline_jobs", &scouting("queued")), Some(1.0));
    assert_eq!(told.value("touchline_jobs_ended_total", &scouting("cancelled")), Some(1.0));
    assert_eq!(told.value("touchline_queue_depth", &[("queue", "default")]), Some(1.0));
    let oldest = told.value("touchline_queue_oldest_waiting_seconds", &[("queue", "default")]);
    assert!(oldest.is_some_and(|secs| secs < 60.0), "{oldest:?}");
    assert_eq!(told.value("touchline_vault_secrets", &[]), Some(1.0));
    assert_eq!(told.value("touchline_vault_reads_total", &[("outcome", "read")]), Some(2.0));
    assert_eq!(told.value("touchline_vault_reads_total", &[("outcome", "unknown")]), Some(1.0));
    assert!(told.value("touchline_database_connections", &[]).unwrap() >= 1.0);
    assert_eq!(told.value("touchline_streams_open", &[("kind", "sse")]), Some(0.0));
    assert_eq!(told.value("touchline_streams_open", &[("kind", "websocket")]), Some(0.0));
    request_cancel(app.db(), waiting).await.unwrap();
}

#[tokio::test]
async fn open_streams_are_counted_and_closed_ones_are_not() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    let sse = [("kind", "sse")];

    let request = viewer.request(http::Method::GET, "/api/v1/tasks/events");
    let stream = request.send().await.unwrap();
    let open = scrape(&app).await.value("touchline_streams_open", &sse);
    drop(stream);
    crate::jobs::eventually("the stream is closed", async || {
        let open = scrape(&app).await.value("touchline_streams_open", &sse);
        (open == Some(0.0)).then_some(())
    })
    .await;

    assert_eq!(open, Some(1.0));
}

#[tokio::test]
async fn without_its_database_a_scrape_says_so_and_tells_what_the_process_knows() {
    let app = TestApp::start().await;
    app.signed_out().get("/livez").await.assert_status(200);
    app.sql().close().await;

    let answer = app.signed_out().get("/metrics").await;

    // Who asks is looked up in the database, where there is a cookie or a token; here is none.
    let told = read(&answer.assert_status(200).text());
    assert_eq!(told.value("touchline_database_up", &[]), Some(0.0));
    assert!(told.value("touchline_uptime_seconds", &[]).is_some());
    assert_eq!(told.value("touchline_vault_secrets", &[]), None);
}

/// Decision 47: a scrape reads no ended job, so a hundred thousand of them cost it nothing. The bound is
/// far above what it takes and far below what reading them would.
#[tokio::test]
async fn a_hundred_thousand_ended_jobs_cost_a_scrape_nothing() {
    let app = TestApp::start().await;
    sqlx::query(
        "INSERT INTO job (id, kind, title, payload, max_attempts, state, finished_at)
         SELECT gen_random_uuid(), 'sweep', 'Sweep', '{}', 3, 'completed',
             now() - make_interval(secs => n) FROM generate_series(1, 100000) AS n",
    )
    .execute(app.sql())
    .await
    .unwrap();
    sqlx::query("ANALYZE job").execute(app.sql()).await.unwrap();
    scrape(&app).await;

    let mut took: Vec<_> = Vec::new();
    for _ in 0..5 {
        let began = Instant::now();
        scrape(&app).await;
        took.push(began.elapsed());
    }

    took.sort_unstable();
    assert!(took[2].as_millis() < 100, "{took:?}");
}
