//! Words of players are noted where a name or club changed, and looked up in the right index.

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
DROP TRIGGER player_words_of_changed ON player;
DROP TRIGGER player_words_of_new ON player;
DROP FUNCTION note_player_words();

-- The settings hold for this function alone. A session keeps the plan of its first call, made for the
-- one row of an edit or for a table still empty, and an import has a hundred thousand rows:
-- - equality too is answered by the trigram index, whose pending list grows with each word that this
--   statement notes and is read from end to end at each look-up: quadratic. It is only read by bitmap;
-- - rows before and after joined by a loop over both: quadratic.
CREATE FUNCTION note_player_words() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_nestloop = off
    SET enable_mergejoin = off
AS $$
DECLARE
    words text[] COLLATE \"C\";
BEGIN
    IF TG_OP = 'INSERT' THEN
        words := ARRAY(SELECT DISTINCT unnest(search_words) FROM changed);
    ELSE
        -- A value or a status changes no word.
        words := ARRAY(
            SELECT DISTINCT unnest(changed.search_words)
            FROM changed JOIN former USING (id)
            WHERE changed.search_words <> former.search_words);
    END IF;
    INSERT INTO player_word (word)
    SELECT candidate.word
    FROM unnest(words) AS candidate (word)
    WHERE candidate.word <> ''
      -- Not EXISTS, which is planned as a join.
      AND (SELECT known.word FROM player_word known WHERE known.word = candidate.word LIMIT 1) IS NULL;
    RETURN NULL;
END;
$$;
CREATE TRIGGER player_words_of_new AFTER INSERT ON player
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_player_words();
CREATE TRIGGER player_words_of_changed AFTER UPDATE ON player
    REFERENCING OLD TABLE AS former NEW TABLE AS changed
    FOR EACH STATEMENT EXECUTE FUNCTION note_player_words();
";

const DOWN: &str = "
DROP TRIGGER player_words_of_changed ON player;
DROP TRIGGER player_words_of_new ON player;
DROP FUNCTION note_player_words();
CREATE FUNCTION note_player_words() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO player_word (word)
    SELECT word
    FROM (SELECT DISTINCT unnest(search_words) AS word FROM changed) words
    WHERE word <> ''
      AND NOT EXISTS (SELECT FROM player_word known WHERE known.word = words.word);
    RETURN NULL;
END;
$$;
CREATE TRIGGER player_words_of_new AFTER INSERT ON player
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_player_words();
CREATE TRIGGER player_words_of_changed AFTER UPDATE ON player
    REFERENCING NEW TABLE AS changed FOR EACH STATEMENT EXECUTE FUNCTION note_player_words();
";
