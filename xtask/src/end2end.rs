//! The browser tests, and the server that they and others talk to: with a database of its own, it ends
//! with them.

use std::{
    fs,
    io::{BufRead, BufReader},
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};
use local_postgres::{LocalPostgres, Settings};
use serde_json::Value;

use crate::{
    program::{cargo, command_in, run, succeeds},
    setup,
    suite::Tally,
    workspace::Workspace,
};

/// How the server is built for browser tests: optimised, without waiting for the last percent.
pub(crate) const PROFILE: &str = "browser-test";
/// A cold start makes a cluster, migrates it and loads the demo.
const START_LIMIT: Duration = Duration::from_secs(90);

/// Builds the server that the tests talk to.
pub(crate) fn build_server(workspace: &Workspace) -> Result<()> {
    let mut build = cargo(&workspace.root);
    run(build.args(["build", "-p", "touchline", "--bin", "touchline", "--profile", PROFILE]))
}

/// Runs the browser tests: first those that mind nobody, two at a time, then those tagged `@alone`, which
/// measure time or change what all others see.
pub(crate) fn playwright(workspace: &Workspace, arguments: &[String]) -> Result<Tally> {
    let server = TestServer::start(workspace, PROFILE, &[])?;
    let together = run_specs(workspace, &server, &["--grep-invert=@alone"], arguments)?;
    let alone = run_specs(workspace, &server, &["--grep=@alone", "--workers=1"], arguments)?;
    let tally = together.and(alone);
    if tally.passed + tally.failed == 0 {
        bail!("no browser test is called so");
    }
    if tally.failed > 0 {
        println!("The server's log: {}", server.log.display());
    }
    Ok(tally)
}

fn run_specs(
    workspace: &Workspace,
    server: &TestServer,
    which: &[&str],
    arguments: &[String],
) -> Result<Tally> {
    let report = workspace.target.join("end2end/report.json");
    let mut playwright = command_in(&workspace.root.join("end2end"), "npx");
    playwright
        .args(["playwright", "test", "--reporter=list,json", "--pass-with-no-tests"])
        .args(which)
        .args(arguments)
        .env("PLAYWRIGHT_JSON_OUTPUT_NAME", &report)
        .env("TOUCHLINE_URL", &server.url)
        .env("TOUCHLINE_CHROMIUM", setup::chromium()?);
    let _ = fs::remove_file(&report);
    let status = playwright.status().context("cannot start `npx playwright test`")?;
    let report: Value = serde_json::from_slice(
        &fs::read(&report).with_context(|| format!("Playwright left no report ({status})"))?,
    )?;
    let count = |name: &str| report["stats"][name].as_u64().unwrap_or(0);
    let failed = count("unexpected") + count("flaky");
    if !status.success() && failed == 0 {
        bail!("Playwright failed ({status}); the server's log is {}", server.log.display());
    }
    Ok(Tally::of(count("expected"), failed, failures(&report)))
}

/// The tests of Playwright's report that did not pass at once: where, what, and the first line of why.
fn failures(report: &Value) -> Vec<String> {
    let mut found = Vec::new();
    let mut suites: Vec<&Value> = items(report, "suites").collect();
    while let Some(suite) = suites.pop() {
        suites.extend(items(suite, "suites"));
        for spec in items(suite, "specs").filter(|spec| spec["ok"] == false) {
            let results = items(spec, "tests").flat_map(|test| items(test, "results"));
            let mut errors = results.filter_map(|result| result["error"]["message"].as_str());
            let reason = errors.find_map(|message| message.lines().next());
            let text = |name: &str| spec[name].as_str().unwrap_or_default();
            found.push(format!(
                "{}:{} {}: {}",
                text("file"),
                spec["line"],
                text("title"),
                reason.unwrap_or("no reason was told")
            ));
        }
    }
    found
}

fn items<'a>(of: &'a Value, name: &str) -> impl Iterator<Item = &'a Value> + use<'a> {
    of[name].as_array().into_iter().flatten()
}

/// A running server with the demo's data, stopped when dropped.
pub(crate) struct TestServer {
    pub(crate) url: String,
    pub(crate) database_url: String,
    pub(crate) log: PathBuf,
    child: Child,
    // After the server's, its database ends.
    _database: LocalPostgres,
}

impl TestServer {
    pub(crate) fn start(
        workspace: &Workspace,
        profile: &str,
        settings: &[(&str, &str)],
    ) -> Result<Self> {
        let folder = workspace.target.join("end2end");
        let data = folder.join("data");
        if data.exists() {
            fs::remove_dir_all(&data).with_context(|| data.display().to_string())?;
        }
        fs::create_dir_all(&data)?;
        // The cluster is ours and not the server's, so that nothing is forced to the disk.
        let database = LocalPostgres::start(&Settings::throw_away(data.join("postgres")))?;
        let log = folder.join("server.log");
        let port = free_port()?;
        let url = format!("http://127.0.0.1:{port}");
        let mut server = Command::new(workspace.server(profile));
        server
            .current_dir(&workspace.root)
            .arg("serve")
            .env("TOUCHLINE_LISTEN", format!("127.0.0.1:{port}"))
            .env("TOUCHLINE_DATA_DIR", &data)
            .env("TOUCHLINE_SITE_DIR", workspace.site())
            .env("TOUCHLINE_DEMO", "1")
            .env("DATABASE_URL", database.url())
            // Each test signs in from the same address.
            .env("TOUCHLINE_RATE_LIMIT_PER_MINUTE", "100000")
            .envs(settings.iter().copied())
            .stdout(fs::File::create(&log)?)
            .stderr(Stdio::inherit());
        let child = server.spawn().context("cannot start the server")?;
        let mut server =
            Self { url, database_url: database.url().to_owned(), log, child, _database: database };
        server.wait_until_ready()?;
        run(Command::new(workspace.server(profile))
            .current_dir(&workspace.root)
            .args(["demo", "load"])
            .env("TOUCHLINE_DATA_DIR", &data)
            .env("TOUCHLINE_DEMO", "1")
            .env("TOUCHLINE_LOG", "warn")
            .env("DATABASE_URL", &server.database_url))?;
        Ok(server)
    }

    /// An access token of the account called `name`.
    pub(crate) fn token(&self, name: &str, password: &str) -> Result<String> {
        let mut curl = Command::new("curl");
        curl.args(["--silent", "--show-error", "--fail-with-body", "--data"])
            .arg(format!("username={name}&password={password}&grant_type=password"))
            .arg(format!("{}/api/v1/auth/token", self.url));
        let answer: Value = serde_json::from_str(&crate::program::output(&mut curl)?)?;
        answer["access_token"].as_str().map(ToOwned::to_owned).context("there is no access_token")
    }

    fn wait_until_ready(&mut self) -> Result<()> {
        let end = Instant::now() + START_LIMIT;
        loop {
            if let Some(status) = self.child.try_wait()? {
                bail!("the server ended ({status}):\n{}", last_lines(&self.log));
            }
            let mut curl = Command::new("curl");
            if succeeds(curl.args(["--silent", "--fail", &format!("{}/readyz", self.url)])) {
                return Ok(());
            }
            if Instant::now() > end {
                bail!("the server is not ready:\n{}", last_lines(&self.log));
            }
            thread::sleep(Duration::from_millis(100));
        }
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        stop(&mut self.child);
    }
}

/// Asks a server to stop and waits; after 15 s it is cut off.
pub(crate) fn stop(child: &mut Child) {
    let asked = succeeds(Command::new("sh").args([
        "-c",
        "kill -TERM \"$1\"",
        "sh",
        &child.id().to_string(),
    ]));
    let end = Instant::now() + Duration::from_secs(15);
    while asked && Instant::now() < end {
        if !matches!(child.try_wait(), Ok(None)) {
            return;
        }
        thread::sleep(Duration::from_millis(20));
    }
    let _ = child.kill();
    let _ = child.wait();
}

/// A port that nobody listens on. Somebody else may take it before the server does; then the server
/// says so.
pub(crate) fn free_port() -> Result<u16> {
    Ok(TcpListener::bind("127.0.0.1:0")?.local_addr()?.port())
}

fn last_lines(log: &Path) -> String {
    let lines: Vec<String> = fs::File::open(log)
        .map(|file| BufReader::new(file).lines().map_while(Result::ok).collect())
        .unwrap_or_default();
    lines[lines.len().saturating_sub(20)..].join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_browser_test_that_failed_is_named_with_its_place_and_reason() {
        let spec = |title: &str, ok: bool, message: &str| {
            serde_json::json!({
                "title": title, "ok": ok, "file": "home.spec.ts", "line": 7,
                "tests": [{ "results": [{ "error": { "message": message } }] }],
            })
        };
        let nested =
            serde_json::json!({ "specs": [spec("opens", false, "Timed out\n  at line 9")] });
        let report = serde_json::json!({
            "suites": [{ "specs": [spec("closes", true, "")], "suites": [nested] }],
        });

        assert_eq!(failures(&report), ["home.spec.ts:7 opens: Timed out"]);
    }
}
