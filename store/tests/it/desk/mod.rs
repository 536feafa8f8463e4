//! The scouting desk: notes, tags, shortlists, needs, and who is told of what.

mod alerts;
mod needs;
mod notes;
mod shortlists;

use std::time::Duration;

use backroom::AccountId;
use football::{MarketValue, PlayerDraft, PlayerId};
use store::{
    Database,
    accounts::audit_entries,
    database::{ConnectSettings, connect},
    players::{self, Author},
    queue::Asker,
};
use test_database::TestDatabase;

/// A desk with nothing on it.
struct Desk {
    db: Database,
    // Dropped last: the database goes when the pool is gone.
    database: TestDatabase,
}

impl Desk {
    async fn start() -> Self {
        let database = TestDatabase::create().await;
        let settings = ConnectSettings {
            url: database.url().to_owned(),
            max_connections: 8,
            acquire_timeout: Duration::from_secs(30),
        };
        Self { db: connect(&settings).await.unwrap(), database }
    }

    /// Somebody with this name.
    async fn person(&self, name: &str) -> Asker {
        let id = sqlx::query_scalar(
            "INSERT INTO account (name, password_hash, role) VALUES ($1, '-', 'analyst')
             RETURNING id",
        )
        .bind(name)
        .fetch_one(self.db.get_postgres_connection_pool())
        .await
        .unwrap();
        Asker { account_id: AccountId(id), request_id: Some("req_1".to_owned()) }
    }

    /// A player of Ajax who is worth a million.
    async fn player(&self, name: &str) -> PlayerId {
        let draft = PlayerDraft { name: name.to_owned(), ..draft() };
        players::create(&self.db, &Author::default(), &draft).await.unwrap().id
    }

    async fn execute(&self, sql: &str) {
        sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
            .execute(self.db.get_postgres_connection_pool())
            .await
            .unwrap();
    }

    async fn count(&self, sql: &str) -> i64 {
        sqlx::query_scalar(sqlx::AssertSqlSafe(sql.to_owned()))
            .fetch_one(self.db.get_postgres_connection_pool())
            .await
            .unwrap()
    }

    /// Action and subject of the newest lines of the audit log, newest first.
    async fn newest_lines(&self, number: u32) -> Vec<(String, String)> {
        let lines = audit_entries(&self.db, None, number).await.unwrap();
        lines.into_iter().map(|line| (line.action, line.subject)).collect()
    }
}

fn draft() -> PlayerDraft {
    PlayerDraft {
        club: Some("Ajax".to_owned()),
        market_value: Some(MarketValue {
            amount_eur: 1_000_000,
            date: "2026-06-01".parse().unwrap(),
            source: "Club".to_owned(),
        }),
        ..PlayerDraft::default()
    }
}
