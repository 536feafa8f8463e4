//! What operators do from a terminal: secrets, jobs, market values. Each on a database of its own, with
//! the program as a process.

use std::process::Output;

use axum::{Json, Router, extract::Path, routing::get};
use backroom::{JobId, JobState};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use football::PlayerId;
use http::StatusCode;
use serde_json::json;
use store::{
    Database,
    database::{ConnectSettings, connect},
    queue::{AttemptEnd, Job as _, ScoutPlayer, end_attempt, enqueue, fetch, find_task},
};
use test_database::TestDatabase;

use crate::program::{Program, Server};

const VALUE: &str = "sk-canary-7f1d2c0b9a8e7d6c5b4a-wxyz";

fn told(output: &Output) -> String {
    let (out, error) = (&output.stdout, &output.stderr);
    format!("{}{}", String::from_utf8_lossy(out), String::from_utf8_lossy(error))
}

#[track_caller]
fn succeeded(output: &Output) -> String {
    let told = told(output);
    assert!(output.status.success(), "{told}");
    told
}

#[track_caller]
fn refused(output: &Output) -> String {
    let told = told(output);
    assert_eq!(output.status.code(), Some(1), "{told}");
    told
}

/// A key of one byte repeated, as the setting writes it.
fn key(id: &str, byte: u8) -> String {
    format!("{id}:{}", BASE64_STANDARD.encode([byte; 32]))
}

fn with_keys(program: &Program, keys: &str, arguments: &[&str], input: Option<&str>) -> Output {
    use std::{io::Write as _, process::Stdio};

    let mut command = program.command(arguments);
    let mut child =
        command.env("TOUCHLINE_VAULT_KEYS", keys).stdin(Stdio::piped()).spawn().unwrap();
    let mut typed = child.stdin.take().unwrap();
    // A command that refuses to begin does not read.
    typed.write_all(input.unwrap_or_default().as_bytes()).ok();
    drop(typed);
    child.wait_with_output().unwrap()
}

#[tokio::test]
async fn secrets_are_set_rotated_and_deleted_from_the_command_line_and_never_printed() {
    let program = Program::with(TestDatabase::create().await);
    let (old, new) = (key("2025", 1), key("2026", 2));
    let both = format!("{new},{old}");
    let run = |keys: &str, arguments: &[&str]| with_keys(&program, keys, arguments, None);

    let set = with_keys(&program, &old, &["secrets", "set", "provider"], Some(VALUE));
    let again = with_keys(&program, &old, &["secrets", "set", "llm"], Some("short\n"));
    let before = run(&old, &["secrets", "list"]);
    let too_early = run(&new, &["secrets", "list"]);
    let rotated = run(&both, &["secrets", "rotate-keys"]);
    let nothing_left = run(&both, &["secrets", "rotate-keys"]);
    let after = run(&new, &["secrets", "list"]);
    let too_late = run(&old, &["secrets", "list"]);
    let deleted = run(&new, &["secrets", "delete", "provider"]);
    let gone = run(&new, &["secrets", "delete", "provider"]);
    let left = run(&new, &["secrets", "list"]);

    assert!(succeeded(&set).contains("provider is kept, version 1."));
    succeeded(&again);
    let before = succeeded(&before);
    assert!(before.contains("••••••wxyz") && before.contains("key 2025"), "{before}");
    // The new key alone does not open what the old one sealed, and the other way round.
    for output in [&too_early, &too_late] {
        let told = refused(output);
        assert!(told.contains("TOUCHLINE_VAULT_KEYS"), "{told}");
    }
    assert!(succeeded(&rotated).contains("2 secrets sealed anew with the key 2026."));
    assert!(succeeded(&nothing_left).contains("0 secrets"));
    let after = succeeded(&after);
    assert!(after.contains("key 2026") && !after.contains("key 2025"), "{after}");
    assert!(succeeded(&deleted).contains("provider is gone."));
    assert!(refused(&gone).contains("no secret called provider"));
    let left = succeeded(&left);
    assert!(left.contains("llm") && !left.contains("provider"), "{left}");
    let unnamed = with_keys(&program, &new, &["secrets", "set", "Not a name"], Some(VALUE));
    assert!(refused(&unnamed).contains("name:"), "{}", told(&unnamed));
    for output in [set, unnamed, rotated, deleted] {
        assert!(!told(&output).contains("canary"), "{}", told(&output));
    }
}

#[tokio::test]
async fn a_wrong_key_stops_every_start_and_the_right_one_does_not() {
    let program = Program::with(TestDatabase::create().await);
    let (right, wrong, unknown) = (key("2026", 1), key("2026", 2), key("2027", 3));
    succeeded(&with_keys(&program, &right, &["secrets", "set", "provider"], Some(VALUE)));

    for keys in [&wrong, &unknown] {
        for start in [&["serve"][..], &["work"], &["secrets", "list"], &["secrets", "rotate-keys"]]
        {
            let told = refused(&with_keys(&program, keys, start, None));
            assert!(told.contains("does not fit the database"), "{start:?}: {told}");
            assert!(!told.contains("canary"), "{told}");
        }
    }
    let server = {
        let mut command = program.command(&["serve"]);
        command.env("TOUCHLINE_VAULT_KEYS", &right);
        Server::start(command)
    };
    let (code, ..) = tokio::task::spawn_blocking(|| server.stop()).await.unwrap();
    assert_eq!(code, Some(0));
}

async fn database(program: &Program) -> Database {
    connect(&ConnectSettings {
        url: program.database_url().to_owned(),
        max_connections: 2,
        acquire_timeout: std::time::Duration::from_secs(30),
    })
    .await
    .unwrap()
}

async fn report_on(db: &Database, player: i64) -> JobId {
    let job = ScoutPlayer { player_id: PlayerId(player), question: String::new() };
    enqueue(db, job.job("Ada Known")).await.unwrap().id()
}

async fn state(db: &Database, id: JobId) -> JobState {
    find_task(db, id).await.unwrap().unwrap().state
}

#[tokio::test]
async fn jobs_are_listed_cancelled_retried_and_pruned_from_the_command_line() {
    let program = Program::with(TestDatabase::create().await);
    let db = database(&program).await;
    let (waiting, failed) = (report_on(&db, 1).await, report_on(&db, 2).await);
    let leases = fetch(&db, ScoutPlayer::QUEUE, "test", 10, std::time::Duration::from_mins(9));
    for lease in leases.await.unwrap() {
        if lease.id.job == failed {
            let reason = "There is no such player.".to_owned();
            end_attempt(&db, lease.id, AttemptEnd::Abandoned { reason }).await.unwrap();
        } else {
            store::queue::hand_back(&db, lease.id).await.unwrap();
        }
    }
    let run = |arguments: &[&str]| program.run(arguments);
    let (waiting_id, failed_id) = (waiting.to_string(), failed.to_string());

    let all = succeeded(&run(&["jobs", "list"]));
    let of_state = succeeded(&run(&["jobs", "list", "--state", "failed,dead"]));
    let of_kind = succeeded(&run(&["jobs", "list", "--kind", "import_players"]));
    let one = succeeded(&run(&["jobs", "list", "--limit", "1"]));
    let no_state = run(&["jobs", "list", "--state", "sleeping"]);
    assert!(all.contains(&waiting_id) && all.contains(&failed_id), "{all}");
    assert!(of_state.contains("There is no such player.") && !of_state.contains(&waiting_id));
    assert_eq!((of_kind.lines().count(), one.lines().count()), (0, 1));
    assert!(refused(&no_state).contains("sleeping"), "{}", told(&no_state));

    let retried = succeeded(&run(&["jobs", "retry", &failed_id]));
    let not_failed = run(&["jobs", "retry", &waiting_id]);
    assert!(retried.contains("queued again"), "{retried}");
    assert_eq!(state(&db, failed).await, JobState::Queued);
    assert!(refused(&not_failed).contains("not failed or cancelled"));

    let cancelled = succeeded(&run(&["jobs", "cancel", &waiting_id]));
    let ended = run(&["jobs", "cancel", &waiting_id]);
    let unknown = run(&["jobs", "cancel", "00000000-0000-7000-8000-000000000000"]);
    assert!(cancelled.contains("told to stop"), "{cancelled}");
    assert_eq!(state(&db, waiting).await, JobState::Cancelled);
    assert!(refused(&ended).contains("already finished"));
    assert!(refused(&unknown).contains("no job"));

    let too_young = succeeded(&run(&["jobs", "prune"]));
    sqlx::query("UPDATE job SET finished_at = now() - interval '8 days' WHERE id = $1")
        .bind(waiting.0)
        .execute(db.get_postgres_connection_pool())
        .await
        .unwrap();
    let pruned = succeeded(&run(&["jobs", "prune", "--older-than-days", "7"]));
    assert!(too_young.contains("Deleted 0 jobs."), "{too_young}");
    assert!(pruned.contains("Deleted 1 jobs."), "{pruned}");
    assert!(find_task(&db, waiting).await.unwrap().is_none());
    assert_eq!(state(&db, failed).await, JobState::Queued, "what waits is not pruned");
    db.close().await.unwrap();
}

/// A service that knows every player but one; gives its address as the setting writes it.
async fn service() -> String {
    async fn answer(Path(player): Path<String>) -> Result<Json<serde_json::Value>, StatusCode> {
        match player.as_str() {
            "4" => Err(StatusCode::INTERNAL_SERVER_ERROR),
            _ => Ok(Json(json!({ "date": "2026-07-01", "amount_eur": 700_000 }))),
        }
    }
    let router = Router::new().route("/{id}", get(answer));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("http://{address}/{{provider_id}}")
}

#[tokio::test(flavor = "multi_thread")]
async fn market_values_are_refreshed_from_the_command_line_and_summed_up() {
    let program = Program::with(TestDatabase::create().await);
    let db = database(&program).await;
    sqlx::query(
        "INSERT INTO player (name, provider, provider_id)
         SELECT 'Player ' || n, 'transfermarkt', n::text FROM generate_series(1, 4) n",
    )
    .execute(db.get_postgres_connection_pool())
    .await
    .unwrap();
    let url = service().await;
    let run = |arguments: &[&str]| {
        let mut command = program.command(&[&["players", "refresh-values"], arguments].concat());
        command.env("TOUCHLINE_MARKET_VALUES_URL", &url).output().unwrap()
    };

    let nobody = run(&[]);
    let wrong = run(&["--all", "--concurrency", "0"]);
    let some = run(&["--player-ids", "1,2", "--concurrency", "2", "--timeout", "2", "--wait"]);
    let all = run(&["--all", "--retries", "1", "--wait"]);
    let queued = run(&["--player-ids", "3"]);

    assert!(!nobody.status.success() && told(&nobody).contains("--all"), "{}", told(&nobody));
    assert!(refused(&wrong).contains("--concurrency: give a number from 1 to 100"));
    let some = succeeded(&some);
    assert!(some.contains("processed         2") && some.contains("100.0 %"), "{some}");
    let all = succeeded(&all);
    for line in ["processed         1", "skipped as fresh  2", "failed            1", "50.0 %"] {
        assert!(all.contains(line), "{line} in {all}");
    }
    assert!(all.contains("average time"), "{all}");
    assert!(succeeded(&queued).contains("Queued as job"));
    let values: i64 = sqlx::query_scalar("SELECT count(*) FROM player WHERE value_eur = 700000")
        .fetch_one(db.get_postgres_connection_pool())
        .await
        .unwrap();
    assert_eq!(values, 3);
    db.close().await.unwrap();
}
