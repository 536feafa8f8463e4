//! Values belong to players: what the database itself holds, whoever writes.

use std::time::Duration;

use chrono::NaiveDate;
use football::{MarketValue, PlayerDraft, PlayerId, Valuation};
use sqlx::{Connection as _, PgConnection, PgPool};
use store::{
    Database,
    database::{ConnectSettings, connect},
    players::{self, Author},
};
use test_database::TestDatabase;

/// Long enough for a statement that waits for nobody to be done.
const A_MOMENT: Duration = Duration::from_millis(300);

struct Store {
    db: Database,
    // Dropped last: the database goes when the pool is gone.
    database: TestDatabase,
}

impl Store {
    async fn start() -> Self {
        let database = TestDatabase::create().await;
        let settings = ConnectSettings {
            url: database.url().to_owned(),
            max_connections: 2,
            acquire_timeout: Duration::from_secs(30),
        };
        Self { db: connect(&settings).await.unwrap(), database }
    }

    fn pool(&self) -> &PgPool {
        self.db.get_postgres_connection_pool()
    }

    async fn connection(&self) -> PgConnection {
        PgConnection::connect(self.database.url()).await.unwrap()
    }

    async fn player(&self, name: &str) -> PlayerId {
        let draft = PlayerDraft {
            name: name.to_owned(),
            market_value: Some(MarketValue {
                amount_eur: 1_000_000,
                date: day(1),
                source: "Club".to_owned(),
            }),
            ..PlayerDraft::default()
        };
        players::create(&self.db, &Author::default(), &draft).await.unwrap().id
    }

    async fn count_values(&self) -> i64 {
        sqlx::query_scalar("SELECT count(*) FROM player_valuation")
            .fetch_one(self.pool())
            .await
            .unwrap()
    }
}

fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 1, day).unwrap()
}

fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error().and_then(|error| error.constraint())
}

const ADD_VALUE: &str = "INSERT INTO player_valuation (player_id, date, source, amount_eur) \
                         VALUES ($1, '2026-01-02', 'Club', 5)";

#[tokio::test]
async fn a_value_of_a_player_who_is_not_there_is_refused() {
    let store = Store::start().await;
    let known = store.player("Alexia Putellas").await;

    let error = sqlx::query(
        "INSERT INTO player_valuation (player_id, date, source, amount_eur)
         SELECT id, '2026-01-02', 'Club', 5 FROM unnest($1) AS id",
    )
    .bind(vec![known.0, known.0 + 1])
    .execute(store.pool())
    .await
    .unwrap_err();

    assert_eq!(constraint(&error), Some("player_valuation_player_id_fkey"));
    assert_eq!(store.count_values().await, 1, "the statement wrote nothing");
}

#[tokio::test]
async fn a_removed_player_takes_the_values_along_and_nobody_elses() {
    let store = Store::start().await;
    let (gone, stays) = (store.player("Gone").await, store.player("Stays").await);

    sqlx::query("DELETE FROM player WHERE id = $1")
        .bind(gone.0)
        .execute(store.pool())
        .await
        .unwrap();

    assert_eq!(store.count_values().await, 1);
    assert_eq!(players::valuations(&store.db, stays).await.unwrap().len(), 1);
}

#[tokio::test]
async fn who_removes_a_player_waits_for_a_value_being_written_and_removes_it_too() {
    let store = Store::start().await;
    let player = store.player("Wanted").await;
    let mut writer = store.connection().await;
    sqlx::raw_sql("BEGIN").execute(&mut writer).await.unwrap();
    sqlx::query(ADD_VALUE).bind(player.0).execute(&mut writer).await.unwrap();

    let pool = store.pool().clone();
    let removal = tokio::spawn(async move {
        sqlx::query("DELETE FROM player WHERE id = $1").bind(player.0).execute(&pool).await
    });
    tokio::time::sleep(A_MOMENT).await;
    let waited = !removal.is_finished();
    sqlx::raw_sql("COMMIT").execute(&mut writer).await.unwrap();
    removal.await.unwrap().unwrap();

    assert!(waited, "the player was removed under a value being written");
    assert_eq!(store.count_values().await, 0);
}

#[tokio::test]
async fn a_value_that_waited_for_the_removal_of_its_player_is_refused() {
    let store = Store::start().await;
    let player = store.player("Leaving").await;
    let mut remover = store.connection().await;
    sqlx::raw_sql("BEGIN").execute(&mut remover).await.unwrap();
    sqlx::query("DELETE FROM player WHERE id = $1")
        .bind(player.0)
        .execute(&mut remover)
        .await
        .unwrap();

    let pool = store.pool().clone();
    let value =
        tokio::spawn(async move { sqlx::query(ADD_VALUE).bind(player.0).execute(&pool).await });
    tokio::time::sleep(A_MOMENT).await;
    sqlx::raw_sql("COMMIT").execute(&mut remover).await.unwrap();

    let error = value.await.unwrap().unwrap_err();
    assert_eq!(constraint(&error), Some("player_valuation_player_id_fkey"));
    assert_eq!(store.count_values().await, 0);
}

#[tokio::test]
async fn neither_side_of_a_value_and_its_player_changes_its_id() {
    let store = Store::start().await;
    store.player("Constant").await;

    for change in
        ["UPDATE player SET id = id + 1", "UPDATE player_valuation SET player_id = player_id + 1"]
    {
        let error = sqlx::query(change).execute(store.pool()).await.unwrap_err();
        assert!(error.to_string().contains("never changes"), "{change}: {error}");
    }
}

#[tokio::test]
async fn of_two_refreshes_at_once_the_newest_value_is_shown() {
    let store = Store::start().await;
    let player = store.player("Twice").await;
    let value = |day_of_month, amount_eur| Valuation {
        amount_eur,
        date: day(day_of_month),
        source: "Provider".to_owned(),
    };

    for round in 0..10 {
        let (older, newer) = (value(2 + 2 * round, 2), value(3 + 2 * round, 3));
        let (first, second) = tokio::join!(
            players::refresh_value(&store.db, player, &newer),
            players::refresh_value(&store.db, player, &older),
        );
        first.unwrap();
        second.unwrap();

        let shown = players::find(&store.db, player).await.unwrap().unwrap().market_value.unwrap();
        assert_eq!((shown.date, shown.amount_eur), (newer.date, 3));
    }
}

#[tokio::test]
async fn every_word_is_noted_once_whatever_changes() {
    let store = Store::start().await;
    store.player("Ada Hegerberg").await;
    store.player("Ada Stolsmo").await;
    let words = || async {
        sqlx::query_scalar::<_, String>("SELECT word FROM player_word ORDER BY word")
            .fetch_all(store.pool())
            .await
            .unwrap()
    };
    let before = words().await;

    sqlx::query("UPDATE player SET value_eur = 2").execute(store.pool()).await.unwrap();
    let after_a_value = words().await;
    sqlx::query("UPDATE player SET club = 'Lyon'").execute(store.pool()).await.unwrap();

    assert_eq!(before, ["ada", "hegerberg", "stolsmo"]);
    assert_eq!(after_a_value, before);
    assert_eq!(words().await, ["ada", "hegerberg", "lyon", "stolsmo"]);
}
