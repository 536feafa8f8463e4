//! Writing a chunk.

use std::ops::Range;

use football::{Places, Side, Tick, TrackedPeriod};

use crate::wire::{MARK, folded, put_unsigned};

/// The chunk of these ticks of a period. Places are rounded to whole centimetres; those further than 300 m from
/// the centre spot are left out, as nobody stands there.
pub fn encode(period: &TrackedPeriod, ticks: Range<usize>) -> Vec<u8> {
    let ticks = ticks.start.min(period.ticks.len())..ticks.end.min(period.ticks.len());
    let mut bytes = MARK.to_vec();
    for number in [ticks.start, ticks.len(), period.players.len()] {
        put_unsigned(&mut bytes, u32::try_from(number).unwrap_or(u32::MAX));
    }
    put_runs(&mut bytes, period.ticks[ticks.clone()].iter().map(|tick| u32::from(byte_of(*tick))));
    for places in period.players.iter().chain([&period.ball]) {
        put_places(&mut bytes, places, ticks.clone());
    }
    let heights: Vec<Option<i32>> =
        ticks.map(|tick| centimetres(value(&period.ball_height_m, tick))).collect();
    put_runs(&mut bytes, heights.iter().map(|height| u32::from(height.is_some())));
    put_values(&mut bytes, &heights.into_iter().flatten().collect::<Vec<_>>());
    bytes
}

fn put_places(bytes: &mut Vec<u8>, places: &Places, ticks: Range<usize>) {
    let known: Vec<Option<(i32, i32)>> = ticks
        .map(|tick| {
            Some((centimetres(value(&places.x_m, tick))?, centimetres(value(&places.y_m, tick))?))
        })
        .collect();
    put_runs(bytes, known.iter().map(|place| u32::from(place.is_some())));
    for axis in [|place: (i32, i32)| place.0, |place: (i32, i32)| place.1] {
        put_values(bytes, &known.iter().flatten().map(|place| axis(*place)).collect::<Vec<_>>());
    }
}

/// The order of the differences, then those.
fn put_values(bytes: &mut Vec<u8>, values: &[i32]) {
    if values.is_empty() {
        return;
    }
    let first = differences(values);
    let second = differences(&first);
    let size =
        |differences: &[i32]| differences.iter().map(|d| u64::from(d.unsigned_abs())).sum::<u64>();
    let (order, smaller) = if size(&second) < size(&first) { (2, second) } else { (1, first) };
    bytes.push(order);
    for difference in smaller {
        put_unsigned(bytes, folded(difference));
    }
}

/// Each value less the one before it; the first less zero.
fn differences(values: &[i32]) -> Vec<i32> {
    let before = std::iter::once(0).chain(values.iter().copied());
    values.iter().zip(before).map(|(value, before)| value - before).collect()
}

/// Pairs of how often and what, until all are told.
fn put_runs(bytes: &mut Vec<u8>, values: impl Iterator<Item = u32>) {
    let mut open: Option<(u32, u32)> = None;
    for value in values {
        match &mut open {
            Some((length, same)) if *same == value => *length += 1,
            _ => {
                if let Some((length, value)) = open.replace((1, value)) {
                    put_unsigned(bytes, length);
                    put_unsigned(bytes, value);
                }
            }
        }
    }
    if let Some((length, value)) = open {
        put_unsigned(bytes, length);
        put_unsigned(bytes, value);
    }
}

/// A tick as a byte: recorded, in play (two bits), who has the ball (two bits).
fn byte_of(tick: Tick) -> u8 {
    let alive = match tick.alive {
        None => 0,
        Some(false) => 1,
        Some(true) => 2,
    };
    let possession = match tick.possession {
        None => 0,
        Some(Side::Home) => 1,
        Some(Side::Away) => 2,
    };
    u8::from(tick.recorded) | alive << 1 | possession << 3
}

fn value(values: &[f32], tick: usize) -> f32 {
    values.get(tick).copied().unwrap_or(f32::NAN)
}

/// Whole centimetres; `None` for what is not known and for what cannot be.
fn centimetres(metres: f32) -> Option<i32> {
    const FURTHEST_M: f32 = 300.0;
    #[expect(clippy::cast_possible_truncation, reason = "at most 30,000")]
    (metres.abs() <= FURTHEST_M).then(|| (metres * 100.0).round() as i32)
}
