//! What came after an action.

use crate::spadl::Action;

/// How many actions are looked at, this one among them.
const AHEAD: usize = 10;

/// For each action of a match, what came of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Labels {
    /// Whether its team scored with it or one of the nine after it.
    pub scores: Vec<bool>,
    /// Whether its team conceded with it or one of the nine after it.
    pub concedes: Vec<bool>,
}

/// The labels of a match.
pub fn labels(actions: &[Action]) -> Labels {
    let came = |place: usize, scored: bool| {
        let side = actions[place].side;
        actions[place..].iter().take(AHEAD).any(|later| {
            let own = later.side == side;
            (later.is_goal() && own == scored) || (later.is_own_goal() && own != scored)
        })
    };
    let all = |scored| (0..actions.len()).map(|place| came(place, scored)).collect();
    Labels { scores: all(true), concedes: all(false) }
}
