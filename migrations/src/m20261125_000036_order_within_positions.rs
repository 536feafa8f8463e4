//! Players of one country are read from the stretches of their positions.

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

// A nationality is only looked at after an entry was read. Each position leaves one player in thirteen, so
// what is read for a page of goalkeepers of one country falls by as much. Two orders, because each such
// index costs an import a thirtieth.
const UP: &str = "
CREATE INDEX player_position_value_idx ON player
    (position, value_eur, id, birth_date, foot, height_cm, contract_until, status)
    INCLUDE (nationalities) WHERE deleted_at IS NULL;
CREATE INDEX player_position_name_idx ON player
    (position, search_text, id, birth_date, foot, height_cm, contract_until, status, value_eur)
    INCLUDE (nationalities) WHERE deleted_at IS NULL;
";

const DOWN: &str = "DROP INDEX player_position_value_idx, player_position_name_idx;";
