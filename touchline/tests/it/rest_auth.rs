//! Sign-in for programs: tokens, their exchange and their end (S5, S6).

use std::collections::HashSet;

use backroom::{AccountChange, Role};
use page_base::request::Clock;
use serde_json::{Value, json};
use store::accounts::{self, NewAccount};

use crate::{Answer, Client, TestApp};

const PASSWORD: &str = "correct horse battery";

async fn with_password(app: &TestApp, name: &str, role: Role) {
    let account =
        NewAccount { name, email: None, password: PASSWORD, role, must_change_password: false };
    accounts::create(app.db(), account).await.unwrap();
}

async fn sign_in(client: &Client, name: &str, password: &str) -> Answer {
    let fields = [("grant_type", "password"), ("username", name), ("password", password)];
    client.post_form("/api/v1/auth/token", &fields).await
}

async fn refresh(client: &Client, token: &Value) -> Answer {
    client.post("/api/v1/auth/refresh", &json!({"refresh_token": token})).await
}

async fn me(app: &TestApp, pair: &Value) -> Answer {
    let token = pair["access_token"].as_str().unwrap();
    let client = app.with_token(backroom::AccountId(0), token);
    client.get("/api/v1/auth/me").await
}

#[tokio::test]
async fn name_and_password_become_tokens_that_say_who_asks() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Analyst).await;

    let pair = sign_in(&app.signed_out(), "mina", PASSWORD).await.assert_status(200).json();

    assert_eq!((&pair["token_type"], &pair["expires_in"]), (&json!("bearer"), &json!(900)));
    let me = me(&app, &pair).await.assert_status(200).json();
    assert_eq!((&me["name"], &me["role"]), (&json!("Mina"), &json!("analyst")));
}

#[tokio::test]
async fn ten_failures_lock_a_name_on_every_server_even_for_the_right_password() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;
    let client = app.signed_out();

    for left in (0..10).rev() {
        let answer = sign_in(&client, "mina", "wrong").await.assert_status(401).json();
        let detail = answer["detail"].as_str().unwrap().to_owned();
        assert!(detail.contains(&format!("{left} tries left")), "{detail}");
    }
    let locked = sign_in(&client, "mina", PASSWORD).await.assert_status(429);

    let wait: u32 = locked.header("retry-after").parse().unwrap();
    assert!((800..=901).contains(&wait), "{wait}");
}

#[tokio::test]
async fn an_unknown_name_is_answered_like_a_wrong_password() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;
    let client = app.signed_out();

    let known = sign_in(&client, "mina", "wrong").await.assert_status(401).json();
    let other_app = TestApp::start().await;
    let unknown =
        sign_in(&other_app.signed_out(), "nobody", "wrong").await.assert_status(401).json();

    assert_eq!(known["detail"], unknown["detail"]);
}

#[tokio::test]
async fn fifty_parallel_refreshes_of_one_token_make_one_successor() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;
    let client = app.signed_out();
    let pair = sign_in(&client, "mina", PASSWORD).await.json();

    let asked = (0..50).map(|_| refresh(&client, &pair["refresh_token"]));
    let answers = futures::future::join_all(asked).await;

    let successors: HashSet<String> = answers
        .into_iter()
        .map(|answer| {
            answer.assert_status(200).json()["refresh_token"].as_str().unwrap().to_owned()
        })
        .collect();
    assert_eq!(successors.len(), 1);
    let rows: i64 = sqlx::query_scalar("SELECT count(*) FROM refresh_token")
        .fetch_one(app.sql())
        .await
        .unwrap();
    assert_eq!(rows, 2); // The first and its one successor.
}

#[tokio::test]
async fn a_token_used_again_after_the_grace_ends_the_whole_sign_in() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;
    let client = app.signed_out();
    let first = sign_in(&client, "mina", PASSWORD).await.json();
    let second = refresh(&client, &first["refresh_token"]).await.assert_status(200).json();
    sqlx::query(
        "UPDATE refresh_token SET used_at = used_at - interval '11 s' WHERE used_at IS NOT NULL",
    )
    .execute(app.sql())
    .await
    .unwrap();

    refresh(&client, &first["refresh_token"]).await.assert_status(401);

    refresh(&client, &second["refresh_token"]).await.assert_status(401);
    me(&app, &second).await.assert_status(401);
}

#[tokio::test]
async fn signing_out_ends_access_and_refresh_at_once_and_no_other_sign_in() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;
    let client = app.signed_out();
    let pair = sign_in(&client, "mina", PASSWORD).await.json();
    let other = sign_in(&client, "mina", PASSWORD).await.json();
    let token = pair["access_token"].as_str().unwrap();

    app.with_token(backroom::AccountId(0), token)
        .send(
            app.with_token(backroom::AccountId(0), token)
                .request(http::Method::POST, "/api/v1/auth/logout"),
        )
        .await
        .assert_status(204);

    me(&app, &pair).await.assert_status(401);
    refresh(&client, &pair["refresh_token"]).await.assert_status(401);
    me(&app, &other).await.assert_status(200);
}

#[tokio::test]
async fn a_refresh_token_is_stored_as_a_hash_only() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;

    let pair = sign_in(&app.signed_out(), "mina", PASSWORD).await.json();

    let stored: Vec<u8> =
        sqlx::query_scalar("SELECT hash FROM refresh_token").fetch_one(app.sql()).await.unwrap();
    let token = pair["refresh_token"].as_str().unwrap();
    assert_eq!(token.len(), 43); // 256 bits in base64 without padding.
    assert_eq!(stored, <sha2::Sha256 as sha2::Digest>::digest(token).to_vec());
}

#[tokio::test]
async fn a_closed_account_keeps_no_token() {
    let app = TestApp::start().await;
    with_password(&app, "Mina", Role::Viewer).await;
    let client = app.signed_out();
    let pair = sign_in(&client, "mina", PASSWORD).await.json();
    let mina = accounts::find_by_name(app.db(), "mina").await.unwrap().unwrap();
    app.create_account(Role::Admin).await;

    let closed = AccountChange::Close;
    accounts::change_by(app.db(), None, mina.id, closed, chrono::Utc::now()).await.unwrap();

    me(&app, &pair).await.assert_status(401);
    refresh(&client, &pair["refresh_token"]).await.assert_status(401);
    sign_in(&client, "mina", PASSWORD).await.assert_status(403);
}

#[tokio::test]
async fn registration_makes_viewers_where_it_is_open_and_nothing_where_it_is_closed() {
    let closed = TestApp::start().await;
    let open =
        TestApp::start_with(Clock::System, |config| config.access.registration_open = true).await;
    let body = json!({"name": "Mina", "email": "mina@club.example", "password": PASSWORD});

    closed.signed_out().post("/api/v1/auth/register", &body).await.assert_status(403);
    let client = open.signed_out();
    let made = client.post("/api/v1/auth/register", &body).await.assert_status(201).json();
    let again = client.post("/api/v1/auth/register", &body).await.assert_status(422).json();

    assert_eq!(made["role"], "viewer");
    assert_eq!(again["errors"][0]["field"], "name");
    sign_in(&client, "MINA@club.example", PASSWORD).await.assert_status(200);
}

#[tokio::test]
async fn a_weak_password_is_refused_with_the_field_and_the_reason() {
    let app =
        TestApp::start_with(Clock::System, |config| config.access.registration_open = true).await;
    let client = app.signed_out();

    for password in ["short", "password", "football", &"x".repeat(129)] {
        let body = json!({"name": "Mina", "password": password});
        let problem = client.post("/api/v1/auth/register", &body).await.assert_status(422).json();
        assert_eq!(problem["errors"][0]["field"], "password", "{password}");
    }
}
