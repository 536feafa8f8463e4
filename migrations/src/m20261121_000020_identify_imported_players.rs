//! Who is who across imports, for players without a provider's id.

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
-- Names a player who came without id and birth date, so that the same row finds him again and no
-- other row does; also the key that another installation's export gave him.
ALTER TABLE player ADD COLUMN import_key text;
CREATE UNIQUE INDEX player_import_key ON player (import_key) WHERE import_key IS NOT NULL;

-- One row: the name of this installation in the keys of its exports. Made when first needed, so
-- that a database cloned before that has a name of its own.
CREATE TABLE installation (
    only_one boolean PRIMARY KEY DEFAULT true CHECK (only_one),
    id uuid NOT NULL
);
";

const DOWN: &str = "
DROP TABLE installation;
ALTER TABLE player DROP COLUMN import_key;
";
