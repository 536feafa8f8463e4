//! The operations room: background work as a whole, for those who keep it going.

mod accounts;
mod audit;
mod jobs;
mod secrets;

pub use accounts::AccountsPage;
pub use audit::AuditPage;
pub use jobs::JobsPage;
pub use secrets::SecretsPage;

/// `?state=failed&q=a%20b`, or nothing.
fn query(pairs: &[(&'static str, String)]) -> String {
    let words: Vec<_> = pairs
        .iter()
        .map(|(name, value)| [name, "=", &football::encode_component(value)].concat())
        .collect();
    if words.is_empty() { String::new() } else { ["?", &words.join("&")].concat() }
}
