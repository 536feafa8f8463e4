//! What came of a reader's fuzzing.

use std::{path::PathBuf, time::Duration};

/// The exit code of libFuzzer that was told to stop.
const INTERRUPTED: i32 = 72;

/// What came of it.
#[derive(Debug)]
pub(super) struct Outcome {
    pub(super) reader: String,
    lasted: Duration,
    /// Inputs that were read.
    runs: u64,
    memory_mb: u64,
    /// Branches that were reached.
    reached: u64,
    /// Inputs that are kept, each because it reached something new.
    corpus: usize,
    pub(super) findings: Vec<PathBuf>,
    /// Somebody stopped it.
    pub(super) stopped: bool,
}

impl Outcome {
    /// Reads what libFuzzer said.
    pub(super) fn read(reader: String, told: &str, lasted: Duration, code: Option<i32>) -> Self {
        let number = |text: &str| text.split_whitespace().next()?.parse().ok();
        let stat = |name: &str| {
            let line = told.lines().rev().find_map(|line| line.strip_prefix(name));
            line.and_then(number).unwrap_or_default()
        };
        let reached = told.lines().rev().find_map(|line| line.split_once(" cov: "));
        Self {
            reader,
            lasted,
            runs: stat("stat::number_of_executed_units:"),
            memory_mb: stat("stat::peak_rss_mb:"),
            reached: reached.and_then(|(_, rest)| number(rest)).unwrap_or_default(),
            corpus: 0,
            findings: Vec::new(),
            stopped: code == Some(INTERRUPTED),
        }
    }

    pub(super) fn with_corpus(self, corpus: usize) -> Self {
        Self { corpus, ..self }
    }

    pub(super) fn with_findings(self, findings: Vec<PathBuf>) -> Self {
        Self { findings, ..self }
    }

    pub(super) fn line(&self) -> String {
        let seconds = self.lasted.as_secs();
        let found = match (self.findings.len(), self.stopped) {
            (0, false) => "none".to_owned(),
            (0, true) => "none, stopped".to_owned(),
            (count, _) => format!("{count} findings"),
        };
        format!(
            "{:<22} {:>3}:{:02} {:>12} {:>8} {:>8} {:>8} {:>7}  {found}",
            self.reader,
            seconds / 60,
            seconds % 60,
            self.runs,
            self.runs / seconds.max(1),
            self.reached,
            self.corpus,
            self.memory_mb,
        )
    }
}

/// The outcomes below their heads.
pub(super) fn table(outcomes: &[Outcome]) -> String {
    let head = format!(
        "{:<22} {:>6} {:>12} {:>8} {:>8} {:>8} {:>7}  finding",
        "reader", "min:s", "runs", "a second", "branches", "corpus", "MB"
    );
    let lines = outcomes.iter().map(Outcome::line);
    std::iter::once(head).chain(lines).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    const TOLD: &str = "\
#2\tINITED cov: 10 ft: 11 corp: 1/1b exec/s: 0 rss: 26Mb
#1000\tNEW    cov: 1234 ft: 2345 corp: 5/9b lim: 8 exec/s: 3 rss: 40Mb L: 8/8 MS: 1 CrossOver-
stat::number_of_executed_units: 120000
stat::average_exec_per_sec:     2000
stat::new_units_added:          5
stat::slowest_unit_time_sec:    0
stat::peak_rss_mb:              41
";

    #[test]
    fn what_the_fuzzer_says_at_its_end_is_a_line_of_the_table() {
        let minute = Duration::from_mins(1);
        let outcome = Outcome::read("tracab".to_owned(), TOLD, minute, Some(0)).with_corpus(7);

        let words = outcome.line();
        let words: Vec<_> = words.split_whitespace().collect();
        assert_eq!(words, ["tracab", "1:00", "120000", "2000", "1234", "7", "41", "none"]);
        let found = outcome.with_findings(vec!["crash-1".into()]);
        assert!(table(&[found]).ends_with("1 findings"));
        assert!(Outcome::read(String::new(), "", minute, Some(72)).stopped);
    }
}
