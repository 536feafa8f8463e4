//! Shortlists: who is on them at which stage, what people think of it, and who follows them.

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
CREATE TABLE shortlist (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    purpose text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    archived_at timestamptz
);
-- An archived list gives its name free.
CREATE UNIQUE INDEX shortlist_name_key ON shortlist (lower(name)) WHERE archived_at IS NULL;
CREATE INDEX shortlist_created_by_idx ON shortlist (created_by) WHERE created_by IS NOT NULL;

-- Players who are or were on a list, as they were when somebody last looked whether they changed. A row
-- stays when its player leaves the last list: then nobody is told, and what is known stays true.
CREATE TABLE watched_player (
    player_id bigint PRIMARY KEY REFERENCES player ON DELETE CASCADE,
    value_eur bigint,
    club text,
    contract_until date,
    status text COLLATE \"C\" NOT NULL
);

CREATE TABLE shortlist_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    shortlist_id bigint NOT NULL REFERENCES shortlist ON DELETE CASCADE,
    player_id bigint NOT NULL REFERENCES watched_player ON DELETE CASCADE,
    stage text COLLATE \"C\" NOT NULL CHECK (stage IN
        ('watch', 'contacted', 'live_scouting', 'offer', 'signed', 'dropped')),
    why text NOT NULL DEFAULT '',
    version integer NOT NULL DEFAULT 1,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    removed_at timestamptz,
    CONSTRAINT shortlist_entry_key UNIQUE (shortlist_id, player_id)
);
CREATE INDEX shortlist_entry_player_idx ON shortlist_entry (player_id);
CREATE INDEX shortlist_entry_created_by_idx ON shortlist_entry (created_by)
    WHERE created_by IS NOT NULL;

CREATE TABLE shortlist_rating (
    entry_id bigint NOT NULL REFERENCES shortlist_entry ON DELETE CASCADE,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    stars smallint NOT NULL CHECK (stars BETWEEN 1 AND 5),
    rated_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (entry_id, account_id)
);
CREATE INDEX shortlist_rating_account_idx ON shortlist_rating (account_id);

CREATE TABLE shortlist_comment (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    entry_id bigint NOT NULL REFERENCES shortlist_entry ON DELETE CASCADE,
    text text NOT NULL,
    created_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    deleted_at timestamptz
);
CREATE INDEX shortlist_comment_newest_idx ON shortlist_comment (entry_id, id DESC);
CREATE INDEX shortlist_comment_created_by_idx ON shortlist_comment (created_by)
    WHERE created_by IS NOT NULL;

CREATE TABLE shortlist_follower (
    shortlist_id bigint NOT NULL REFERENCES shortlist ON DELETE CASCADE,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    PRIMARY KEY (shortlist_id, account_id)
);
CREATE INDEX shortlist_follower_account_idx ON shortlist_follower (account_id);
";

const DOWN: &str = "
DROP TABLE shortlist_follower;
DROP TABLE shortlist_comment;
DROP TABLE shortlist_rating;
DROP TABLE shortlist_entry;
DROP TABLE watched_player;
DROP TABLE shortlist;
";
