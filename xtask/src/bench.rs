//! `cargo xtask bench <area>`: figures beside their bars, measured by the examples of `server`, `store`
//! and `scouting_stats` on the release build, with a throw-away cluster where one is needed.

use anyhow::{Result, bail};

use crate::{
    end2end::TestServer,
    program::{cargo, run},
    setup,
    site::{self, Sizes},
    suite::TestCluster,
    workspace::Workspace,
};

/// The areas, each with its crate and its example there: the lowest crate that can measure it, which is
/// built soonest.
const AREAS: [(&str, &str, &str); 7] = [
    ("web", "server", "bench_web"),
    ("players", "server", "bench_players"),
    ("import", "store", "bench_import"),
    ("jobs", "server", "bench_jobs"),
    ("sign-in", "server", "bench_sign_in"),
    ("scouting", "scouting_stats", "bench_scouting"),
    ("seasons", "server", "bench_seasons"),
];
/// Areas of pure arithmetic: no cluster, nothing to set up.
const WITHOUT_DATABASE: [&str; 1] = ["scouting"];

/// Measures one area; further arguments go to its example.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let area = arguments.first().map(String::as_str).unwrap_or_default();
    let Some((_, package, example)) = AREAS.iter().find(|(name, ..)| *name == area) else {
        let names: Vec<_> = AREAS.iter().map(|(name, ..)| *name).collect();
        bail!("which area? {}", names.join(", "));
    };
    let mut bench = cargo(&workspace.root);
    bench.args(["run", "--release", "-p", package, "--example", example, "--"]);
    bench.args(&arguments[1..]);
    if WITHOUT_DATABASE.contains(&area) {
        return run(&mut bench);
    }
    setup::for_running()?;
    if area == "web" {
        setup::for_building(workspace)?;
        site::build(workspace, Sizes::Told)?;
        run(cargo(&workspace.root).args([
            "build",
            "--release",
            "-p",
            "server",
            "--bin",
            "touchline",
        ]))?;
        let server =
            TestServer::start(workspace, "release", &[("TOUCHLINE_RATE_LIMIT_PER_MINUTE", "0")])?;
        bench
            .env("TOUCHLINE_URL", &server.url)
            .env("TOUCHLINE_TOKEN", server.token("admin", "admin123")?)
            .env("DATABASE_URL", &server.database_url);
        return run(&mut bench);
    }
    let cluster = TestCluster::start(workspace)?;
    run(bench.env("TOUCHLINE_TEST_DATABASE_URL", cluster.url()).env("DATABASE_URL", cluster.url()))
}

/// A tour of the running server by its REST API.
pub(crate) fn tour(workspace: &Workspace) -> Result<()> {
    run(cargo(&workspace.root).args(["run", "--release", "-p", "server", "--example", "tour"]))
}
