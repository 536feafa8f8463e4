//! The public tracking data.

use std::{fs, io::Read as _, path::PathBuf};

use feeds::tracking::{MetricaReader, join_metrica};
use football::{Pitch, Side, TrackedGame};
use serde_json::Value;

/// A file, unpacked; `None` where the data is absent: then the test says that it is skipped.
pub(crate) fn public(name: &str) -> Option<Vec<u8>> {
    #[expect(clippy::disallowed_methods, reason = "a test reads its data")]
    let read = |path: &PathBuf| fs::read(path);
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/tracking").join(name);
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
