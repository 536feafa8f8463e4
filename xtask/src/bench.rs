//! `cargo xtask bench <area>`: figures beside their bars, measured by the examples of `touchline`,
//! `store` and domain crates on the release build, with a throw-away cluster where one is needed.

use anyhow::{Result, bail};

use crate::{
    chaos::chaos,
    end2end::TestServer,
    program::{cargo, run},
    setup,
    site::{self, Sizes},
    suite::TestCluster,
    workspace::Workspace,
};

/// The areas, each with its crate and its example there: the lowest crate that can measure it, which is
/// built soonest. An area with several examples runs them all.
///
/// `scouting` prints every figure of the scouting specification, SC1 to SC11, so it runs those of searching
/// and importing too; at the end comes the refresh of 10,000 values, which is a scenario of the harness.
const AREAS: [(&str, &str, &str); 14] = [
    ("web", "touchline", "bench_web"),
    ("players", "touchline", "bench_players"),
    ("import", "store", "bench_import"),
    ("jobs", "touchline", "bench_jobs"),
    ("sign-in", "touchline", "bench_sign_in"),
    ("scouting", "scouting_stats", "bench_scouting"),
    ("scouting", "touchline", "bench_insights"),
    ("scouting", "touchline", "bench_seasons"),
    ("scouting", "touchline", "bench_players"),
    ("scouting", "store", "bench_import"),
    ("seasons", "touchline", "bench_seasons"),
    ("match", "touchline", "bench_match"),
    ("tracking", "tracking", "bench_tracking"),
    ("tracking", "action_values", "across_competitions"),
];
/// Examples of pure arithmetic: no cluster, nothing to set up.
const WITHOUT_DATABASE: [&str; 3] = ["bench_scouting", "bench_tracking", "across_competitions"];

/// Where a bench finds the Python of the programs that it measures ours beside.
const PEERS_VARIABLE: &str = "TOUCHLINE_BENCH_PYTHON";
/// What measures programs in Python beside ours.
const WITH_PEERS: [&str; 2] = ["bench_scouting", "bench_tracking"];

/// Measures one area; further arguments go to its example.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let area = arguments.first().map(String::as_str).unwrap_or_default();
    let mut examples = AREAS.iter().filter(|(name, ..)| *name == area).peekable();
    if examples.peek().is_none() {
        let mut names: Vec<_> = AREAS.iter().map(|(name, ..)| *name).collect();
        names.dedup();
        bail!("which area? {}", names.join(", "));
    }
    // The figures of all are wanted, also where one misses a bar.
    let mut measured: Vec<_> = examples
        .map(|(_, package, example)| measure(workspace, package, example, &arguments[1..]))
        .collect();
    if area == "scouting" {
        println!("\nSC10, the refresh of 10,000 values");
        measured.push(chaos(workspace, &["refresh".to_owned()]));
        println!("SC5, every vector as a test: cargo test -p scouting_stats -p football");
    }
    measured.into_iter().collect()
}

fn measure(
    workspace: &Workspace,
    package: &str,
    example: &str,
    arguments: &[String],
) -> Result<()> {
    let mut bench = cargo(&workspace.root);
    bench.args(["run", "--release", "-p", package, "--example", example, "--"]);
    bench.args(arguments);
    if WITH_PEERS.contains(&example) && std::env::var_os(PEERS_VARIABLE).is_none() {
        bench.env(PEERS_VARIABLE, setup::peers(workspace)?);
    }
    if WITHOUT_DATABASE.contains(&example) {
        return run(&mut bench);
    }
    setup::for_running()?;
    if example == "bench_web" {
        setup::for_building(workspace)?;
        site::build(workspace, Sizes::Told)?;
        build_program(workspace)?;
        let server =
            TestServer::start(workspace, "release", &[("TOUCHLINE_RATE_LIMIT_PER_MINUTE", "0")])?;
        bench
            .env("TOUCHLINE_URL", &server.url)
            .env("TOUCHLINE_TOKEN", server.token("admin", "admin123")?)
            .env("DATABASE_URL", &server.database_url);
        return run(&mut bench);
    }
    if example == "bench_match" {
        build_program(workspace)?;
        bench.env("TOUCHLINE_PROGRAM", workspace.server("release"));
    }
    let cluster = TestCluster::start(workspace)?;
    run(bench.env("TOUCHLINE_TEST_DATABASE_URL", cluster.url()).env("DATABASE_URL", cluster.url()))
}

fn build_program(workspace: &Workspace) -> Result<()> {
    let build = ["build", "--release", "-p", "touchline", "--bin", "touchline"];
    run(cargo(&workspace.root).args(build))
}

/// A tour of the running server by its REST API.
pub(crate) fn tour(workspace: &Workspace) -> Result<()> {
    run(cargo(&workspace.root).args(["run", "--release", "-p", "touchline", "--example", "tour"]))
}
