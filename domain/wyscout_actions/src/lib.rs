//! Actions from Wyscout's events, step by step as the `socceraction` library (1.5.3, MIT) takes them, so that
//! figures of the two can be compared. A crate of its own, so that what actions are worth can be told without
//! readers of files.

mod completion;
mod naming;
mod repair;

use action_values::spadl::{Action, ActionKind, ActionResult, LENGTH_M, WIDTH_M, turned};
use feeds::events::wyscout::{WyscoutMatch, WyscoutTags};
use football::Side;

use crate::completion::{end_clearances, with_dribbles};

/// Where goal kicks are taken; Wyscout says a corner of the pitch.
const GOAL_KICK_M: [f64; 2] = [5.0, 34.0];

/// A save within this time after a goal did not prevent it, seconds.
const AFTER_GOAL_SECS: f64 = 10.0;

/// An event while it is put right. Places are percent, NaN where there is none.
#[derive(Clone, Copy, Debug)]
struct Event {
    id: i64,
    kind: u16,
    sub_kind: u16,
    tags: WyscoutTags,
    period: u8,
    seconds: f64,
    side: Side,
    player: Option<i64>,
    start: [f64; 2],
    end: [f64; 2],
    offside: bool,
}

/// The actions of a match.
pub fn wyscout_actions(game: &WyscoutMatch) -> Vec<Action> {
    let nowhere = [f64::NAN; 2];
    let events = game.events.iter().map(|event| Event {
        id: event.id,
        kind: event.kind,
        sub_kind: event.sub_kind,
        tags: event.tags,
        period: event.period,
        seconds: event.seconds,
        side: if event.team == game.teams[0].id { Side::Home } else { Side::Away },
        player: event.player,
        start: event.start_percent.unwrap_or(nowhere),
        end: event.end_percent.unwrap_or(nowhere),
        offside: false,
    });
    let events = repair::repaired(events.collect());
    let mut actions: Vec<Action> = events.iter().filter_map(action).collect();
    put_right(&mut actions);
    forget_saves_after_goals(&mut actions);
    for action in &mut actions {
        // Wyscout's places are as the acting team sees them, SPADL's as the home team does.
        *action = action.attacking_right();
    }
    end_clearances(&mut actions);
    with_dribbles(&actions)
}

fn action(event: &Event) -> Option<Action> {
    let kind = naming::kind(event)?;
    let metres = |[x, y]: [f64; 2]| {
        // Its y goes from left to right.
        let (x, y) = (x * LENGTH_M / 100.0, (100.0 - y) * WIDTH_M / 100.0);
        [x.clamp(0.0, LENGTH_M), y.clamp(0.0, WIDTH_M)]
    };
    let known = event.start.iter().chain(&event.end).all(|share| share.is_finite());
    known.then(|| Action {
        event: Some(event.id),
        period: event.period,
        seconds: event.seconds,
        side: event.side,
        player: event.player,
        start_m: metres(event.start),
        end_m: metres(event.end),
        kind,
        result: naming::result(event),
        body_part: naming::body_part(event),
    })
}

/// Goal kicks, fouls and saves.
fn put_right(actions: &mut [Action]) {
    for place in 0..actions.len() {
        let next_side = actions.get(place + 1).map(|next| next.side);
        let action = &mut actions[place];
        match action.kind {
            ActionKind::GoalKick => {
                action.start_m = GOAL_KICK_M;
                let kept = next_side == Some(action.side);
                action.result = if kept { ActionResult::Success } else { ActionResult::Fail };
            }
            ActionKind::Foul => action.end_m = action.start_m,
            ActionKind::KeeperSave => {
                // The place is that of the shot, as its team saw it.
                action.end_m = turned(action.end_m);
                action.start_m = action.end_m;
            }
            _ => {}
        }
    }
}

/// A save attempt right after a goal is the goal.
fn forget_saves_after_goals(actions: &mut Vec<Action>) {
    let mut before: Option<Action> = None;
    actions.retain(|action| {
        let goal = before.replace(*action).filter(Action::is_goal);
        let of_goal = goal.is_some_and(|goal| goal.seconds + AFTER_GOAL_SECS > action.seconds);
        !(of_goal && action.kind == ActionKind::KeeperSave)
    });
}
