//! Other programs, in Python.

use std::{path::Path, process::Command};

use anyhow::Context as _;

/// Python with other programs, or without.
pub(crate) struct Peers {
    python: String,
}

/// How long a program took, and how much memory.
#[derive(Clone, Copy)]
pub(crate) struct Took {
    pub(crate) secs: f64,
    pub(crate) peak_mb: f64,
}

impl Peers {
    pub(crate) fn find() -> Self {
        let python = std::env::var("TOUCHLINE_BENCH_PYTHON");
        Self { python: python.unwrap_or_else(|_| "python3".to_owned()) }
    }

    /// Python, on one thread.
    pub(crate) fn python(&self) -> Command {
        let mut command = Command::new(&self.python);
        for variable in ["OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"] {
            command.env(variable, "1");
        }
        command
    }

    pub(crate) fn has(&self, module: &str) -> bool {
        let asked = self.python().args(["-c", &format!("import {module}")]).output();
        asked.is_ok_and(|output| output.status.success())
    }

    /// Has `module` do `work` on the files of `folder`; `None` where there is no such program.
    pub(crate) fn run(
        &self,
        module: &str,
        work: &str,
        folder: &Path,
    ) -> anyhow::Result<Option<Took>> {
        if !self.has(module) {
            return Ok(None);
        }
        let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/bench_tracking/peers.py");
        let mut command = self.python();
        command.arg(script).arg(folder).arg(work);
        let took = told(&mut command)?;
        println!("     {work}: {:.3} s, peak {:.0} MB", took.secs, took.peak_mb);
        Ok(Some(took))
    }
}

/// Runs a program that prints its seconds and its peak in megabytes.
pub(crate) fn told(command: &mut Command) -> anyhow::Result<Took> {
    let output = command.output()?;
    let errors = String::from_utf8_lossy(&output.stderr);
    anyhow::ensure!(output.status.success(), "{command:?} failed: {errors}");
    let text = String::from_utf8(output.stdout)?;
    let line = text.lines().last().context("the program printed nothing")?;
    let (secs, peak) = line.split_once(' ').context("the program printed no two numbers")?;
    Ok(Took { secs: secs.parse()?, peak_mb: peak.parse()? })
}
