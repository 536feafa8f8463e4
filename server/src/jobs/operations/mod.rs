//! Jobs that keep the house in order.

mod prune_jobs;

pub(super) use prune_jobs::prune_jobs;
