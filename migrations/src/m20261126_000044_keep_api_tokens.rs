//! Personal API tokens: hashes, what each may do, and until when.

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
CREATE TABLE api_token (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    name text NOT NULL,
    -- SHA-256 of the token: 256 random bits need no salt and no slow hash.
    hash bytea NOT NULL CONSTRAINT api_token_hash_key UNIQUE,
    ending text NOT NULL CHECK (length(ending) <= 4),
    scopes text[] NOT NULL CHECK (
        cardinality(scopes) > 0 AND scopes <@ ARRAY['read', 'write', 'jobs', 'operate']
    ),
    created_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL CHECK (
        expires_at > created_at AND expires_at <= created_at + interval '366 days'
    ),
    last_used_at timestamptz,
    revoked_at timestamptz
);
-- Nobody should have to guess which of two is the one to revoke.
CREATE UNIQUE INDEX api_token_name_key ON api_token (account_id, lower(name))
    WHERE revoked_at IS NULL;
";

const DOWN: &str = "
DROP TABLE api_token;
";
