//! `POST /jobs`, and finding again what somebody asked for.

use backroom::Role;
use serde_json::{Value, json};

use crate::TestApp;

fn first_fault(answer: &Value) -> (&str, &str) {
    let fault = &answer["errors"][0];
    (fault["field"].as_str().unwrap(), fault["message"].as_str().unwrap())
}

#[tokio::test]
async fn an_administrator_asks_for_a_job_by_its_kind_and_finds_it_by_name() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let body = json!({ "kind": "prune_jobs", "payload": { "older_than_days": 7 } });

    let asked = admin.post("/api/v1/jobs", &body).await.assert_status(202).json();

    let job = admin.get(asked["href"].as_str().unwrap()).await.assert_status(200).json();
    assert_eq!((&job["kind"], &job["state"]), (&json!("prune_jobs"), &json!("queued")));
    assert_eq!(job["created_by"], json!(admin.account().0));
    let me = admin.get("/api/v1/auth/me").await.json();
    let name = me["name"].as_str().unwrap().to_uppercase();
    let ids = async |by: &str| {
        let page = admin.get(&format!("/api/v1/jobs?by={by}")).await.assert_status(200).json();
        let ids = page["items"].as_array().unwrap().iter().map(|job| job["task_id"].clone());
        ids.collect::<Vec<_>>()
    };
    assert_eq!(ids(&name).await, [asked["task_id"].clone()]);
    assert_eq!(ids(&admin.account().to_string()).await, [asked["task_id"].clone()]);
    assert!(ids("nobody-of-this-name").await.is_empty());
}

#[tokio::test]
async fn a_job_that_cannot_be_asked_for_is_refused_with_the_place_and_the_cure() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    for (body, field, cure) in [
        (json!({ "kind": "import_players" }), "kind", "prune_jobs"),
        (json!({ "kind": "prune_jobs", "payload": { "days": 7 } }), "payload", "older_than_days"),
        (json!({ "kind": "prune_jobs", "payload": { "older_than_days": 0 } }), "payload", "a day"),
        (json!({ "kind": "prune_jobs", "payload": [] }), "", "payload"),
        (json!({ "payload": {} }), "", "kind"),
    ] {
        let answer = admin.post("/api/v1/jobs", &body).await.assert_status(422).json();
        let (place, message) = first_fault(&answer);
        assert!(place == field && message.contains(cure), "{body}: {answer}");
    }
    let all = admin.get("/api/v1/jobs").await.json();
    assert_eq!(all["items"], json!([]), "nothing was queued");
}
