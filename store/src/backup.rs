//! What a backup has to know of the database: one state of it that a dump can share, and sums over every
//! table by which a restored one is compared with it.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseTransaction};
use serde::{Deserialize, Serialize};

use crate::{Database, StoreError, database::begin, sql};

/// Rows of a table, and a sum over them that does not depend on their order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableSum {
    /// How many.
    pub rows: i64,
    /// The sum of a 64-bit hash of each row as text; text itself, because it is longer than 64 bits.
    pub sum: String,
}

/// Every table of the database by name.
pub type TableSums = BTreeMap<String, TableSum>;

/// One state of the database, held while it is dumped.
#[derive(Debug)]
pub struct Snapshot {
    /// What `pg_dump --snapshot` is told.
    pub id: String,
    /// The newest migration.
    pub migration: String,
    /// What is in it.
    pub tables: TableSums,
    transaction: DatabaseTransaction,
}

impl Snapshot {
    /// Holds the present state and sums it up. Writers go on.
    pub async fn take(db: &Database) -> Result<Self, StoreError> {
        let transaction = begin(db).await?;
        let isolated = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY";
        sql::execute(&transaction, isolated, []).await?;
        let id = text(&transaction, "SELECT pg_export_snapshot()").await?;
        let migration =
            text(&transaction, "SELECT coalesce(max(version), '') FROM seaql_migrations").await?;
        let tables = table_sums(&transaction).await?;
        Ok(Self { id, migration, tables, transaction })
    }

    /// Lets the state go.
    pub async fn release(self) -> Result<(), StoreError> {
        Ok(self.transaction.commit().await?)
    }
}

/// Sums up every table.
async fn table_sums(db: &impl ConnectionTrait) -> Result<TableSums, StoreError> {
    // Rows as text depend on how the session writes times and numbers.
    sql::execute(db, "SET LOCAL timezone = 'UTC'", []).await?;
    sql::execute(db, "SET LOCAL extra_float_digits = 1", []).await?;
    let mut sums = TableSums::new();
    for name in table_names(db).await? {
        let quoted = name.replace('"', "\"\"");
        let sum = format!(
            "SELECT count(*), coalesce(sum(hashtextextended(t::text, 0)), 0)::text
             FROM public.\"{quoted}\" AS t"
        );
        let Some(row) = sql::one(db, &sum, []).await? else { continue };
        let sum = TableSum { rows: row.try_get_by_index(0)?, sum: row.try_get_by_index(1)? };
        sums.insert(name, sum);
    }
    Ok(sums)
}

/// Sums up every table of a database that nobody writes to.
pub async fn sums_of(db: &Database) -> Result<TableSums, StoreError> {
    let transaction = begin(db).await?;
    let sums = table_sums(&transaction).await?;
    transaction.commit().await?;
    Ok(sums)
}

/// There is no table in the database.
pub async fn is_empty(db: &Database) -> Result<bool, StoreError> {
    Ok(table_names(db).await?.is_empty())
}

/// Connections to this database beside our own.
pub async fn other_connections(db: &Database) -> Result<i64, StoreError> {
    const SQL: &str = "SELECT count(*) FROM pg_stat_activity
        WHERE datname = current_database() AND backend_type = 'client backend'
            AND pid <> pg_backend_pid()";
    let row = sql::one(db, SQL, []).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

async fn table_names(db: &impl ConnectionTrait) -> Result<Vec<String>, StoreError> {
    const SQL: &str =
        "SELECT tablename::text FROM pg_tables WHERE schemaname = 'public' ORDER BY 1";
    let rows = sql::all(db, SQL, []).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

async fn text(db: &impl ConnectionTrait, query: &str) -> Result<String, StoreError> {
    let row = sql::one(db, query, []).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}
