//! Queries and constraints, against a real Postgres.
