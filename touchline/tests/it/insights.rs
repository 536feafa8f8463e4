//! Insights over REST, on pages, by job and by command: asked for, made, kept, shown, and stopped half-way.

use std::time::{Duration, Instant};

use backroom::{JobId, JobState, Role, TaskView};
use serde_json::{Value, json};
use server::jobs::{Hub, JobEnv, WorkerSettings, registry::registry, start_workers};
use store::queue::find_task;
use test_database::TestDatabase;
use tokio_util::sync::CancellationToken;

use crate::{TestApp, jobs::eventually, program::Program};

const BATCH: &str = "/api/v1/insights/batch";
const CARD: &str = "/api/v1/insights/report-card";
/// Enough for every model.
const PLAYERS: i64 = 200;
/// Enough that a batch is still under way when somebody stops it.
const MANY: i64 = 6_000;

/// Players with seventeen values each, half a year apart, up to 20 June 2020; one of five of unknown age.
pub(crate) async fn add_players_with_values(sql: &sqlx::PgPool, players: i64) {
    sqlx::query(
        "INSERT INTO player (name, birth_date, position)
         SELECT 'Player ' || n, CASE WHEN n % 5 > 0 THEN date '1985-01-01' + (23 * n % 4500)::int END,
             (ARRAY['GK', 'CB', 'CM', 'CF'])[n % 4 + 1]
         FROM generate_series(1, $1) n",
    )
    .bind(players)
    .execute(sql)
    .await
    .unwrap();
    sqlx::query(
        "INSERT INTO player_valuation (player_id, date, source, amount_eur)
         SELECT id, date '2012-06-30' + 182 * half, 'Test estimate',
             100000 + abs(hashtext(id || ':' || half)) % 900000 * (1 + id % 7)
         FROM player CROSS JOIN generate_series(0, 16) half",
    )
    .execute(sql)
    .await
    .unwrap();
}

/// A server with [`PLAYERS`] players with values.
async fn house() -> TestApp {
    let app = TestApp::start().await;
    add_players_with_values(app.sql(), PLAYERS).await;
    app
}

async fn player(app: &TestApp, name: &str) -> i64 {
    sqlx::query_scalar("SELECT id FROM player WHERE name = $1")
        .bind(name)
        .fetch_one(app.sql())
        .await
        .unwrap()
}

fn id_of(accepted: &Value) -> JobId {
    accepted["task_id"].as_str().unwrap().parse().unwrap()
}

async fn task(app: &TestApp, id: JobId) -> TaskView {
    find_task(app.db(), id).await.unwrap().unwrap()
}

async fn completed(app: &TestApp, accepted: &Value) -> Value {
    app.run_queued_jobs().await;
    let task = task(app, id_of(accepted)).await;
    assert_eq!(task.state, JobState::Completed, "{:?}", task.error);
    assert_eq!(task.progress, Some(1.0));
    task.result.unwrap()
}

async fn count(app: &TestApp, sql: &'static str) -> i64 {
    sqlx::query_scalar(sql).fetch_one(app.sql()).await.unwrap()
}

fn insight<'a>(list: &'a Value, kind: &str) -> &'a Value {
    list["items"].as_array().unwrap().iter().find(|item| item["kind"] == kind).expect(kind)
}

#[tokio::test]
async fn a_player_is_forecast_and_the_parts_of_the_forecast_add_up() {
    let app = house().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let ada = format!("/api/v1/players/{}", player(&app, "Player 5").await);

    let accepted = analyst.post(&format!("{ada}/analyze"), &json!({})).await.assert_status(202);
    let result = completed(&app, &accepted.json()).await;
    let list = analyst.get(&format!("{ada}/insights")).await.assert_status(200).json();

    assert_eq!((&result["new"], &result["summary"]), (&json!(2), &json!("The forecast is ready")));
    let value = insight(&list, "value_forecast");
    assert_eq!(
        (&value["as_of"], &value["model_version"]),
        (&json!("2020-06-20"), &json!("value-1"))
    );
    assert_eq!(value["n"], json!(PLAYERS * 6));
    let result = &value["result"];
    let parts = result["contributions"].as_array().unwrap();
    assert_eq!(parts.len(), 64);
    let euros: f64 =
        parts.iter().chain([&result["start"]]).map(|p| p["eur"].as_f64().unwrap()).sum();
    let change = result["value_eur"].as_f64().unwrap() - result["from_eur"].as_f64().unwrap();
    assert!((euros - change).abs() < 1.0, "{euros} and {change}");
    // The fifth player's age is unknown, and is said to be.
    assert!(value["not_known"][0].as_str().unwrap().contains("birth date is unknown"), "{value}");
    assert_eq!(result["band_basis"], "everyone_age_unknown");
    let years = insight(&list, "career_forecast")["result"]["years"].as_array().unwrap().clone();
    assert_eq!(years.len(), 6);
    for year in years {
        let bands = ["p10_eur", "p25_eur", "p50_eur", "p75_eur", "p90_eur"];
        let bands: Vec<_> = bands.iter().map(|band| year[band].as_i64().unwrap()).collect();
        assert!(bands.is_sorted(), "{bands:?}");
    }
}

#[tokio::test]
async fn what_is_asked_again_is_the_stored_row_until_something_new_is_known() {
    let app = house().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app, "Player 3").await;
    let ask = async |body: Value| {
        let path = format!("/api/v1/players/{id}/predict-career");
        completed(&app, &analyst.post(&path, &body).await.assert_status(202).json()).await
    };

    let first = ask(json!({})).await;
    let again = ask(json!({})).await;
    let seeded = ask(json!({ "seed": 8 })).await;
    sqlx::query(
        "INSERT INTO player_valuation (player_id, date, source, amount_eur)
         SELECT id, '2020-06-25', 'Test estimate', 777000 FROM player",
    )
    .execute(app.sql())
    .await
    .unwrap();
    let newer = ask(json!({})).await;

    assert_eq!([&first, &again, &seeded, &newer].map(|result| &result["new"]), [1, 0, 1, 1]);
    let path = format!("/api/v1/players/{id}/insights");
    let history = analyst.get(&format!("{path}?kind=career_forecast&limit=2")).await.json();
    let of = |item: &Value| (item["as_of"].clone(), item["seed"].clone());
    let told: Vec<_> = history["items"].as_array().unwrap().iter().map(of).collect();
    assert_eq!(told, [(json!("2020-06-25"), json!(20_260_701)), (json!("2020-06-20"), json!(8))]);
    let cursor = &history["next_cursor"];
    let older = format!("{path}?kind=career_forecast&limit=2&cursor={cursor}");
    assert_eq!(analyst.get(&older).await.json()["items"].as_array().unwrap().len(), 1);
    let unknown = analyst.get(&format!("{path}?kind=horoscope")).await.assert_status(422);
    assert!(unknown.text().contains("career_forecast"));
    // The value in one year was not asked for.
    assert_eq!(analyst.get(&path).await.json()["items"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_same_data_and_seed_give_the_same_bytes_in_another_house() {
    const BYTES: &str =
        "SELECT string_agg(kind || input_hash || result::text, ',' ORDER BY player_id, kind)
        FROM insight";
    let mut houses = Vec::new();
    for is_batch in [true, false] {
        let app = house().await;
        let analyst = app.sign_in(Role::Analyst).await;
        let body = json!({ "seed": 42 });
        if is_batch {
            let accepted = analyst.post(BATCH, &body).await.assert_status(202).json();
            completed(&app, &accepted).await;
        } else {
            // One by one, and with the model that the first of them kept.
            for id in 1..=PLAYERS {
                let path = format!("/api/v1/players/{id}/analyze");
                analyst.post(&path, &body).await.assert_status(202);
            }
            app.run_queued_jobs().await;
        }
        let bytes: String = sqlx::query_scalar(BYTES).fetch_one(app.sql()).await.unwrap();
        houses.push(bytes);
    }

    assert!(houses[0].len() > 100_000);
    assert!(houses[0] == houses[1], "the forecasts of the two houses differ");
}

#[tokio::test]
async fn a_house_with_too_little_data_says_what_is_missing_and_what_to_do() {
    let app = TestApp::start().await;
    add_players_with_values(app.sql(), 3).await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app, "Player 1").await;

    let accepted = analyst.post(&format!("/api/v1/players/{id}/analyze"), &json!({})).await.json();
    let result = completed(&app, &accepted).await;
    let list = analyst.get(&format!("/api/v1/players/{id}/insights")).await.json();
    let page = analyst.get(&format!("/players/{id}/forecast")).await.assert_status(200).text();
    let batch = analyst.post(BATCH, &json!({})).await.assert_status(202).json();
    let card = analyst.post(CARD, &json!({})).await.assert_status(202).json();
    app.run_queued_jobs().await;

    let told = result["summary"].as_str().unwrap();
    assert!(told.contains("of at least 640 values") && told.contains("Import values"), "{told}");
    let value = insight(&list, "value_forecast");
    assert!(value["not_made_because"].as_str().unwrap().contains("of at least 640"), "{value}");
    assert_eq!(value["result"], Value::Null);
    assert!(page.contains("No forecast can be made") && page.contains("/players/import"), "{page}");
    let batch = task(&app, id_of(&batch)).await;
    assert_eq!(batch.state, JobState::Failed);
    assert!(batch.error.unwrap().contains("Import values of more players"));
    assert_eq!(task(&app, id_of(&card)).await.state, JobState::Completed);
    let page = analyst.get("/scouting/models").await.assert_status(200).text();
    assert!(page.contains("nothing could be forecast"), "{page}");
}

#[tokio::test]
async fn a_player_without_a_value_is_told_so_and_left_out_of_a_batch() {
    let app = house().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Ada') RETURNING id")
        .fetch_one(app.sql())
        .await
        .unwrap();

    let accepted = analyst.post(BATCH, &json!({ "make": "insights" })).await.json();
    let result = completed(&app, &accepted).await;
    let list = analyst.get(&format!("/api/v1/players/{id}/insights")).await.json();

    assert_eq!(
        [&result["asked"], &result["forecast"], &result["without"], &result["new"]],
        [&json!(PLAYERS + 1), &json!(PLAYERS), &json!(1), &json!(2 * PLAYERS + 2)]
    );
    assert_eq!(insight(&list, "value_forecast")["not_made_because"], "no value is known");
}

#[tokio::test]
async fn a_batch_is_for_whom_it_is_asked_and_says_what_it_has_no_use_for() {
    let app = house().await;
    let analyst = app.sign_in(Role::Analyst).await;

    let refused = analyst.post(BATCH, &json!({ "attempts": 2, "concurrency": 1 })).await;
    let refused = refused.assert_status(422).json();
    let seeded = json!({ "make": "reports", "seed": 1 });
    analyst.post(BATCH, &seeded).await.assert_status(422);
    let keepers = json!({ "filter": { "position": "GK" } });
    let accepted = analyst.post(BATCH, &keepers).await.assert_status(202).json();
    let result = completed(&app, &accepted).await;

    let named: Vec<_> =
        refused["errors"].as_array().unwrap().iter().map(|error| &error["field"]).collect();
    assert_eq!(named, ["attempts", "concurrency"]);
    assert_eq!((&result["asked"], &result["new"]), (&json!(PLAYERS / 4), &json!(PLAYERS / 2)));
}

#[tokio::test]
async fn a_batch_that_is_stopped_half_way_stops_within_two_seconds_and_goes_on_harmlessly() {
    let app = TestApp::start().await;
    add_players_with_values(app.sql(), MANY).await;
    let analyst = app.sign_in(Role::Analyst).await;
    let batch = id_of(&analyst.post(BATCH, &json!({})).await.json());
    let shutdown = CancellationToken::new();
    let hub = Hub::start(app.db().clone(), shutdown.clone());
    let env = JobEnv::new(app.state(), &app.config().jobs);
    let settings = WorkerSettings { poll: Duration::from_mins(1), ..WorkerSettings::default() };
    let workers = start_workers(env, registry(), &hub, &settings, &[], &shutdown).unwrap();
    eventually("some insights", async || {
        (count(&app, "SELECT count(*) FROM insight").await > 0).then_some(())
    })
    .await;

    let asked_at = Instant::now();
    analyst.post(&format!("/api/v1/jobs/{batch}/cancel"), &Value::Null).await.assert_status(200);
    let stopped = eventually("stopped", async || {
        Some(task(&app, batch).await).filter(|task| task.state == JobState::Cancelled)
    })
    .await;
    let took = asked_at.elapsed();
    workers.stop().await;
    let half_way = count(&app, "SELECT count(*) FROM insight").await;
    analyst.post(&format!("/api/v1/jobs/{batch}/retry"), &Value::Null).await.assert_status(200);
    app.run_queued_jobs().await;

    assert!(took < Duration::from_secs(2), "{took:?}");
    let progress = stopped.progress.unwrap();
    assert!((0.2..1.0).contains(&progress), "{progress}");
    assert!((1..2 * MANY).contains(&half_way), "{half_way}");
    let result = task(&app, batch).await.result.unwrap();
    assert_eq!(result["unchanged"].as_i64(), Some(half_way));
    assert_eq!(count(&app, "SELECT count(*) FROM insight").await, 2 * MANY);
    let pairs = "SELECT count(*) FROM (SELECT DISTINCT player_id, kind FROM insight) pairs";
    assert_eq!(count(&app, pairs).await, 2 * MANY);
}

#[tokio::test]
async fn the_models_have_a_report_card_on_the_values_that_are_held() {
    let app = house().await;
    let analyst = app.sign_in(Role::Analyst).await;
    analyst.get(CARD).await.assert_status(404);
    let empty = analyst.get("/scouting/models").await.assert_status(200).text();

    let accepted = analyst.post(CARD, &json!({})).await.assert_status(202).json();
    let twice = analyst.post(CARD, &json!({})).await.json();
    let result = completed(&app, &accepted).await;
    let card = analyst.get(CARD).await.assert_status(200).json();
    let page = analyst.get("/scouting/models").await.assert_status(200).text();
    let again = completed(&app, &analyst.post(CARD, &json!({})).await.json()).await;

    assert!(empty.contains("Nobody has held past forecasts"), "{empty}");
    assert_eq!(twice["task_id"], accepted["task_id"]);
    assert_eq!(result["href"], "/scouting/models");
    let origins = card["origins"].as_array().unwrap();
    assert!(origins.len() >= 3, "{card}");
    assert_eq!(origins.last().unwrap()["origin"], "2019-06-20");
    assert_eq!(origins.last().unwrap()["linear"]["n"], json!(PLAYERS));
    assert!(card["band_coverage"].as_f64().unwrap() > 0.5);
    assert_eq!((&card["players"], &card["valuations"]), (&json!(PLAYERS), &json!(PLAYERS * 17)));
    assert!(page.contains("20 Jun 2019") && page.contains("Within the one-year band"), "{page}");
    assert_eq!(again["summary"], "Unchanged: no value has changed");
}

#[tokio::test]
async fn the_tab_works_as_a_form_and_shows_the_forecast_without_script() {
    let app = house().await;
    let analyst = app.sign_in(Role::Analyst).await;
    let id = player(&app, "Player 3").await;
    let tab = format!("/players/{id}/forecast");

    let before = analyst.get(&tab).await.assert_status(200).text();
    let fields = [("player_id", &*id.to_string())];
    let sent = analyst.submit("/fn/scouting/forecast_player", &tab, &fields).await;
    let under_way = analyst.get(&tab).await.text();
    app.run_queued_jobs().await;
    let after = analyst.get(&tab).await.assert_status(200).text();
    let viewed = app.sign_in(Role::Viewer).await.get(&tab).await.assert_status(200).text();

    assert!(before.contains("No forecast of this player yet") && before.contains("Make forecast"));
    assert_eq!((sent.status.as_u16(), sent.header("location")), (302, tab.as_str()));
    assert!(under_way.contains("A forecast is being made"), "{under_way}");
    for words in [
        "As of 20 Jun 2020",
        "model value-1",
        "Renew forecast",
        "Value in the coming years",
        "not a price",
        "Eight of ten ended between",
        "An average player",
        "Change within a year",
        "Every column",
        "What the model does not know",
        "Club, league, contract",
        "/scouting/models",
    ] {
        assert!(after.contains(words), "{words}: {after}");
    }
    assert!(viewed.contains("Every column") && !viewed.contains("Renew forecast"));
}

#[tokio::test]
async fn the_commands_do_what_the_routes_do_and_sum_up() {
    let program = Program::with(TestDatabase::create().await);
    let sql = sqlx::PgPool::connect(program.database_url()).await.unwrap();
    add_players_with_values(&sql, PLAYERS).await;
    sql.close().await;
    let told = |output: &[u8]| String::from_utf8_lossy(output).into_owned();

    let nobody = program.run(&["players", "forecast"]);
    let done = program.run(&["players", "forecast", "--filter", "position=GK", "--wait"]);
    let card = program.run(&["players", "report-card", "--wait"]);

    assert!(!nobody.status.success() && told(&nobody.stderr).contains("--all"));
    assert!(done.status.success(), "{}", told(&done.stderr));
    let lines = told(&done.stdout);
    assert!(lines.contains("as of             2020-06-20"), "{lines}");
    assert!(
        lines.contains("forecast          50") && lines.contains("stored            100"),
        "{lines}"
    );
    assert!(card.status.success(), "{}", told(&card.stderr));
    let lines = told(&card.stdout);
    assert!(lines.contains("2019-06-20") && lines.contains("share of the last value's"), "{lines}");
}
