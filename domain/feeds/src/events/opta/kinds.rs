//! Which kind of event the types and qualifiers are. Numbers as in Opta's list of event types.

use football::{
    BodyPart, Card, EventKind, Foul, GoalkeeperAction, Pass, PassHeight, PassOutcome, Restart,
    Shot, ShotOutcome,
};

use super::RawEvent;

/// A save by an outfield player: a block.
const BY_OUTFIELD_PLAYER: u32 = 94;

/// The kind of an event.
pub(super) fn kind(raw: &RawEvent) -> EventKind {
    let won = raw.outcome;
    match raw.kind {
        1 if won == Some(true) => pass(raw, PassOutcome::Complete),
        1 => pass(raw, PassOutcome::Incomplete),
        2 => pass(raw, PassOutcome::Offside),
        3 => EventKind::TakeOn { won },
        4 if won == Some(true) => EventKind::FoulWon,
        4 => EventKind::Foul(Foul { handball: raw.has(10), penalty: raw.has(9), card: None }),
        // Out of play, and the corner that came of it.
        5 | 6 => EventKind::BallOut,
        7 => EventKind::Tackle { won },
        8 => EventKind::Interception { won },
        10 if raw.has(BY_OUTFIELD_PLAYER) => EventKind::Block,
        10 => EventKind::Goalkeeper(GoalkeeperAction::Save),
        11 => EventKind::Goalkeeper(GoalkeeperAction::Claim),
        12 => EventKind::Clearance,
        13 => shot(raw, ShotOutcome::OffTarget),
        14 => shot(raw, ShotOutcome::Woodwork),
        15 if raw.has(82) => shot(raw, ShotOutcome::Blocked),
        15 => shot(raw, ShotOutcome::Saved),
        16 if raw.has(28) => EventKind::OwnGoal,
        16 => shot(raw, ShotOutcome::Goal),
        17 if raw.has(33) => EventKind::Card(Card::Red),
        17 if raw.has(32) => EventKind::Card(Card::SecondYellow),
        17 => EventKind::Card(Card::Yellow),
        18 => EventKind::Substitution { replacement: None },
        19 => EventKind::PlayerOn,
        20 => EventKind::PlayerAway { back: false },
        21 => EventKind::PlayerAway { back: true },
        27 | 28 => EventKind::Stoppage,
        30 => EventKind::PeriodEnd,
        32 => EventKind::PeriodStart,
        34 => EventKind::LineUp,
        40 => EventKind::FormationChange {
            formation: raw.value(130).and_then(formation).map(ToOwned::to_owned),
        },
        41 => EventKind::Goalkeeper(GoalkeeperAction::Punch),
        44 => EventKind::Duel { aerial: true, won },
        45 => EventKind::DribbledPast,
        49 => EventKind::Recovery { won: Some(true) },
        50 => EventKind::Dispossessed,
        51 => EventKind::Error,
        52 => EventKind::Goalkeeper(GoalkeeperAction::PickUp),
        53 => EventKind::Goalkeeper(GoalkeeperAction::ClaimMissed),
        54 => EventKind::Goalkeeper(GoalkeeperAction::Smother),
        56 => EventKind::Shield,
        58 => EventKind::Goalkeeper(GoalkeeperAction::PenaltyFaced),
        59 => EventKind::Goalkeeper(GoalkeeperAction::Sweep),
        61 if won == Some(true) => EventKind::Touch,
        61 => EventKind::Miscontrol,
        67 => EventKind::Duel { aerial: false, won },
        72 => EventKind::Offside,
        // A blocked pass.
        74 => EventKind::Block,
        _ => EventKind::Other,
    }
}

/// Whether events of this kind are told without a place, although somebody did them.
pub(super) fn has_no_place(kind: &EventKind) -> bool {
    matches!(
        kind,
        EventKind::Card(_)
            | EventKind::Substitution { .. }
            | EventKind::PlayerOn
            | EventKind::PlayerAway { .. }
            | EventKind::Other
    )
}

fn pass(raw: &RawEvent, outcome: PassOutcome) -> EventKind {
    EventKind::Pass(Pass {
        restart: restart(raw),
        // Chipped and launched balls leave the ground; of others nothing is told.
        height: (raw.has(155) || raw.has(157)).then_some(PassHeight::High),
        body_part: body_part(raw),
        cross: raw.has(2),
        through_ball: raw.has(4),
        cut_back: raw.has(195),
        switch: raw.has(196),
        shot_assist: raw.has(210),
        // The type of the shot that came of it.
        goal_assist: raw.value(210) == Some("16"),
        ..Pass::of(outcome)
    })
}

fn shot(raw: &RawEvent, outcome: ShotOutcome) -> EventKind {
    EventKind::Shot(Shot {
        outcome: Some(outcome),
        body_part: body_part(raw),
        xg: raw.number(321).filter(|xg| (0.0..=1.0).contains(xg)),
        post_shot_xg: raw.number(322).filter(|xg| (0.0..=1.0).contains(xg)),
        restart: restart(raw),
        end_height_m: None,
    })
}

fn restart(raw: &RawEvent) -> Option<Restart> {
    let table = [
        (9, Restart::Penalty),
        (6, Restart::Corner),
        (5, Restart::FreeKick),
        (26, Restart::FreeKick),
        (107, Restart::ThrowIn),
        (279, Restart::KickOff),
        (124, Restart::GoalKick),
    ];
    table.into_iter().find(|(qualifier, _)| raw.has(*qualifier)).map(|(_, restart)| restart)
}

fn body_part(raw: &RawEvent) -> Option<BodyPart> {
    let table = [
        (3, BodyPart::Head),
        (15, BodyPart::Head),
        (168, BodyPart::Head),
        (72, BodyPart::LeftFoot),
        (20, BodyPart::RightFoot),
        (21, BodyPart::Other),
    ];
    table.into_iter().find(|(qualifier, _)| raw.has(*qualifier)).map(|(_, part)| part)
}

/// The formation of a number of qualifier 130.
fn formation(number: &str) -> Option<&'static str> {
    Some(match number.trim() {
        "2" => "442",
        "3" => "41212",
        "4" => "433",
        "5" => "451",
        "6" => "4411",
        "7" => "4141",
        "8" => "4231",
        "9" => "4321",
        "10" => "532",
        "11" => "541",
        "12" => "352",
        "13" => "343",
        "15" => "4222",
        "16" => "3511",
        "17" => "3421",
        "18" => "3412",
        "19" => "3142",
        "21" => "4132",
        "23" => "4312",
        "24" => "3241",
        "25" => "3331",
        _ => return None,
    })
}
