//! Which language model writes reports, and what each report was written by.

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
CREATE TABLE writer_setting (
    -- One row: an installation is one workspace.
    id boolean PRIMARY KEY DEFAULT true CHECK (id),
    -- NULL: no model, the offline writer alone.
    shape text CHECK (shape IN ('openai', 'gemini', 'anthropic')),
    provider text NOT NULL,
    base_url text NOT NULL,
    model text NOT NULL,
    -- The name of a secret of the vault, never its value.
    secret text,
    sends_player_data boolean NOT NULL DEFAULT false,
    sends_medical_data boolean NOT NULL DEFAULT false,
    allows_private_address boolean NOT NULL DEFAULT false,
    version integer NOT NULL DEFAULT 1,
    changed_by bigint REFERENCES account ON DELETE SET NULL,
    changed_at timestamptz NOT NULL DEFAULT now()
);
ALTER TABLE scouting_report
    ADD COLUMN kind text NOT NULL DEFAULT 'offline' CHECK (kind IN ('offline', 'model', 'person')),
    ADD COLUMN provider text,
    ADD COLUMN model text,
    ADD COLUMN prompt_version integer,
    -- Why somebody else than the chosen model wrote it.
    ADD COLUMN note text NOT NULL DEFAULT '';
";

const DOWN: &str = "
ALTER TABLE scouting_report
    DROP COLUMN note, DROP COLUMN prompt_version, DROP COLUMN model, DROP COLUMN provider,
    DROP COLUMN kind;
DROP TABLE writer_setting;
";
