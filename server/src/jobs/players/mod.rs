//! Jobs about players.

mod import_players;
pub mod market_values;

pub use import_players::import_players;
