//! What people note about players, and the words by which they find them together.

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
CREATE TABLE player_note (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    text text NOT NULL,
    version integer NOT NULL DEFAULT 1,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    edited_at timestamptz,
    deleted_at timestamptz
);
CREATE INDEX player_note_newest_idx ON player_note (player_id, id DESC);
CREATE INDEX player_note_created_by_idx ON player_note (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE player_tag (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    tag text COLLATE \"C\" NOT NULL,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT player_tag_key UNIQUE (player_id, tag)
);
CREATE INDEX player_tag_newest_idx ON player_tag (tag, id DESC);
CREATE INDEX player_tag_created_by_idx ON player_tag (created_by) WHERE created_by IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE player_tag;
DROP TABLE player_note;
";
