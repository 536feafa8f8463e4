//! Tasks as pages and their server functions show them.

use backroom::{AccountId, JobId, Role};
use football::PlayerId;
use store::queue::{self, NewJob, ScoutPlayer};

use crate::{Client, TestApp};

/// A queued task of `owner`.
async fn task_of(app: &TestApp, owner: AccountId) -> JobId {
    let payload = ScoutPlayer { player_id: PlayerId(1), question: String::new() };
    let mut job = NewJob::new(payload);
    job.created_by = Some(owner);
    "Martin Ødegaard".clone_into(&mut job.subject);
    queue::enqueue(app.db(), job).await.expect("a job can be queued").id()
}

/// Every server function about one task.
const ABOUT_ONE: [(&str, &[(&str, &str)]); 4] = [
    ("/fn/jobs/find_task", &[]),
    ("/fn/jobs/list_log", &[]),
    ("/fn/jobs/cancel_task", &[]),
    ("/fn/jobs/retry_task", &[]),
];

async fn statuses(client: &Client, task: JobId) -> Vec<u16> {
    let id = task.to_string();
    let mut statuses = Vec::new();
    for (path, fields) in ABOUT_ONE {
        let fields: Vec<_> = fields.iter().copied().chain([("id", id.as_str())]).collect();
        statuses.push(client.post_form(path, &fields).await.status.as_u16());
    }
    statuses
}

#[tokio::test]
async fn a_task_is_nobody_elses_and_hidden_from_who_is_signed_out() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let task = task_of(&app, owner.account()).await;

    let somebody_else = statuses(&app.sign_in(Role::Analyst).await, task).await;
    let signed_out = statuses(&app.signed_out(), task).await;

    assert_eq!(somebody_else, [404; 4]);
    assert_eq!(signed_out, [401; 4]);
    let list = app.signed_out().post_form("/fn/jobs/list_tasks", &[]).await;
    assert_eq!(list.status, 401);
    let other = app.sign_in(Role::Analyst).await.post_form("/fn/jobs/list_tasks", &[]).await;
    assert_eq!(other.assert_status(200).json(), serde_json::json!([]));
}

#[tokio::test]
async fn the_owner_sees_a_task_stops_it_and_tries_it_again() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let task = task_of(&app, owner.account()).await;
    let id = task.to_string();

    let listed = owner.post_form("/fn/jobs/list_tasks", &[]).await.assert_status(200).json();
    owner.post_form("/fn/jobs/cancel_task", &[("id", &id)]).await.assert_status(200);
    let cancelled = owner.post_form("/fn/jobs/find_task", &[("id", &id)]).await.json();
    owner.post_form("/fn/jobs/cancel_task", &[("id", &id)]).await.assert_status(409);
    owner.post_form("/fn/jobs/retry_task", &[("id", &id)]).await.assert_status(200);
    let again = owner.post_form("/fn/jobs/find_task", &[("id", &id)]).await.json();

    assert_eq!(listed[0]["subject"], "Martin Ødegaard");
    assert_eq!(cancelled["state"], "cancelled");
    assert_eq!(again["state"], "queued");
    owner.post_form("/fn/jobs/cancel_task", &[("id", &id)]).await.assert_status(200);
}

#[tokio::test]
async fn an_administrator_sees_everybodys_task() {
    let app = TestApp::start().await;
    let owner = app.create_account(Role::Analyst).await;
    let task = task_of(&app, owner).await;
    let admin = app.sign_in(Role::Admin).await;

    admin.post_form("/fn/jobs/find_task", &[("id", &task.to_string())]).await.assert_status(200);

    queue::request_cancel(app.db(), task).await.expect("a queued job can be cancelled");
}

#[tokio::test]
async fn the_pages_show_the_task_before_any_script_runs() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let task = task_of(&app, owner.account()).await;

    let list = owner.get("/tasks").await.assert_status(200).text();
    let page = owner.get(&format!("/tasks/{task}")).await.assert_status(200).text();

    for html in [list, page] {
        assert!(html.contains("Martin Ødegaard") && html.contains("Pending"), "{html}");
    }
    queue::request_cancel(app.db(), task).await.expect("a queued job can be cancelled");
}

/// A running task of `owner` whose log has so many lines, one of a hundred a warning.
async fn task_with_log(app: &TestApp, owner: AccountId, lines: i32) -> JobId {
    let task = task_of(app, owner).await;
    sqlx::query(
        "WITH written AS (
             INSERT INTO job_log (job_id, seq, level, text)
             SELECT $1, 1 + line, CASE WHEN line % 100 = 0 THEN 'warn' ELSE 'info' END,
                 'line ' || line || '.'
             FROM generate_series(1, $2) AS line
         )
         UPDATE job SET event_seq = 1 + $2 WHERE id = $1",
    )
    .bind(task.0)
    .bind(lines)
    .execute(app.sql())
    .await
    .unwrap();
    task
}

#[tokio::test]
async fn a_long_log_is_shown_from_its_end_and_read_back_to_its_beginning() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let task = task_with_log(&app, owner.account(), 2_500).await;
    let id = task.to_string();

    let page = owner.get(&format!("/tasks/{task}")).await.assert_status(200).text();
    let mut read = Vec::new();
    let mut before = None::<i64>;
    loop {
        let before_text = before.map(|before| before.to_string());
        let before_field = before_text.as_deref().map(|before| ("before", before));
        let form: Vec<_> = [("id", id.as_str())].into_iter().chain(before_field).collect();
        let answer = owner.post_form("/fn/jobs/list_log", &form).await.assert_status(200).json();
        let seqs: Vec<_> = answer["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|line| line["seq"].as_i64().unwrap())
            .collect();
        before = seqs.first().copied();
        read.splice(0..0, seqs);
        if answer["has_earlier"] == false {
            break;
        }
    }

    assert!(page.contains("line 2500.") && page.contains("line 1501."), "its end");
    assert!(!page.contains("line 1500.") && page.contains("Load earlier lines"));
    assert!(page.contains("last 1,000 lines"), "it says that there are others");
    assert_eq!(read, (2..=2_501).collect::<Vec<_>>(), "all of it, each line once");
    queue::request_cancel(app.db(), task).await.unwrap();
}

#[tokio::test]
async fn the_log_as_a_file_is_whole_however_long_it_is() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let task = task_with_log(&app, owner.account(), 2_500).await;

    let file = owner.get(&format!("/api/v1/jobs/{task}/logs.txt")).await.assert_status(200);

    let kind = file.headers["content-type"].to_str().unwrap().to_owned();
    let name = file.headers["content-disposition"].to_str().unwrap().to_owned();
    let text = file.text();
    let lines: Vec<_> = text.lines().collect();
    assert_eq!(kind, "text/plain; charset=utf-8");
    assert_eq!(name, format!("attachment; filename=\"job-{task}.log\""));
    assert_eq!(lines.len(), 2_500);
    assert!(lines[0].ends_with(" info line 1."), "{}", lines[0]);
    assert!(lines[2_499].ends_with(" warn line 2500."), "{}", lines[2_499]);
    queue::request_cancel(app.db(), task).await.unwrap();
}
