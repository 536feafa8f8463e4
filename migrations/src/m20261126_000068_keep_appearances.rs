//! Appearances, one row a player and match: sums could not be told from a later, shorter file.

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
CREATE TABLE appearance (
    player_id bigint NOT NULL,
    provider text NOT NULL,
    -- The provider's id of the match, else its day.
    game text COLLATE \"C\" NOT NULL,
    date date NOT NULL,
    -- The year in which the season begins.
    season smallint NOT NULL,
    minutes smallint,
    goals smallint,
    assists smallint,
    yellow_cards smallint,
    red_cards smallint,
    club_id text,
    competition_id text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT appearance_pkey PRIMARY KEY (player_id, provider, game)
);

-- What a foreign key would do row by row, in sets (docs/decisions/0031): public tables have 1.7 million.
CREATE FUNCTION hold_players_of_appearances() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint[] := ARRAY(SELECT DISTINCT player_id FROM written);
    held bigint;
BEGIN
    SELECT count(*) INTO held FROM (
        SELECT FROM player WHERE id = ANY (wanted) ORDER BY id FOR KEY SHARE
    ) found;
    IF held < cardinality(wanted) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'an appearance of a player who is not there',
            TABLE = 'appearance',
            CONSTRAINT = 'appearance_player_id_fkey';
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER appearance_player_held AFTER INSERT ON appearance
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT
    EXECUTE FUNCTION hold_players_of_appearances();

CREATE FUNCTION remove_appearances_of_players() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM appearance WHERE player_id IN (SELECT id FROM removed);
    RETURN NULL;
END;
$$;
CREATE TRIGGER player_appearances_removed AFTER DELETE ON player
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT
    EXECUTE FUNCTION remove_appearances_of_players();

CREATE TRIGGER appearance_player_stays AFTER UPDATE OF player_id ON appearance
    FOR EACH ROW WHEN (OLD.player_id <> NEW.player_id)
    EXECUTE FUNCTION refuse_change_of_id('player_id');
";

const DOWN: &str = "
DROP TRIGGER player_appearances_removed ON player;
DROP FUNCTION remove_appearances_of_players();
DROP TABLE appearance;
DROP FUNCTION hold_players_of_appearances();
";
