//! Accounts, browser sessions, REST refresh tokens, sign-in counting and the audit log.

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
CREATE TABLE account (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    name text NOT NULL,
    email text,
    password_hash text NOT NULL,
    role text NOT NULL CHECK (role IN ('viewer', 'analyst', 'admin')),
    disabled_at timestamptz,
    must_change_password boolean NOT NULL DEFAULT false,
    created_at timestamptz NOT NULL DEFAULT now()
);
CREATE UNIQUE INDEX account_name_key ON account (lower(name));
CREATE UNIQUE INDEX account_email_key ON account (lower(email));

CREATE TABLE session (
    id text PRIMARY KEY,
    account_id bigint REFERENCES account ON DELETE CASCADE,
    data jsonb NOT NULL,
    created_at timestamptz NOT NULL DEFAULT now(),
    expires_at timestamptz NOT NULL
);
CREATE INDEX session_expires_at_idx ON session (expires_at);
CREATE INDEX session_account_id_idx ON session (account_id);

-- A family is one sign-in; each refresh makes a successor in it. Only hashes are kept: a successor
-- is made from its predecessor and the server's key.
CREATE TABLE refresh_token (
    hash bytea PRIMARY KEY,
    family uuid NOT NULL,
    account_id bigint NOT NULL REFERENCES account ON DELETE CASCADE,
    issued_at timestamptz NOT NULL,
    expires_at timestamptz NOT NULL,
    used_at timestamptz,
    revoked_at timestamptz
);
CREATE INDEX refresh_token_family_idx ON refresh_token (family);
CREATE INDEX refresh_token_account_id_idx ON refresh_token (account_id);

-- One row a failed sign-in, counted by account name and by address.
CREATE TABLE sign_in_failure (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    subject text NOT NULL,
    at timestamptz NOT NULL
);
CREATE INDEX sign_in_failure_subject_at_idx ON sign_in_failure (subject, at);

-- Append-only: every change by a person.
CREATE TABLE audit_entry (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL DEFAULT now(),
    account_id bigint,
    action text NOT NULL,
    subject text NOT NULL,
    detail jsonb NOT NULL DEFAULT '{}',
    request_id text
);
CREATE INDEX audit_entry_at_idx ON audit_entry (at DESC);
CREATE INDEX audit_entry_subject_idx ON audit_entry (subject, id);
";

const DOWN: &str = "
DROP TABLE audit_entry;
DROP TABLE sign_in_failure;
DROP TABLE refresh_token;
DROP TABLE session;
DROP TABLE account;
";
