//! Scouting reports with the evidence they rest on.

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
CREATE TABLE scouting_report (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    -- 1 for the first report on the player, and so on.
    version integer NOT NULL,
    job_id uuid UNIQUE REFERENCES job ON DELETE SET NULL,
    question text NOT NULL DEFAULT '',
    generator text NOT NULL,
    evidence_hash text NOT NULL,
    evidence jsonb NOT NULL,
    body jsonb NOT NULL,
    verdict text NOT NULL CHECK (verdict IN ('sign', 'monitor', 'reject', 'undecided')),
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (player_id, version)
);
";

const DOWN: &str = "
DROP TABLE scouting_report;
";
