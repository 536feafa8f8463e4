//! Faults of the program itself, each once, with how often it came.

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
CREATE TABLE incident (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    -- Where it came and what kind it is: patterns and codes, never data. Together they name it.
    place text NOT NULL,
    kind text NOT NULL,
    times bigint NOT NULL,
    first_seen timestamptz NOT NULL,
    last_seen timestamptz NOT NULL,
    request_id text,
    job_id uuid REFERENCES job ON DELETE SET NULL,
    state text NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'acknowledged', 'closed')),
    note text NOT NULL DEFAULT '',
    changed_by bigint REFERENCES account ON DELETE SET NULL,
    changed_at timestamptz,
    UNIQUE (place, kind)
);
CREATE INDEX incident_last_seen_idx ON incident (last_seen DESC, id DESC);
CREATE INDEX incident_job_idx ON incident (job_id) WHERE job_id IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE incident;
";
