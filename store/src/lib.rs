//! Postgres. The only crate that knows `SeaORM`.
//!
//! Free functions by feature: a connection first, domain types out. A function that writes more than
//! one row opens its own transaction or takes one. Pages, routes and commands call these same
//! functions; none of them writes SQL.

mod error;
mod sql;

pub mod accounts;
pub mod audit_chain;
pub mod backup;
pub mod careers;
pub mod database;
pub mod demo;
pub mod desk;
pub mod exports;
pub mod home;
pub mod identities;
pub mod imports;
pub mod incidents;
pub mod insights;
pub mod matches;
pub mod metrics;
pub mod players;
pub mod queue;
pub mod ranked_seasons;
pub mod schedules;
pub mod scouting;
pub mod season_imports;
pub mod seasons;
pub mod sessions;
pub mod stream_tickets;
pub mod uploads;
pub mod vault;
pub mod writers;

pub use database::Database;
pub use error::{StoreError, is_storage_full};
