//! Real positions: six minutes of optical tracking, and a half as a broadcast showed it.

use feeds::tracking::{SkillCornerReader, TracabReader, read_tracab_meta};
use football::{Side, TrackedGame};
use match_report::{LossCause, Warning, of_match};

use crate::public;

fn optical() -> Option<TrackedGame> {
    let meta = public("tracab_nl_6min/tracab_meta.xml")?;
    let mut reader = TracabReader::new(read_tracab_meta(&meta).unwrap()).unwrap();
    reader.push(&public("tracab_nl_6min/tracab.dat.gz")?).unwrap();
    Some(reader.finish().unwrap())
}

fn broadcast() -> Option<TrackedGame> {
    let described = public("skillcorner/2417_match_data.json")?;
    let mut reader = SkillCornerReader::new(&described).unwrap();
    reader.push(&public("skillcorner/2417_structured_data_period1.json.gz")?).unwrap();
    Some(reader.finish().unwrap())
}

#[test]
fn optical_positions_are_trusted() {
    let Some(game) = optical() else { return };
    let report = of_match(Some(&game), None);
    let quality = report.quality.unwrap();
    assert!(quality.score >= 97 && quality.coverage > 0.999, "{quality:?}");
    assert!(quality.warnings.is_empty(), "{quality:?}");
    assert_eq!(report.physical.len(), 22);
    for side in [Side::Home, Side::Away] {
        let keepers = report.players.iter().filter(|player| player.side == side && player.keeper);
        assert_eq!(keepers.count(), 1);
    }
}

#[test]
fn positions_of_a_broadcast_say_how_little_was_seen() {
    let Some(game) = broadcast() else { return };
    let report = of_match(Some(&game), None);
    let quality = report.quality.unwrap();

    // 17,915 of the half's frames, and 10 to 17 of 22 players in them.
    assert!((quality.frames_missing - 0.347).abs() < 0.001, "{quality:?}");
    assert!((0.3..0.5).contains(&quality.coverage), "{quality:?}");
    assert!((10..50).contains(&quality.score), "{quality:?}");
    let causes: Vec<LossCause> = quality.losses.iter().map(|loss| loss.cause).collect();
    assert_eq!(causes[..2], [LossCause::FramesMissing, LossCause::Coverage]);
    assert!(quality.warnings.contains(&Warning::Nameless { places: 6_289 }));
    // Speeds at the ends of short stays are nobody's top speed.
    let tops = report.physical.iter().filter_map(|player| player.total.top_speed_mps);
    assert!(tops.into_iter().all(|top| top <= 12.0));
    assert!(quality.warnings.iter().any(|of| matches!(of, Warning::TooFast { players: 1.. })));
    // Nobody's coming is told where players are out of sight most of the time.
    assert!(report.timeline.is_empty());
    for side in [Side::Home, Side::Away] {
        let keepers = report.players.iter().filter(|player| player.side == side && player.keeper);
        assert_eq!(keepers.count(), 1);
    }
}
