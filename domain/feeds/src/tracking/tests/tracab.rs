//! TRACAB: the public files, line-ups, and frames of another game.

use football::{Pitch, Places, Side, TrackedGame, TrackedPeriod};

use super::{pieces, public};
use crate::tracking::{TracabReader, TrackingError, read_tracab_meta};

pub(super) fn read(meta: &[u8], frames: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = TracabReader::new(read_tracab_meta(meta)?)?;
    for piece in pieces(frames) {
        reader.push(piece)?;
    }
    reader.finish()
}

fn known(game: &TrackedGame) -> usize {
    game.periods.iter().flat_map(|period| &period.players).map(Places::known).sum()
}

#[test]
fn six_minutes_have_the_counts_and_places_of_the_reference() {
    let Some(meta) = public("tracab_nl_6min/tracab_meta.xml") else { return };
    let Some(frames) = public("tracab_nl_6min/tracab.dat.gz") else { return };
    let game = read(&meta, &frames).unwrap();

    // `reference/ref_counts_kloppy.json`, set `tracab_nl_6min/tracab.dat`.
    assert_eq!((game.frames(), game.rate_hz), (6_000, 25.0));
    assert_eq!(game.pitch, Pitch { length_m: 104.9, width_m: 67.8 });
    let roster = |side| game.players.iter().filter(|player| player.side == side).count();
    assert_eq!((roster(Side::Home), roster(Side::Away), known(&game)), (11, 11, 132_000));
    let period = &game.periods[0];
    assert_eq!((period.first_frame, period.ball.known()), (1, 6_000));
    // The folder's README.
    let alive = period.ticks.iter().filter(|tick| tick.alive == Some(true));
    assert_eq!(alive.clone().count(), 3_989);
    let at_home = alive.filter(|tick| tick.possession == Some(Side::Home)).count();
    assert_eq!(at_home, 2_681, "a share of .67210 of the alive frames");
    let (x, y) = (f64::from(period.ball.x_m[0]), f64::from(period.ball.y_m[0]));
    assert!((x / 104.9 + 0.5 - 0.499_809_342).abs() < 1e-6, "{x}");
    assert!((0.5 - y / 67.8 - 0.506_047_198).abs() < 1e-6, "{y}");
}

#[test]
fn line_ups_are_read_from_xml_and_from_json_alike() {
    let Some(xml) = public("formats/tracab/tracab_meta.xml") else { return };
    let Some(json) = public("formats/tracab/tracab_meta.json") else { return };
    let Some(frames) = public("formats/tracab/tracab_raw.dat") else { return };

    let (of_xml, of_json) = (read(&xml, &frames).unwrap(), read(&json, &frames).unwrap());

    // `reference/ref_counts_kloppy.json`, set `formats/tracab/raw.dat`.
    assert_eq!(of_xml.frames(), 7);
    assert_eq!(of_xml.periods.iter().map(TrackedPeriod::frames).collect::<Vec<_>>(), [4, 3]);
    let roster = |side| of_xml.players.iter().filter(|player| player.side == side).count();
    assert_eq!((roster(Side::Home), roster(Side::Away), known(&of_xml)), (20, 20, 154));
    let seen =
        |player: &usize| of_xml.periods.iter().any(|period| period.players[*player].known() > 0);
    assert_eq!((0..40).filter(seen).count(), 30);
    assert_eq!(of_xml.players[0].name.as_deref(), Some("Player One"));
    assert_eq!(of_xml.players, of_json.players);
    assert_eq!((of_xml.pitch, of_xml.rate_hz), (of_json.pitch, of_json.rate_hz));
    assert_eq!(known(&of_json), 154);
}

#[test]
fn frames_of_another_game_are_told() {
    let Some(meta) = public("formats/tracab/tracab_meta.xml") else { return };
    let error = read(&meta, b"1:1,1,9,0,0,0.00;:0,0,0,0.00,H,Alive;:\n").unwrap_err();
    assert!(error.to_string().starts_with("no frame of the file belongs to a period"), "{error}");
}
