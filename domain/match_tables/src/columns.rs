//! What the columns of a match's objects are called.

use std::collections::BTreeSet;

use football::{Side, TrackedPlayer};

/// The beginning of the names of each player's columns, in the order of `players`: `home_7`. Whose shirt is not
/// known, or is another's too, is called by his place among the players: `away_player_12`.
pub(super) fn names(players: &[TrackedPlayer]) -> Vec<String> {
    let mut taken = BTreeSet::new();
    players
        .iter()
        .enumerate()
        .map(|(place, player)| {
            let side = side(player.side);
            let by_shirt = player.shirt.map(|shirt| format!("{side}_{shirt}"));
            by_shirt
                .filter(|name| taken.insert(name.clone()))
                .unwrap_or_else(|| format!("{side}_player_{}", place + 1))
        })
        .collect()
}

/// `home`, `away`
pub(super) const fn side(side: Side) -> &'static str {
    match side {
        Side::Home => "home",
        Side::Away => "away",
    }
}
