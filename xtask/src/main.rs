//! The developer's commands: `cargo xtask <command>`. Each does the set-up it needs, says what it
//! installs before it does, and prints the time it took.
//!
//! Few dependencies on purpose: this program is compiled before anything else can begin. The heavy
//! half, which puts the browser's files together, is `bundler`.

#![expect(clippy::print_stdout, reason = "a developer's command speaks to its terminal")]

mod bench;
mod chaos;
mod checks;
mod end2end;
mod fuzz;
mod program;
mod rest;
mod run;
mod setup;
mod site;
mod suite;
mod watch;
mod workspace;

use std::{
    env,
    process::ExitCode,
    time::{Duration, Instant},
};

use anyhow::{Result, bail};

use crate::{site::Sizes, workspace::Workspace};

const HELP: &str = "\
cargo xtask <command>

  run              install what is missing, build, start Touchline with demo data
  test             the same, with Chromium: every check, then the browser tests
  check            every check but the browser tests
  tidy             those of them that take a second
  watch            build for development, start, rebuild and reload on each change
  site             build the browser's half only (target/site)
                     --accept-sizes   take the present sizes as the new baseline
  end2end [args]   the browser tests only; arguments go to Playwright
  bench <area>     web, players, import, jobs, sign-in, scouting, seasons, match, tracking: figures
                     beside their bars
  demo             a tour of the REST API of the running server, step by step
  chaos [name …]   kill, freeze and cut off a room under load: writes, database, connections, workers,
                   frozen, refresh, streams, schedules, room, stopping, clients, disk
  fuzz [reader …]  ten minutes of the processor for each reader of match files, with made-up bytes
                     --minutes N      for so long each
                     --processes N    so many readers beside each other
  setup            install what `test` needs, and nothing else
";

fn main() -> ExitCode {
    let start = Instant::now();
    let arguments: Vec<String> = env::args().skip(1).collect();
    match dispatch(&arguments, start) {
        Ok(code) => code,
        Err(error) => {
            println!("\nFailed after {}: {error:#}", spoken(start.elapsed()));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String], start: Instant) -> Result<ExitCode> {
    let workspace = Workspace::find()?;
    let command = arguments.first().map_or("help", String::as_str);
    let rest = arguments.get(1..).unwrap_or_default();
    match command {
        "run" => run::run(&workspace, rest, start)?,
        "watch" => watch::watch(&workspace)?,
        "test" => return suite::test(&workspace, start),
        "check" => return suite::check(&workspace, start),
        "tidy" => return suite::tidy(&workspace, start),
        "end2end" => return suite::end2end_only(&workspace, rest, start),
        "demo" => bench::tour(&workspace)?,
        "chaos" => chaos::chaos(&workspace, rest)?,
        "site" => {
            setup::for_building(&workspace)?;
            let accept = rest.iter().any(|word| word == "--accept-sizes");
            site::build(&workspace, if accept { Sizes::Accepted } else { Sizes::Enforced })?;
        }
        "bench" => bench::bench(&workspace, rest)?,
        "fuzz" => fuzz::fuzz(&workspace, rest)?,
        "setup" => {
            setup::for_building(&workspace)?;
            setup::for_testing(&workspace)?;
        }
        "help" | "--help" | "-h" => println!("{HELP}"),
        unknown => bail!("there is no command `{unknown}`.\n\n{HELP}"),
    }
    println!("Done in {}.", spoken(start.elapsed()));
    Ok(ExitCode::SUCCESS)
}

/// `4 min 07 s`, `12.3 s`.
pub(crate) fn spoken(time: Duration) -> String {
    let seconds = time.as_secs();
    if seconds < 60 {
        format!("{:.1} s", time.as_secs_f64())
    } else {
        format!("{} min {:02} s", seconds / 60, seconds % 60)
    }
}
