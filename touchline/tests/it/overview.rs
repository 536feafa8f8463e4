//! The overview: how the house fared, from what every process wrote down.

use backroom::Role;
use serde_json::json;

use crate::TestApp;

#[tokio::test]
async fn the_overview_draws_what_was_measured_and_says_it_in_words_and_tables() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    for _ in 0..3 {
        admin.get("/livez").await.assert_status(200);
    }
    sqlx::query("UPDATE job_count_mark SET counted_until = now() - interval '1 hour'")
        .execute(app.sql())
        .await
        .unwrap();
    sqlx::query(
        "INSERT INTO job (id, kind, title, payload, max_attempts, state, created_at, run_at,
             started_at, finished_at)
         SELECT gen_random_uuid(), 'sweep', 'Sweep', '{}', 3, 'completed', at, at, at, at
         FROM generate_series(1, 120), LATERAL (SELECT now() - interval '10 minutes') AS t (at)",
    )
    .execute(app.sql())
    .await
    .unwrap();
    app.observer().sample().await.unwrap();
    // What was measured just now is shown when its minute is over.
    sqlx::query(
        "UPDATE metric_sample SET at = at - interval '5 minutes' WHERE metric <> 'jobs_ended'",
    )
    .execute(app.sql())
    .await
    .unwrap();

    let page = admin.get("/operations").await.assert_status(200).text();

    assert!(page.contains("jobs a minute, n = 120, each minute"), "{page}");
    assert!(page.contains("Jobs that ended, a minute, last hour. Completed: 0 at"), "{page}");
    assert!(page.contains("at most 120 at"), "{page}");
    assert!(page.contains("role=\"img\"") && page.contains("class=\"line plain\""), "{page}");
    assert!(page.contains("Answer time") && page.contains("Database connections"));
    assert!(!page.contains("style=\""), "the policy forbids it");
}

#[tokio::test]
async fn how_far_back_stands_in_the_address_and_nothing_measured_is_told() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;

    let empty = admin.get("/operations?since=7d").await.assert_status(200).text();
    let foreign = admin.get("/operations?since=ever").await.assert_status(200).text();

    assert!(empty.contains("Nothing was measured in this time."), "{empty}");
    assert!(empty.contains("href=\"/operations?since=24h\""), "{empty}");
    let current = |page: &str, range: &str| {
        page.contains(&format!("href=\"/operations?since={range}\" aria-current=\"page\""))
    };
    assert!(current(&empty, "7d") && !current(&empty, "1h"));
    assert!(current(&foreign, "1h"), "what cannot be read is the last hour");
    app.sign_in(Role::Analyst).await.get("/operations").await.assert_status(403);
}

#[tokio::test]
async fn processes_that_write_at_once_are_added_up() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    for _ in 0..10 {
        admin.get("/livez").await.assert_status(200);
    }
    let mut observers: Vec<_> = (0..4).map(|_| app.observer()).collect();

    let written = observers.iter_mut().map(server::telemetry::Observer::sample);
    for done in futures::future::join_all(written).await {
        done.unwrap();
    }

    let answers: i64 = sqlx::query_scalar(
        "SELECT sum(value)::bigint FROM metric_sample WHERE metric = 'requests' AND label = '2xx'",
    )
    .fetch_one(app.sql())
    .await
    .unwrap();
    assert_eq!(answers, 10, "each answer once");
    let answer = admin.post("/fn/operations/find_overview", &json!({ "range": "1h" })).await;
    let history = answer.assert_status(200).json()["history"].clone();
    assert_eq!(history["starts"].as_array().unwrap().len(), 60);
    assert_eq!(history["answered"].as_array().unwrap().len(), 60);
}
