//! Changes on the scouting desk.

use backroom::Role;
use serde_json::json;

use super::Witness;
use crate::{Client, TestApp};

async fn add_player(analyst: &Client) -> String {
    let added = analyst.post("/api/v1/players", &json!({ "name": "A" })).await.assert_status(201);
    added.json()["id"].to_string()
}

pub(super) async fn changes_over_rest(app: &TestApp, witness: &mut Witness<'_>) {
    let analyst = app.bearer(Role::Analyst).await;
    let id = add_player(&analyst).await;
    let player = format!("/api/v1/players/{id}");

    let made = analyst.post(&format!("{player}/notes"), &json!({ "text": "Quick" })).await;
    let made = witness.saw("post /players/{id}/notes", &analyst, made).await.json();
    let note = format!("{player}/notes/{}", made["id"]);
    let edited = analyst.put(&note, &json!({ "text": "Slow", "version": 1 })).await;
    witness.saw("put /players/{id}/notes/{note}", &analyst, edited).await;
    let deleted = analyst.delete(&note).await;
    witness.saw("delete /players/{id}/notes/{note}", &analyst, deleted).await;
    let tag = format!("{player}/tags/loan");
    let tagged = analyst.put(&tag, &json!({})).await;
    witness.saw("put /players/{id}/tags/{tag}", &analyst, tagged).await;
    let untagged = analyst.delete(&tag).await;
    witness.saw("delete /players/{id}/tags/{tag}", &analyst, untagged).await;

    let made = analyst.post("/api/v1/shortlists", &json!({ "name": "Backs" })).await;
    let made = witness.saw("post /shortlists", &analyst, made).await;
    let list = made.header("location").to_owned();
    let renamed = analyst.patch(&list, &json!({ "name": "Left", "version": 1 })).await;
    witness.saw("patch /shortlists/{id}", &analyst, renamed).await;
    let only = json!({ "player_ids": [id.parse::<i64>().unwrap()] });
    let added = analyst.post(&format!("{list}/players"), &only).await;
    witness.saw("post /shortlists/{id}/players", &analyst, added).await;
    let place = format!("{list}/players/{id}");
    let moved = analyst.patch(&place, &json!({ "stage": "offer", "version": 1 })).await;
    witness.saw("patch /shortlists/{id}/players/{player}", &analyst, moved).await;
    let rated = analyst.put(&format!("{place}/rating"), &json!({ "stars": 4 })).await;
    witness.saw("put /shortlists/{id}/players/{player}/rating", &analyst, rated).await;
    let comments = format!("{place}/comments");
    let said = analyst.post(&comments, &json!({ "text": "Yes" })).await;
    let row = "post /shortlists/{id}/players/{player}/comments";
    let said = witness.saw(row, &analyst, said).await.json();
    let taken_back = analyst.delete(&format!("{comments}/{}", said["id"])).await;
    let row = "delete /shortlists/{id}/players/{player}/comments/{comment}";
    witness.saw(row, &analyst, taken_back).await;
    let removed = analyst.delete(&place).await;
    witness.saw("delete /shortlists/{id}/players/{player}", &analyst, removed).await;
    let archived = analyst.delete(&list).await;
    witness.saw("delete /shortlists/{id}", &analyst, archived).await;

    let mut body = json!({ "name": "Backs", "query": "position=LB" });
    let made = analyst.post("/api/v1/needs", &body).await;
    let made = witness.saw("post /needs", &analyst, made).await.json();
    let need = format!("/api/v1/needs/{}", made["id"]);
    body["version"] = json!(1);
    let changed = analyst.put(&need, &body).await;
    witness.saw("put /needs/{id}", &analyst, changed).await;
    let settled = analyst.delete(&need).await;
    witness.saw("delete /needs/{id}", &analyst, settled).await;
}
