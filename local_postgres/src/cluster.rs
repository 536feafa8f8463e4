//! Making the cluster, all or nothing: it gets its name only when it is complete.

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::Stdio,
};

use crate::{
    Binaries, DATABASE,
    error::{LocalPostgresError, at},
    user::RunAs,
};

/// Major version of the cluster, where there is one.
pub(crate) fn version(cluster: &Path) -> Option<(PathBuf, u32)> {
    let text = fs::read_to_string(cluster.join("PG_VERSION")).ok()?;
    Some((cluster.to_owned(), text.trim().parse().ok()?))
}

/// Makes the cluster with its one database, unless it is there.
pub(crate) fn make(
    binaries: &Binaries,
    cluster: &Path,
    run_as: &RunAs,
) -> Result<(), LocalPostgresError> {
    if version(cluster).is_some() {
        return Ok(());
    }
    let draft = cluster.with_extension("new");
    if draft.exists() {
        // Left by a start that was killed in the middle.
        fs::remove_dir_all(&draft).map_err(at(&draft))?;
    }
    run_as.own(&draft)?;
    initdb(binaries, &draft, run_as)?;
    create_database(binaries, &draft, run_as)?;
    fs::rename(&draft, cluster).map_err(at(cluster))
}

fn initdb(binaries: &Binaries, draft: &Path, run_as: &RunAs) -> Result<(), LocalPostgresError> {
    // Names are compared by code point whatever the machine speaks, and letters beyond ASCII still
    // have a lower case. macOS has no C.UTF-8.
    let locale = if cfg!(target_os = "macos") { "en_US.UTF-8" } else { "C.UTF-8" };
    let output = run_as
        .command(&binaries.program("initdb"))
        .arg("-D")
        .arg(draft)
        .args(["-U", DATABASE, "-E", "UTF8", "--locale", locale])
        // Who may enter the socket's folder may use the cluster: nobody else gets that far.
        .args(["--auth-local=trust", "--auth-host=reject"])
        .output()
        .map_err(at(&binaries.program("initdb")))?;
    if output.status.success() {
        Ok(())
    } else {
        Err(LocalPostgresError::Failed {
            program: "initdb".to_owned(),
            output: String::from_utf8_lossy(&output.stderr).trim().to_owned(),
        })
    }
}

/// In single-user mode, so that no client is needed.
fn create_database(
    binaries: &Binaries,
    draft: &Path,
    run_as: &RunAs,
) -> Result<(), LocalPostgresError> {
    let program = binaries.program("postgres");
    let mut child = run_as
        .command(&program)
        .args(["--single", "-F", "-D"])
        .arg(draft)
        .arg("postgres")
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .map_err(at(&program))?;
    if let Some(mut input) = child.stdin.take() {
        writeln!(input, "CREATE DATABASE {DATABASE};").map_err(at(&program))?;
    }
    let output = child.wait_with_output().map_err(at(&program))?;
    let said = String::from_utf8_lossy(&output.stderr);
    if output.status.success() && !said.contains("ERROR") {
        Ok(())
    } else {
        Err(LocalPostgresError::Failed {
            program: "postgres --single".to_owned(),
            output: said.trim().to_owned(),
        })
    }
}
