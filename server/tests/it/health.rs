//! Probes, and what the server does when it is full or its database is away (R4).

use std::time::{Duration, Instant};

use axum::{Router, extract::State, routing::get};
use backroom::Role;

use crate::TestApp;

#[tokio::test]
async fn health_tells_the_state_of_the_database_and_the_jobs() {
    let app = TestApp::start().await;

    let health = app.signed_out().get("/health").await.assert_status(200).json();

    assert_eq!(health["status"], "ok");
    assert_eq!(health["database"]["status"], "ok");
    assert_eq!(health["jobs"]["queued"], 0);
    assert_eq!(health["version"], env!("CARGO_PKG_VERSION"));
    assert!(health["database"]["version"].as_str().unwrap().starts_with(char::is_numeric));
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
}

#[tokio::test]
async fn with_every_connection_taken_the_answer_is_503_in_time_and_the_process_counts_as_alive() {
    let app = TestApp::start().await;
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
    async fn slow(State(_): State<app::request::AppState>) -> &'static str {
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
    client.get("/api/v1/nothing?secret=1").await;
    client.get("/livez").await;

    let text = client.get("/metrics").await.assert_status(200).text();

    assert!(
        text.contains("route=\"/livez\",method=\"GET\",status=\"200\",le=\"+Inf\"} 1"),
        "{text}"
    );
    assert!(text.contains("touchline_database_connections"), "{text}");
    assert!(!text.contains("secret"), "{text}");
}

#[tokio::test]
async fn metrics_are_for_this_machine_and_for_administrators() {
    let app = TestApp::start_with(app::request::Clock::System, |config| {
        config.http.trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    })
    .await;
    let outside = |client: crate::Client| client.with_header("x-forwarded-for", "203.0.113.9");

    outside(app.signed_out()).get("/metrics").await.assert_status(403);
    outside(app.sign_in(Role::Analyst).await).get("/metrics").await.assert_status(403);
    outside(app.sign_in(Role::Admin).await).get("/metrics").await.assert_status(200);
}
