//! Where an instant of the match is on the line, and back. Shares of its width, 0 to 1.

use match_replay::{Playhead, Timing, minute_of};

/// What is left between two periods.
const GAP: f64 = 0.02;

/// The periods beside each other, each as wide as it is long.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    /// Ticks a second, and the periods.
    timing: Timing,
    /// Where each period begins and ends.
    spans: Vec<[f64; 2]>,
}

/// A minute that is written below the line.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct MinuteLabel {
    /// Where.
    pub(crate) share: f64,
    /// `45′`
    pub(crate) text: String,
    /// Whether it begins a period or ends the match: the others are left out where there is no room.
    pub(crate) is_major: bool,
}

impl Scale {
    pub(crate) fn new(timing: Timing) -> Self {
        let ticks = |period: &(u8, u32)| f64::from(period.1.max(1));
        let total: f64 = timing.periods.iter().map(ticks).sum();
        let gaps =
            GAP * f64::from(u32::try_from(timing.periods.len()).unwrap_or(1).saturating_sub(1));
        let mut from = 0.0;
        let spans = timing
            .periods
            .iter()
            .map(|period| {
                let to = from + (1.0 - gaps) * ticks(period) / total;
                let span = [from, to];
                from = to + GAP;
                span
            })
            .collect();
        Self { timing, spans }
    }

    /// Where each period begins and ends.
    pub(crate) fn spans(&self) -> &[[f64; 2]] {
        &self.spans
    }

    /// Where an instant of a period's place is.
    pub(crate) fn share(&self, period: usize, secs: f64) -> f64 {
        let Some([from, to]) = self.spans.get(period) else { return 0.0 };
        let length = f64::from(self.timing.ticks(period).max(1)) / self.timing.rate_hz;
        from + (to - from) * (secs / length).clamp(0.0, 1.0)
    }

    /// Where a playhead is.
    pub(crate) fn of(&self, at: Playhead) -> f64 {
        self.share(at.period, self.timing.secs(at))
    }

    /// The instant at a share; the nearest one where there is a gap.
    pub(crate) fn at(&self, share: f64) -> Playhead {
        let period = self.spans.iter().position(|[_, to]| share <= to + GAP / 2.0);
        let period = period.unwrap_or(self.spans.len().saturating_sub(1));
        let Some([from, to]) = self.spans.get(period) else { return Playhead::default() };
        let within = ((share - from) / (to - from)).clamp(0.0, 1.0);
        let length = f64::from(self.timing.ticks(period)) / self.timing.rate_hz;
        self.timing.at(period, within * length)
    }

    /// The minutes below the line: every 15 of a match, fewer of a short one.
    pub(crate) fn labels(&self) -> Vec<MinuteLabel> {
        let mut labels = Vec::new();
        let last = self.spans.len().saturating_sub(1);
        let minutes =
            |period: usize| f64::from(self.timing.ticks(period)) / self.timing.rate_hz / 60.0;
        let longest = (0..self.spans.len()).map(minutes).fold(0.0, f64::max);
        let step = if longest > 20.0 {
            15
        } else if longest > 6.0 {
            5
        } else {
            1
        };
        for (period, (number, _)) in self.timing.periods.iter().enumerate() {
            let first = minute_of(*number, 0.0);
            // The end of a period is the beginning of the next one, which has a label.
            let regular = minute_of(number + 1, 0.0);
            let most = if period == last { u32::MAX } else { regular.max(first + 1) - 1 };
            for minute in (first..=most).step_by(step) {
                let passed = f64::from(minute - first);
                if passed > minutes(period) {
                    break;
                }
                labels.push(MinuteLabel {
                    share: self.share(period, passed * 60.0),
                    text: format!("{minute}′"),
                    is_major: minute == first || (period == last && minute == regular),
                });
            }
        }
        labels
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::timeline::samples::manifest;

    fn scale() -> Scale {
        Scale::new(Timing::of(&manifest()))
    }

    #[test]
    fn periods_are_as_wide_as_they_are_long_with_a_gap_between() {
        let scale = scale();
        let [first, second] = scale.spans() else { panic!("two periods") };
        let widths = [first[1] - first[0], second[1] - second[0]];
        assert!((widths[0] / widths[1] - 47.0 / 45.0).abs() < 1e-9);
        assert!((second[0] - first[1] - GAP).abs() < 1e-9 && (second[1] - 1.0).abs() < 1e-9);
    }

    #[test]
    fn there_and_back_is_the_same_instant_and_the_gap_is_an_end() {
        let scale = scale();
        for at in [(0, 0), (0, 40_000), (1, 0), (1, 67_499)] {
            let at = Playhead { period: at.0, tick: at.1 };
            assert_eq!(scale.at(scale.of(at)), at);
        }
        let end = scale.spans()[0][1];
        assert_eq!(scale.at(end + GAP * 0.4), Playhead { period: 0, tick: 70_499 });
        assert_eq!(scale.at(end + GAP * 0.6), Playhead { period: 1, tick: 0 });
        assert_eq!(scale.at(-3.0), Playhead::default());
        assert_eq!(scale.at(3.0), Playhead { period: 1, tick: 67_499 });
        let nothing = Scale::new(Timing { rate_hz: 25.0, periods: Vec::new() });
        assert_eq!(nothing.at(0.5), Playhead::default());
    }

    #[test]
    fn minutes_are_written_once_and_the_halves_begin_with_one() {
        let texts = |scale: &Scale, major: bool| -> Vec<String> {
            let labels = scale.labels().into_iter().filter(|label| label.is_major || !major);
            labels.map(|label| label.text).collect()
        };
        assert_eq!(texts(&scale(), false), ["0′", "15′", "30′", "45′", "60′", "75′", "90′"]);
        assert_eq!(texts(&scale(), true), ["0′", "45′", "90′"]);
        let short = Scale::new(Timing { rate_hz: 25.0, periods: vec![(1, 3_000)] });
        assert_eq!(texts(&short, false), ["0′", "1′", "2′"]);
    }
}
