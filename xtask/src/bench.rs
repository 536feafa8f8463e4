//! `cargo xtask bench <area>`: figures beside their bars, measured by the examples of `server` on the
//! release build, with a throw-away cluster.

use anyhow::{Result, bail};

use crate::{
    end2end::TestServer,
    program::{cargo, run},
    setup,
    site::{self, Sizes},
    suite::TestCluster,
    workspace::Workspace,
};

/// The areas, each with its example in `server/examples`.
const AREAS: [(&str, &str); 5] = [
    ("web", "bench_web"),
    ("players", "bench_players"),
    ("import", "bench_import"),
    ("jobs", "bench_jobs"),
    ("sign-in", "bench_sign_in"),
];

/// Measures one area; further arguments go to its example.
pub(crate) fn bench(workspace: &Workspace, arguments: &[String]) -> Result<()> {
    let area = arguments.first().map(String::as_str).unwrap_or_default();
    let Some((_, example)) = AREAS.iter().find(|(name, _)| *name == area) else {
        let names: Vec<_> = AREAS.iter().map(|(name, _)| *name).collect();
        bail!("which area? {}", names.join(", "));
    };
    let examples = workspace.root.join("server/examples");
    if !examples.join(example).exists() && !examples.join(format!("{example}.rs")).exists() {
        bail!("server/examples has no {example}");
    }
    setup::for_running()?;
    let mut bench = cargo(&workspace.root);
    bench.args(["run", "--release", "-p", "server", "--example", example, "--"]);
    bench.args(&arguments[1..]);
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
