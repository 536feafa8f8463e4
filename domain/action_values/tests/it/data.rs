//! The public matches.

use std::{fs, io::Read as _, path::PathBuf, sync::OnceLock};

use action_values::spadl::Action;
use feeds::events::wyscout::WyscoutReader;
use serde_json::Value;
use wyscout_actions::wyscout_actions;

/// A match and its actions.
pub(crate) struct Game {
    pub(crate) label: String,
    pub(crate) actions: Vec<Action>,
}

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

/// The matches of lines.
pub(crate) fn games(lines: &[u8]) -> Vec<Game> {
    let mut games = Vec::new();
    let mut reader = WyscoutReader::default();
    for piece in lines.chunks(1 << 16) {
        let mut take = |game| {
            let actions = wyscout_actions(&game);
            games.push(Game { label: game.label.unwrap_or_default(), actions });
        };
        reader.push(piece, &mut take).unwrap();
    }
    reader.finish().unwrap();
    games
}

/// The 64 matches of the World Cup of 2018, read once.
pub(crate) fn world_cup() -> Option<&'static [Game]> {
    static GAMES: OnceLock<Option<Vec<Game>>> = OnceLock::new();
    GAMES.get_or_init(|| Some(games(&public("wyscout/world_cup_2018.jsonl.gz")?))).as_deref()
}

/// All their actions.
pub(crate) fn actions(games: &[Game]) -> impl Iterator<Item = &Action> {
    games.iter().flat_map(|game| &game.actions)
}
