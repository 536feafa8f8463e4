//! Reports that people write: drafts, versions of one report, and reports that can be brought back.

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
ALTER TABLE scouting_report
    -- The report that this one is a later version of.
    ADD COLUMN replaces bigint REFERENCES scouting_report ON DELETE SET NULL,
    ADD COLUMN deleted_at timestamptz;
-- Of two who change one report at once the second is told.
CREATE UNIQUE INDEX scouting_report_replaces_key ON scouting_report (replaces)
    WHERE replaces IS NOT NULL AND deleted_at IS NULL;
-- What a person has typed and not yet stored as a report.
CREATE TABLE report_draft (
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    fields jsonb NOT NULL,
    saved_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (account_id, player_id)
);
";

// An older release knows no deleted reports: they would be back.
const DOWN: &str = "
DROP TABLE report_draft;
DROP INDEX scouting_report_replaces_key;
DELETE FROM scouting_report WHERE deleted_at IS NOT NULL;
ALTER TABLE scouting_report DROP COLUMN deleted_at, DROP COLUMN replaces;
";
