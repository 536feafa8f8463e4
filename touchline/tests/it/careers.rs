//! Tables of careers over REST, and what the player's page shows of them to whom.

use std::fmt::Write as _;

use backroom::Role;
use http::Method;
use reqwest::multipart::{Form, Part};
use serde_json::json;

use crate::{Client, TestApp, insights::add_players_with_values};

const PLAYERS: &str = "player_id,name,date_of_birth,country_of_citizenship\n\
                       10,Ada One,1990-01-01,Ghana\n";
const TRANSFERS: &str = "player_id,transfer_date,from_club_id,to_club_id,from_club_name,to_club_name,transfer_fee\n\
                         10,2015-07-01,1,2,Lens,Ajax,€2.50m\n\
                         10,2017-08-01,2,3,Ajax,Vitesse,\"Loan fee:€500Th.\"\n\
                         99,2017-08-01,2,3,Ajax,Vitesse,free transfer\n";
const APPEARANCES: &str = "player_id,game_id,player_club_id,competition_id,date,minutes_played,goals\n\
                           10,77,2,NL1,2016-08-14,90,2\n";
const INJURIES: &str = "player_id,injury,injured_since,injured_until,duration\n\
                        10,Hamstring injury,2018-01-10,2018-02-10,31 days\n";

/// Imports the table as `analyst`; gives the import as it came out.
async fn import(app: &TestApp, analyst: &Client, table: &str) -> serde_json::Value {
    let file = Part::bytes(table.as_bytes().to_vec()).file_name("table.csv");
    let request = analyst
        .request(Method::POST, "/api/v1/players/import")
        .multipart(Form::new().part("file", file));
    let accepted = analyst.send(request).await.assert_status(202).json();
    app.run_queued_jobs().await;
    let path = format!("/api/v1/players/imports/{}", accepted["import_id"].as_str().unwrap());
    analyst.get(&path).await.assert_status(200).json()
}

/// The address of the only player.
async fn player(app: &TestApp) -> String {
    let id: i64 = sqlx::query_scalar("SELECT id FROM player").fetch_one(app.sql()).await.unwrap();
    format!("/players/{id}")
}

#[tokio::test]
async fn the_headers_say_which_table_a_file_is_and_its_job_tells_what_came_of_it() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    import(&app, &analyst, PLAYERS).await;

    let import = import(&app, &analyst, TRANSFERS).await;

    assert_eq!(import["reading"]["table"], "transfers");
    assert_eq!(import["summary"]["career_added"], 2);
    assert_eq!(import["summary"]["rejected"], 1);
    let rejects = analyst.get(import["rejects_href"].as_str().unwrap()).await.assert_status(200);
    assert!(
        rejects.text().contains("4,player_id,player_id 99 is not known; import the players first"),
        "{}",
        rejects.text()
    );
    let kind: String = sqlx::query_scalar("SELECT kind FROM job ORDER BY id DESC LIMIT 1")
        .fetch_one(app.sql())
        .await
        .unwrap();
    assert_eq!(kind, "import_career");
    let page = format!("/players/import/{}", import["id"].as_str().unwrap());
    let page = analyst.get(&page).await.assert_status(200).text();
    assert!(page.contains("Added") && !page.contains("Players added"), "{page}");
}

#[tokio::test]
async fn a_draft_shows_the_rows_of_a_career_under_their_own_heads() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let file = Part::bytes(TRANSFERS.as_bytes().to_vec()).file_name("transfers.csv");
    let upload = analyst
        .request(Method::POST, "/players/import/upload")
        .multipart(Form::new().part("file", file));

    let draft = analyst.send(upload).await.assert_status(303);
    let page = analyst.get(draft.header("location")).await.assert_status(200).text();

    for words in ["Loan, €500k", "Joined", "transfermarkt 10", "Transfer fee"] {
        assert!(page.contains(words), "{words}");
    }
    assert!(!page.contains("Photo address"), "a meaning of another table is offered");
}

#[tokio::test]
async fn the_career_tab_tells_clubs_transfers_and_seasons() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    import(&app, &analyst, PLAYERS).await;
    let player = player(&app).await;

    let empty = analyst.get(&format!("{player}/career")).await.assert_status(200).text();
    assert!(empty.contains("Import the tables of transfers and appearances"));
    assert!(empty.contains("That is not the same as no injury"));
    let overview = analyst.get(&player).await.assert_status(200).text();
    assert!(overview.contains("No table of transfers names this player."));

    for table in [TRANSFERS, APPEARANCES, INJURIES] {
        import(&app, &analyst, table).await;
    }

    let full = analyst.get(&format!("{player}/career")).await.assert_status(200).text();
    for words in [
        "Clubs over time: Ajax, 1 Jul 2015 – 1 Aug 2017; Vitesse on loan, since 1 Aug 2017.",
        "€2.5m",
        "Loan, €500k",
        "2016/2017",
        "NL1",
        "Transfermarkt, ",
        "Hamstring injury",
        "10 Feb 2018",
    ] {
        assert!(full.contains(words), "{words}: {full}");
    }
    let overview = analyst.get(&player).await.assert_status(200).text();
    assert!(!overview.contains("No table of transfers names this player."));
    assert!(!overview.contains("Medical history"));
}

#[tokio::test]
async fn injuries_are_for_analysts_even_where_reading_is_public() {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.access.public_read = true;
    })
    .await;
    let analyst = app.sign_in(Role::Analyst).await;
    for table in [PLAYERS, TRANSFERS, INJURIES] {
        import(&app, &analyst, table).await;
    }
    let player = player(&app).await;
    let about = [("id", player.trim_start_matches("/players/"))];

    for (client, injuries) in [(app.signed_out(), 401), (app.sign_in(Role::Viewer).await, 403)] {
        let page = client.get(&format!("{player}/career")).await.assert_status(200).text();
        assert!(page.contains("Vitesse") && page.contains("Injuries are medical data."));
        assert!(!page.contains("Hamstring"));
        let overview = client.get(&player).await.assert_status(200).text();
        assert!(overview.contains("Medical data is shown to analysts alone."));
        client.post_form("/fn/players/find_career", &about).await.assert_status(200);
        let refused = client.post_form("/fn/players/list_injuries", &about).await;
        assert!(!refused.assert_status(injuries).text().contains("Hamstring"));
    }
    let told = analyst.post_form("/fn/players/list_injuries", &about).await.assert_status(200);
    assert!(told.text().contains("Hamstring"));
}

/// A house that everybody may read, with 24 players of one club in a dozen matches; every other one was
/// out once.
async fn club_with_injuries() -> (TestApp, Client) {
    let app = TestApp::start_with(page_base::request::Clock::System, |config| {
        config.access.public_read = true;
    })
    .await;
    let analyst = app.sign_in(Role::Analyst).await;
    let mut players = String::from("player_id,name,date_of_birth,country_of_citizenship\n");
    let mut matches = String::from("player_id,game_id,player_club_id,date,minutes_played\n");
    let mut injuries = String::from("player_id,injury,injured_since,injured_until\n");
    for player in 0..24 {
        writeln!(players, "{player},Player {player},1995-01-01,Ghana").unwrap();
        for game in 0..12 {
            writeln!(matches, "{player},{game},5,2021-09-{:02},90", game + 1).unwrap();
        }
        if player % 2 == 0 {
            writeln!(injuries, "{player},Knee injury,2021-10-01,2021-10-11").unwrap();
        }
    }
    for table in [&players, &matches, &injuries] {
        import(&app, &analyst, table).await;
    }
    (app, analyst)
}

#[tokio::test]
async fn an_injury_estimate_is_asked_for_kept_and_shown_to_analysts_alone() {
    let (app, analyst) = club_with_injuries().await;
    let id: i64 = sqlx::query_scalar("SELECT id FROM player WHERE provider_id = '0'")
        .fetch_one(app.sql())
        .await
        .unwrap();

    let asked = analyst.post(&format!("/api/v1/players/{id}/injury-risk"), &json!({})).await;
    asked.assert_status(202);
    app.run_queued_jobs().await;

    let insights = format!("/api/v1/players/{id}/insights");
    let kept = analyst.get(&insights).await.assert_status(200).json();
    let estimate = &kept["items"][0]["result"]["estimate"];
    assert_eq!(kept["items"][0]["kind"], "injury_risk");
    // Twelve spells of 24 players in 18 hours each are 27.8 per 1,000 hours.
    assert_eq!((&estimate["spells"], &estimate["prior"]["peers"]), (&json!(1), &json!(24)));
    let mean = estimate["prior"]["mean"].as_f64().unwrap();
    assert!((mean - 12.0 / (24.0 * 0.018)).abs() < 1e-9, "{mean}");
    let page = analyst.get(&format!("/players/{id}/career")).await.assert_status(200).text();
    assert!(page.contains("27.8") && page.contains("Training, travel and friendly matches"));

    for (client, history) in [(app.signed_out(), 401), (app.sign_in(Role::Viewer).await, 403)] {
        let newest = client.get(&insights).await.assert_status(200).json();
        assert_eq!(newest["items"], json!([]));
        client.get(&format!("{insights}?kind=injury_risk")).await.assert_status(history);
        let page = client.get(&format!("/players/{id}/career")).await.assert_status(200).text();
        assert!(!page.contains("per 1,000 hours"));
    }
}

#[tokio::test]
async fn a_batch_estimates_whose_matches_and_injuries_are_held_and_tells_no_log_of_it() {
    let (app, analyst) = club_with_injuries().await;
    add_players_with_values(app.sql(), 200).await;

    let batch = analyst.post("/api/v1/insights/batch", &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let path = format!("/api/v1/jobs/{}", batch["task_id"].as_str().unwrap());
    let job = analyst.get(&path).await.assert_status(200).json();
    // Two forecasts of everybody, and an estimate of each of 24.
    assert_eq!(
        (&job["result"]["asked"], &job["result"]["new"]),
        (&json!(224), &json!(2 * 224 + 24))
    );
    let told: String = sqlx::query_scalar(
        "SELECT coalesce(string_agg(text, ' '), '') || (SELECT result FROM job WHERE kind = 'analyse_players')
         FROM job_log",
    )
    .fetch_one(app.sql())
    .await
    .unwrap();
    assert!(!told.contains("Knee") && !told.contains("27.7"), "{told}");

    // Asked for by itself, the estimate of one of them is the row that is there.
    let id: i64 = sqlx::query_scalar("SELECT id FROM player WHERE provider_id = '3'")
        .fetch_one(app.sql())
        .await
        .unwrap();
    let alone = analyst.post(&format!("/api/v1/players/{id}/injury-risk"), &json!({})).await.json();
    app.run_queued_jobs().await;
    let path = format!("/api/v1/jobs/{}", alone["task_id"].as_str().unwrap());
    let job = analyst.get(&path).await.assert_status(200).json();
    assert_eq!((&job["result"]["new"], &job["result"]["unchanged"]), (&json!(0), &json!(1)));
}

#[tokio::test]
async fn too_little_data_is_told_as_the_reason_why_there_is_no_estimate() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    for table in [PLAYERS, APPEARANCES, INJURIES] {
        import(&app, &analyst, table).await;
    }
    let player = player(&app).await;

    let asked = analyst
        .post_form("/fn/players/estimate_injury", &[("id", player.trim_start_matches("/players/"))])
        .await;
    assert!(asked.header("location").starts_with("/tasks/"));
    app.run_queued_jobs().await;

    let page = analyst.get(&format!("{player}/career")).await.assert_status(200).text();
    assert!(page.contains("0 players with matches and injuries are held, 20 are needed"), "{page}");
}
