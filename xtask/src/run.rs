//! `cargo xtask run`: from a clone to a running room.

use std::{
    process::Command,
    thread,
    time::{Duration, Instant},
};

use anyhow::{Context, Result, bail};

use crate::{
    program::{cargo, run as run_program, succeeds},
    setup,
    site::{self, Sizes},
    spoken,
    workspace::Workspace,
};

/// Where the demo is found, unless `TOUCHLINE_LISTEN` says otherwise.
const ADDRESS: &str = "127.0.0.1:8080";
/// The profile of a first look: built in minutes less than a release, its pages some 10 ms slower.
const TRIAL: &str = "trial";

/// Builds both halves beside each other: each ends with minutes on one core, linking or shrinking.
fn build(workspace: &Workspace) -> Result<()> {
    thread::scope(|scope| {
        let server = scope.spawn(|| {
            let build = ["build", "--profile", TRIAL, "-p", "touchline", "--bin", "touchline"];
            run_program(cargo(&workspace.root).args(build))
        });
        let site = site::build(workspace, Sizes::Told);
        server.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        site
    })
}

/// Builds, starts, prints where to go, and stays until Ctrl-C. With `--check` it stops by itself once
/// the server is ready, for machines that only want to know.
pub(crate) fn run(workspace: &Workspace, arguments: &[String], start: Instant) -> Result<()> {
    let leave = arguments.iter().any(|word| word == "--check");
    setup::for_building(workspace)?;
    setup::for_running()?;
    println!("Building the server and the browser's half …");
    build(workspace)?;

    let address = std::env::var("TOUCHLINE_LISTEN").unwrap_or_else(|_| ADDRESS.to_owned());
    let url = format!("http://{address}");
    let log = workspace.target.join("run.log");
    let mut server = Command::new(workspace.server(TRIAL));
    server
        .current_dir(&workspace.root)
        .arg("serve")
        .env("TOUCHLINE_LISTEN", &address)
        .env("TOUCHLINE_SITE_DIR", workspace.site())
        .stdout(std::fs::File::create(&log)?);
    if std::env::var_os("TOUCHLINE_DEMO").is_none() {
        server.env("TOUCHLINE_DEMO", "1");
    }
    let mut server = server.spawn().context("cannot start target/trial/touchline")?;
    while !succeeds(Command::new("curl").args(["--silent", "--fail", &format!("{url}/readyz")])) {
        if let Some(status) = server.try_wait()? {
            bail!("the server ended ({status}); its log is {}", log.display());
        }
        thread::sleep(Duration::from_millis(100));
    }
    println!("\nTouchline is ready after {}.", spoken(start.elapsed()));
    println!("  Open      {url}");
    println!("  Sign in   admin / admin123   (the demo's, on this machine only)");
    println!("  Data      ./data             (another place: TOUCHLINE_DATA_DIR)");
    println!("  Log       {}", log.display());
    println!("  Stop      Ctrl-C");
    if leave {
        crate::end2end::stop(&mut server);
        return Ok(());
    }
    // Ctrl-C reaches the server too: it stops in good order, its database with it, and we wait.
    let status = server.wait()?;
    if status.success() { Ok(()) } else { bail!("the server ended ({status})") }
}
