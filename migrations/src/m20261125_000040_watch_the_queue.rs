//! What the operators' console reads: workers, paused queues, and indexes for lists and figures over a
//! million jobs.

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
-- Processes that run jobs, each told by its own heartbeat.
CREATE TABLE worker (
    -- Machine and process; job.worker is this, a slash and the queue.
    name text PRIMARY KEY,
    version text NOT NULL,
    queues text[] NOT NULL,
    concurrency integer NOT NULL,
    started_at timestamptz NOT NULL DEFAULT now(),
    heard_at timestamptz NOT NULL DEFAULT now()
);

-- Queues from which nothing is taken.
CREATE TABLE paused_queue (
    name text PRIMARY KEY,
    paused_at timestamptz NOT NULL DEFAULT now(),
    paused_by bigint REFERENCES account ON DELETE SET NULL
);

-- Ids rise with time, so they are the order of every list.
CREATE INDEX job_state_idx ON job (state, id DESC);
CREATE INDEX job_kind_idx ON job (kind, id DESC);
CREATE INDEX job_finished_at_idx ON job (finished_at DESC) INCLUDE (state)
    WHERE finished_at IS NOT NULL;
DROP INDEX job_created_at_idx;
";

const DOWN: &str = "
CREATE INDEX job_created_at_idx ON job (created_at DESC);
DROP INDEX job_finished_at_idx;
DROP INDEX job_kind_idx;
DROP INDEX job_state_idx;
DROP TABLE paused_queue;
DROP TABLE worker;
";
