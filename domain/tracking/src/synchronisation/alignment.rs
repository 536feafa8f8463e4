//! Events to ticks, in the order of both, so that the sum of what fits is highest (dynamic programming, as
//! Needleman and Wunsch have it for sequences).

use std::ops::Range;

use super::{Event, Found, cost::Costs};

/// Of an event at a tick: which tick it has, if all events up to it end there.
const NONE: u32 = u32::MAX;

/// An event's choices.
struct Choices {
    event: usize,
    /// The ticks at which it may have been.
    ticks: Range<usize>,
    /// For each of them: the event's tick in the best alignment that ends there, or [`NONE`] if it has none.
    chosen: Vec<u32>,
    /// What the event costs at each of them.
    costs: Vec<f32>,
}

/// The best alignment of the events of `order`, which is by their clock. An event has a tick within `reach_secs`
/// of its clock after the shift, or none.
pub(super) fn align(
    costs: &Costs<'_>,
    events: &[Event],
    order: &[usize],
    shift_secs: f64,
    reach_secs: f64,
) -> Vec<Found> {
    // The best sum up to each tick, both included, of the events so far; beyond `known` it is the last one.
    let mut best = vec![0.0_f64; costs.period.ticks.len() + 1];
    let mut known = 0;
    let mut choices: Vec<Choices> = Vec::with_capacity(order.len());
    for &event in order {
        let clock = events[event].clock_secs + shift_secs;
        let ticks = costs.ticks(clock - reach_secs, clock + reach_secs);
        if ticks.is_empty() {
            continue;
        }
        // `best[tick + 1]` is what ends at `tick`; `best[0]` is nothing at all.
        let last = best[known];
        for sum in &mut best[known + 1..=ticks.end.max(known)] {
            *sum = last;
        }
        known = known.max(ticks.end);
        let count = ticks.len();
        let mut of_event = Choices {
            event,
            chosen: Vec::with_capacity(count),
            costs: Vec::with_capacity(count),
            ticks: ticks.clone(),
        };
        let (mut highest, mut chosen) = (f64::NEG_INFINITY, NONE);
        let mut before = best[ticks.start];
        for tick in ticks {
            let without = best[tick + 1];
            let cost = costs.at(&events[event], tick, shift_secs);
            let with = cost.map_or(f64::NEG_INFINITY, |cost| before + 1.0 - cost);
            if with > highest.max(without) {
                (highest, chosen) = (with, as_u32(tick));
            } else if without >= highest {
                (highest, chosen) = (without, NONE);
            }
            before = without;
            best[tick + 1] = highest;
            of_event.chosen.push(chosen);
            of_event.costs.push(single(cost.unwrap_or(1.0)));
        }
        choices.push(of_event);
    }
    trace(&choices)
}

/// What was chosen, from the last event back.
fn trace(choices: &[Choices]) -> Vec<Found> {
    let mut found = Vec::with_capacity(choices.len());
    // Only ticks before this one are left.
    let mut end = usize::MAX;
    for of_event in choices.iter().rev() {
        let Range { start, end: last } = of_event.ticks;
        if end <= start {
            continue;
        }
        let chosen = of_event.chosen[end.min(last) - 1 - start];
        if chosen == NONE {
            continue;
        }
        let tick = chosen as usize;
        let cost = f64::from(of_event.costs[tick - start]);
        found.push(Found { event: of_event.event, tick, cost });
        end = tick;
    }
    found.reverse();
    found
}

fn as_u32(tick: usize) -> u32 {
    u32::try_from(tick).expect("a period has fewer than four billion ticks")
}

#[expect(clippy::cast_possible_truncation, reason = "a cost between 0 and 1")]
fn single(cost: f64) -> f32 {
    cost as f32
}
