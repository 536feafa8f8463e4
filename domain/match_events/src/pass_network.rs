//! The pass network: where players passed and received, and how often one found another.

use std::collections::BTreeMap;

use football::{EventKind, GameEvents, PassOutcome, Side, Spot};

/// The passes of a team that reached a teammate, as long as the same players were on the pitch.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct PassNetwork {
    /// The players, in the order of the game's list.
    pub nodes: Vec<Node>,
    /// Who found whom, in the order of the nodes.
    pub links: Vec<Link>,
    /// All passes that count.
    pub passes: usize,
    /// The event at which counting ended: a place in the game's events. `None` where it went on to the end.
    pub until: Option<usize>,
}

/// A player of a network.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Node {
    /// A place in the game's players.
    pub player: usize,
    /// Passes played and received.
    pub touches: usize,
    /// The mean of where he passed from and where he received, metres.
    pub at: Spot,
}

/// How often a player found another.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Link {
    /// Who passed: a place in the game's players.
    pub from: usize,
    /// Who received.
    pub to: usize,
    /// How often.
    pub passes: usize,
}

/// The network of a team until its first substitution: later, a node would be two players or half a game. A pass
/// counts where it was complete and the provider says who received it, and where.
pub fn pass_network(game: &GameEvents, side: Side) -> PassNetwork {
    let ends = |event: &football::GameEvent| {
        event.side == Some(side) && matches!(event.kind, EventKind::Substitution { .. })
    };
    let until = game.events.iter().position(ends);
    let counted = &game.events[..until.unwrap_or(game.events.len())];

    let mut touches: BTreeMap<usize, Vec<Spot>> = BTreeMap::new();
    let mut links: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut passes = 0;
    for event in counted {
        let EventKind::Pass(pass) = event.kind else { continue };
        if event.side != Some(side) || pass.outcome != PassOutcome::Complete {
            continue;
        }
        let (Some(from), Some(to), Some(at), Some(end)) =
            (event.player, pass.receiver, event.at, event.end)
        else {
            continue;
        };
        touches.entry(from).or_default().push(at);
        touches.entry(to).or_default().push(end);
        *links.entry((from, to)).or_default() += 1;
        passes += 1;
    }
    PassNetwork {
        nodes: touches.into_iter().map(|(player, spots)| node(player, &spots)).collect(),
        links: links.into_iter().map(|((from, to), passes)| Link { from, to, passes }).collect(),
        passes,
        until,
    }
}

fn node(player: usize, spots: &[Spot]) -> Node {
    #[expect(clippy::cast_precision_loss, reason = "a game has some thousand passes")]
    let number = spots.len() as f64;
    let mean = |of: fn(&Spot) -> f64| spots.iter().map(of).sum::<f64>() / number;
    let at = Spot { x_m: mean(|spot| spot.x_m), y_m: mean(|spot| spot.y_m) };
    Node { player, touches: spots.len(), at }
}
