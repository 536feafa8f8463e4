//! Unbroken stays on the pitch.

use super::{FASTEST_STEP_MPS, LONGEST_GAP_SECS, Path};

/// A stay: a place for each tick from the first at which the player was seen to the last.
pub(super) struct Stay {
    /// The tick of the first place.
    pub(super) start: usize,
    /// Metres along the pitch.
    pub(super) x: Vec<f64>,
    /// Metres across it.
    pub(super) y: Vec<f64>,
    /// Places that were bridged because he was not seen.
    pub(super) bridged: u32,
    /// Places that were bridged because he cannot have been there.
    pub(super) replaced: u32,
}

impl Stay {
    fn beginning(start: usize, x: f64, y: f64) -> Self {
        Self { start, x: vec![x], y: vec![y], bridged: 0, replaced: 0 }
    }

    /// Goes straight from the last place to this one, `ticks` later.
    fn go_to(&mut self, x: f64, y: f64, ticks: usize) {
        for (places, to) in [(&mut self.x, x), (&mut self.y, y)] {
            let from = places[places.len() - 1];
            let step = (to - from) / as_f64(ticks);
            places.extend((1..ticks).map(|tick| step.mul_add(as_f64(tick), from)));
            places.push(to);
        }
    }
}

/// The stays of a path.
pub(super) fn stays(path: Path<'_>, rate_hz: f64) -> Vec<Stay> {
    let longest = LONGEST_GAP_SECS * rate_hz;
    let mut done = Vec::new();
    let mut open: Option<Stay> = None;
    // Since the last place that was taken: impossible places, left out.
    let mut refused = 0;
    for (tick, (&x, &y)) in path.x_m.iter().zip(path.y_m).enumerate() {
        let (x, y) = (f64::from(x), f64::from(y));
        if !(x.is_finite() && y.is_finite()) {
            continue;
        }
        match &mut open {
            Some(stay) if as_f64(since_last(stay, tick)) <= longest => {
                let ticks = since_last(stay, tick);
                let last = stay.x.len() - 1;
                let way = (x - stay.x[last]).hypot(y - stay.y[last]);
                if way * rate_hz > FASTEST_STEP_MPS * as_f64(ticks) {
                    refused += 1;
                    continue;
                }
                stay.go_to(x, y, ticks);
                stay.replaced += refused;
                stay.bridged += super::count(ticks - 1) - refused;
            }
            _ => done.extend(open.replace(Stay::beginning(tick, x, y))),
        }
        refused = 0;
    }
    done.extend(open);
    done
}

/// Ticks from the last place of a stay to `tick`.
fn since_last(stay: &Stay, tick: usize) -> usize {
    tick + 1 - stay.start - stay.x.len()
}

#[expect(clippy::cast_precision_loss, reason = "ticks of a period are far below 2^52")]
fn as_f64(ticks: usize) -> f64 {
    ticks as f64
}
