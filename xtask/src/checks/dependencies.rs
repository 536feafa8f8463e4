//! Dependencies point one way (conventions 2), read from cargo itself.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};

use anyhow::{Context, Result, bail};
use serde_json::Value;

use super::verdict;
use crate::program::{cargo, output};

/// Each of our crates, and which of our crates it may use. A crate that is not here is refused: a
/// new one is a decision, made in this table.
const DIRECTIONS: &[(&str, &[&str])] = &[
    ("action_values", &["football"]),
    ("backroom", &[]),
    ("football", &[]),
    ("feeds", &["football"]),
    ("match_camera", &["football"]),
    ("match_events", &["football"]),
    ("match_film", &["football", "match_camera"]),
    ("match_frames", &["football"]),
    ("match_report", &["action_values", "football", "match_events", "match_frames", "tracking"]),
    ("match_replay", &["football", "match_frames", "tracking"]),
    ("match_simulator", &["football"]),
    ("match_tables", &["football"]),
    ("match_vision", &["football", "match_camera"]),
    ("scouting_stats", &["football"]),
    ("table_feeds", &["football"]),
    ("timetable", &[]),
    ("tracking", &["football"]),
    ("wyscout_actions", &["action_values", "feeds", "football"]),
    ("language_model", &[]),
    ("local_postgres", &[]),
    ("migrations", &[]),
    ("store", &["backroom", "football", "scouting_stats", "table_feeds", "timetable"]),
    ("page_base", &["backroom", "football", "store"]),
    ("page_kit", &["backroom", "football", "page_base", "store"]),
    ("desk_pages", &["backroom", "football", "page_base", "page_kit", "store"]),
    ("match_pages", &["backroom", "football", "match_report", "page_base", "page_kit", "store"]),
    ("operations_pages", &["backroom", "football", "page_base", "page_kit", "store"]),
    // The replay stands below the head of its match.
    (
        "replay_pages",
        &[
            "football",
            "match_frames",
            "match_pages",
            "match_replay",
            "page_base",
            "page_kit",
            "tracking",
        ],
    ),
    (
        "scouting_pages",
        &["backroom", "football", "page_base", "page_kit", "scouting_stats", "store"],
    ),
    // A player's page shows panels of scouting and of the desk.
    (
        "players_pages",
        &[
            "backroom",
            "desk_pages",
            "football",
            "page_base",
            "page_kit",
            "scouting_pages",
            "scouting_stats",
            "store",
            "table_feeds",
        ],
    ),
    (
        "app",
        &[
            "backroom",
            "desk_pages",
            "football",
            "match_pages",
            "operations_pages",
            "page_base",
            "page_kit",
            "players_pages",
            "replay_pages",
            "scouting_pages",
            "store",
        ],
    ),
    ("frontend", &["app"]),
    (
        "server",
        &[
            "backroom",
            "feeds",
            "football",
            "language_model",
            "local_postgres",
            "match_frames",
            "match_report",
            "match_simulator",
            "match_tables",
            "migrations",
            "page_base",
            "scouting_stats",
            "store",
            "table_feeds",
            "tracking",
        ],
    ),
    ("touchline", &["app", "server"]),
    ("test_database", &["migrations"]),
    // Outside of the workspace: `cargo xtask fuzz` builds it.
    ("feeds_fuzz", &["feeds", "football"]),
    ("xtask", &["local_postgres"]),
    ("bundler", &[]),
];
/// The program that fuzzes the readers of match files.
pub(crate) const FUZZING: &str = "domain/feeds/fuzz/Cargo.toml";
/// Which of our crates a crate may use in its tests and examples beside those above.
const FOR_TESTS: &[(&str, &[&str])] = &[
    // What actions are worth is held against public matches of one provider.
    ("action_values", &["feeds", "wyscout_actions"]),
    ("store", &["test_database"]),
    (
        "touchline",
        &[
            "backroom",
            "football",
            "local_postgres",
            "match_frames",
            "match_simulator",
            "migrations",
            "page_base",
            "store",
            "table_feeds",
            "test_database",
        ],
    ),
    // The statistics are held against public tables, which are read as the product reads them.
    ("scouting_stats", &["table_feeds"]),
    // A simulated match is read as providers' files are, and measured as a real one.
    ("match_simulator", &["feeds", "tracking"]),
    // Movement is held against simulated matches, likewise; the bench measures what a match takes.
    ("tracking", &["feeds", "match_frames", "match_tables"]),
    // Reports are held against simulated matches with their truth, and against real ones.
    ("match_report", &["feeds", "match_simulator"]),
    // What is drawn is drawn of a simulated match.
    ("match_pages", &["match_simulator"]),
    // People are found in films of simulated matches.
    ("match_vision", &["match_film", "match_simulator"]),
    // A replay is held against simulated matches.
    ("match_replay", &["match_simulator"]),
    // What is said from events is held against real matches.
    ("match_events", &["feeds"]),
];
/// Crates of football knowledge: no IO, no clock, no random source, no features.
const DOMAIN: [&str; 18] = [
    "action_values",
    "backroom",
    "feeds",
    "football",
    "match_camera",
    "match_events",
    "match_film",
    "match_frames",
    "match_report",
    "match_replay",
    "match_simulator",
    "match_tables",
    "match_vision",
    "scouting_stats",
    "table_feeds",
    "timetable",
    "tracking",
    "wyscout_actions",
];
/// What no domain crate may use.
const NOT_IN_DOMAIN: [&str; 9] =
    ["tokio", "futures", "axum", "leptos", "sqlx", "sea-orm", "reqwest", "rand", "tracing"];
/// The only crates that know SeaORM.
const KNOW_SEA_ORM: [&str; 2] = ["store", "migrations"];
/// What must not reach the browser.
const NOT_IN_THE_BROWSER: [&str; 11] = [
    "feeds",
    "store",
    "language_model",
    "sea-orm",
    "sqlx",
    "axum",
    "apalis",
    "apalis-core",
    "argon2",
    "tokio-postgres",
    "chrono-tz",
];
/// Of these there is one major version in the whole program. Not tower-http: `leptos_axum` serves files
/// with one of its own, and none of its types reach us.
const ONE_MAJOR: [&str; 17] = [
    "apalis-core",
    "axum",
    "chrono",
    "http",
    "hyper",
    "leptos",
    "leptos_router",
    "rustls",
    "sea-orm",
    "serde",
    "sqlx",
    "tokio",
    "tower",
    "tower-sessions",
    "tracing",
    "uuid",
    "wasm-bindgen",
];

/// Holds the crates against the directions.
pub(crate) fn check(root: &Path) -> Result<()> {
    let text = output(cargo(root).args(["metadata", "--format-version", "1", "--locked"]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let packages = metadata["packages"].as_array().context("cargo metadata has no packages")?;
    let members: BTreeSet<&str> = metadata["workspace_members"]
        .as_array()
        .context("cargo metadata has no members")?
        .iter()
        .filter_map(Value::as_str)
        .collect();
    let ours = packages
        .iter()
        .filter(|package| package["id"].as_str().is_some_and(|id| members.contains(id)));

    let mut complaints: Vec<String> = ours.flat_map(complaints_about).collect();
    complaints.extend(complaints_about(&fuzzing(root)?));
    complaints.extend(two_majors(packages));
    complaints.extend(in_the_browser(root)?);
    verdict(complaints)
}

/// The package that fuzzes the readers of match files, which is a workspace of its own.
fn fuzzing(root: &Path) -> Result<Value> {
    let text = output(cargo(root).args([
        "metadata",
        "--format-version",
        "1",
        "--no-deps",
        "--manifest-path",
        FUZZING,
    ]))?;
    let metadata: Value = serde_json::from_str(&text).context("cargo metadata is not JSON")?;
    let [package] = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default() else {
        bail!("{FUZZING} is not one package");
    };
    Ok(package.clone())
}

fn complaints_about(package: &Value) -> Vec<String> {
    let name = package["name"].as_str().unwrap_or_default();
    let Some((_, allowed)) = DIRECTIONS.iter().find(|(known, _)| *known == name) else {
        return vec![format!(
            "{name} is new: give it its place in xtask/src/checks/dependencies.rs"
        )];
    };
    let mut complaints = Vec::new();
    let dependencies = package["dependencies"].as_array().map(Vec::as_slice).unwrap_or_default();
    for dependency in dependencies {
        let used = dependency["name"].as_str().unwrap_or_default();
        let for_tests = dependency["kind"].as_str() == Some("dev");
        let ours = DIRECTIONS.iter().any(|(known, _)| *known == used);
        if ours && !allowed.contains(&used) && !(for_tests && may_test_with(name, used)) {
            complaints.push(format!("{name} must not depend on {used}"));
        }
        if used.starts_with("sea-orm") && !KNOW_SEA_ORM.contains(&name) {
            complaints.push(format!("{name} depends on {used}: only store and migrations may"));
        }
        if DOMAIN.contains(&name) && !for_tests && NOT_IN_DOMAIN.contains(&used) {
            complaints.push(format!("{name} is football knowledge and must not use {used}"));
        }
    }
    let features = package["features"].as_object().map_or(0, serde_json::Map::len);
    if DOMAIN.contains(&name) && features > 0 {
        complaints.push(format!("{name} has features: domain crates are the same everywhere"));
    }
    complaints
}

fn may_test_with(name: &str, used: &str) -> bool {
    FOR_TESTS.iter().any(|(crate_name, allowed)| *crate_name == name && allowed.contains(&used))
}

/// Key crates that are there twice: two pools, two routers, types that do not fit.
fn two_majors(packages: &[Value]) -> Vec<String> {
    let mut majors: BTreeMap<&str, BTreeSet<String>> = BTreeMap::new();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let version = package["version"].as_str().unwrap_or_default();
        if let Some(key) = ONE_MAJOR.iter().find(|key| **key == name) {
            majors.entry(key).or_default().insert(major(version));
        }
    }
    majors
        .into_iter()
        .filter(|(_, majors)| majors.len() > 1)
        .map(|(name, majors)| {
            let majors: Vec<_> = majors.into_iter().collect();
            format!("{name} is there in versions {}", majors.join(" and "))
        })
        .collect()
}

/// What cargo holds incompatible: the first number, or before 1.0 the first two.
fn major(version: &str) -> String {
    let mut numbers = version.split('.');
    match (numbers.next(), numbers.next()) {
        (Some("0"), Some(minor)) => format!("0.{minor}"),
        (Some(first), _) => first.to_owned(),
        _ => version.to_owned(),
    }
}

fn in_the_browser(root: &Path) -> Result<Vec<String>> {
    let tree = output(cargo(root).args([
        "tree",
        "--locked",
        "-p",
        "frontend",
        "--target",
        "wasm32-unknown-unknown",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--format",
        "{p}",
    ]))?;
    let names: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    if !names.contains("leptos") {
        bail!("the browser's dependency tree does not even name leptos");
    }
    Ok(NOT_IN_THE_BROWSER
        .iter()
        .filter(|name| names.contains(*name))
        .map(|name| format!("{name} reaches the browser"))
        .collect())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_page_crate_that_reaches_for_sea_orm_is_refused() {
        let package = json!({
            "name": "app", "features": {},
            "dependencies": [{ "name": "sea-orm", "kind": null }, { "name": "store", "kind": null }],
        });

        assert_eq!(
            complaints_about(&package),
            ["app depends on sea-orm: only store and migrations may"]
        );
    }

    #[test]
    fn the_store_may_not_know_the_pages() {
        let package = json!({ "name": "store", "dependencies": [{ "name": "app", "kind": null }] });

        assert_eq!(complaints_about(&package), ["store must not depend on app"]);
    }

    #[test]
    fn statistics_read_public_tables_in_their_tests_and_nowhere_else() {
        let package = |kind: Option<&str>| json!({ "name": "scouting_stats", "dependencies": [{ "name": "table_feeds", "kind": kind }] });

        assert!(complaints_about(&package(Some("dev"))).is_empty());
        assert_eq!(
            complaints_about(&package(None)),
            ["scouting_stats must not depend on table_feeds"]
        );
    }

    #[test]
    fn two_majors_of_a_key_crate_are_told_and_two_minors_are_not() {
        let packages = [
            json!({ "name": "sqlx", "version": "0.8.6" }),
            json!({ "name": "sqlx", "version": "0.9.0" }),
            json!({ "name": "tokio", "version": "1.1.0" }),
            json!({ "name": "tokio", "version": "1.2.0" }),
        ];

        assert_eq!(two_majors(&packages), ["sqlx is there in versions 0.8 and 0.9"]);
    }
}
