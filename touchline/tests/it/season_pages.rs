//! A player's season among his peers, who is like him, and players side by side: pages without script
//! and REST.

use std::fmt::Write as _;

use backroom::Role;
use serde_json::{Value, json};
use store::{
    database::begin,
    seasons::{NewSeason, write_season},
};
use table_feeds::season_table::read_season_table;

use crate::TestApp;

/// Thirty attackers of one league. The figures of each follow from his number; number 3 hardly played,
/// and of number 4 the goals are unknown.
fn table() -> String {
    let mut text = String::from(
        "Player,Nation,Pos,Squad,Comp,Age,Born,MP,Starts,Min,\
         Shots,TouAttPen,SCA,KP,RecProg,Goals,Assists,CarDis,Throws\n",
    );
    for number in 0_u32..30 {
        let at = f64::from(number);
        let minutes = if number == 3 { 640 } else { 2_700 };
        let goals = if number == 4 { String::new() } else { format!("{:.2}", 0.11 + at / 40.0) };
        writeln!(
            text,
            "Striker {number},ENG,FW,Club {},Test League,{},{},30,28,{minutes},{:.2},{:.2},{:.2},{:.2},{:.2},{goals},\
             {:.2},{:.2},{:.2}",
            number % 3,
            20 + number % 12,
            1990 + number % 12,
            0.51 + at / 9.0,
            1.07 + (at * 7.0) % 6.0,
            0.93 + (at * 3.0) % 5.0,
            0.41 + (at * 5.0) % 2.0,
            2.03 + (at * 11.0) % 7.0,
            0.05 + (at * 2.0) % 0.4,
            0.35 + (at * 13.0) % 3.0,
            0.15 + (at * 17.0) % 4.0,
        )
        .expect("text takes text");
    }
    text
}

async fn write(app: &TestApp, season: &str) {
    let players = read_season_table(table().as_bytes()).expect("a sound table").player_seasons();
    let transaction = begin(app.db()).await.expect("the database answers");
    let season = NewSeason { source: "fbref", season, players: &players };
    write_season(&transaction, &season).await.expect("a season is written");
    transaction.commit().await.expect("the database answers");
}

/// A player of the product, known to be the striker of that number.
async fn player(app: &TestApp, number: u32) -> i64 {
    let id: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ($1) RETURNING id")
        .bind(format!("Known {number}"))
        .fetch_one(app.sql())
        .await
        .expect("a player is stored");
    sqlx::query("UPDATE player_season SET player_id = $1 WHERE name = $2")
        .bind(id)
        .bind(format!("Striker {number}"))
        .execute(app.sql())
        .await
        .expect("a line is settled");
    id
}

#[tokio::test]
async fn the_season_shows_radar_bars_and_score_with_everything_that_went_into_it() {
    let app = TestApp::start().await;
    write(&app, "2024/2025").await;
    let id = player(&app, 29).await;
    let viewer = app.sign_in(Role::Viewer).await;

    let page = viewer.get(&format!("/players/{id}/season")).await.assert_status(200).text();

    // 29 of 30 have minutes enough, and the best of 29 stands at 100 x 28.5 / 29 = 98.3.
    assert!(page.contains("29 attackers · all competitions · 900 min or more · FBref 2024/2025"));
    assert!(page.contains("Club 2 · Test League · 2,700 min in 30 matches, 28 from the start"));
    assert!(
        page.contains("template attackers 1")
            && page.contains("Volume")
            && page.contains("Quality")
    );
    assert!(page.contains("role=\"img\"") && page.contains("Percentiles of Known 29 among"));
    assert!(page.contains("lower is better") && page.contains("Other columns"));
    assert!(page.contains("it takes two seasons of one provider"));
    assert!(!page.contains("style=\""), "the policy forbids it");
}

#[tokio::test]
async fn what_is_unknown_says_why_and_is_never_nought() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    let without: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Ada') RETURNING id")
        .fetch_one(app.sql())
        .await
        .unwrap();
    write(&app, "2024/2025").await;
    let (few, no_goals) = (player(&app, 3).await, player(&app, 4).await);

    let nothing = viewer.get(&format!("/players/{without}/season")).await.assert_status(200).text();
    assert!(nothing.contains("No season figures of this player are held"));
    let nobody = viewer.get(&format!("/players/{without}/similar")).await.assert_status(200).text();
    assert!(nobody.contains("nobody can be compared with him"));

    let few_page = viewer.get(&format!("/players/{few}/season")).await.assert_status(200).text();
    assert!(few_page.contains("640 min are fewer than the 900 that make a peer"));
    assert!(!few_page.contains("role=\"img\""), "no drawing without percentiles");
    let asked = viewer.get(&format!("/players/{few}/season?minutes=450")).await.text();
    assert!(asked.contains("role=\"img\"") && asked.contains("30 attackers"));

    let radar = viewer.get(&format!("/players/{no_goals}/season")).await.assert_status(200).text();
    assert!(radar.contains("Goals unknown"), "the summary of the radar says so");

    let other = viewer.get(&format!("/players/{few}/season?competition=Elsewhere")).await.text();
    assert!(other.contains("does not play in the competitions chosen"));
}

#[tokio::test]
async fn a_choice_that_cannot_be_read_says_where() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    write(&app, "2024/2025").await;
    let id = player(&app, 9).await;

    for path in [
        format!("/players/{id}/season?minutes=many"),
        format!("/players/{id}/similar?age_min=30&age_max=20"),
        "/players/compare?ids=1,2,3,4,5,6,7".to_owned(),
    ] {
        let page = viewer.get(&path).await.text();
        assert!(page.contains("The choice cannot be read."), "{path}");
    }
}

#[tokio::test]
async fn similar_players_come_with_reasons_that_add_up() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    write(&app, "2024/2025").await;
    let (id, other) = (player(&app, 29).await, player(&app, 28).await);

    let answer = viewer.get(&format!("/api/v1/players/{id}/similar?reasons=3")).await;
    let answer = answer.assert_status(200).json();

    assert_eq!(
        (&answer["set"]["season"], &answer["weights"]),
        (&json!("2024/2025"), &json!("alike"))
    );
    let items = answer["items"].as_array().unwrap();
    assert_eq!(items.len(), 20);
    let scores: Vec<f64> = items.iter().map(|item| item["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
    for item in items {
        assert_ne!(item["player_id"], json!(id), "self is left out");
        let reasons = item["reasons"].as_array().unwrap();
        assert_eq!(reasons.len(), 3);
        let told: f64 = reasons.iter().map(|reason| reason["points"].as_f64().unwrap()).sum();
        let all = told + item["others"]["points"].as_f64().unwrap();
        assert!((all.max(0.0) - item["score"].as_f64().unwrap()).abs() < 1e-6, "{item}");
    }
    let known: Vec<&Value> =
        items.iter().filter(|item| item["player_id"] == json!(other)).collect();
    assert!(known.iter().all(|item| item["name"] == "Known 28"));

    let page = viewer.get(&format!("/players/{id}/similar")).await.assert_status(200).text();
    assert!(page.contains("1. ") && page.contains("Together") && page.contains("other metrics"));
    assert!(page.contains("Every metric counts alike."));
}

#[tokio::test]
async fn filters_of_similar_players_are_asked_after_scoring() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    write(&app, "2024/2025").await;
    let id = player(&app, 29).await;
    let similar = async |words: &str| {
        viewer.get(&format!("/api/v1/players/{id}/similar?limit=100&{words}")).await
    };

    let all = similar("").await.assert_status(200).json();
    let young = similar("age_max=22").await.assert_status(200).json();

    assert_eq!(all["total"], json!(28), "29 others, without the one who hardly played");
    let young = young["items"].as_array().unwrap();
    assert!(!young.is_empty() && young.iter().all(|item| item["age"].as_u64() <= Some(22)));
    for item in young {
        let before =
            all["items"].as_array().unwrap().iter().find(|all| all["name"] == item["name"]);
        assert_eq!(before.unwrap()["score"], item["score"]);
    }
    let worth = similar("value_min=1m").await.assert_status(200).json();
    assert_eq!((&worth["total"], &worth["left_out_unknown"]), (&json!(0), &json!(28)));

    let weighed = similar("weights=stability").await.assert_status(200).json();
    assert!(weighed["unknown_because"].as_str().unwrap().contains("two seasons of one provider"));
    for (words, field) in
        [("weights=mine", "weights"), ("reasons=201", "reasons"), ("set=a", "set")]
    {
        let problem = similar(words).await.assert_status(422).json();
        assert_eq!(problem["errors"][0]["field"], field);
    }
    viewer.get("/api/v1/players/999999/similar").await.assert_status(404);
    viewer.get(&format!("/api/v1/players/{id}/similar?q=a")).await.assert_status(422);
}

#[tokio::test]
async fn players_stand_side_by_side_and_the_best_is_marked_in_words() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    write(&app, "2024/2025").await;
    let (a, b) = (player(&app, 29).await, player(&app, 4).await);
    let without: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Ada') RETURNING id")
        .fetch_one(app.sql())
        .await
        .unwrap();

    let path = format!("/players/compare?ids={a},{b},{without}");
    let page = viewer.get(&path).await.assert_status(200).text();
    assert!(page.contains("Known 29") && page.contains("Known 4") && page.contains("best"));
    assert!(
        page.contains("No figures of Ada in this season are held: they are unknown, not nought.")
    );
    assert!(
        page.contains(&format!("/players/compare?ids={a},{without}")),
        "the way without the second"
    );
    assert!(page.contains("name=\"ids\""), "the form keeps who is compared");

    let search = viewer.get(&format!("/players/compare?ids={a}&q=ada")).await.text();
    assert!(search.contains("Add Ada") && search.contains(&format!("ids={a},{without}")));
    assert!(search.contains("It takes two players at least."));
    let form = viewer.get(&format!("/players/compare?ids={a}&ids={b}")).await.assert_status(200);
    assert!(form.text().contains("role=\"img\""), "as the list's form sends them");

    let rest = viewer.get(&format!("/api/v1/players/compare?ids={b},{without}")).await;
    let rest = rest.assert_status(200).json();
    assert_eq!(rest["items"][1]["season"], Value::Null);
    let season = &rest["items"][0]["season"];
    assert_eq!((&season["peers"], &season["position_group"]), (&json!(29), &json!("ATT")));
    let goals =
        season["metrics"].as_array().unwrap().iter().find(|metric| metric["metric"] == "goals");
    let goals = goals.unwrap();
    assert_eq!((&goals["figure"], &goals["percentile"]), (&Value::Null, &Value::Null));
    assert_eq!(goals["no_percentile_because"], "no percentile: the figure is unknown");
}

#[tokio::test]
async fn the_performance_score_is_kept_as_an_insight_and_once() {
    let app = TestApp::start().await;
    let analyst = app.sign_in(Role::Analyst).await;
    write(&app, "2024/2025").await;
    let (id, few) = (player(&app, 29).await, player(&app, 3).await);

    for _ in 0..2 {
        for id in [id, few] {
            let asked = analyst.post(&format!("/api/v1/players/{id}/analyze"), &json!({})).await;
            asked.assert_status(202);
        }
        app.run_queued_jobs().await;
    }

    let kept = async |id: i64| {
        let path = format!("/api/v1/players/{id}/insights?kind=performance");
        let list = analyst.get(&path).await.assert_status(200).json();
        assert_eq!(list["items"].as_array().unwrap().len(), 1, "the second says nothing new");
        list["items"][0].clone()
    };
    let made = kept(id).await;
    assert_eq!(made["model_version"], "performance attackers 1");
    assert_eq!(made["result"]["outcome"], "made");
    assert_eq!(made["result"]["season"]["peers"], json!(29));
    let score = made["result"]["score"]["score"].as_f64().unwrap();
    let page = analyst.get(&format!("/players/{id}/season")).await.assert_status(200).text();
    assert!(page.contains(&format!("<strong>{score:.1}")), "the page says the same");
    let not_made = kept(few).await;
    assert_eq!(not_made["result"]["outcome"], "not_made");
}

#[tokio::test]
async fn stability_is_told_where_two_seasons_are_held() {
    let app = TestApp::start().await;
    let viewer = app.sign_in(Role::Viewer).await;
    write(&app, "2023/2024").await;
    write(&app, "2024/2025").await;
    let id = player(&app, 29).await;

    let page = viewer.get(&format!("/players/{id}/season")).await.assert_status(200).text();
    // 29 of 30 have minutes enough, one too few for a correlation to mean something.
    assert!(page.contains("r is unknown: only 29 players are known to be in both"), "{page}");
    assert!(page.contains("FBref 2024/2025") && page.contains("FBref 2023/2024"));
}
