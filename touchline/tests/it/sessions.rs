//! Browser sessions: when they end, and what they are worth.

use backroom::Role;
use chrono::{DateTime, TimeDelta};
use store::sessions::{self, PostgresSessions};
use tower_sessions::{SessionStore as _, session::Id};

use crate::{Client, TestApp};

fn session_id(client: &Client) -> Id {
    let cookie = client.header("cookie").unwrap();
    cookie.split_once('=').unwrap().1.parse().unwrap()
}

#[tokio::test]
async fn a_session_ends_after_thirty_minutes_without_use_and_each_use_starts_them_anew() {
    let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let app = TestApp::start_at(start).await;
    let id = session_id(&app.sign_in(Role::Viewer).await);
    let owner_after = async |minutes| {
        sessions::owner(app.db(), &id, start + TimeDelta::minutes(minutes)).await.unwrap()
    };

    let used_at_29 = owner_after(29).await;
    let used_at_58 = owner_after(58).await;
    let idle_until_88 = owner_after(88).await;

    assert!(used_at_29.is_some() && used_at_58.is_some());
    assert_eq!(idle_until_88, None);
}

#[tokio::test]
async fn a_session_ends_twelve_hours_after_the_sign_in_however_much_it_is_used() {
    let start = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
    let app = TestApp::start_at(start).await;
    let id = session_id(&app.sign_in(Role::Viewer).await);

    let mut last = None;
    for minutes in (0..=12 * 60).step_by(20) {
        last = sessions::owner(app.db(), &id, start + TimeDelta::minutes(minutes)).await.unwrap();
        assert_eq!(last.is_some(), minutes < 12 * 60, "after {minutes} minutes");
    }

    assert_eq!(last, None);
    assert_eq!(sessions::purge(app.db(), start + TimeDelta::hours(12)).await.unwrap(), 1);
}

#[tokio::test]
async fn the_database_holds_no_id_that_would_open_a_session() {
    let app = TestApp::start().await;
    let id = session_id(&app.sign_in(Role::Viewer).await);

    let stored: String =
        sqlx::query_scalar("SELECT id FROM session").fetch_one(app.sql()).await.unwrap();

    assert_ne!(stored, id.to_string());
    assert_eq!(stored.len(), 64); // SHA-256 in hexadecimal.
    let store = PostgresSessions::new(app.db().clone(), chrono::Utc::now);
    assert!(store.load(&id).await.unwrap().is_some());
}

#[tokio::test]
async fn a_session_of_a_closed_account_is_nobodys() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    let id = session_id(&viewer);

    sqlx::query("UPDATE account SET disabled_at = now() WHERE id = $1")
        .bind(viewer.account().0)
        .execute(app.sql())
        .await
        .unwrap();

    assert_eq!(sessions::owner(app.db(), &id, chrono::Utc::now()).await.unwrap(), None);
}
