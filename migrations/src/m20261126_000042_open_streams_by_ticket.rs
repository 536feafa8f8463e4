//! Tickets that open a stream once.

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
CREATE TABLE stream_ticket (
    -- SHA-256 of the ticket: who reads the table cannot use it.
    token_sha256 bytea PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    expires_at timestamptz NOT NULL
);
CREATE INDEX stream_ticket_account_idx ON stream_ticket (account_id);
CREATE INDEX stream_ticket_job_idx ON stream_ticket (job_id);
CREATE INDEX stream_ticket_expires_at_idx ON stream_ticket (expires_at);
";

const DOWN: &str = "
DROP TABLE stream_ticket;
";
