//! PostgreSQL's own programs: `pg_dump`, `pg_restore`, `psql`.

use std::{
    path::{Path, PathBuf},
    process::Stdio,
};

use anyhow::{Context as _, anyhow, bail};
use local_postgres::Binaries;
use reqwest::Url;
use tokio::process::Command;

/// Where the programs are and which database they work on.
pub(super) struct Tools {
    folder: Option<PathBuf>,
    /// The address without its password, which would stand in the list of processes.
    address: String,
    password: Option<String>,
}

impl Tools {
    /// The programs beside the `postgres` that this machine has, else those on the path.
    pub(super) fn find(url: &str, preferred: Option<&Path>) -> anyhow::Result<Self> {
        let mut address: Url = url.parse().context("the database's address is not a URL")?;
        let password = address.password().map(decoded).transpose()?;
        address
            .set_password(None)
            .map_err(|()| anyhow!("the database's address can hold no password"))?;
        let folder = Binaries::find(preferred).map(|found| found.folder);
        let folder = folder.filter(|folder| folder.join("pg_dump").is_file());
        Ok(Self { folder, address: address.into(), password })
    }

    /// A program that is told where the database is.
    pub(super) fn connected(&self, name: &str) -> Command {
        let mut command = self.program(name);
        command.arg("--dbname").arg(&self.address);
        if let Some(password) = &self.password {
            command.env("PGPASSWORD", password);
        }
        command
    }

    /// A program that reads and writes files only.
    pub(super) fn program(&self, name: &str) -> Command {
        let path = self.folder.as_ref().map_or_else(|| name.into(), |folder| folder.join(name));
        let mut command = Command::new(path);
        command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true);
        command
    }
}

/// Runs it to its end; what it complained of is the error.
pub(super) async fn run(name: &str, mut command: Command) -> anyhow::Result<()> {
    let output = command.output().await.with_context(|| {
        format!("{name} cannot be started; install PostgreSQL's client programs")
    })?;
    if !output.status.success() {
        let told = String::from_utf8_lossy(&output.stderr);
        let told: Vec<_> = told.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        bail!("{name} failed: {}", told.join("; "));
    }
    Ok(())
}

fn decoded(text: &str) -> anyhow::Result<String> {
    let pair = format!("password={}", text.replace('+', "%2B"));
    let decoded = form_urlencoded::parse(pair.as_bytes()).next();
    decoded.map(|(_, password)| password.into_owned()).context("the password cannot be read")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_password_is_not_among_the_arguments() {
        let tools = Tools::find("postgres://ada:p%40ss+word@db.example.org/room", None).unwrap();
        let command = tools.connected("psql");

        let command = command.as_std();
        let arguments: Vec<_> = command.get_args().map(|word| word.to_string_lossy()).collect();
        assert_eq!(arguments, ["--dbname", "postgres://ada@db.example.org/room"]);
        let password = command.get_envs().find(|(name, _)| *name == "PGPASSWORD").unwrap().1;
        assert_eq!(password.unwrap(), "p@ss+word");
    }
}
