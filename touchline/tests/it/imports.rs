//! Imports over REST and the page's form.

use std::path::PathBuf;

use backroom::Role;
use http::Method;
use reqwest::multipart::{Form, Part};
use server::jobs::{JobEnv, registry::registry, run_until_idle};

use crate::{Client, TestApp, test_app::Answer};

const TABLE: &str = "name,date_of_birth,market_value\nA B,1990-01-01,€5m\nC,1990-13-45,1\n";

fn form(file: impl Into<Vec<u8>>, fields: &[(&'static str, &str)]) -> Form {
    let part = Part::bytes(file.into()).file_name("../../etc/table.csv");
    fields.iter().fold(Form::new().part("file", part), |form, (name, value)| {
        form.text(*name, (*value).to_owned())
    })
}

async fn post_import(client: &Client, form: Form) -> Answer {
    let request = client.request(Method::POST, "/api/v1/players/import").multipart(form);
    client.send(request).await
}

async fn run_jobs(app: &TestApp) {
    let config = &app.config().jobs;
    let env = JobEnv::new(app.state(), config);
    run_until_idle(env, registry(), &config.worker_settings()).await.expect("the jobs run");
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(app.sql()).await.expect("a query that reads")
}

#[tokio::test]
async fn an_import_is_queued_run_and_told_with_its_reject_file() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    let accepted = post_import(&analyst, form(TABLE, &[])).await.assert_status(202).json();
    run_jobs(&app).await;

    assert_eq!(accepted["status"], "pending");
    let path = format!("/api/v1/players/imports/{}", accepted["import_id"].as_str().unwrap());
    let import = analyst.get(&path).await.assert_status(200).json();
    assert_eq!(import["file_name"], "table.csv");
    assert_eq!(import["state"], "completed");
    assert_eq!(import["summary"]["accepted"], 1);
    assert_eq!(import["summary"]["rejected"], 1);
    let rejects = analyst.get(import["rejects_href"].as_str().unwrap()).await.assert_status(200);
    assert_eq!(rejects.header("content-type"), "text/csv; charset=utf-8");
    assert!(rejects.text().contains("3,date_of_birth,date_of_birth is not a date (1990-13-45),C"));
    let log = count(&app, "SELECT count(*) FROM job WHERE state = 'completed'").await;
    assert_eq!(log, 1);
}

#[tokio::test]
async fn the_fields_of_the_form_correct_the_guess() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let table = "Spieler;Nummer\nUwe;7\n";

    post_import(&analyst, form(table, &[])).await.assert_status(422);
    post_import(&analyst, form(table, &[("mapping", "Spieler=name,Nummer=player_id")]))
        .await
        .assert_status(422);
    let fields = [("mapping", "Spieler=name,Nummer=player_id"), ("provider", "HSV")];
    post_import(&analyst, form(table, &fields)).await.assert_status(202);
    run_jobs(&app).await;

    assert_eq!(count(&app, "SELECT count(*) FROM player WHERE provider = 'hsv'").await, 1);
}

#[tokio::test]
async fn nobody_below_an_analyst_imports_or_reads_imports() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let accepted = post_import(&analyst, form(TABLE, &[])).await.assert_status(202).json();
    let path = format!("/api/v1/players/imports/{}", accepted["import_id"].as_str().unwrap());
    let rejects = format!("{path}/rejects.csv");
    let viewer = app.sign_in(Role::Viewer).await;
    run_jobs(&app).await;

    for (client, status) in [(app.signed_out(), 401), (viewer, 403)] {
        post_import(&client, form(TABLE, &[])).await.assert_status(status);
        client.get(&path).await.assert_status(status);
        client.get(&rejects).await.assert_status(status);
        let upload =
            client.request(Method::POST, "/players/import/upload").multipart(form(TABLE, &[]));
        assert_eq!(client.send(upload).await.header("location"), "/players/import");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM player_import").await, 1);
}

#[tokio::test]
async fn what_is_no_table_is_refused_with_what_it_is() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    let picture = post_import(&analyst, form(b"\x89PNG\r\n\x1a\n...".to_vec(), &[])).await;
    let empty = post_import(&analyst, form("", &[])).await;
    let endless = post_import(&analyst, form(vec![b'x'; 3 * 1024 * 1024], &[])).await;
    let nothing = post_import(&analyst, Form::new().text("provider", "x")).await;
    let no_form = analyst.post("/api/v1/players/import", &serde_json::json!({})).await;

    for (answer, words) in [
        (picture, "a PNG picture"),
        (empty, "The file is empty"),
        (endless, "longer than 1048576 bytes"),
        (nothing, "Choose a file"),
        (no_form, "Send a multipart form"),
    ] {
        let answer = answer.assert_status(422);
        assert!(answer.text().contains(words), "{words}: {}", answer.text());
    }
}

#[tokio::test]
async fn a_file_above_the_limit_is_refused_and_leaves_nothing() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.data.upload_limit_bytes = 1024 * 1024;
    })
    .await;
    let analyst = app.sign_in(Role::Analyst).await;
    let line = "A player with a name of some length,Club\n";
    let large = format!("name,club\n{}", line.repeat(80_000));

    let answer = post_import(&analyst, form(large, &[])).await.assert_status(422);

    assert!(answer.text().contains("larger than 1 MB"), "{}", answer.text());
    let left = std::fs::read_dir(app.folder().join("uploads")).unwrap().count();
    assert_eq!(left, 0);
}

#[tokio::test]
async fn the_form_of_the_page_makes_a_draft_and_leads_to_it() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let upload = |file: &'static [u8]| {
        analyst.request(Method::POST, "/players/import/upload").multipart(form(file, &[]))
    };

    let good = analyst.send(upload(TABLE.as_bytes())).await.assert_status(303);
    let bad = analyst.send(upload(b"\x89PNG\r\n\x1a\n")).await.assert_status(303);

    let draft: uuid::Uuid =
        sqlx::query_scalar("SELECT id FROM player_import").fetch_one(app.sql()).await.unwrap();
    assert_eq!(good.header("location"), format!("/players/import/{draft}"));
    assert!(bad.header("location").starts_with("/players/import?error=The%20file%20is%20not"));
}

#[tokio::test]
async fn the_public_tables_are_imported_over_rest() {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/scouting");
    let Ok(torture) = std::fs::read(data.join("import_torture/a_utf8_bom_crlf.csv")) else {
        eprintln!("skipped: {} is absent", data.display());
        return;
    };
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    for _ in 0..2 {
        post_import(&analyst, form(torture.clone(), &[])).await.assert_status(202);
        run_jobs(&app).await;
    }

    assert_eq!(count(&app, "SELECT count(*) FROM player").await, 8);
    assert_eq!(count(&app, "SELECT max(version)::bigint FROM player").await, 1);
    let last = "SELECT (result -> 'counts' ->> 'players_changed')::bigint FROM job ORDER BY id DESC LIMIT 1";
    assert_eq!(count(&app, last).await, 0);
}

/// The draft that the page's form makes of `file`.
async fn draft(app: &TestApp, analyst: &Client, file: &'static str) -> String {
    let upload = analyst.request(Method::POST, "/players/import/upload").multipart(form(file, &[]));
    analyst.send(upload).await.assert_status(303);
    let newest = "SELECT id::text FROM player_import ORDER BY created_at DESC LIMIT 1";
    sqlx::query_scalar(newest).fetch_one(app.sql()).await.expect("the draft is there")
}

#[tokio::test]
async fn a_person_without_script_looks_at_the_mapping_corrects_it_and_starts_the_import() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = draft(&app, &analyst, "Spieler,Geboren\nUwe Seeler,05.11.1936\n").await;
    let page = format!("/players/import/{id}");

    let before = analyst.get(&page).await.assert_status(200).text();
    let fields = [
        ("id", id.as_str()),
        ("intent", "run"),
        ("table", "players"),
        ("delimiter", "comma"),
        ("legacy", "windows-1252"),
        ("columns[0]", "name"),
        ("columns[1]", "birth_date"),
    ];
    let sent = analyst.submit("/fn/players/settle_import", &page, &fields).await;
    run_jobs(&app).await;
    let after = analyst.get(&page).await.assert_status(200).text();

    assert!(before.contains("Choose the column that holds the player"), "{before}");
    assert!(before.contains("name=\"columns[0]\""), "{before}");
    assert_eq!(sent.assert_status(302).header("location"), page);
    assert!(after.contains("Players added"), "{after}");
    let born =
        "SELECT count(*) FROM player WHERE name = 'Uwe Seeler' AND birth_date = '1936-11-05'";
    assert_eq!(count(&app, born).await, 1);
}

#[tokio::test]
async fn the_page_of_a_done_import_shows_what_was_not_taken_and_where_to_fetch_it() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let accepted = post_import(&analyst, form(TABLE, &[])).await.assert_status(202).json();
    run_jobs(&app).await;
    let id = accepted["import_id"].as_str().unwrap();

    let page = analyst.get(&format!("/players/import/{id}")).await.assert_status(200).text();
    let list = analyst.get("/players/import").await.assert_status(200).text();

    assert!(page.contains("date_of_birth is not a date (1990-13-45)"), "{page}");
    assert!(page.contains(&format!("/api/v1/players/imports/{id}/rejects.csv")), "{page}");
    assert!(list.contains("table.csv") && list.contains("Completed"), "{list}");
}

#[tokio::test]
async fn the_server_functions_of_imports_are_for_analysts() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = draft(&app, &analyst, "name\nA\n").await;
    let viewer = app.sign_in(Role::Viewer).await;
    let settle = [
        ("id", id.as_str()),
        ("intent", "run"),
        ("table", "players"),
        ("delimiter", "comma"),
        ("legacy", "windows-1252"),
    ];

    for (client, status) in [(app.signed_out(), 401), (viewer, 403)] {
        client.post_form("/fn/players/list_imports", &[]).await.assert_status(status);
        client.post_form("/fn/players/find_import", &[("id", &id)]).await.assert_status(status);
        client.post_form("/fn/players/settle_import", &settle).await.assert_status(status);
    }
    let nobody = "00000000-0000-0000-0000-000000000000";
    analyst.post_form("/fn/players/find_import", &[("id", nobody)]).await.assert_status(404);
    assert_eq!(count(&app, "SELECT count(*) FROM job").await, 0);
}
