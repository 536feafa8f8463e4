//! Queries and constraints, against a real Postgres.

mod queue;
