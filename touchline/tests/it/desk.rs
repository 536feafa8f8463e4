//! The scouting desk over REST: who may what, two at once, files for spreadsheets, and alerts.

use backroom::Role;
use serde_json::{Value, json};

use crate::{Client, TestApp};

const SHORTLISTS: &str = "/api/v1/shortlists";

async fn player(client: &Client, name: &str) -> i64 {
    let body = json!({ "name": name, "club": "Ajax" });
    let added = client.post("/api/v1/players", &body).await.assert_status(201);
    added.json()["id"].as_i64().unwrap()
}

/// A list with this player, and its route.
async fn listed(client: &Client, name: &str, player: i64) -> String {
    let made = client.post(SHORTLISTS, &json!({ "name": name })).await.assert_status(201);
    let list = made.header("location").to_owned();
    let body = json!({ "player_ids": [player], "why": "=HYPERLINK(\"x\")" });
    client.post(&format!("{list}/players"), &body).await.assert_status(200);
    list
}

#[tokio::test]
async fn notes_and_tags_are_written_by_analysts_and_read_by_everybody_who_signs_in() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.access.public_read = true;
    })
    .await;
    let (analyst, viewer) = (app.bearer(Role::Analyst).await, app.bearer(Role::Viewer).await);
    let id = player(&analyst, "Per").await;
    let (notes, tags) =
        (format!("/api/v1/players/{id}/notes"), format!("/api/v1/players/{id}/tags"));

    analyst.post(&notes, &json!({ "text": "Quick" })).await.assert_status(201);
    viewer.post(&notes, &json!({ "text": "Slow" })).await.assert_status(403);
    analyst.put(&format!("{tags}/Left%20Foot"), &json!({})).await.assert_status(204);
    analyst.put(&format!("{tags}/a%2Fb"), &json!({})).await.assert_status(422);

    let read = viewer.get(&notes).await.assert_status(200).json();
    assert_eq!(
        (&read["items"][0]["text"], &read["items"][0]["own"]),
        (&json!("Quick"), &json!(false))
    );
    assert_eq!(viewer.get(&tags).await.json()["items"][0]["tag"], "left foot");
    let tagged = viewer.get("/api/v1/tags/left%20foot/players").await.assert_status(200).json();
    assert_eq!((&tagged["total"], &tagged["items"][0]["player_id"]), (&json!(1), &json!(id)));
    assert_eq!(viewer.get("/api/v1/tags").await.json()["items"][0]["players"], 1);
    // What people write is not for the public, even where reading is.
    for path in [&notes, &tags, SHORTLISTS] {
        app.signed_out().get(path).await.assert_status(401);
    }
    viewer.get("/api/v1/players/999999/notes").await.assert_status(404);
}

#[tokio::test]
async fn a_list_is_kept_by_several_people_and_each_conflict_is_told() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.bearer(Role::Analyst).await, app.bearer(Role::Analyst).await);
    let id = player(&ada, "Per").await;
    let list = listed(&ada, "Backs", id).await;
    let place = format!("{list}/players/{id}");

    let offer = json!({ "stage": "offer", "version": 1 });
    let moved = ada.patch(&place, &offer).await.assert_status(200).json();
    let late = ben.patch(&place, &json!({ "stage": "dropped", "version": 1 })).await;
    ben.put(&format!("{place}/rating"), &json!({ "stars": 5 })).await.assert_status(204);
    ada.put(&format!("{place}/rating"), &json!({ "stars": 2 })).await.assert_status(204);
    let board = ben.get(&list).await.assert_status(200).json();
    let activity = ben.get(&format!("{list}/activity?limit=2")).await.assert_status(200).json();

    assert_eq!((&moved["stage"], &moved["version"]), (&json!("offer"), &json!(2)));
    assert!(late.assert_status(409).json()["detail"].as_str().unwrap().contains("Reload"));
    let entry = &board["entries"][0];
    assert_eq!(
        (&entry["mean_stars"], &entry["ratings"], &entry["own_stars"]),
        (&json!(3.5), &json!(2), &json!(5))
    );
    assert_eq!(activity["items"][0]["action"], "shortlist.rate");
    assert!(activity["next_cursor"].is_string());
    for (body, status) in
        [(json!({ "stage": "bought", "version": 2 }), 422), (json!({ "stage": "offer" }), 422)]
    {
        ada.patch(&place, &body).await.assert_status(status);
    }
    ada.post(SHORTLISTS, &json!({ "name": "backs" })).await.assert_status(422);
    ada.patch(&list, &json!({ "archived": true, "name": "Both" })).await.assert_status(422);
    ada.patch(&list, &json!({ "archived": true })).await.assert_status(200);
    ada.patch(&place, &json!({ "stage": "watch", "version": 2 })).await.assert_status(422);
    assert_eq!(ada.get(SHORTLISTS).await.json()["total"], 0);
    assert_eq!(ada.get(&format!("{SHORTLISTS}?archived=true")).await.json()["total"], 1);
}

#[tokio::test]
async fn a_spreadsheet_runs_nothing_that_stands_on_a_list() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let id = player(&analyst, "@SUM(A1)").await;
    let list = listed(&analyst, "Backs", id).await;

    let file = analyst.get(&format!("{list}/export.csv")).await.assert_status(200);

    assert_eq!(file.header("content-type"), "text/csv; charset=utf-8");
    assert!(file.header("content-disposition").contains("attachment"));
    let text = file.text();
    let line = text.lines().nth(1).unwrap();
    assert!(line.contains("'@SUM(A1)") && line.contains("\"'=HYPERLINK(\"\"x\"\")\""), "{line}");
    assert!(line.contains(",watch,"), "{line}");
}

#[tokio::test]
async fn whoever_follows_a_list_is_told_of_its_players_and_marks_what_was_read() {
    let app = TestApp::start().await;
    let (ada, ben) = (app.bearer(Role::Analyst).await, app.bearer(Role::Viewer).await);
    let id = player(&ada, "Per").await;
    let list = listed(&ada, "Backs", id).await;
    let alerts = async |client: &Client| -> Value {
        client.get("/api/v1/alerts").await.assert_status(200).json()
    };

    ben.put(&format!("{list}/follow"), &json!({})).await.assert_status(204);
    let change = json!({ "name": "Per", "club": "PSV", "version": 1 });
    ada.put(&format!("/api/v1/players/{id}"), &change).await.assert_status(200);
    let told = alerts(&ben).await;
    let newest = told["items"][0]["id"].clone();
    let marked = ben.post("/api/v1/alerts/read", &json!({ "newest": newest })).await;
    let of_another = ada.delete(&format!("/api/v1/alerts/{newest}/read")).await;

    assert_eq!((&told["unread"], &told["items"][0]["kind"]), (&json!(1), &json!("club")));
    assert_eq!(
        (&told["items"][0]["before"], &told["items"][0]["after"]),
        (&json!("Ajax"), &json!("PSV"))
    );
    assert_eq!(told["items"][0]["shortlists"], json!(["Backs"]));
    assert_eq!(marked.assert_status(200).json()["marked"], 1);
    of_another.assert_status(204);
    assert_eq!(
        (&alerts(&ben).await["unread"], &alerts(&ada).await["unread"]),
        (&json!(0), &json!(1))
    );
    assert_eq!(ben.get("/api/v1/alerts?unread=true").await.json()["items"], json!([]));
    ben.delete(&format!("/api/v1/alerts/{newest}/read")).await.assert_status(204);
    ben.put("/api/v1/alerts/999999/read", &json!({})).await.assert_status(404);
    ben.put(&format!("{SHORTLISTS}/999999/follow"), &json!({})).await.assert_status(404);
}

#[tokio::test]
async fn a_need_is_a_search_that_the_list_of_players_takes() {
    let app = TestApp::start().await;
    let analyst = app.bearer(Role::Analyst).await;
    let needs = "/api/v1/needs";

    let body = json!({ "name": "Ajax", "query": "club=Ajax&limit=7", "due": "2027-01-31" });
    let made = analyst.post(needs, &body).await.assert_status(201).json();
    player(&analyst, "Per").await;
    let query = made["query"].as_str().unwrap();
    let found = analyst.get(&format!("/api/v1/players?{query}")).await.assert_status(200).json();
    let wrong = analyst.post(needs, &json!({ "name": "Old", "query": "age_min=old" })).await;

    assert_eq!((query, &made["counted_at"]), ("club=Ajax", &Value::Null));
    assert_eq!(found["total"], 1);
    assert_eq!(wrong.assert_status(422).json()["errors"][0]["field"], "query");
    let one = format!("{needs}/{}", made["id"]);
    analyst.put(&one, &body).await.assert_status(422);
    analyst.delete(&one).await.assert_status(204);
    assert_eq!(analyst.get(needs).await.json()["total"], 0);
    assert_eq!(
        analyst.get(&format!("{needs}?settled=true")).await.json()["items"][0]["name"],
        "Ajax"
    );
}
