//! Queries and constraints, against a real Postgres.

#![expect(clippy::unwrap_used, reason = "a test that fails should stop where it failed")]

mod api_tokens;
mod audit_chain;
mod careers;
mod database;
mod desk;
mod home;
mod imports;
mod incidents;
mod insights;
mod match_renewal;
mod matches;
mod metrics;
mod orders;
mod own_reports;
mod played;
mod players;
mod queue;
mod ranked_seasons;
mod schedules;
mod scouting;
mod season_imports;
mod seasons;
mod statements;
mod values;
mod vault;
mod writers;
