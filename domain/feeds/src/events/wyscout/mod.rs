//! Wyscout's events: the public matches of 2017/18 (one on each line), files of the second version of its
//! service, and those of the third, which has other words.
//!
//! Places are shares of the pitch in percent, x towards the goal that the acting team attacks, y from its left
//! touchline to its right one. What an event means for the game is not decided here.
//!
//! Sources: Pappalardo et al., "A public data set of spatio-temporal match events in soccer competitions",
//! Scientific Data 6, 236 (2019), which lists events and tags; Wyscout's description of its service.

mod error;
mod game;
mod game_events;
mod reader;
mod rosters;
mod second;
mod tags;
mod third;
mod values;

pub use error::{WyscoutError, WyscoutFault};
pub use game::{WyscoutEvent, WyscoutMatch, WyscoutPlayer, WyscoutTeam};
pub(crate) use reader::WyscoutGameReader;
pub use reader::WyscoutReader;
pub use tags::{WyscoutTag, WyscoutTags};
pub use third::{
    WyscoutDuelV3, WyscoutMatchV3, WyscoutPassV3, WyscoutShotV3, WyscoutV3Event, read_wyscout_v3,
};

#[cfg(test)]
mod tests;
