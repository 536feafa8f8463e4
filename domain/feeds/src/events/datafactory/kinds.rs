//! Which kind of event the classes and types are. Numbers as the provider's list of incidences has them.

use football::{
    BodyPart, Card, EventKind, Foul, GameEvent, Pass, PassOutcome, Restart, Shot, ShotOutcome,
};

use super::{Incidence, RawIncidence, side, spot};
use crate::events::{
    ends::Ends,
    error::EventsFault,
    growing::{self, GrowingEvents},
};

const OFFSIDE: i64 = 47;
const FOUL: i64 = 36;
const HAND: i64 = 37;
const THROW_IN: i64 = 46;
const CORNER: i64 = 28;
const GOAL_KICK: i64 = 48;

/// Adds incidences, which are by the clock, as events.
pub(super) fn add(
    incidences: &[Incidence],
    game: &mut GrowingEvents,
    ends: &mut Ends,
) -> Result<(), EventsFault> {
    let mut before: Option<&Incidence> = None;
    for (place, incidence) in incidences.iter().enumerate() {
        let is_play = |other: &&Incidence| other.class != "status";
        let after = incidences[place + 1..].iter().find(is_play);
        let before_it = before.filter(|before| before.period == incidence.period);
        let told = event(incidence, before_it, after, game);
        let event = told.map_err(|fault| {
            EventsFault::Item(format!("incidences.{}.{}: {fault}", incidence.class, incidence.id))
        })?;
        let attacks = matches!(event.kind, EventKind::Shot(_)) || incidence.raw.kind == CORNER;
        if let (Some(side), Some(at), true) = (event.side, event.at, attacks) {
            ends.attacked(event.period, side, at.x_m);
        }
        if event.kind == EventKind::PeriodEnd {
            game.end_period(event.period, Some(event.clock_secs));
        }
        game.add(event)?;
        let aside = ["yellowCards", "redCards", "substitutions", "penaltyShootout", "status"];
        if !aside.contains(&incidence.class.as_str()) {
            before = Some(incidence);
        }
    }
    Ok(())
}

fn event(
    incidence: &Incidence,
    before: Option<&Incidence>,
    after: Option<&Incidence>,
    game: &mut GrowingEvents,
) -> Result<GameEvent, EventsFault> {
    let raw = &incidence.raw;
    let side = side(raw, game)?;
    let mut player = |id: Option<i64>| match (side, id) {
        (Some(side), Some(id)) => game.player(side, &id.to_string(), None).map(Some),
        _ => Ok(None),
    };
    let acting = player(raw.plyr_id.or(raw.off_id))?;
    let kind = match incidence.class.as_str() {
        "correctPasses" | "incorrectPasses" | "throwIn" | "cornerKicks" => {
            let (outcome, receiver) = outcome(raw, after.map(|after| &after.raw));
            EventKind::Pass(Pass {
                receiver: player(receiver)?,
                restart: restart(raw, before.map(|before| &before.raw)),
                ..Pass::of(outcome)
            })
        }
        "shots" | "penaltyShootout" => shot(raw.kind, before.map(|before| &before.raw)),
        "clearances" => EventKind::Clearance,
        "stealings" => EventKind::Recovery { won: Some(true) },
        "fouls" => EventKind::Foul(Foul {
            handball: matches!(raw.kind, 32 | HAND),
            penalty: matches!(raw.kind, 31 | 32),
            card: None,
        }),
        "yellowCards" => EventKind::Card(Card::Yellow),
        "redCards" if raw.kind == 4 => EventKind::Card(Card::SecondYellow),
        "redCards" => EventKind::Card(Card::Red),
        "substitutions" => EventKind::Substitution { replacement: player(raw.in_id)? },
        "offsides" => EventKind::Offside,
        "goalkick" => EventKind::Restart(Restart::GoalKick),
        "status" if matches!(raw.kind, 1 | 18 | 50 | 52 | 54) => EventKind::PeriodStart,
        "status" if matches!(raw.kind, 2 | 17 | 49 | 51 | 53) => EventKind::PeriodEnd,
        _ => EventKind::Other,
    };
    let first_minute = [0.0, 45.0, 90.0, 105.0, 120.0][usize::from(incidence.period) - 1];
    let provider_type = format!("{}:{}", incidence.class, raw.kind);
    let mut event = growing::event(incidence.id.clone(), provider_type, kind);
    event.period = incidence.period;
    event.clock_secs = incidence.clock_secs - first_minute * 60.0;
    // The whistles stand at the full minutes of the clock.
    if event.kind == EventKind::PeriodStart {
        event.clock_secs = 0.0;
    }
    event.side = side;
    event.player = acting;
    event.at = raw.coord.as_ref().and_then(|places| places.start).map(spot);
    event.end = raw.coord.as_ref().and_then(|places| places.end).map(spot);
    Ok(event)
}

/// What came of a pass, and who got it. Of throw-ins and corners neither is told: it is seen from what comes next.
fn outcome(raw: &RawIncidence, after: Option<&RawIncidence>) -> (PassOutcome, Option<i64>) {
    let next = after.map(|after| after.kind);
    let outcome = match (raw.kind, next) {
        (_, Some(OFFSIDE)) => PassOutcome::Offside,
        (180, _) => PassOutcome::Complete,
        (_, Some(THROW_IN | CORNER | GOAL_KICK)) => PassOutcome::Out,
        _ => PassOutcome::Incomplete,
    };
    if raw.recv_id.is_some() || !matches!(raw.kind, THROW_IN | CORNER) {
        return (outcome, raw.recv_id);
    }
    match after {
        Some(after) if after.team != raw.team && after.kind == FOUL && after.recv_id.is_some() => {
            (PassOutcome::Complete, after.recv_id)
        }
        Some(after) if after.team == raw.team && after.plyr_id.is_some() => {
            (PassOutcome::Complete, after.plyr_id)
        }
        _ => (outcome, None),
    }
}

fn restart(raw: &RawIncidence, before: Option<&RawIncidence>) -> Option<Restart> {
    match (raw.kind, before) {
        (THROW_IN, _) => Some(Restart::ThrowIn),
        (CORNER, _) => Some(Restart::Corner),
        (_, None) => Some(Restart::KickOff),
        (_, Some(before)) if before.kind == GOAL_KICK && before.plyr_id == raw.plyr_id => {
            Some(Restart::GoalKick)
        }
        (_, Some(before)) if matches!(before.kind, FOUL | HAND) => Some(Restart::FreeKick),
        (_, Some(before)) if matches!(before.kind, 9..=13) => Some(Restart::KickOff),
        _ => None,
    }
}

fn shot(kind: i64, before: Option<&RawIncidence>) -> EventKind {
    let outcome = match kind {
        10 => return EventKind::OwnGoal,
        9 | 11 | 12 | 13 | 55 => Some(ShotOutcome::Goal),
        33 | 44 | 57 => Some(ShotOutcome::OffTarget),
        34 | 45 | 183 => Some(ShotOutcome::Woodwork),
        35 | 43 | 56 => Some(ShotOutcome::Saved),
        _ => None,
    };
    let after_foul = before.is_some_and(|before| matches!(before.kind, FOUL | HAND));
    EventKind::Shot(Shot {
        outcome,
        body_part: (kind == 11).then_some(BodyPart::Head),
        restart: match kind {
            13 | 43..=45 | 55..=57 | 183 => Some(Restart::Penalty),
            12 => Some(Restart::FreeKick),
            _ => after_foul.then_some(Restart::FreeKick),
        },
        ..Shot::default()
    })
}
