//! Imports that make a match anew: files that came later, or a report that this release computes otherwise.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await?;
        Ok(())
    }
}

const UP: &str = "
-- The match that the import makes anew; null makes a match of its own.
ALTER TABLE match_import ADD COLUMN renews bigint REFERENCES match ON DELETE CASCADE;
-- One import at a time is open for a match.
CREATE UNIQUE INDEX match_import_renews_idx ON match_import (renews)
    WHERE renews IS NOT NULL AND state <> 'completed';
";

const DOWN: &str = "
DROP INDEX match_import_renews_idx;
ALTER TABLE match_import DROP COLUMN renews;
";
