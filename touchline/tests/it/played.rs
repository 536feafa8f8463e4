//! Two matches side by side, and a player's matches: pages, REST and CSV.

use backroom::Role;
use http::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{
    Client, TestApp,
    matches::{simulated, tracab},
};

/// Imports the simulated match under these names; the files of each differ in white space alone.
async fn imported(app: &TestApp, client: &Client, home: &'static str, day: &'static str) -> i64 {
    let [(meta, mut text), (positions, frames)] = tracab(&simulated());
    text.extend(home.bytes().map(|_| b'\n'));
    let form = Form::new()
        .part("file", Part::bytes(text).file_name(meta))
        .part("file", Part::bytes(frames).file_name(positions))
        .text("home", home)
        .text("away", "Northgate")
        .text("played_on", day);
    let request = client.request(Method::POST, "/api/v1/matches/import").multipart(form);
    let accepted = client.send(request).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let path = format!("/api/v1/matches/imports/{}", accepted["import_id"].as_str().unwrap());
    client.get(&path).await.assert_status(200).json()["match_id"].as_i64().unwrap()
}

async fn player(client: &Client, of_match: i64, place: u16) -> i64 {
    let body = json!({ "name": "Ada Lind", "position": "CF", "nationalities": ["Sweden"] });
    let made = client.post("/api/v1/players", &body).await.assert_status(201).json();
    let id = made["id"].as_i64().unwrap();
    let link = json!({ "match_id": of_match, "place": place, "player_id": id });
    client.post("/api/v1/match_lineups", &link).await.assert_status(204);
    id
}

#[tokio::test]
async fn two_matches_stand_side_by_side() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let one = imported(&app, &analyst, "Harbour City", "2026-11-20").await;

    let alone = analyst.get("/matches/compare").await.assert_status(200).text();
    assert!(alone.contains("There is one match only"));
    let two = imported(&app, &analyst, "Kestrelbay", "2026-11-27").await;
    assert_ne!(one, two);

    let page = format!("/matches/compare?left={one}&right={two}");
    let html = analyst.get(&page).await.assert_status(200).text();
    for told in ["Harbour City – Northgate", "Kestrelbay – Northgate", "no events", "20 Nov 2026"]
    {
        assert!(html.contains(told), "{told}");
    }
    assert!(html.contains(&format!("/matches/{two}#physical")));
    assert!(html.contains(&format!("/matches/compare?left={two}&amp;right={one}")));
    // The boxes of the list lead to the same page.
    let list = analyst.get("/matches").await.assert_status(200).text();
    assert!(list.contains("name=\"ids\"") && list.contains("action=\"/matches/compare\""));
    let ticked = analyst.get(&format!("/matches/compare?ids={one}&ids={two}")).await.text();
    assert!(ticked.contains(&format!("/matches/{two}#physical")));
    let report = analyst.get(&format!("/matches/{one}")).await.text();
    assert!(report.contains(&format!("/matches/compare?left={one}")));

    for path in ["left=999&right=1", "left=1&right=999", "left=me", "ids=1,x"] {
        analyst.get(&format!("/matches/compare?{path}")).await.assert_status(404);
    }
}

#[tokio::test]
async fn programs_read_both_matches_in_one_answer() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let one = imported(&app, &analyst, "Harbour City", "2026-11-20").await;
    let two = imported(&app, &analyst, "Kestrelbay", "2026-11-27").await;

    let path = format!("/api/v1/matches/compare?left={one}&right={two}");
    let both = analyst.get(&path).await.assert_status(200).json();

    assert_eq!(both["right"]["match"]["home"], "Kestrelbay");
    assert_eq!(both["left"]["formations"].as_array().unwrap().len(), 2);
    let figures = both["figures"].as_array().unwrap();
    let distance = figures.iter().find(|of| of["measure"] == "distance").unwrap();
    assert_eq!(
        (&distance["is_on_one_scale"], &distance["left"]["lacks"]),
        (&json!(true), &Value::Null)
    );
    // The same files but for white space.
    assert_eq!(distance["left"], distance["right"]);
    // Positions tell no passes.
    assert!(figures.iter().all(|of| of["measure"] != "passes_completed"));
    for query in ["left=1&right=999", "left=999&right=1"] {
        let path = format!("/api/v1/matches/compare?{query}");
        analyst.get(&path).await.assert_status(404);
    }
}

#[tokio::test]
async fn a_player_has_the_matches_that_a_line_up_knows_him_in() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let one = imported(&app, &analyst, "=1+2", "2026-06-30").await;
    let ada = player(&analyst, one, 3).await;
    let path = format!("/api/v1/players/{ada}/matches");

    let told = analyst.get(&path).await.assert_status(200).json();

    assert_eq!((&told["total"], &told["items"][0]["match_id"]), (&json!(1), &json!(one)));
    assert_eq!(told["seasons"], json!([2025]));
    let distance = &told["standings"][0];
    assert_eq!(
        (&distance["measure"], &distance["ground"]),
        (&json!("distance"), &json!("tracking"))
    );
    // A minute was played.
    assert_eq!(distance["not_ranked"]["reason"], "too_few_minutes");
    assert_eq!(distance["not_ranked"]["least"], 45);
    assert_eq!(distance["percentile"], Value::Null);
    let of_season = analyst.get(&format!("{path}?season=2026")).await.assert_status(200).json();
    assert_eq!((&of_season["total"], &of_season["standings"]), (&json!(0), &json!([])));
    analyst.get(&format!("{path}?season=12")).await.assert_status(422);
    analyst.get("/api/v1/players/999/matches").await.assert_status(404);

    // What a spreadsheet would run is text.
    let csv = analyst.get(&format!("{path}.csv")).await.assert_status(200).text();
    assert_eq!(csv.lines().count(), 2);
    assert!(csv.contains("'=1+2") && csv.starts_with("match_id,home,away"));
    analyst.get("/api/v1/players/999/matches.csv").await.assert_status(404);

    let page = format!("/players/{ada}/matches");
    let html = analyst.get(&page).await.assert_status(200).text();
    assert!(
        html.contains(&format!("/matches/{one}?player=3#player")) && html.contains("no events")
    );
    assert!(html.contains("It takes 45 minutes; he has ") && html.contains("2025/2026"));
    let season = analyst.get(&format!("{page}?season=2026")).await.assert_status(200).text();
    assert!(season.contains("No match of this season is known"));

    analyst.delete(&format!("/api/v1/matches/{one}")).await.assert_status(204);
    let none = analyst.get(&page).await.assert_status(200).text();
    assert!(none.contains("go to its line-ups, and say who of them he is"));
}
