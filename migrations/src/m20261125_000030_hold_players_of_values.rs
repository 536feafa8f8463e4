//! Values belong to players: checked once a statement, where a foreign key checks row by row.

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
-- What the foreign key did, in sets (docs/decisions/0031): of 359,184 new values it looked up and locked
-- the player 359,184 times, half of the time that writing them took.
ALTER TABLE player_valuation DROP CONSTRAINT player_valuation_player_id_fkey;

-- The players stay until the transaction ends: whoever would remove one waits for us, and a removal
-- that came first is waited for here, after which the player is not found.
CREATE FUNCTION hold_players_of_values() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    wanted bigint[] := ARRAY(SELECT DISTINCT player_id FROM written);
    held bigint;
BEGIN
    SELECT count(*) INTO held FROM (
        SELECT FROM player WHERE id = ANY (wanted) ORDER BY id FOR KEY SHARE
    ) found;
    IF held < cardinality(wanted) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a value of a player who is not there',
            TABLE = 'player_valuation',
            CONSTRAINT = 'player_valuation_player_id_fkey';
    END IF;
    RETURN NULL;
END;
$$;
CREATE TRIGGER player_valuation_player_held AFTER INSERT ON player_valuation
    REFERENCING NEW TABLE AS written FOR EACH STATEMENT EXECUTE FUNCTION hold_players_of_values();

CREATE FUNCTION remove_values_of_players() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    DELETE FROM player_valuation WHERE player_id IN (SELECT id FROM removed);
    RETURN NULL;
END;
$$;
CREATE TRIGGER player_values_removed AFTER DELETE ON player
    REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION remove_values_of_players();

-- Neither side of the relation ever changes, so that the two checks above are all there is to check.
CREATE FUNCTION refuse_change_of_id() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE integrity_constraint_violation USING
        MESSAGE = format('%I.%I never changes', TG_TABLE_NAME, TG_ARGV[0]);
END;
$$;
CREATE TRIGGER player_id_stays AFTER UPDATE OF id ON player
    FOR EACH ROW WHEN (OLD.id <> NEW.id) EXECUTE FUNCTION refuse_change_of_id('id');
CREATE TRIGGER player_valuation_player_stays AFTER UPDATE OF player_id ON player_valuation
    FOR EACH ROW WHEN (OLD.player_id <> NEW.player_id)
    EXECUTE FUNCTION refuse_change_of_id('player_id');
";

const DOWN: &str = "
DROP TRIGGER player_valuation_player_stays ON player_valuation;
DROP TRIGGER player_id_stays ON player;
DROP FUNCTION refuse_change_of_id();
DROP TRIGGER player_values_removed ON player;
DROP FUNCTION remove_values_of_players();
DROP TRIGGER player_valuation_player_held ON player_valuation;
DROP FUNCTION hold_players_of_values();
ALTER TABLE player_valuation ADD CONSTRAINT player_valuation_player_id_fkey
    FOREIGN KEY (player_id) REFERENCES player ON DELETE CASCADE;
";
