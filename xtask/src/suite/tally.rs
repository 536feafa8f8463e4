//! What was tried, how it went, and what failed by name.

use std::{process::ExitCode, thread, time::Instant};

use anyhow::Result;

use crate::spoken;

/// What was tried and how it went.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    /// What failed, as its runner names it.
    failures: Vec<String>,
}

impl Tally {
    /// What a runner counted, and what failed by name.
    pub(crate) fn of(passed: u64, failed: u64, failures: Vec<String>) -> Self {
        Self { passed, failed, failures }
    }

    /// This one and another.
    pub(crate) fn and(mut self, other: Self) -> Self {
        self.passed += other.passed;
        self.failed += other.failed;
        self.failures.extend(other.failures);
        self
    }

    /// One check that passes or fails as a whole.
    pub(super) fn step(&mut self, name: &str, check: impl FnOnce() -> Result<()>) {
        self.runner(name, || check().map(|()| Self::of(1, 0, Vec::new())));
    }

    /// Two such checks beside each other, for those that are busy on one processor for minutes.
    pub(super) fn two_steps(
        &mut self,
        (one, check_one): (&str, impl FnOnce() -> Result<()> + Send),
        (other, check_other): (&str, impl FnOnce() -> Result<()>),
    ) {
        let beside = thread::scope(|scope| {
            let beside = scope.spawn(|| {
                let start = Instant::now();
                (check_one(), start.elapsed())
            });
            self.step(other, check_other);
            beside.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))
        });
        let (checked, taken) = beside;
        self.step(&format!("{one} (it took {} beside the one before)", spoken(taken)), || checked);
    }

    /// A runner that counts for itself. One that breaks counts as one failure.
    pub(super) fn runner(&mut self, name: &str, run: impl FnOnce() -> Result<Self>) {
        println!("\n=== {name}");
        let start = Instant::now();
        let counted = run().unwrap_or_else(|error| {
            println!("{error:#}");
            Self::of(0, 1, Vec::new())
        });
        println!("--- {name}: {}", spoken(start.elapsed()));
        self.passed += counted.passed;
        self.failed += counted.failed;
        if counted.failed > 0 && counted.failures.is_empty() {
            self.failures.push(name.to_owned());
        }
        self.failures.extend(counted.failures.iter().map(|failure| format!("{name}: {failure}")));
    }

    /// Says how it went; the last line is for machines.
    pub(super) fn close(&self, start: Instant) -> ExitCode {
        println!("\nTime taken: {}", spoken(start.elapsed()));
        for failure in &self.failures {
            println!("Failed: {failure}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// `Summary [ 10.365s] 15 tests run: 13 passed (1 slow), 1 failed, 1 timed out, 0 skipped`, and after it
/// what failed.
pub(super) fn of_nextest(text: &str) -> Tally {
    let mut lines = text.lines().rev();
    let mut after: Vec<&str> =
        lines.by_ref().take_while(|line| !line.contains("tests run:")).collect();
    after.reverse();
    let summary = text.lines().rfind(|line| line.contains("tests run:")).unwrap_or_default();
    let count = |word| number_before(summary, word);
    let failures = after
        .iter()
        .filter(|line| line.contains("FAIL") || line.contains("TIMEOUT"))
        .filter_map(|line| line.split_once("] ").map(|(_, name)| name.trim().to_owned()));
    Tally::of(
        count(" passed"),
        count(" failed") + count(" timed out") + count(" exec failed"),
        failures.collect(),
    )
}

/// `test result: ok. 5 passed; 0 failed; …`, one for each test program, and `test name ... FAILED`.
pub(super) fn of_libtest(text: &str) -> Tally {
    let mut tally = Tally::default();
    for line in text.lines() {
        if line.starts_with("test result:") {
            tally.passed += number_before(line, " passed");
            tally.failed += number_before(line, " failed");
        } else if let Some(name) =
            line.strip_prefix("test ").and_then(|l| l.strip_suffix(" ... FAILED"))
        {
            tally.failures.push(name.to_owned());
        }
    }
    tally
}

fn number_before(line: &str, word: &str) -> u64 {
    let Some(end) = line.find(word) else { return 0 };
    let start = line[..end].rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |at| at + 1);
    line[start..end].parse().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_failures_of_every_kind_are_counted_and_named() {
        let text = "        FAIL [   0.1s] store schedules::one\n   Summary [ 10.4s] 15 tests run: 12 passed \
                    (1 slow), 1 failed, 1 timed out, 3 skipped\n        FAIL [   0.1s] store \
                    schedules::one\n     TIMEOUT [  60.0s] store jobs::two\n";

        let named = vec!["store schedules::one".to_owned(), "store jobs::two".to_owned()];
        assert_eq!(of_nextest(text), Tally::of(12, 2, named));
    }

    #[test]
    fn all_programs_of_cargo_test_are_summed_and_their_failures_named() {
        let text = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured\n\
                    test players::are_found ... FAILED\ntest players::are_kept ... ok\n\
                    test result: FAILED. 11 passed; 1 failed; 0 ignored\n";

        assert_eq!(of_libtest(text), Tally::of(16, 1, vec!["players::are_found".to_owned()]));
    }

    #[test]
    fn a_runner_that_cannot_name_what_failed_is_named_itself() {
        let mut tally = Tally::default();

        tally.step("licences", || anyhow::bail!("not there"));
        tally.runner("browser tests", || {
            Ok(Tally::of(3, 1, vec!["home.spec.ts: opens".to_owned()]))
        });

        assert_eq!(tally.failures, ["licences", "browser tests: home.spec.ts: opens"]);
        assert_eq!((tally.passed, tally.failed), (3, 2));
    }

    #[test]
    fn two_steps_that_run_beside_each_other_count_each_for_itself() {
        let mut tally = Tally::default();
        let (said, heard) = std::sync::mpsc::channel();

        // The second waits for the first, which could not be were it not begun.
        let first = || {
            said.send(())?;
            anyhow::bail!("too large")
        };
        tally.two_steps(("the site", first), ("the server", || Ok(heard.recv()?)));

        assert_eq!((tally.passed, tally.failed), (1, 1));
        assert!(tally.failures[0].starts_with("the site ("), "{:?}", tally.failures);
    }
}
