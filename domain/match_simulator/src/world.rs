//! Everybody and the ball at one tick.

use football::Side;

use crate::{
    TICK_SECS,
    ball::Ball,
    body::{Aim, Body, Limits},
    chance::Chance,
    event::{EventKind, Outcome, SimulatedEvent},
    field::Field,
    formation::{Formation, Slot},
    mind::Block,
    squad::Squadman,
    vector::Vector,
};

/// Players of a team on the pitch; the goalkeeper is the first.
pub(crate) const TEAM: usize = 11;
/// Players on the pitch: the home team, then the away team.
pub(crate) const MEN: usize = 2 * TEAM;

/// Somebody on the pitch.
#[derive(Clone, Debug)]
pub(crate) struct Man {
    pub(crate) side: Side,
    /// His place in the formation; 0 keeps the goal.
    pub(crate) slot: usize,
    /// His place among the game's players.
    pub(crate) listed: usize,
    pub(crate) limits: Limits,
    pub(crate) stray: f64,
    pub(crate) work_rate: f64,
    pub(crate) body: Body,
    pub(crate) aim: Aim,
    /// By how much he stands off his place in the block, team frame.
    pub(crate) wander: Vector,
    /// Where he offers himself, off his place in the block, team frame.
    pub(crate) offer: Vector,
    /// A run behind the last line: where to (team frame) and until which tick.
    pub(crate) run: Option<(Vector, u32)>,
    /// Until this tick he cannot play the ball: he is beaten, or has just played it.
    pub(crate) out_until: u32,
    /// The opponent whom he watches.
    pub(crate) mark: Option<usize>,
    /// Who comes on for him, once he has left.
    pub(crate) leaves_for: Option<usize>,
}

/// A team.
#[derive(Clone, Debug)]
pub(crate) struct Team {
    pub(crate) formation: Formation,
    /// 1 if it attacks towards +x, -1 if towards -x.
    pub(crate) attack: f64,
    pub(crate) block: Block,
    /// Who goes for the ball, or presses who has it.
    pub(crate) chaser: Option<usize>,
    /// How far up the pitch it presses, metres from the halfway line.
    pub(crate) press_from: f64,
}

/// What the ball is doing.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Phase {
    /// Somebody has it.
    Carried(Carry),
    /// It is on its way.
    Flying(Flight),
    /// It is dead.
    Stopped(Stoppage),
}

/// Somebody has the ball.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Carry {
    pub(crate) man: usize,
    pub(crate) since: u32,
    /// When he next decides.
    pub(crate) decides_at: u32,
    /// In the goalkeeper's hands.
    pub(crate) in_hands: bool,
    /// Where he got it.
    pub(crate) from: Vector,
    /// How high he got it: a ball in the air is headed.
    pub(crate) height: f64,
}

/// The ball is on its way.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Flight {
    pub(crate) by: usize,
    pub(crate) kind: EventKind,
    pub(crate) since: u32,
    /// Whom it is meant for.
    pub(crate) to: Option<usize>,
    /// The event that it belongs to, if it is still open.
    pub(crate) event: Option<usize>,
    /// Teammates who were offside when it was played, one bit each.
    pub(crate) offside: u32,
    /// Who has tried to get it, one bit each.
    pub(crate) tried: u32,
}

/// The ball is dead.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Stoppage {
    pub(crate) restart: Restart,
    /// Who restarts.
    pub(crate) side: Side,
    pub(crate) place: Vector,
    pub(crate) since: u32,
    /// Not before this tick.
    pub(crate) ready_at: u32,
    pub(crate) taker: usize,
    /// Who celebrates a goal.
    pub(crate) scorer: Option<usize>,
}

/// How the match goes on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Restart {
    KickOff,
    ThrowIn,
    GoalKick,
    Corner,
    FreeKick,
    Penalty,
}

/// Everything.
pub(crate) struct World {
    pub(crate) field: Field,
    pub(crate) men: Vec<Man>,
    pub(crate) teams: [Team; 2],
    pub(crate) ball: Ball,
    pub(crate) phase: Phase,
    /// Who had the ball last.
    pub(crate) possession: Side,
    /// Since when, in ticks.
    pub(crate) possession_since: u32,
    pub(crate) last_touch: usize,
    pub(crate) chance: Chance,
    pub(crate) period: u8,
    pub(crate) tick: u32,
    pub(crate) first_frame: i64,
    /// The way that a flying ball will take: place and height at each tick from `path_from`.
    pub(crate) path: Vec<(Vector, f64)>,
    pub(crate) path_from: u32,
    pub(crate) events: Vec<SimulatedEvent>,
    /// Everybody of both squads, by their place among the game's players.
    pub(crate) roster: Vec<Squadman>,
    /// Substitutions that are still to come.
    pub(crate) changes: Vec<Change>,
}

/// A substitution that is to come, at the next break in play.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Change {
    pub(crate) period: u8,
    pub(crate) tick: u32,
    /// Who leaves.
    pub(crate) man: usize,
    /// Who comes: a place among the game's players.
    pub(crate) comes: usize,
}

pub(crate) fn index(side: Side) -> usize {
    usize::from(side == Side::Away)
}

pub(crate) fn other(side: Side) -> Side {
    if side == Side::Home { Side::Away } else { Side::Home }
}

/// The men of a team.
pub(crate) fn men_of(side: Side) -> std::ops::Range<usize> {
    let first = index(side) * TEAM;
    first..first + TEAM
}

/// The goalkeeper of a team.
pub(crate) fn keeper_of(side: Side) -> usize {
    index(side) * TEAM
}

/// So many seconds as ticks.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "seconds of a match, never negative"
)]
pub(crate) fn ticks(secs: f64) -> u32 {
    (secs / TICK_SECS) as u32
}

impl World {
    pub(crate) fn team(&self, side: Side) -> &Team {
        &self.teams[index(side)]
    }

    pub(crate) fn slot(&self, man: usize) -> &'static Slot {
        &self.team(self.men[man].side).formation.slots()[self.men[man].slot]
    }

    /// From the pitch into the frame of a team and back: a half turn, or none.
    pub(crate) fn turned(&self, place: Vector, side: Side) -> Vector {
        place * self.team(side).attack
    }

    /// Where somebody is, in the frame of `side`.
    pub(crate) fn seen(&self, man: usize, side: Side) -> Vector {
        self.turned(self.men[man].body.place, side)
    }

    /// Who has the ball.
    pub(crate) fn carrier(&self) -> Option<usize> {
        match self.phase {
            Phase::Carried(carry) => Some(carry.man),
            _ => None,
        }
    }

    /// Seconds since the ball was won.
    pub(crate) fn possession_secs(&self) -> f64 {
        f64::from(self.tick.saturating_sub(self.possession_since)) * TICK_SECS
    }

    /// The nearest opponent of a man who can play, and how far he is.
    pub(crate) fn nearest_opponent(&self, man: usize) -> (usize, f64) {
        let place = self.men[man].body.place;
        let opponents = men_of(other(self.men[man].side));
        let first = opponents.start;
        opponents
            .filter(|opponent| self.men[*opponent].out_until <= self.tick)
            .map(|opponent| (opponent, self.men[opponent].body.place.distance(place)))
            .min_by(|a, b| a.1.total_cmp(&b.1))
            .unwrap_or((first, 99.0))
    }

    /// The line of offside for the team that attacks, in its frame: the second last opponent, the ball or
    /// halfway, whichever is furthest up.
    pub(crate) fn offside_line(&self, side: Side) -> f64 {
        let (mut last, mut second) = (f64::MIN, f64::MIN);
        for man in men_of(other(side)) {
            let x = self.seen(man, side).x;
            if x > last {
                (last, second) = (x, last);
            } else if x > second {
                second = x;
            }
        }
        second.max(self.turned(self.ball.place, side).x).max(0.0)
    }

    /// Tells an event now, where the ball is.
    pub(crate) fn tell(&mut self, man: usize, kind: EventKind, outcome: Outcome) -> usize {
        self.events.push(SimulatedEvent {
            period: self.period,
            frame: self.first_frame + i64::from(self.tick),
            clock_secs: f64::from(self.tick) * TICK_SECS,
            side: self.men[man].side,
            player: self.men[man].listed,
            kind,
            outcome,
            place_m: self.ball.place.pair(),
            end_m: None,
            other: None,
        });
        self.events.len() - 1
    }

    /// Completes what the flight's event says, if it is still open.
    pub(crate) fn close(&mut self, flight: &mut Flight, outcome: Outcome, other: Option<usize>) {
        if let Some(event) = flight.event.take() {
            let listed = other.map(|man| self.men[man].listed);
            let event = &mut self.events[event];
            event.outcome = outcome;
            event.end_m = Some(self.ball.place.pair());
            event.other = listed;
        }
    }
}
