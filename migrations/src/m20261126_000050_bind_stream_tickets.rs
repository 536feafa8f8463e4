//! What the maker of a ticket came in with: the stream ends with it.

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
ALTER TABLE stream_ticket
    -- A browser's session, or the family of a program's refresh tokens; neither is kept alive by a ticket.
    ADD COLUMN session_id text,
    ADD COLUMN family_id uuid;
";

const DOWN: &str = "
ALTER TABLE stream_ticket DROP COLUMN session_id, DROP COLUMN family_id;
";
