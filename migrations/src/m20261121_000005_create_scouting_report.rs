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
    -- What lists show, out of body.
    verdict text NOT NULL CHECK (verdict IN ('sign', 'monitor', 'reject', 'undecided')),
    confidence text NOT NULL CHECK (confidence IN ('low', 'medium', 'high')),
    numbers_checked integer NOT NULL,
    numbers_found integer NOT NULL,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (player_id, version)
);
-- Whether a player is being scouted is asked by every visit to the player's page.
CREATE INDEX job_scouted_player_idx ON job ((payload ->> 'player_id'))
    WHERE kind = 'scout_player' AND state IN ('queued', 'running');
";

const DOWN: &str = "
DROP INDEX job_scouted_player_idx;
DROP TABLE scouting_report;
";
