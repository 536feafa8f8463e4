//! Ends the cluster when its owner ends without a word: killed, or cut off by somebody's time limit.
//!
//! The kernel's own way to say so (`PR_SET_PDEATHSIG`) is Linux alone, heeds the thread instead of the
//! process, and would be unsafe code. A pipe does the same everywhere: its other end closes with the owner,
//! however that ends.

use std::{
    io,
    os::unix::process::CommandExt,
    path::Path,
    process::{Child, Stdio},
};

use crate::user::RunAs;

/// Waits for the end of its input, then asks the main process `$1` for a fast shutdown, if it is still the
/// one that is written down in `$2`. Deaf to what ends the owner's terminal.
const WATCH: &str = r#"
    trap '' HUP INT TERM
    read -r nothing
    read -r running < "$2" && [ "$running" = "$1" ] && kill -INT "$1"
"#;

/// A process that watches over the cluster's main process. Called off when dropped.
#[derive(Debug)]
pub(crate) struct Guard(Child);

impl Guard {
    /// Watches over process `pid` of the cluster with this `postmaster.pid`.
    pub(crate) fn over(pid: u32, pid_file: &Path, run_as: &RunAs) -> io::Result<Self> {
        let mut command = run_as.command(Path::new("/bin/sh"));
        command.args(["-c", WATCH, "touchline-postgres-guard", &pid.to_string()]).arg(pid_file);
        // The pipe's other end lives in the child's handle, and no program that we start inherits it.
        command
            .process_group(0)
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .map(Self)
    }
}

impl Drop for Guard {
    fn drop(&mut self) {
        // Before the pipe is closed, so that it says nothing.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}
