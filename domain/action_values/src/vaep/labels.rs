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

/// The labels of a match. An own goal is no label: hardly anything before it foretells it, and the models of the
/// library that this follows do not learn it either.
pub fn labels(actions: &[Action]) -> Labels {
    let came = |place: usize, scored: bool| {
        let side = actions[place].side;
        let ahead = actions[place..].iter().take(AHEAD);
        ahead.filter(|later| later.is_goal()).any(|goal| (goal.side == side) == scored)
    };
    let all = |scored| (0..actions.len()).map(|place| came(place, scored)).collect();
    Labels { scores: all(true), concedes: all(false) }
}
