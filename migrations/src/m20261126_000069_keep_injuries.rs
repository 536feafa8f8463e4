//! Spells of absence. Medical data: read by analysts alone.

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
CREATE TABLE injury (
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    provider text NOT NULL,
    since date NOT NULL,
    -- As the source words it.
    injury text COLLATE \"C\" NOT NULL,
    until date,
    days integer CHECK (days >= 0),
    matches_missed smallint,
    -- The year in which the season begins.
    season smallint,
    club text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT injury_pkey PRIMARY KEY (player_id, provider, since, injury),
    CONSTRAINT injury_return_check CHECK (until >= since)
);
";

const DOWN: &str = "
DROP TABLE injury;
";
