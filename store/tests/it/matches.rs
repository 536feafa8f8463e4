//! Matches: what is written is found, once, and goes away whole.

use std::time::Duration;

use chrono::{DateTime, Utc};
use football::{MatchId, Pitch, PlayerId, Side};
use serde_json::json;
use store::{
    Database,
    database::{ConnectSettings, connect},
    matches::{
        self, BallSecond, FormationRow, MatchPreview, MatchQuery, MatchSettings, NewLineUp,
        NewMatch, NewPeriod, NewStatistics, ReportKind, WrittenMatch,
    },
};
use test_database::TestDatabase;

pub(super) async fn open(database: &TestDatabase) -> Database {
    connect(&ConnectSettings {
        url: database.url().to_owned(),
        max_connections: 4,
        acquire_timeout: Duration::from_secs(10),
    })
    .await
    .unwrap()
}

pub(super) fn now() -> DateTime<Utc> {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

pub(super) fn player(side: Side, shirt: u16, provider_id: &str) -> NewLineUp {
    NewLineUp {
        side,
        shirt: Some(shirt),
        provider: "TRACAB".to_owned(),
        provider_id: Some(provider_id.to_owned()),
        name: Some(format!("Player {shirt}")),
        starter: Some(true),
        position: None,
        is_keeper: shirt == 1,
        is_tracked: true,
    }
}

pub(super) fn new_match(content_key: &str, home: &str, away: &str) -> NewMatch {
    let settings = MatchSettings {
        home: home.to_owned(),
        away: away.to_owned(),
        competition: "League".to_owned(),
        played_on: "2026-11-27".parse().ok(),
        ..MatchSettings::default()
    };
    let statistics = |place, part, distance_m| NewStatistics {
        place,
        part,
        distance_m: Some(distance_m),
        ..NewStatistics::default()
    };
    NewMatch {
        settings,
        score: Some([2, 1]),
        content_key: content_key.to_owned(),
        tracking_provider: Some("TRACAB".to_owned()),
        quality: Some(97),
        recorded: Some((25.0, Pitch::STANDARD)),
        line_up: vec![player(Side::Home, 1, "a"), player(Side::Away, 9, "b")],
        periods: vec![NewPeriod {
            number: 1,
            first_frame: 1_000,
            ticks: 750,
            home_attacks_right: Some(true),
            interpolated: 0.25,
            frames_sha256: "ab".to_owned(),
            frames_bytes: 90,
            chunk_ticks: 500,
            chunk_ends: vec![50, 90],
            table_sha256: "cd".to_owned(),
            table_bytes: 7,
        }],
        statistics: vec![statistics(0, 0, 50.5), statistics(0, 1, 50.5), statistics(1, 0, 11.25)],
        formations: vec![FormationRow {
            side: "home",
            phase: "all",
            period: 1,
            from_secs: 0.0,
            until_secs: 30.0,
            shape: "4-3-3".to_owned(),
            cost: 0.5,
        }],
        ball: vec![BallSecond { period: 1, second: 0, x_cm: -5, y_cm: 7, possession: None }],
        report: (1, json!({ "version": 1 })),
        events: (1, json!([])),
        ..NewMatch::default()
    }
}

#[tokio::test]
async fn a_match_is_found_with_all_that_was_written() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let new = new_match("key", "Harbour City", "Northgate");

    let written = matches::write_match(&db, None, &new, None, now()).await.unwrap();

    let WrittenMatch::New(id) = written else { panic!("{written:?}") };
    let found = matches::find(&db, id).await.unwrap().unwrap();
    assert_eq!((found.home.as_str(), found.away.as_str()), ("Harbour City", "Northgate"));
    assert_eq!((found.score, found.quality), (Some([2, 1]), Some(97)));
    assert_eq!(found.recorded, Some((25.0, Pitch::STANDARD)));
    let [period] = &matches::periods_of(&db, id).await.unwrap()[..] else { panic!("one period") };
    assert_eq!((period.first_frame, period.interpolated), (1_000, 0.25));
    let chunk = period.chunk(500).unwrap();
    assert_eq!((chunk.from, chunk.until), (50, 90));
    assert_eq!(matches::frames_of(&db, id, 2).await.unwrap(), None);
    let formations = matches::formations_of(&db, id).await.unwrap();
    assert_eq!((formations[0].side, formations[0].shape.as_str()), (Side::Home, "4-3-3"));
    let report = matches::report_of(&db, id, ReportKind::Match).await.unwrap().unwrap();
    assert_eq!(matches::find_report(&db, report.id).await.unwrap(), Some(report));
    let whole = matches::Part(0);
    let figures = matches::list_statistics(&db, Some(id), None, whole, 0, 10).await.unwrap();
    assert_eq!((figures.total, figures.items[1].distance_m), (2, Some(11.25)));
}

#[tokio::test]
async fn teams_are_known_by_their_names_whatever_the_letters() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    for (key, home, away) in
        [("a", "Harbour City", "Northgate"), ("b", "NORTHGATE", "harbour city")]
    {
        let new = new_match(key, home, away);
        matches::write_match(&db, None, &new, None, now()).await.unwrap();
    }

    let all = matches::list(&db, &MatchQuery { limit: 10, ..MatchQuery::default() }).await.unwrap();
    let of = async |text: &str| {
        let query = MatchQuery { text: text.to_owned(), limit: 10, ..MatchQuery::default() };
        matches::list(&db, &query).await.unwrap().total
    };

    assert_eq!(all.total, 2);
    assert_eq!(all.items[0].home, "Northgate", "the name as it was first written");
    assert_eq!((of("harbour league").await, of("100%").await, of("west").await), (2, 0, 0));
}

#[tokio::test]
async fn an_import_ends_with_its_match_and_the_same_content_makes_no_second_one() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let new = new_match("key", "Harbour City", "Northgate");
    let mut made = Vec::new();
    for _ in 0..2 {
        let import = matches::create_draft(&db, None, now()).await.unwrap();
        let ready = MatchPreview::default();
        matches::save_settings(&db, import, None, Some(&ready)).await.unwrap().unwrap();
        let written = matches::write_match(&db, Some(import), &new, None, now()).await.unwrap();
        let told = matches::find_import(&db, import).await.unwrap().unwrap();
        assert_eq!((told.state.as_str(), told.match_id), ("completed", Some(written.id())));
        made.push(written);
    }
    assert_eq!(made[1], WrittenMatch::Known(made[0].id()));
    let import = matches::import_of(&db, made[0].id()).await.unwrap().unwrap();
    assert_eq!(import.match_id, Some(made[0].id()));
    assert_eq!(matches::import_of(&db, MatchId(999)).await.unwrap().map(|import| import.id), None);
    assert!(matches::list_imports(&db, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn who_was_told_once_is_known_in_the_next_match_of_the_provider() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let first = new_match("a", "Harbour City", "Northgate");
    let first = matches::write_match(&db, None, &first, None, now()).await.unwrap().id();
    let pool = sqlx::PgPool::connect(database.url()).await.unwrap();
    let ada: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Player 9') RETURNING id")
        .fetch_one(&pool)
        .await
        .unwrap();
    let proposals: Vec<_> = matches::line_up(&db, first).await.unwrap();
    assert_eq!(proposals[1].proposal, Some((PlayerId(ada), "Player 9".to_owned())));
    sqlx::query("UPDATE match_lineup SET player_id = $1 WHERE place = 1")
        .bind(ada)
        .execute(&pool)
        .await
        .unwrap();

    let second = new_match("b", "Northgate", "Harbour City");
    let second = matches::write_match(&db, None, &second, None, now()).await.unwrap().id();

    let line_up = matches::line_up(&db, second).await.unwrap();
    assert_eq!((line_up[0].player, line_up[1].player), (None, Some(PlayerId(ada))));
    let of_player = Some(PlayerId(ada));
    let whole = matches::Part(0);
    let figures = matches::list_statistics(&db, None, of_player, whole, 0, 10).await.unwrap();
    assert_eq!(figures.total, 2);
    pool.close().await;
}
