//! Schedules, and what became of each of their ticks.

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
CREATE TABLE schedule (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    kind text NOT NULL,
    payload jsonb NOT NULL,
    cron text NOT NULL,
    time_zone text NOT NULL,
    enabled boolean NOT NULL,
    -- The first tick that nobody has seen to.
    next_at timestamptz CHECK (enabled OR next_at IS NULL),
    last_at timestamptz,
    version integer NOT NULL DEFAULT 1,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    updated_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT schedule_name_key UNIQUE (name)
);
CREATE INDEX schedule_next_at_idx ON schedule (next_at) WHERE next_at IS NOT NULL;
CREATE INDEX schedule_created_by_idx ON schedule (created_by) WHERE created_by IS NOT NULL;

CREATE TABLE schedule_run (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    schedule_id bigint NOT NULL REFERENCES schedule ON DELETE CASCADE,
    tick timestamptz NOT NULL,
    -- Somebody asked for it; whoever it was may be gone.
    by_hand boolean NOT NULL DEFAULT false,
    asked_by bigint REFERENCES account ON DELETE SET NULL,
    outcome text NOT NULL CHECK (outcome IN ('queued', 'under_way', 'refused')),
    missed integer NOT NULL DEFAULT 0,
    note text,
    -- Jobs are pruned sooner than this row.
    job_id uuid REFERENCES job ON DELETE SET NULL,
    at timestamptz NOT NULL DEFAULT now()
);
-- However many schedulers there are: each tick once.
CREATE UNIQUE INDEX schedule_run_tick_key ON schedule_run (schedule_id, tick) WHERE NOT by_hand;
CREATE INDEX schedule_run_newest_idx ON schedule_run (schedule_id, id DESC);
CREATE INDEX schedule_run_at_idx ON schedule_run (at);
CREATE INDEX schedule_run_job_idx ON schedule_run (job_id) WHERE job_id IS NOT NULL;
CREATE INDEX schedule_run_asked_by_idx ON schedule_run (asked_by) WHERE asked_by IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE schedule_run;
DROP TABLE schedule;
";
