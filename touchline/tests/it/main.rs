//! The server as people and programs meet it: one file a feature, each test with a server and a
//! database of its own.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod access_tokens;
mod accounts;
mod administration;
mod api_tokens;
mod audit;
mod audit_chain;
mod authorization;
mod backup;
mod batches;
mod canary;
mod cancelled_requests;
mod careers;
mod commands;
mod crash;
mod csrf;
mod desk;
mod desk_pages;
mod early_answers;
mod frame;
mod headers;
mod health;
mod housekeeping;
mod imports;
mod incidents;
mod insights;
mod jobs;
mod market_values;
mod match_renewal;
mod matches;
mod metrics;
mod migrations;
mod not_found;
mod openapi;
mod operations;
mod operator_commands;
mod overview;
mod own_reports;
mod panic;
mod played;
mod player_forms;
mod player_pages;
mod players;
mod program;
mod rate_limit;
mod rest_auth;
mod schedule_pages;
mod schedules;
mod scouting;
mod season_pages;
mod seasons;
mod secrets;
mod sessions;
mod task_pages;
mod test_app;
mod traces;
mod writers;

pub(crate) use test_app::{Answer, Client, TestApp, cookies_of, plain_client};
