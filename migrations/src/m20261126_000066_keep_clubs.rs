//! Clubs and competitions by their providers' ids.

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
-- Transfers and appearances name them by the provider's id and never wait for them: the files come in
-- any order.
CREATE TABLE competition (
    provider text NOT NULL,
    provider_id text NOT NULL,
    name text NOT NULL,
    kind text,
    country text,
    confederation text,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT competition_pkey PRIMARY KEY (provider, provider_id)
);

CREATE TABLE club (
    provider text NOT NULL,
    provider_id text NOT NULL,
    name text NOT NULL,
    competition_id text,
    stadium text,
    seats integer,
    -- What it earned by transfers less what it spent, as the provider adds up.
    net_transfers_eur bigint,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT club_pkey PRIMARY KEY (provider, provider_id)
);
";

const DOWN: &str = "
DROP TABLE club;
DROP TABLE competition;
";
