//! The program itself, killed in the middle of its work and started again: nothing is lost and
//! nothing is done twice.

use std::{
    fmt::Write as _,
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use backroom::Role;
use football::PlayerId;
use http::Method;
use reqwest::multipart::{Form, Part};
use store::queue::{ScoutPlayer, count_due, enqueue};

use test_database::TestDatabase;

use crate::{
    TestApp,
    insights::add_players_with_values,
    jobs::eventually,
    plain_client,
    program::{Program, Server},
};

/// Enough that the import is still under way when the process is killed.
const ROWS: i64 = 15_000;
const SCOUTED: i64 = 20;
const KILLS: usize = 3;
/// A start that has to take over what a killed server left, on a machine that does other things too.
const START_LIMIT: Duration = Duration::from_secs(30);

/// A process of the program that runs jobs; killed when dropped.
struct Process(Child);

impl Process {
    fn start(app: &TestApp, command: &str) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_touchline"))
            .arg(command)
            .env("DATABASE_URL", app.database_url())
            .env("TOUCHLINE_DATA_DIR", app.folder())
            .env("TOUCHLINE_LISTEN", "127.0.0.1:0")
            .env("TOUCHLINE_JOB_LEASE_SECS", "2")
            .env("TOUCHLINE_LOG", "warn")
            .stdout(Stdio::null())
            .spawn()
            .expect("the program can be started");
        Self(child)
    }

    /// SIGKILL: it cannot put anything in order.
    fn kill(mut self) {
        self.0.kill().expect("a child can be killed");
        self.0.wait().expect("a killed child ends");
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        self.0.kill().ok();
        self.0.wait().ok();
    }
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(app.sql()).await.expect("a query that reads")
}

/// Queues an import of [`ROWS`] players and a report on each of [`SCOUTED`] others.
async fn ask_for_work(app: &TestApp) {
    let analyst = app.sign_in(Role::Analyst).await;
    let mut table = String::from("name,date_of_birth,market_value\n");
    for row in 0..ROWS {
        let _ = writeln!(table, "Player {row},1990-01-01,€{}k", row % 900 + 1);
    }
    let part = Part::bytes(table.into_bytes()).file_name("players.csv");
    let request = analyst
        .request(Method::POST, "/api/v1/players/import")
        .multipart(Form::new().part("file", part));
    analyst.send(request).await.assert_status(202);
    for number in 0..SCOUTED {
        let name = format!("Scouted {number}");
        let id: i64 = sqlx::query_scalar(
            "INSERT INTO player (name, birth_date, position) VALUES ($1, '1998-05-05', 'CB')
             RETURNING id",
        )
        .bind(&name)
        .fetch_one(app.sql())
        .await
        .expect("a player can be stored");
        let job = ScoutPlayer { player_id: PlayerId(id), question: String::new() }.job(&name);
        enqueue(app.db(), job).await.expect("a job can be queued");
    }
}

#[tokio::test]
async fn a_worker_killed_in_the_middle_of_an_import_and_reports_loses_and_doubles_nothing() {
    kill_in_the_middle("work").await;
}

#[tokio::test]
async fn a_server_killed_in_the_middle_of_an_import_and_reports_loses_and_doubles_nothing() {
    kill_in_the_middle("serve").await;
}

#[tokio::test]
async fn a_worker_killed_in_the_middle_of_a_batch_of_insights_begins_anew_and_doubles_nothing() {
    const PLAYERS: i64 = 6_000;
    const WRITTEN: &str = "SELECT count(*) FROM insight";
    let app = TestApp::start().await;
    add_players_with_values(app.sql(), PLAYERS).await;
    let analyst = app.sign_in(Role::Analyst).await;
    let body = serde_json::json!({});
    analyst.post("/api/v1/insights/batch", &body).await.assert_status(202);

    let process = Process::start(&app, "work");
    eventually("some insights", async || (count(&app, WRITTEN).await > 0).then_some(())).await;
    process.kill();
    let half_way = count(&app, WRITTEN).await;
    let process = Process::start(&app, "work");
    eventually("all done", async || {
        (count_due(app.db()).await.expect("the database answers") == 0).then_some(())
    })
    .await;
    drop(process);

    assert!(half_way < 2 * PLAYERS, "the batch was done before it was killed");
    assert_eq!(count(&app, WRITTEN).await, 2 * PLAYERS);
    let pairs = "SELECT count(*) FROM (SELECT DISTINCT player_id, kind FROM insight) pairs";
    assert_eq!(count(&app, pairs).await, 2 * PLAYERS);
    assert_eq!(count(&app, "SELECT count(*) FROM job WHERE state <> 'completed'").await, 0);
}

/// A private cluster ends with a killed server; the next start waits for its end.
#[tokio::test]
async fn a_killed_server_with_a_private_database_starts_again_at_once_and_knows_its_data() {
    let program = Program::with(TestDatabase::create_empty().await);
    let start = || {
        let mut command = program.command(&["serve"]);
        command.env_remove("DATABASE_URL").env("TOUCHLINE_DEMO", "1");
        // The program looks for PostgreSQL where the system keeps it.
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        Server::start(command)
    };
    let count = async |server: &Server| {
        let base = format!("http://{}/api/v1", server.address);
        let client = plain_client();
        let form = [("username", "admin"), ("password", "admin123"), ("grant_type", "password")];
        let token = client.post(format!("{base}/auth/token")).form(&form).send().await.unwrap();
        let token: serde_json::Value = token.json().await.unwrap();
        let list = client.get(format!("{base}/players?limit=200"));
        let list = list.bearer_auth(token["access_token"].as_str().unwrap()).send().await.unwrap();
        list.json::<serde_json::Value>().await.unwrap()["items"].as_array().unwrap().len()
    };

    let server = start();
    let before = count(&server).await;
    server.kill();
    let begun = Instant::now();
    let server = start();
    let took = begun.elapsed();
    let after = count(&server).await;
    let (code, ..) = server.stop();

    assert!(before > 0);
    assert_eq!(after, before);
    assert_eq!(code, Some(0));
    assert!(took < START_LIMIT, "{took:?}");
}

async fn kill_in_the_middle(command: &str) {
    let app = TestApp::start().await;
    ask_for_work(&app).await;

    let mut interrupted = 0;
    for _ in 0..KILLS {
        let process = Process::start(&app, command);
        eventually("jobs under way", async || {
            let running = count(&app, "SELECT count(*) FROM job WHERE state = 'running'").await;
            let done = count_due(app.db()).await.expect("the database answers") == 0;
            (running > 0 || done).then_some(())
        })
        .await;
        process.kill();
        interrupted += count(&app, "SELECT count(*) FROM job WHERE state = 'running'").await;
    }
    let process = Process::start(&app, command);
    eventually("all done", async || {
        (count_due(app.db()).await.expect("the database answers") == 0).then_some(())
    })
    .await;
    drop(process);

    assert!(interrupted > 0, "nothing was under way when the process was killed");
    // A server queues work of its own besides.
    let asked = "SELECT count(*) FROM job WHERE kind IN ('import_players', 'scout_player')";
    assert_eq!(count(&app, asked).await, SCOUTED + 1);
    assert_eq!(count(&app, "SELECT count(*) FROM job WHERE state <> 'completed'").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM player").await, ROWS + SCOUTED);
    assert_eq!(count(&app, "SELECT count(*) FROM scouting_report").await, SCOUTED);
    let reported = "SELECT count(DISTINCT player_id) FROM scouting_report WHERE version = 1";
    assert_eq!(count(&app, reported).await, SCOUTED);
    // Every interruption is told in the job's stream, and no stream has a gap.
    let gaps = "SELECT count(*) FROM job WHERE event_seq <> (
        SELECT count(*) FROM (
            SELECT seq FROM job_event WHERE job_id = id
            UNION SELECT seq FROM job_log WHERE job_id = id) AS told)";
    assert_eq!(count(&app, gaps).await, 0);
}
