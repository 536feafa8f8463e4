//! Matches that are described before there are files, get files later, and are read again.

use backroom::Role;
use serde_json::{Value, json};

use crate::{
    Client, TestApp,
    matches::{import, post_to, simulated, tracab},
};

async fn described(analyst: &Client) -> Value {
    let said = json!({
        "home": "Harbour City", "away": "Northgate", "played_on": "2026-11-27", "venue": "Harbour Park",
        "home_goals": 2, "away_goals": 0,
    });
    analyst.post("/api/v1/matches", &said).await.assert_status(201).json()
}

#[tokio::test]
async fn a_match_without_files_is_kept_once_and_can_be_corrected() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;

    let created = described(&analyst).await;
    assert_eq!((&created["home_goals"], &created["tracking_provider"]), (&json!(2), &Value::Null));
    let path = format!("/api/v1/matches/{}", created["id"]);
    let again = json!({ "home": "harbour city", "away": "Northgate", "played_on": "2026-11-27" });
    let refused = analyst.post("/api/v1/matches", &again).await.assert_status(422).text();
    assert!(refused.contains("have a match on that day already"), "{refused}");
    for body in [
        json!({ "home": "Harbour City", "away": "", "played_on": null }),
        json!({ "home": "A", "away": "a", "played_on": null }),
        json!({ "home": "A", "away": "B", "played_on": null, "home_goals": 1 }),
        json!({ "home": "A\u{0}", "away": "B", "played_on": null }),
    ] {
        analyst.post("/api/v1/matches", &body).await.assert_status(422);
        analyst.put(&path, &body).await.assert_status(422);
    }

    let corrected =
        json!({ "home": "Harbour City", "away": "Eastfield", "played_on": "2026-11-27" });
    let corrected = analyst.put(&path, &corrected).await.assert_status(200).json();
    assert_eq!((&corrected["away"], &corrected["home_goals"]), (&json!("Eastfield"), &Value::Null));
    let stored = analyst.get(&path).await.assert_status(200).json();
    assert_eq!((&stored["away"], &stored["venue"]), (&json!("Eastfield"), &Value::Null));
    analyst.put("/api/v1/matches/999", &again).await.assert_status(404);
    // Without files there is nothing to report, to play again, or to read.
    analyst.get(&format!("{path}/report")).await.assert_status(404);
    let refused = analyst.post(&format!("{path}/reprocess"), &json!({})).await.assert_status(422);
    assert!(refused.text().contains("has no files yet"));
    // Its pages say so, and show the way.
    let pages = format!("/matches/{}", created["id"]);
    for page in [&pages, &format!("{pages}/data")] {
        let html = analyst.get(page).await.assert_status(200).text();
        assert!(html.contains("Eastfield"), "{page}");
    }
}

#[tokio::test]
async fn files_that_come_later_fill_the_match_and_what_people_gave_stays() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = described(&analyst).await["id"].as_i64().unwrap();
    let path = format!("/api/v1/matches/{id}");
    let to = format!("/api/v1/matches/import?match_id={id}");

    let files = tracab(&simulated());
    let accepted =
        post_to(&analyst, &to, &files, &[("round", "14")]).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let told = import(&analyst, &accepted).await;
    assert_eq!(
        (&told["status"], &told["match_id"], &told["renews"]),
        (&json!("COMPLETED"), &json!(id), &json!(id)),
        "{told}"
    );
    let found = analyst.get(&path).await.assert_status(200).json();
    assert_eq!(found["venue"], "Harbour Park", "what was said stays");
    assert_eq!((&found["round"], &found["home_goals"]), (&json!("14"), &json!(2)));
    assert_eq!((&found["tracking_provider"], &found["rate_hz"]), (&json!("TRACAB"), &json!(25.0)));
    let report = analyst.get(&format!("{path}/report")).await.assert_status(200).json();

    let body = json!({ "name": "Ada Lind", "position": "CF", "nationalities": ["Sweden"] });
    let player = analyst.post("/api/v1/players", &body).await.assert_status(201).json();
    let link = json!({ "match_id": id, "place": 3, "player_id": player["id"] });
    analyst.post("/api/v1/match_lineups", &link).await.assert_status(204);
    let clip = json!({ "match_id": id, "period": 2, "from_secs": 3.0, "until_secs": 9.5 });
    analyst.post("/api/v1/video_segments", &clip).await.assert_status(201);

    let accepted =
        analyst.post(&format!("{path}/reprocess"), &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let told = import(&analyst, &accepted).await;
    assert_eq!((&told["status"], &told["match_id"]), (&json!("COMPLETED"), &json!(id)), "{told}");
    assert_eq!(told["files"].as_array().unwrap().len(), 2);
    let line_up = analyst.get(&format!("/api/v1/match_lineups?match_id={id}")).await.json();
    let linked = |line_up: &Value| {
        let known = line_up["items"].as_array().unwrap().iter();
        known
            .filter(|row| row["player_id"] == player["id"])
            .map(|row| row["place"].clone())
            .collect()
    };
    let linked: Vec<Value> = linked(&line_up);
    assert_eq!(linked, [json!(3)]);
    let found = analyst.get(&path).await.assert_status(200).json();
    assert_eq!((&found["clips"], &found["home_goals"]), (&json!(1), &json!(2)));
    let again = analyst.get(&format!("{path}/report")).await.assert_status(200).json();
    assert_eq!((&again["id"], &again["report"]), (&report["id"], &report["report"]));
    for (text, wanted) in [
        ("SELECT count(*) FROM match", 1),
        ("SELECT count(*) FROM match_period", 2),
        ("SELECT count(*) FROM analysis_report", 2),
        ("SELECT count(*) FROM match_import WHERE state <> 'completed'", 0),
    ] {
        let count: i64 = sqlx::query_scalar(text).fetch_one(app.sql()).await.unwrap();
        assert_eq!(count, wanted, "{text}");
    }
}

#[tokio::test]
async fn files_of_another_match_are_refused_and_nothing_is_changed() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let files = tracab(&simulated());
    let first = post_to(&analyst, "/api/v1/matches/import", &files, &[]).await.assert_status(202);
    app.run_queued_jobs().await;
    let first = import(&analyst, &first.json()).await["match_id"].clone();
    let id = described(&analyst).await["id"].as_i64().unwrap();

    let to = format!("/api/v1/matches/import?match_id={id}");
    let accepted = post_to(&analyst, &to, &files, &[]).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let told = import(&analyst, &accepted).await;
    assert_eq!(told["status"], "FAILED");
    let why = format!("another match already, number {first}");
    assert!(told["error"].as_str().unwrap().contains(&why), "{told}");
    let found = analyst.get(&format!("/api/v1/matches/{id}")).await.json();
    assert_eq!((&found["home"], &found["rate_hz"]), (&json!("Harbour City"), &Value::Null));
    let to = "/api/v1/matches/import?match_id=999";
    post_to(&analyst, to, &files, &[]).await.assert_status(404);
}

#[tokio::test]
async fn how_a_team_stood_is_kept_as_a_person_says_and_what_was_computed_cannot_be_deleted() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = described(&analyst).await["id"].as_i64().unwrap();
    let list = format!("/api/v1/formations?match_id={id}");
    let said = json!({
        "match_id": id, "side": "away", "phase": "in_possession", "period": 2, "from_secs": 0.0,
        "until_secs": 1500.0, "shape": "3-4-3",
    });
    let with = |field: &str, value: Value| {
        let mut said = said.clone();
        said[field] = value;
        said
    };
    for (field, value) in [
        ("shape", json!("4-4-4")),
        ("shape", json!("4-3-3\u{0}")),
        ("phase", json!("often")),
        ("period", json!(6)),
        ("until_secs", json!(0.0)),
        ("from_secs", json!(-1.0)),
        ("side", json!("both")),
    ] {
        let refused = analyst.post("/api/v1/formations", &with(field, value)).await;
        assert!([400, 422].contains(&refused.status.as_u16()), "{field}: {}", refused.status);
    }
    let nowhere = with("match_id", json!(999));
    analyst.post("/api/v1/formations", &nowhere).await.assert_status(404);
    assert_eq!(analyst.get(&list).await.json()["total"], 0);

    let kept = analyst.post("/api/v1/formations", &said).await.assert_status(201).json();
    assert_eq!((&kept["shape"], &kept["cost"]), (&json!("3-4-3"), &Value::Null));
    assert_eq!(analyst.get(&list).await.json()["items"][0], kept);
    let computed: i64 = sqlx::query_scalar(
        "INSERT INTO formation (match_id, side, phase, period, from_secs, until_secs, shape, cost)
         SELECT match_id, side, phase, period, from_secs, until_secs, shape, 1.5 FROM formation RETURNING id",
    )
    .fetch_one(app.sql())
    .await
    .unwrap();
    analyst.delete(&format!("/api/v1/formations/{computed}")).await.assert_status(404);
    let path = format!("/api/v1/formations/{}", kept["id"]);
    analyst.delete(&path).await.assert_status(204);
    analyst.delete(&path).await.assert_status(404);
    assert_eq!(analyst.get(&list).await.json()["items"][0]["id"], computed);
}
