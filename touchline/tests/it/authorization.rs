//! Who may call what: one row a route and server function, each cell asked (S3). A route without a
//! row fails the test, so nobody can forget one.

mod addresses;
mod rows;

use std::collections::{BTreeMap, BTreeSet};

use backroom::Role;
use http::{Method, header};
use page_base::request::Clock;

use self::rows::{
    Least::{self, Admin, Analyst, Anybody, Program, Reader, SignedIn, Unasked},
    REST,
};
use crate::{Client, TestApp};

pub(crate) use self::{
    addresses::PAGES,
    rows::{FUNCTIONS, NO_JOB},
};

const SIGN_OUT: &str = "/fn/accounts/sign_out";

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

#[test]
fn every_server_function_has_a_row_and_every_row_a_server_function() {
    let _ = app::App; // Server functions register themselves when the crate is linked.
    let known: BTreeSet<_> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();

    let listed: BTreeSet<_> = FUNCTIONS.iter().map(|(path, _, _)| (*path).to_owned()).collect();
    assert_eq!(known, listed);
}

/// Who asks.
struct Identity {
    name: &'static str,
    client: Client,
    /// What the server may take them for; `None` is nobody.
    role: Option<Role>,
}

async fn identities(app: &TestApp) -> Vec<Identity> {
    let disabled = app.sign_in(Role::Admin).await;
    let disabled_token = app.bearer(Role::Admin).await;
    for account in [disabled.account(), disabled_token.account()] {
        sqlx::query("UPDATE account SET disabled_at = now() WHERE id = $1")
            .bind(account.0)
            .execute(app.sql())
            .await
            .unwrap();
    }
    let of = |name, client, role| Identity { name, client, role };
    vec![
        of("signed out", app.signed_out(), None),
        of("viewer", app.sign_in(Role::Viewer).await, Some(Role::Viewer)),
        of("analyst", app.sign_in(Role::Analyst).await, Some(Role::Analyst)),
        of("admin", app.sign_in(Role::Admin).await, Some(Role::Admin)),
        of("viewer's token", app.bearer(Role::Viewer).await, Some(Role::Viewer)),
        of("analyst's token", app.bearer(Role::Analyst).await, Some(Role::Analyst)),
        of("admin's token", app.bearer(Role::Admin).await, Some(Role::Admin)),
        of("closed account", disabled, None),
        of("closed account's token", disabled_token, None),
    ]
}

/// What the server has to answer: 401, 403 or (`None`) anything else that is no fault of its own.
fn expected(least: Least, identity: &Identity, public_read: bool) -> Option<u16> {
    match (least, identity.role) {
        (Program, role) => (role.is_none() || !identity.name.ends_with("token")).then_some(401),
        (Reader, None) if public_read => None,
        (Reader | SignedIn | Analyst | Admin, None) => Some(401),
        (Unasked | Anybody, _) | (Reader | SignedIn, Some(_)) => None,
        (Analyst, Some(role)) => (role < Role::Analyst).then_some(403),
        (Admin, Some(role)) => (role < Role::Admin).then_some(403),
    }
}

async fn status(client: &Client, method: Method, path: &str, form: Option<&str>) -> u16 {
    let mut request = client.request(method, path);
    if let Some(form) = form {
        let kind = if form.starts_with('{') {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        request = request.header(header::CONTENT_TYPE, kind).body(form.to_owned());
    }
    // Only the head: streams have no end.
    request.send().await.unwrap().status().as_u16()
}

fn assert_cell(row: &str, identity: &Identity, least: Least, public_read: bool, status: u16) {
    let who = identity.name;
    assert!(status < 500, "{row} as {who}: {status}");
    // A token of a closed account is refused before the route is looked at.
    if who == "closed account's token" && least != Unasked {
        assert_eq!(status, 401, "{row} as {who}");
        return;
    }
    match expected(least, identity, public_read) {
        Some(refusal) => assert_eq!(status, refusal, "{row} as {who}"),
        None if [Unasked, Anybody].contains(&least) => {}
        None => assert!(![401, 403].contains(&status), "{row} as {who}: {status}"),
    }
}

/// What is for anybody says the same to everybody: what the first who asked was told.
#[derive(Default)]
struct SameToAll(BTreeMap<String, u16>);

impl SameToAll {
    fn check(&mut self, row: &str, identity: &Identity, least: Least, status: u16) {
        let is_looked_at = least == Anybody && identity.name != "closed account's token";
        if is_looked_at || least == Unasked {
            let first = *self.0.entry(row.to_owned()).or_insert(status);
            assert_eq!(status, first, "{row} as {}", identity.name);
        }
    }
}

async fn ask_every_cell(public_read: bool) {
    let app =
        TestApp::start_with(Clock::System, |config| config.access.public_read = public_read).await;
    let mut same = SameToAll::default();
    for identity in identities(&app).await {
        // Ten wrong passwords would make the address wait, and each identity tries some.
        sqlx::query("DELETE FROM sign_in_failure").execute(app.sql()).await.unwrap();
        for (method, path, least) in REST {
            let id = if ["/jobs", "/tasks", "/players/imports", "/players/seasons"]
                .iter()
                .any(|part| path.starts_with(part))
            {
                "00000000-0000-7000-8000-000000000000"
            } else {
                "999999"
            };
            let address = format!("/api/v1{}", path.replace("{id}", id));
            let method: Method = method.to_uppercase().parse().unwrap();
            let row = format!("{method} {path}");
            let status = status(&identity.client, method, &address, None).await;
            assert_cell(&row, &identity, *least, public_read, status);
            same.check(&row, &identity, *least, status);
        }
        for (path, form, least) in FUNCTIONS {
            // Signing out would make the rest of the column another identity's.
            if *path == SIGN_OUT {
                continue;
            }
            let status = status(&identity.client, Method::POST, path, Some(form)).await;
            assert_cell(path, &identity, *least, public_read, status);
            same.check(path, &identity, *least, status);
        }
        let signed_out = status(&identity.client, Method::POST, SIGN_OUT, Some("")).await;
        assert_cell(SIGN_OUT, &identity, Anybody, public_read, signed_out);
        same.check(SIGN_OUT, &identity, Anybody, signed_out);
        // A session is over then; a token is no session.
        let after = status(&identity.client, Method::GET, "/api/v1/auth/me", None).await;
        let goes_on = identity.role.is_some() && identity.name.ends_with("token");
        assert_eq!(after, if goes_on { 200 } else { 401 }, "after {}", identity.name);
    }
}

#[tokio::test]
async fn each_identity_gets_as_far_as_its_row_says() {
    ask_every_cell(false).await;
}

#[tokio::test]
async fn where_reading_is_public_nothing_but_reading_is() {
    ask_every_cell(true).await;
}
