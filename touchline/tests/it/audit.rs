//! Every change by a person writes a line of the audit log: one row a route and server function, so
//! that nobody can forget one, and each change made once.

mod desk;
mod identities;
mod matches;
mod rows;

use std::collections::BTreeSet;

use backroom::Role;
use http::Method;
use page_base::request::Clock;
use reqwest::multipart::{Form, Part};
use serde_json::json;
use store::{
    accounts::{NewAccount, audit_entries},
    incidents::Occasion,
};

use self::{
    identities::question,
    rows::{FUNCTIONS, Leaves::Line, REST},
};
use crate::{Answer, Client, TestApp};

#[test]
fn every_route_that_changes_something_has_a_row() {
    let document = serde_json::to_value(server::http::api::document()).unwrap();

    let mut described = BTreeSet::new();
    for (path, methods) in document["paths"].as_object().unwrap() {
        for method in methods.as_object().unwrap().keys().filter(|method| *method != "get") {
            described.insert(format!("{method} {path}"));
        }
    }

    let listed: BTreeSet<_> =
        REST.iter().map(|(method, path, _)| format!("{method} {path}")).collect();
    assert_eq!(described, listed);
}

#[test]
fn every_server_function_has_a_row() {
    let _ = app::App; // Server functions register themselves when the crate is linked.
    let known: BTreeSet<_> =
        leptos::server_fn::axum::server_fn_paths().map(|(path, _)| path.to_owned()).collect();

    let listed: BTreeSet<_> = FUNCTIONS.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(known, listed);
}

/// Makes changes and sees to it that each left its line.
struct Witness<'a> {
    app: &'a TestApp,
    /// What was tried, as the tables call it.
    tried: BTreeSet<String>,
}

impl Witness<'_> {
    /// `row`, answered with `answer` to `client`, left its line as the newest.
    async fn saw(&mut self, row: &str, client: &Client, answer: Answer) -> Answer {
        assert!(answer.status.is_success(), "{row}: {} {}", answer.status, answer.text());
        let rest = REST.iter().map(|(method, path, leaves)| (format!("{method} {path}"), leaves));
        let functions = FUNCTIONS.iter().map(|(path, leaves)| ((*path).to_owned(), leaves));
        let (_, leaves) = rest.chain(functions).find(|(name, _)| name == row).expect(row);
        let Line(action) = *leaves else { panic!("{row} leaves nothing") };
        let newest = audit_entries(self.app.db(), None, 1).await.unwrap();
        let newest = newest.first().unwrap_or_else(|| panic!("{row} left no line"));
        assert_eq!(newest.action, action, "{row}");
        assert!(!newest.subject.is_empty(), "{row}");
        assert!(newest.request_id.is_some(), "{row}");
        if action != "account.register" {
            assert_eq!(newest.account_id, Some(client.account()), "{row}");
        }
        self.tried.insert(row.to_owned());
        answer
    }

    fn assert_complete(&self) {
        let rest = REST.iter().map(|(method, path, leaves)| (format!("{method} {path}"), leaves));
        let functions = FUNCTIONS.iter().map(|(path, leaves)| ((*path).to_owned(), leaves));
        let all: BTreeSet<_> = rest
            .chain(functions)
            .filter(|(_, leaves)| matches!(leaves, Line(_)))
            .map(|(name, _)| name)
            .collect();
        assert_eq!(self.tried, all);
    }
}

fn table() -> Form {
    Form::new().part("file", Part::bytes(&b"name\nA\n"[..]).file_name("table.csv"))
}

/// A season's table with one player.
fn season_table() -> Form {
    let table = &b"Player,Born,Min,Shots,SoT,Goals\nA,1998,900,1.5,0.5,0.1\n"[..];
    Form::new().part("file", Part::bytes(table).file_name("fbref_2022_2023.csv"))
}

#[tokio::test]
async fn every_change_leaves_its_line_with_who_and_by_which_request() {
    let app = TestApp::start_with(Clock::System, |config| {
        config.access.registration_open = true;
    })
    .await;
    let mut witness = Witness { app: &app, tried: BTreeSet::new() };

    changes_over_rest(&app, &mut witness).await;
    changes_on_pages(&app, &mut witness).await;
    changes_of_an_account(&app, &mut witness).await;
    changes_by_operators(&app, &mut witness).await;
    changes_of_schedules(&app, &mut witness).await;
    desk::changes_over_rest(&app, &mut witness).await;
    desk::changes_on_pages(&app, &mut witness).await;
    matches::changes_over_rest(&app, &mut witness).await;
    matches::changes_on_pages(&app, &mut witness).await;

    witness.assert_complete();
}

async fn changes_over_rest(app: &TestApp, witness: &mut Witness<'_>) {
    let (analyst, admin) = (app.bearer(Role::Analyst).await, app.bearer(Role::Admin).await);
    let added = analyst.post("/api/v1/players", &json!({ "name": "A" })).await;
    let id = witness.saw("post /players", &analyst, added).await.json()["id"].to_string();
    let player = format!("/api/v1/players/{id}");

    let changed = analyst.put(&player, &json!({ "name": "B", "version": 1 })).await;
    witness.saw("put /players/{id}", &analyst, changed).await;
    let deleted = analyst.delete(&player).await;
    witness.saw("delete /players/{id}", &analyst, deleted).await;
    let restored = analyst.post(&format!("{player}/restore"), &json!({})).await;
    witness.saw("post /players/{id}/restore", &analyst, restored).await;

    let asked = analyst.post(&format!("{player}/scout"), &json!({})).await;
    let asked = witness.saw("post /players/{id}/scout", &analyst, asked).await.json();
    let job = format!("/api/v1/jobs/{}", asked["task_id"].as_str().unwrap());
    let cancelled = analyst.post(&format!("{job}/cancel"), &json!({})).await;
    witness.saw("post /jobs/{id}/cancel", &analyst, cancelled).await;
    let retried = analyst.post(&format!("{job}/retry"), &json!({})).await;
    witness.saw("post /jobs/{id}/retry", &analyst, retried).await;

    let request = analyst.request(Method::POST, "/api/v1/players/import").multipart(table());
    let imported = analyst.send(request).await;
    witness.saw("post /players/import", &analyst, imported).await;
    for insight in ["analyze", "predict-career", "injury-risk"] {
        let asked = analyst.post(&format!("{player}/{insight}"), &json!({})).await;
        witness.saw(&format!("post /players/{{id}}/{insight}"), &analyst, asked).await;
    }
    for batch in ["batch", "report-card"] {
        let asked = analyst.post(&format!("/api/v1/insights/{batch}"), &json!({})).await;
        witness.saw(&format!("post /insights/{batch}"), &analyst, asked).await;
    }
    let season = season_table();
    let request = analyst.request(Method::POST, "/api/v1/players/seasons/import").multipart(season);
    let imported = analyst.send(request).await;
    witness.saw("post /players/seasons/import", &analyst, imported).await;
    let asked = format!("/api/v1/players/review/{}", question(app, &id).await);
    let same = json!({ "answer": "same", "player_id": id.parse::<i64>().unwrap() });
    let answered = analyst.post(&asked, &same).await;
    witness.saw("post /players/review/{id}", &analyst, answered).await;
    let refuted = analyst.delete(&format!("{player}/identities/audit")).await;
    witness.saw("delete /players/{id}/identities/{provider}", &analyst, refuted).await;
    let refreshed = admin.post("/api/v1/admin/refresh-market-values", &json!({})).await;
    witness.saw("post /admin/refresh-market-values", &admin, refreshed).await;
}

async fn changes_on_pages(app: &TestApp, witness: &mut Witness<'_>) {
    let analyst = app.sign_in(Role::Analyst).await;
    let added = analyst.post_form("/fn/players/save_player", &[("fields[name]", "C")]).await;
    let added = witness.saw("/fn/players/save_player", &analyst, added).await;
    let id = added.json()["id"].to_string();
    for path in ["/fn/players/delete_players", "/fn/players/restore_players"] {
        let answer = analyst.post_form(path, &[("ids", id.as_str())]).await;
        witness.saw(path, &analyst, answer).await;
    }

    let asked = analyst.post_form("/fn/scouting/scout_player", &[("player_id", &id)]).await;
    let asked = witness.saw("/fn/scouting/scout_player", &analyst, asked).await.json();
    for path in ["/fn/jobs/cancel_task", "/fn/jobs/retry_task"] {
        let answer = analyst.post_form(path, &[("id", asked.as_str().unwrap())]).await;
        witness.saw(path, &analyst, answer).await;
    }

    let form = [("player_id", id.as_str())];
    let asked = analyst.post_form("/fn/scouting/forecast_player", &form).await;
    witness.saw("/fn/scouting/forecast_player", &analyst, asked).await;
    // The one over REST waits still; only a new one leaves a line.
    sqlx::query("DELETE FROM job WHERE kind IN ('report_on_models', 'estimate_injury')")
        .execute(app.sql())
        .await
        .unwrap();
    let form = [("id", id.as_str())];
    let asked = analyst.post_form("/fn/players/estimate_injury", &form).await;
    witness.saw("/fn/players/estimate_injury", &analyst, asked).await;
    let asked = analyst.post_form("/fn/scouting/compute_report_card", &[]).await;
    witness.saw("/fn/scouting/compute_report_card", &analyst, asked).await;
    let asked: i64 =
        sqlx::query_scalar("SELECT id FROM identity_question").fetch_one(app.sql()).await.unwrap();
    let fields = [("id", &*asked.to_string()), ("answer", "undo")];
    let answered = analyst.post_form("/fn/players/answer_question", &fields).await;
    witness.saw("/fn/players/answer_question", &analyst, answered).await;
    sqlx::query("INSERT INTO player_identity VALUES ('audit', 'a', $1::bigint, 'rule', '{}')")
        .bind(id.parse::<i64>().unwrap())
        .execute(app.sql())
        .await
        .unwrap();
    let match_of_the_rule = [("player_id", id.as_str()), ("provider", "audit")];
    let refuted = analyst.post_form("/fn/scouting/refute_match", &match_of_the_rule).await;
    witness.saw("/fn/scouting/refute_match", &analyst, refuted).await;

    let season = season_table();
    let upload = analyst.request(Method::POST, "/players/import/upload").multipart(season);
    let draft = analyst.send(upload).await.assert_status(303);
    let draft = draft.header("location").rsplit('/').next().unwrap().to_owned();
    let fields =
        [("id", draft.as_str()), ("intent", "run"), ("source", "fbref"), ("season", "2023")];
    let started = analyst.post_form("/fn/players/settle_season", &fields).await;
    witness.saw("/fn/players/settle_season", &analyst, started).await;
    let own = [
        ("player_id", id.as_str()),
        ("fields[verdict]", "monitor"),
        ("fields[confidence]", "low"),
        ("fields[why]", "Seen once."),
        ("fields[sections][summary]", "Seen once."),
    ];
    let written = analyst.post_form("/fn/scouting/write_report", &own).await;
    witness.saw("/fn/scouting/write_report", &analyst, written).await;
    let listed = analyst.get(&format!("/api/v1/players/{id}/reports")).await.json();
    let report = listed["items"][0]["id"].to_string();
    for path in ["/fn/scouting/delete_report", "/fn/scouting/restore_report"] {
        let answer = analyst.post_form(path, &[("id", report.as_str())]).await;
        witness.saw(path, &analyst, answer).await;
    }

    let upload = analyst.request(Method::POST, "/players/import/upload").multipart(table());
    let draft = analyst.send(upload).await.assert_status(303);
    let draft = draft.header("location").rsplit('/').next().unwrap().to_owned();
    let fields = [
        ("id", draft.as_str()),
        ("intent", "run"),
        ("table", "players"),
        ("delimiter", "comma"),
        ("legacy", "windows-1252"),
    ];
    let started = analyst.post_form("/fn/players/settle_import", &fields).await;
    witness.saw("/fn/players/settle_import", &analyst, started).await;
}

async fn changes_of_an_account(app: &TestApp, witness: &mut Witness<'_>) {
    const PASSWORD: &str = "correct horse battery";
    let nobody = app.signed_out();
    let body = json!({ "name": "rest.person", "password": PASSWORD });
    let registered = nobody.post("/api/v1/auth/register", &body).await;
    witness.saw("post /auth/register", &nobody, registered).await;
    let form = [("name", "page.person"), ("password", PASSWORD)];
    let registered = nobody.post_form("/fn/accounts/register", &form).await;
    witness.saw("/fn/accounts/register", &nobody, registered).await;

    let account = NewAccount {
        name: "known",
        email: None,
        password: PASSWORD,
        role: Role::Viewer,
        must_change_password: false,
    };
    let account = store::accounts::create(app.db(), account).await.unwrap();
    let known = app.sign_in_as(account.id).await;
    let form = [("current", PASSWORD), ("password", "another good battery")];
    let changed = known.post_form("/fn/accounts/change_password", &form).await;
    witness.saw("/fn/accounts/change_password", &known, changed).await;
    let ended = known.post_form("/fn/accounts/end_other_sessions", &[]).await;
    witness.saw("/fn/accounts/end_other_sessions", &known, ended).await;

    let body = json!({ "name": "over rest", "scopes": ["read"] });
    let made = known.post("/api/v1/account/tokens", &body).await;
    let id = witness.saw("post /account/tokens", &known, made).await.json()["id"].to_string();
    let revoked = known.delete(&format!("/api/v1/account/tokens/{id}")).await;
    witness.saw("delete /account/tokens/{id}", &known, revoked).await;
    let form = [("name", "on a page"), ("scopes[]", "read"), ("expires_in_days", "7")];
    let made = known.post_form("/fn/accounts/create_api_token", &form).await;
    witness.saw("/fn/accounts/create_api_token", &known, made).await;
    let listed = known.get("/api/v1/account/tokens").await.json();
    let form = [("id", &*listed["items"][0]["id"].to_string())];
    let revoked = known.post_form("/fn/accounts/revoke_api_token", &form).await;
    witness.saw("/fn/accounts/revoke_api_token", &known, revoked).await;
}

async fn changes_by_operators(app: &TestApp, witness: &mut Witness<'_>) {
    let admin = app.sign_in(Role::Admin).await;
    let player =
        admin.post("/api/v1/players", &json!({ "name": "D" })).await.json()["id"].to_string();
    let asked = admin.post(&format!("/api/v1/players/{player}/scout"), &json!({})).await.json();
    let job = asked["task_id"].as_str().unwrap().to_owned();
    sqlx::query(
        "INSERT INTO job_log (job_id, seq, level, text) VALUES ($1::uuid, 9, 'info', 'A line')",
    )
    .bind(&job)
    .execute(app.sql())
    .await
    .unwrap();

    let requested = admin.post("/api/v1/jobs", &json!({ "kind": "prune_jobs" })).await;
    witness.saw("post /jobs", &admin, requested).await;
    let moved = [("id", job.as_str()), ("to", "7")];
    let moved = admin.post_form("/fn/operations/move_job", &moved).await;
    witness.saw("/fn/operations/move_job", &admin, moved).await;
    let cleared = admin.delete(&format!("/api/v1/jobs/{job}/logs")).await;
    witness.saw("delete /jobs/{id}/logs", &admin, cleared).await;
    let cleared = admin.delete("/api/v1/jobs/logs").await;
    witness.saw("delete /jobs/logs", &admin, cleared).await;
    let cleared = admin.post_form("/fn/operations/clear_logs", &[]).await;
    witness.saw("/fn/operations/clear_logs", &admin, cleared).await;
    admin.post_form("/fn/operations/set_queue", &[("name", "a"), ("paused", "true")]).await;
    let opened = admin.post_form("/fn/operations/set_queue", &[("name", "a")]).await;
    witness.saw("/fn/operations/set_queue", &admin, opened).await;
    let by = format!("q={job}");
    let all = [("filter", by.as_str()), ("action", "cancel"), ("expected", "1")];
    let cancelled = admin.post_form("/fn/operations/steer_jobs", &all).await;
    witness.saw("/fn/operations/steer_jobs", &admin, cancelled).await;

    app.state().incidents.note("GET /a", "broken", Occasion::default());
    app.observer().flush_book().await.unwrap();
    let incident = store::incidents::list_incidents(app.db(), None, None, 1).await.unwrap();
    let closed = [("id", &*incident[0].id.to_string()), ("state", "closed")];
    let closed = admin.post_form("/fn/operations/settle_incident", &closed).await;
    witness.saw("/fn/operations/settle_incident", &admin, closed).await;

    let put = admin.put("/api/v1/secrets/rest", &json!({ "value": "of rest" })).await;
    witness.saw("put /secrets/{name}", &admin, put).await;
    let deleted = admin.delete("/api/v1/secrets/rest").await;
    witness.saw("delete /secrets/{name}", &admin, deleted).await;
    let put = [("name", "page"), ("value", "of a page")];
    let put = admin.post_form("/fn/operations/put_secret", &put).await;
    witness.saw("/fn/operations/put_secret", &admin, put).await;
    let deleted = admin.post_form("/fn/operations/delete_secret", &[("name", "page")]).await;
    witness.saw("/fn/operations/delete_secret", &admin, deleted).await;

    let writer = [
        ("fields[shape]", "openai"),
        ("fields[provider]", "Nobody"),
        ("fields[base_url]", "https://127.0.0.1/v1"),
        ("fields[model]", "none"),
    ];
    let saved = admin.post_form("/fn/operations/save_writer", &writer).await;
    witness.saw("/fn/operations/save_writer", &admin, saved).await;
    let tried = admin.post_form("/fn/operations/try_writer", &[]).await;
    witness.saw("/fn/operations/try_writer", &admin, tried).await;

    let made = [("name", "made"), ("role", "viewer"), ("password", "correct horse battery")];
    let made = admin.post_form("/fn/operations/create_account", &made).await;
    witness.saw("/fn/operations/create_account", &admin, made).await;
    let made = store::accounts::find_by_name(app.db(), "made").await.unwrap().unwrap();
    let change = [("id", &*made.id.to_string()), ("change", "make_analyst")];
    let changed = admin.post_form("/fn/operations/change_account", &change).await;
    witness.saw("/fn/operations/change_account", &admin, changed).await;
    let user = format!("/api/v1/admin/users/{}", made.id);
    let changed = admin.patch(&user, &json!({ "role": "viewer" })).await;
    witness.saw("patch /admin/users/{id}", &admin, changed).await;
}

async fn changes_of_schedules(app: &TestApp, witness: &mut Witness<'_>) {
    let admin = app.sign_in(Role::Admin).await;
    let mut body = json!({ "name": "rest", "kind": "purge_players", "cron": "@yearly" });
    let made = admin.post("/api/v1/schedules", &body).await;
    let made = witness.saw("post /schedules", &admin, made).await.json();
    let schedule = format!("/api/v1/schedules/{}", made["id"]);
    body["version"] = made["version"].clone();
    let changed = admin.put(&schedule, &body).await;
    witness.saw("put /schedules/{id}", &admin, changed).await;
    let ran = admin.post(&format!("{schedule}/run"), &json!({})).await;
    witness.saw("post /schedules/{id}/run", &admin, ran).await;
    let deleted = admin.delete(&schedule).await;
    witness.saw("delete /schedules/{id}", &admin, deleted).await;

    let form = [
        ("fields[name]", "page"),
        ("fields[kind]", "purge_players"),
        ("fields[payload]", "{}"),
        ("fields[cron]", "@yearly"),
        ("fields[time_zone]", "UTC"),
        ("fields[enabled]", "true"),
    ];
    let saved = admin.post_form("/fn/operations/save_schedule", &form).await;
    let saved = witness.saw("/fn/operations/save_schedule", &admin, saved).await;
    let id = saved.json().to_string();
    let one = [("id", id.as_str())];
    for row in ["switch_schedule", "run_schedule", "delete_schedule"] {
        let row = format!("/fn/operations/{row}");
        let answer = admin.post_form(&row, &one).await;
        witness.saw(&row, &admin, answer).await;
    }
}
