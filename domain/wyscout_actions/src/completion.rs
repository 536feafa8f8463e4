//! What is put right when all actions of a match are there, for any provider: where clearances end, and the
//! dribbles that providers do not record.

use action_values::spadl::{Action, ActionKind, ActionResult, BodyPart};

/// A shorter way between two actions is a touch, metres.
pub(super) const SHORTEST_DRIBBLE: f64 = 3.0;

/// A longer way was not run by one man, metres.
const LONGEST_DRIBBLE_M: f64 = 60.0;

/// More time between two actions is a pause, seconds.
const LONGEST_DRIBBLE_SECS: f64 = 10.0;

/// A clearance ends where the next action begins.
pub(super) fn end_clearances(actions: &mut [Action]) {
    for place in 0..actions.len() {
        if actions[place].kind == ActionKind::Clearance {
            let next = actions.get(place + 1).unwrap_or(&actions[place]);
            actions[place].end_m = next.start_m;
        }
    }
}

/// Puts a dribble where a team had the ball at the end of one action and a little later elsewhere.
pub(super) fn with_dribbles(actions: &[Action]) -> Vec<Action> {
    let mut all = Vec::with_capacity(actions.len() + actions.len() / 8);
    for (place, action) in actions.iter().enumerate() {
        all.push(*action);
        all.extend(actions.get(place + 1).and_then(|next| dribble(action, next)));
    }
    all
}

fn dribble(from: &Action, to: &Action) -> Option<Action> {
    let way_m = (from.end_m[0] - to.start_m[0]).hypot(from.end_m[1] - to.start_m[1]);
    let joined = from.side == to.side
        && from.period == to.period
        && (SHORTEST_DRIBBLE..=LONGEST_DRIBBLE_M).contains(&way_m)
        && to.seconds - from.seconds < LONGEST_DRIBBLE_SECS
        && !matches!(to.kind, ActionKind::Foul | ActionKind::Shot)
        && to.body_part != BodyPart::Head;
    joined.then(|| Action {
        event: None,
        seconds: f64::midpoint(from.seconds, to.seconds),
        start_m: from.end_m,
        end_m: to.start_m,
        kind: ActionKind::Dribble,
        result: ActionResult::Success,
        body_part: BodyPart::Foot,
        ..*to
    })
}
