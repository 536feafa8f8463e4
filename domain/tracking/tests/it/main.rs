//! Movement and surfaces, held against the outputs of other programs on public tracking data and against the
//! exact truth of simulated matches.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

mod compatible;
mod data;
mod formations;
mod surfaces;
mod synchronisation;
mod teams;
mod truth;
