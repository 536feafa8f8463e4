//! The home page: what changed, what runs, what to do next.
