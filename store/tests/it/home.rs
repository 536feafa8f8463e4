//! The home page: how much there is and what changed lately.

use chrono::NaiveDate;
use football::{Player, PlayerDraft};
use store::{
    Database,
    database::{ConnectSettings, connect},
    home::{self, Amount, Changed},
    players,
};
use test_database::TestDatabase;

struct Store {
    db: Database,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

async fn store() -> Store {
    let database = TestDatabase::create().await;
    let settings = ConnectSettings {
        url: database.url().to_owned(),
        max_connections: 2,
        acquire_timeout: std::time::Duration::from_secs(30),
    };
    Store {
        db: connect(&settings).await.expect("the test database can be reached"),
        _database: database,
    }
}

async fn add(store: &Store, name: &str) -> Player {
    let draft = PlayerDraft {
        name: name.to_owned(),
        birth_date: NaiveDate::from_ymd_opt(1998, 12, 17),
        ..PlayerDraft::default()
    };
    players::create(&store.db, &players::Author::default(), &draft)
        .await
        .expect("a sound draft is stored")
}

#[tokio::test]
async fn an_empty_house_has_nothing_and_nothing_changed() {
    let store = store().await;

    assert_eq!(home::count_players(&store.db).await.unwrap(), Amount::Exactly(0));
    assert_eq!(home::count_reports(&store.db).await.unwrap(), 0);
    assert_eq!(home::recent_changes(&store.db, 10).await.unwrap(), []);
}

#[tokio::test]
async fn players_written_by_hand_are_told_newest_first() {
    let store = store().await;
    let first = add(&store, "Martin Ødegaard").await;
    let second = add(&store, "Erling Haaland").await;

    let changes = home::recent_changes(&store.db, 10).await.unwrap();

    let told: Vec<_> =
        changes.iter().map(|change| (change.what, change.subject.as_str())).collect();
    assert_eq!(
        told,
        [
            (Changed::PlayerAdded(second.id), "Erling Haaland"),
            (Changed::PlayerAdded(first.id), "Martin Ødegaard"),
        ]
    );
    assert_eq!(home::count_players(&store.db).await.unwrap(), Amount::Exactly(2));
}

#[tokio::test]
async fn a_deleted_player_is_not_told() {
    let store = store().await;
    let gone = add(&store, "Nobody").await;
    players::delete(&store.db, &players::Author::default(), &[gone.id]).await.unwrap();

    assert_eq!(home::recent_changes(&store.db, 10).await.unwrap(), []);
    assert_eq!(home::count_players(&store.db).await.unwrap(), Amount::Exactly(0));
}

#[tokio::test]
async fn contracts_that_end_before_a_day_are_counted_up_to_the_limit() {
    let store = store().await;
    let day = |year| NaiveDate::from_ymd_opt(year, 6, 30);
    for (name, contract_until) in
        [("Ada", day(2025)), ("Bea", day(2026)), ("Cleo", day(2028)), ("Dora", None)]
    {
        let draft = PlayerDraft { name: name.to_owned(), contract_until, ..PlayerDraft::default() };
        players::create(&store.db, &players::Author::default(), &draft).await.unwrap();
    }

    let before = NaiveDate::from_ymd_opt(2027, 1, 1).unwrap();

    assert_eq!(home::count_contracts_ending(&store.db, before, 100).await.unwrap(), 2);
    assert_eq!(home::count_contracts_ending(&store.db, before, 1).await.unwrap(), 1);
}

#[tokio::test]
async fn an_empty_house_has_no_file_that_waits() {
    let store = store().await;

    assert_eq!(home::count_drafts(&store.db, 50).await.unwrap(), 0);
}
