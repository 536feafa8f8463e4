//! People's own reports on pages: written with and without script, changed, compared, deleted, exported.

use backroom::Role;
use chrono::DateTime;
use football::{Player, PlayerDraft};
use serde_json::json;
use store::players::{self, Author};

use crate::{Client, TestApp};

/// 21 November 2026, 12:00 UTC.
async fn app() -> TestApp {
    TestApp::start_at(DateTime::from_timestamp(1_795_262_400, 0).expect("an instant")).await
}

async fn add_player(app: &TestApp) -> Player {
    let draft = PlayerDraft {
        name: "Per Andersson".to_owned(),
        height_cm: Some(184),
        club: Some("1. FC Testdorf".to_owned()),
        ..PlayerDraft::default()
    };
    players::create(app.db(), &Author::default(), &draft).await.expect("a sound draft is stored")
}

const WRITE: &str = "/fn/scouting/write_report";

fn form<'a>(player: &'a str, summary: &'a str) -> Vec<(&'a str, &'a str)> {
    vec![
        ("player_id", player),
        ("fields[question]", ""),
        ("fields[verdict]", "monitor"),
        ("fields[confidence]", "medium"),
        ("fields[why]", "Won 9 of 12 duels."),
        ("fields[sections][summary]", summary),
        ("fields[sections][technical]", ""),
    ]
}

async fn newest_report(client: &Client, player: &str) -> serde_json::Value {
    let list = client.get(&format!("/api/v1/players/{player}/reports")).await.json();
    let href = list["items"][0]["href"].as_str().expect("there is a report").to_owned();
    client.get(&href).await.assert_status(200).json()
}

#[tokio::test]
async fn a_report_is_written_without_script_and_shows_which_numbers_are_checked() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app).await.id.to_string();
    let page = format!("/players/{player}/reports/write");

    let empty = analyst.get(&page).await.assert_status(200).text();
    let fields = form(&player, "A giant of 184 cm for 1. FC Testdorf [E8].");
    let written = analyst.submit(WRITE, &page, &fields).await;
    let shown = analyst.get(&format!("/players/{player}/reports/1")).await.text();

    assert!(empty.contains("name=\"fields[sections][summary]\""), "{empty}");
    assert!(empty.contains("id=\"evidence-1\""), "the evidence to cite stands beside it");
    assert_eq!(written.status, 302);
    assert_eq!(written.header("location"), format!("/players/{player}/reports/1"));
    assert!(shown.contains("Scout") && shown.contains("not checked"), "{shown}");
    assert!(shown.contains("1 of 4 numbers checked"), "{shown}");
    let report = newest_report(&analyst, &player).await;
    assert_eq!((&report["kind"], &report["model"]), (&json!("person"), &json!(null)));
    assert_eq!(report["sections"][0]["sentences"][0]["evidence"], json!(["E8"]));
}

#[tokio::test]
async fn a_refused_report_stands_in_the_form_again_whatever_its_length() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app).await.id.to_string();
    let page = format!("/players/{player}/reports/write");
    // More than a cookie could hold.
    let long = "He reads the game. ".repeat(300);
    let mut fields = form(&player, &long);
    fields.retain(|(name, _)| *name != "fields[verdict]");

    let refused = analyst.submit(WRITE, &page, &fields).await;
    let location = refused.header("location");
    let place = location.find(&page).expect("back to the form");
    let again = analyst.get(&location[place..]).await.assert_status(200).text();

    assert!(again.contains("Choose what you advise."), "{again}");
    assert!(again.contains(long.trim_end()), "what was typed is there");
}

#[tokio::test]
async fn a_draft_is_kept_and_found_again_by_its_writer_alone() {
    let app = app().await;
    let (analyst, other) = (app.sign_in(Role::Analyst).await, app.sign_in(Role::Analyst).await);
    let player = add_player(&app).await.id.to_string();
    let page = format!("/players/{player}/reports/write");
    let mut fields = form(&player, "Half a thought");
    fields.push(("intent", "draft"));

    let kept = analyst.submit(WRITE, &page, &fields).await;

    assert_eq!(kept.header("location"), page);
    assert!(analyst.get(&page).await.text().contains("Half a thought"));
    assert!(!other.get(&page).await.text().contains("Half a thought"));
    let list = analyst.get(&format!("/api/v1/players/{player}/reports")).await.json();
    assert_eq!(list["total"], 0);
}

#[tokio::test]
async fn a_report_is_changed_by_its_writer_and_by_no_other_analyst() {
    let app = app().await;
    let (analyst, other) = (app.sign_in(Role::Analyst).await, app.sign_in(Role::Analyst).await);
    let admin = app.sign_in(Role::Admin).await;
    let player = add_player(&app).await.id.to_string();
    analyst.post_form(WRITE, &form(&player, "Seen once.")).await.assert_status(200);
    let id = newest_report(&analyst, &player).await["id"].to_string();
    let edit = format!("/players/{player}/reports/write?from=1");
    let report = format!("/players/{player}/reports/1");

    let opened = analyst.get(&edit).await.assert_status(200).text();
    let mut change = form(&player, "Seen twice.");
    change.push(("fields[replaces]", id.as_str()));

    assert!(opened.contains("Seen once."), "{opened}");
    other.get(&edit).await.assert_status(404);
    other.post_form(WRITE, &change).await.assert_status(404);
    other.post_form("/fn/scouting/delete_report", &[("id", &id)]).await.assert_status(404);
    let edits = format!("href=\"{edit}\"");
    assert!(analyst.get(&report).await.text().contains(&edits));
    assert!(admin.get(&report).await.text().contains(&edits));
    assert!(!other.get(&report).await.text().contains(&edits));
    analyst.post_form(WRITE, &change).await.assert_status(200);
    // Somebody who had opened the first version is told.
    analyst.post_form(WRITE, &change).await.assert_status(409);
    assert_eq!(newest_report(&analyst, &player).await["version"], 2);
}

#[tokio::test]
async fn two_reports_stand_side_by_side_with_what_changed() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app).await;
    let id = player.id.to_string();
    let compare = format!("/players/{id}/reports/compare");
    let too_few = analyst.get(&compare).await.assert_status(200).text();
    analyst.post(&format!("/api/v1/players/{id}/scout"), &json!({})).await.assert_status(202);
    app.run_queued_jobs().await;
    let moved = PlayerDraft {
        name: player.name.clone(),
        height_cm: player.height_cm,
        club: Some("Elsewhere".to_owned()),
        ..PlayerDraft::default()
    };
    let nobody = Author::default();
    let changed = players::update(app.db(), &nobody, player.id, player.version, &moved).await;
    changed.unwrap().expect("the player is there");
    analyst.post_form(WRITE, &form(&id, "Seen once.")).await.assert_status(200);

    let newest = analyst.get(&compare).await.assert_status(200).text();
    let chosen = analyst.get(&format!("{compare}?left=2&right=1")).await.assert_status(200);
    let missing = analyst.get(&format!("{compare}?left=1&right=7")).await;

    assert!(too_few.contains("Two reports are needed."), "{too_few}");
    assert!(newest.contains("only here") && newest.contains("Seen once."), "{newest}");
    assert!(newest.contains("Evidence that differs"), "{newest}");
    assert!(newest.contains("1. FC Testdorf") && newest.contains("Elsewhere"), "{newest}");
    assert!(chosen.text().contains("Offline writer"));
    missing.assert_status(404);
}

#[tokio::test]
async fn a_deleted_report_can_be_brought_back_without_script() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app).await.id.to_string();
    analyst.post_form(WRITE, &form(&player, "Seen once.")).await.assert_status(200);
    let id = newest_report(&analyst, &player).await["id"].to_string();
    let page = format!("/players/{player}/reports/1");

    let deleted = analyst.submit("/fn/scouting/delete_report", &page, &[("id", id.as_str())]).await;
    let after = analyst.get(deleted.header("location")).await.assert_status(200).text();
    analyst.get(&format!("/api/v1/reports/{id}")).await.assert_status(404);
    let restored =
        analyst.submit("/fn/scouting/restore_report", "/reports", &[("id", id.as_str())]).await;

    assert!(after.contains("Bring it back"), "{after}");
    assert_eq!(restored.header("location"), page);
    analyst.get(&format!("/api/v1/reports/{id}")).await.assert_status(200);
}

#[tokio::test]
async fn a_report_is_exported_as_markdown_in_both_ways_to_ask() {
    let app = app().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&app).await.id.to_string();
    analyst.post_form(WRITE, &form(&player, "Seen once.")).await.assert_status(200);
    let id = newest_report(&analyst, &player).await["id"].to_string();

    let by_name = analyst.get(&format!("/api/v1/reports/{id}.md")).await.assert_status(200);
    let by_format = analyst.get(&format!("/api/v1/reports/{id}?format=md")).await;

    assert_eq!(by_format.header("content-type"), "text/markdown; charset=utf-8");
    assert_eq!(by_name.text(), by_format.text());
    assert!(by_name.text().contains("Seen once."), "{}", by_name.text());
    let wrong = analyst.get(&format!("/api/v1/reports/{id}?format=pdf")).await.assert_status(422);
    assert_eq!(wrong.json()["errors"][0]["field"], "format");
}
