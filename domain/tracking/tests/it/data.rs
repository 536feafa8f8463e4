//! The public tracking data.

use std::{fs, io::Read as _, path::PathBuf};

use feeds::tracking::{MetricaReader, TracabReader, join_metrica, read_tracab_meta};
use football::{Pitch, Side, TrackedGame};
use serde_json::Value;
use tracking::{
    surface::{Moment, Mover},
    synchronisation::{Event, EventKind},
};

/// Where the public tracking data is, if it is.
pub(crate) fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/tracking")
}

/// A file, unpacked; `None` where the data is absent: then the test says that it is skipped.
pub(crate) fn public(name: &str) -> Option<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let read = |path: &PathBuf| fs::read(path);
    let path = folder().join(name);
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

/// A file of JSON.
pub(crate) fn json(name: &str) -> Option<Value> {
    Some(serde_json::from_slice(&public(name)?).unwrap())
}

/// What stands at these names, as a number.
pub(crate) fn number(value: &Value, name: &str) -> f64 {
    value[name].as_f64().unwrap_or_else(|| panic!("{name} is no number in {value}"))
}

/// A simulated match.
pub(crate) fn game(folder: &str) -> Option<TrackedGame> {
    let read = |side, team: &str| {
        let name = format!("synthetic/{folder}/Sample_Game_1_RawTrackingData_{team}_Team.csv.gz");
        let mut reader = MetricaReader::new(side, Pitch::STANDARD).unwrap();
        reader.push(&public(&name)?).unwrap();
        Some(reader.finish().unwrap())
    };
    Some(join_metrica(read(Side::Home, "Home")?, read(Side::Away, "Away")?).unwrap())
}

/// Six real minutes.
pub(crate) fn tracab() -> Option<TrackedGame> {
    tracab_of("tracab_nl_6min")
}

/// A game in TRACAB's format, which says who has the ball.
pub(crate) fn tracab_of(folder: &str) -> Option<TrackedGame> {
    let meta = public(&format!("{folder}/tracab_meta.xml"))?;
    let mut reader = TracabReader::new(read_tracab_meta(&meta).unwrap()).unwrap();
    reader.push(&public(&format!("{folder}/tracab.dat.gz"))?).unwrap();
    Some(reader.finish().unwrap())
}

/// The passes, shots and dribbles of the six minutes, with their players by id.
pub(crate) fn events(game: &TrackedGame) -> Option<Vec<Event>> {
    let meta = json("tracab_nl_6min/meta.json")?;
    let listed = meta["players"].as_array().unwrap();
    let table = public("tracab_nl_6min/events.csv")?;
    let mut table = csv::Reader::from_reader(&table[..]);
    let rows = table.deserialize::<std::collections::HashMap<String, String>>();
    let events = rows.filter_map(|row| {
        let row = row.unwrap();
        let kind = match row["databallpy_event"].as_str() {
            "pass" => EventKind::Pass,
            "shot" => EventKind::Shot,
            "dribble" => EventKind::Dribble,
            _ => return None,
        };
        let him = listed.iter().find(|player| player["id"] == row["player_id"]).unwrap();
        // `1980-01-01 15:00:02.430000+00:00`
        let clock: Vec<f64> =
            row["datetime"][11..].split(['+', ':']).map(|part| part.parse().unwrap()).collect();
        Some(Event {
            period: 1,
            clock_secs: (clock[0] - 15.0) * 3600.0 + clock[1] * 60.0 + clock[2],
            kind,
            player: player(game, him),
            place_m: ["start_x", "start_y"].map(|axis| row[axis].parse().unwrap()),
        })
    });
    Some(events.collect())
}

fn player(game: &TrackedGame, him: &Value) -> usize {
    let is_him = |player: &football::TrackedPlayer| {
        format!("{:?}", player.side).to_lowercase() == him["team"].as_str().unwrap()
            && him["shirt"] == player.shirt.unwrap()
    };
    game.players.iter().position(is_him).unwrap()
}

/// A moment with the reference's name of the frame, its players' names and who has the ball.
pub(crate) struct Case {
    pub(crate) frame: String,
    pub(crate) names: Vec<String>,
    pub(crate) attacking: Side,
    pub(crate) moment: Moment,
}

/// The team of this name.
pub(crate) fn side(name: &Value) -> Side {
    if name == "home" { Side::Home } else { Side::Away }
}

/// Five real moments, with velocities.
pub(crate) fn moments() -> Option<Vec<Case>> {
    let inputs = json("tracab_nl_6min/surface_inputs.json")?;
    let metres = |value: &Value| value.as_f64().unwrap();
    let [length_m, width_m] = [0, 1].map(|edge| metres(&inputs["pitch"][edge]));
    let cases = inputs["frames"].as_array().unwrap().iter().map(|frame| {
        let players = frame["players"].as_array().unwrap();
        Case {
            frame: frame["frame"].to_string(),
            names: players.iter().map(|player| player["id"].as_str().unwrap().to_owned()).collect(),
            attacking: side(&frame["possession"]),
            moment: Moment {
                pitch: Pitch { length_m, width_m },
                ball_m: [0, 1].map(|axis| metres(&frame["ball"][axis])),
                movers: players
                    .iter()
                    .map(|player| Mover {
                        side: side(&player["team"]),
                        keeps_goal: player["gk"].as_bool().unwrap(),
                        x_m: number(player, "x"),
                        y_m: number(player, "y"),
                        vx_mps: number(player, "vx"),
                        vy_mps: number(player, "vy"),
                    })
                    .collect(),
            },
        }
    });
    Some(cases.collect())
}
