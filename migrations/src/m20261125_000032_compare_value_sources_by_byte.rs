//! Sources of values are told apart, not sorted for people.

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

// Bytes are compared at a fraction of the cost of the language's order, at each step down the primary
// key of each value.
const UP: &str = "ALTER TABLE player_valuation ALTER source TYPE text COLLATE \"C\"";
const DOWN: &str = "ALTER TABLE player_valuation ALTER source TYPE text COLLATE \"default\"";
