//! Accounts and the audit log over REST, and what the accounts page does to somebody's way in.

use backroom::Role;
use serde_json::{Value, json};

use crate::TestApp;

const USERS: &str = "/api/v1/admin/users";

/// The account's row in the list.
async fn row(admin: &crate::Client, id: backroom::AccountId) -> Value {
    let listed = admin.get(USERS).await.assert_status(200).json();
    let items = listed["items"].as_array().unwrap();
    assert_eq!(listed["total"], items.len());
    items.iter().find(|item| item["id"] == id.0).unwrap().clone()
}

#[tokio::test]
async fn accounts_are_listed_and_changed_one_thing_at_a_time() {
    let app = TestApp::start().await;
    let admin = app.bearer(Role::Admin).await;
    let person = app.sign_in(Role::Viewer).await;
    let user = format!("{USERS}/{}", person.account());

    let before = row(&admin, person.account()).await;
    let promoted =
        admin.patch(&user, &json!({ "role": "analyst" })).await.assert_status(200).json();
    let closed = admin.patch(&user, &json!({ "disabled": true })).await.assert_status(200).json();
    person.get("/api/v1/auth/me").await.assert_status(401);
    let opened = admin.patch(&user, &json!({ "disabled": false })).await.assert_status(200).json();

    assert_eq!((&before["role"], &before["open_sessions"]), (&json!("viewer"), &json!(1)));
    assert!(!before.to_string().contains("password_hash"), "{before}");
    assert_eq!(promoted["role"], "analyst");
    assert_eq!((&closed["disabled"], &closed["open_sessions"]), (&json!(true), &json!(0)));
    assert_eq!(opened["disabled"], json!(false));
    for wrong in [
        json!({}),
        json!({ "role": "analyst", "disabled": true }),
        json!({ "must_change_password": false }),
    ] {
        admin.patch(&user, &wrong).await.assert_status(422);
    }
    assert!(admin.patch(&user, &json!({ "role": "king" })).await.status.is_client_error());
    assert!(admin.patch(&user, &json!({ "name": "x" })).await.status.is_client_error());
    let nobody = format!("{USERS}/999999");
    admin.patch(&nobody, &json!({ "role": "admin" })).await.assert_status(404);
    let own = format!("{USERS}/{}", admin.account());
    admin.patch(&own, &json!({ "role": "viewer" })).await.assert_status(409);
    assert_eq!(row(&admin, admin.account()).await["role"], "admin");
}

#[tokio::test]
async fn the_audit_log_is_read_page_by_page_and_by_filter() {
    let app = TestApp::start().await;
    let admin = app.bearer(Role::Admin).await;
    let other = app.create_account(Role::Viewer).await;
    let user = format!("{USERS}/{other}");
    for role in ["analyst", "viewer", "analyst"] {
        admin.patch(&user, &json!({ "role": role })).await.assert_status(200);
    }
    admin.post("/api/v1/players", &json!({ "name": "Ada" })).await.assert_status(201);

    let first = admin.get("/api/v1/admin/audit?limit=2").await.assert_status(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = format!("/api/v1/admin/audit?limit=2&cursor={cursor}");
    let second = admin.get(&rest).await.assert_status(200).json();
    let accounts = admin.get("/api/v1/admin/audit?action=account.&since=1h").await.json();
    let of_nobody = admin.get("/api/v1/admin/audit?by=999999").await.json();

    let actions = |page: &Value| {
        let items = page["items"].as_array().unwrap().iter();
        items.map(|item| item["action"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(actions(&first), ["player.create", "account.set_role"]);
    assert_eq!(actions(&second), ["account.set_role", "account.set_role"]);
    assert_eq!(second["next_cursor"], Value::Null);
    assert_eq!(actions(&accounts).len(), 3);
    assert_eq!(accounts["items"][0]["subject"], format!("account:{other}"));
    assert_eq!(accounts["items"][0]["account_id"], admin.account().0);
    assert_eq!(of_nobody["items"], json!([]));
    for wrong in ["limit=0", "limit=201", "since=2h", "shoe=9"] {
        let refused = admin.get(&format!("/api/v1/admin/audit?{wrong}")).await;
        assert!(refused.status.is_client_error(), "{wrong}: {}", refused.status);
    }
}

#[tokio::test]
async fn who_is_asked_for_a_new_password_comes_no_further_until_there_is_one() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let person = app.sign_in(Role::Analyst).await;
    person.get("/api/v1/players").await.assert_status(200);

    let id = person.account().to_string();
    let form = [("id", id.as_str()), ("change", "ask_for_password")];
    admin.post_form("/fn/operations/change_account", &form).await.assert_status(200);

    assert_eq!(row(&admin, person.account()).await["must_change_password"], true);
    let players = person.get("/api/v1/players").await;
    assert!([401, 403].contains(&players.status.as_u16()), "{}", players.status);
    let browser = person.with_header("accept", "text/html");
    let page = browser.get("/players").await;
    assert!(page.header("location").contains("/account"), "{} {}", page.status, page.text());
    browser.get("/account").await.assert_status(200);
}

#[tokio::test]
async fn revoking_somebodys_tokens_ends_programs_and_leaves_the_browser_signed_in() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let person = app.sign_in(Role::Analyst).await;
    let body = json!({ "name": "nightly", "scopes": ["read"] });
    let made = person.post("/api/v1/account/tokens", &body).await.assert_status(201).json();
    let program = app.with_token(person.account(), made["token"].as_str().unwrap());
    program.get("/api/v1/players").await.assert_status(200);
    assert_eq!(row(&admin, person.account()).await["api_tokens"], 1);

    let id = person.account().to_string();
    let form = [("id", id.as_str()), ("change", "revoke_tokens")];
    admin.post_form("/fn/operations/change_account", &form).await.assert_status(200);

    program.get("/api/v1/players").await.assert_status(401);
    person.get("/api/v1/players").await.assert_status(200);
    assert_eq!(row(&admin, person.account()).await["api_tokens"], 0);
}
