//! Sign-in, registration and the account page, as a browser without script meets them.

use backroom::{AccountChange, Role};
use page_base::request::Clock;
use store::accounts::{self, NewAccount};

use crate::{Answer, Client, TestApp};

const PASSWORD: &str = "correct horse battery";

async fn with_password(app: &TestApp, name: &str) -> backroom::AccountId {
    let account = NewAccount {
        name,
        email: None,
        password: PASSWORD,
        role: Role::Viewer,
        must_change_password: false,
    };
    accounts::create(app.db(), account).await.unwrap().id
}

async fn sign_in(client: &Client, name: &str, password: &str, to: &str) -> Answer {
    let fields = [("name", name), ("password", password), ("to", to)];
    client.submit("/fn/accounts/sign_in", "/sign-in", &fields).await
}

/// The `name=value` of the cookie that the answer sets.
fn cookie(answer: &Answer, name: &str) -> Option<String> {
    let mut cookies = crate::cookies_of(&answer.headers).into_iter();
    cookies.find(|pair| pair.starts_with(&format!("{name}=")))
}

#[tokio::test]
async fn signing_in_without_script_leads_to_the_page_that_was_asked_for() {
    let app = TestApp::start().await;
    with_password(&app, "Mina").await;

    let answer = sign_in(&app.signed_out(), "mina", PASSWORD, "/account").await.assert_status(302);

    assert_eq!(answer.header("location"), "/account");
    let signed_in = app.signed_out().with_header("cookie", &cookie(&answer, "sid").unwrap());
    let page = signed_in.get("/account").await.assert_status(200).text();
    assert!(page.contains("Mina"));
}

#[tokio::test]
async fn the_cookie_is_for_this_server_only_and_no_script_reads_it() {
    let app = TestApp::start().await;
    with_password(&app, "Mina").await;
    let tls = TestApp::start_with(Clock::System, |config| {
        config.http.public_url = Some("https://football.example".to_owned());
    })
    .await;
    with_password(&tls, "Mina").await;
    let line = async |app: &TestApp, name: &str| {
        let answer = sign_in(&app.signed_out(), "mina", PASSWORD, "").await;
        let lines = answer.headers.get_all("set-cookie").iter();
        let line = lines.filter_map(|line| line.to_str().ok()).find(|line| line.starts_with(name));
        line.unwrap().to_owned()
    };

    let plain = line(&app, "sid=").await;
    let secure = line(&tls, "__Host-sid=").await;

    for cookie in [&plain, &secure] {
        assert!(cookie.contains("; HttpOnly"), "{cookie}");
        assert!(cookie.contains("; SameSite=Lax"), "{cookie}");
        assert!(cookie.contains("; Path=/"), "{cookie}");
        assert!(!cookie.contains("Domain"), "{cookie}");
    }
    assert!(secure.contains("; Secure") && !plain.contains("Secure"));
}

#[tokio::test]
async fn a_session_id_known_before_the_sign_in_is_worth_nothing_after_it() {
    let app = TestApp::start().await;
    with_password(&app, "Mina").await;
    let planted = app.sign_in(Role::Viewer).await;

    let answer = sign_in(&planted, "mina", PASSWORD, "").await.assert_status(302);

    let fresh = cookie(&answer, "sid").unwrap();
    assert_ne!(Some(fresh.as_str()), planted.header("cookie"));
    planted.get("/api/v1/auth/me").await.assert_status(401);
    let signed_in = app.signed_out().with_header("cookie", &fresh);
    assert_eq!(signed_in.get("/api/v1/auth/me").await.json()["name"], "Mina");
}

#[tokio::test]
async fn after_a_wrong_password_the_page_tells_the_tries_left_and_keeps_the_name_but_not_the_password()
 {
    let app = TestApp::start().await;
    with_password(&app, "Mina").await;
    let client = app.signed_out();

    let refused = sign_in(&client, "mina", "wrong horse", "").await.assert_status(302);
    let back = refused.header("location").to_owned();
    let path = back.strip_prefix(&format!("http://{}", app.address())).unwrap_or(&back);
    let kept = client.with_header("cookie", &cookie(&refused, "kept-sign-in").unwrap());
    let page = kept.get(path).await.assert_status(200).text();

    assert!(path.starts_with("/sign-in"), "{path}");
    assert!(page.contains("9 tries left"), "{page}");
    assert!(page.contains("value=\"mina\""));
    assert!(!page.contains("wrong horse") && !back.contains("wrong"));
    assert_eq!(cookie(&refused, "sid"), None);
}

#[tokio::test]
async fn of_fifty_guesses_at_once_ten_are_looked_at_and_the_pause_holds_for_everybody() {
    let app = TestApp::start().await;
    with_password(&app, "Mina").await;
    let client = app.signed_out();

    let fields = [("username", "mina"), ("password", "wrong")];
    let guesses = (0..50).map(|_| client.post_form("/api/v1/auth/token", &fields));
    let answers = futures::future::join_all(guesses).await;

    let looked_at = answers.iter().filter(|answer| answer.status == 401).count();
    let locked = answers.iter().filter(|answer| answer.status == 429).count();
    assert_eq!((looked_at, locked), (10, 40));
    // Somebody else's account from the same address is in the pause as well.
    with_password(&app, "Olav").await;
    let refused = sign_in(&client, "olav", PASSWORD, "").await;
    assert_eq!(cookie(&refused, "sid"), None);
}

#[tokio::test]
async fn failures_count_for_fifteen_minutes_and_a_sign_in_clears_those_of_the_name() {
    let app = TestApp::start().await;
    with_password(&app, "Mina").await;
    let now = chrono::Utc::now();
    let attempt = |password, minutes| accounts::SignIn {
        name: "Mina",
        password,
        address: None,
        now: now + chrono::TimeDelta::minutes(minutes),
    };
    let tries_left = |outcome| match outcome {
        accounts::SignInOutcome::Wrong { tries_left } => tries_left,
        other => panic!("{other:?}"),
    };

    let first = accounts::sign_in(app.db(), attempt("wrong", 0)).await.unwrap();
    let second = accounts::sign_in(app.db(), attempt("wrong", 14)).await.unwrap();
    let after_window = accounts::sign_in(app.db(), attempt("wrong", 16)).await.unwrap();
    let right = accounts::sign_in(app.db(), attempt(PASSWORD, 17)).await.unwrap();
    let after_sign_in = accounts::sign_in(app.db(), attempt("wrong", 18)).await.unwrap();

    assert!(matches!(right, accounts::SignInOutcome::Welcome(_)));
    let left = [first, second, after_window, after_sign_in].map(tries_left);
    assert_eq!(left, [9, 8, 8, 9]);
}

#[tokio::test]
async fn signing_out_ends_the_session_and_not_only_the_cookie() {
    let app = TestApp::start().await;
    let client = app.sign_in(Role::Viewer).await;

    client.submit("/fn/accounts/sign_out", "/account", &[]).await.assert_status(302);

    client.get("/api/v1/auth/me").await.assert_status(401);
}

#[tokio::test]
async fn a_new_password_ends_the_other_sessions_and_the_tokens_but_not_this_session() {
    let app = TestApp::start().await;
    let mina = with_password(&app, "Mina").await;
    let this = app.sign_in_as(mina).await;
    let other = app.sign_in_as(mina).await;
    let fields = [("username", "mina"), ("password", PASSWORD)];
    let pair = this.post_form("/api/v1/auth/token", &fields).await.assert_status(200).json();
    let change = |current, password| {
        let fields = [("current", current), ("password", password)];
        let this = this.clone();
        async move { this.post_form("/fn/accounts/change_password", &fields).await }
    };

    change("not it", "another good one").await.assert_status(422);
    change(PASSWORD, "football").await.assert_status(422);
    change(PASSWORD, "another good one").await;

    this.get("/api/v1/auth/me").await.assert_status(200);
    other.get("/api/v1/auth/me").await.assert_status(401);
    let token = app.with_token(mina, pair["access_token"].as_str().unwrap());
    token.get("/api/v1/auth/me").await.assert_status(401);
    let outcome = sign_in(&app.signed_out(), "mina", "another good one", "").await;
    assert!(cookie(&outcome, "sid").is_some());
}

#[tokio::test]
async fn a_password_that_was_given_has_to_be_changed_before_anything_else() {
    let app = TestApp::start().await;
    let mina = with_password(&app, "Mina").await;
    accounts::set_password(app.db(), mina, PASSWORD, true, None).await.unwrap();
    let client = app.sign_in_as(mina).await.with_header("accept", "text/html");

    let page = client.get("/tasks").await.assert_status(303);
    client.get("/api/v1/auth/me").await.assert_status(403);
    let fields = [("current", PASSWORD), ("password", "one of my own")];
    client.get("/account").await.assert_status(200);
    client.submit("/fn/accounts/change_password", "/account", &fields).await.assert_status(302);

    assert_eq!(page.header("location"), "/account");
    client.get("/tasks").await.assert_status(200);
}

#[tokio::test]
async fn ending_the_other_sessions_is_for_their_owner() {
    let app = TestApp::start().await;
    let mina = with_password(&app, "Mina").await;
    let (this, other) = (app.sign_in_as(mina).await, app.sign_in_as(mina).await);
    let stranger = app.sign_in(Role::Admin).await;

    stranger.post_form("/fn/accounts/end_other_sessions", &[]).await;
    other.get("/api/v1/auth/me").await.assert_status(200);
    this.post_form("/fn/accounts/end_other_sessions", &[]).await;

    other.get("/api/v1/auth/me").await.assert_status(401);
    this.get("/api/v1/auth/me").await.assert_status(200);
    stranger.get("/api/v1/auth/me").await.assert_status(200);
}

#[tokio::test]
async fn registering_signs_in_as_a_viewer_and_is_refused_where_it_is_closed() {
    let open =
        TestApp::start_with(Clock::System, |config| config.access.registration_open = true).await;
    let closed = TestApp::start().await;
    let fields = [("name", "Mina"), ("email", ""), ("password", PASSWORD)];

    let made = open.signed_out().submit("/fn/accounts/register", "/register", &fields).await;
    closed.signed_out().post_form("/fn/accounts/register", &fields).await.assert_status(403);

    let client = open.signed_out().with_header("cookie", &cookie(&made, "sid").unwrap());
    assert_eq!(client.get("/api/v1/auth/me").await.json()["role"], "viewer");
}

#[tokio::test]
async fn the_last_administrator_can_be_neither_demoted_nor_closed() {
    let app = TestApp::start().await;
    let admin = app.create_account(Role::Admin).await;

    let change =
        async |what| accounts::change_by(app.db(), None, admin, what, chrono::Utc::now()).await;
    let demoted = change(AccountChange::MakeViewer).await;
    let closed = change(AccountChange::Close).await;

    assert!(matches!(demoted, Err(store::StoreError::Invalid(_))));
    assert!(matches!(closed, Err(store::StoreError::Invalid(_))));
    app.create_account(Role::Admin).await;
    assert!(change(AccountChange::MakeViewer).await.unwrap());
}

#[tokio::test]
async fn the_audit_log_tells_who_changed_what_and_by_which_request() {
    let app = TestApp::start().await;
    let mina = with_password(&app, "Mina").await;
    let client = app.sign_in_as(mina).await;

    let answer = client.post_form("/fn/accounts/end_other_sessions", &[]).await;

    let entries = accounts::audit_entries(app.db(), None, 10).await.unwrap();
    assert_eq!(entries[0].action, "account.end_sessions");
    assert_eq!(entries[0].account_id, Some(mina));
    assert_eq!(entries[0].request_id.as_deref(), Some(answer.header("x-request-id")));
}
