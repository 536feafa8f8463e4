//! Jobs of the scouting room.

mod scout_player;

pub(super) use scout_player::scout_player;
