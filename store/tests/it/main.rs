//! Queries and constraints, against a real Postgres.

mod database;
mod home;
mod imports;
mod players;
mod queue;
mod scouting;
