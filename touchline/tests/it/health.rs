//! Probes, and what the server does when it is full or its database is away (R4).

use std::time::{Duration, Instant};

use axum::{Router, extract::State, routing::get};
use backroom::Role;
use serde_json::{Value, json};
use server::config::DatabaseConfig;
use store::queue::Hearing;

use crate::TestApp;

/// A process that runs jobs was just heard of.
async fn hear_of_worker(app: &TestApp) {
    let said = Hearing {
        name: "ground:1".to_owned(),
        version: "0.1.0".to_owned(),
        queues: vec!["default".to_owned()],
        concurrency: 4,
    };
    store::queue::hear_of_worker(app.db(), &said).await.unwrap();
}

/// The status of a check.
fn check<'a>(health: &'a Value, name: &str) -> &'a str {
    let checks = health["checks"].as_array().unwrap();
    let check = checks.iter().find(|check| check["name"] == name).unwrap();
    assert!(check["took_ms"].as_f64().is_some_and(|took| took >= 0.0), "{check}");
    assert!(!check["detail"].as_str().unwrap().is_empty(), "{check}");
    check["status"].as_str().unwrap()
}

const CHECKS: [&str; 6] = ["database", "migrations", "workers", "vault", "disk", "market_values"];

#[tokio::test]
async fn health_tells_the_state_of_each_dependency() {
    let app = TestApp::start().await;
    hear_of_worker(&app).await;

    let health = app.signed_out().get("/health").await.assert_status(200).json();

    assert_eq!(health["status"], "ok", "{health}");
    assert_eq!(health["database"]["status"], "ok");
    assert_eq!(health["jobs"]["queued"], 0);
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert!(health["database"]["version"].as_str().unwrap().starts_with(char::is_numeric));
    assert_eq!(CHECKS.map(|name| check(&health, name)), ["ok", "ok", "ok", "ok", "ok", "off"]);
    let text = health.to_string();
    for secret in [app.folder().to_str().unwrap(), app.database_url()] {
        assert!(!text.contains(secret), "{text}");
    }
}

#[tokio::test]
async fn a_dependency_that_does_not_do_its_part_is_named() {
    let app = TestApp::start().await;
    let admin = app.bearer(Role::Admin).await;
    admin.put("/api/v1/secrets/values", &json!({ "value": "a" })).await;
    for change in [
        "UPDATE secret SET key_id = 'lost'",
        "DELETE FROM seaql_migrations WHERE version LIKE '%sample_metrics'",
    ] {
        sqlx::query(change).execute(app.sql()).await.unwrap();
    }

    let health = app.signed_out().get("/health").await.assert_status(200).json();

    assert_eq!(health["status"], "degraded");
    assert_eq!(
        CHECKS.map(|name| check(&health, name)),
        ["ok", "failed", "failed", "failed", "ok", "off"],
        "{health}"
    );
}

#[tokio::test]
async fn without_its_database_the_server_lives_but_is_not_ready() {
    let app = TestApp::start().await;
    let client = app.signed_out();
    client.get("/readyz").await.assert_status(200);

    app.sql().close().await;

    client.get("/livez").await.assert_status(200);
    client.get("/readyz").await.assert_status(503);
    let health = client.get("/health").await.assert_status(503).json();
    assert_eq!(health["database"]["status"], "unavailable");
    assert_eq!(
        CHECKS.map(|name| check(&health, name)),
        ["failed", "unknown", "unknown", "unknown", "ok", "off"]
    );
}

#[tokio::test]
async fn with_every_connection_taken_the_answer_is_503_in_time_and_the_process_counts_as_alive() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.database.acquire_timeout = DatabaseConfig::default().acquire_timeout;
    })
    .await;
    let viewer = app.sign_in(Role::Viewer).await;
    let mut taken = Vec::new();
    for _ in 0..app.config().database.max_connections {
        taken.push(app.sql().acquire().await.unwrap());
    }

    let asked = Instant::now();
    let answer = viewer.get("/api/v1/auth/me").await.assert_status(503);
    let took = asked.elapsed();

    assert!(took <= Duration::from_secs(3), "{took:?}");
    assert!(answer.header("retry-after").parse::<u32>().unwrap() >= 1);
    app.signed_out().get("/livez").await.assert_status(200);
    drop(taken);
    viewer.get("/api/v1/auth/me").await.assert_status(200);
}

#[tokio::test]
async fn more_requests_than_the_server_takes_on_are_turned_away_at_once() {
    async fn slow(State(_): State<page_base::request::AppState>) -> &'static str {
        tokio::time::sleep(Duration::from_millis(500)).await;
        "done"
    }
    let routes = Router::new().route("/test/slow", get(slow));
    let app = TestApp::start_with_routes(routes, |config| config.http.max_in_flight = 4).await;
    let client = app.signed_out();

    let asked = (0..8).map(|_| client.get("/test/slow"));
    let answers = futures::future::join_all(asked).await;

    let turned_away: Vec<_> = answers.iter().filter(|answer| answer.status == 503).collect();
    assert_eq!(turned_away.len(), 4);
    assert!(turned_away.iter().all(|answer| !answer.header("retry-after").is_empty()));
    client.get("/test/slow").await.assert_status(200);
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_given_up() {
    async fn stuck() -> &'static str {
        futures::future::pending().await
    }
    let routes = Router::new().route("/test/stuck", get(stuck));
    let app = TestApp::start_with_routes(routes, |config| {
        config.http.request_timeout = Duration::from_millis(200);
    })
    .await;

    let asked = Instant::now();
    app.signed_out().get("/test/stuck").await.assert_status(503);

    assert!(asked.elapsed() < Duration::from_secs(2));
}

#[tokio::test]
async fn a_body_above_the_limit_is_refused_whether_or_not_it_says_its_length() {
    let app = TestApp::start().await;
    let client = app.signed_out();
    let limit = app.config().http.body_limit_bytes;
    let large = vec![b'a'; limit + 1];
    let pieces: Vec<Result<Vec<u8>, std::io::Error>> =
        large.chunks(65_536).map(|c| Ok(c.to_vec())).collect();
    let request = || {
        client
            .request(http::Method::POST, "/api/v1/auth/token")
            .header("content-type", "application/x-www-form-urlencoded")
    };

    let announced = client.send(request().body(large.clone())).await;
    let streamed = client
        .send(request().body(reqwest::Body::wrap_stream(futures::stream::iter(pieces))))
        .await;

    assert_eq!((announced.status.as_u16(), streamed.status.as_u16()), (413, 413));
}

#[tokio::test]
async fn metrics_count_requests_by_route_and_hide_addresses() {
    let app = TestApp::start().await;
    let client = app.signed_out();
    client.get("/api/v1/nothing?name=hidden").await;
    client.get("/livez").await;

    let text = client.get("/metrics").await.assert_status(200).text();

    assert!(
        text.contains("route=\"/livez\",method=\"GET\",status=\"200\",le=\"+Inf\"} 1"),
        "{text}"
    );
    assert!(text.contains("touchline_database_connections"), "{text}");
    assert!(!text.contains("hidden"), "{text}");
}

#[tokio::test]
async fn metrics_are_for_this_machine_and_for_administrators() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.http.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let outside = |client: crate::Client| client.with_header("x-forwarded-for", "203.0.113.9");

    outside(app.signed_out()).get("/metrics").await.assert_status(401);
    outside(app.sign_in(Role::Analyst).await).get("/metrics").await.assert_status(403);
    outside(app.sign_in(Role::Admin).await).get("/metrics").await.assert_status(200);
}
