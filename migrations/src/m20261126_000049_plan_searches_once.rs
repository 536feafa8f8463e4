//! What every search by name begins with, planned once a connection.
//!
//! Connections plan each statement for its own values (`docs/decisions/0030-player-search.md`). For these
//! there is one way whatever the values, and finding it took as long as going it: `player` has eighteen
//! indexes. A function has settings of its own, and PL/pgSQL keeps its plans.

use sea_orm_migration::prelude::*;

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(UP).await?;
        manager.get_connection().execute_unprepared(MOST_VALUABLE_HOLDING).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.get_connection().execute_unprepared(DOWN).await?;
        Ok(())
    }
}

const UP: &str = r#"
-- Each typed word, folded, with the known words that hold it (that begin with it, where it is shorter than
-- `shortest_fragment`) and about how many players have one of those.
--
-- Both look-ups are written so that the index serves them though the pattern is only known row by row:
-- LIKE by the trigram index, the range by the b-tree. U+10FFFF ends every range.
CREATE FUNCTION words_holding(typed_text text, shortest_fragment integer, most_words integer, most_typed integer)
RETURNS TABLE (word text, words text[], players bigint, of_players bigint)
LANGUAGE plpgsql STABLE
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY
    SELECT typed.word, coalesce(found.words, '{}'), coalesce(found.players, 0),
        (SELECT reltuples::bigint FROM pg_class WHERE oid = 'player'::regclass)
    FROM (
        SELECT folded.word COLLATE "C" AS word, place,
            replace(replace(replace(folded.word, '\', '\\'), '%', '\%'), '_', '\_') AS pattern
        FROM unnest(string_to_array(search_fold(typed_text), ' ')) WITH ORDINALITY AS folded (word, place)
        WHERE folded.word <> '' ORDER BY place LIMIT most_typed
    ) typed CROSS JOIN LATERAL (
        SELECT array_agg(known.word) AS words, sum(greatest(known.players, 1)) AS players
        FROM (
            SELECT holding.word, holding.players FROM player_word holding
            WHERE length(typed.word) >= shortest_fragment AND holding.word LIKE '%' || typed.pattern || '%'
            UNION ALL
            SELECT beginning.word, beginning.players FROM player_word beginning
            WHERE length(typed.word) < shortest_fragment
              AND beginning.word >= typed.word AND beginning.word < typed.word || U&'\+10FFFF'
            LIMIT most_words
        ) known
    ) found
    ORDER BY typed.place;
END
$$;

-- The most valuable players who have one of the words, most valuable first, those without a value last.
CREATE FUNCTION most_valuable_having(one_of text[], most integer) RETURNS SETOF player
LANGUAGE plpgsql STABLE ROWS 50
SET plan_cache_mode = force_generic_plan
AS $$
BEGIN
    RETURN QUERY SELECT player.*
    FROM (
        SELECT id, value_eur FROM player
        WHERE deleted_at IS NULL AND search_words && one_of COLLATE "C"
        ORDER BY value_eur DESC NULLS LAST, id DESC LIMIT most
    ) chosen JOIN player USING (id)
    ORDER BY chosen.value_eur DESC NULLS LAST, id DESC;
END
$$;
"#;

pub(crate) const MOST_VALUABLE_HOLDING: &str = r#"
-- The same for a typed word that is part of names which few players have, in one step: what a search is while
-- it is typed. A row of nulls where it is another search: of several words, of a short one, of a common one.
-- "Few" is told in `store::players::words`.
CREATE FUNCTION most_valuable_holding(
    typed text, shortest_fragment integer, most_words integer, entries_a_player integer,
    fewest_in_table integer, most integer
) RETURNS SETOF player
LANGUAGE plpgsql STABLE ROWS 50
SET plan_cache_mode = force_generic_plan
AS $$
DECLARE
    folded text[] := array_remove(string_to_array(search_fold(typed), ' '), '');
    pattern text;
    found text[];
    having_one bigint;
    of_players bigint;
BEGIN
    IF cardinality(folded) = 1 AND length(folded[1]) >= shortest_fragment THEN
        pattern := replace(replace(replace(folded[1], '\', '\\'), '%', '\%'), '_', '\_');
        SELECT array_agg(known.word), sum(greatest(known.players, 1)) INTO found, having_one
        FROM (
            SELECT holding.word, holding.players FROM player_word holding
            WHERE holding.word LIKE '%' || pattern || '%' LIMIT most_words + 1
        ) known;
        SELECT greatest(reltuples::bigint, fewest_in_table) INTO of_players
        FROM pg_class WHERE oid = 'player'::regclass;
        IF cardinality(found) <= most_words
            AND having_one <= sqrt(most * of_players / entries_a_player) THEN
            RETURN QUERY SELECT * FROM most_valuable_having(found, most);
            RETURN;
        END IF;
    END IF;
    RETURN NEXT NULL;
END
$$;
"#;

const DOWN: &str = "
DROP FUNCTION most_valuable_holding(text, integer, integer, integer, integer, integer);
DROP FUNCTION most_valuable_having(text[], integer);
DROP FUNCTION words_holding(text, integer, integer, integer);
";
