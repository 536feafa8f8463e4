//! Scouting over REST and on pages: asking, working, reading.

use backroom::Role;
use chrono::{DateTime, NaiveDate};
use football::{MarketValue, Player, PlayerDraft, Position};
use serde_json::json;
use server::demo::{demo_players, demo_seasons};
use store::{
    demo,
    players::{self, Author},
};

use crate::TestApp;

/// 21 November 2026, 12:00 UTC.
async fn app() -> TestApp {
    TestApp::start_at(DateTime::from_timestamp(1_795_262_400, 0).expect("an instant")).await
}

async fn add_player(app: &TestApp, name: &str) -> Player {
    let draft = PlayerDraft {
        name: name.to_owned(),
        birth_date: NaiveDate::from_ymd_opt(2002, 3, 4),
        position: Some(Position::CentreForward),
        height_cm: Some(184),
        club: Some("1. FC Testdorf".to_owned()),
        market_value: Some(MarketValue {
            amount_eur: 12_000_000,
            date: NaiveDate::from_ymd_opt(2026, 6, 1).expect("a day"),
            source: "Test estimate".to_owned(),
        }),
        ..PlayerDraft::default()
    };
    players::create(app.db(), &Author::default(), &draft).await.expect("a sound draft is stored")
}

fn scout(player: &Player) -> String {
    format!("/api/v1/players/{}/scout", player.id)
}

#[tokio::test]
async fn a_player_is_scouted_and_the_report_read() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;

    let accepted = analyst.post(&scout(&player), &json!({"question": "Worth it?"})).await;
    let accepted = accepted.assert_status(202);
    let task = accepted.json()["task_id"].as_str().unwrap().to_owned();
    assert_eq!(accepted.json()["status"], "pending");
    assert_eq!(accepted.json()["href"], format!("/api/v1/tasks/{task}"));
    app.run_queued_jobs().await;

    let list = analyst.get(&format!("/api/v1/players/{}/reports", player.id)).await;
    let list = list.assert_status(200).json();
    assert_eq!((list["total"].as_u64(), list["next_cursor"].as_str()), (Some(1), None));
    let href = list["items"][0]["href"].as_str().unwrap();
    let report = analyst.get(href).await.assert_status(200).json();
    assert_eq!(report["question"], "Worth it?");
    assert_eq!(report["numbers_checked"], report["numbers_found"]);
    assert!(report["numbers_checked"].as_u64() > Some(5), "{report}");
    assert_eq!(report["rejected"], json!([]));
    // One player has no peers: undecided, and the report says so.
    assert_eq!(report["verdict"], "undecided");
    let value = report["evidence"].as_array().unwrap().iter();
    let value = value.clone().find(|row| row["metric"] == "Market value").unwrap().clone();
    assert_eq!((value["shown"].as_str(), value["percentile"].as_f64()), (Some("€12m"), None));
    assert_eq!(value["no_percentile_because"], "no percentile: 1 of at least 20 peers");
}

#[tokio::test]
async fn a_report_reads_as_markdown() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per <Andersson>").await;
    analyst.post(&scout(&player), &json!({})).await.assert_status(202);
    app.run_queued_jobs().await;

    let list = analyst.get(&format!("/api/v1/players/{}/reports", player.id)).await.json();
    let href = list["items"][0]["href"].as_str().unwrap().to_owned();
    let answer = analyst.get(&format!("{href}.md")).await.assert_status(200);

    assert_eq!(answer.header("content-type"), "text/markdown; charset=utf-8");
    assert!(answer.text().starts_with("# Per &lt;Andersson&gt;\n"), "{}", answer.text());
    assert!(answer.text().contains("## What we do not know"));
}

#[tokio::test]
async fn asking_again_for_what_is_known_gives_the_same_report() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;

    for _ in 0..2 {
        analyst.post(&scout(&player), &json!({})).await.assert_status(202);
        app.run_queued_jobs().await;
    }
    let tasks = store::queue::tasks_of(app.db(), analyst.account(), 10).await.unwrap();

    assert_eq!(store::scouting::count_reports(app.db()).await.unwrap(), 1);
    let newest = tasks[0].result.clone().unwrap();
    assert_eq!(newest["summary"], "Unchanged since report 1");
    assert_eq!(newest["href"], format!("/players/{}/reports/1", player.id));
    assert!(tasks[0].steps.iter().all(|step| step.state == backroom::StepState::Done));
}

#[tokio::test]
async fn two_who_ask_the_same_share_one_task() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;

    let first = analyst.post(&scout(&player), &json!({"question": "Fit?"})).await.json();
    let second = analyst.post(&scout(&player), &json!({"question": "fit? "})).await.json();
    let other = analyst.post(&scout(&player), &json!({"question": "Why?"})).await.json();

    assert_eq!(first["task_id"], second["task_id"]);
    assert_ne!(first["task_id"], other["task_id"]);
    app.run_queued_jobs().await;
    assert_eq!(store::scouting::count_reports(app.db()).await.unwrap(), 2);
}

#[tokio::test]
async fn only_analysts_start_a_report_and_only_the_signed_in_read() {
    let app = app().await;
    let player = add_player(&app, "Per Andersson").await;
    let (nobody, viewer) = (app.signed_out(), app.sign_in(Role::Viewer).await);
    let analyst = app.sign_in(Role::Analyst).await;
    analyst.post(&scout(&player), &json!({})).await.assert_status(202);
    app.run_queued_jobs().await;
    let list = format!("/api/v1/players/{}/reports", player.id);
    let report = analyst.get(&list).await.json()["items"][0]["href"].as_str().unwrap().to_owned();

    nobody.post(&scout(&player), &json!({})).await.assert_status(401);
    viewer.post(&scout(&player), &json!({})).await.assert_status(403);
    for path in [list.as_str(), report.as_str(), &format!("{report}.md")] {
        nobody.get(path).await.assert_status(401);
        viewer.get(path).await.assert_status(200);
    }
}

#[tokio::test]
async fn the_pages_functions_guard_themselves_too() {
    let app = app().await;
    let player = add_player(&app, "Per Andersson").await.id.to_string();
    let (nobody, viewer) = (app.signed_out(), app.sign_in(Role::Viewer).await);
    let fields = [("player_id", player.as_str()), ("version", "1")];

    for (function, by_nobody, by_viewer) in [
        ("scouting/scout_player", 401, 403),
        ("scouting/find_player_reports", 401, 200),
        ("scouting/find_report", 401, 404),
        ("scouting/list_reports", 401, 200),
    ] {
        let path = format!("/fn/{function}");
        let nobodys = nobody.post_form(&path, &fields).await;
        let viewers = viewer.post_form(&path, &fields).await;
        assert_eq!(nobodys.status, by_nobody, "{function}: {}", nobodys.text());
        assert_eq!(viewers.status, by_viewer, "{function}: {}", viewers.text());
    }
}

#[tokio::test]
async fn unknown_and_deleted_players_and_reports_are_not_there() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;
    players::delete(app.db(), &Author::default(), &[player.id]).await.unwrap();

    for path in ["/api/v1/players/999999/scout", &scout(&player)] {
        analyst.post(path, &json!({})).await.assert_status(404);
    }
    for path in
        ["/api/v1/players/999999/reports", "/api/v1/reports/999999", "/api/v1/reports/seven.md"]
    {
        analyst.get(path).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_player_deleted_while_the_task_waits_ends_it_without_a_retry() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;
    analyst.post(&scout(&player), &json!({})).await.assert_status(202);
    players::delete(app.db(), &Author::default(), &[player.id]).await.unwrap();

    app.run_queued_jobs().await;

    let tasks = store::queue::tasks_of(app.db(), analyst.account(), 10).await.unwrap();
    assert_eq!((tasks[0].state, tasks[0].attempt), (backroom::JobState::Failed, 1));
    assert_eq!(tasks[0].error.as_deref(), Some("The player is no longer there."));
}

#[tokio::test]
async fn a_question_that_is_too_long_is_named() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;

    let answer = analyst.post(&scout(&player), &json!({"question": "x".repeat(301)})).await;

    let answer = answer.assert_status(422);
    assert_eq!(answer.json()["errors"][0]["field"], "question");
}

#[tokio::test]
async fn pages_of_a_report_render_with_marks_that_lead_to_rows() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app, "Per Andersson").await;
    analyst.post(&scout(&player), &json!({"question": "<b>Fit?</b>"})).await.assert_status(202);
    app.run_queued_jobs().await;

    let page = analyst.get(&format!("/players/{}/reports/1", player.id)).await;
    let page = page.assert_status(200).text();
    let reports = analyst.get("/reports").await.assert_status(200).text();
    let form = analyst.get(&format!("/players/{}/reports/new", player.id)).await;

    assert!(page.contains("href=\"#evidence-1\"") && page.contains("id=\"evidence-1\""), "{page}");
    assert!(page.contains("What we do not know") && !page.contains("<b>Fit?</b>"));
    assert!(reports.contains("Per Andersson") && reports.contains("Undecided"));
    assert!(form.assert_status(200).text().contains("name=\"question\""));
}

#[tokio::test]
async fn the_demo_loads_once_and_only_into_an_empty_database() {
    let app = app().await;
    let (players, seasons) = (demo_players().unwrap(), demo_seasons().unwrap());

    let first = demo::load(app.db(), &players, &seasons).await.unwrap();
    let second = demo::load(app.db(), &players, &seasons).await.unwrap();

    assert_eq!((first, second), (players.len(), 0));
    let sets = store::seasons::list_season_sets(app.db()).await.unwrap();
    assert_eq!(sets.len(), seasons.len());
    let sheet = store::seasons::season_sheet(app.db(), sets[0].id, &[]).await.unwrap().unwrap();
    assert!(sheet.lines.iter().all(|line| line.player_id.is_some()), "everybody is known");
    add_player(&app, "Per Andersson").await;
    let purged = demo::purge(app.db()).await.unwrap();
    assert_eq!(purged, players.len() as u64);
    assert_eq!(store::seasons::list_season_sets(app.db()).await.unwrap(), []);
    // One player is there: the demo stays out.
    assert_eq!(demo::load(app.db(), &players, &seasons).await.unwrap(), 0);
}

#[tokio::test]
async fn every_player_of_the_demo_gets_a_report_of_which_every_number_is_checked() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    demo::load(app.db(), &demo_players().unwrap(), &[]).await.unwrap();
    let ids: Vec<i64> =
        sqlx::query_scalar("SELECT id FROM player").fetch_all(app.sql()).await.unwrap();

    for id in &ids {
        let path = format!("/api/v1/players/{id}/scout");
        analyst.post(&path, &json!({"question": "Is the value right?"})).await.assert_status(202);
    }
    app.run_queued_jobs().await;

    let page = store::scouting::list_reports(app.db(), None, 200).await.unwrap();
    assert_eq!(page.total, ids.len() as u64);
    for report in page.items {
        assert_eq!(report.numbers_checked, report.numbers_found, "{}", report.player_name);
        let whole = store::scouting::find_report(app.db(), report.id).await.unwrap().unwrap();
        assert_eq!(whole.report.rejected, [], "{}", report.player_name);
    }
}
