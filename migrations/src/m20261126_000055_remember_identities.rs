//! Which of our players a provider's players are, and the questions about it that wait for a person.

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
-- Remembered for every table of the provider to come.
CREATE TABLE player_identity (
    provider text NOT NULL,
    -- As player_season.key, where that means one person in every table.
    key text COLLATE \"C\" NOT NULL,
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    decided text NOT NULL CHECK (decided IN ('rule', 'person')),
    -- What spoke for it.
    signs text[] NOT NULL,
    decided_by bigint REFERENCES account ON DELETE SET NULL,
    decided_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (provider, key)
);
CREATE INDEX player_identity_player_idx ON player_identity (player_id);
CREATE INDEX player_identity_decided_by_idx ON player_identity (decided_by)
    WHERE decided_by IS NOT NULL;

CREATE TABLE identity_question (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    provider text NOT NULL,
    key text COLLATE \"C\" NOT NULL,
    -- The line by which he is shown: that of the newest import.
    line_id bigint NOT NULL REFERENCES player_season ON DELETE CASCADE,
    -- Who may be meant, the likeliest first, each with what speaks for him and against him.
    candidates jsonb NOT NULL,
    -- Who was said not to be meant: they are not asked about again.
    ruled_out bigint[] NOT NULL DEFAULT '{}',
    state text COLLATE \"C\" NOT NULL DEFAULT 'open'
        CHECK (state IN ('open', 'same', 'different')),
    decided_by bigint REFERENCES account ON DELETE SET NULL,
    decided_at timestamptz CHECK ((decided_at IS NULL) = (state = 'open')),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT identity_question_key UNIQUE (provider, key)
);
CREATE INDEX identity_question_open_idx ON identity_question (id) WHERE state = 'open';
CREATE INDEX identity_question_decided_idx ON identity_question (decided_at DESC)
    WHERE decided_at IS NOT NULL;
CREATE INDEX identity_question_line_idx ON identity_question (line_id);
CREATE INDEX identity_question_decided_by_idx ON identity_question (decided_by)
    WHERE decided_by IS NOT NULL;
";

const DOWN: &str = "
DROP TABLE identity_question;
DROP TABLE player_identity;
";
