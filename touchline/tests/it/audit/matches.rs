//! Changes of matches.

use backroom::Role;
use http::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

use super::Witness;
use crate::{
    Client, TestApp,
    matches::{simulated, tracab},
};

pub(super) async fn changes_over_rest(app: &TestApp, witness: &mut Witness<'_>) {
    let analyst = app.bearer(Role::Analyst).await;
    let form = tracab(&simulated()).into_iter().fold(Form::new(), |form, (name, bytes)| {
        form.part("file", Part::bytes(bytes).file_name(name))
    });
    let request = analyst.request(Method::POST, "/api/v1/matches/import").multipart(form);
    let started = analyst.send(request).await;
    let started = witness.saw("post /matches/import", &analyst, started).await.json();
    app.run_queued_jobs().await;
    let import = format!("/api/v1/matches/imports/{}", started["import_id"].as_str().unwrap());
    let id = analyst.get(&import).await.assert_status(200).json()["match_id"].as_i64().unwrap();

    let link = json!({ "match_id": id, "place": 0, "player_id": null });
    let linked = analyst.post("/api/v1/match_lineups", &link).await;
    witness.saw("post /match_lineups", &analyst, linked).await;
    let clip = json!({ "match_id": id, "period": 1, "from_secs": 1.0, "until_secs": 2.0 });
    let saved = analyst.post("/api/v1/video_segments", &clip).await;
    let saved = witness.saw("post /video_segments", &analyst, saved).await.json();
    let deleted = analyst.delete(&format!("/api/v1/video_segments/{}", saved["id"])).await;
    witness.saw("delete /video_segments/{id}", &analyst, deleted).await;
    let formation = json!({ "match_id": id, "side": "home", "period": 1, "from_secs": 0.0,
        "until_secs": 20.0, "shape": "4-4-2" });
    let said = analyst.post("/api/v1/formations", &formation).await;
    let said = witness.saw("post /formations", &analyst, said).await.json();
    let unsaid = analyst.delete(&format!("/api/v1/formations/{}", said["id"])).await;
    witness.saw("delete /formations/{id}", &analyst, unsaid).await;
    let path = format!("/api/v1/matches/{id}");
    let again = analyst.post(&format!("{path}/reprocess"), &json!({})).await;
    witness.saw("post /matches/{id}/reprocess", &analyst, again).await;
    app.run_queued_jobs().await;
    let said = json!({ "home": "Rest United", "away": "Rovers", "played_on": null });
    let described = analyst.put(&path, &said).await;
    witness.saw("put /matches/{id}", &analyst, described).await;
    let created = analyst.post("/api/v1/matches", &said).await;
    witness.saw("post /matches", &analyst, created).await;
    let deleted = analyst.delete(&path).await;
    witness.saw("delete /matches/{id}", &analyst, deleted).await;
    let restored = analyst.post(&format!("{path}/restore"), &json!({})).await;
    witness.saw("post /matches/{id}/restore", &analyst, restored).await;
}

pub(super) async fn changes_on_pages(app: &TestApp, witness: &mut Witness<'_>) {
    let analyst = app.sign_in(Role::Analyst).await;
    // Other bytes than over REST: the same files would make the same match.
    let [(meta, description), (name, mut positions)] = tracab(&simulated());
    let last = positions.trim_ascii_end().iter().rposition(|byte| *byte == b'\n').unwrap();
    positions.truncate(last + 1);
    let form = Form::new()
        .part("file", Part::bytes(description).file_name(meta))
        .part("file", Part::bytes(positions).file_name(name));
    let upload = analyst.request(Method::POST, "/matches/import/upload").multipart(form);
    let draft = analyst.send(upload).await.header("location").to_owned();
    let import = draft.rsplit('/').next().unwrap();
    send(witness, &analyst, "import_match", &[("id", import), ("said[home]", "Page United")]).await;
    app.run_queued_jobs().await;
    let told = analyst.get(&format!("/api/v1/matches/imports/{import}")).await.json();
    let id = told["match_id"].to_string();
    let id = id.as_str();

    send(witness, &analyst, "link_line_up", &[("id", id), ("place", "0")]).await;
    let clip = [("match_id", id), ("period", "1"), ("from_secs", "1"), ("until_secs", "2")];
    let saved = send(witness, &analyst, "save_clip", &clip).await;
    send(witness, &analyst, "delete_clip", &[("match_id", id), ("id", saved.as_str())]).await;
    let words = [
        ("words[side]", "away"),
        ("words[phase]", "all"),
        ("words[period]", "2"),
        ("words[from_minute]", "46"),
        ("words[until_minute]", "50"),
        ("words[shape]", "433"),
    ];
    let formation = [&[("match_id", id)], words.as_slice()].concat();
    send(witness, &analyst, "say_formation", &formation).await;
    let stood = analyst.get(&format!("/api/v1/formations?match_id={id}")).await.json();
    let stood = stood["items"].as_array().unwrap().iter().find(|of| of["cost"].is_null()).unwrap();
    assert_eq!((&stood["shape"], &stood["until_secs"]), (&json!("4-3-3"), &json!(300.0)));
    let formation = stood["id"].to_string();
    send(witness, &analyst, "unsay_formation", &[("id", formation.as_str())]).await;
    send(witness, &analyst, "reprocess_match", &[("id", id)]).await;
    app.run_queued_jobs().await;
    let said = [("said[home]", "Page United"), ("said[away]", "Page Rovers")];
    let described = [&[("id", id)], said.as_slice()].concat();
    send(witness, &analyst, "describe_match", &described).await;
    send(witness, &analyst, "create_match", &said).await;
    send(witness, &analyst, "delete_match", &[("id", id)]).await;
}

/// Calls a server function and sees its line; gives the answer.
async fn send(
    witness: &mut Witness<'_>,
    client: &Client,
    function: &str,
    fields: &[(&str, &str)],
) -> String {
    let path = format!("/fn/matches/{function}");
    let answer = client.post_form(&path, fields).await;
    witness.saw(&path, client, answer).await.text()
}
