//! Jobs about players.

mod import_career;
mod import_players;
mod import_season;
pub mod market_values;
mod purge_players;

pub use import_career::import_career;
pub use import_players::import_players;
pub(super) use import_season::import_season;
pub(super) use purge_players::purge_players;
