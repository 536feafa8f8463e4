//! The vault: sealed values, who used which, and how to tell one key from another.

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
-- No value in the clear, ever: `sealed` opens with a key that is itself sealed in `wrapped_key`, with a
-- key that is not in the database. Both are bound to name, version and key_id.
CREATE TABLE secret (
    name text PRIMARY KEY,
    version integer NOT NULL,
    key_id text NOT NULL,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    ending text NOT NULL CHECK (length(ending) <= 4),
    changed_by bigint REFERENCES account ON DELETE SET NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    changed_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX secret_key_idx ON secret (key_id, name);

CREATE TABLE secret_use (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL REFERENCES secret ON DELETE CASCADE,
    at timestamptz NOT NULL DEFAULT now(),
    job_id uuid REFERENCES job ON DELETE SET NULL,
    purpose text NOT NULL
);
CREATE INDEX secret_use_name_idx ON secret_use (name, id DESC);
CREATE INDEX secret_use_job_idx ON secret_use (job_id) WHERE job_id IS NOT NULL;

-- A known text sealed with each key that was ever given: another key of the same id does not open it.
CREATE TABLE vault_key (
    id text PRIMARY KEY,
    wrapped_key bytea NOT NULL,
    sealed bytea NOT NULL,
    first_seen timestamptz NOT NULL DEFAULT now()
);
";

const DOWN: &str = "
DROP TABLE vault_key;
DROP TABLE secret_use;
DROP TABLE secret;
";
