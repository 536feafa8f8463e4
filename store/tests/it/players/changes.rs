//! Changes: writers at once, values, deleting and bringing back, the audit log.

use chrono::{TimeDelta, Utc};
use football::{Foot, MarketValue, PlayerDraft, PlayerId, PlayerStatus, Position};
use store::{
    StoreError,
    database::begin,
    players::{self},
};

use super::{author, day, named, store, worth};

#[tokio::test]
async fn what_is_written_is_read_back() {
    let store = store().await;
    let draft = PlayerDraft {
        known_name: Some("Nick \"The\nNine\"".to_owned()),
        birth_date: Some(day(1998, 12, 17)),
        nationalities: vec!["Norway".to_owned(), "Côte d'Ivoire".to_owned()],
        position: Some(Position::SecondStriker),
        foot: Some(Foot::Both),
        height_cm: Some(178),
        club: Some("Arsenal".to_owned()),
        competition: Some("Premier League".to_owned()),
        contract_until: Some(day(2028, 6, 30)),
        status: PlayerStatus::FreeAgent,
        photo_url: Some("https://example.org/p.png".to_owned()),
        ..worth("=cmd|' /C calc'!A0", 100_000_000)
    };

    let player = store.add(draft.clone()).await;

    assert_eq!(PlayerDraft::from(player.clone()), draft);
    assert_eq!(players::find(&store.db, player.id).await.unwrap(), Some(player));
}

#[tokio::test]
async fn the_second_of_two_writers_is_told_of_the_first() {
    let store = store().await;
    let player = store.add(named("A")).await;

    let changed = players::update(&store.db, &author(), player.id, player.version, &named("B"))
        .await
        .unwrap();
    let late = players::update(&store.db, &author(), player.id, player.version, &named("C")).await;
    let nobody = players::update(&store.db, &author(), PlayerId(-1), 1, &named("C")).await.unwrap();

    let changed = changed.unwrap();
    assert_eq!((changed.name.as_str(), changed.version), ("B", player.version + 1));
    assert!(matches!(late, Err(StoreError::Conflict { .. })));
    assert_eq!(nobody, None);
    assert_eq!(players::find(&store.db, player.id).await.unwrap().unwrap().name, "B");
    // The search follows the name.
    assert_eq!(store.names(&[("q", "b")]).await, ["B"]);
}

#[tokio::test]
async fn each_market_value_is_a_point_of_the_history() {
    let store = store().await;
    let player = store.add(worth("A", 5)).await;
    let later = MarketValue { amount_eur: 7, date: day(2026, 2, 1), source: "Club".to_owned() };
    let corrected = MarketValue { amount_eur: 8, ..later.clone() };

    let mut version = player.version;
    for value in [&later, &corrected] {
        let draft =
            PlayerDraft { market_value: Some(value.clone()), ..PlayerDraft::from(player.clone()) };
        version = players::update(&store.db, &author(), player.id, version, &draft)
            .await
            .unwrap()
            .unwrap()
            .version;
    }

    let history = players::valuations(&store.db, player.id).await.unwrap();
    assert_eq!(history, [player.market_value.unwrap(), corrected]);
}

#[tokio::test]
async fn a_deleted_player_is_gone_can_come_back_and_goes_for_good_after_30_days() {
    let store = store().await;
    let (kept, gone) = (store.add(named("Kept")).await, store.add(named("Gone")).await);

    assert_eq!(
        players::delete(&store.db, &author(), &[gone.id, kept.id]).await.unwrap(),
        [kept.id, gone.id]
    );
    assert_eq!(players::delete(&store.db, &author(), &[gone.id]).await.unwrap(), []);
    assert_eq!(store.names(&[]).await, [""; 0]);
    assert_eq!(players::find(&store.db, gone.id).await.unwrap(), None);
    let stale =
        players::update(&store.db, &author(), gone.id, gone.version, &named("X")).await.unwrap();
    assert_eq!(stale, None);

    assert_eq!(players::restore(&store.db, &author(), &[kept.id]).await.unwrap(), [kept.id]);
    assert_eq!(players::restore(&store.db, &author(), &[kept.id]).await.unwrap(), []);
    assert_eq!(store.names(&[]).await, ["Kept"]);

    let nearly = Utc::now() + TimeDelta::days(30) - TimeDelta::minutes(1);
    assert_eq!(players::purge_deleted(&store.db, nearly).await.unwrap(), 0);
    let later = Utc::now() + TimeDelta::days(30) + TimeDelta::minutes(1);
    assert_eq!(players::purge_deleted(&store.db, later).await.unwrap(), 1);
    assert_eq!(players::restore(&store.db, &author(), &[gone.id]).await.unwrap(), []);
}

#[tokio::test]
async fn a_player_brought_back_while_the_old_ones_are_removed_stays() {
    let store = store().await;
    let player = store.add(named("Nearly gone")).await;
    players::delete(&store.db, &author(), &[player.id]).await.unwrap();
    let transaction = begin(&store.db).await.unwrap();
    players::restore(&transaction, &author(), &[player.id]).await.unwrap();

    let (db, later) = (store.db.clone(), Utc::now() + TimeDelta::days(31));
    let purge = tokio::spawn(async move { players::purge_deleted(&db, later).await });
    // It has found the player as deleted and waits for the row.
    while waiting_for_a_lock(&store.db).await == 0 {
        tokio::time::sleep(std::time::Duration::from_millis(10)).await;
    }
    transaction.commit().await.unwrap();

    assert_eq!(purge.await.unwrap().unwrap(), 0);
    assert_eq!(store.names(&[]).await, ["Nearly gone"]);
}

async fn waiting_for_a_lock(db: &store::Database) -> i64 {
    sqlx::query_scalar(
        "SELECT count(*) FROM pg_stat_activity
         WHERE datname = current_database() AND wait_event_type = 'Lock'",
    )
    .fetch_one(db.get_postgres_connection_pool())
    .await
    .unwrap()
}

#[tokio::test]
async fn every_change_stands_in_the_audit_log() {
    let store = store().await;
    let player = store.add(named("A")).await;
    players::update(&store.db, &author(), player.id, 1, &named("B")).await.unwrap();
    players::update(&store.db, &author(), player.id, 1, &named("late")).await.unwrap_err();
    players::delete(&store.db, &author(), &[player.id]).await.unwrap();
    players::delete(&store.db, &author(), &[player.id]).await.unwrap();
    players::restore(&store.db, &author(), &[player.id]).await.unwrap();

    let entries = store::accounts::audit_entries(&store.db, None, 10).await.unwrap();

    let actions: Vec<_> = entries.iter().rev().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["player.create", "player.update", "player.delete", "player.restore"]);
    assert!(entries.iter().all(|entry| {
        entry.subject == format!("player:{}", player.id)
            && entry.request_id.as_deref() == Some("req_test")
    }));
}
