//! What was measured over time, added up over processes, and totals that only rise.

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
CREATE TABLE metric_sample (
    metric text NOT NULL,
    -- When the time that was measured begins, and how long it is.
    at timestamptz NOT NULL,
    span_secs smallint NOT NULL,
    label text NOT NULL DEFAULT '',
    -- Of a duration: which bucket of backroom::Spread.
    bucket smallint NOT NULL DEFAULT 0,
    value bigint NOT NULL,
    PRIMARY KEY (metric, at, span_secs, label, bucket)
);
-- For what is put together, and forgotten, by age.
CREATE INDEX metric_sample_age_idx ON metric_sample (span_secs, at);

CREATE TABLE metric_total (
    metric text NOT NULL,
    label text NOT NULL DEFAULT '',
    value bigint NOT NULL,
    PRIMARY KEY (metric, label)
);

-- Until when ended jobs are counted: one row, held by whoever counts.
CREATE TABLE job_count_mark (
    counted_until timestamptz NOT NULL
);
CREATE UNIQUE INDEX job_count_mark_one_row ON job_count_mark ((true));
INSERT INTO job_count_mark VALUES (now());
";

const DOWN: &str = "
DROP TABLE job_count_mark;
DROP TABLE metric_total;
DROP TABLE metric_sample;
";
