//! The cluster's main process: starting it, and stopping one that an owner left behind.

use std::{
    fs::{self, OpenOptions},
    os::unix::process::CommandExt,
    path::{Path, PathBuf},
    process::{Child, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::{
    Durability, Launch,
    error::{LocalPostgresError, at},
    memory,
    process::{command_line, exists, signal, wait_until},
};

/// A start after a crash replays the log of changes first: as long as the process lives we wait.
const START_LIMIT: Duration = Duration::from_mins(10);
/// How long an orphan may take for a fast, and then for an immediate shutdown.
const ORPHAN_LIMIT: Duration = Duration::from_secs(20);
/// A log beyond this size is put aside at the next start, in bytes.
const LOG_LIMIT: u64 = 10_000_000;
/// The line of `postmaster.pid` that says how far the start is.
const STATUS_LINE: usize = 7;

/// Starts the cluster and waits until it accepts connections.
pub(crate) fn start(launch: &Launch) -> Result<Child, LocalPostgresError> {
    let end = Instant::now() + ORPHAN_LIMIT;
    loop {
        match start_once(launch) {
            // Sessions outlive a main process that was killed by some milliseconds.
            Err(LocalPostgresError::Exited { tail, .. })
                if tail.contains("shared memory block") && Instant::now() < end =>
            {
                thread::sleep(Duration::from_millis(200));
            }
            result => return result,
        }
    }
}

fn start_once(launch: &Launch) -> Result<Child, LocalPostgresError> {
    let log = open_log(&launch.log)?;
    let from = log.metadata().map_err(at(&launch.log))?.len();
    let program = launch.binaries.program("postgres");
    let mut command = launch.run_as.command(&program);
    command.arg("-D").arg(&launch.cluster);
    for setting in settings(launch) {
        command.args(["-c", &setting]);
    }
    let mut child = command
        // Ctrl-C in the terminal is for the server, which then stops the cluster in good order.
        .process_group(0)
        .stdout(Stdio::null())
        .stderr(log)
        .spawn()
        .map_err(at(&program))?;

    let pid_file = pid_file(&launch.cluster);
    let mut ended = None;
    let ready = wait_until(START_LIMIT, || match child.try_wait() {
        Ok(None) => is_ready(&pid_file, child.id()),
        Ok(Some(status)) => {
            ended = Some(status.to_string());
            true
        }
        Err(error) => {
            ended = Some(error.to_string());
            true
        }
    });
    if !ready {
        signal(child.id(), "QUIT");
        let _ = child.wait();
        ended = Some(format!("not ready after {} s", START_LIMIT.as_secs()));
    }
    match ended {
        None => Ok(child),
        Some(status) => Err(LocalPostgresError::Exited {
            status,
            log: launch.log.clone(),
            tail: tail(&launch.log, from),
        }),
    }
}

/// Where the main process writes down its number and how far its start is.
pub(crate) fn pid_file(cluster: &Path) -> PathBuf {
    cluster.join("postmaster.pid")
}

/// Stops a cluster whose owner is gone, and clears away what a crash left. Called by the holder of the
/// owner's lock only: whoever still runs this cluster is an orphan.
pub(crate) fn stop_orphan(cluster: &Path) -> Result<(), LocalPostgresError> {
    let pid_file = pid_file(cluster);
    let Ok(text) = fs::read_to_string(&pid_file) else { return Ok(()) };
    let pid = text.lines().next().and_then(|line| line.trim().parse::<u32>().ok());
    if let Some(pid) = pid {
        let alive = || runs_cluster(pid, cluster);
        for name in ["INT", "QUIT"] {
            if !alive() {
                break;
            }
            signal(pid, name);
            wait_until(ORPHAN_LIMIT, || !alive());
        }
        if alive() {
            return Err(LocalPostgresError::OrphanStays { pid, folder: cluster.to_owned() });
        }
    }
    // After a crash the number may belong to somebody else by now, which PostgreSQL cannot tell from
    // a living cluster; we just did. In all other cases the file is PostgreSQL's own business: with it
    // goes its check that no old session still writes.
    if !pid.is_some_and(exists) {
        return Ok(());
    }
    match fs::remove_file(&pid_file) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(at(&pid_file)(error)),
        _ => Ok(()),
    }
}

/// Whether process `pid` is the main process of this cluster, and not another that got its number.
fn runs_cluster(pid: u32, cluster: &Path) -> bool {
    command_line(pid).is_some_and(|line| {
        line.contains("postgres") && line.contains(&format!("-D {}", cluster.display()))
    })
}

fn is_ready(pid_file: &Path, pid: u32) -> bool {
    let Ok(text) = fs::read_to_string(pid_file) else { return false };
    let mut lines = text.lines();
    lines.next().and_then(|line| line.trim().parse().ok()) == Some(pid)
        && lines.nth(STATUS_LINE - 1).is_some_and(|status| status.trim() == "ready")
}

fn settings(launch: &Launch) -> Vec<String> {
    let mut settings = vec![
        "listen_addresses=".to_owned(),
        "port=5432".to_owned(),
        format!("unix_socket_directories={}", launch.socket.display()),
        "unix_socket_permissions=0700".to_owned(),
        format!("max_connections={}", launch.settings.max_connections),
        format!("shared_buffers={}MB", memory::shared_buffers_mb()),
        // Compiling a query takes longer than any of ours runs.
        "jit=off".to_owned(),
        // Solid-state disks: a random page costs little more than the next one.
        "random_page_cost=1.1".to_owned(),
        // Imports write much in little time; fewer checkpoints then.
        "max_wal_size=2GB".to_owned(),
        "logging_collector=off".to_owned(),
        "timezone=UTC".to_owned(),
        "log_timezone=UTC".to_owned(),
    ];
    if launch.settings.durability == Durability::ThrowAway {
        settings.extend(
            ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "autovacuum=off"]
                .map(ToOwned::to_owned),
        );
    }
    settings
}

fn open_log(log: &Path) -> Result<fs::File, LocalPostgresError> {
    if fs::metadata(log).is_ok_and(|found| found.len() > LOG_LIMIT) {
        fs::rename(log, log.with_extension("log.old")).map_err(at(log))?;
    }
    OpenOptions::new().create(true).append(true).open(log).map_err(at(log))
}

/// The last lines that were written after byte `from`.
fn tail(log: &Path, from: u64) -> String {
    let bytes = fs::read(log).unwrap_or_default();
    let new = bytes.get(usize::try_from(from).unwrap_or(0)..).unwrap_or_default();
    let text = String::from_utf8_lossy(new);
    let lines: Vec<_> = text.lines().collect();
    lines[lines.len().saturating_sub(10)..].join("\n")
}
