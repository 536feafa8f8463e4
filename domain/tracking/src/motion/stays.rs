//! Unbroken stays on the pitch.

use std::ops::Range;

use super::{FASTEST_STEP_MPS, LONGEST_GAP_SECS, Path};

/// A stay: the ticks from the first at which the player was seen to the last.
#[derive(Debug, Default)]
pub(super) struct Stay {
    /// Its ticks; there is one at least.
    pub(super) ticks: Range<usize>,
    /// Ticks in it at which he was not seen, or where he cannot have been: between two that count.
    bridges: Vec<Range<usize>>,
    /// Ticks that are bridged because he was not seen.
    pub(super) bridged: u32,
    /// Ticks that are bridged because he cannot have been there.
    pub(super) replaced: u32,
    /// Places after the last one, where he cannot have been either.
    pub(super) left_out: u32,
}

impl Stay {
    /// The places of the stay on one axis of its path, bridges included. `filled` is filled where there are
    /// any.
    pub(super) fn places<'a>(&self, axis: &'a [f32], filled: &'a mut Vec<f32>) -> &'a [f32] {
        if self.bridges.is_empty() {
            return &axis[self.ticks.clone()];
        }
        filled.clear();
        filled.extend_from_slice(&axis[self.ticks.clone()]);
        for bridge in &self.bridges {
            // Straight from the place before it to the one after it.
            let (from, to) = (axis[bridge.start - 1], axis[bridge.end]);
            let step = (to - from) / as_f32(bridge.len() + 1);
            for (place, tick) in bridge.clone().enumerate() {
                filled[tick - self.ticks.start] = from + step * as_f32(place + 1);
            }
        }
        filled
    }
}

/// The stays of a path.
pub(super) fn stays(path: Path<'_>, rate_hz: f64) -> Vec<Stay> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a second has some tens of ticks"
    )]
    let longest = (LONGEST_GAP_SECS * rate_hz) as usize;
    #[expect(clippy::cast_possible_truncation, reason = "a step is some tens of centimetres")]
    let longest_step = (FASTEST_STEP_MPS / rate_hz) as f32;
    let mut done: Vec<Stay> = Vec::new();
    // Since the last place that was taken: impossible places, left out.
    let mut refused = 0;
    let mut next = 0;
    while next < path.x_m.len() {
        let tick = next;
        next += 1;
        let (x, y) = (path.x_m[tick], path.y_m[tick]);
        if x.is_nan() || y.is_nan() {
            continue;
        }
        match done.last_mut() {
            Some(stay) if tick + 1 - stay.ticks.end <= longest => {
                let last = stay.ticks.end - 1;
                let ticks = tick - last;
                let (dx, dy) = (x - path.x_m[last], y - path.y_m[last]);
                let most = longest_step * as_f32(ticks);
                if dx * dx + dy * dy > most * most {
                    refused += 1;
                    continue;
                }
                if ticks > 1 {
                    stay.bridges.push(last + 1..tick);
                }
                stay.replaced += refused;
                stay.bridged += super::count(ticks - 1) - refused;
            }
            last => {
                if let Some(stay) = last {
                    stay.left_out = refused;
                }
                done.push(Stay { ticks: tick..tick + 1, ..Stay::default() });
            }
        }
        refused = 0;
        // Most of a path is unbroken.
        next += steps_from(path, tick, longest_step);
        if let Some(stay) = done.last_mut() {
            stay.ticks.end = next;
        }
    }
    if let Some(stay) = done.last_mut() {
        stay.left_out = refused;
    }
    done
}

/// How many places follow the one at `tick`, each seen a tick after the one before it and in reach of it.
fn steps_from(path: Path<'_>, tick: usize, longest_step: f32) -> usize {
    /// Steps that are looked at together.
    const LANES: usize = 16;
    let (x, y) = (&path.x_m[tick..], &path.y_m[tick..]);
    // Not in reach where one of the places is not known.
    let in_reach = |dx: f32, dy: f32| dx * dx + dy * dy <= longest_step * longest_step;
    let mut steps = 0;
    while let (Some(x), Some(y)) =
        (x[steps..].first_chunk::<{ LANES + 1 }>(), y[steps..].first_chunk::<{ LANES + 1 }>())
    {
        let mut all = true;
        for lane in 0..LANES {
            all &= in_reach(x[lane + 1] - x[lane], y[lane + 1] - y[lane]);
        }
        if !all {
            break;
        }
        steps += LANES;
    }
    while steps + 1 < x.len() && in_reach(x[steps + 1] - x[steps], y[steps + 1] - y[steps]) {
        steps += 1;
    }
    steps
}

#[expect(clippy::cast_precision_loss, reason = "a gap has some tens of ticks")]
fn as_f32(ticks: usize) -> f32 {
    ticks as f32
}
