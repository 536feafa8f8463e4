//! `cargo xtask fuzz`: gives every reader of match files bytes that libFuzzer makes up, for some minutes of
//! the processor each, so that what runs beside it takes nothing from a reader.
//!
//! The program is `domain/feeds/fuzz`, which stands outside of the workspace: it is built with marks on every
//! branch, as `cargo fuzz -s none` does it, by the same stable compiler.

mod outcome;
mod wanted;

use std::{
    fs::{self, File},
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::{Mutex, PoisonError},
    thread,
    time::Instant,
};

use anyhow::{Context, Result, bail};

use self::{
    outcome::{Outcome, table},
    wanted::Wanted,
};
use crate::{
    checks::dependencies::FUZZING,
    program::{cargo, output, run, succeeds, typed},
    workspace::Workspace,
};

/// What `cargo fuzz` gives the compiler where it asks for no sanitizer: there is no unsafe code to watch.
const RUSTFLAGS: &str = "--cfg fuzzing -Cpasses=sancov-module -Ccodegen-units=1 \
    -Cllvm-args=-sanitizer-coverage-level=4 -Cllvm-args=-sanitizer-coverage-inline-8bit-counters \
    -Cllvm-args=-sanitizer-coverage-pc-table -Cllvm-args=-sanitizer-coverage-trace-compares";
/// The most bytes of an input: some frames beside their description.
const LONGEST_INPUT: u32 = 8_192;
/// A game of as many places as are read has 360 MB, and half as much may be freed late.
const MOST_MEMORY_MB: u32 = 1_024;
/// An input that takes longer hangs.
const LONGEST_RUN_SECS: u32 = 25;

/// Builds the program and runs the readers that are asked for.
pub(crate) fn fuzz(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let wanted = Wanted::read(arguments)?;
    let fuzzer = Fuzzer::build(workspace)?;
    let known = output(Command::new(&fuzzer.program).arg("--readers"))?;
    let readers = wanted.readers(known.lines())?;
    println!(
        "{} readers, {} min each, {} at a time\n",
        readers.len(),
        wanted.minutes,
        wanted.processes
    );

    let waiting = Mutex::new(readers.into_iter());
    let next = || waiting.lock().unwrap_or_else(PoisonError::into_inner).next();
    let work = || {
        let mut outcomes = Vec::new();
        while let Some(reader) = next() {
            let outcome = fuzzer.run(reader, wanted.minutes)?;
            println!("{}", outcome.line());
            let stopped = outcome.stopped;
            outcomes.push(outcome);
            if stopped {
                break;
            }
        }
        Ok(outcomes)
    };
    let outcomes = thread::scope(|scope| {
        let workers: Vec<_> = (0..wanted.processes).map(|_| scope.spawn(work)).collect();
        let joined = workers.into_iter().map(|worker| match worker.join() {
            Ok(outcomes) => outcomes,
            Err(_) => bail!("a worker panicked"),
        });
        joined.collect::<Result<Vec<Vec<Outcome>>>>()
    })?;
    let outcomes: Vec<_> = outcomes.into_iter().flatten().collect();
    println!("\n{}", table(&outcomes));
    let found: Vec<_> = outcomes.iter().filter(|outcome| !outcome.findings.is_empty()).collect();
    for outcome in &found {
        for finding in &outcome.findings {
            println!("{}\n  {}", finding.display(), fuzzer.again(&outcome.reader, finding));
        }
    }
    if found.is_empty() { Ok(()) } else { bail!("{} readers have findings", found.len()) }
}

/// Holds the program against the lints. Nothing is linked, so libFuzzer itself need not be built.
pub(crate) fn clippy(workspace: &Workspace) -> Result<()> {
    let mut clippy = cargo(&workspace.root);
    clippy
        .args(["clippy", "--locked", "--manifest-path", FUZZING])
        .arg("--target-dir")
        .arg(workspace.target.join("fuzz/clippy"))
        .args(["--", "-D", "warnings"])
        .env("CUSTOM_LIBFUZZER_PATH", "/nowhere/libfuzzer.a");
    run(&mut clippy)
}

/// The program, and where it writes.
struct Fuzzer {
    program: PathBuf,
    folder: PathBuf,
}

impl Fuzzer {
    fn build(workspace: &Workspace) -> Result<Self> {
        let folder = workspace.target.join("fuzz");
        let about = output(cargo(&workspace.root).arg("-vV"))?;
        let host = about.lines().find_map(|line| line.strip_prefix("host: "));
        let host = host.context("cargo does not say for which machine it builds")?;
        let target = folder.join("build");
        let mut build = cargo(&workspace.root);
        build
            .args(["build", "--release", "--locked"])
            .args(["--manifest-path", FUZZING])
            // With a target the flags are for the program alone, not for build scripts.
            .args(["--target", host])
            .arg("--target-dir")
            .arg(&target)
            .env("RUSTFLAGS", RUSTFLAGS);
        run(&mut build)?;
        Ok(Self { program: target.join(host).join("release/feeds_fuzz"), folder })
    }

    /// Fuzzes a reader, from its seeds and from what earlier runs found of interest.
    fn run(&self, reader: String, minutes: f64) -> Result<Outcome> {
        let folder = self.folder.join(&reader);
        let (seeds, corpus) = (folder.join("seeds"), folder.join("corpus"));
        let findings = folder.join("findings");
        fs::create_dir_all(&corpus)?;
        fs::create_dir_all(&findings)?;
        let mut write = self.command(&reader);
        run(write.arg(format!("--seeds={}", seeds.display())))?;
        // What is mended by now is no finding any more.
        for old in files(&findings)? {
            if succeeds(self.command(&reader).arg(&old)) {
                fs::remove_file(&old)?;
            }
        }
        let log = folder.join("log.txt");
        let mut fuzz = self.command(&reader);
        fuzz.args([&corpus, &seeds])
            .arg(format!("--processor-seconds={:.0}", minutes * 60.0))
            .arg(format!("-max_len={LONGEST_INPUT}"))
            .arg(format!("-rss_limit_mb={MOST_MEMORY_MB}"))
            .arg(format!("-timeout={LONGEST_RUN_SECS}"))
            .arg(format!("-report_slow_units={LONGEST_RUN_SECS}"))
            .arg(format!("-dict={}", folder.join("seeds.dict").display()))
            .arg(format!("-artifact_prefix={}/", findings.display()))
            .args(["-print_final_stats=1", "-verbosity=1"])
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(File::create(&log)?);
        let start = Instant::now();
        let status = fuzz.status().with_context(|| format!("cannot start `{}`", typed(&fuzz)))?;
        let lasted = start.elapsed();
        let told = String::from_utf8_lossy(&fs::read(&log)?).into_owned();
        let outcome = Outcome::read(reader, &told, lasted, status.code())
            .with_corpus(files(&corpus)?.len())
            .with_findings(files(&findings)?);
        if !status.success() && !outcome.stopped && outcome.findings.is_empty() {
            bail!("`{}` failed ({status}): see {}", typed(&fuzz), log.display());
        }
        Ok(outcome)
    }

    fn command(&self, reader: &str) -> Command {
        let mut command = Command::new(&self.program);
        command.arg(format!("--reader={reader}"));
        command
    }

    /// How a person runs a reader on one finding.
    fn again(&self, reader: &str, finding: &Path) -> String {
        typed(self.command(reader).arg(finding))
    }
}

fn files(folder: &Path) -> Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        files.push(entry?.path());
    }
    files.sort();
    Ok(files)
}
