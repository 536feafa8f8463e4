//! Faults of the program: noted wherever they are met, told to administrators, and never in the way of an
//! answer.

use std::time::{Duration, Instant};

use anyhow::anyhow;
use axum::{Router, routing::get};
use backroom::{IncidentState, IncidentView, Role};
use chrono::{TimeDelta, Utc};
use page_base::{error::Failure, request::Clock};
use server::{
    housekeeping::tidy,
    http::problem::Problem,
    jobs::{JobError, Registry, WorkerSettings, run_until_idle},
};
use store::queue::{NewJob, enqueue};

use crate::{TestApp, jobs::Drill};

async fn app_with_faults() -> TestApp {
    async fn broken() -> Result<&'static str, Problem> {
        let name = "Martin Ødegaard";
        Err(Problem(Failure::Hidden(anyhow!("{name} is broken").context("the clock stands still"))))
    }
    async fn panics() -> &'static str {
        panic!("the secret is 42");
    }
    let routes =
        Router::new().route("/test/broken/{id}", get(broken)).route("/test/panic", get(panics));
    TestApp::start_with_routes(routes, |_| {}).await
}

async fn incidents(app: &TestApp) -> Vec<IncidentView> {
    app.observer().flush_book().await.unwrap();
    store::incidents::list_incidents(app.db(), None, None, 100).await.unwrap()
}

#[tokio::test]
async fn a_fault_is_noted_by_route_and_kind_with_its_request_and_without_data() {
    let app = app_with_faults().await;
    let client = app.signed_out();

    client.get("/test/broken/4711").await.assert_status(500);
    let last = client.get("/test/broken/4712?name=%C3%98degaard").await.assert_status(500);
    client.get("/test/panic").await.assert_status(500);
    client.get("/api/v1/nothing").await.assert_status(404);

    let incidents = incidents(&app).await;
    assert_eq!(incidents.len(), 2, "{incidents:?}");
    let broken = incidents.iter().find(|it| it.place == "GET /test/broken/{id}").unwrap();
    assert_eq!((broken.times, broken.kind.as_str()), (2, "the clock stands still"));
    assert_eq!(broken.request_id.as_deref(), Some(last.header("x-request-id")));
    let panic = incidents.iter().find(|it| it.place == "GET /test/panic").unwrap();
    assert!(panic.kind.starts_with("panic at touchline/tests/it/incidents.rs:"), "{panic:?}");
    // What an incident says of itself; numbers and times of its own may hold any digits.
    for IncidentView { place, kind, note, .. } in &incidents {
        let told = format!("{place} {kind} {note}");
        assert!(!["degaard", "471", "42"].iter().any(|it| told.contains(it)), "{told}");
    }
}

#[tokio::test]
async fn a_storm_of_faults_while_the_database_is_away_costs_no_answer() {
    let app = app_with_faults().await;
    let client = app.signed_out();
    app.sql().close().await;

    let began = Instant::now();
    let asked = (0..500).map(|_| client.get("/test/panic"));
    let answers = futures::future::join_all(asked).await;
    let flushed = app.observer().flush_book().await;

    assert!(answers.iter().all(|answer| answer.status == 500 || answer.status == 503));
    assert!(answers.iter().any(|answer| answer.status == 500));
    assert!(began.elapsed() < Duration::from_secs(20), "{:?}", began.elapsed());
    assert!(flushed.is_err(), "the rows wait for the database");
}

#[tokio::test]
async fn a_job_that_panics_fails_or_takes_too_long_is_an_incident_and_one_that_gives_up_is_none() {
    let app = TestApp::start().await;
    for name in ["panics", "fails", "waits", "is told", "gives up"] {
        let job = NewJob {
            request_id: Some(format!("req_{name}")),
            ..NewJob::new(Drill { name: name.to_owned() })
        };
        enqueue(app.db(), job).await.unwrap();
    }

    let env = server::jobs::JobEnv::new(app.state(), &app.config().jobs);
    let registry = Registry::default().with(Duration::from_millis(300), async |job: Drill, _| {
        match job.name.as_str() {
            "panics" => panic!("crossbar"),
            "fails" => Err(JobError::Retry(
                store::StoreError::Unreadable { what: "pitch", source: "Martin Ødegaard".into() }
                    .into(),
            )),
            "waits" => std::future::pending().await,
            "is told" => Err(JobError::Retry(anyhow!("the provider of {} is away", job.name))),
            _ => Err(JobError::abandon("There is no such player.")),
        }
    });
    run_until_idle(env, registry, &WorkerSettings::for_testing()).await.unwrap();

    let incidents = incidents(&app).await;
    let mut kinds: Vec<_> = incidents.iter().map(|it| it.kind.as_str()).collect();
    kinds.sort_unstable();
    assert_eq!(kinds.len(), 3, "{kinds:?}");
    assert_eq!(kinds[0], "it took longer than its time limit");
    assert!(kinds[1].starts_with("panic at touchline/tests/it/incidents.rs:"), "{kinds:?}");
    assert_eq!(kinds[2], "stored pitch cannot be read");
    assert!(incidents.iter().all(|it| it.place == "job drill" && it.job.is_some()));
    assert!(incidents.iter().any(|it| it.request_id.as_deref() == Some("req_panics")));
    // What waits for its next attempt must not be left in the queue.
    sqlx::query("DELETE FROM job").execute(app.sql()).await.unwrap();
}

#[tokio::test]
async fn an_administrator_reads_acknowledges_and_closes_incidents_without_script() {
    let app = app_with_faults().await;
    app.signed_out().get("/test/broken/1").await.assert_status(500);
    let id = incidents(&app).await[0].id.to_string();
    let admin = app.sign_in(Role::Admin).await;
    let page = async |address: &str| admin.get(address).await.assert_status(200).text();
    let settle = async |state: &'static str, note: &'static str| {
        let fields = [("id", id.as_str()), ("state", state), ("note", note)];
        let from = "/operations/incidents";
        admin.submit("/fn/operations/settle_incident", from, &fields).await.status.as_u16()
    };

    let open = page("/operations/incidents").await;
    assert!(open.contains("the clock stands still") && open.contains("GET /test/broken/{id}"));
    assert_eq!(settle("acknowledged", "Ada looks").await, 302);
    let acknowledged = page("/operations/incidents?state=acknowledged").await;
    assert!(acknowledged.contains("Ada looks"), "{acknowledged}");
    assert!(page("/operations/incidents").await.contains("No incident is open."));
    assert_eq!(settle("closed", "Mended").await, 302);
    assert!(page("/operations/incidents?state=all").await.contains("Mended"));

    app.signed_out().get("/test/broken/1").await.assert_status(500);
    let again = incidents(&app).await;
    assert_eq!((again[0].state, again[0].times), (IncidentState::Open, 2));
    app.sign_in(Role::Analyst).await.get("/operations/incidents").await.assert_status(403);
}

#[tokio::test]
async fn incidents_that_have_not_come_for_ninety_days_are_forgotten() {
    let app = app_with_faults().await;
    app.signed_out().get("/test/panic").await.assert_status(500);
    assert_eq!(incidents(&app).await.len(), 1);

    tidy(app.db(), Clock::Fixed(Utc::now() + TimeDelta::days(91))).await.unwrap();

    assert!(incidents(&app).await.is_empty());
    app.run_queued_jobs().await;
}
