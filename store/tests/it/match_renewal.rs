//! A match made anew keeps what people gave.

use football::Side;
use serde_json::json;
use store::{
    StoreError,
    matches::{self, WrittenMatch},
};
use test_database::TestDatabase;

use crate::matches::{new_match, now, open, player};

#[tokio::test]
async fn who_everybody_is_follows_his_id_his_shirt_or_his_name() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let mut new = new_match("a", "Harbour City", "Northgate");
    new.line_up.push(player(Side::Home, 7, "c"));
    let id = matches::write_match(&db, None, &new, None, now()).await.unwrap().id();
    let pool = sqlx::PgPool::connect(database.url()).await.unwrap();
    let names = [
        "INSERT INTO player (name) VALUES ('A'), ('B'), ('C')",
        "UPDATE match_lineup SET player_id =
        (SELECT id FROM player ORDER BY id OFFSET place LIMIT 1)",
    ];
    for text in names {
        sqlx::query(text).execute(&pool).await.unwrap();
    }
    let players: Vec<i64> =
        sqlx::query_scalar("SELECT id FROM player ORDER BY id").fetch_all(&pool).await.unwrap();

    let draft = matches::draft_renewal(&db, id, None, now()).await.unwrap().unwrap();
    // Others stand before them now: the shirt of "a" is another's, and "c" is known by his shirt alone.
    let mut renewed = new_match("b", "Harbour City", "Northgate");
    let mut by_shirt = player(Side::Home, 7, "another provider's");
    by_shirt.provider = "Metrica".to_owned();
    renewed.line_up = vec![
        player(Side::Home, 30, "d"),
        by_shirt,
        player(Side::Home, 31, "a"),
        player(Side::Away, 9, "b"),
    ];
    renewed.statistics.clear();
    let written = matches::write_match(&db, Some(draft), &renewed, None, now()).await.unwrap();

    assert_eq!(written, WrittenMatch::Renewed(id));
    let line_up = matches::line_up(&db, id).await.unwrap();
    let mut known: Vec<_> =
        line_up.iter().map(|row| (row.shirt.unwrap(), row.player.map(|player| player.0))).collect();
    known.sort_unstable();
    let [ada, bo, cleo] = players[..] else { panic!("{players:?}") };
    assert_eq!(known, [(7, Some(cleo)), (9, Some(bo)), (30, None), (31, Some(ada))]);
    pool.close().await;
}

#[tokio::test]
async fn clips_and_what_a_person_said_stay_and_what_was_computed_goes() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let new = new_match("a", "Harbour City", "Northgate");
    let id = matches::write_match(&db, None, &new, None, now()).await.unwrap().id();
    let pool = sqlx::PgPool::connect(database.url()).await.unwrap();
    let said = "INSERT INTO formation (match_id, side, phase, period, from_secs, until_secs, shape)
        SELECT id, 'home', 'all', 1, 0, 60, '3-5-2' FROM match";
    sqlx::query(said).execute(&pool).await.unwrap();
    let report = matches::report_of(&db, id, matches::ReportKind::Match).await.unwrap().unwrap();

    let draft = matches::draft_renewal(&db, id, None, now()).await.unwrap().unwrap();
    let mut renewed = new_match("b", "Harbour City", "Northgate");
    renewed.score = None;
    renewed.formations[0].shape = "4-4-2".to_owned();
    renewed.report = (2, json!({ "version": 2 }));
    matches::write_match(&db, Some(draft), &renewed, None, now()).await.unwrap();

    let shapes: Vec<_> = matches::formations_of(&db, id)
        .await
        .unwrap()
        .into_iter()
        .map(|stood| stood.shape)
        .collect();
    assert!(shapes.contains(&"3-5-2".to_owned()) && shapes.contains(&"4-4-2".to_owned()));
    assert_eq!(shapes.len(), 2);
    let found = matches::find(&db, id).await.unwrap().unwrap();
    assert_eq!(found.score, Some([2, 1]), "nobody knows another");
    let again = matches::report_of(&db, id, matches::ReportKind::Match).await.unwrap().unwrap();
    assert_eq!((again.id, again.version), (report.id, 2));
    // The same content is the renewed match, and what it was made of before is a match of its own.
    let known = matches::write_match(&db, None, &renewed, None, now()).await.unwrap();
    assert_eq!(known, WrittenMatch::Known(id));
    pool.close().await;
}

#[tokio::test]
async fn a_match_that_is_away_is_not_made_anew() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let id =
        matches::write_match(&db, None, &new_match("a", "A", "B"), None, now()).await.unwrap().id();
    let draft = matches::draft_renewal(&db, id, None, now()).await.unwrap().unwrap();
    let pool = sqlx::PgPool::connect(database.url()).await.unwrap();
    sqlx::query("UPDATE match SET deleted_at = now()").execute(&pool).await.unwrap();

    let renewed = new_match("b", "A", "B");
    let refused = matches::write_match(&db, Some(draft), &renewed, None, now()).await;
    assert!(matches!(refused, Err(StoreError::Conflict { .. })), "{refused:?}");
    assert_eq!(matches::draft_renewal(&db, id, None, now()).await.unwrap(), None);
    let told = matches::find_import(&db, draft).await.unwrap().unwrap();
    assert_eq!((told.match_id, told.renews), (None, Some(id)));
    pool.close().await;
}

#[tokio::test]
async fn a_draft_that_waits_makes_room_for_one_that_knows_the_match_as_it_is() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let id = matches::write_match(&db, None, &new_match("a", "A", "B"), None, now()).await.unwrap();
    let id = id.id();
    let old = matches::draft_renewal(&db, id, None, now()).await.unwrap().unwrap();
    let pool = sqlx::PgPool::connect(database.url()).await.unwrap();
    sqlx::query("UPDATE match SET venue = 'Harbour Park'").execute(&pool).await.unwrap();

    let fresh = matches::draft_renewal(&db, id, None, now()).await.unwrap().unwrap();
    assert_ne!(fresh, old);
    assert!(matches::find_import(&db, old).await.unwrap().is_none());
    let told = matches::find_import(&db, fresh).await.unwrap().unwrap();
    assert_eq!(told.settings.venue, "Harbour Park");

    // One that runs is not pushed aside.
    let ready = matches::MatchPreview::default();
    matches::save_settings(&db, fresh, None, Some(&ready)).await.unwrap().unwrap();
    matches::start(&db, fresh, None, None).await.unwrap().unwrap();
    assert_eq!(matches::draft_renewal(&db, id, None, now()).await.unwrap(), Some(fresh));
    pool.close().await;
}
