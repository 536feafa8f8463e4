//! REST on tasks and jobs, also as the wrong person.

use std::time::Duration;

use backroom::{AccountId, JobId, Role};
use serde_json::json;
use store::queue::{AttemptEnd, Job, Lease, NewJob, end_attempt, enqueue, fetch, find_task};

use super::{Drill, drill, streams::say};
use crate::{Client, TestApp};

async fn ask_as(app: &TestApp, account: AccountId, name: &str) -> JobId {
    let job = NewJob { created_by: Some(account), subject: name.to_owned(), ..drill(name) };
    enqueue(app.db(), job).await.unwrap().id()
}

async fn lease(app: &TestApp) -> Lease {
    let mut leases =
        fetch(app.db(), Drill::QUEUE, "test", 1, Duration::from_mins(10)).await.unwrap();
    leases.remove(0)
}

#[tokio::test]
async fn a_task_is_shown_to_its_owner_and_to_administrators_only() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let stranger = app.sign_in(Role::Analyst).await;
    let admin = app.bearer(Role::Admin).await;
    let id = ask_as(&app, owner.account(), "rondo").await;

    let paths = [
        "tasks/{id}",
        "jobs/{id}",
        "jobs/{id}/logs",
        "jobs/{id}/logs.txt",
        "jobs/{id}/events",
        "jobs/{id}/output",
    ];
    for path in paths.map(|path| format!("/api/v1/{}", path.replace("{id}", &id.to_string()))) {
        app.signed_out().get(&path).await.assert_status(401);
        stranger.get(&path).await.assert_status(404);
    }
    for action in ["cancel", "retry"] {
        let path = format!("/api/v1/jobs/{id}/{action}");
        app.signed_out().post(&path, &json!({})).await.assert_status(401);
        stranger.post(&path, &json!({})).await.assert_status(404);
    }
    app.signed_out().get("/api/v1/tasks").await.assert_status(401);
    app.signed_out().get("/api/v1/jobs").await.assert_status(401);
    app.signed_out().get("/api/v1/tasks/events").await.assert_status(401);
    let seen = owner.get(&format!("/api/v1/tasks/{id}")).await.assert_status(200).json();
    admin.get(&format!("/api/v1/jobs/{id}")).await.assert_status(200);

    assert_eq!(seen["task_id"], json!(id));
    assert_eq!((&seen["status"], &seen["state"]), (&json!("pending"), &json!("queued")));
    assert_eq!(seen["subject"], "rondo");
    // Nothing that the stranger tried has touched it.
    assert!(!find_task(app.db(), id).await.unwrap().unwrap().cancel_requested);
    owner.get("/api/v1/tasks/not-an-id").await.assert_status(404);
}

#[tokio::test]
async fn lists_show_ones_own_jobs_and_administrators_everybodys() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let admin = app.sign_in(Role::Admin).await;
    for number in 0..3 {
        ask_as(&app, owner.account(), &number.to_string()).await;
    }
    ask_as(&app, admin.account(), "9").await;
    let subjects = async |client: &Client, path: &str| -> Vec<String> {
        let page = client.get(path).await.assert_status(200).json();
        let items = page["items"].as_array().unwrap();
        items.iter().map(|item| item["subject"].as_str().unwrap().to_owned()).collect()
    };

    let first = owner.get("/api/v1/jobs?limit=2").await.assert_status(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();

    assert_eq!(subjects(&owner, &format!("/api/v1/jobs?limit=2&cursor={cursor}")).await, ["0"]);
    assert_eq!(subjects(&admin, "/api/v1/jobs").await, ["9", "2", "1", "0"]);
    assert_eq!(subjects(&admin, "/api/v1/tasks").await, ["9"]);
    assert_eq!(subjects(&owner, "/api/v1/jobs?state=running,dead").await, Vec::<String>::new());
    for wrong in ["limit=0", "limit=201", "cursor=abc", "state=asleep"] {
        owner.get(&format!("/api/v1/jobs?{wrong}")).await.assert_status(422);
    }
}

#[tokio::test]
async fn the_owner_stops_a_job_and_tries_it_again() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let id = ask_as(&app, owner.account(), "rondo").await;
    let (cancel, retry) = (format!("/api/v1/jobs/{id}/cancel"), format!("/api/v1/jobs/{id}/retry"));

    owner.post(&retry, &json!({})).await.assert_status(409);
    let cancelled = owner.post(&cancel, &json!({})).await.assert_status(200).json();
    owner.post(&cancel, &json!({})).await.assert_status(409);
    let queued = owner.post(&retry, &json!({})).await.assert_status(200).json();

    assert_eq!((&cancelled["status"], &queued["status"]), (&json!("cancelled"), &json!("pending")));
}

#[tokio::test]
async fn log_and_output_are_read_when_they_are_there() {
    let app = TestApp::start().await;
    let owner = app.sign_in(Role::Analyst).await;
    let id = ask_as(&app, owner.account(), "rondo").await;
    let (logs, output) = (format!("/api/v1/jobs/{id}/logs"), format!("/api/v1/jobs/{id}/output"));
    let lease = lease(&app).await.id;
    for line in 1..=3 {
        say(&app, lease, &format!("line {line}")).await;
    }

    owner.get(&output).await.assert_status(409);
    end_attempt(app.db(), lease, AttemptEnd::Completed(json!({ "goals": 3 }))).await.unwrap();
    let made = owner.get(&output).await.assert_status(200).json();
    let first = owner.get(&format!("{logs}?limit=2")).await.assert_status(200).json();
    let cursor = first["next_cursor"].as_str().unwrap();
    let rest = owner.get(&format!("{logs}?cursor={cursor}")).await.assert_status(200).json();

    assert_eq!(made, json!({ "goals": 3 }));
    // Queued and started are numbers 1 and 2 of the same sequence.
    assert_eq!(
        (&first["items"][0]["seq"], &first["items"][1]["text"]),
        (&json!(3), &json!("line 2"))
    );
    assert_eq!(rest["items"].as_array().unwrap().len(), 1);
    assert_eq!((&rest["items"][0]["text"], &rest["next_cursor"]), (&json!("line 3"), &json!(null)));
}
