//! Jobs about players.

mod import_players;

pub use import_players::import_players;
