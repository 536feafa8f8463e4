//! Set pieces near the opponents' goal, and the shots that came of them.

use football::{EventKind, GameEvent, GameEvents, Restart, ShotOutcome, Side};
use serde::{Deserialize, Serialize};

use crate::{figure, inputs::LAST_PLAYED_PERIOD, shots};

/// A shot within so many seconds comes of the set piece, unless another one lies between.
const LATEST_SHOT_SECS: f64 = 15.0;
/// A throw-in is near the box within so many metres of the goal line.
const NEAR_BOX_M: f64 = 25.0;

/// What is counted apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SetPieceKind {
    /// Corner kicks.
    Corner,
    /// Free kicks in the opponents' half.
    FreeKick,
    /// Penalties.
    Penalty,
    /// Throw-ins within 25 m of the opponents' goal line.
    ThrowIn,
}

/// The set pieces of a kind of one team.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SetPieces {
    /// The team.
    pub side: Side,
    /// Which.
    pub kind: SetPieceKind,
    /// How many it had.
    pub count: u32,
    /// Shots within 15 seconds of them.
    pub shots: u32,
    /// Goals of these.
    pub goals: u32,
    /// The chances of these added up; `None` where there was no shot.
    pub xg: Option<f64>,
}

const KINDS: [(SetPieceKind, Restart); 4] = [
    (SetPieceKind::Corner, Restart::Corner),
    (SetPieceKind::FreeKick, Restart::FreeKick),
    (SetPieceKind::Penalty, Restart::Penalty),
    (SetPieceKind::ThrowIn, Restart::ThrowIn),
];

pub(crate) fn of(game: &GameEvents) -> Vec<SetPieces> {
    let xg_from = shots::xg_source(game);
    let told = told(game);
    let mut all = Vec::new();
    for side in [Side::Home, Side::Away] {
        for (kind, restart) in KINDS {
            let own: Vec<&(usize, Restart)> = told
                .iter()
                .filter(|(place, of)| {
                    let event = &game.events[*place];
                    *of == restart && event.side == Some(side) && is_near(game, kind, event)
                })
                .collect();
            let shots: Vec<&GameEvent> =
                own.iter().flat_map(|(place, _)| shots_of(game, *place, &told)).collect();
            let is_goal = |event: &&&GameEvent| matches!(&event.kind, EventKind::Shot(shot) if shot.outcome == Some(ShotOutcome::Goal));
            let xg: f64 =
                shots.iter().filter_map(|shot| shots::xg(shot, game.pitch, xg_from)).sum();
            let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
            all.push(SetPieces {
                side,
                kind,
                count: count(own.len()),
                shots: count(shots.len()),
                goals: count(shots.iter().filter(is_goal).count()),
                xg: if shots.is_empty() { None } else { figure::known(xg, 4) },
            });
        }
    }
    all
}

/// The set pieces by place among the events: the passes and shots that they are; of a provider who marks none, the
/// events that tell of them.
fn told(game: &GameEvents) -> Vec<(usize, Restart)> {
    let find = |restart_of: fn(&EventKind) -> Option<Restart>| -> Vec<(usize, Restart)> {
        game.events
            .iter()
            .enumerate()
            .filter(|(_, event)| event.period <= LAST_PLAYED_PERIOD)
            .filter_map(|(place, event)| Some((place, restart_of(&event.kind)?)))
            .collect()
    };
    let marked = find(|kind| match kind {
        EventKind::Pass(pass) => pass.restart,
        EventKind::Shot(shot) => shot.restart,
        _ => None,
    });
    if !marked.is_empty() {
        return marked;
    }
    find(|kind| if let EventKind::Restart(restart) = kind { Some(*restart) } else { None })
}

/// Whether a set piece counts, by where it is; one of an unknown place does where the place says nothing.
fn is_near(game: &GameEvents, kind: SetPieceKind, event: &GameEvent) -> bool {
    let beyond = |metres: f64| event.at.is_some_and(|at| at.x_m >= metres);
    match kind {
        SetPieceKind::Corner | SetPieceKind::Penalty => true,
        SetPieceKind::FreeKick => beyond(0.0),
        SetPieceKind::ThrowIn => beyond(game.pitch.length_m / 2.0 - NEAR_BOX_M),
    }
}

/// The shots of the same team that came of the set piece at `place`, itself included, before the next one of either
/// team.
fn shots_of<'a>(
    game: &'a GameEvents,
    place: usize,
    told: &[(usize, Restart)],
) -> impl Iterator<Item = &'a GameEvent> {
    let first = &game.events[place];
    let key = |event: &GameEvent| (event.period, event.clock_secs);
    let next = told
        .iter()
        .map(|(place, _)| &game.events[*place])
        .filter(|other| other.period == first.period && other.clock_secs > first.clock_secs)
        .map(|other| other.clock_secs)
        .fold(first.clock_secs + LATEST_SHOT_SECS, f64::min);
    let (period, from) = key(first);
    game.events.iter().enumerate().filter_map(move |(at, event)| {
        let within = event.period == period
            && event.clock_secs >= from
            && (event.clock_secs < next || at == place);
        let shot = matches!(event.kind, EventKind::Shot(_)) && event.side == first.side;
        (shot && within && at >= place).then_some(event)
    })
}
