//! Jobs, their event stream and their log.

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
CREATE TABLE job (
    id uuid PRIMARY KEY,
    kind text NOT NULL,
    queue text NOT NULL DEFAULT 'default',
    priority smallint NOT NULL DEFAULT 0,
    title text NOT NULL,
    subject text NOT NULL DEFAULT '',
    payload jsonb NOT NULL,
    state text NOT NULL DEFAULT 'queued'
        CHECK (state IN ('queued', 'running', 'completed', 'failed', 'dead', 'cancelled')),
    attempt integer NOT NULL DEFAULT 0,
    max_attempts integer NOT NULL CHECK (max_attempts > 0),
    run_at timestamptz NOT NULL DEFAULT now(),
    unique_key text,
    -- The key stays taken until then even when the job has finished.
    unique_until timestamptz,
    -- Rises with every lease, so that a late worker can be told apart.
    lease_token bigint NOT NULL DEFAULT 0,
    lease_until timestamptz,
    worker text,
    progress double precision,
    steps jsonb NOT NULL DEFAULT '[]',
    cancel_requested boolean NOT NULL DEFAULT false,
    result jsonb,
    error text,
    parent uuid REFERENCES job ON DELETE CASCADE,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    request_id text,
    event_seq bigint NOT NULL DEFAULT 0,
    created_at timestamptz NOT NULL DEFAULT now(),
    started_at timestamptz,
    finished_at timestamptz
);
CREATE INDEX job_fetch_idx ON job (queue, priority DESC, run_at, id) WHERE state = 'queued';
CREATE INDEX job_lease_idx ON job (lease_until) WHERE state = 'running';
CREATE UNIQUE INDEX job_unique_key ON job (unique_key) WHERE state IN ('queued', 'running');
CREATE INDEX job_unique_until_idx ON job (unique_key, unique_until) WHERE unique_until IS NOT NULL;
CREATE INDEX job_created_by_idx ON job (created_by, created_at DESC);
CREATE INDEX job_created_at_idx ON job (created_at DESC);
CREATE INDEX job_parent_idx ON job (parent) WHERE parent IS NOT NULL;

-- Status and progress; log lines share the sequence, so that one stream shows both in order.
CREATE TABLE job_event (
    job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    seq bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    body jsonb NOT NULL,
    PRIMARY KEY (job_id, seq)
);

CREATE TABLE job_log (
    job_id uuid NOT NULL REFERENCES job ON DELETE CASCADE,
    seq bigint NOT NULL,
    at timestamptz NOT NULL DEFAULT clock_timestamp(),
    level text NOT NULL CHECK (level IN ('info', 'warn', 'error')),
    text text NOT NULL,
    PRIMARY KEY (job_id, seq)
);
";

const DOWN: &str = "
DROP TABLE job_log;
DROP TABLE job_event;
DROP TABLE job;
";
