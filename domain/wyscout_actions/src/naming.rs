//! What a repaired event is called. The order of the questions matters.

use action_values::spadl::{ActionKind, ActionResult, BodyPart};
use feeds::events::wyscout::WyscoutTag as Tag;

use super::Event;

const FOUL: u16 = 2;
const PASS: u16 = 8;
const SAVE: u16 = 9;
const SHOT: u16 = 10;

/// The kind of action; `None` for what is none.
pub(super) fn kind(event: &Event) -> Option<ActionKind> {
    let is = |tag| event.tags.has(tag);
    Some(match (event.kind, event.sub_kind) {
        _ if is(Tag::FairPlay) => return None,
        _ if is(Tag::OwnGoal) => ActionKind::BadTouch,
        (PASS, 80) => ActionKind::Cross,
        (PASS, _) => ActionKind::Pass,
        (_, 36) => ActionKind::ThrowIn,
        (_, 30) if is(Tag::High) => ActionKind::CrossedCorner,
        (_, 30) => ActionKind::ShortCorner,
        (_, 32) => ActionKind::CrossedFreeKick,
        (_, 31) => ActionKind::ShortFreeKick,
        (_, 34) => ActionKind::GoalKick,
        // Late cards, fouls out of the game, protest and lost time are none on the ball.
        (FOUL, sub) if ![22, 23, 24, 26].contains(&sub) => ActionKind::Foul,
        (SHOT, _) => ActionKind::Shot,
        (_, 35) => ActionKind::Penalty,
        (_, 33) => ActionKind::FreeKickShot,
        (SAVE, _) => ActionKind::KeeperSave,
        (_, 71) => ActionKind::Clearance,
        (_, 72) if is(Tag::NotAccurate) => ActionKind::BadTouch,
        (_, 70) => ActionKind::Dribble,
        _ if is(Tag::TakeOnLeft) || is(Tag::TakeOnRight) => ActionKind::TakeOn,
        _ if is(Tag::SlidingTackle) => ActionKind::Tackle,
        (_, 0 | 10..=13 | 72) if is(Tag::Interception) => ActionKind::Interception,
        _ => return None,
    })
}

/// What came of it.
pub(super) fn result(event: &Event) -> ActionResult {
    let is = |tag| event.tags.has(tag);
    if event.offside {
        return ActionResult::Offside;
    }
    if event.kind == FOUL {
        return if is(Tag::YellowCard) {
            ActionResult::YellowCard
        } else if is(Tag::SecondYellowCard) || is(Tag::RedCard) {
            ActionResult::RedCard
        } else {
            ActionResult::Fail
        };
    }
    let failed = is(Tag::NotAccurate) && !is(Tag::Accurate);
    if is(Tag::Goal) {
        ActionResult::Success
    } else if is(Tag::OwnGoal) {
        ActionResult::OwnGoal
    } else if matches!(event.sub_kind, 100 | 33 | 35) || failed {
        ActionResult::Fail
    } else {
        // Interceptions, clearances and saves succeed; of the rest nothing is said.
        ActionResult::Success
    }
}

/// What it was done with.
pub(super) fn body_part(event: &Event) -> BodyPart {
    let is = |tag| event.tags.has(tag);
    match event.sub_kind {
        // Hand passes, throw-ins, hand fouls and saves.
        81 | 36 | 21 | 90 | 91 => BodyPart::Other,
        82 => BodyPart::Head,
        _ if event.kind == SHOT && is(Tag::HeadOrBody) => BodyPart::HeadOrOther,
        _ if is(Tag::LeftFoot) => BodyPart::LeftFoot,
        _ if is(Tag::RightFoot) => BodyPart::RightFoot,
        _ => BodyPart::Foot,
    }
}
