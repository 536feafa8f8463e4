//! The operators' console: its page and what can be done from it, without script.

use backroom::{AccountId, JobId, Role};
use football::PlayerId;
use serde_json::json;
use store::queue::{self, NewJob, ScoutPlayer};

use crate::TestApp;

async fn job_of(app: &TestApp, owner: AccountId, subject: &str) -> JobId {
    let payload = ScoutPlayer { player_id: PlayerId(1), question: String::new() };
    let mut job = NewJob::new(payload);
    job.created_by = Some(owner);
    subject.clone_into(&mut job.subject);
    queue::enqueue(app.db(), job).await.unwrap().id()
}

#[tokio::test]
async fn an_administrator_sees_all_jobs_an_analyst_those_of_the_own() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let admin = app.sign_in(Role::Admin).await;
    job_of(&app, analyst.account(), "Martin Ødegaard").await;
    let job = job_of(&app, admin.account(), "Bukayo Saka").await;

    let all = admin.get("/operations/jobs").await.assert_status(200).text();
    let own = analyst.get("/operations/jobs").await.assert_status(200).text();
    let open = admin.get(&format!("/operations/jobs?job={job}")).await.assert_status(200).text();

    assert!(all.contains("Martin Ødegaard") && all.contains("Bukayo Saka"));
    assert!(all.contains("Workers") && all.contains("Start delay"), "the engine's figures");
    assert!(own.contains("Martin Ødegaard") && !own.contains("Bukayo Saka"));
    assert!(!own.contains("Start delay"), "not an analyst's business");
    assert!(open.contains("player_id") && open.contains("Payload"), "the payload is shown");
    app.sign_in(Role::Viewer).await.get("/operations/jobs").await.assert_status(403);
}

#[tokio::test]
async fn what_is_done_to_all_is_asked_with_the_number_first() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    for subject in ["Martin Ødegaard", "Bukayo Saka", "Declan Rice"] {
        job_of(&app, admin.account(), subject).await;
    }
    let kind = [("kind", "scout_player")];
    let address = "/operations/jobs?kind=scout_player&all=cancel";

    let question = admin.get(address).await.assert_status(200).text();
    let form =
        |expected| [("filter", "kind=scout_player"), ("action", "cancel"), ("expected", expected)];
    let outdated = admin.post_form("/fn/operations/steer_jobs", &form("2")).await;
    let done = admin.post_form("/fn/operations/steer_jobs", &form("3")).await;

    assert!(question.contains("Cancel 3 jobs?"), "{question}");
    assert_eq!(outdated.status, 409);
    assert_eq!(done.assert_status(200).json(), json!({ "changed": 3, "kept_back": 0 }));
    let after = admin.get(&format!("/operations/jobs?{}={}", kind[0].0, kind[0].1)).await.text();
    assert_eq!(after.matches("Cancelled").count(), 4, "three rows and the filter");
}

#[tokio::test]
async fn an_analyst_changes_only_the_own_and_a_filter_that_cannot_be_read_changes_nothing() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let other = app.create_account(Role::Analyst).await;
    job_of(&app, analyst.account(), "Martin Ødegaard").await;
    let theirs = job_of(&app, other, "Bukayo Saka").await;

    let unread = [("filter", "state=lost"), ("action", "cancel"), ("expected", "2")];
    let own = [("filter", ""), ("action", "cancel"), ("expected", "1")];
    analyst.post_form("/fn/operations/steer_jobs", &unread).await.assert_status(409);
    analyst.post_form("/fn/operations/steer_jobs", &own).await.assert_status(200);

    let task = queue::find_task(app.db(), theirs).await.unwrap().unwrap();
    assert_eq!(task.state, backroom::JobState::Queued);
    queue::request_cancel(app.db(), theirs).await.unwrap();
}

#[tokio::test]
async fn a_queue_is_paused_and_opened_again_from_the_page() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let job = job_of(&app, admin.account(), "Martin Ødegaard").await;
    let set = |paused| [("name", "default"), ("paused", paused)];

    admin.post_form("/fn/operations/set_queue", &set("true")).await.assert_status(200);
    let paused = admin.get("/operations/jobs").await.text();
    admin.post_form("/fn/operations/set_queue", &set("false")).await.assert_status(200);
    let open = admin.get("/operations/jobs").await.text();

    assert!(paused.contains("Paused") && paused.contains("Resume"));
    assert!(!open.contains("Paused") && open.contains("Pause default"));
    let now = [("id", &*job.to_string()), ("to", "now")];
    let first = [("id", &*job.to_string()), ("to", "101")];
    admin.post_form("/fn/operations/move_job", &now).await.assert_status(200);
    admin.post_form("/fn/operations/move_job", &first).await.assert_status(422);
    queue::request_cancel(app.db(), job).await.unwrap();
}

#[tokio::test]
async fn an_administrator_makes_changes_and_closes_accounts_and_each_step_is_in_the_log() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let made = [
        ("name", "ada"),
        ("email", "ada@club.example"),
        ("role", "viewer"),
        ("password", "a long first password"),
    ];

    admin.post_form("/fn/operations/create_account", &made).await.assert_status(200);
    let twice = admin.post_form("/fn/operations/create_account", &made).await.assert_status(422);
    let ada = store::accounts::find_by_name(app.db(), "ada").await.unwrap().unwrap();
    let chosen = "a password of her own";
    store::accounts::set_password(app.db(), ada.id, chosen, false, None).await.unwrap();
    let browser = app.sign_in_as(ada.id).await;
    let change = async |what: &'static str| {
        let form = [("id", &*ada.id.to_string()), ("change", what)];
        admin.post_form("/fn/operations/change_account", &form).await.status
    };
    assert_eq!(change("make_analyst").await, 200);
    browser.get("/api/v1/auth/me").await.assert_status(200);
    assert_eq!(change("sign_out").await, 200);
    browser.get("/api/v1/auth/me").await.assert_status(401);
    assert_eq!(change("close").await, 200);

    assert!(ada.must_change_password);
    assert!(twice.text().contains("name"));
    let page = admin.get("/operations/accounts").await.assert_status(200).text();
    assert!(page.contains("ada@club.example") && page.contains("Closed"), "{page}");
    let log = admin
        .get(&format!("/operations/audit?subject=account%3A{}", ada.id))
        .await
        .assert_status(200)
        .text();
    for action in ["account.create", "account.set_role", "account.end_access", "account.close"] {
        assert!(log.contains(action), "{action}");
    }
    assert!(!log.contains("a long first password"));
    let none = admin.get("/operations/audit?action=nothing.").await.assert_status(200).text();
    assert!(none.contains("Nothing was changed that fits these filters."));
}

#[tokio::test]
async fn nobody_locks_themselves_out() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let other = app.sign_in(Role::Admin).await;
    let close = |id: AccountId| [("id", id.to_string()), ("change", "close".to_owned())];
    let closed = async |by: &crate::Client, id: AccountId| {
        let form = close(id);
        let form: Vec<_> = form.iter().map(|(name, value)| (*name, value.as_str())).collect();
        by.post_form("/fn/operations/change_account", &form).await.status
    };

    assert_eq!(closed(&admin, admin.account()).await, 409, "one's own");
    assert_eq!(closed(&admin, other.account()).await, 200);
    let demote = [("id", &*admin.account().to_string()), ("change", "make_viewer")];
    admin.post_form("/fn/operations/change_account", &demote).await.assert_status(409);
    // Closed meanwhile, the other administrator can do nothing any more.
    assert_eq!(closed(&other, admin.account()).await, 401);
}

#[tokio::test]
async fn the_logs_of_a_list_are_cleared_by_administrators_with_the_number_first() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let analyst = app.sign_in(Role::Analyst).await;
    let job = job_of(&app, analyst.account(), "Martin Ødegaard").await;
    queue::request_cancel(app.db(), job).await.unwrap();
    sqlx::query("INSERT INTO job_log (job_id, seq, level, text) VALUES ($1, 9, 'info', 'A line')")
        .bind(job.0)
        .execute(app.sql())
        .await
        .unwrap();
    let form = [("filter", "state=cancelled"), ("action", "clear_logs"), ("expected", "1")];
    let asked = json!({ "filter": {}, "action": "clear_logs" });

    let refused = analyst.post_form("/fn/operations/steer_jobs", &form).await;
    let uncounted = analyst.post("/fn/operations/count_jobs", &asked).await;
    let address = "/operations/jobs?state=cancelled&all=clear_logs";
    let question = admin.get(address).await.assert_status(200).text();
    let own = analyst.get("/operations/jobs").await.assert_status(200).text();
    let done = admin.post_form("/fn/operations/steer_jobs", &form).await;

    refused.assert_status(403);
    uncounted.assert_status(403);
    assert!(question.contains("Clear the logs of 1 job?"), "{question}");
    assert!(!own.contains("Clear logs of all"), "not an analyst's business");
    assert_eq!(done.assert_status(200).json(), json!({ "changed": 1, "kept_back": 0 }));
    let left = queue::log_after(app.db(), job, 0, 10).await.unwrap();
    assert!(left.is_empty());
    let audited = store::accounts::audit_entries(app.db(), None, 1).await.unwrap();
    assert_eq!(audited[0].action, "job.clear_logs_all");
}

#[tokio::test]
async fn a_result_is_told_in_tables_and_links_and_a_job_lists_its_parts() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let job = job_of(&app, admin.account(), "Martin Ødegaard").await;
    let part = job_of(&app, admin.account(), "Bukayo Saka").await;
    sqlx::query("UPDATE job SET parent = $1 WHERE id = $2")
        .bind(job.0)
        .bind(part.0)
        .execute(app.sql())
        .await
        .unwrap();
    let made = json!({
        "href": "/players/1",
        "players": [{ "name": "Ada", "is_new": true }, { "name": "Bea", "is_new": false }],
    });
    sqlx::query(
        "UPDATE job SET state = 'completed', finished_at = now(), result = $1 WHERE id = $2",
    )
    .bind(made)
    .bind(job.0)
    .execute(app.sql())
    .await
    .unwrap();

    let page = admin.get(&format!("/operations/jobs?job={job}")).await.assert_status(200).text();

    assert!(page.contains("<th scope=\"col\">is new<"), "{page}");
    assert!(page.contains("<td>yes<") && page.contains("<td>Ada<"), "{page}");
    assert!(page.contains("href=\"/players/1\"") && page.contains("Raw JSON"), "{page}");
    assert!(page.contains(&format!("/operations/jobs?job={part}")), "its part");
    assert!(page.contains("All 1 part"), "and the way to all of them");
    queue::request_cancel(app.db(), part).await.unwrap();
}
