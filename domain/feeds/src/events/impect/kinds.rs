//! Which kind of event the types and actions are.

use football::{
    BodyPart, Card, EventKind, Foul, GoalkeeperAction, Pass, PassHeight, PassOutcome, Restart,
    Shot, ShotOutcome,
};

use super::reader::{RawEvent, RawShot, TargetPoint};

/// Half the width of the goal and its height, metres.
const GOAL_M: [f64; 2] = [3.66, 2.44];

/// The kind of an event; `receiver` is the team mate who got the ball.
pub(super) fn kind(raw: &RawEvent, receiver: Option<usize>) -> EventKind {
    let pass = |restart| pass(raw, receiver, restart);
    match (raw.action_type.as_str(), &raw.shot) {
        ("SHOT", Some(told)) => shot(raw, told, None),
        ("FREE_KICK", Some(told)) => shot(raw, told, Some(Restart::FreeKick)),
        ("PENALTY_KICK", Some(told)) => shot(raw, told, Some(Restart::Penalty)),
        ("PENALTY_KICK", None) => EventKind::Restart(Restart::Penalty),
        ("SHOT", None) => EventKind::Shot(Shot::default()),
        ("PASS", _) => pass(None),
        ("KICK_OFF", _) => pass(Some(Restart::KickOff)),
        ("THROW_IN", _) => pass(Some(Restart::ThrowIn)),
        ("FREE_KICK", None) => pass(Some(Restart::FreeKick)),
        ("GOAL_KICK", _) => pass(Some(Restart::GoalKick)),
        ("CORNER", _) => pass(Some(Restart::Corner)),
        ("DRIBBLE", _) => EventKind::Carry,
        ("RECEPTION", _) => EventKind::Reception { complete: !has_failed(raw) },
        ("LOOSE_BALL_REGAIN", _) => EventKind::Recovery { won: Some(true) },
        ("INTERCEPTION", _) => EventKind::Interception { won: Some(true) },
        ("CLEARANCE", _) => EventKind::Clearance,
        ("GROUND_DUEL", _) => EventKind::Duel { aerial: false, won: Some(true) },
        ("BLOCK", _) => EventKind::Block,
        ("GK_CATCH", _) => EventKind::Goalkeeper(GoalkeeperAction::Claim),
        ("GK_SAVE", _) => EventKind::Goalkeeper(GoalkeeperAction::Save),
        ("OWN_GOAL", _) => EventKind::OwnGoal,
        ("OUT", _) => EventKind::BallOut,
        ("OFFSIDE", _) => EventKind::Offside,
        ("FOUL", _) => EventKind::Foul(Foul::default()),
        ("YELLOW_CARD", _) => EventKind::Card(Card::Yellow),
        ("SECOND_YELLOW_CARD", _) => EventKind::Card(Card::SecondYellow),
        ("RED_CARD", _) => EventKind::Card(Card::Red),
        ("FINAL_WHISTLE", _) => EventKind::PeriodEnd,
        ("REFEREE_INTERCEPTION", _) => EventKind::Stoppage,
        // A goal is told by its shot.
        _ => EventKind::Other,
    }
}

fn has_failed(raw: &RawEvent) -> bool {
    raw.result.as_deref() == Some("FAIL")
}

fn body_part(raw: &RawEvent) -> Option<BodyPart> {
    Some(match raw.body_part_extended.as_deref()? {
        "FOOT_LEFT" => BodyPart::LeftFoot,
        "FOOT_RIGHT" => BodyPart::RightFoot,
        "HEAD" => BodyPart::Head,
        "HAND" => BodyPart::Hand,
        "BODY" => BodyPart::Other,
        _ => return None,
    })
}

fn pass(raw: &RawEvent, receiver: Option<usize>, restart: Option<Restart>) -> EventKind {
    let outcome = match raw.result.as_deref() {
        Some("SUCCESS") => PassOutcome::Complete,
        Some("FAIL") => PassOutcome::Incomplete,
        _ => PassOutcome::Unknown,
    };
    let action = raw.action.as_deref().unwrap_or_default();
    EventKind::Pass(Pass {
        receiver: receiver.filter(|_| outcome == PassOutcome::Complete),
        restart,
        height: match action {
            "LOW_PASS" | "LOW_CROSS" => Some(PassHeight::Ground),
            "HIGH_CROSS" | "CHIPPED_PASS" => Some(PassHeight::High),
            _ => None,
        },
        body_part: body_part(raw),
        cross: matches!(action, "LOW_CROSS" | "HIGH_CROSS"),
        ..Pass::of(outcome)
    })
}

fn shot(raw: &RawEvent, told: &RawShot, restart: Option<Restart>) -> EventKind {
    let action = raw.action.as_deref().unwrap_or_default();
    let on_target =
        |TargetPoint { y, z }: TargetPoint| y.abs() < GOAL_M[0] && (0.0..GOAL_M[1]).contains(&z);
    let outcome = match () {
        () if raw.result.as_deref() == Some("SUCCESS") => ShotOutcome::Goal,
        () if action == "BLOCK" => ShotOutcome::Blocked,
        () if told.woodwork == Some(true) => ShotOutcome::Woodwork,
        () if told.target_point.is_some_and(on_target) => ShotOutcome::Saved,
        () => ShotOutcome::OffTarget,
    };
    EventKind::Shot(Shot {
        outcome: Some(outcome),
        body_part: body_part(raw),
        restart: match action {
            "PENALTY_KICK" => Some(Restart::Penalty),
            "DIRECT_FREE_KICK" => Some(Restart::FreeKick),
            _ => restart,
        },
        end_height_m: told.target_point.map(|point| point.z),
        ..Shot::default()
    })
}
