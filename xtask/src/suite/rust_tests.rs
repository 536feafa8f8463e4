//! Unit tests, integration tests and the documentation's examples.

use std::{
    panic::resume_unwind,
    path::{Path, PathBuf},
    process::Command,
    thread,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::{CLUSTER_VARIABLE, SERVER_SIDE, Tally, TestCluster, tally};
use crate::{
    checks,
    program::{cargo, find, output, run_and_listen, typed},
    workspace::Workspace,
};

/// Where insta writes down which snapshots were looked at.
const SNAPSHOTS_VARIABLE: &str = "INSTA_SNAPSHOT_REFERENCES_FILE";
/// Test programs, by crate and target, whose tests share what is dear to make: whole matches, simulated. nextest gives
/// each test a process of its own, where it would be made anew, so these run as they are.
const SHARING: [(&str, &str); 2] = [("match_simulator", "it"), ("match_report", "it")];

pub(super) fn run_all(workspace: &Workspace, tally: &mut Tally) {
    let root = &workspace.root;
    let references = workspace.target.join("snapshot-references.txt");
    let _ = std::fs::remove_file(&references);
    let mut complete = false;
    tally.runner("unit and integration tests", || {
        let cluster = TestCluster::start(workspace)?;
        let for_tests = |command: &mut Command| {
            command.env(CLUSTER_VARIABLE, cluster.url());
            command.env(SNAPSHOTS_VARIABLE, &references).env("INSTA_UPDATE", "no");
        };
        let counted = if find(&["cargo-nextest"]).is_some() {
            with_nextest(root, for_tests)?
        } else {
            let mut tests = cargo(root);
            tests.arg("test").args(SERVER_SIDE);
            tests.args(["--lib", "--bins", "--tests", "--no-fail-fast"]);
            for_tests(&mut tests);
            count(&mut tests, tally::of_libtest)?
        };
        complete = counted.failed == 0;
        Ok(counted)
    });
    if complete {
        tally.step("snapshots all used", || checks::snapshots::check(root, &references));
    }
    tally.runner("documentation's examples", || {
        let mut tests = cargo(root);
        tests.args(["test", "--doc", "--no-fail-fast"]).args(SERVER_SIDE);
        count(&mut tests, tally::of_libtest)
    });
}

/// A process for each test, and one for each program whose tests share what they look at.
fn with_nextest(root: &Path, for_tests: impl Fn(&mut Command) + Sync) -> Result<Tally> {
    let sharing = SHARING.map(|(package, target)| format!("binary_id({package}::{target})"));
    let mut tests = cargo(root);
    tests.args(["nextest", "run", "--no-fail-fast"]).args(SERVER_SIDE);
    tests.args(["-E", &format!("not ({})", sharing.join(" + "))]);
    for_tests(&mut tests);
    let mut counted = count(&mut tests, tally::of_nextest)?;

    let mut list = cargo(root);
    list.args(["nextest", "list", "--list-type", "binaries-only", "--message-format", "json"]);
    let listed: Value = serde_json::from_str(&output(list.args(SERVER_SIDE))?)?;
    let run = &|(package, target)| {
        let mut tests = Command::new(test_program(&listed, package, target)?);
        for_tests(tests.current_dir(root.join("domain").join(package)));
        count(&mut tests, tally::of_libtest)
    };
    // Each waits for its match on one processor.
    let shared = thread::scope(|scope| {
        let programs = SHARING.map(|program| scope.spawn(move || run(program)));
        programs.map(|program| program.join().unwrap_or_else(|panic| resume_unwind(panic)))
    });
    for program in shared {
        counted = counted.and(program?);
    }
    Ok(counted)
}

/// Where the program is, by nextest's list of them.
fn test_program(listed: &Value, package: &str, target: &str) -> Result<PathBuf> {
    let id = format!("{package}::{target}");
    let path = listed["rust-binaries"][&id]["binary-path"].as_str();
    Ok(path.with_context(|| format!("nextest lists no test program `{id}`"))?.into())
}

/// Runs a test runner; `read` finds in what it printed how it went.
fn count(command: &mut Command, read: fn(&str) -> Tally) -> Result<Tally> {
    let (status, text) = run_and_listen(command)?;
    let tally = read(&text);
    if !status.success() && tally.failed == 0 {
        bail!("`{}` failed ({status})", typed(command));
    }
    Ok(tally)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::test_program;

    #[test]
    fn a_test_program_is_found_by_its_crate_and_target() {
        let listed = json!({ "rust-binaries": { "a::it": { "binary-path": "/target/it-1" } } });

        assert_eq!(test_program(&listed, "a", "it").unwrap().to_str(), Some("/target/it-1"));
        let missing = test_program(&listed, "b", "it").unwrap_err().to_string();
        assert_eq!(missing, "nextest lists no test program `b::it`");
    }
}
