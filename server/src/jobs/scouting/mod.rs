//! Jobs of the scouting room.

mod generate_insights;
mod scout_player;

pub(super) use generate_insights::{generate_insight, generate_insights};
pub(super) use scout_player::scout_player;
