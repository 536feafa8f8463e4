//! The one binary, `touchline`: HTTP, REST, workers and commands. A library as well, so that the
//! tests start the very program that people run.

pub mod access;
pub mod commands;
pub mod config;
pub mod database;
pub mod http;
pub mod jobs;
pub mod state;
