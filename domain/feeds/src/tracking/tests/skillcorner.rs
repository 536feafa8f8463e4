//! `SkillCorner`: a half of a real match in the older layout, an excerpt in the newer one.

use football::{Places, Side, TrackedGame, TrackedPeriod, TrackedPlayer};
use serde_json::Value;

use super::{pieces, public};
use crate::tracking::{SkillCornerReader, TrackingError};

pub(super) fn read(described: &[u8], frames: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = SkillCornerReader::new(described)?;
    for piece in pieces(frames) {
        reader.push(piece)?;
    }
    reader.finish()
}

fn known(game: &TrackedGame) -> usize {
    game.periods.iter().flat_map(|period| &period.players).map(Places::known).sum()
}

fn ball_known(game: &TrackedGame) -> usize {
    game.periods.iter().map(|period| period.ball.known()).sum()
}

#[test]
fn a_half_has_the_counts_of_the_reference_without_its_nameless_players() {
    let Some(described) = public("skillcorner/2417_match_data.json") else { return };
    let Some(frames) = public("skillcorner/2417_structured_data_period1.json.gz") else { return };
    let game = read(&described, &frames).unwrap();

    // `reference/ref_counts_kloppy.json`: 238,436 samples, of which 6,289 belong to nobody.
    assert_eq!(game.periods.iter().map(TrackedPeriod::frames).collect::<Vec<_>>(), [17_885, 30]);
    let roster = |side| game.players.iter().filter(|player| player.side == side).count();
    assert_eq!((roster(Side::Home), roster(Side::Away)), (18, 20));
    assert_eq!((known(&game), game.nameless_places), (232_147, 6_289));
    let seen =
        |player: &usize| game.periods.iter().any(|period| period.players[*player].known() > 0);
    assert_eq!((0..38).filter(seen).count(), 23);
    assert_eq!((game.rate_hz, ball_known(&game)), (10.0, 15_828));
    // Seven frames before it have nobody.
    assert_eq!((game.periods[0].first_frame, game.periods[1].first_frame), (1_523, 39_986));
}

/// What `skillcorner/reference/ref_tracking.json` counts, from the game.
#[test]
fn each_players_steps_and_distances_are_those_of_the_reference() {
    let Some(described) = public("skillcorner/2417_match_data.json") else { return };
    let Some(frames) = public("skillcorner/2417_structured_data_period1.json.gz") else { return };
    let reference = public("skillcorner/reference/ref_tracking.json").unwrap();
    let reference: Value = serde_json::from_slice(&reference).unwrap();
    let game = read(&described, &frames).unwrap();
    // The reference counts frames that belong to no period as one more.
    let described: Value = serde_json::from_slice(&described).unwrap();
    let frames: Value = serde_json::from_slice(&frames).unwrap();
    let outside = |player: &TrackedPlayer| -> Vec<(i64, [f64; 2])> {
        let is_him = |known: &&Value| Some(known["id"].to_string()) == player.provider_id;
        let known = described["players"].as_array().unwrap().iter().find(is_him).unwrap();
        let all = frames.as_array().unwrap().iter().filter(|frame| frame["period"].is_null());
        let place = |frame: &Value| {
            let tracked = frame["data"].as_array()?.iter();
            let mut his =
                tracked.filter(|tracked| tracked["trackable_object"] == known["trackable_object"]);
            let place = his.next()?;
            Some((frame["frame"].as_i64()?, [place["x"].as_f64()?, place["y"].as_f64()?]))
        };
        all.filter_map(place).collect()
    };

    let mut compared = 0;
    for (place, player) in game.players.iter().enumerate() {
        let expected = &reference["players"][player.provider_id.as_ref().unwrap()];
        let Some(samples) = expected["samples"].as_u64() else { continue };
        let outside = outside(player);
        let next_to_each_other = outside.windows(2).filter(|pair| pair[1].0 == pair[0].0 + 1);
        let mut steps: Vec<f64> =
            next_to_each_other.map(|pair| distance(pair[0].1, pair[1].1)).collect();
        let mut seen = outside.len();
        for period in &game.periods {
            let places = &period.players[place];
            seen += places.known();
            let at = |tick: usize| [places.x_m[tick], places.y_m[tick]].map(f64::from);
            let all = (1..places.x_m.len()).map(|tick| distance(at(tick - 1), at(tick)));
            steps.extend(all.filter(|step| !step.is_nan()));
        }
        let name = &player.name;
        let count = |number: usize| Some(u64::try_from(number).unwrap());
        assert_eq!(count(seen), Some(samples), "{name:?}");
        assert_eq!(count(steps.len()), expected["consecutive_steps"].as_u64(), "{name:?}");
        let fast = steps.iter().filter(|step| **step * game.rate_hz > 12.0).count();
        assert_eq!(count(fast), expected["steps_over_12mps"].as_u64(), "{name:?}");
        let metres: f64 = steps.iter().sum();
        let expected = expected["polyline_consecutive_m"].as_f64().unwrap();
        assert!((metres / expected - 1.0).abs() <= 0.001, "{name:?}: {metres} {expected}");
        compared += 1;
    }
    assert_eq!(compared, 23);
}

fn distance(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[test]
fn the_newer_layout_has_the_counts_of_the_reference() {
    let Some(described) = public("skillcorner/v3_meta_data.json") else { return };
    let Some(frames) = public("skillcorner/v3_raw_data.jsonl") else { return };
    let game = read(&described, &frames).unwrap();

    assert_eq!(game.periods.iter().map(TrackedPeriod::frames).collect::<Vec<_>>(), [13, 14]);
    let roster = |side| game.players.iter().filter(|player| player.side == side).count();
    assert_eq!((roster(Side::Home), roster(Side::Away)), (22, 20));
    assert_eq!((known(&game) + game.nameless_places, ball_known(&game)), (132, 6));
    assert_eq!((game.periods[0].first_frame, game.rate_hz), (10, 10.0));
}
