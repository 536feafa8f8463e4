//! Schema changes, one file each, oldest first. A merged migration is never edited.

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{DbErr, MigratorTrait};
use sea_orm_migration::sea_orm::Database;

mod m20261121_000001_create_account;
mod m20261121_000002_create_player;
mod m20261121_000003_create_job;
mod m20261121_000004_create_upload;
mod m20261121_000005_create_scouting_report;

/// Brings a database to the schema this release expects.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_account::Migration),
            Box::new(m20261121_000002_create_player::Migration),
            Box::new(m20261121_000003_create_job::Migration),
            Box::new(m20261121_000004_create_upload::Migration),
            Box::new(m20261121_000005_create_scouting_report::Migration),
        ]
    }
}

/// Brings the database at `url` up to date over a connection of its own.
///
/// # Errors
/// Whatever the database answers; a failed migration leaves the schema as it was before it.
pub async fn up(url: &str) -> Result<(), DbErr> {
    let database = Database::connect(url).await?;
    Migrator::up(&database, None).await?;
    database.close().await
}
