//! Files people gave us, and what became of the tables among them.

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
-- The bytes lie in the object store under their content hash.
CREATE TABLE upload (
    id uuid PRIMARY KEY,
    file_name text NOT NULL,
    size_bytes bigint NOT NULL,
    sha256 text NOT NULL,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);

CREATE INDEX upload_sha256_idx ON upload (sha256, created_at);

CREATE TABLE player_import (
    id uuid PRIMARY KEY,
    upload_id uuid NOT NULL REFERENCES upload,
    -- How the file is read: proposed by a scan, settled by a person before the run.
    mapping jsonb NOT NULL,
    -- What a dry run found: the first rows, counts and warnings.
    preview jsonb NOT NULL,
    job_id uuid REFERENCES job ON DELETE SET NULL,
    state text NOT NULL DEFAULT 'draft' CHECK (state IN ('draft', 'running', 'completed', 'failed')),
    -- Counts by verdict once it has run.
    summary jsonb,
    -- Why it failed, for people.
    error text,
    reject_sha256 text,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    finished_at timestamptz
);
CREATE INDEX player_import_created_at_idx ON player_import (created_at DESC);
";

const DOWN: &str = "
DROP TABLE player_import;
DROP TABLE upload;
";
