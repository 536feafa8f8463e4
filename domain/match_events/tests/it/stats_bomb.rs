//! Two matches of `StatsBomb`'s open data against what another program counted in them.

use std::{fs, io::Read as _, path::PathBuf};

use feeds::events::StatsBombReader;
use football::{GameEvents, Restart, Side};
use match_events::{pass_network, ppda, shots, xg_race};
use serde_json::{Value, json};

/// A file of the public data; `None` where the data is absent: then the test says that it is skipped.
fn public(name: &str) -> Option<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let read = |path: &PathBuf| fs::read(path);
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/tracking");
    let path = folder.join(name);
    let Ok(bytes) = read(&path) else {
        eprintln!("skipped: {name} is not here");
        return None;
    };
    if path.extension().is_none_or(|extension| extension != "gz") {
        return Some(bytes);
    }
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(&bytes[..]).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

/// A match, and what is told of it.
fn read(id: &str) -> Option<(GameEvents, Value)> {
    let mut reader = StatsBombReader::default();
    reader.line_ups(&public(&format!("statsbomb/{id}_lineups.json"))?).unwrap();
    reader.push(&public(&format!("statsbomb/{id}_events.json.gz"))?).unwrap();
    let told: Value =
        serde_json::from_slice(&public("statsbomb/reference/ref_events.json")?).unwrap();
    Some((reader.finish().unwrap(), told["matches"][id].clone()))
}

#[test]
fn pass_networks_are_those_of_the_reference() {
    for id in ["15986", "15946"] {
        let Some((game, told)) = read(id) else { return };
        let player_id =
            |place: usize| game.players[place].provider_id.clone().unwrap().parse::<i64>().unwrap();
        for side in [Side::Home, Side::Away] {
            let told = &told["pass_network"][game.team(side).name.as_deref().unwrap()];
            let network = pass_network(&game, side);

            assert_eq!(json!(network.passes), told["completed_passes"]);
            assert_eq!(network.nodes.len(), told["nodes"].as_object().unwrap().len());
            for node in &network.nodes {
                let told = &told["nodes"][player_id(node.player).to_string()];
                assert_eq!(json!(node.touches), told["touches"]);
                // Back on 120 by 80, y down.
                let x = (node.at.x_m / 105.0 + 0.5) * 120.0;
                let y = (0.5 - node.at.y_m / 68.0) * 80.0;
                assert!((x - told["x"].as_f64().unwrap()).abs() < 1e-4, "{x} {told}");
                assert!((y - told["y"].as_f64().unwrap()).abs() < 1e-4, "{y} {told}");
            }
            let mut links: Vec<[i64; 3]> = network
                .links
                .iter()
                .map(|link| {
                    let passes = i64::try_from(link.passes).unwrap();
                    [player_id(link.from), player_id(link.to), passes]
                })
                .collect();
            links.sort_unstable();
            let told_links: Vec<[i64; 3]> = serde_json::from_value(told["edges"].clone()).unwrap();
            assert_eq!(links, told_links);
        }
    }
}

#[test]
fn the_race_ends_at_the_sums_shots_and_goals_of_the_reference() {
    let results = [("15986", [2, 2]), ("15946", [3, 1])];
    for (id, score) in results {
        let Some((game, told)) = read(id) else { return };
        let (race, shots) = (xg_race(&game), shots(&game));

        for (place, side) in [Side::Home, Side::Away].into_iter().enumerate() {
            let name = game.team(side).name.as_deref().unwrap();
            let xg = told["xg"][name].as_f64().unwrap();
            assert!((race.last().unwrap().sums[place] - xg).abs() < 1e-6);
            let own = shots.iter().filter(|shot| shot.side == side).count();
            assert_eq!(json!(own), told["shots"][name]);
        }
        assert_eq!(race.last().unwrap().score, score);
        assert!(race.is_sorted_by_key(|step| (step.period, step.clock_secs)));
        let marked = shots.iter().filter(|shot| shot.shot.restart == Some(Restart::FreeKick));
        let free_kicks = |event: usize| game.events[event].qualifier("type") == Some("Free Kick");
        assert_eq!(marked.count(), shots.iter().filter(|shot| free_kicks(shot.event)).count());
    }
}

#[test]
fn passes_allowed_and_defensive_actions_are_those_counted_in_the_files() {
    // Counted in the JSON: passes from x <= 72 of 120, and from x >= 48 tackles, players dribbled past,
    // interceptions and fouls, without period 5.
    let counted = [("15986", [(313, 27), (437, 24)]), ("15946", [(199, 12), (435, 17)])];
    for (id, counted) in counted {
        let Some((game, _)) = read(id) else { return };
        for (side, (passes_allowed, defensive_actions)) in
            [Side::Home, Side::Away].into_iter().zip(counted)
        {
            let told = ppda(&game, side);
            assert_eq!(
                (told.passes_allowed, told.defensive_actions),
                (passes_allowed, defensive_actions)
            );
        }
    }
}
