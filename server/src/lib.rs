//! The one binary, `touchline`: HTTP, REST, workers and commands. A library as well, so that the
//! tests start the very program that people run.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]

pub mod access;
mod audit_export;
pub mod backup;
pub mod commands;
pub mod config;
pub mod database;
pub mod demo;
pub mod housekeeping;
pub mod http;
pub mod jobs;
pub mod panics;
pub mod player_csv;
mod spreadsheet;
pub mod state;
pub mod telemetry;
mod tls;
