//! Schema changes, one file each, oldest first. A merged migration is never edited.

use sea_orm_migration::prelude::*;
pub use sea_orm_migration::prelude::{DbErr, MigratorTrait};
use sea_orm_migration::sea_orm::{ConnectOptions, Database};

mod m20261121_000001_create_account;
mod m20261121_000002_create_player;
mod m20261121_000003_create_job;
mod m20261121_000004_create_upload;
mod m20261121_000005_create_scouting_report;
mod m20261121_000020_identify_imported_players;
mod m20261125_000030_hold_players_of_values;
mod m20261125_000031_note_only_new_words;
mod m20261125_000032_compare_value_sources_by_byte;
mod m20261125_000033_filter_within_every_order;
mod m20261125_000034_count_players_of_words;
mod m20261125_000035_carry_every_filter;
mod m20261125_000036_order_within_positions;
mod m20261125_000040_watch_the_queue;
mod m20261125_000041_keep_secrets;
mod m20261126_000042_open_streams_by_ticket;
mod m20261126_000043_keep_schedules;
mod m20261126_000044_keep_api_tokens;
mod m20261126_000045_chain_audit_entries;
mod m20261126_000046_note_incidents;
mod m20261126_000047_sample_metrics;
mod m20261126_000048_bound_queues;
mod m20261126_000049_plan_searches_once;
mod m20261126_000050_bind_stream_tickets;
mod m20261126_000051_keep_insights;
mod m20261126_000052_keep_value_models;
mod m20261126_000053_keep_report_cards;
mod m20261126_000054_keep_seasons;
mod m20261126_000055_remember_identities;
mod m20261126_000056_import_seasons;
mod m20261126_000059_keep_notes_and_tags;
mod m20261126_000060_keep_shortlists;
mod m20261126_000061_tell_of_changes;
mod m20261126_000062_keep_needs;
mod m20261126_000063_ask_language_models;
mod m20261126_000064_keep_peoples_reports;
mod m20261126_000066_keep_clubs;
mod m20261126_000067_keep_transfers;
mod m20261126_000068_keep_appearances;
mod m20261126_000069_keep_injuries;
mod m20261126_000070_tell_of_injuries;
mod m20261127_000071_keep_matches;
mod m20261127_000072_tell_what_players_did;
mod m20261127_000073_renew_matches;
mod m20261127_000074_search_in_one_step;

/// Brings a database to the schema this release expects.
pub struct Migrator;

impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261121_000001_create_account::Migration),
            Box::new(m20261121_000002_create_player::Migration),
            Box::new(m20261121_000003_create_job::Migration),
            Box::new(m20261121_000004_create_upload::Migration),
            Box::new(m20261121_000005_create_scouting_report::Migration),
            Box::new(m20261121_000020_identify_imported_players::Migration),
            Box::new(m20261125_000030_hold_players_of_values::Migration),
            Box::new(m20261125_000031_note_only_new_words::Migration),
            Box::new(m20261125_000032_compare_value_sources_by_byte::Migration),
            Box::new(m20261125_000033_filter_within_every_order::Migration),
            Box::new(m20261125_000034_count_players_of_words::Migration),
            Box::new(m20261125_000035_carry_every_filter::Migration),
            Box::new(m20261125_000036_order_within_positions::Migration),
            Box::new(m20261125_000040_watch_the_queue::Migration),
            Box::new(m20261125_000041_keep_secrets::Migration),
            Box::new(m20261126_000042_open_streams_by_ticket::Migration),
            Box::new(m20261126_000043_keep_schedules::Migration),
            Box::new(m20261126_000044_keep_api_tokens::Migration),
            Box::new(m20261126_000045_chain_audit_entries::Migration),
            Box::new(m20261126_000046_note_incidents::Migration),
            Box::new(m20261126_000047_sample_metrics::Migration),
            Box::new(m20261126_000048_bound_queues::Migration),
            Box::new(m20261126_000049_plan_searches_once::Migration),
            Box::new(m20261126_000050_bind_stream_tickets::Migration),
            Box::new(m20261126_000051_keep_insights::Migration),
            Box::new(m20261126_000052_keep_value_models::Migration),
            Box::new(m20261126_000053_keep_report_cards::Migration),
            Box::new(m20261126_000054_keep_seasons::Migration),
            Box::new(m20261126_000055_remember_identities::Migration),
            Box::new(m20261126_000056_import_seasons::Migration),
            Box::new(m20261126_000059_keep_notes_and_tags::Migration),
            Box::new(m20261126_000060_keep_shortlists::Migration),
            Box::new(m20261126_000061_tell_of_changes::Migration),
            Box::new(m20261126_000062_keep_needs::Migration),
            Box::new(m20261126_000063_ask_language_models::Migration),
            Box::new(m20261126_000064_keep_peoples_reports::Migration),
            Box::new(m20261126_000066_keep_clubs::Migration),
            Box::new(m20261126_000067_keep_transfers::Migration),
            Box::new(m20261126_000068_keep_appearances::Migration),
            Box::new(m20261126_000069_keep_injuries::Migration),
            Box::new(m20261126_000070_tell_of_injuries::Migration),
            Box::new(m20261127_000071_keep_matches::Migration),
            Box::new(m20261127_000072_tell_what_players_did::Migration),
            Box::new(m20261127_000073_renew_matches::Migration),
            Box::new(m20261127_000074_search_in_one_step::Migration),
        ]
    }
}

/// Held by the one process that migrates: "tlmigrat" in ASCII.
const MIGRATION_LOCK: i64 = 0x746c_6d69_6772_6174;

/// Brings the database at `url` up to date and gives the number of migrations applied. Of processes
/// that call it together one does the work and the others wait for it.
///
/// # Errors
/// Whatever the database answers; a failed migration leaves the schema as it was before it.
pub async fn up_once(url: &str) -> Result<usize, DbErr> {
    // The lock belongs to its connection, and ends with it however this process ends.
    let mut alone = ConnectOptions::new(url);
    alone.max_connections(1).sqlx_logging(false);
    let lock = Database::connect(alone).await?;
    lock.execute_unprepared(&format!("SELECT pg_advisory_lock({MIGRATION_LOCK})")).await?;
    let migrated = apply_pending(url).await;
    lock.close().await?;
    migrated
}

async fn apply_pending(url: &str) -> Result<usize, DbErr> {
    let mut options = ConnectOptions::new(url);
    options.sqlx_logging(false);
    let database = Database::connect(options).await?;
    let pending = Migrator::get_pending_migrations(&database).await?.len();
    if pending > 0 {
        Migrator::up(&database, None).await?;
    }
    database.close().await?;
    Ok(pending)
}

/// Applies only the next `steps` migrations, as an older release would have left the database.
///
/// # Errors
/// As [`up`].
pub async fn up_by(url: &str, steps: u32) -> Result<(), DbErr> {
    let database = Database::connect(url).await?;
    Migrator::up(&database, Some(steps)).await?;
    database.close().await
}

/// Names of all migrations of this release, oldest first.
pub fn names() -> Vec<String> {
    Migrator::migrations().iter().map(|migration| migration.name().to_owned()).collect()
}

/// Brings the database at `url` up to date over a connection of its own.
///
/// # Errors
/// Whatever the database answers; a failed migration leaves the schema as it was before it.
pub async fn up(url: &str) -> Result<(), DbErr> {
    let database = Database::connect(url).await?;
    Migrator::up(&database, None).await?;
    database.close().await
}
