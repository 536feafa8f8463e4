//! Which kind of event the types and subtypes are.

use football::{
    BodyPart, Card, EventKind, GoalkeeperAction, Pass, PassOutcome, Restart, Shot, ShotOutcome,
};

/// The kind of an event. `before` is the set piece that it takes, `to` who got the ball.
pub(super) fn kind(
    name: &str,
    has: &impl Fn(&str) -> bool,
    before: Option<Restart>,
    to: Option<usize>,
) -> EventKind {
    match name {
        "PASS" | "BALL LOST" if has("OFFSIDE") => pass(has, before, to, PassOutcome::Offside),
        "PASS" => pass(has, before, to, PassOutcome::Complete),
        // A ball that was taken off a player is no pass.
        "BALL LOST" if has("THEFT") => EventKind::Dispossessed,
        "BALL LOST" => pass(has, before, to, PassOutcome::Incomplete),
        "BALL OUT" => pass(has, before, to, PassOutcome::Out),
        "SHOT" => EventKind::Shot(shot(has, before)),
        "CARRY" => EventKind::Carry,
        "RECOVERY" if has("INTERCEPTION") => EventKind::Interception { won: Some(true) },
        "RECOVERY" if has("SAVED") => EventKind::Goalkeeper(GoalkeeperAction::Save),
        "RECOVERY" if has("GOAL") => EventKind::Goalkeeper(GoalkeeperAction::GoalConceded),
        "RECOVERY" if has("BLOCKED") => EventKind::Block,
        "RECOVERY" => EventKind::Recovery { won: Some(true) },
        "CHALLENGE" if has("DRIBBLE") => EventKind::TakeOn { won: won(has) },
        "CHALLENGE" => EventKind::Duel { aerial: has("AERIAL"), won: won(has) },
        // The fault is the opponent's.
        "FAULT RECEIVED" => EventKind::FoulWon,
        "CARD" if has("RED") => EventKind::Card(Card::Red),
        "CARD" => EventKind::Card(Card::Yellow),
        "SUBSTITUTION" => EventKind::Substitution { replacement: to },
        "SET PIECE" => set_piece(has).map_or(EventKind::Other, EventKind::Restart),
        _ => EventKind::Other,
    }
}

fn pass(
    has: &impl Fn(&str) -> bool,
    before: Option<Restart>,
    receiver: Option<usize>,
    outcome: PassOutcome,
) -> EventKind {
    EventKind::Pass(Pass {
        receiver,
        restart: before.or(has("GOAL KICK").then_some(Restart::GoalKick)),
        body_part: has("HEAD").then_some(BodyPart::Head),
        cross: has("CROSS"),
        through_ball: has("THROUGH BALL"),
        ..Pass::of(outcome)
    })
}

fn shot(has: &impl Fn(&str) -> bool, before: Option<Restart>) -> Shot {
    let table = [
        ("GOAL", ShotOutcome::Goal),
        ("SAVED", ShotOutcome::Saved),
        ("WOODWORK", ShotOutcome::Woodwork),
        ("BLOCKED", ShotOutcome::Blocked),
        ("OFF TARGET", ShotOutcome::OffTarget),
    ];
    Shot {
        outcome: table.into_iter().find(|(name, _)| has(name)).map(|(_, outcome)| outcome),
        body_part: has("HEAD").then_some(BodyPart::Head),
        restart: before,
        ..Shot::default()
    }
}

fn won(has: &impl Fn(&str) -> bool) -> Option<bool> {
    match (has("WON"), has("LOST")) {
        (true, false) => Some(true),
        (false, true) => Some(false),
        _ => None,
    }
}

fn set_piece(has: &impl Fn(&str) -> bool) -> Option<Restart> {
    let table = [
        ("CORNER KICK", Restart::Corner),
        ("FREE KICK", Restart::FreeKick),
        ("PENALTY", Restart::Penalty),
        ("THROW IN", Restart::ThrowIn),
        ("KICK OFF", Restart::KickOff),
        ("GOAL KICK", Restart::GoalKick),
    ];
    table.into_iter().find(|(name, _)| has(name)).map(|(_, restart)| restart)
}
