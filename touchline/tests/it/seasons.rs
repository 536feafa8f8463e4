//! Seasons over REST and the pages: a table comes in, the doubtful pair is decided and taken back.

use backroom::Role;
use http::Method;
use reqwest::multipart::{Form, Part};
use serde_json::{Value, json};

use crate::{Client, TestApp, test_app::Answer};

const TABLE: &str = "Player,Nation,Pos,Squad,Comp,Age,Born,MP,Starts,Min,Goals,Shots,SoT\n\
    Ada Lind,se SWE,FW,Malmö,Allsvenskan,24,1998,30,28,2500,0.5,3.1,1.2\n\
    João Pedro,br BRA,FW,Watford,Premier League,21,2001,20,10,1100,0.3,2.5,1.1\n\
    Bad Row,ENG,DF,Leeds,Premier League,30,1992,38,38,many,0.1,0.1,0.1\n";

fn form(fields: &[(&'static str, &str)]) -> Form {
    let part = Part::bytes(TABLE.as_bytes().to_vec()).file_name("fbref.csv");
    fields.iter().fold(Form::new().part("file", part), |form, (name, value)| {
        form.text(*name, (*value).to_owned())
    })
}

async fn post_season(client: &Client, form: Form) -> Answer {
    let request = client.request(Method::POST, "/api/v1/players/seasons/import").multipart(form);
    client.send(request).await
}

async fn add(client: &Client, name: &str, birth_date: Option<&str>, nation: &str) -> i64 {
    let body = json!({
        "name": name, "birth_date": birth_date, "nationalities": [nation], "position": "CF",
    });
    let added = client.post("/api/v1/players", &body).await.assert_status(201).json();
    added["id"].as_i64().unwrap()
}

/// The summary of the import that was accepted.
async fn summary(client: &Client, accepted: &Value) -> Value {
    let id = accepted["import_id"].as_str().unwrap();
    let path = format!("/api/v1/players/seasons/imports/{id}");
    let import = client.get(&path).await.assert_status(200).json();
    assert_eq!(import["state"], "completed", "{import}");
    import["summary"].clone()
}

#[tokio::test]
async fn a_season_is_imported_and_told_with_its_reject_file() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    add(&analyst, "Ada Lind", Some("1998-05-01"), "Sweden").await;

    post_season(&analyst, form(&[])).await.assert_status(422);
    let fields = [("season", "2022-23"), ("source", "FBref")];
    let accepted = post_season(&analyst, form(&fields)).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let told = summary(&analyst, &accepted).await;
    assert_eq!((&told["accepted"], &told["rejected"]), (&json!(2), &json!(1)));
    assert_eq!((&told["matched"], &told["unknown"]), (&json!(1), &json!(1)));
    let id = accepted["import_id"].as_str().unwrap();
    let rejects = format!("/api/v1/players/seasons/imports/{id}/rejects.csv");
    let rejects = analyst.get(&rejects).await.assert_status(200).text();
    assert!(rejects.contains("4,Min,Min is not a count of minutes (many),Bad Row"), "{rejects}");
    let page =
        analyst.get(&format!("/players/seasons/import/{id}")).await.assert_status(200).text();
    assert!(page.contains("Lines written") && page.contains("Download reject file"), "{page}");
    let list = analyst.get("/players/seasons/import").await.assert_status(200).text();
    assert!(list.contains("fbref 2022/2023"), "{list}");
}

#[tokio::test]
async fn a_match_of_the_rule_is_shown_to_analysts_who_can_say_that_it_is_wrong() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let ada = add(&analyst, "Ada Lind", Some("1998-05-01"), "Sweden").await;
    post_season(&analyst, form(&[("season", "2022/2023")])).await.assert_status(202);
    app.run_queued_jobs().await;

    let season = format!("/players/{ada}/season");
    let page = analyst.get(&season).await.assert_status(200).text();
    assert!(page.contains("Matched by the rule with Ada Lind of fbref"), "{page}");
    let viewer = app.sign_in(Role::Viewer).await.get(&season).await.assert_status(200).text();
    assert!(!viewer.contains("Not this player"), "{viewer}");

    let fields = [("player_id", &*ada.to_string()), ("provider", "fbref")];
    let refuted = analyst.submit("/fn/scouting/refute_match", &season, &fields).await;
    assert!(refuted.assert_status(302).header("location").ends_with("/players/review"));

    let page = analyst.get(&season).await.assert_status(200).text();
    assert!(page.contains("No season figures of this player are held"), "{page}");
    let review = analyst.get("/players/review").await.assert_status(200).text();
    assert!(review.contains("Decided lately") && review.contains("Ada Lind"), "{review}");
    let path = format!("/api/v1/players/{ada}/identities/fbref");
    analyst.delete(&path).await.assert_status(404);
}

#[tokio::test]
async fn a_doubtful_pair_is_decided_over_rest_and_taken_back_on_the_page() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let joao = add(&analyst, "João Pedro", None, "Brazil").await;
    let empty = analyst.get("/players/review").await.assert_status(200).text();
    assert!(empty.contains("Nobody waits"), "{empty}");
    let accepted = post_season(&analyst, form(&[("season", "2022/2023")])).await;
    let accepted = accepted.assert_status(202).json();
    app.run_queued_jobs().await;
    assert_eq!(summary(&analyst, &accepted).await["doubtful"], 1);

    let waiting = analyst.get("/api/v1/players/review").await.assert_status(200).json();
    assert_eq!(
        (&waiting["total"], &waiting["items"][0]["name"]),
        (&json!(1), &json!("João Pedro"))
    );
    let candidate = &waiting["items"][0]["candidates"][0];
    assert_eq!(candidate["player_id"], joao);
    assert!(candidate["signs"].as_array().unwrap().contains(&json!("birth_unknown")));
    let page = analyst.get("/players/review").await.assert_status(200).text();
    assert!(page.contains("Who is João Pedro?") && page.contains("a birth date is unknown"));

    let id = waiting["items"][0]["id"].as_i64().unwrap();
    let path = format!("/api/v1/players/review/{id}");
    analyst.post(&path, &json!({ "answer": "perhaps" })).await.assert_status(422);
    analyst.post(&path, &json!({ "answer": "same" })).await.assert_status(422);
    analyst.post(&path, &json!({ "answer": "same", "player_id": 0 })).await.assert_status(422);
    let same = json!({ "answer": "same", "player_id": joao });
    analyst.post(&path, &same).await.assert_status(204);
    analyst.post(&path, &same).await.assert_status(409);
    let seasons = store::seasons::seasons_of(app.db(), football::PlayerId(joao)).await.unwrap();
    assert_eq!(seasons[0].1.name, "João Pedro");

    let page = analyst.get("/players/review").await.assert_status(200).text();
    assert!(page.contains("Decided lately") && page.contains("Nobody waits"), "{page}");
    let fields = [("id", &*id.to_string()), ("answer", "undo")];
    let undone = analyst.post_form("/fn/players/answer_question", &fields).await;
    assert!(undone.status.is_success() || undone.status.is_redirection(), "{}", undone.status);
    let waiting = analyst.get("/api/v1/players/review").await.assert_status(200).json();
    assert_eq!(waiting["total"], 1);
}

#[tokio::test]
async fn the_upload_form_finds_out_what_kind_of_table_it_was_given() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let upload = async |query: &str, form: Form| {
        let path = ["/players/import/upload", query].concat();
        let request = analyst.request(Method::POST, &path).multipart(form);
        analyst.send(request).await.assert_status(303).header("location").to_owned()
    };
    let list = || Form::new().part("file", Part::text("name\nAda\n").file_name("players.csv"));

    let season = upload("", form(&[])).await;
    assert!(season.starts_with("/players/seasons/import/"), "{season}");
    let players = upload("", list()).await;
    assert!(players.starts_with("/players/import/"), "{players}");
    let said = upload("?kind=players", form(&[])).await;
    assert!(said.starts_with("/players/import/"), "{said}");
    let refused = upload("?kind=season", list()).await;
    assert!(refused.starts_with("/players/seasons/import?error="), "{refused}");
    let told = analyst.get(&refused).await.assert_status(200).text();
    assert!(told.contains("The file was not taken"), "{told}");
    let draft = analyst.get(&season).await.assert_status(200).text();
    assert!(draft.contains("Whose figures") && draft.contains("Ada Lind"), "{draft}");
}
