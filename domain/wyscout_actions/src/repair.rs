//! Puts events right before they are named: where shots ended, duels, interceptions, offsides, touches and
//! simulations.

use feeds::events::wyscout::{WyscoutTag as Tag, WyscoutTags};

use super::Event;
use crate::completion::SHORTEST_DRIBBLE;

const DUEL: u16 = 1;
const OFFSIDE: u16 = 6;
const PASS: u16 = 8;
/// What is neither duel nor pass nor anything else of Wyscout's kinds.
const OTHER: u16 = 0;

const AIR_DUEL: u16 = 10;
const ATTACKING_DUEL: u16 = 11;
const SIMULATION: u16 = 25;
const FREE_KICK_SHOT: u16 = 33;
const BALL_OUT: u16 = 50;
const ACCELERATION: u16 = 70;
const CLEARANCE: u16 = 71;
const TOUCH: u16 = 72;
const HEAD_PASS: u16 = 82;
const SIMPLE_PASS: u16 = 85;
const SHOT: u16 = 100;

/// Where a shot with one of these tags ended: y in percent, before it is turned. The posts are swapped, as in the
/// library that this follows. The later of two that fit counts.
const SHOT_ENDS: [(f64, &[Tag]); 8] = [
    (50.0, &[Tag::GoalLowCentre, Tag::GoalMidCentre, Tag::GoalHighCentre]),
    (55.0, &[Tag::GoalLowRight, Tag::GoalMidRight, Tag::GoalHighRight]),
    (45.0, &[Tag::GoalMidLeft, Tag::GoalLowLeft, Tag::GoalHighLeft]),
    (50.0, &[Tag::OutHighCentre, Tag::PostHighCentre]),
    (60.0, &[Tag::OutLowRight, Tag::OutMidRight, Tag::OutHighRight]),
    (40.0, &[Tag::OutMidLeft, Tag::OutLowLeft, Tag::OutHighLeft]),
    (55.38, &[Tag::PostMidLeft, Tag::PostLowLeft, Tag::PostHighLeft]),
    (44.62, &[Tag::PostLowRight, Tag::PostMidRight, Tag::PostHighRight]),
];

/// The events put right, in the order of their time.
pub(super) fn repaired(mut events: Vec<Event>) -> Vec<Event> {
    events.iter_mut().for_each(end_shot);
    settle_duels(&mut events);
    let mut events = with_interceptions(events);
    mark_offsides(&mut events);
    touches_to_passes(&mut events);
    settle_simulations(&mut events);
    events
}

fn end_shot(event: &mut Event) {
    let shot = matches!(event.sub_kind, SHOT | FREE_KICK_SHOT);
    if shot {
        for (y, tags) in SHOT_ENDS {
            if event.tags.has_any(tags) {
                event.end = [100.0, y];
            }
        }
    }
    if (shot || event.kind == PASS) && event.tags.has(Tag::Blocked) {
        event.end = event.start;
    }
}

/// Two sides of a duel and then the ball out: a pass of who did not put it out, to where it went out. Take-ons and
/// sliding tackles stay; the other duels are none on the ball.
fn settle_duels(events: &mut Vec<Event>) {
    for place in 0..events.len() {
        if let [first, second, out, ..] = &mut events[place..]
            && (first.kind, second.kind, out.sub_kind) == (DUEL, DUEL, BALL_OUT)
            && first.period == out.period
        {
            let won =
                [&*first, &*second].map(|duel| (duel.side != out.side).then_some(duel.sub_kind));
            let not_in_the_air = won.iter().flatten().any(|sub_kind| *sub_kind != AIR_DUEL);
            if won.iter().any(Option::is_some) {
                first.kind = PASS;
                first.sub_kind = if not_in_the_air { SIMPLE_PASS } else { HEAD_PASS };
                first.tags = failed(first.tags);
                first.end = out.start.map(|share| 100.0 - share);
            }
        }
        let event = &mut events[place];
        let take_on = event.tags.has_any(&[Tag::TakeOnLeft, Tag::TakeOnRight]);
        if (event.sub_kind == ATTACKING_DUEL && take_on) || event.tags.has(Tag::SlidingTackle) {
            event.kind = OTHER;
        }
    }
    events.retain(|event| event.kind != DUEL);
}

/// Passes, clearances and runs that were interceptions too are two actions.
fn with_interceptions(events: Vec<Event>) -> Vec<Event> {
    let intercepts = |event: &&Event| {
        let fits = event.kind == PASS || matches!(event.sub_kind, ACCELERATION | CLEARANCE);
        fits && event.tags.has(Tag::Interception)
    };
    let interceptions = events.iter().filter(intercepts).map(|event| Event {
        kind: OTHER,
        sub_kind: 0,
        tags: WyscoutTags::default().with(Tag::Interception),
        end: event.start,
        ..*event
    });
    let mut all: Vec<Event> = interceptions.collect();
    all.extend(events);
    // Stable: what was intercepted comes before what was then done at the same second.
    all.sort_by(|one, other| {
        one.period.cmp(&other.period).then(one.seconds.total_cmp(&other.seconds))
    });
    all
}

/// An offside is the end of the pass before it.
fn mark_offsides(events: &mut Vec<Event>) {
    for place in 1..events.len() {
        if events[place].kind == OFFSIDE && events[place - 1].kind == PASS {
            events[place - 1].offside = true;
        }
    }
    events.retain(|event| event.kind != OFFSIDE);
}

/// A touch is a pass if somebody else goes on where it ended.
fn touches_to_passes(events: &mut [Event]) {
    for place in 1..events.len() {
        let next = events[place];
        let touch = &mut events[place - 1];
        let near = |axis: usize| (touch.end[axis] - next.start[axis]).abs() < SHORTEST_DRIBBLE;
        if touch.sub_kind == TOUCH
            && !touch.tags.has_any(&[Tag::Interception, Tag::MissedBall])
            && touch.player != next.player
            && near(0)
            && near(1)
        {
            touch.kind = PASS;
            touch.sub_kind = SIMPLE_PASS;
            touch.tags = if touch.side == next.side {
                touch.tags.with(Tag::Accurate).without(Tag::NotAccurate)
            } else {
                failed(touch.tags)
            };
        }
    }
}

/// A simulation is a failed take-on, unless it comes after one.
fn settle_simulations(events: &mut Vec<Event>) {
    let mut before: Option<Event> = None;
    events.retain_mut(|event| {
        let before = before.replace(*event);
        if event.sub_kind != SIMULATION {
            return true;
        }
        let after_take_on = before.is_some_and(|before| {
            let right = before.tags.has(Tag::TakeOnRight) && before.tags.has(Tag::NotAccurate);
            before.tags.has(Tag::TakeOnLeft) || right
        });
        event.kind = OTHER;
        event.sub_kind = 0;
        event.tags = failed(event.tags).with(Tag::TakeOnLeft);
        !after_take_on
    });
}

fn failed(tags: WyscoutTags) -> WyscoutTags {
    tags.with(Tag::NotAccurate).without(Tag::Accurate)
}
