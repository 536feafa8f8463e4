//! Other processes: what they run, and asking them to end. By the shell's `kill`, because a system
//! call of our own would be unsafe code.

use std::{
    path::Path,
    process::{Child, Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How often to look whether a process has ended.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// How a process ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Stopped {
    /// By itself, after being asked.
    Orderly,
    /// It had to be forced.
    CutOff,
}

/// What the process with this id runs, words separated by blanks. `None` when there is no such
/// process, or only the entry of one that has ended.
pub(crate) fn command_line(pid: u32) -> Option<String> {
    let line = if Path::new("/proc/self/cmdline").exists() {
        let bytes = std::fs::read(format!("/proc/{pid}/cmdline")).ok()?;
        String::from_utf8_lossy(&bytes).replace('\0', " ")
    } else {
        let output = Command::new("ps")
            .args(["-ww", "-o", "command=", "-p", &pid.to_string()])
            .output()
            .ok()?;
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let line = line.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

/// Whether any process has this id, one that has ended but was not yet waited for included.
pub(crate) fn exists(pid: u32) -> bool {
    kill(pid, "0")
}

/// Sends a signal, named as in `kill -<name>`. A process that is gone already is no error.
pub(crate) fn signal(pid: u32, name: &str) {
    kill(pid, name);
}

fn kill(pid: u32, name: &str) -> bool {
    Command::new("sh")
        .args(["-c", "kill -\"$1\" \"$2\"", "sh", name, &pid.to_string()])
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

/// Asks a child to end (SIGINT: `PostgreSQL`'s fast shutdown) and waits; past `limit` it is cut off
/// (SIGQUIT).
pub(crate) fn interrupt(child: &mut Child, limit: Duration) -> Stopped {
    if !matches!(child.try_wait(), Ok(None)) {
        return Stopped::Orderly;
    }
    signal(child.id(), "INT");
    if wait_until(limit, || !matches!(child.try_wait(), Ok(None))) {
        return Stopped::Orderly;
    }
    signal(child.id(), "QUIT");
    Stopped::CutOff
}

/// Whether `done` came true within `limit`.
pub(crate) fn wait_until(limit: Duration, mut done: impl FnMut() -> bool) -> bool {
    let end = Instant::now() + limit;
    loop {
        if done() {
            return true;
        }
        if Instant::now() >= end {
            return false;
        }
        thread::sleep(LOOK_EVERY);
    }
}
