//! The program itself, killed in the middle of its work and started again: nothing is lost and
//! nothing is done twice.

use std::{
    fmt::Write as _,
    process::{Child, Command, Stdio},
};

use backroom::Role;
use football::PlayerId;
use http::Method;
use reqwest::multipart::{Form, Part};
use store::queue::{ScoutPlayer, count_due, enqueue};

use crate::{TestApp, jobs::eventually};

/// Enough that the import is still under way when the process is killed.
const ROWS: i64 = 15_000;
const SCOUTED: i64 = 20;
const KILLS: usize = 3;

/// `touchline work` in a process of its own; killed when dropped.
struct Process(Child);

impl Process {
    fn start(app: &TestApp) -> Self {
        let child = Command::new(env!("CARGO_BIN_EXE_touchline"))
            .arg("work")
            .env("DATABASE_URL", app.database_url())
            .env("TOUCHLINE_DATA_DIR", app.folder())
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
async fn a_process_killed_in_the_middle_of_an_import_and_reports_loses_and_doubles_nothing() {
    let app = TestApp::start().await;
    ask_for_work(&app).await;

    let mut interrupted = 0;
    for _ in 0..KILLS {
        let process = Process::start(&app);
        eventually("jobs under way", async || {
            let running = count(&app, "SELECT count(*) FROM job WHERE state = 'running'").await;
            let done = count_due(app.db()).await.expect("the database answers") == 0;
            (running > 0 || done).then_some(())
        })
        .await;
        process.kill();
        interrupted += count(&app, "SELECT count(*) FROM job WHERE state = 'running'").await;
    }
    let process = Process::start(&app);
    eventually("all done", async || {
        (count_due(app.db()).await.expect("the database answers") == 0).then_some(())
    })
    .await;
    drop(process);

    assert!(interrupted > 0, "nothing was under way when the process was killed");
    let jobs = count(&app, "SELECT count(*) FROM job WHERE state = 'completed'").await;
    assert_eq!(jobs, SCOUTED + 1);
    assert_eq!(count(&app, "SELECT count(*) FROM job").await, SCOUTED + 1);
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
