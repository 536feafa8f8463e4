//! Models of value as they were fitted, for as long as the data does not change.

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
CREATE TABLE value_model (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version text NOT NULL,
    -- What it was fitted on: of every value, birth date and position.
    data_hash text NOT NULL,
    seed bigint NOT NULL,
    origin date NOT NULL,
    training_rows integer NOT NULL,
    -- scouting_stats::value::ValueModel::to_bytes: to the last bit, which jsonb is not.
    model bytea NOT NULL,
    fitted_at timestamptz NOT NULL DEFAULT now(),
    UNIQUE (version, data_hash, seed)
);
";

const DOWN: &str = "
DROP TABLE value_model;
";
