//! The operations room: background work as a whole, for those who keep it going.

mod jobs;
mod secrets;

pub use jobs::JobsPage;
pub use secrets::SecretsPage;
