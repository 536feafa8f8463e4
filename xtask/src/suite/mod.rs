//! `test` and `check`: every check in order, counted, with one last line.

mod rust_tests;
mod tally;

use std::{
    path::PathBuf,
    process::{Command, ExitCode},
    time::Instant,
};

use anyhow::Result;
use local_postgres::{LocalPostgres, Settings};

pub(crate) use self::tally::Tally;
use crate::{
    checks::{self, dependencies::FUZZING},
    end2end, fuzz,
    program::{cargo, find, run},
    rest, setup,
    workspace::Workspace,
};

/// Where tests find Postgres.
const CLUSTER_VARIABLE: &str = "TOUCHLINE_TEST_DATABASE_URL";
/// All that runs on the server. `frontend` is built for the browser, in a call of its own: together
/// they would unify `ssr` with `hydrate`.
const SERVER_SIDE: [&str; 3] = ["--workspace", "--exclude", "frontend"];

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
    let server = || {
        end2end::build_server(workspace)?;
        built = true;
        Ok(())
    };
    let site = || crate::site::build(workspace, crate::site::Sizes::Enforced);
    tally.two_steps(
        ("the browser's half, within its budget", site),
        ("the server, for the browser tests", server),
    );
    if built {
        tally.runner("browser tests", || end2end::playwright(workspace, arguments));
        if arguments.is_empty() {
            tally.step("the REST API against its description", || rest::schemathesis(workspace));
        }
    }
}

fn quick_checks(workspace: &Workspace, tally: &mut Tally) {
    let root = &workspace.root;
    tally.step("fmt", || {
        run(cargo(root).args(["fmt", "--all", "--check"]))?;
        run(cargo(root).args(["fmt", "--check", "--manifest-path", FUZZING]))
    });
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
    tally.step("clippy, fuzzing", || fuzz::clippy(workspace));
    rust_tests::run_all(workspace, tally);
    tally.step("documentation", || {
        let mut doc = cargo(root);
        doc.arg("doc").args(SERVER_SIDE).args(["--no-deps", "--document-private-items", "--quiet"]);
        run(doc.env("RUSTDOCFLAGS", "-D warnings"))
    });
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
