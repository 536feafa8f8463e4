//! Scouting reports and the evidence they rest on.
