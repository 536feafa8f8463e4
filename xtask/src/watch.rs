//! `cargo xtask watch`: rebuild and reload on each change. Looks at modification times, a few thousand
//! files in some milliseconds, so that it needs no library and works on any file system.

use std::{
    fs,
    path::Path,
    process::{Child, Command},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread,
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use anyhow::{Context, Result};
use local_postgres::{LocalPostgres, Settings};
use signal_hook::{
    consts::{SIGINT, SIGTERM},
    flag,
};

use crate::{
    end2end::stop,
    program::{cargo, run, succeeds},
    setup, site, spoken,
    workspace::Workspace,
};

const LOOK_EVERY: Duration = Duration::from_millis(100);
const ADDRESS: &str = "127.0.0.1:8080";

/// What the browser's half is made from.
const BROWSER: [&str; 4] = ["app", "frontend", "domain", "style"];
/// What the server is made from.
const SERVER: [&str; 8] = [
    "app",
    "domain",
    "language_model",
    "local_postgres",
    "migrations",
    "server",
    "store",
    "touchline",
];

/// Builds, serves, and goes on until Ctrl-C or SIGTERM; then the server stops, and its database after it.
pub(crate) fn watch(workspace: &Workspace) -> Result<()> {
    setup::for_building(workspace)?;
    setup::for_running()?;
    let asked_to_stop = asked_to_stop()?;
    let site = workspace.target.join("site-watch");
    // Ours, so that a restart of the server costs no restart of the database.
    let database =
        LocalPostgres::start(&Settings::durable(workspace.target.join("watch-postgres")))?;
    let mut seen = Newest::look(workspace);
    let mut server = None;
    site::build_bundler_for_watching(workspace)?;
    rebuild(workspace, &site, &database, &mut server, true, true);
    println!("Watching. Open http://{ADDRESS}, sign in as admin / admin123; Ctrl-C ends.");
    while !asked_to_stop.load(Ordering::Relaxed) {
        thread::sleep(LOOK_EVERY);
        let now = Newest::look(workspace);
        if now != seen {
            let start = Instant::now();
            let (browser, serving) = (now.browser != seen.browser, now.server != seen.server);
            // Looked at before the build: what changes meanwhile is built next.
            seen = now;
            if rebuild(workspace, &site, &database, &mut server, browser, serving) {
                println!("Reloaded after {}.", spoken(start.elapsed()));
            }
        }
    }
    if let Some(mut server) = server {
        stop(&mut server);
    }
    database.stop();
    Ok(())
}

/// Becomes true when somebody asks this process to stop. Whoever asks again, in the middle of a build, ends it
/// at once; the database notices.
fn asked_to_stop() -> Result<Arc<AtomicBool>> {
    let asked = Arc::new(AtomicBool::new(false));
    for signal in [SIGINT, SIGTERM] {
        flag::register_conditional_shutdown(signal, 1, Arc::clone(&asked))?;
        flag::register(signal, Arc::clone(&asked))?;
    }
    Ok(asked)
}

/// When each half last changed.
#[derive(PartialEq, Eq)]
struct Newest {
    browser: (SystemTime, usize),
    server: (SystemTime, usize),
}

impl Newest {
    fn look(workspace: &Workspace) -> Self {
        let newest = |folders: &[&str]| {
            let mut newest = (UNIX_EPOCH, 0);
            for folder in folders {
                visit(&workspace.root.join(folder), &mut newest);
            }
            newest
        };
        Self { browser: newest(&BROWSER), server: newest(&SERVER) }
    }
}

/// The latest modification below `folder`, and the number of files: a deletion leaves no date.
fn visit(folder: &Path, newest: &mut (SystemTime, usize)) {
    for entry in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok) {
        let Ok(metadata) = entry.metadata() else { continue };
        if metadata.is_dir() {
            visit(&entry.path(), newest);
        } else if let Ok(modified) = metadata.modified() {
            newest.0 = newest.0.max(modified);
            newest.1 += 1;
        }
    }
}

/// Builds what changed and starts the server anew. A build that fails has told why; the old server
/// goes on.
fn rebuild(
    workspace: &Workspace,
    site: &Path,
    database: &LocalPostgres,
    server: &mut Option<Child>,
    browser: bool,
    serving: bool,
) -> bool {
    let built = (|| {
        if !browser && !serving {
            return Ok(());
        }
        let next = site.with_extension("next");
        compile(workspace, &next, serving)?;
        if let Some(mut old) = server.take() {
            stop(&mut old);
        }
        // The site comes last: its date is what open pages wait for.
        if site.exists() {
            fs::remove_dir_all(site).with_context(|| site.display().to_string())?;
        }
        fs::rename(&next, site).with_context(|| site.display().to_string())?;
        *server = Some(start(workspace, site, database)?);
        Ok::<_, anyhow::Error>(())
    })();
    if let Err(error) = &built {
        println!("{error:#}");
    }
    built.is_ok()
}

/// Compiles both halves beside each other, each of which keeps one core busy, and makes `site` of the browser's.
fn compile(workspace: &Workspace, site: &Path, serving: bool) -> Result<()> {
    thread::scope(|scope| {
        let server = scope.spawn(|| {
            if !serving {
                return Ok(());
            }
            run(cargo(&workspace.root).args([
                "build",
                "--quiet",
                "-p",
                "touchline",
                "--bin",
                "touchline",
                "--profile",
                site::WATCHING,
            ]))
        });
        let browser = site::compile_for_watching(workspace)
            .and_then(|wasm| site::bundle_for_watching(workspace, &wasm, site));
        server.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic))?;
        browser
    })
}

fn start(workspace: &Workspace, site: &Path, database: &LocalPostgres) -> Result<Child> {
    let mut server = Command::new(workspace.server(site::WATCHING))
        .current_dir(&workspace.root)
        .arg("serve")
        .env("TOUCHLINE_LISTEN", ADDRESS)
        .env("TOUCHLINE_SITE_DIR", site)
        .env("TOUCHLINE_DATA_DIR", workspace.target.join("watch-data"))
        .env("TOUCHLINE_DEMO", "1")
        .env("DATABASE_URL", database.url())
        .spawn()
        .context("cannot start the server")?;
    let ready = format!("http://{ADDRESS}/readyz");
    let end = Instant::now() + Duration::from_mins(1);
    while Instant::now() < end
        && matches!(server.try_wait(), Ok(None))
        && !succeeds(Command::new("curl").args(["-sf", &ready]))
    {
        thread::sleep(Duration::from_millis(50));
    }
    Ok(server)
}
