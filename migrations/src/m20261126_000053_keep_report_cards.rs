//! What the models would have forecast, held against what came; history is kept.

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
CREATE TABLE model_report_card (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    version text NOT NULL,
    data_hash text NOT NULL,
    seed bigint NOT NULL,
    -- The newest origin of the data; those held against what came lie before it.
    as_of date NOT NULL,
    players bigint NOT NULL,
    valuations bigint NOT NULL,
    card jsonb NOT NULL,
    job_id uuid REFERENCES job ON DELETE SET NULL,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX model_report_card_job_idx ON model_report_card (job_id) WHERE job_id IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE model_report_card;
";
