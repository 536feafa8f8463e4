//! One id from the click through the job to its log lines.

use std::{
    sync::{Arc, Mutex},
    time::Duration,
};

use axum::{Json, Router, routing::post};
use backroom::{JobId, Role};
use serde_json::{Value, json};
use store::accounts::{NewAccount, audit_entries};
use test_database::TestDatabase;

use crate::{
    TestApp, cookies_of,
    jobs::eventually,
    program::{Program, Server},
};

const PASSWORD: &str = "correct horse battery";

/// The lines of the log that stand within the request `id`, as (message, names of spans).
fn lines_of(log: &str, id: &str) -> Vec<(String, Vec<String>)> {
    let lines = log.lines().filter_map(|line| serde_json::from_str::<Value>(line).ok());
    lines
        .filter_map(|line| {
            let spans = line["spans"].as_array()?.clone();
            let is_of_request = spans.iter().any(|span| span["request_id"] == id);
            let names = spans.iter().map(|span| span["name"].as_str().unwrap().to_owned());
            let message = line["message"].as_str()?.to_owned();
            is_of_request.then(|| (message, names.collect()))
        })
        .collect()
}

/// The program with an administrator, and one player to scout.
async fn prepared() -> (Program, sqlx::PgPool, i64) {
    let program = Program::with(TestDatabase::create().await);
    let db = store::database::connect(&store::database::ConnectSettings {
        url: program.database_url().to_owned(),
        max_connections: 2,
        acquire_timeout: Duration::from_secs(30),
    })
    .await
    .unwrap();
    let account = NewAccount {
        name: "ada",
        email: None,
        password: PASSWORD,
        role: Role::Admin,
        must_change_password: false,
    };
    store::accounts::create(&db, account).await.unwrap();
    let pool = db.get_postgres_connection_pool().clone();
    let player = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Per') RETURNING id")
        .fetch_one(&pool)
        .await
        .unwrap();
    (program, pool, player)
}

/// What a click on "Write report" brought about.
struct Click {
    client: reqwest::Client,
    cookie: String,
    request_id: String,
    job: JobId,
}

/// Signs in as a browser does and calls the server function that the page's form calls.
async fn click(address: &str, player: i64) -> Click {
    rustls::crypto::ring::default_provider().install_default().ok();
    let client =
        reqwest::Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let base = format!("http://{address}");
    let post = |path: &str| {
        let request = client.post(format!("{base}{path}"));
        request.header("origin", &base).header("sec-fetch-site", "same-origin")
    };
    let sign_in = post("/fn/accounts/sign_in").form(&[("name", "ada"), ("password", PASSWORD)]);
    let signed_in = sign_in.send().await.unwrap();
    assert!(signed_in.status().is_success());
    let cookie = cookies_of(signed_in.headers()).join("; ");

    let asked = post("/fn/scouting/scout_player")
        .header("cookie", &cookie)
        .header("traceparent", "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01")
        .form(&[("player_id", player.to_string())])
        .send()
        .await
        .unwrap();
    let request_id = asked.headers()["x-request-id"].to_str().unwrap().to_owned();
    let job = asked.json().await.unwrap();
    Click { client, cookie, request_id, job }
}

async fn wait_for(pool: &sqlx::PgPool, job: JobId) {
    eventually("the job has ended", async || {
        let state: String = sqlx::query_scalar("SELECT state FROM job WHERE id = $1")
            .bind(job.0)
            .fetch_one(pool)
            .await
            .unwrap();
        (!["queued", "running"].contains(&state.as_str())).then_some(())
    })
    .await;
}

#[tokio::test]
async fn one_id_leads_from_the_click_through_the_job_to_its_log_lines() {
    let (program, pool, player) = prepared().await;
    let server = program.serve();

    let Click { client, cookie, request_id, job } = click(&server.address, player).await;
    wait_for(&pool, job).await;
    let address = format!("http://{}/operations/jobs?job={job}", server.address);
    let detail = client.get(address).header("cookie", cookie).send().await.unwrap();
    let detail = detail.text().await.unwrap();
    let (_, _, log, _) = tokio::task::spawn_blocking(|| server.stop()).await.unwrap();

    let row: String = sqlx::query_scalar("SELECT request_id FROM job WHERE id = $1")
        .bind(job.0)
        .fetch_one(&pool)
        .await
        .unwrap();
    assert_eq!(row, request_id, "the job's row");
    assert!(detail.contains(&request_id), "the job's detail in the console");
    let lines = lines_of(&log, &request_id);
    let within = |message: &str, span: &str| {
        lines.iter().any(|(told, spans)| told.starts_with(message) && spans[0] == span)
    };
    assert!(within("Answered", "request"), "the answer to the click: {lines:?}");
    assert!(within("Job completed", "job"), "the end of the job: {lines:?}");
    // What the handler itself says, however deep its own spans are.
    let deep = lines.iter().filter(|(_, spans)| spans.len() > 1 && spans[0] == "job").count();
    assert!(deep > 0, "{lines:?}");
    // The caller's trace is noted where it is valid, and is not our id.
    assert!(log.contains("\"caller_trace\":\"4bf92f3577b34da6a3ce929d0e0e4736\""), "{log}");
}

/// A collector that keeps what it is sent.
async fn collector() -> (String, Arc<Mutex<Vec<Value>>>) {
    let received = Arc::new(Mutex::new(Vec::new()));
    let kept = Arc::clone(&received);
    let take = async move |Json(message): Json<Value>| {
        kept.lock().unwrap().push(message);
        Json(json!({}))
    };
    let router = Router::new().route("/v1/traces", post(take));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (address, received)
}

#[tokio::test]
async fn a_collector_gets_the_request_and_its_job_as_spans_of_one_trace() {
    let (program, pool, player) = prepared().await;
    let (address, received) = collector().await;
    let mut command = program.command(&["serve"]);
    command.env("TOUCHLINE_OTLP_ENDPOINT", &address);
    let server = Server::start(command);

    let click = click(&server.address, player).await;
    wait_for(&pool, click.job).await;
    tokio::task::spawn_blocking(|| server.stop()).await.unwrap();

    let messages = received.lock().unwrap().clone();
    let spans: Vec<_> = messages
        .iter()
        .flat_map(|message| {
            let resource = &message["resourceSpans"][0];
            let service = &resource["resource"]["attributes"][0];
            assert_eq!(service["value"]["stringValue"], "touchline");
            resource["scopeSpans"][0]["spans"].as_array().unwrap().clone()
        })
        .collect();
    let find = |name: &str| spans.iter().find(|span| span["name"] == name).unwrap();
    let request = find("POST /fn/scouting/scout_player");
    let job = find("job scout_player");
    assert_eq!(job["traceId"], request["traceId"]);
    assert_eq!(job["parentSpanId"], request["spanId"]);
    assert_eq!(request["links"][0]["traceId"], "4bf92f3577b34da6a3ce929d0e0e4736");
    let has_id = |attribute: &Value| attribute["value"]["stringValue"] == click.request_id.as_str();
    assert!(request["attributes"].as_array().unwrap().iter().any(has_id));
    assert!(!json!(messages).to_string().contains(PASSWORD));
}

#[tokio::test]
async fn parts_of_a_job_and_the_audit_log_carry_the_id_of_the_click() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        let file = config.data.folder.join("values.csv");
        std::fs::create_dir_all(&config.data.folder).unwrap();
        std::fs::write(&file, "provider_id,amount_eur,date\n").unwrap();
        config.jobs.market_values_file = Some(file);
    })
    .await;
    sqlx::query(
        "INSERT INTO player (name, provider, provider_id)
         VALUES ('Per', 'transfermarkt', '7'), ('Bo', 'transfermarkt', '8')",
    )
    .execute(app.sql())
    .await
    .unwrap();
    let admin = app.bearer(Role::Admin).await;

    let asked = admin.post("/api/v1/admin/refresh-market-values", &serde_json::json!({})).await;
    let id = asked.header("x-request-id").to_owned();
    app.run_queued_jobs().await;

    let ids: Vec<Option<String>> = sqlx::query_scalar("SELECT request_id FROM job ORDER BY id")
        .fetch_all(app.sql())
        .await
        .unwrap();
    assert_eq!(ids, vec![Some(id.clone()); 3], "the job and its two parts");
    let noted = audit_entries(app.db(), None, 1).await.unwrap();
    assert_eq!(noted[0].request_id.as_deref(), Some(id.as_str()));
}

#[tokio::test]
async fn an_id_that_a_client_chose_is_not_taken() {
    let app = TestApp::start().await;
    let client = app
        .signed_out()
        .with_header("x-request-id", "req_mine")
        .with_header("traceparent", "00-not-a-trace-01");

    let answer = client.get("/livez").await.assert_status(200);

    let id = answer.header("x-request-id");
    assert!(id.starts_with("req_") && id != "req_mine", "{id}");
}
