//! About how many players have a word, so that a search knows beforehand what it will read.

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
-- Of the players that came in with the word; of all of them after each bulk change
-- (store::players::settle_after_bulk_change). Nobody counts for a single edit: a word that two people
-- write at the same time would make one wait for the other.
ALTER TABLE player_word ADD COLUMN players integer NOT NULL DEFAULT 0;
UPDATE player_word SET players = counted.players
FROM (SELECT unnest(search_words) AS word, count(*) AS players FROM player GROUP BY 1) counted
WHERE player_word.word = counted.word;

-- As it was, and with the numbers. The settings are told of in the migration that noted only new words.
CREATE OR REPLACE FUNCTION note_player_words() RETURNS trigger LANGUAGE plpgsql
    SET enable_seqscan = off
    SET enable_bitmapscan = off
    SET enable_nestloop = off
    SET enable_mergejoin = off
AS $$
DECLARE
    words text[] COLLATE \"C\";
    numbers integer[];
BEGIN
    IF TG_OP = 'INSERT' THEN
        SELECT array_agg(word), array_agg(players) INTO words, numbers
        FROM (
            SELECT unnest(search_words) AS word, count(*) AS players FROM changed GROUP BY 1
        ) counted;
    ELSE
        -- A value or a status changes no word.
        SELECT array_agg(word), array_agg(players) INTO words, numbers
        FROM (
            SELECT unnest(changed.search_words) AS word, count(*) AS players
            FROM changed JOIN former USING (id)
            WHERE changed.search_words <> former.search_words
            GROUP BY 1
        ) counted;
    END IF;
    INSERT INTO player_word (word, players)
    SELECT candidate.word, candidate.players
    FROM unnest(words, numbers) AS candidate (word, players)
    WHERE candidate.word <> ''
      -- Not EXISTS, which is planned as a join.
      AND (SELECT known.word FROM player_word known WHERE known.word = candidate.word LIMIT 1) IS NULL;
    RETURN NULL;
END;
$$;
";

const DOWN: &str = "
CREATE OR REPLACE FUNCTION note_player_words() RETURNS trigger LANGUAGE plpgsql
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
ALTER TABLE player_word DROP COLUMN players;
";
