//! The rate limit of the REST API (S9).

use page_base::request::Clock;

use crate::TestApp;

async fn limited(limit: u32, proxies: &[&str]) -> TestApp {
    TestApp::start_with(Clock::System, |config| {
        config.http.rate_limit_per_minute = limit;
        config.http.trusted_proxies = proxies.iter().map(|text| text.parse().unwrap()).collect();
    })
    .await
}

#[tokio::test]
async fn a_client_may_make_a_hundred_requests_a_minute_and_is_told_where_it_stands() {
    let app = limited(100, &[]).await;
    let client = app.signed_out();

    for made in 1..=100 {
        let answer = client.get("/api/v1/openapi.json").await.assert_status(200);
        assert_eq!(answer.header("x-ratelimit-limit"), "100");
        assert_eq!(answer.header("x-ratelimit-remaining"), (100 - made).to_string());
        let reset: u32 = answer.header("x-ratelimit-reset").parse().unwrap();
        assert!((1..=60).contains(&reset), "{reset}");
    }
    let refused = client.get("/api/v1/openapi.json").await.assert_status(429);

    assert_eq!(refused.header("content-type"), "application/problem+json");
    assert_eq!(refused.header("retry-after"), refused.header("x-ratelimit-reset"));
    assert_eq!(refused.header("x-ratelimit-remaining"), "0");
}

#[tokio::test]
async fn a_made_up_address_buys_no_more_requests() {
    let app = limited(3, &[]).await;

    let mut statuses = Vec::new();
    for number in 0..4 {
        let client = app.signed_out().with_header("x-forwarded-for", &format!("192.0.2.{number}"));
        statuses.push(client.get("/api/v1/openapi.json").await.status.as_u16());
    }

    assert_eq!(statuses, [200, 200, 200, 429]);
}

#[tokio::test]
async fn behind_a_trusted_proxy_each_client_has_a_limit_of_its_own() {
    let app = limited(1, &["127.0.0.0/8"]).await;
    let from = async |address: &str| {
        let client = app.signed_out().with_header("x-forwarded-for", address);
        client.get("/api/v1/openapi.json").await.status.as_u16()
    };

    assert_eq!(from("192.0.2.1").await, 200);
    assert_eq!(from("192.0.2.2").await, 200);
    assert_eq!(from("192.0.2.1").await, 429);
    // What stands left of the last stranger was written by the stranger.
    assert_eq!(from("192.0.2.9, 192.0.2.1").await, 429);
}

#[tokio::test]
async fn pages_and_probes_are_not_limited() {
    let app = limited(1, &[]).await;
    let client = app.signed_out();

    for _ in 0..5 {
        client.get("/livez").await.assert_status(200);
        client.get("/sign-in").await.assert_status(200);
    }
}
