//! Who runs `PostgreSQL`: ourselves, or as root the user `postgres`, because it refuses root.

use std::{
    fs,
    hash::{DefaultHasher, Hash, Hasher},
    os::unix::{
        fs::{MetadataExt, PermissionsExt, chown, symlink},
        process::CommandExt,
    },
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use crate::error::{LocalPostgresError, at};

/// Users that may stand in for root, the first that exists.
const STAND_INS: [&str; 2] = ["postgres", "nobody"];

/// The user that runs the cluster.
#[derive(Clone, Debug)]
pub(crate) enum RunAs {
    /// Whoever we are.
    Ourselves,
    /// We are root; this is who runs it.
    StandIn { uid: u32, gid: u32 },
}

impl RunAs {
    /// A command that runs as this user, in a folder that exists for everybody.
    pub(crate) fn command(&self, program: &Path) -> Command {
        let mut command = Command::new(program);
        command.current_dir("/").stdin(Stdio::null());
        if let Self::StandIn { uid, gid } = self {
            command.uid(*uid).gid(*gid);
        }
        command
    }

    /// Makes `folder` if need be, owned by this user and closed to all others.
    pub(crate) fn own(&self, folder: &Path) -> Result<(), LocalPostgresError> {
        fs::create_dir_all(folder).map_err(at(folder))?;
        if let Self::StandIn { uid, gid } = self {
            let owner = fs::metadata(folder).map_err(at(folder))?.uid();
            if owner != *uid {
                chown(folder, Some(*uid), Some(*gid)).map_err(at(folder))?;
            }
        }
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700)).map_err(at(folder))
    }

    /// Whether this user can reach `folder`: a closed folder above it shuts out a stand-in.
    fn reaches(&self, folder: &Path) -> bool {
        self.command(Path::new("/bin/sh"))
            .args(["-c", "cd \"$1\"", "sh"])
            .arg(folder)
            .stderr(Stdio::null())
            .status()
            .is_ok_and(|status| status.success())
    }
}

/// Decides who runs the cluster.
pub(crate) fn choose() -> Result<RunAs, LocalPostgresError> {
    if !we_are_root() {
        return Ok(RunAs::Ourselves);
    }
    let accounts = Path::new("/etc/passwd");
    let accounts = fs::read_to_string(accounts).map_err(at(accounts))?;
    STAND_INS
        .iter()
        .find_map(|name| ids(&accounts, name))
        .map(|(uid, gid)| RunAs::StandIn { uid, gid })
        .ok_or(LocalPostgresError::NoUser)
}

/// The folder that holds cluster and socket: `folder` itself, or, where a stand-in for root cannot
/// reach it (`/root` is closed to all others), one under `/var/lib` that `folder/elsewhere` leads to.
pub(crate) fn home_for(folder: &Path, run_as: &RunAs) -> Result<PathBuf, LocalPostgresError> {
    let RunAs::StandIn { .. } = run_as else { return Ok(folder.to_owned()) };
    let link = folder.join("elsewhere");
    if let Ok(home) = fs::read_link(&link) {
        run_as.own(&home)?;
        return Ok(home);
    }
    // The owner's lock and the log stay root's; the stand-in only passes through.
    fs::set_permissions(folder, fs::Permissions::from_mode(0o711)).map_err(at(folder))?;
    let inner = folder.join("postgres");
    run_as.own(&inner)?;
    if run_as.reaches(&inner) {
        return Ok(inner);
    }
    let mut hasher = DefaultHasher::new();
    folder.hash(&mut hasher);
    let home = PathBuf::from(format!("/var/lib/touchline/{:016x}", hasher.finish()));
    run_as.own(&home)?;
    symlink(&home, &link).map_err(at(&link))?;
    Ok(home)
}

fn we_are_root() -> bool {
    Command::new("id").arg("-u").output().is_ok_and(|output| output.stdout.trim_ascii() == b"0")
}

/// User and group id of `name` in the text of `/etc/passwd`.
fn ids(accounts: &str, name: &str) -> Option<(u32, u32)> {
    let line = accounts.lines().find(|line| line.split(':').next() == Some(name))?;
    let mut fields = line.split(':').skip(2);
    Some((fields.next()?.parse().ok()?, fields.next()?.parse().ok()?))
}

#[cfg(test)]
mod tests {
    use super::ids;

    #[test]
    fn a_user_is_found_by_its_whole_name() {
        let accounts = "root:x:0:0::/root:/bin/sh\npostgresql:x:7:7::/:/bin/sh\n\
                        postgres:x:101:104:PostgreSQL:/var/lib/postgresql:/bin/bash\n";

        assert_eq!(ids(accounts, "postgres"), Some((101, 104)));
        assert_eq!(ids(accounts, "postgre"), None);
    }
}
