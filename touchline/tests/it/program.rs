//! The program itself as a process of its own, in a folder and on a database of its own.

use std::{
    io::{BufRead as _, BufReader, Read as _, Write as _},
    path::{Path, PathBuf},
    process::{Child, ChildStdout, Command, Output, Stdio},
    time::{Duration, Instant},
};

use test_database::TestDatabase;

/// A folder of its own and a clean environment.
pub(crate) struct Program {
    folder: PathBuf,
    database: TestDatabase,
}

impl Program {
    pub(crate) fn with(database: TestDatabase) -> Self {
        let folder = std::env::temp_dir().join(format!("tl-program-{}", database.name()));
        std::fs::create_dir_all(&folder).unwrap();
        Self { folder, database }
    }

    /// The program with these arguments, in its folder and on its database.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_touchline"));
        command
            .args(arguments)
            .env_clear()
            .env("DATABASE_URL", self.database.url())
            .env("TOUCHLINE_DATA_DIR", &self.folder)
            .env("TOUCHLINE_LISTEN", "127.0.0.1:0")
            .current_dir(&self.folder)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs it to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().unwrap()
    }

    /// Runs it to its end with something to read.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Output {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        child.wait_with_output().unwrap()
    }

    /// A server that answers.
    pub(crate) fn serve(&self) -> Server {
        Server::start(self.command(&["serve"]))
    }

    /// Its data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Address of its database.
    pub(crate) fn database_url(&self) -> &str {
        self.database.url()
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// A running `touchline serve`; killed when dropped.
pub(crate) struct Server {
    child: Child,
    lines: BufReader<ChildStdout>,
    log: String,
    /// Where it listens.
    pub(crate) address: String,
}

impl Server {
    /// Starts `command` and waits until it listens.
    pub(crate) fn start(mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).spawn().unwrap();
        let mut lines = BufReader::new(child.stdout.take().unwrap());
        let mut log = String::new();
        let address = loop {
            let mut line = String::new();
            assert!(lines.read_line(&mut line).unwrap() > 0, "the server ended: {log}");
            log.push_str(&line);
            let entry: serde_json::Value = serde_json::from_str(&line).unwrap();
            if let Some(address) = entry["address"].as_str() {
                break address.to_owned();
            }
        };
        Self { child, lines, log, address }
    }

    /// SIGKILL: it cannot put anything in order.
    pub(crate) fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Asks it to stop as a service manager does; gives its exit code, how long it took, what it
    /// logged and what it told on standard error.
    pub(crate) fn stop(mut self) -> (Option<i32>, Duration, String, String) {
        let asked = Instant::now();
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
        let status = self.child.wait().unwrap();
        let took = asked.elapsed();
        self.lines.read_to_string(&mut self.log).unwrap();
        let mut told = String::new();
        self.child.stderr.take().unwrap().read_to_string(&mut told).unwrap();
        (status.code(), took, std::mem::take(&mut self.log), told)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Fails where it has ended, which is what is wanted.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}
