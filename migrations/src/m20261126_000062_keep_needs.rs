//! Needs: searches that are kept, with how many players fitted when that was last counted.

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
CREATE TABLE need (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    -- As the address of the list of players has it.
    query text NOT NULL,
    wanted_by text NOT NULL DEFAULT '',
    due date,
    note text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    -- Null is more than are counted; counted_at is null while nobody has counted.
    players bigint,
    counted_at timestamptz,
    -- When counting was last begun, whether or not it came to an end.
    tried_at timestamptz,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    archived_at timestamptz
);
CREATE UNIQUE INDEX need_name_key ON need (lower(name)) WHERE archived_at IS NULL;
CREATE INDEX need_created_by_idx ON need (created_by) WHERE created_by IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE need;
";
