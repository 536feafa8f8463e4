//! Imports of season tables: what was brought, how it is to be taken, and what came of it.

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
CREATE TABLE season_import (
    id uuid PRIMARY KEY,
    upload_id uuid NOT NULL REFERENCES upload,
    -- Whose figures, which season, what to do with strangers: proposed, then settled by a person.
    settings jsonb NOT NULL,
    -- What a dry run found.
    preview jsonb NOT NULL,
    job_id uuid REFERENCES job ON DELETE SET NULL,
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'completed', 'failed')),
    summary jsonb,
    -- Why it failed, for people.
    error text,
    reject_sha256 text,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX season_import_created_at_idx ON season_import (created_at DESC);
CREATE INDEX season_import_job_idx ON season_import (job_id) WHERE job_id IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE season_import;
";
