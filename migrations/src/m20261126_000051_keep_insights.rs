//! Insights: what was worked out about a player, by which model, from what, and when.

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
CREATE TABLE insight (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    -- Words of scouting_stats::InsightKind.
    kind text NOT NULL
        CHECK (kind IN ('value_forecast', 'career_forecast', 'performance', 'injury_risk')),
    model_version text NOT NULL,
    -- SHA-256 of all that it rests on: the newest with this hash is not written again.
    input_hash text NOT NULL,
    seed bigint,
    as_of date NOT NULL,
    result jsonb NOT NULL,
    job_id uuid REFERENCES job ON DELETE SET NULL,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now()
);
-- The newest of a kind is what pages show.
CREATE INDEX insight_newest_idx ON insight (player_id, kind, id DESC);
-- Jobs are forgotten after a while.
CREATE INDEX insight_job_idx ON insight (job_id) WHERE job_id IS NOT NULL;
-- Whether insights of a player are under way is asked by every visit to their page.
CREATE INDEX job_analysed_player_idx ON job ((payload ->> 'player_id'))
    WHERE kind = 'analyse_player' AND state IN ('queued', 'running');
";

const DOWN: &str = "
DROP INDEX job_analysed_player_idx;
DROP TABLE insight;
";
