//! `test` and `check`: every check in order, counted, with one last line.

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use anyhow::{Result, bail};
use local_postgres::{LocalPostgres, Settings};

use crate::{
    checks, end2end,
    program::{cargo, find, run, run_and_listen, typed},
    rest, setup, spoken,
    workspace::Workspace,
};

/// Where tests find Postgres.
const CLUSTER_VARIABLE: &str = "TOUCHLINE_TEST_DATABASE_URL";
/// Where insta writes down which snapshots were looked at.
const SNAPSHOTS_VARIABLE: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";
/// All that runs on the server. `frontend` is built for the browser, in a call of its own: together
/// they would unify `ssr` with `hydrate`.
const SERVER_SIDE: [&str; 3] = ["--workspace", "--exclude", "frontend"];

/// What was tried and how it went.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) passed: u64,
    pub(crate) failed: u64,
    failures: Vec<String>,
}

impl Tally {
    /// What a runner counted.
    pub(crate) fn of(passed: u64, failed: u64) -> Self {
        Self { passed, failed, failures: Vec::new() }
    }

    /// One check that passes or fails as a whole.
    fn step(&mut self, name: &str, check: impl FnOnce() -> Result<()>) {
        self.runner(name, || check().map(|()| Self::of(1, 0)));
    }

    /// A runner that counts for itself. One that breaks counts as one failure.
    fn runner(&mut self, name: &str, run: impl FnOnce() -> Result<Self>) {
        println!("\n=== {name}");
        let start = Instant::now();
        let counted = run().unwrap_or_else(|error| {
            println!("{error:#}");
            Self::of(0, 1)
        });
        println!("--- {name}: {}", spoken(start.elapsed()));
        self.passed += counted.passed;
        self.failed += counted.failed;
        if counted.failed > 0 {
            self.failures.push(name.to_owned());
        }
    }

    /// Says how it went; the last line is for machines.
    fn close(&self, start: Instant) -> ExitCode {
        println!("\nTime taken: {}", spoken(start.elapsed()));
        for failure in &self.failures {
            println!("Failed: {failure}");
        }
        println!("{} passed, {} failed", self.passed, self.failed);
        if self.failed == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

/// Everything.
pub(crate) fn test(workspace: &Workspace, start: Instant) -> Result<ExitCode> {
    setup::for_building(workspace)?;
    setup::for_testing(workspace)?;
    let mut tally = Tally::default();
    all_checks(workspace, &mut tally);
    browser_tests(workspace, &[], &mut tally);
    Ok(tally.close(start))
}

/// Everything but the browser tests.
pub(crate) fn check(workspace: &Workspace, start: Instant) -> Result<ExitCode> {
    setup::for_checking(workspace)?;
    let mut tally = Tally::default();
    all_checks(workspace, &mut tally);
    Ok(tally.close(start))
}

/// The checks that take a second.
pub(crate) fn tidy(workspace: &Workspace, start: Instant) -> Result<ExitCode> {
    setup::for_checking(workspace)?;
    let mut tally = Tally::default();
    quick_checks(workspace, &mut tally);
    Ok(tally.close(start))
}

/// The browser tests only.
pub(crate) fn end2end_only(
    workspace: &Workspace,
    arguments: &[String],
    start: Instant,
) -> Result<ExitCode> {
    setup::for_building(workspace)?;
    setup::for_testing(workspace)?;
    let mut tally = Tally::default();
    browser_tests(workspace, arguments, &mut tally);
    Ok(tally.close(start))
}

fn browser_tests(workspace: &Workspace, arguments: &[String], tally: &mut Tally) {
    let mut built = false;
    tally.step("the browser's half, within its budget", || {
        crate::site::build(workspace, crate::site::Sizes::Enforced)
    });
    tally.step("the server, for the browser tests", || {
        end2end::build_server(workspace)?;
        built = true;
        Ok(())
    });
    if built {
        tally.runner("browser tests", || end2end::playwright(workspace, arguments));
        if arguments.is_empty() {
            tally.step("the REST API against its description", || rest::schemathesis(workspace));
        }
    }
}

fn quick_checks(workspace: &Workspace, tally: &mut Tally) {
    let root = &workspace.root;
    tally.step("fmt", || run(cargo(root).args(["fmt", "--all", "--check"])));
    tally.step("tidy", || checks::tidy::check(root));
    tally.step("typos", || typos(workspace));
    tally.step("compose.yaml", || compose(workspace));
    tally.step("dependency directions", || checks::dependencies::check(root));
    tally.step("licences and bans", || deny(workspace));
}

/// Against the schema of the Compose specification, which the tool carries.
fn compose(workspace: &Workspace) -> Result<()> {
    let mut check = Command::new(workspace.python().join("bin/check-jsonschema"));
    check.args(["--builtin-schema", "vendor.compose-spec", "compose.yaml"]);
    run(check.current_dir(&workspace.root))
}

fn all_checks(workspace: &Workspace, tally: &mut Tally) {
    let root = &workspace.root;
    // First, because they find most of what is wrong.
    quick_checks(workspace, tally);
    tally.step("clippy, server", || {
        let mut clippy = cargo(root);
        clippy.arg("clippy").args(SERVER_SIDE).args(["--all-targets", "--", "-D", "warnings"]);
        run(&mut clippy)
    });
    tally.step("clippy, browser", || {
        let mut clippy = cargo(root);
        clippy.args(["clippy", "-p", "frontend", "--target", "wasm32-unknown-unknown"]);
        run(clippy.args(["--", "-D", "warnings"]))
    });
    rust_tests(workspace, tally);
    tally.step("documentation", || {
        let mut doc = cargo(root);
        doc.arg("doc").args(SERVER_SIDE).args(["--no-deps", "--document-private-items", "--quiet"]);
        run(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
}

fn rust_tests(workspace: &Workspace, tally: &mut Tally) {
    let root = &workspace.root;
    let references = workspace.target.join("snapshot-references.txt");
    let _ = std::fs::remove_file(&references);
    let mut complete = false;
    tally.runner("unit and integration tests", || {
        let cluster = TestCluster::start(workspace)?;
        let nextest = find(&["cargo-nextest"]).is_some();
        let mut tests = cargo(root);
        if nextest {
            tests.args(["nextest", "run", "--no-fail-fast"]).args(SERVER_SIDE);
        } else {
            tests.arg("test").args(SERVER_SIDE).args([
                "--lib",
                "--bins",
                "--tests",
                "--no-fail-fast",
            ]);
        }
        tests.env(CLUSTER_VARIABLE, cluster.url());
        tests.env(SNAPSHOTS_VARIABLE, &references).env("INSTA_UPDATE", "no");
        let counted = count(&mut tests, if nextest { nextest_counts } else { libtest_counts })?;
        complete = counted.failed == 0;
        Ok(counted)
    });
    if complete {
        tally.step("snapshots all used", || checks::snapshots::check(root, &references));
    }
    tally.runner("documentation's examples", || {
        let mut tests = cargo(root);
        tests.args(["test", "--doc", "--no-fail-fast"]).args(SERVER_SIDE);
        count(&mut tests, libtest_counts)
    });
}

/// Runs a test runner; `counts` finds passed and failed in what it printed.
fn count(command: &mut Command, counts: fn(&str) -> (u64, u64)) -> Result<Tally> {
    let (status, text) = run_and_listen(command)?;
    let (passed, failed) = counts(&text);
    if !status.success() && failed == 0 {
        bail!("`{}` failed ({status})", typed(command));
    }
    Ok(Tally::of(passed, failed))
}

/// `Summary [ 10.365s] 15 tests run: 13 passed (1 slow), 1 failed, 1 timed out, 0 skipped`
fn nextest_counts(text: &str) -> (u64, u64) {
    let summary = text.lines().rfind(|line| line.contains("tests run:")).unwrap_or_default();
    let count = |word| number_before(summary, word);
    (count(" passed"), count(" failed") + count(" timed out") + count(" exec failed"))
}

/// `test result: ok. 5 passed; 0 failed; …`, one for each test program.
fn libtest_counts(text: &str) -> (u64, u64) {
    text.lines().filter(|line| line.starts_with("test result:")).fold((0, 0), |sums, line| {
        (sums.0 + number_before(line, " passed"), sums.1 + number_before(line, " failed"))
    })
}

fn number_before(line: &str, word: &str) -> u64 {
    let Some(end) = line.find(word) else { return 0 };
    let start = line[..end].rfind(|letter: char| !letter.is_ascii_digit()).map_or(0, |at| at + 1);
    line[start..end].parse().unwrap_or(0)
}

fn typos(workspace: &Workspace) -> Result<()> {
    run(Command::new(workspace.python().join("bin/typos")).current_dir(&workspace.root))
}

fn deny(workspace: &Workspace) -> Result<()> {
    if find(&["cargo-deny"]).is_none() {
        println!("cargo-deny is not installed: licences are not checked here.");
        return Ok(());
    }
    run(cargo(&workspace.root).args(["deny", "check", "bans", "licenses", "sources"]))
}

/// The cluster that tests use: the one that the developer named, else a throw-away of our own.
pub(crate) enum TestCluster {
    Named(String),
    Own { cluster: Option<Box<LocalPostgres>>, url: String, folder: PathBuf },
}

impl TestCluster {
    pub(crate) fn start(workspace: &Workspace) -> Result<Self> {
        if let Ok(url) = std::env::var(CLUSTER_VARIABLE) {
            println!("Using the cluster at {CLUSTER_VARIABLE}.");
            return Ok(Self::Named(url));
        }
        let folder = workspace.target.join("test-postgres");
        let cluster = LocalPostgres::start(&Settings::throw_away(&folder))?;
        let url = cluster.url().to_owned();
        Ok(Self::Own { cluster: Some(Box::new(cluster)), url, folder })
    }

    pub(crate) fn url(&self) -> &str {
        match self {
            Self::Named(url) | Self::Own { url, .. } => url,
        }
    }
}

impl Drop for TestCluster {
    fn drop(&mut self) {
        if let Self::Own { cluster, folder, .. } = self {
            drop(cluster.take());
            let _ = std::fs::remove_dir_all(folder);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn nextest_failures_of_every_kind_are_counted() {
        let text = "   Summary [ 10.4s] 15 tests run: 12 passed (1 slow), 2 failed, 1 timed out, \
                    3 skipped\n";

        assert_eq!(nextest_counts(text), (12, 3));
    }

    #[test]
    fn all_programs_of_cargo_test_are_summed() {
        let text = "test result: ok. 5 passed; 0 failed; 1 ignored; 0 measured\n\
                    test result: FAILED. 11 passed; 2 failed; 0 ignored\n";

        assert_eq!(libtest_counts(text), (16, 2));
    }
}
