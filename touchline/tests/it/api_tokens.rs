//! Personal API tokens: what each scope opens, what ends them, and that their text is told once.

mod rows;

use std::{collections::BTreeSet, time::Duration};

use backroom::{
    AccountChange, AccountId, Role,
    TokenScope::{self, Read, Write},
};
use http::Method;
use page_base::request::Clock;
use serde_json::{Value, json};
use store::{
    accounts::{
        self,
        api_tokens::{self, NewApiToken},
    },
    database::{ConnectSettings, connect},
    queue::Asker,
};
use test_database::TestDatabase;

use self::rows::{
    REST,
    Wants::{Nothing, Scope},
};
use crate::{Client, TestApp, plain_client, program::Program};

/// A program of `account` whose token may do `scopes`.
async fn program(app: &TestApp, account: AccountId, scopes: &[TokenScope]) -> Client {
    let token = token(app, account, scopes).await;
    app.with_token(account, &token)
}

async fn token(app: &TestApp, account: AccountId, scopes: &[TokenScope]) -> String {
    let asker = Asker { account_id: account, request_id: None };
    let name = uuid::Uuid::new_v4().to_string();
    let wanted = NewApiToken { name: &name, scopes, days: 90 };
    let now = app.state().clock.now();
    api_tokens::create(app.db(), &asker, Role::Admin, wanted, now).await.unwrap().token
}

#[test]
fn every_route_of_the_document_has_a_row_and_every_row_a_route() {
    let document = serde_json::to_value(server::http::api::document()).unwrap();

    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys() {
            described.insert(format!("{method} {path}"));
        }
    }

    let listed: BTreeSet<_> =
        REST.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(described, listed);
}

#[tokio::test]
async fn each_scope_opens_what_its_row_says_and_nothing_else() {
    let app = TestApp::start_with(Clock::System, |config| {
        config.access.registration_open = true;
    })
    .await;
    let admin = app.create_account(Role::Admin).await;

    for own in TokenScope::ALL {
        let client = program(&app, admin, &[own]).await;
        for (method, path, wants) in REST {
            // What is asked is whether the caller gets as far as looking for something.
            let address = format!("/api/v1{}", path.replace("{id}", "999999"));
            let method: Method = method.to_uppercase().parse().unwrap();
            let response = client.request(method, &address).send().await.unwrap();
            let status = response.status().as_u16();
            let is_open = *wants == Nothing || *wants == Scope(own);
            assert_eq!(status != 403, is_open, "{own}: {path}: {status}");
            assert!(status < 500 && status != 401, "{own}: {path}: {status}");
            if let (Scope(scope), false) = (wants, is_open) {
                let challenge = response.headers()["www-authenticate"].to_str().unwrap();
                let expected = format!("Bearer error=\"insufficient_scope\", scope=\"{scope}\"");
                assert_eq!(challenge, expected, "{own}: {path}");
            }
        }
    }
}

#[tokio::test]
async fn no_api_token_opens_a_page_a_server_function_or_another_way_in() {
    let app = TestApp::start().await;
    let admin = app.create_account(Role::Admin).await;
    let client = program(&app, admin, &TokenScope::ALL).await;
    let reader = program(&app, admin, &[Read]).await;
    let _ = app::App; // Server functions register themselves when the crate is linked.

    for path in ["/", "/players", "/account/tokens", "/operations/audit"] {
        client.get(path).await.assert_status(403);
    }
    for (path, _) in leptos::server_fn::axum::server_fn_paths() {
        client.post_form(path, &[]).await.assert_status(403);
    }
    for upload in ["/matches/import/upload", "/players/import/upload"] {
        client.post(upload, &json!({})).await.assert_status(403);
    }
    client.get("/metrics").await.assert_status(200);
    reader.get("/metrics").await.assert_status(403);
}

#[tokio::test]
async fn a_token_may_never_do_what_its_accounts_role_may_not_do_now() {
    let app = TestApp::start().await;
    app.create_account(Role::Admin).await;
    let account = app.create_account(Role::Admin).await;
    let client = program(&app, account, &TokenScope::ALL).await;
    let demote = async |change| {
        accounts::change_by(app.db(), None, account, change, chrono::Utc::now()).await.unwrap();
    };
    let player = json!({ "name": "A" });

    client.get("/api/v1/secrets").await.assert_status(200);
    demote(AccountChange::MakeAnalyst).await;
    client.get("/api/v1/secrets").await.assert_status(403);
    client.post("/api/v1/players", &player).await.assert_status(201);
    demote(AccountChange::MakeViewer).await;
    client.post("/api/v1/players", &player).await.assert_status(403);
    client.get("/api/v1/players").await.assert_status(200);
    demote(AccountChange::RevokeTokens).await;
    client.get("/api/v1/players").await.assert_status(401);
}

#[tokio::test]
async fn a_token_ends_with_its_time_and_with_its_account() {
    let app = TestApp::start().await;
    let expired = app.create_account(Role::Viewer).await;
    let closed = app.create_account(Role::Viewer).await;
    let due = app.create_account(Role::Viewer).await;
    let mut clients = Vec::new();
    for account in [expired, closed, due] {
        clients.push(program(&app, account, &[Read]).await);
    }
    for client in &clients {
        client.get("/api/v1/auth/me").await.assert_status(200);
    }

    for (sql, account) in [
        (
            "UPDATE api_token SET created_at = now() - interval '2 days',
                 expires_at = now() - interval '1 second' WHERE account_id = $1",
            expired,
        ),
        ("UPDATE account SET disabled_at = now() WHERE id = $1", closed),
        ("UPDATE account SET must_change_password = true WHERE id = $1", due),
    ] {
        sqlx::query(sql).bind(account.0).execute(app.sql()).await.unwrap();
    }

    for client in &clients {
        client.get("/api/v1/auth/me").await.assert_status(401);
    }
    let unknown = format!("tl_{}", "0".repeat(64));
    app.with_token(expired, &unknown).get("/api/v1/auth/me").await.assert_status(401);
}

#[tokio::test]
async fn over_rest_a_token_is_told_once_and_is_its_owners_to_revoke() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let other = app.sign_in(Role::Admin).await;
    let body = |name: &str, scopes: Value| json!({ "name": name, "scopes": scopes });
    let tokens = "/api/v1/account/tokens";

    let made = owner.post(tokens, &body("nightly", json!(["read", "write"]))).await;
    let made = made.assert_status(201).json();
    let token = made["token"].as_str().unwrap().to_owned();
    let client = app.with_token(owner.account(), &token);
    client.post("/api/v1/players", &json!({ "name": "A" })).await.assert_status(201);

    let listed = owner.get(tokens).await.assert_status(200);
    assert!(!listed.text().contains(&token[3..]));
    let listed = listed.json();
    assert_eq!(listed["total"], 1);
    assert_eq!(listed["items"][0]["scopes"], json!(["read", "write"]));
    assert!(listed["items"][0]["last_used_at"].is_string());
    assert_eq!(listed["items"][0]["masked"], format!("tl_••••••{}", &token[token.len() - 4..]));
    assert_eq!(other.get(tokens).await.json()["total"], 0);
    for (name, scopes) in [
        ("nightly", json!(["read"])),
        ("b", json!([])),
        ("b", json!(["operate"])),
        ("b", json!(["everything"])),
    ] {
        owner.post(tokens, &body(name, scopes)).await.assert_status(422);
    }
    let one = format!("{tokens}/{}", made["id"]);
    other.delete(&one).await.assert_status(404);
    client.get("/api/v1/players").await.assert_status(200);
    owner.delete(&one).await.assert_status(204);
    client.get("/api/v1/players").await.assert_status(401);
    owner.delete(&one).await.assert_status(404);
}

/// The `name=value` of a cookie that the answer sets, and whether it takes it away.
fn cookie(answer: &crate::Answer, name: &str) -> Option<(String, bool)> {
    answer.headers.get_all("set-cookie").iter().find_map(|line| {
        let line = line.to_str().ok()?;
        let pair = line.split(';').next()?;
        let is_gone = line.contains("Max-Age=0");
        pair.starts_with(&format!("{name}=")).then(|| (pair.to_owned(), is_gone))
    })
}

#[tokio::test]
async fn without_script_the_page_shows_a_new_token_once() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let form = [
        ("name", "nightly"),
        ("scopes[]", "read"),
        ("scopes[]", "jobs"),
        ("expires_in_days", "30"),
    ];

    let before = owner.get("/account/tokens").await.assert_status(200).text();
    let sent = owner.submit("/fn/accounts/create_api_token", "/account/tokens", &form).await;
    let sent = sent.assert_status(302);
    let (kept, _) = cookie(&sent, "kept-made-api-token").unwrap();
    let cookies = format!("{}; {kept}", owner.header("cookie").unwrap());
    let shown = owner.clone().with_header("cookie", &cookies).get("/account/tokens").await;
    let shown = shown.assert_status(200);
    let after = owner.get("/account/tokens").await.assert_status(200).text();

    assert!(before.contains("You have no API token"), "{before}");
    assert!(!before.contains("operate"), "an analyst is not offered what only administrators may");
    assert!(sent.header("location").ends_with("/account/tokens"));
    let token = kept.split("&token=").nth(1).unwrap().split('&').next().unwrap();
    assert!(!sent.text().contains(&token[3..]) && !sent.header("location").contains(token));
    assert!(shown.text().contains(token) && token.starts_with("tl_"), "{token}");
    assert_eq!(cookie(&shown, "kept-made-api-token").map(|(_, is_gone)| is_gone), Some(true));
    assert!(shown.header("cache-control").contains("no-store"), "{:?}", shown.headers);
    assert!(
        !after.contains(&token[3..]) && after.contains("nightly") && after.contains("read, jobs")
    );
    let client = app.with_token(owner.account(), token);
    client.get("/api/v1/auth/me").await.assert_status(200);
}

#[tokio::test]
async fn a_refused_form_comes_back_with_what_was_typed_and_a_revoked_token_is_told() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Viewer).await;
    let (create, page) = ("/fn/accounts/create_api_token", "/account/tokens");

    let form = [("name", "nightly"), ("expires_in_days", "30")];
    let refused = owner.submit(create, page, &form).await.assert_status(302);
    let back = refused.header("location").to_owned();
    let back = back.strip_prefix(&format!("http://{}", app.address())).unwrap_or(&back);
    let (kept, _) = cookie(&refused, "kept-api-token").unwrap();
    let cookies = format!("{}; {kept}", owner.header("cookie").unwrap());
    let again = owner.clone().with_header("cookie", &cookies).get(back).await.text();
    owner.submit(create, page, &[&form[..], &[("scopes[]", "read")]].concat()).await;
    let listed = owner.get("/api/v1/account/tokens").await.json();
    let form = [("id", &*listed["items"][0]["id"].to_string())];
    let revoked = owner.submit("/fn/accounts/revoke_api_token", page, &form).await;

    assert!(again.contains("Choose at least one thing"), "{again}");
    assert!(again.contains("value=\"nightly\""));
    let revoked = revoked.assert_status(302).header("location").to_owned();
    assert!(owner.get(&revoked).await.text().contains("The token was revoked."));
}

#[tokio::test]
async fn a_tokens_text_is_in_no_row_and_in_no_answer_but_the_one_that_made_it() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let body = json!({ "name": "canary", "scopes": ["read", "write", "jobs", "operate"] });
    let made = admin.post("/api/v1/account/tokens", &body).await.assert_status(201).json();
    let token = made["token"].as_str().unwrap();
    let client = app.with_token(admin.account(), token);

    let mut answers = Vec::new();
    for path in ["/auth/me", "/players", "/jobs", "/audit/verify", "/audit/export", "/nowhere"] {
        answers.push(client.get(&format!("/api/v1{path}")).await);
    }
    answers.push(client.post("/api/v1/players", &json!({ "name": "" })).await);
    answers.push(client.get("/account/tokens").await);
    for path in ["/account/tokens", "/operations/accounts", "/operations/audit"] {
        answers.push(admin.get(path).await);
    }
    answers.push(admin.get("/api/v1/account/tokens").await);

    let canary = &token[3..];
    for answer in answers {
        assert!(!answer.text().contains(canary), "{}", answer.text());
        assert!(!format!("{:?}", answer.headers).contains(canary), "{:?}", answer.headers);
    }
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name FROM information_schema.tables
         WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    )
    .fetch_all(app.sql())
    .await
    .unwrap();
    let mut searched = 0;
    for table in tables {
        let sql = format!("SELECT row_to_json(t)::text FROM \"{table}\" AS t");
        let rows: Vec<String> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(sql)).fetch_all(app.sql()).await.unwrap();
        searched += rows.len();
        assert!(rows.iter().all(|row| !row.contains(canary)), "{table}");
    }
    assert!(searched > 3, "the token, the account and the audit lines were looked at");
}

#[tokio::test]
async fn a_tokens_text_is_in_no_line_of_the_log() {
    let program = Program::with(TestDatabase::create().await);
    let server = program.serve();
    let settings = ConnectSettings {
        url: program.database_url().to_owned(),
        max_connections: 1,
        acquire_timeout: Duration::from_secs(30),
    };
    let db = connect(&settings).await.unwrap();
    let account: i64 = sqlx::query_scalar(
        "INSERT INTO account (name, password_hash, role) VALUES ('p', 'none', 'admin') RETURNING id",
    )
    .fetch_one(db.get_postgres_connection_pool())
    .await
    .unwrap();
    let asker = Asker { account_id: AccountId(account), request_id: None };
    let wanted = NewApiToken { name: "canary", scopes: &[Read, Write], days: 1 };
    let made = api_tokens::create(&db, &asker, Role::Admin, wanted, chrono::Utc::now()).await;
    let token = made.unwrap().token;
    let url = format!("http://{}/api/v1/players", server.address);
    let client = plain_client();

    let read = client.get(&url).bearer_auth(&token).send().await.unwrap();
    let refused = client.post(&url).bearer_auth(&token).body("{").send().await.unwrap();
    let beyond = client.delete(url.replace("players", "jobs/logs")).bearer_auth(&token);
    let beyond = beyond.send().await.unwrap();

    assert_eq!(read.status(), 200);
    assert!(refused.status().is_client_error());
    assert_eq!(beyond.status(), 403);
    let (_, _, log, told) = tokio::task::spawn_blocking(|| server.stop()).await.unwrap();
    assert!(log.contains("/api/v1/players"), "{log}");
    assert!(!log.contains(&token[3..]) && !told.contains(&token[3..]), "{log}");
}
