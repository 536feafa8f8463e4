//! Seasons of players by metrics, as providers of statistics have them.

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
-- One season as one provider has it.
CREATE TABLE season_set (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    source text NOT NULL,
    season text NOT NULL,
    -- What player_season.figures hold, in their order. Only ever appended to, so that the figures of
    -- earlier imports keep their places.
    metrics text[] NOT NULL,
    changed_at timestamptz NOT NULL,
    CONSTRAINT season_set_key UNIQUE (source, season)
);

CREATE TABLE player_season (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    set_id bigint NOT NULL REFERENCES season_set ON DELETE CASCADE,
    -- Null while nobody knows who he is.
    player_id bigint REFERENCES player ON DELETE SET NULL,
    -- Who it is within the set: the provider's id, or name, year of birth and nation.
    key text COLLATE \"C\" NOT NULL,
    provider_id text,
    name text NOT NULL,
    nation text,
    birth_year smallint,
    age smallint,
    positions text NOT NULL,
    position_group text COLLATE \"C\" CHECK (position_group IN ('GK', 'DEF', 'MID', 'ATT')),
    -- Those of most minutes; all of them are in clubs.
    club text,
    competition text,
    clubs jsonb NOT NULL,
    matches integer,
    starts integer,
    minutes integer NOT NULL CHECK (minutes >= 0),
    flags text[] NOT NULL,
    -- Null where unknown; shorter than the set's metrics means unknown.
    figures double precision[] NOT NULL,
    line bigint NOT NULL,
    CONSTRAINT player_season_key UNIQUE (set_id, key)
);
CREATE UNIQUE INDEX player_season_player_key ON player_season (set_id, player_id)
    WHERE player_id IS NOT NULL;
CREATE INDEX player_season_player_idx ON player_season (player_id) WHERE player_id IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE player_season;
DROP TABLE season_set;
";
