//! What is typed and nothing else is found in one step, however common it is; positions are compared while an index
//! is read.

use sea_orm_migration::prelude::*;

use crate::{
    m20261125_000035_carry_every_filter as carried, m20261126_000049_plan_searches_once as planned,
};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(INDEXES).await?;
        connection.execute_unprepared(DROP_FORMER).await?;
        connection.execute_unprepared(MOST_VALUABLE_HOLDING).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let connection = manager.get_connection();
        connection.execute_unprepared(DROP).await?;
        connection.execute_unprepared(planned::MOST_VALUABLE_HOLDING).await?;
        connection.execute_unprepared(carried::UP).await?;
        Ok(())
    }
}

const INDEXES: &str = r#"
DROP INDEX player_value_idx, player_name_idx, player_birth_date_idx, player_height_idx, player_contract_idx,
    player_competition_idx;
-- Behind the id stands what is compared while an index is read. "= ANY" of positions is still looked at after it, one
-- position is not.
CREATE INDEX player_value_idx ON player
    (value_eur, id, position, birth_date, foot, height_cm, contract_until, status)
    INCLUDE (nationalities, search_text) WHERE deleted_at IS NULL;
CREATE INDEX player_name_idx ON player
    (search_text, id, position, birth_date, foot, height_cm, contract_until, status, value_eur)
    INCLUDE (nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_birth_date_idx ON player
    (birth_date, id, position, foot, height_cm, contract_until, status, value_eur)
    INCLUDE (nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_height_idx ON player
    (height_cm, id, position, birth_date, foot, contract_until, status, value_eur)
    INCLUDE (nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_contract_idx ON player
    (contract_until, id, position, birth_date, foot, height_cm, status, value_eur)
    INCLUDE (nationalities) WHERE deleted_at IS NULL;
-- Read whole and sorted, so nothing need stand in an order: positions first, of which an index reads those it is
-- asked for.
CREATE INDEX player_competition_idx ON player
    ((search_fold(competition)) COLLATE "C", position, id, birth_date, foot, height_cm, contract_until, status,
        value_eur)
    INCLUDE (competition, nationalities, search_text) WHERE deleted_at IS NULL;
"#;

const DROP_FORMER: &str =
    "DROP FUNCTION most_valuable_holding(text, integer, integer, integer, integer, integer)";

const MOST_VALUABLE_HOLDING: &str = r#"
-- The most valuable players of whose names a typed word is part, most valuable first, those without a value last: what
-- a search is while it is typed. A row of nulls where it is another search: of several words, of a short one, of one
-- that no name holds. Which of the two ways is shorter is told in `store::players::words`.
CREATE FUNCTION most_valuable_holding(
    typed text, shortest_fragment integer, most_words integer, entries_a_player integer, entries_a_word integer,
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
            AND having_one * (entries_a_player * having_one + entries_a_word * cardinality(found))
                <= most * of_players THEN
            -- As `most_valuable_having`, without carrying the rows through another function.
            RETURN QUERY SELECT player.*
            FROM (
                SELECT id, value_eur FROM player
                WHERE deleted_at IS NULL AND search_words && found COLLATE "C"
                ORDER BY value_eur DESC NULLS LAST, id DESC LIMIT most
            ) chosen JOIN player USING (id)
            ORDER BY chosen.value_eur DESC NULLS LAST, id DESC;
            RETURN;
        ELSIF found IS NOT NULL THEN
            RETURN QUERY SELECT player.*
            FROM (
                SELECT id, row_number() OVER () AS place
                FROM (
                    (SELECT id FROM player
                     WHERE deleted_at IS NULL AND strpos(search_text, folded[1]) > 0 AND value_eur IS NOT NULL
                     ORDER BY value_eur DESC, id DESC LIMIT most)
                    UNION ALL
                    (SELECT id FROM player
                     WHERE deleted_at IS NULL AND strpos(search_text, folded[1]) > 0 AND value_eur IS NULL
                     ORDER BY id DESC LIMIT most)
                ) parts LIMIT most
            ) chosen JOIN player USING (id)
            ORDER BY place;
            RETURN;
        END IF;
    END IF;
    RETURN NEXT NULL;
END
$$;
"#;

const DROP: &str = "DROP FUNCTION most_valuable_holding(text, integer, integer, integer, integer, integer, integer)";
