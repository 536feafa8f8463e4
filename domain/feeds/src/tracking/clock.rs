//! Frames a second, by the clock of a file.

use super::error::TrackingFault;

/// Rates of two periods that differ by more are not of one game.
pub(super) const SAME_RATE_HZ: f64 = 0.05;

/// What the clock shows at the first frame and at the last of each period.
#[derive(Debug, Default)]
pub(super) struct Clocks(Vec<Clock>);

/// Frames and seconds of a period at its first frame and at its last so far.
#[derive(Clone, Copy, Debug)]
struct Clock {
    period: u8,
    first: (i64, f64),
    last: (i64, f64),
}

impl Clocks {
    /// The clock of `period` shows `seconds` at this frame.
    pub(super) fn note(&mut self, period: u8, frame: i64, seconds: f64) {
        match self.0.last_mut() {
            Some(clock) if clock.period == period => clock.last = (frame, seconds),
            _ => {
                self.0.push(Clock { period, first: (frame, seconds), last: (frame, seconds) });
            }
        }
    }

    /// Frames a second to two decimals, the same in each period.
    pub(super) fn rate_hz(&self) -> Result<f64, TrackingFault> {
        let mut known: Option<f64> = None;
        for Clock { first, last, .. } in &self.0 {
            if last.0 == first.0 {
                continue;
            }
            #[expect(
                clippy::cast_precision_loss,
                reason = "a period has some hundred thousand frames"
            )]
            let rate = last.0.saturating_sub(first.0) as f64 / (last.1 - first.1);
            let rate = (rate * 100.0).round() / 100.0;
            match known {
                Some(known) => same_rate(known, rate)?,
                None => known = Some(rate),
            }
        }
        known.ok_or(TrackingFault::NoFrames)
    }
}

/// Whether two parts of a game have one rate.
pub(super) fn same_rate(first: f64, second: f64) -> Result<(), TrackingFault> {
    if (first - second).abs() > SAME_RATE_HZ {
        return Err(TrackingFault::MixedRates {
            first: format!("{first:.2}"),
            second: format!("{second:.2}"),
        });
    }
    Ok(())
}
