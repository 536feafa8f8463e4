//! Scouting: what is known of a player and of the peers, the reports of machines and those of people.
//!
//! Reports of a deleted player are not there until the player is restored.

mod drafts;
mod facts;
mod lists;
mod own;
mod reports;
mod request;
mod season_facts;

pub use drafts::{find_draft, save_draft};
pub use facts::player_facts;
pub use lists::{count_reports, list_reports, list_reports_on};
pub use own::{
    OwnReport, PlacedReport, delete_report, find_author, purge_deleted_reports, restore_report,
    write_own_report,
};
pub use reports::{
    NewReport, Stored, find_report, find_version, latest_report, report_under_way, store_report,
    unchanged_since,
};
pub use request::{ReportRequest, request_report};
