//! Jobs about players.

mod import_players;
pub mod market_values;
mod purge_players;

pub use import_players::import_players;
pub(super) use purge_players::purge_players;
