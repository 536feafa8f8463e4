//! The pass network of a team, as it is drawn.

use football::{GameEvents, Side};
use match_events::pass_network;
use serde::{Deserialize, Serialize};

use crate::{MatchInputs, Moment, figure};

/// Who of a team passed to whom, until its first substitution.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct PassMap {
    /// Who passed or received.
    pub nodes: Vec<PassNode>,
    /// Who found whom.
    pub links: Vec<PassLink>,
    /// All passes that count.
    pub passes: u32,
    /// The first substitution; `None` where it counts to the end.
    pub until: Option<Moment>,
}

/// A player of a pass network.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PassNode {
    /// Who.
    pub player: u16,
    /// The mean of where he passed and received, metres forwards and to the left.
    pub at: [f64; 2],
    /// Passes that he played and that he received.
    pub touches: u32,
}

/// How often a player found another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PassLink {
    /// Who passed.
    pub from: u16,
    /// Who received.
    pub to: u16,
    /// How often.
    pub passes: u32,
}

pub(crate) fn of(inputs: &MatchInputs<'_>, game: &GameEvents, side: Side) -> PassMap {
    let network = pass_network(game, side);
    let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    let player = |player| inputs.roster.of_listed(Some(player));
    PassMap {
        nodes: network
            .nodes
            .iter()
            .filter_map(|node| {
                let at = figure::place([node.at.x_m, node.at.y_m])?;
                Some(PassNode { player: player(node.player)?, at, touches: count(node.touches) })
            })
            .collect(),
        links: network
            .links
            .iter()
            .filter_map(|link| {
                let (from, to) = (player(link.from)?, player(link.to)?);
                Some(PassLink { from, to, passes: count(link.passes) })
            })
            .collect(),
        passes: count(network.passes),
        until: network.until.and_then(|until| MatchInputs::moment(&game.events[until])),
    }
}
