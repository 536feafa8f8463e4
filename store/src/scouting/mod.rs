//! Scouting: what is known of a player and of the peers, and the reports.
//!
//! Reports of a deleted player are not there until the player is restored.

mod facts;
mod lists;
mod reports;
mod request;

pub use facts::player_facts;
pub use lists::{count_reports, list_reports, list_reports_on};
pub use reports::{
    NewReport, Stored, find_report, find_version, latest_report, report_under_way, store_report,
    unchanged_since,
};
pub use request::{ReportRequest, request_report};
