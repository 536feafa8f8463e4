//! What is done without anybody asking: once a day, however many servers do it.

use backroom::Role;
use chrono::{DateTime, TimeDelta, Utc};
use page_base::request::Clock;
use serde_json::json;
use server::housekeeping::tidy;

use crate::TestApp;

fn noon() -> DateTime<Utc> {
    "2026-11-25T12:00:00Z".parse().unwrap()
}

/// A player deleted so many days before noon.
async fn deleted(app: &TestApp, name: &str, days: i64) -> i64 {
    sqlx::query_scalar("INSERT INTO player (name, deleted_at) VALUES ($1, $2) RETURNING id")
        .bind(name)
        .bind(noon() - TimeDelta::days(days))
        .fetch_one(app.sql())
        .await
        .unwrap()
}

async fn names(app: &TestApp) -> Vec<String> {
    sqlx::query_scalar("SELECT name FROM player ORDER BY name").fetch_all(app.sql()).await.unwrap()
}

async fn purges(app: &TestApp) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM job WHERE kind = 'purge_players'")
        .fetch_one(app.sql())
        .await
        .unwrap()
}

#[tokio::test]
async fn players_deleted_30_days_ago_go_for_good_and_those_brought_back_stay() {
    let app = TestApp::start_at(noon()).await;
    deleted(&app, "Gone", 31).await;
    deleted(&app, "Recent", 29).await;
    let restored = deleted(&app, "Restored", 31).await;
    let analyst = app.bearer(Role::Analyst).await;
    let restore = format!("/api/v1/players/{restored}/restore");
    analyst.post(&restore, &json!({})).await.assert_status(200);

    tidy(app.db(), Clock::Fixed(noon())).await.unwrap();
    app.run_queued_jobs().await;

    assert_eq!(names(&app).await, ["Recent", "Restored"]);
}

#[tokio::test]
async fn several_servers_queue_one_removal_a_day() {
    let app = TestApp::start_at(noon()).await;
    let later = |hours| Clock::Fixed(noon() + TimeDelta::hours(hours));

    let servers = (0..8).map(|_| tidy(app.db(), later(0)));
    for tidied in futures::future::join_all(servers).await {
        tidied.unwrap();
    }
    assert_eq!(purges(&app).await, 1);

    app.run_queued_jobs().await;
    tidy(app.db(), later(11)).await.unwrap();
    assert_eq!(purges(&app).await, 1, "it was done today");

    tidy(app.db(), later(12)).await.unwrap();
    assert_eq!(purges(&app).await, 2, "the next day has come");
}
