//! Scouting reports.
