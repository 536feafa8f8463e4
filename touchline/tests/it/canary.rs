//! A secret's value is looked for everywhere after it was used (S12): in a dump of the database, in the
//! whole log of the process, in every answer. The service that it was used with does its worst: it sends
//! the key back in whatever it says.

use std::{
    collections::BTreeMap,
    fmt::Write as _,
    net::SocketAddr,
    path::PathBuf,
    process::{Child, Command, Stdio},
    time::Duration,
};

use axum::{
    Router,
    extract::Path,
    response::{IntoResponse as _, Response},
    routing::{get, post},
};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use futures::StreamExt as _;
use http::{HeaderMap, Method, StatusCode, header};
use serde_json::{Value, json};
use sqlx::PgPool;
use test_database::TestDatabase;
use tokio_tungstenite::{connect_async, tungstenite::client::IntoClientRequest as _};

use crate::{
    Client,
    authorization::{FUNCTIONS, NO_JOB, PAGES},
    jobs::eventually,
    program::Program,
};

/// Nobody would type this by chance. Lists show its last four letters, so those are not looked for.
const VALUE: &str = "sk-canary-7f1d2c0b9a8e7d6c5b4a-wxyz";
const CANARY: &str = "sk-canary-7f1d2c0b9a8e7d6c5b4a";
const PASSWORD: &str = "correct horse battery";
/// How the service answers for the player with this id.
const PLAYERS: [&str; 6] = ["error", "refusal", "redirect", "field", "source", "garbage"];

/// A service that tells everybody the key it was asked with.
async fn service() -> SocketAddr {
    async fn answer(Path(player): Path<String>, headers: HeaderMap) -> Response {
        let key = headers[header::AUTHORIZATION].to_str().unwrap().to_owned();
        match player.as_str() {
            "error" => (StatusCode::BAD_GATEWAY, [("x-told", key.clone())], key).into_response(),
            "refusal" => (StatusCode::FORBIDDEN, key).into_response(),
            "redirect" => {
                (StatusCode::FOUND, [(header::LOCATION, format!("/?key={VALUE}"))]).into_response()
            }
            "field" => {
                axum::Json(json!({ "date": "2026-07-01", "amount_eur": key })).into_response()
            }
            "source" => axum::Json(json!({ "date": "2026-07-01", "amount_eur": 7, "source": key }))
                .into_response(),
            _ => key.into_response(),
        }
    }
    // A language model's provider that does the same.
    async fn refuse(headers: HeaderMap) -> Response {
        let key = headers[header::AUTHORIZATION].to_str().unwrap().to_owned();
        let told = json!({ "error": { "message": format!("{key} has no money") } });
        (StatusCode::PAYMENT_REQUIRED, axum::Json(told)).into_response()
    }
    let router =
        Router::new().route("/{id}", get(answer)).route("/model/chat/completions", post(refuse));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    address
}

/// A process of the program that writes all it has to say into a file; killed when dropped.
struct Talkative {
    child: Child,
    log: PathBuf,
}

impl Talkative {
    fn start(mut command: Command, log: PathBuf) -> Self {
        let file = std::fs::File::create(&log).unwrap();
        command.stdout(file.try_clone().unwrap()).stderr(file).stdin(Stdio::null());
        Self { child: command.spawn().unwrap(), log }
    }

    fn log(&self) -> String {
        String::from_utf8_lossy(&std::fs::read(&self.log).unwrap()).into_owned()
    }

    async fn address(&self) -> SocketAddr {
        eventually("it listens", async || {
            self.log().lines().find_map(|line| {
                let line: Value = serde_json::from_str(line).ok()?;
                line["address"].as_str()?.parse().ok()
            })
        })
        .await
    }
}

impl Drop for Talkative {
    fn drop(&mut self) {
        // Both fail where it has ended, which is what is wanted.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

/// What must be nowhere: the value, and the value as bytes and as base64.
fn assert_clean(place: &str, told: &str) {
    let hex = CANARY.bytes().fold(String::new(), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    let base64 = BASE64_STANDARD.encode(CANARY);
    for form in [CANARY, &hex, &base64] {
        let Some(at) = told.find(form) else { continue };
        let around: String = told[..at].chars().rev().take(200).collect();
        panic!("{place}: …{}{form}", around.chars().rev().collect::<String>());
    }
}

async fn assert_answer_clean(client: &Client, place: &str, request: reqwest::RequestBuilder) {
    let answer = client.send(request).await;
    assert_clean(place, &answer.text());
    assert_clean(place, &format!("{:?}", answer.headers));
}

/// An administrator at `address`, as a program and as a browser.
async fn administrator(address: SocketAddr) -> (Client, Client) {
    let nobody = crate::plain_client();
    let form = [("grant_type", "password"), ("username", "ada"), ("password", PASSWORD)];
    let token = nobody.post(format!("http://{address}/api/v1/auth/token")).form(&form);
    let token: Value = token.send().await.unwrap().json().await.unwrap();
    let bearer = format!("Bearer {}", token["access_token"].as_str().unwrap());
    let form = [("name", "ada"), ("password", PASSWORD)];
    let sign_in = nobody
        .post(format!("http://{address}/fn/accounts/sign_in"))
        .header(header::ORIGIN, format!("http://{address}"))
        .form(&form);
    let signed_in = sign_in.send().await.unwrap();
    let mut cookies = crate::cookies_of(signed_in.headers()).into_iter();
    let cookie = cookies.find(|cookie| cookie.starts_with("sid=")).unwrap();
    (
        Client::elsewhere(address, header::AUTHORIZATION, &bearer),
        Client::elsewhere(address, header::COOKIE, &cookie),
    )
}

/// Asks for the value of each player; gives each job's id by the player's.
async fn ask_the_service(sql: &PgPool, client: &Client) -> BTreeMap<String, (i64, String)> {
    let mut asked = BTreeMap::new();
    for player in PLAYERS {
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO player (name, provider, provider_id) VALUES ($1, 'transfermarkt', $1)
             RETURNING id",
        )
        .bind(player)
        .fetch_one(sql)
        .await
        .unwrap();
        let body = json!({ "player_ids": [id], "attempts": 1 });
        client.post("/api/v1/admin/refresh-market-values", &body).await.assert_status(202);
        let job = eventually(player, async || {
            let job: Option<String> = sqlx::query_scalar(
                "SELECT id::text FROM job WHERE kind = 'refresh_market_value'
                 AND payload->>'player_id' = $1 AND state NOT IN ('queued', 'running')",
            )
            .bind(id.to_string())
            .fetch_optional(sql)
            .await
            .unwrap();
            job
        })
        .await;
        asked.insert(player.to_owned(), (id, job));
    }
    asked
}

/// Chooses a model at the service, tries it and has a report written by it; gives the report's note.
async fn ask_the_model(sql: &PgPool, service: SocketAddr, browser: &Client, player: i64) -> String {
    let base_url = format!("http://{service}/model");
    let settings = [
        ("fields[shape]", "openai"),
        ("fields[provider]", "Stub"),
        ("fields[base_url]", base_url.as_str()),
        ("fields[model]", "small"),
        ("fields[secret]", "values"),
        ("fields[sends_player_data]", "true"),
        ("fields[allows_private_address]", "true"),
    ];
    browser.post_form("/fn/operations/save_writer", &settings).await.assert_status(200);
    browser.post_form("/fn/operations/try_writer", &[]).await.assert_status(200);
    let asked = [("player_id", player.to_string())];
    let asked: Vec<_> = asked.iter().map(|(name, id)| (*name, id.as_str())).collect();
    browser.post_form("/fn/scouting/scout_player", &asked).await.assert_status(200);
    eventually("the report is written", async || {
        let note: Option<String> =
            sqlx::query_scalar("SELECT note FROM scouting_report WHERE player_id = $1")
                .bind(player)
                .fetch_optional(sql)
                .await
                .unwrap();
        note
    })
    .await
}

/// Every address of the document that is read, for one job and one player.
async fn look_at_rest(client: &Client, player: i64, job: &str) {
    let document = serde_json::to_value(server::http::api::document()).unwrap();
    let mut looked = 0;
    for (path, methods) in document["paths"].as_object().unwrap() {
        if methods.get("get").is_none() {
            continue;
        }
        let id = match path.split('/').nth(1) {
            Some("jobs" | "tasks" | "ws") => job.to_owned(),
            _ => player.to_string(),
        };
        let path = path.replace("{id}", &id).replace("{name}", "values");
        let request = client.request(Method::GET, &format!("/api/v1{path}"));
        if path == "/tasks/events" {
            // It has no end: what is there at once is the recent tasks.
            let mut told = request.send().await.unwrap().bytes_stream();
            let mut text = Vec::new();
            while let Ok(Some(chunk)) =
                tokio::time::timeout(Duration::from_millis(500), told.next()).await
            {
                text.extend(chunk.unwrap());
            }
            let text = String::from_utf8_lossy(&text).into_owned();
            assert_clean(&path, &text);
            continue;
        }
        looked += 1;
        assert_answer_clean(client, &path, request).await;
    }
    assert!(looked > 25, "{looked} addresses");
    for format in ["jsonl", "csv"] {
        let path = format!("/api/v1/audit/export?format={format}");
        let export = client.get(&path).await.assert_status(200).text();
        assert!(export.contains("secret.create"), "{export}");
        assert_clean(&path, &export);
    }
}

async fn look_at_socket(address: SocketAddr, client: &Client, job: &str) {
    let url = format!("ws://{address}/api/v1/ws/jobs/{job}");
    let mut request = url.into_client_request().unwrap();
    let bearer = client.header("authorization").unwrap().parse().unwrap();
    request.headers_mut().insert("authorization", bearer);
    let (mut socket, _) = connect_async(request).await.unwrap();
    let mut messages = 0;
    while let Some(Ok(message)) = socket.next().await {
        messages += 1;
        assert_clean("the job's socket", &message.to_string());
    }
    assert!(messages >= 3, "queued, running and its end");
}

async fn look_at_pages(browser: &Client, player: i64, job: &str) {
    for (path, _) in PAGES {
        let id = if path.starts_with("/tasks") { job.to_owned() } else { player.to_string() };
        let path = path.replace("{id}", &id).replace("{version}", "1").replace("{tab}", "values");
        assert_answer_clean(browser, &path, browser.request(Method::GET, &path)).await;
    }
    let detail = format!("/operations/jobs?job={job}");
    assert_answer_clean(browser, &detail, browser.request(Method::GET, &detail)).await;
}

async fn look_at_functions(browser: &Client, player: i64, job: &str) {
    let nothing = NO_JOB.strip_prefix("id=").unwrap();
    for (path, form, _) in FUNCTIONS {
        if path.ends_with("/sign_out") {
            continue;
        }
        let form = form.replace(nothing, job).replace("999999", &player.to_string());
        let form = form.replace("name=nothing", "name=values&nothing=");
        let kind = if form.starts_with('{') {
            "application/json"
        } else {
            "application/x-www-form-urlencoded"
        };
        let request = browser.request(Method::POST, path).header(header::CONTENT_TYPE, kind);
        assert_answer_clean(browser, path, request.body(form)).await;
    }
}

/// The whole database as `pg_dump` writes it.
fn dump(url: &str) -> String {
    let beside = local_postgres::Binaries::find(None).map(|found| found.folder.join("pg_dump"));
    // Some installations have the client's programs on the path alone.
    let program = beside.filter(|program| program.is_file()).unwrap_or_else(|| "pg_dump".into());
    let output = Command::new(program).args(["--dbname", url]).output();
    let output = output.unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_value_is_in_no_dump_no_log_and_no_answer_though_the_service_tells_it_to_everybody() {
    let service = service().await;
    let program = Program::with(TestDatabase::create().await);
    let added = program.run_with_input(&["user", "add", "ada", "--role", "admin"], PASSWORD);
    assert!(added.status.success());
    let mut command = program.command(&["serve"]);
    command
        .env("TOUCHLINE_MARKET_VALUES_URL", format!("http://{service}/{{provider_id}}"))
        .env("TOUCHLINE_MARKET_VALUES_SECRET", "values")
        .env("TOUCHLINE_RATE_LIMIT_PER_MINUTE", "0")
        .env("TOUCHLINE_LOG", "debug");
    let server = Talkative::start(command, program.folder().join("all.log"));
    let address = server.address().await;
    let (client, browser) = administrator(address).await;
    let sql = PgPool::connect(program.database_url()).await.unwrap();

    // What is refused is told of, too.
    client
        .put("/api/v1/secrets/Not%20a%20name", &json!({ "value": VALUE }))
        .await
        .assert_status(422);
    client.put("/api/v1/secrets/values", &json!({ "value": VALUE })).await.assert_status(200);
    let put =
        browser.post_form("/fn/operations/put_secret", &[("name", "values"), ("value", VALUE)]);
    put.await.assert_status(200);
    let asked = ask_the_service(&sql, &client).await;
    let ends: BTreeMap<String, String> = sqlx::query_as(
        "SELECT player.name, job.state FROM job JOIN player ON job.payload->>'player_id' = player.id::text
         WHERE kind = 'refresh_market_value'",
    )
    .fetch_all(&sql)
    .await
    .unwrap()
    .into_iter()
    .collect();

    let (scouted, _) = &asked["garbage"];
    let note = ask_the_model(&sql, service, &browser, *scouted).await;
    assert!(note.contains("the provider answered 402: Bearer •••••• has no money"), "{note}");

    for (player, job) in asked.values() {
        look_at_rest(&client, *player, job).await;
        look_at_socket(address, &client, job).await;
        look_at_pages(&browser, *player, job).await;
    }
    assert_answer_clean(&client, "/metrics", client.request(Method::GET, "/metrics")).await;
    let dumped = dump(program.database_url());
    let (player, job) = &asked["field"];
    look_at_functions(&browser, *player, job).await;
    let dumped_after = dump(program.database_url());
    let log = server.log();
    sql.close().await;

    let told: Vec<_> = ends.iter().map(|(name, state)| (name.as_str(), state.as_str())).collect();
    assert_eq!(
        told,
        [
            ("error", "dead"),
            ("field", "failed"),
            ("garbage", "failed"),
            ("redirect", "failed"),
            ("refusal", "failed"),
            ("source", "completed"),
        ]
    );
    assert!(dumped.contains("COPY public.secret ") && dumped.contains("secret.replace"));
    assert!(dumped.contains("the provider answered 502 Bad Gateway"), "the errors are in it");
    assert!(
        dumped.contains("Bearer ••••••"),
        "what the service sent back is kept without the value"
    );
    assert_clean("the database", &dumped);
    assert_clean("the database", &dumped_after);
    assert!(log.contains("the provider answered 502 Bad Gateway"), "the errors are in it");
    assert_clean("the log", &log);
}
