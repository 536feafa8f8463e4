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

pub(super) async fn changes_on_pages(app: &TestApp, witness: &mut Witness<'_>) {
    let analyst = app.sign_in(Role::Analyst).await;
    let player = add_player(&analyst).await;
    let player = player.as_str();

    let about = [("player_id", player)];
    send(witness, &analyst, "write_note", &[&about[..], &[("text", "Quick")]].concat()).await;
    let notes = analyst.get(&format!("/api/v1/players/{player}/notes")).await.json();
    let note = notes["items"][0]["id"].to_string();
    let note = [("player_id", player), ("id", note.as_str())];
    let edited = [&note[..], &[("version", "1"), ("text", "Slow")]].concat();
    send(witness, &analyst, "edit_note", &edited).await;
    send(witness, &analyst, "delete_note", &note).await;
    for name in ["tag_player", "untag_player"] {
        send(witness, &analyst, name, &[("player_id", player), ("tag", "loan")]).await;
    }

    let made = send(witness, &analyst, "create_shortlist", &[("name", "Wingers")]).await;
    let list = made.as_str();
    let renamed = [("id", list), ("version", "1"), ("name", "Right wingers")];
    send(witness, &analyst, "update_shortlist", &renamed).await;
    let added = [("ids", player), ("list", list), ("stage", "watch")];
    send(witness, &analyst, "shortlist_players", &added).await;
    let place = [("id", list), ("player_id", player)];
    let moved = [&place[..], &[("version", "1"), ("stage", "offer")]].concat();
    send(witness, &analyst, "move_entry", &moved).await;
    send(witness, &analyst, "rate_entry", &[&place[..], &[("stars", "2")]].concat()).await;
    send(witness, &analyst, "comment_entry", &[&place[..], &[("text", "No")]].concat()).await;
    let comments = format!("/api/v1/shortlists/{list}/players/{player}/comments");
    let said = analyst.get(&comments).await.json()["items"][0]["id"].to_string();
    let said = [&place[..], &[("comment", said.as_str())]].concat();
    send(witness, &analyst, "delete_comment", &said).await;
    send(witness, &analyst, "remove_entry", &place).await;
    send(witness, &analyst, "archive_shortlist", &[("id", list)]).await;

    let made = send(witness, &analyst, "save_need", &[("name", "Winger"), ("query", "")]).await;
    send(witness, &analyst, "settle_need", &[("id", made.as_str())]).await;
}

/// Sends the form as a page's script does, and gives the text of the answer.
async fn send(
    witness: &mut Witness<'_>,
    client: &Client,
    name: &str,
    fields: &[(&str, &str)],
) -> String {
    let path = format!("/fn/desk/{name}");
    let answer = client.post_form(&path, fields).await;
    witness.saw(&path, client, answer).await.text()
}
