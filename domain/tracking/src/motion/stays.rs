//! Unbroken stays on the pitch.

use super::{FASTEST_STEP_MPS, LONGEST_GAP_SECS, Path};

/// A stay: a place for each tick from the first at which the player was seen to the last.
pub(super) struct Stay {
    /// The tick of the first place.
    pub(super) start: usize,
    /// Metres along the pitch.
    pub(super) x: Vec<f32>,
    /// Metres across it.
    pub(super) y: Vec<f32>,
    /// Places that were bridged because he was not seen.
    pub(super) bridged: u32,
    /// Places that were bridged because he cannot have been there.
    pub(super) replaced: u32,
    /// Places after the last one, where he cannot have been either.
    pub(super) left_out: u32,
}

impl Stay {
    /// A stay that begins at `start` and may last `most` ticks.
    fn beginning(start: usize, x: f32, y: f32, most: usize) -> Self {
        let mut stay =
            Self { start, x: Vec::with_capacity(most), y: Vec::with_capacity(most), ..EMPTY };
        stay.x.push(x);
        stay.y.push(y);
        stay
    }

    /// Goes straight from the last place to this one, `ticks` later.
    fn go_to(&mut self, x: f32, y: f32, ticks: usize) {
        for (places, to) in [(&mut self.x, x), (&mut self.y, y)] {
            let from = places[places.len() - 1];
            let step = (to - from) / as_f32(ticks);
            places.extend((1..ticks).map(|tick| from + step * as_f32(tick)));
            places.push(to);
        }
    }
}

const EMPTY: Stay =
    Stay { start: 0, x: Vec::new(), y: Vec::new(), bridged: 0, replaced: 0, left_out: 0 };

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
    let mut done = Vec::new();
    let mut open: Option<Stay> = None;
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
        let stay = match &mut open {
            Some(stay) if since_last(stay, tick) <= longest => {
                let ticks = since_last(stay, tick);
                let last = stay.x.len() - 1;
                let (dx, dy) = (x - stay.x[last], y - stay.y[last]);
                let most = longest_step * as_f32(ticks);
                if dx * dx + dy * dy > most * most {
                    refused += 1;
                    continue;
                }
                stay.go_to(x, y, ticks);
                stay.replaced += refused;
                stay.bridged += super::count(ticks - 1) - refused;
                stay
            }
            _ => {
                let most = path.x_m.len() - tick;
                done.extend(ended(open.take(), refused));
                open.insert(Stay::beginning(tick, x, y, most))
            }
        };
        refused = 0;
        // Most of a path is unbroken.
        next += steps_from(path, tick, longest_step);
        stay.x.extend_from_slice(&path.x_m[tick + 1..next]);
        stay.y.extend_from_slice(&path.y_m[tick + 1..next]);
    }
    done.extend(ended(open, refused));
    done
}

/// A stay after which `refused` places were left out.
fn ended(stay: Option<Stay>, refused: u32) -> Option<Stay> {
    stay.map(|stay| Stay { left_out: refused, ..stay })
}

/// How many places follow the one at `tick`, each seen a tick after the one before it and in reach of it.
fn steps_from(path: Path<'_>, tick: usize, longest_step: f32) -> usize {
    let step = |axis: &[f32], at: usize| axis[at + 1] - axis[at];
    let in_reach = |at: &usize| {
        let (dx, dy) = (step(path.x_m, *at), step(path.y_m, *at));
        // Not so where one of the places is not known.
        dx * dx + dy * dy <= longest_step * longest_step
    };
    (tick..path.x_m.len() - 1).take_while(in_reach).count()
}

/// Ticks from the last place of a stay to `tick`.
fn since_last(stay: &Stay, tick: usize) -> usize {
    tick + 1 - stay.start - stay.x.len()
}

#[expect(clippy::cast_precision_loss, reason = "a gap has some tens of ticks")]
fn as_f32(ticks: usize) -> f32 {
    ticks as f32
}
