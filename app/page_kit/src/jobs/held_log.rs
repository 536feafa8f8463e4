//! The part of a log that a page holds: its last lines, and those before them as far as somebody asked for
//! them, with none missing in between. Pure.

use super::log_line::{LogLine, LogPage};

/// Lines that a page asks for at once.
pub(super) const PAGE: u64 = 1_000;
/// Lines held while others come in, beside those that somebody asked for.
const MOST: usize = 5_000;
/// Lines let go at once, so that not every new line moves all others.
#[cfg(any(feature = "hydrate", test))]
const SURPLUS: usize = 250;

/// Lines of a log that follow one another, up to its end.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct HeldLog {
    lines: Vec<LogLine>,
    has_earlier: bool,
    most: usize,
}

impl HeldLog {
    /// The end of a log.
    pub(super) fn new(end: LogPage) -> Self {
        Self { lines: end.lines, has_earlier: end.has_earlier, most: MOST }
    }

    /// The lines, oldest first.
    pub(super) fn lines(&self) -> &[LogLine] {
        &self.lines
    }

    /// There are lines before the first one held.
    pub(super) fn has_earlier(&self) -> bool {
        self.has_earlier
    }

    /// Takes in a line that was written. One that is held already changes nothing.
    #[cfg(any(feature = "hydrate", test))]
    pub(super) fn add(&mut self, line: LogLine) -> bool {
        if self.lines.last().is_some_and(|last| last.seq >= line.seq) {
            return false;
        }
        self.lines.push(line);
        if self.lines.len() >= self.most + SURPLUS {
            self.lines.drain(..self.lines.len() - self.most);
            self.has_earlier = true;
        }
        true
    }

    /// The number of the line before which the earlier ones have to be asked for. Makes room for a page of
    /// them, so that none of the lines which they will stand before is let go meanwhile.
    pub(super) fn before(&mut self) -> Option<i64> {
        self.most = self.lines.len().max(MOST) + usize::try_from(PAGE).unwrap_or(MOST);
        self.lines.first().map(|line| line.seq)
    }

    /// Puts the lines before number `before` in their place. They are of no use when that line is no longer
    /// the first: there would be a gap.
    pub(super) fn put_before(&mut self, before: i64, earlier: LogPage) {
        if self.lines.first().is_some_and(|first| first.seq == before) {
            self.lines.splice(0..0, earlier.lines);
            self.has_earlier = earlier.has_earlier;
        }
    }
}

#[cfg(test)]
mod tests {
    use backroom::LogLevel;

    use super::*;

    fn line(seq: i64) -> LogLine {
        let at = "2024-12-16T10:42:07.5Z".parse().unwrap();
        LogLine { seq, at, level: LogLevel::Info, text: seq.to_string() }
    }

    fn page(seqs: std::ops::Range<i64>, has_earlier: bool) -> LogPage {
        LogPage { lines: seqs.map(line).collect(), has_earlier }
    }

    fn seqs(log: &HeldLog) -> Vec<i64> {
        log.lines().iter().map(|line| line.seq).collect()
    }

    #[test]
    fn a_line_is_held_once_however_often_it_is_told() {
        let mut log = HeldLog::new(page(1..4, false));

        assert!(!log.add(line(3)));
        assert!(log.add(line(7)));
        assert!(!log.add(line(7)));

        assert_eq!(seqs(&log), [1, 2, 3, 7]);
    }

    #[test]
    fn earlier_lines_stand_before_those_at_hand() {
        let mut log = HeldLog::new(page(10..12, true));

        let before = log.before().unwrap();
        log.put_before(before, page(8..10, false));

        assert_eq!(before, 10);
        assert_eq!(seqs(&log), [8, 9, 10, 11]);
        assert!(!log.has_earlier());
    }

    #[test]
    fn the_oldest_lines_are_let_go_and_can_be_asked_for_again() {
        let mut log = HeldLog::new(page(0..0, false));

        for seq in 1..=6_000 {
            log.add(line(seq));
        }

        let held = log.lines().len();
        assert!((5_000..5_250).contains(&held), "{held}");
        assert!(log.has_earlier());
        assert_eq!(log.lines().last().map(|line| line.seq), Some(6_000));
        let first = seqs(&log)[0];
        assert_eq!(log.before(), Some(first));
        log.put_before(first, page(first - 1_000..first, true));
        assert_eq!(seqs(&log), (first - 1_000..=6_000).collect::<Vec<_>>(), "without a gap");
    }

    #[test]
    fn lines_that_come_while_earlier_ones_are_asked_for_leave_no_gap() {
        let mut log = HeldLog::new(page(0..0, false));
        for seq in 2_001..=8_000 {
            log.add(line(seq));
        }

        let before = log.before().unwrap();
        for seq in 8_001..=8_500 {
            log.add(line(seq));
        }
        log.put_before(before, page(before - 1_000..before, true));

        assert_eq!(seqs(&log), (before - 1_000..=8_500).collect::<Vec<_>>());
    }

    #[test]
    fn earlier_lines_of_another_place_are_not_put_in() {
        let mut log = HeldLog::new(page(10..12, true));

        log.put_before(9, page(7..9, false));

        assert_eq!(seqs(&log), [10, 11]);
        assert!(log.has_earlier());
    }
}
