//! The operations room: background work as a whole, for those who keep it going.

mod jobs;

pub use jobs::JobsPage;
