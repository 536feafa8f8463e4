//! What happened around a moment, and how much threat each minute had.

use std::ops::Range;

use football::Side;
use match_frames::ReplayEvent;

use crate::clock::minute_of;

/// An event is the one at hand for so many seconds, unless another follows.
const AT_HAND_SECS: f64 = 5.0;
/// Ticks and clocks are equal within this, seconds: less than half a tick of the fastest provider.
const SAME_SECS: f64 = 0.005;

/// Puts events in the order of the match.
pub fn sort_events(events: &mut [ReplayEvent]) {
    events.sort_by(|a, b| a.period.cmp(&b.period).then(a.clock_secs.total_cmp(&b.clock_secs)));
}

/// How many events, which are in order, are not later than an instant.
fn until(events: &[ReplayEvent], period: u8, secs: f64) -> usize {
    events.partition_point(|event| (event.period, event.clock_secs) <= (period, secs + SAME_SECS))
}

/// The event at hand: the last one, within some seconds.
pub fn current(events: &[ReplayEvent], period: u8, secs: f64) -> Option<usize> {
    let last = until(events, period, secs).checked_sub(1)?;
    let event = &events[last];
    (event.period == period && secs - event.clock_secs <= AT_HAND_SECS).then_some(last)
}

/// The next event after an instant.
pub fn next(events: &[ReplayEvent], period: u8, secs: f64) -> Option<usize> {
    let next = until(events, period, secs);
    (next < events.len()).then_some(next)
}

/// The last event before an instant.
pub fn previous(events: &[ReplayEvent], period: u8, secs: f64) -> Option<usize> {
    until(events, period, secs - 2.0 * SAME_SECS).checked_sub(1)
}

/// Up to so many events before an instant and after it, of its period.
pub fn around(
    events: &[ReplayEvent],
    period: u8,
    secs: f64,
    [before, after]: [usize; 2],
) -> Range<usize> {
    let now = until(events, period, secs);
    let from = events.partition_point(|event| event.period < period);
    let to = events.partition_point(|event| event.period <= period);
    now.saturating_sub(before).max(from)..(now + after).min(to).max(from)
}

/// For each minute of a period, by how much the actions of home and away raised their chance to score (xT) in sum;
/// what lowered it is left out. Empty where no event of the match has such a figure.
pub fn minutes_of_threat(events: &[ReplayEvent], period: u8, secs: f64) -> Vec<[f64; 2]> {
    if events.iter().all(|event| event.xt.is_none()) {
        return Vec::new();
    }
    let first = minute_of(period, 0.0);
    let minutes = minute_of(period, secs) - first + 1;
    let mut sums = vec![[0.0; 2]; minutes as usize];
    for event in events.iter().filter(|event| event.period == period) {
        let minute = (minute_of(period, event.clock_secs) - first) as usize;
        if let (Some(sum), Some(side), Some(xt)) = (sums.get_mut(minute), event.side, event.xt) {
            sum[usize::from(side == Side::Away)] += xt.max(0.0);
        }
    }
    sums
}

#[cfg(test)]
mod tests {
    use match_frames::ReplayEventKind;

    use super::*;

    fn event(period: u8, clock_secs: f64, side: Side, xt: Option<f64>) -> ReplayEvent {
        ReplayEvent {
            period,
            clock_secs,
            moved_secs: None,
            side: Some(side),
            player: None,
            receiver: None,
            kind: ReplayEventKind::Pass,
            label: "Pass".to_owned(),
            length_m: None,
            xg: None,
            xt,
        }
    }

    fn events() -> Vec<ReplayEvent> {
        let mut events = vec![
            event(2, 3.0, Side::Home, Some(0.01)),
            event(1, 70.0, Side::Away, Some(0.02)),
            event(1, 10.0, Side::Home, Some(0.05)),
            event(1, 20.0, Side::Home, Some(-0.03)),
        ];
        sort_events(&mut events);
        events
    }

    #[test]
    fn the_event_at_hand_is_the_last_one_while_it_is_fresh() {
        let events = events();
        assert_eq!(current(&events, 1, 9.9), None);
        assert_eq!(current(&events, 1, 10.0), Some(0));
        assert_eq!(current(&events, 1, 15.0), Some(0));
        assert_eq!(current(&events, 1, 15.1), None);
        // What happened before half-time is not at hand after it.
        assert_eq!(current(&events, 2, 1.0), None);
    }

    #[test]
    fn one_goes_from_event_to_event_without_staying_at_the_same() {
        let events = events();
        assert_eq!(next(&events, 1, 10.0), Some(1));
        assert_eq!(previous(&events, 1, 20.0), Some(0));
        assert_eq!(previous(&events, 1, 20.04), Some(1));
        assert_eq!((next(&events, 1, 70.0), next(&events, 2, 3.0)), (Some(3), None));
        assert_eq!(previous(&events, 1, 10.0), None);
    }

    #[test]
    fn around_a_moment_are_events_of_its_period() {
        let events = events();
        assert_eq!(around(&events, 1, 20.0, [1, 5]), 1..3);
        assert_eq!(around(&events, 1, 20.0, [9, 0]), 0..2);
        assert_eq!(around(&events, 2, 0.0, [9, 9]), 3..4);
        assert_eq!(around(&events, 3, 0.0, [9, 9]), 4..4);
    }

    #[test]
    fn threat_is_summed_by_minute_and_team_and_without_it_there_is_nothing() {
        let mut events = events();
        assert_eq!(minutes_of_threat(&events, 1, 119.0), [[0.05, 0.0], [0.0, 0.02]]);
        for event in &mut events {
            event.xt = None;
        }
        assert_eq!(minutes_of_threat(&events, 1, 119.0), [[0.0; 2]; 0]);
    }
}
