//! The operations room: background work as a whole, for those who keep it going.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod accounts;
mod audit;
mod audit_chain;
mod incidents;
mod jobs;
mod overview;
mod schedules;
mod secret_uses;
mod secrets;
mod writers;

use std::time::Duration;

use leptos::prelude::*;

pub use accounts::AccountsPage;
pub use audit::AuditPage;
pub use incidents::IncidentsPage;
pub use jobs::JobsPage;
pub use overview::OverviewPage;
pub use schedules::SchedulesPage;
pub use secrets::SecretsPage;
pub use writers::WritersPage;

/// Looks again each `every` while the page is in front and nobody reads the table of a chart, which would
/// close.
fn look_again(every: Duration, reload: Callback<()>) {
    Effect::new(move || {
        let handle = set_interval_with_handle(
            move || {
                let is_read = document().query_selector(".chart-table[open]").ok().flatten();
                if !document().hidden() && is_read.is_none() {
                    let _ = reload.try_run(());
                }
            },
            every,
        );
        if let Ok(handle) = handle {
            on_cleanup(move || handle.clear());
        }
    });
}

/// `?state=failed&q=a%20b`, or nothing.
fn query(pairs: &[(&'static str, String)]) -> String {
    let words: Vec<_> = pairs
        .iter()
        .map(|(name, value)| [name, "=", &football::encode_component(value)].concat())
        .collect();
    if words.is_empty() { String::new() } else { ["?", &words.join("&")].concat() }
}
