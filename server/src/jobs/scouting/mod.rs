//! Jobs of the scouting room.

mod generate_insights;
mod model_writer;
mod scout_player;
mod try_writer;

pub(super) use generate_insights::{generate_insight, generate_insights};
pub(super) use scout_player::scout_player;
pub(super) use try_writer::try_writer;
