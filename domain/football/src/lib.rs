//! The shared vocabulary of football: ids, players, positions and money.
//!
//! Pure types and their rules. Reading files is in `feeds`, statistics in `scouting_stats`, storage
//! in `store`.

mod money;
mod player;
mod position;

pub use money::euros;
pub use player::{
    FieldError, Foot, MarketValue, Player, PlayerDraft, PlayerId, PlayerStatus, UnknownWord,
    Valuation,
};
pub use position::{Position, PositionGroup};
