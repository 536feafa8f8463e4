//! What is needed to add up and rank figures of players over matches: of how many minutes distances are, what passes
//! and carries were worth, where positions come from, and whose the chances are.

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
-- Positions from a broadcast's picture are never ranked with those of cameras at the pitch.
ALTER TABLE match ADD COLUMN is_from_video boolean NOT NULL DEFAULT false;
-- Null without events.
ALTER TABLE match ADD COLUMN xg_from text CHECK (xg_from IN ('provider', 'model'));
-- Minutes with a known speed, and the threat that passes and carries added.
ALTER TABLE player_match_statistics ADD COLUMN known_minutes double precision;
ALTER TABLE player_match_statistics ADD COLUMN xt double precision;

UPDATE match SET is_from_video = true WHERE tracking_provider IN ('SkillCorner', 'PFF');
UPDATE match SET xg_from = stored.report #>> '{shots,xg_from}'
FROM analysis_report AS stored
WHERE stored.match_id = match.id AND stored.kind = 'match'
    AND stored.report #>> '{shots,xg_from}' IN ('provider', 'model');

-- The report held the minutes already: in all, and a list of periods, each with its number.
UPDATE player_match_statistics AS measured SET known_minutes = told.minutes
FROM (
    SELECT stored.match_id, (physical ->> 'player')::smallint AS place, part.number, part.minutes
    FROM analysis_report AS stored
    CROSS JOIN LATERAL jsonb_array_elements(stored.report -> 'physical') AS physical
    CROSS JOIN LATERAL (
        SELECT 0::smallint AS number, (physical #>> '{total,known_minutes}')::double precision AS minutes
        UNION ALL
        SELECT (period ->> 0)::smallint, (period #>> '{1,known_minutes}')::double precision
        FROM jsonb_array_elements(physical -> 'periods') AS period
    ) AS part
    WHERE stored.kind = 'match' AND jsonb_typeof(stored.report -> 'physical') = 'array'
) AS told
WHERE measured.match_id = told.match_id AND measured.place = told.place AND measured.part = told.number;
";

const DOWN: &str = "
ALTER TABLE player_match_statistics DROP COLUMN xt;
ALTER TABLE player_match_statistics DROP COLUMN known_minutes;
ALTER TABLE match DROP COLUMN xg_from;
ALTER TABLE match DROP COLUMN is_from_video;
";
