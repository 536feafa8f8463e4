//! Matches over REST: files of a provider come in, frames, figures and clips come out.

use std::io::Read as _;

use backroom::Role;
use football::{Pitch, Side};
use http::Method;
use match_simulator::{Flaws, Formation, MatchPlan, SimulatedMatch, TeamPlan, formats, simulate};
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{Client, TestApp, test_app::Answer};

/// A match of two halves of thirty seconds.
pub(crate) fn simulated() -> SimulatedMatch {
    let team = |club: &str| TeamPlan {
        club: club.to_owned(),
        formation: Formation::F442,
        substitutions: 0,
    };
    simulate(&MatchPlan {
        seed: 3,
        pitch: Pitch::STANDARD,
        half_secs: [30, 30],
        teams: [team("Harbour City"), team("Northgate")],
        flaws: Flaws::default(),
    })
    .unwrap()
}

fn lines(lines: impl Iterator<Item = String>) -> Vec<u8> {
    lines
        .flat_map(|line| [line.trim_end().to_owned(), "\n".to_owned()].concat().into_bytes())
        .collect()
}

/// The match as TRACAB writes it: the description and the positions.
pub(crate) fn tracab(game: &SimulatedMatch) -> [(&'static str, Vec<u8>); 2] {
    [
        ("meta.xml", formats::tracab_description(&game.game).into_bytes()),
        ("positions.dat", lines(formats::tracab_lines(&game.game))),
    ]
}

async fn post(
    client: &Client,
    files: &[(&'static str, Vec<u8>)],
    fields: &[(&'static str, &'static str)],
) -> Answer {
    post_to(client, "/api/v1/matches/import", files, fields).await
}

/// Sends files of a match with what is said of it.
pub(crate) async fn post_to(
    client: &Client,
    path: &str,
    files: &[(&'static str, Vec<u8>)],
    fields: &[(&'static str, &'static str)],
) -> Answer {
    let form = files.iter().fold(Form::new(), |form, (name, bytes)| {
        form.part("file", Part::bytes(bytes.clone()).file_name(*name))
    });
    let form = fields.iter().fold(form, |form, (name, value)| form.text(*name, *value));
    client.send(client.request(Method::POST, path).multipart(form)).await
}

/// What became of an import.
pub(crate) async fn import(client: &Client, accepted: &Value) -> Value {
    let path = format!("/api/v1/matches/imports/{}", accepted["import_id"].as_str().unwrap());
    client.get(&path).await.assert_status(200).json()
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(app.sql()).await.expect("a query that reads")
}

#[tokio::test]
async fn files_of_positions_become_a_match_with_frames_and_figures() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let game = simulated();
    let fields = [("home", "Harbour City"), ("away", "Northgate"), ("played_on", "2026-11-27")];

    let accepted = post(&analyst, &tracab(&game), &fields).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let told = import(&analyst, &accepted).await;
    assert_eq!(told["status"], "COMPLETED", "{told}");
    assert_eq!(told["files"][0]["kind"], "TRACAB description");
    let id = told["match_id"].as_i64().unwrap();
    let found = analyst.get(&format!("/api/v1/matches/{id}")).await.assert_status(200).json();
    assert_eq!((&found["home"], &found["rate_hz"]), (&json!("Harbour City"), &json!(25.0)));
    assert!(found["quality"].as_u64().unwrap() > 80, "{found}");

    let replay =
        analyst.get(&format!("/api/v1/matches/{id}/replay")).await.assert_status(200).json();
    let players = game.game.players.len();
    assert_eq!(replay["players"].as_array().unwrap().len(), players);
    let period = &replay["periods"][0];
    assert_eq!(period["ticks"], 750);
    assert_eq!(period["chunks"].as_array().unwrap().len(), 2);
    let chunk = analyst.get(period["chunks"][1]["href"].as_str().unwrap()).await.assert_status(200);
    assert_eq!(chunk.header("content-encoding"), "gzip");
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(chunk.body.as_slice()).read_to_end(&mut unpacked).unwrap();
    let frames = match_frames::decode(&unpacked).unwrap();
    assert_eq!((frames.first_tick, frames.ticks.len()), (500, 250));
    // A centimetre is what the file and the chunk have.
    let truth = &game.game.periods[0].players[0];
    let (x_m, y_m) = frames.players[0].place_m(7).unwrap();
    assert!((x_m - truth.x_m[507]).abs() < 0.011 && (y_m - truth.y_m[507]).abs() < 0.011);

    let path = format!("/api/v1/player_match_statistics?match_id={id}");
    let figures = analyst.get(&path).await.assert_status(200).json();
    let first = &figures["items"][0];
    assert_eq!((&first["part"], &first["shots"]), (&json!(0), &Value::Null));
    let minutes = first["minutes"].as_f64().unwrap();
    assert!((minutes - 1.0).abs() < 0.01, "{minutes}");
    let csv = analyst
        .get(&format!("/api/v1/matches/{id}/statistics.csv"))
        .await
        .assert_status(200)
        .text();
    // Who sat on the bench all the time has no figures.
    assert_eq!(csv.lines().count(), 1 + 3 * 22);
    let table = analyst.get(&format!("/api/v1/matches/{id}/frames/2")).await.assert_status(200);
    assert!(table.body.starts_with(b"PAR1"));
    let line_up = analyst.get(&format!("/api/v1/match_lineups?match_id={id}")).await.json();
    assert_eq!(line_up["total"], players);
    analyst.get(&format!("/api/v1/formations?match_id={id}")).await.assert_status(200);
    let report =
        analyst.get(&format!("/api/v1/matches/{id}/report")).await.assert_status(200).json();
    let path = format!("/api/v1/analysis_reports/{}", report["id"]);
    assert_eq!(analyst.get(&path).await.assert_status(200).json()["kind"], "match");
    for path in
        ["/api/v1/matches/999", "/api/v1/matches/999/replay", "/api/v1/matches/1/frames/9/0"]
    {
        analyst.get(path).await.assert_status(404);
    }
}

#[tokio::test]
async fn the_same_files_make_one_match_and_an_import_run_twice_changes_nothing() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let mut files = tracab(&simulated());

    let first = post(&analyst, &files, &[]).await.assert_status(202).json();
    app.run_queued_jobs().await;
    files.reverse();
    let second = post(&analyst, &files, &[]).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let (first, second) = (import(&analyst, &first).await, import(&analyst, &second).await);
    assert_eq!(second["status"], "COMPLETED");
    assert_eq!(first["match_id"], second["match_id"]);
    assert_eq!(count(&app, "SELECT count(*) FROM match").await, 1);
    assert_eq!(count(&app, "SELECT count(DISTINCT number) FROM match_period").await, 2);
}

#[tokio::test]
async fn broken_files_fail_with_file_place_and_reason_and_leave_no_match() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let [meta, (name, positions)] = tracab(&simulated());
    let cut = (name, positions[..positions.len() / 2].to_vec());
    let doubled = (name, [&positions[..], &positions[..]].concat());
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    std::io::Write::write_all(&mut packed, &positions).unwrap();
    let mut archive = packed.finish().unwrap();
    archive.truncate(archive.len() / 2);

    for (files, words) in [
        (vec![meta.clone(), cut], "positions.dat: line"),
        (vec![meta.clone(), doubled], "doubled or out of order"),
        (vec![meta.clone(), (name, archive)], "positions.dat"),
    ] {
        let accepted = post(&analyst, &files, &[]).await.assert_status(202).json();
        app.run_queued_jobs().await;
        let told = import(&analyst, &accepted).await;
        assert_eq!(told["status"], "FAILED", "{told}");
        let error = told["error"].as_str().unwrap();
        assert!(error.contains(words), "{words}: {error}");
    }
    assert_eq!(count(&app, "SELECT count(*) FROM match").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM match_lineup").await, 0);
    assert_eq!(count(&app, "SELECT count(*) FROM team").await, 0);
}

#[tokio::test]
async fn files_that_make_no_match_are_refused_with_what_is_missing() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let [meta, positions] = tracab(&simulated());
    let picture = ("goal.png", b"\x89PNG\r\n\x1a\n...".to_vec());
    let bomb = (
        "bomb.xml",
        b"<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaa\">]><x>&a;</x>".to_vec(),
    );

    for (files, words) in [
        (vec![positions.clone()], "add the .xml or .json that describes the game"),
        (vec![meta.clone()], "add the .dat or .json of the positions"),
        (
            vec![meta.clone(), positions.clone(), picture],
            "Goal.png is neither positions nor events",
        ),
        (vec![bomb], "Bomb.xml is neither positions nor events"),
        (vec![("empty.dat", Vec::new())], "Choose the files of a match"),
    ] {
        let refused = post(&analyst, &files, &[]).await.assert_status(422).text();
        assert!(refused.contains(words), "{words}: {refused}");
    }
    post(&analyst, &[meta, positions], &[("played_on", "yesterday")]).await.assert_status(422);
    assert_eq!(count(&app, "SELECT count(*) FROM match").await, 0);
}

#[tokio::test]
async fn a_match_can_be_taken_back_and_its_players_be_told() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let accepted = post(&analyst, &tracab(&simulated()), &[]).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let id = import(&analyst, &accepted).await["match_id"].as_i64().unwrap();
    let path = format!("/api/v1/matches/{id}");

    let body = json!({ "name": "Ada Lind", "position": "CF", "nationalities": ["Sweden"] });
    let player =
        analyst.post("/api/v1/players", &body).await.assert_status(201).json()["id"].clone();
    let link = json!({ "match_id": id, "place": 0, "player_id": player });
    analyst.post("/api/v1/match_lineups", &link).await.assert_status(204);
    let nobody = json!({ "match_id": id, "place": 0, "player_id": 999 });
    analyst.post("/api/v1/match_lineups", &nobody).await.assert_status(422);
    let of_player = format!("/api/v1/player_match_statistics?player_id={player}");
    assert_eq!(analyst.get(&of_player).await.json()["total"], 1);
    let side = match simulated().game.players[0].side {
        Side::Home => "home",
        Side::Away => "away",
    };
    assert_eq!(analyst.get(&of_player).await.json()["items"][0]["side"], side);

    analyst.delete(&path).await.assert_status(204);
    analyst.get(&path).await.assert_status(404);
    assert_eq!(analyst.get(&of_player).await.json()["total"], 0);
    assert_eq!(analyst.get("/api/v1/matches").await.json()["total"], 0);
    analyst.post(&format!("{path}/restore"), &json!({})).await.assert_status(204);
    let found = analyst.get("/api/v1/matches?q=home").await.assert_status(200).json();
    assert_eq!(found["items"][0]["id"], id);
}

#[tokio::test]
async fn a_clip_is_kept_with_its_drawing_and_can_be_taken_away() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let accepted = post(&analyst, &tracab(&simulated()), &[]).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let id = import(&analyst, &accepted).await["match_id"].clone();
    let drawing = json!({ "arrows": [[[0.0, 1.0], [10.0, 5.0]]] });
    let clip = json!({
        "match_id": id, "period": 1, "from_secs": 3.0, "until_secs": 9.5, "note": "Press",
        "tags": ["press", "left"], "drawing": drawing,
    });

    let saved = analyst.post("/api/v1/video_segments", &clip).await.assert_status(201).json();
    let backwards = json!({ "match_id": id, "period": 1, "from_secs": 9.0, "until_secs": 3.0 });
    analyst.post("/api/v1/video_segments", &backwards).await.assert_status(422);

    let path = format!("/api/v1/video_segments?match_id={id}");
    let listed = analyst.get(&path).await.assert_status(200).json();
    assert_eq!((&listed["total"], &listed["items"][0]["drawing"]), (&json!(1), &drawing));
    assert_eq!(listed["items"][0]["tags"], json!(["press", "left"]));
    analyst.delete(&format!("/api/v1/video_segments/{}", saved["id"])).await.assert_status(204);
    assert_eq!(analyst.get(&path).await.json()["total"], 0);
    analyst.delete(&format!("/api/v1/video_segments/{}", saved["id"])).await.assert_status(404);
}
