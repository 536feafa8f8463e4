//! Every kind of job, one line each: the longest time of one attempt, and the handler.
//!
//! Queue and number of attempts stand with the payload, in `store::queue`.

use std::time::Duration;

use store::queue::{ScoutPlayer, import_players::ImportPlayers};

use super::{Registry, players, scouting};

/// Every kind of job of this release.
#[must_use]
pub fn registry() -> Registry {
    Registry::default()
        // A million rows take some 20 s; a slow disk and a busy database more.
        .with::<ImportPlayers, _, _>(minutes(60), players::import_players)
        // Two aggregates over the peers and a millisecond of writing.
        .with::<ScoutPlayer, _, _>(minutes(2), scouting::scout_player)
}

const fn minutes(minutes: u64) -> Duration {
    Duration::from_secs(60 * minutes)
}
