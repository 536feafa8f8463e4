//! Transfers of players, each with what its source says was paid.

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
CREATE TABLE transfer (
    player_id bigint NOT NULL REFERENCES player ON DELETE CASCADE,
    provider text NOT NULL,
    -- The provider's id of the transfer, else day and clubs: what makes it the same in another row.
    key text COLLATE \"C\" NOT NULL,
    date date,
    -- The year in which the season begins.
    season smallint,
    transfer_window text CHECK (transfer_window IN ('summer', 'winter')),
    from_club_id text,
    from_club text,
    to_club_id text,
    to_club text,
    -- Null is unknown.
    fee_kind text CHECK (fee_kind IN
        ('paid', 'free', 'loan', 'loan_fee', 'end_of_loan', 'draft', 'nothing')),
    fee_eur bigint CHECK (fee_eur >= 0),
    value_eur bigint CHECK (value_eur >= 0),
    age smallint,
    changed_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT transfer_pkey PRIMARY KEY (player_id, provider, key),
    -- A fee is paid or it is none: an end of loan has no amount.
    CONSTRAINT transfer_fee_check
        CHECK ((fee_eur IS NOT NULL) = coalesce(fee_kind IN ('paid', 'loan_fee'), false))
);
";

const DOWN: &str = "
DROP TABLE transfer;
";
