//! The vault over REST and in a job: values come in, are used, and are told nowhere.

use std::sync::{Arc, Mutex};

use axum::{Json, Router, extract::Request, routing::get};
use backroom::{JobState, Role};
use football::PlayerId;
use page_base::request::Clock;
use serde_json::json;
use store::queue::{NewJob, enqueue, find_job, find_task, market_values::RefreshMarketValue};

use crate::TestApp;

/// Nobody would type this by chance.
const CANARY: &str = "sk-canary-7f1d2c0b9a8e7d6c5b4a-wxyz";

#[tokio::test]
async fn a_value_comes_in_and_never_goes_out() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;

    let put = admin.put("/api/v1/secrets/openai", &json!({ "value": CANARY })).await;
    let found = admin.get("/api/v1/secrets/openai").await.assert_status(200).text();
    let listed = admin.get("/api/v1/secrets").await.assert_status(200).text();
    let page = admin.get("/operations/secrets").await.assert_status(200).text();
    let bad = admin.put("/api/v1/secrets/Open%20AI", &json!({ "value": CANARY })).await;
    let empty = admin.put("/api/v1/secrets/openai", &json!({ "value": "" })).await;

    for answer in [put.assert_status(200).text(), found, listed, page] {
        assert!(answer.contains("••••••wxyz") && !answer.contains("canary"), "{answer}");
    }
    assert!(!bad.assert_status(422).text().contains("canary"));
    empty.assert_status(422);
    admin.delete("/api/v1/secrets/openai").await.assert_status(204);
    admin.get("/api/v1/secrets/openai").await.assert_status(404);
    app.sign_in(Role::Analyst).await.get("/operations/secrets").await.assert_status(403);
}

/// A service that notes what it was asked with, and answers with a value.
async fn service(asked_with: Arc<Mutex<Vec<String>>>) -> std::net::SocketAddr {
    let answer = move |request: Request| async move {
        let given = request.headers().get("authorization").and_then(|it| it.to_str().ok());
        asked_with.lock().unwrap().push(given.unwrap_or_default().to_owned());
        Json(json!({ "date": "2026-07-01", "amount_eur": 700_000 }))
    };
    let router = Router::new().route("/players/{id}", get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

#[tokio::test]
async fn a_job_carries_the_name_of_a_secret_and_only_the_service_hears_its_value() {
    let asked_with = Arc::new(Mutex::new(Vec::new()));
    let address = service(Arc::clone(&asked_with)).await;
    let app = TestApp::start_with(Clock::System, |config| {
        config.jobs.market_values_url = Some(format!("http://{address}/players/{{provider_id}}"));
        config.jobs.market_values_secret = Some("values".to_owned());
    })
    .await;
    let admin = app.sign_in(Role::Admin).await;
    let player: i64 = sqlx::query_scalar(
        "INSERT INTO player (name, provider, provider_id) VALUES ('Ada', 'transfermarkt', '10')
         RETURNING id",
    )
    .fetch_one(app.sql())
    .await
    .unwrap();
    let account = admin.account();
    let ask =
        || NewJob { created_by: Some(account), ..RefreshMarketValue::job(PlayerId(player), "Ada") };

    let without = enqueue(app.db(), ask()).await.unwrap().id();
    app.run_queued_jobs().await;
    let refused = find_task(app.db(), without).await.unwrap().unwrap();
    admin.put("/api/v1/secrets/values", &json!({ "value": CANARY })).await.assert_status(200);
    let with = enqueue(app.db(), ask()).await.unwrap().id();
    app.run_queued_jobs().await;

    assert_eq!(refused.state, JobState::Failed);
    assert_eq!(refused.error.as_deref(), Some("there is no secret called values"));
    let job = find_job(app.db(), with).await.unwrap().unwrap();
    assert_eq!(job.row.task.state, JobState::Completed);
    assert_eq!(*asked_with.lock().unwrap(), [format!("Bearer {CANARY}")]);
    let told = format!("{job:?}");
    assert!(!told.contains("canary"), "{told}");
    let log = admin.get(&format!("/api/v1/jobs/{with}/logs")).await.text();
    let output = admin.get(&format!("/api/v1/jobs/{with}/output")).await.text();
    let page = admin.get(&format!("/operations/jobs?job={with}")).await.text();
    for answer in [log, output, page] {
        assert!(!answer.contains("canary"), "{answer}");
    }
    let used = admin.get("/api/v1/secrets/values").await.json();
    assert_eq!(used["used_for"], "Market value of a player");
    let history = admin.get("/api/v1/secrets/values/uses").await.assert_status(200).json();
    let name = store::accounts::find(app.db(), account).await.unwrap().unwrap().name;
    assert_eq!(history["items"].as_array().unwrap().len(), 1, "{history}");
    assert_eq!(history["items"][0]["purpose"], "Market value of a player");
    assert_eq!(history["items"][0]["job_id"], json!(with));
    assert_eq!(history["items"][0]["asked_by"], json!(name));
    let page = admin.get("/operations/secrets?secret=values").await.assert_status(200).text();
    assert!(page.contains("Uses of values") && !page.contains("canary"), "{page}");
    assert!(page.contains(&format!("/operations/jobs?job={with}")), "a use leads to its job");
}

#[tokio::test]
async fn the_uses_of_a_secret_come_page_by_page_and_only_to_administrators() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    let analyst = app.sign_in(Role::Analyst).await;
    admin.put("/api/v1/secrets/openai", &json!({ "value": CANARY })).await.assert_status(200);
    sqlx::query(
        "INSERT INTO secret_use (name, purpose) SELECT 'openai', 'use ' || n FROM generate_series(1, 5) AS n",
    )
    .execute(app.sql())
    .await
    .unwrap();

    let mut purposes = Vec::new();
    let mut address = "/api/v1/secrets/openai/uses?limit=2".to_owned();
    loop {
        let page = admin.get(&address).await.assert_status(200).json();
        let items = page["items"].as_array().unwrap();
        purposes.extend(items.iter().map(|item| item["purpose"].as_str().unwrap().to_owned()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        address = format!("/api/v1/secrets/openai/uses?limit=2&cursor={cursor}");
    }

    assert_eq!(purposes, ["use 5", "use 4", "use 3", "use 2", "use 1"]);
    admin.get("/api/v1/secrets/nothing/uses").await.assert_status(404);
    admin.get("/api/v1/secrets/openai/uses?limit=0").await.assert_status(422);
    analyst.get("/api/v1/secrets/openai/uses").await.assert_status(403);
    let form = [("name", "openai")];
    analyst.post_form("/fn/operations/list_secret_uses", &form).await.assert_status(403);
}
