//! Players: list, page, dialogs, imports of players and seasons, and who is who.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod change;
mod import;
mod list;
mod page;
mod review;
mod seasons;
mod table_import;

pub use change::{DeletePlayersPage, EditPlayerPage, NewPlayerPage};
pub use import::{ImportListPage, ImportPage};
pub use list::PlayerListPage;
pub use page::PlayerPage;
pub use review::ReviewPage;
pub use seasons::{SeasonImportListPage, SeasonImportPage};
