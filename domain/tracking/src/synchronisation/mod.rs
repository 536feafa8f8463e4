//! Events and tracking on one clock: at which tick each pass, shot and dribble of a list happened.
//!
//! Events are written down by people, seconds off and in whole metres at best; the ball and the acting player of
//! the tracking say when exactly. The idea and the costs are databallpy's, which has them from
//! kwiatkowski.io/sync.soccer. Differences: the whole period is aligned at once instead of stretch by stretch, so
//! that an event near a stoppage can go to either side of it; the shift of the clock is found again from what
//! was aligned; a shot goes towards the goal that its own team attacks.

mod alignment;
mod ball;
mod cost;

use football::{TrackedGame, TrackedPeriod};

use self::{alignment::align, ball::Ball, cost::Costs};
use crate::phase::is_alive;

/// After the first event meets the first moment in play, the clock goes on by this many seconds: events are
/// written down when the ball has left the player.
const START_SECS: f64 = 1.0;
/// An event is sought so many seconds before and after its clock. Five seconds further than the cost of time
/// is still worth a difference.
const REACH_SECS: f64 = 12.0;
/// How often the shift of the clock is found again.
const MOST_ROUNDS: usize = 4;
/// A shift that moves by less than this many seconds has been found.
const SETTLED_SECS: f64 = 0.02;
/// The events of a period that are aligned; a match has some two thousand. Those after them are left out.
const MOST_EVENTS: usize = 10_000;

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum EventKind {
    /// A player played the ball to another.
    Pass,
    /// A player shot at the goal.
    Shot,
    /// A player took on another.
    Dribble,
}

/// An event of a list that was kept by people.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// The period's number.
    pub period: u8,
    /// Seconds on the list's clock; where it begins does not matter.
    pub clock_secs: f64,
    /// What happened.
    pub kind: EventKind,
    /// Who did it: a place among the game's players.
    pub player: usize,
    /// Where it was, metres from the centre spot, as the tracking counts them in that period.
    pub place_m: [f64; 2],
}

/// The events of one period on the clock of the tracking.
#[derive(Clone, Debug, PartialEq)]
pub struct Synchronised {
    /// The period's number.
    pub period: u8,
    /// Seconds from the list's clock to the period's: what is added to an event's clock to have the seconds
    /// since the period's first tick.
    pub shift_secs: f64,
    /// The events that were found, in the order of their ticks; no tick has two.
    pub events: Vec<Found>,
}

/// When an event happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Found {
    /// Its place in the list.
    pub event: usize,
    /// The period's tick.
    pub tick: usize,
    /// How little the two fit, 0 to 1: 0.1 to 0.3 is usual, from 0.5 on one of the two is wrong.
    pub cost: f64,
}

/// Finds the ticks of `events`, period by period, so that what is found fits best altogether and keeps the
/// order of the clock. Events of periods or players that the game has not, without a finite clock, or more than
/// some seconds from any moment in play are left out.
pub fn synchronise(game: &TrackedGame, events: &[Event]) -> Vec<Synchronised> {
    game.periods.iter().filter_map(|period| of_period(game, period, events)).collect()
}

fn of_period(game: &TrackedGame, period: &TrackedPeriod, events: &[Event]) -> Option<Synchronised> {
    let is_usable = |event: &Event| {
        event.period == period.number
            && event.clock_secs.is_finite()
            && event.player < period.players.len()
    };
    let mut order: Vec<usize> = (0..events.len()).filter(|at| is_usable(&events[*at])).collect();
    order.sort_by(|a, b| events[*a].clock_secs.total_cmp(&events[*b].clock_secs));
    order.truncate(MOST_EVENTS);
    let first = order
        .iter()
        .find(|at| events[**at].kind != EventKind::Dribble)
        .or(order.first())
        .map(|at| events[*at].clock_secs)?;
    let alive = (0..period.ticks.len()).find(|tick| is_alive(period, *tick))?;
    let to_first = crate::number(alive) / game.rate_hz - first + START_SECS;

    let ball = Ball::of(period, game.rate_hz);
    let costs = Costs::of(game, period, &ball);
    // A list may begin later than the tracking; then its clock may be right as it is.
    let starts = [to_first, 0.0].into_iter().map(|shift| settle(&costs, events, &order, shift));
    let (_, found) =
        starts.max_by(|a, b| a.0.total_cmp(&b.0)).filter(|(_, found)| !found.events.is_empty())?;
    Some(found)
}

/// Aligns, finds the shift of the clock again from what was found, and so on until it stays. Gives how well all
/// fits together too.
fn settle(
    costs: &Costs<'_>,
    events: &[Event],
    order: &[usize],
    mut shift_secs: f64,
) -> (f64, Synchronised) {
    let mut round = 0;
    loop {
        round += 1;
        let found = align(costs, events, order, shift_secs, REACH_SECS);
        let fit = found.iter().map(|found| 1.0 - found.cost).sum();
        let mut shifts: Vec<f64> =
            found.iter().map(|f| costs.secs(f.tick) - events[f.event].clock_secs).collect();
        shifts.sort_by(f64::total_cmp);
        let again = shifts.get(shifts.len() / 2).copied().unwrap_or(shift_secs);
        if round == MOST_ROUNDS || (again - shift_secs).abs() < SETTLED_SECS {
            let period = costs.period.number;
            return (fit, Synchronised { period, shift_secs, events: found });
        }
        shift_secs = again;
    }
}

#[cfg(test)]
mod tests;
