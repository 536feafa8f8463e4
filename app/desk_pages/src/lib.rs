//! The scouting desk: notes and tags on a player's page, players of a tag, shortlists, needs and alerts.
//!
//! Every form here is a plain form that the browser's half makes quicker: what was done is read anew, what
//! was refused is told above.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod alerts;
mod needs;
mod player;
mod shortlists;
mod tag_page;

pub use alerts::AlertListPage;
pub use needs::{NeedListPage, NewNeedPage};
pub use player::DeskPanels;
pub use shortlists::{AddToShortlistPage, ShortlistListPage, ShortlistPage};
pub use tag_page::TagPage;

use page_kit::acting;

/// Where a tag's players are.
fn tag_href(tag: &str) -> String {
    // A path has no pluses and commas of its own, so it takes what a query takes.
    ["/scouting/tags/", &football::encode_component(tag)].concat()
}

/// Where a list is.
fn shortlist_href(id: football::desk::ShortlistId) -> String {
    ["/scouting/shortlists/", &id.to_string()].concat()
}

/// "by Ada, 26 Nov 2026, 09:12 UTC"
fn by_and_when(by: Option<&str>, at: chrono::DateTime<chrono::Utc>) -> String {
    let who = by.unwrap_or("an account that is gone");
    ["by ", who, ", ", &page_base::wording::day_and_time(at)].concat()
}
