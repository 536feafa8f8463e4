//! Whatever a list is filtered by stands in the indexes of its usual orders, and beside a competition.

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

// Not concurrently, so that no list is without its index in between: half a minute at a million players,
// and nobody has them yet.
pub(crate) const UP: &str = "
DROP INDEX player_value_idx, player_name_idx, player_birth_date_idx, player_height_idx, player_contract_idx,
    player_competition_idx;
-- The columns after the id are compared while an index is read, those that are included only after it: half
-- the time. Positions are included, because = ANY would read the index once for each.
-- The text that is searched in, and no longer its words: comparing a fragment with the text is cheaper than
-- a list of words with another, and the text is shorter.
CREATE INDEX player_value_idx ON player
    (value_eur, id, birth_date, foot, height_cm, contract_until, status)
    INCLUDE (position, nationalities, search_text) WHERE deleted_at IS NULL;
CREATE INDEX player_name_idx ON player
    (search_text, id, birth_date, foot, height_cm, contract_until, status, value_eur)
    INCLUDE (position, nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_birth_date_idx ON player
    (birth_date, id, foot, height_cm, contract_until, status, value_eur)
    INCLUDE (position, nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_height_idx ON player
    (height_cm, id, birth_date, foot, contract_until, status, value_eur)
    INCLUDE (position, nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_contract_idx ON player
    (contract_until, id, birth_date, foot, height_cm, status, value_eur)
    INCLUDE (position, nationalities) WHERE deleted_at IS NULL;
-- A competition of five thousand players is read whole and sorted. Its name stands here a second time as it
-- is written: Postgres does not see that an expression is all that is asked of a column.
CREATE INDEX player_competition_idx ON player
    ((search_fold(competition)) COLLATE \"C\", id, birth_date, foot, height_cm, contract_until, status,
        value_eur)
    INCLUDE (competition, position, nationalities, search_text) WHERE deleted_at IS NULL;
";

const DOWN: &str = "
DROP INDEX player_value_idx, player_name_idx, player_birth_date_idx, player_height_idx, player_contract_idx,
    player_competition_idx;
CREATE INDEX player_value_idx ON player (value_eur, id)
    INCLUDE (position, birth_date, height_cm, foot, status, contract_until, nationalities, search_words)
    WHERE deleted_at IS NULL;
CREATE INDEX player_name_idx ON player (search_text, id)
    INCLUDE (position, nationalities, birth_date, foot, value_eur) WHERE deleted_at IS NULL;
CREATE INDEX player_birth_date_idx ON player (birth_date, id)
    INCLUDE (position, nationalities, foot, value_eur) WHERE deleted_at IS NULL;
CREATE INDEX player_height_idx ON player (height_cm, id)
    INCLUDE (position, nationalities, birth_date, foot, value_eur) WHERE deleted_at IS NULL;
CREATE INDEX player_contract_idx ON player (contract_until, id)
    INCLUDE (position, nationalities, birth_date, foot, value_eur) WHERE deleted_at IS NULL;
CREATE INDEX player_competition_idx ON player
    ((search_fold(competition)) COLLATE \"C\", id) WHERE deleted_at IS NULL;
";
