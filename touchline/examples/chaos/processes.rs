//! Processes of the program: started, killed, frozen, asked to stop, started again.

use std::{
    fs::{File, OpenOptions},
    path::PathBuf,
    process::{Child, Command, ExitStatus, Stdio},
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail, ensure};

/// A process that can be started again as it was.
pub(crate) struct Process {
    /// For people: `server 1`.
    pub(crate) name: String,
    program: PathBuf,
    arguments: Vec<String>,
    environment: Vec<(String, String)>,
    log: PathBuf,
    child: Child,
}

impl Process {
    /// Starts the program with these arguments and nothing of our own environment but the path.
    pub(crate) fn start(
        name: &str,
        program: PathBuf,
        arguments: &[&str],
        environment: Vec<(String, String)>,
        log: PathBuf,
    ) -> Result<Self> {
        let arguments: Vec<String> = arguments.iter().map(|word| (*word).to_owned()).collect();
        let child = spawn(&program, &arguments, &environment, &log)?;
        Ok(Self { name: name.to_owned(), program, arguments, environment, log, child })
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.id()
    }

    /// SIGKILL: it cannot put anything in order.
    pub(crate) fn kill(&mut self) -> Result<()> {
        self.child.kill().with_context(|| format!("{} cannot be killed", self.name))?;
        self.child.wait()?;
        Ok(())
    }

    /// The same again, after it has ended.
    pub(crate) fn start_again(&mut self) -> Result<()> {
        self.child = spawn(&self.program, &self.arguments, &self.environment, &self.log)?;
        Ok(())
    }

    /// Stops it where it stands; it does not notice.
    pub(crate) fn freeze(&self) -> Result<()> {
        self.signal("-STOP")
    }

    /// Lets it go on.
    pub(crate) fn thaw(&self) -> Result<()> {
        self.signal("-CONT")
    }

    /// Asks it to stop as a service manager does, and waits for its end.
    pub(crate) async fn stop(&mut self, limit: Duration) -> Result<(ExitStatus, Duration)> {
        let asked = Instant::now();
        self.signal("-TERM")?;
        while asked.elapsed() < limit {
            if let Some(status) = self.child.try_wait()? {
                return Ok((status, asked.elapsed()));
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        bail!("{} has not ended {} s after SIGTERM", self.name, limit.as_secs())
    }

    /// It has not ended by itself.
    pub(crate) fn is_running(&mut self) -> bool {
        matches!(self.child.try_wait(), Ok(None))
    }

    /// What it has logged so far.
    pub(crate) fn log(&self) -> Result<String> {
        Ok(std::fs::read_to_string(&self.log)?)
    }

    fn signal(&self, signal: &str) -> Result<()> {
        let pid = self.child.id().to_string();
        let status = Command::new("kill").args([signal, &pid]).status()?;
        ensure!(status.success(), "kill {signal} {pid} failed");
        Ok(())
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        // Both fail where it has ended, which is what is wanted.
        self.child.kill().ok();
        self.child.wait().ok();
    }
}

fn spawn(
    program: &PathBuf,
    arguments: &[String],
    environment: &[(String, String)],
    log: &PathBuf,
) -> Result<Child> {
    let log: File = OpenOptions::new().create(true).append(true).open(log)?;
    Command::new(program)
        .args(arguments)
        .env_clear()
        .env("PATH", std::env::var_os("PATH").unwrap_or_default())
        .envs(environment.iter().map(|(name, value)| (name, value)))
        .stdin(Stdio::null())
        .stdout(log.try_clone()?)
        .stderr(log)
        .spawn()
        .with_context(|| format!("{} cannot be started", program.display()))
}
