//! Shortlists: the list of them, one as a board, and putting players on one.

mod activity;
mod add_page;
mod board;
mod card;
mod list_page;
mod opened;
mod settings;
mod steer;

pub use add_page::AddToShortlistPage;
pub use board::ShortlistPage;
pub use list_page::ShortlistListPage;

/// Where the lists are.
const PATH: &str = "/scouting/shortlists";
