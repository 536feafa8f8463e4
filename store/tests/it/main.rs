//! Queries and constraints, against a real Postgres.

mod database;
mod players;
mod queue;
