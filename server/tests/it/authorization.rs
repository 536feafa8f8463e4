//! Who may call what: one row a route and server function, each cell asked (S3). A route without a
//! row fails the test, so nobody can forget one.

mod addresses;

use std::collections::{BTreeMap, BTreeSet};

use app::request::Clock;
use backroom::Role;
use http::{Method, header};

use crate::{Client, TestApp};

pub(crate) use addresses::PAGES;

/// The least that a caller has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Least {
    /// Whoever it is: nobody is asked for a name, and a bad token is not looked at.
    Unasked,
    /// Anybody; says no by itself where it does, the same to everybody.
    Anybody,
    /// Somebody signed in, or anybody where the operator made reading public.
    Reader,
    /// Somebody signed in.
    SignedIn,
    /// A program with an access token, whose sign-in it ends.
    Program,
    /// An analyst or administrator.
    Analyst,
    /// An administrator.
    Admin,
}

use Least::{Admin, Analyst, Anybody, Program, Reader, SignedIn, Unasked};

/// Method, address below `/api/v1`, least caller. Ids are of things that are not there: what is
/// asked is whether the caller gets as far as looking for them.
const REST: &[(&str, &str, Least)] = &[
    ("get", "/account/tokens", SignedIn),
    ("post", "/account/tokens", SignedIn),
    ("delete", "/account/tokens/{id}", SignedIn),
    ("get", "/admin/audit", Admin),
    ("post", "/admin/refresh-market-values", Admin),
    ("get", "/admin/users", Admin),
    ("patch", "/admin/users/{id}", Admin),
    ("get", "/alerts", SignedIn),
    ("post", "/alerts/read", SignedIn),
    ("put", "/alerts/{id}/read", SignedIn),
    ("delete", "/alerts/{id}/read", SignedIn),
    ("get", "/audit/export", Admin),
    ("get", "/audit/verify", Admin),
    ("post", "/auth/register", Anybody),
    ("post", "/auth/token", Anybody),
    ("post", "/auth/refresh", Anybody),
    ("post", "/auth/logout", Program),
    ("get", "/auth/me", SignedIn),
    ("get", "/health", Anybody),
    ("post", "/insights/batch", Analyst),
    ("get", "/insights/report-card", Reader),
    ("post", "/insights/report-card", Analyst),
    ("get", "/jobs", SignedIn),
    ("post", "/jobs", Admin),
    ("get", "/jobs/{id}", SignedIn),
    ("post", "/jobs/{id}/cancel", SignedIn),
    ("get", "/jobs/{id}/events", SignedIn),
    ("get", "/jobs/{id}/logs", SignedIn),
    ("delete", "/jobs/{id}/logs", Admin),
    ("get", "/jobs/{id}/logs.txt", SignedIn),
    ("delete", "/jobs/logs", Admin),
    ("get", "/jobs/{id}/output", SignedIn),
    ("post", "/jobs/{id}/retry", SignedIn),
    ("get", "/needs", SignedIn),
    ("post", "/needs", Analyst),
    ("get", "/needs/{id}", SignedIn),
    ("put", "/needs/{id}", Analyst),
    ("delete", "/needs/{id}", Analyst),
    ("get", "/players", Reader),
    ("post", "/players", Analyst),
    ("get", "/players/compare", Reader),
    ("get", "/players/export.csv", Reader),
    ("post", "/players/import", Analyst),
    ("get", "/players/imports/{id}", Analyst),
    ("get", "/players/imports/{id}/rejects.csv", Analyst),
    ("get", "/players/review", Analyst),
    ("post", "/players/review/{id}", Analyst),
    ("post", "/players/seasons/import", Analyst),
    ("get", "/players/seasons/imports/{id}", Analyst),
    ("get", "/players/seasons/imports/{id}/rejects.csv", Analyst),
    ("get", "/players/suggest", Reader),
    ("get", "/players/{id}", Reader),
    ("put", "/players/{id}", Analyst),
    ("delete", "/players/{id}", Analyst),
    ("post", "/players/{id}/analyze", Analyst),
    ("get", "/players/{id}/insights", Reader),
    ("post", "/players/{id}/injury-risk", Analyst),
    ("post", "/players/{id}/predict-career", Analyst),
    ("get", "/players/{id}/reports", Reader),
    ("post", "/players/{id}/restore", Analyst),
    ("post", "/players/{id}/scout", Analyst),
    ("get", "/players/{id}/similar", Reader),
    ("get", "/players/{id}/notes", SignedIn),
    ("post", "/players/{id}/notes", Analyst),
    ("put", "/players/{id}/notes/{note}", Analyst),
    ("delete", "/players/{id}/notes/{note}", Analyst),
    ("get", "/players/{id}/tags", SignedIn),
    ("put", "/players/{id}/tags/{tag}", Analyst),
    ("delete", "/players/{id}/tags/{tag}", Analyst),
    ("get", "/players/{id}/valuations", Reader),
    ("get", "/reports/{id}", Reader),
    ("get", "/schedules", Admin),
    ("post", "/schedules", Admin),
    ("get", "/schedules/preview", Admin),
    ("get", "/schedules/{id}", Admin),
    ("put", "/schedules/{id}", Admin),
    ("delete", "/schedules/{id}", Admin),
    ("post", "/schedules/{id}/run", Admin),
    ("get", "/schedules/{id}/runs", Admin),
    ("get", "/secrets", Admin),
    ("get", "/secrets/{name}", Admin),
    ("put", "/secrets/{name}", Admin),
    ("delete", "/secrets/{name}", Admin),
    ("get", "/secrets/{name}/uses", Admin),
    ("get", "/shortlists", SignedIn),
    ("post", "/shortlists", Analyst),
    ("get", "/shortlists/{id}", SignedIn),
    ("patch", "/shortlists/{id}", Analyst),
    ("delete", "/shortlists/{id}", Analyst),
    ("get", "/shortlists/{id}/activity", SignedIn),
    ("get", "/shortlists/{id}/export.csv", SignedIn),
    ("put", "/shortlists/{id}/follow", SignedIn),
    ("delete", "/shortlists/{id}/follow", SignedIn),
    ("post", "/shortlists/{id}/players", Analyst),
    ("patch", "/shortlists/{id}/players/{player}", Analyst),
    ("delete", "/shortlists/{id}/players/{player}", Analyst),
    ("get", "/shortlists/{id}/players/{player}/comments", SignedIn),
    ("post", "/shortlists/{id}/players/{player}/comments", Analyst),
    ("delete", "/shortlists/{id}/players/{player}/comments/{comment}", Analyst),
    ("put", "/shortlists/{id}/players/{player}/rating", Analyst),
    ("get", "/tags", SignedIn),
    ("get", "/tags/{tag}/players", SignedIn),
    ("get", "/tasks", SignedIn),
    ("get", "/tasks/events", SignedIn),
    ("get", "/tasks/{id}", SignedIn),
    ("get", "/ws/jobs/{id}", SignedIn),
    ("post", "/ws/jobs/{id}/ticket", SignedIn),
];

/// Server function, its form or JSON, least caller.
pub(crate) const FUNCTIONS: &[(&str, &str, Least)] = &[
    ("/fn/accounts/change_password", "current=a&password=b", SignedIn),
    ("/fn/accounts/create_api_token", "name=&expires_in_days=90", SignedIn),
    ("/fn/accounts/end_other_sessions", "", SignedIn),
    ("/fn/accounts/list_api_tokens", "", SignedIn),
    ("/fn/accounts/list_sessions", "", SignedIn),
    ("/fn/accounts/register", "name=a&password=b", Anybody),
    ("/fn/accounts/revoke_api_token", "id=999999", SignedIn),
    ("/fn/accounts/sign_in", "name=a&password=b", Anybody),
    (SIGN_OUT, "", Anybody),
    ("/fn/desk/archive_shortlist", "id=999999", Analyst),
    ("/fn/desk/choose_shortlist", "ids=999999", Analyst),
    ("/fn/desk/comment_entry", "id=999999&player_id=999999&text=a", Analyst),
    ("/fn/desk/create_shortlist", "name=", Analyst),
    ("/fn/desk/delete_comment", "id=999999&player_id=999999&comment=999999", Analyst),
    ("/fn/desk/delete_note", "player_id=999999&id=999999", Analyst),
    ("/fn/desk/edit_note", "player_id=999999&id=999999&version=1&text=a", Analyst),
    ("/fn/desk/find_player_desk", "player_id=999999", SignedIn),
    ("/fn/desk/follow_shortlist", "id=999999", SignedIn),
    ("/fn/desk/list_alerts", "", SignedIn),
    ("/fn/desk/list_needs", "", SignedIn),
    ("/fn/desk/list_shortlists", "", SignedIn),
    ("/fn/desk/list_tagged", "", SignedIn),
    ("/fn/desk/move_entry", "id=999999&player_id=999999&version=1&stage=offer", Analyst),
    ("/fn/desk/open_shortlist", "id=999999", SignedIn),
    ("/fn/desk/rate_entry", "id=999999&player_id=999999&stars=3", Analyst),
    ("/fn/desk/read_alert", "id=999999", SignedIn),
    ("/fn/desk/read_all_alerts", "newest=1", SignedIn),
    ("/fn/desk/remove_entry", "id=999999&player_id=999999", Analyst),
    ("/fn/desk/save_need", "name=", Analyst),
    ("/fn/desk/settle_need", "id=999999", Analyst),
    ("/fn/desk/shortlist_players", "ids=999999&list=999999&stage=watch", Analyst),
    ("/fn/desk/tag_player", "player_id=999999&tag=a", Analyst),
    ("/fn/desk/untag_player", "player_id=999999&tag=a", Analyst),
    ("/fn/desk/update_shortlist", "id=999999&version=1&name=a", Analyst),
    ("/fn/desk/write_note", "player_id=999999&text=a", Analyst),
    ("/fn/home/find_home", "", Reader),
    ("/fn/jobs/cancel_task", NO_JOB, SignedIn),
    ("/fn/jobs/find_task", NO_JOB, SignedIn),
    ("/fn/jobs/list_log", NO_JOB, SignedIn),
    ("/fn/jobs/list_tasks", "", SignedIn),
    ("/fn/jobs/retry_task", NO_JOB, SignedIn),
    ("/fn/layout/choose_theme", "theme=dark", Anybody),
    ("/fn/layout/suggest_players", "text=a", Reader),
    ("/fn/operations/change_account", "id=999999&change=sign_out", Admin),
    ("/fn/operations/clear_logs", NO_JOB, Admin),
    ("/fn/operations/count_jobs", r#"{"filter":{},"action":"retry"}"#, Analyst),
    ("/fn/operations/find_job", NO_JOB, SignedIn),
    ("/fn/operations/find_writer", "", Admin),
    ("/fn/operations/create_account", "name=a&role=viewer&password=b", Admin),
    ("/fn/operations/delete_schedule", "id=999999", Admin),
    ("/fn/operations/delete_secret", "name=nothing", Admin),
    ("/fn/operations/find_overview", r#"{"range":"1h"}"#, Admin),
    ("/fn/operations/list_incidents", r#"{"state":null,"after":null}"#, Admin),
    ("/fn/operations/list_schedules", "", Admin),
    ("/fn/operations/list_secret_uses", "name=nothing", Admin),
    ("/fn/operations/list_secrets", "", Admin),
    ("/fn/operations/open_schedule", "", Admin),
    ("/fn/operations/preview_schedule", "cron=a&time_zone=b", Admin),
    ("/fn/operations/put_secret", "name=Not+a+name&value=", Admin),
    ("/fn/operations/list_accounts", "", Admin),
    ("/fn/operations/list_audit", r#"{"filter":{},"before":null}"#, Admin),
    ("/fn/operations/list_jobs", r#"{"filter":{},"at":"First"}"#, Analyst),
    ("/fn/operations/move_job", "id=00000000-0000-7000-8000-000000000000&to=now", Admin),
    ("/fn/operations/run_schedule", "id=999999", Admin),
    ("/fn/operations/save_schedule", SCHEDULE, Admin),
    ("/fn/operations/save_writer", "fields[shape]=nothing", Admin),
    ("/fn/operations/set_queue", "name=nothing", Admin),
    ("/fn/operations/settle_incident", "id=999999&state=closed", Admin),
    ("/fn/operations/steer_jobs", "filter=kind%3Dnothing&action=retry&expected=1", Analyst),
    ("/fn/operations/switch_schedule", "id=999999", Admin),
    ("/fn/operations/try_writer", "", Admin),
    ("/fn/operations/verify_audit", "", Admin),
    ("/fn/players/answer_question", "id=999999&answer=different", Analyst),
    ("/fn/players/count_players", r#"{"filter":{}}"#, Reader),
    ("/fn/players/delete_players", "ids=999999", Analyst),
    ("/fn/players/estimate_injury", "id=999999", Analyst),
    ("/fn/players/find_career", "id=999999", Reader),
    ("/fn/players/find_import", NO_JOB, Analyst),
    ("/fn/players/find_injury_estimate", "id=999999", Analyst),
    ("/fn/players/find_season_import", NO_JOB, Analyst),
    ("/fn/players/find_player", "id=999999", Reader),
    ("/fn/players/list_history", "id=999999", SignedIn),
    ("/fn/players/list_imports", "", Analyst),
    ("/fn/players/list_injuries", "id=999999", Analyst),
    ("/fn/players/list_players", LIST, Reader),
    ("/fn/players/list_questions", "", Analyst),
    ("/fn/players/list_season_imports", "", Analyst),
    ("/fn/players/restore_players", "ids=999999", Analyst),
    ("/fn/players/save_player", "fields[height_cm]=tall", Analyst),
    ("/fn/players/settle_import", SETTLE, Analyst),
    ("/fn/scouting/compare_players", r#"{"ids":[999999]}"#, Reader),
    ("/fn/scouting/compute_report_card", "", Analyst),
    ("/fn/scouting/find_forecast", "player_id=999999", Reader),
    ("/fn/scouting/find_report_card", "", Reader),
    ("/fn/scouting/forecast_player", "player_id=999999", Analyst),
    ("/fn/players/settle_season", SETTLE_SEASON, Analyst),
    ("/fn/scouting/compare_reports", "player_id=999999", Reader),
    ("/fn/scouting/delete_report", "id=999999", Analyst),
    ("/fn/scouting/find_player_reports", "player_id=999999", Reader),
    ("/fn/scouting/find_report", "player_id=999999&version=1", Reader),
    ("/fn/scouting/find_season", r#"{"player_id":999999}"#, Reader),
    ("/fn/scouting/list_reports", "", Reader),
    ("/fn/scouting/list_similar", r#"{"player_id":999999}"#, Reader),
    ("/fn/scouting/open_report_form", "player_id=999999", Analyst),
    ("/fn/scouting/restore_report", "id=999999", Analyst),
    ("/fn/scouting/save_report_draft", "player_id=999999", Analyst),
    ("/fn/scouting/scout_player", "player_id=999999", Analyst),
    ("/fn/scouting/write_report", "player_id=999999", Analyst),
];

const LIST: &str = r#"{"query":{"filter":{},"sort":{"key":"name","descending":false},"limit":1}}"#;
const SETTLE: &str = "id=00000000-0000-7000-8000-000000000000&intent=check&table=players\
                      &delimiter=,&legacy=windows-1252";
const SETTLE_SEASON: &str = "id=00000000-0000-7000-8000-000000000000&intent=save&source=fbref\
                             &season=2022";
const SCHEDULE: &str = "fields[name]=&fields[kind]=a&fields[payload]=&fields[cron]=a\
                        &fields[time_zone]=a";
pub(crate) const NO_JOB: &str = "id=00000000-0000-7000-8000-000000000000";

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
