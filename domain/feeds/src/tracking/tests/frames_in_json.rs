//! The providers whose frames are objects of JSON: TRACAB, Second Spectrum, PFF and Signality.

use football::{Pitch, Side, TrackedGame};

use super::{
    ball_known, first_ball, first_of, frames, pieces, players_known, public, roster, seen,
};
use crate::tracking::{
    PffReader, SecondSpectrumReader, SignalityReader, TracabJsonReader, TrackingError,
    read_tracab_meta,
};

pub(super) fn tracab(meta: &[u8], file: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = TracabJsonReader::new(read_tracab_meta(meta)?)?;
    pieces(file).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

pub(super) fn second_spectrum(meta: &[u8], file: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = SecondSpectrumReader::new(meta)?;
    pieces(file).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

pub(super) fn pff(meta: &[u8], roster: &[u8], file: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = PffReader::new(meta, roster)?;
    pieces(file).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

pub(super) fn signality(
    meta: &[u8],
    venue: &[u8],
    periods: &[&[u8]],
) -> Result<TrackedGame, TrackingError> {
    let mut reader = SignalityReader::new(meta, venue)?;
    for file in periods {
        pieces(file).try_for_each(|piece| reader.push(piece))?;
        reader.end_file()?;
    }
    reader.finish()
}

#[test]
fn tracab_in_json_has_the_counts_and_places_of_the_reference_and_of_its_text() {
    let Some(meta) = public("formats/tracab/tracab_meta.json") else { return };
    let Some(file) = public("formats/tracab/tracab_raw.json") else { return };
    let Some(text) = public("formats/tracab/tracab_raw.dat") else { return };
    let game = tracab(&meta, &file).unwrap();

    // `reference/ref_counts_kloppy.json`, set `formats/tracab/raw.json`.
    assert_eq!((frames(&game), game.rate_hz), (vec![4, 3], 25.0));
    assert_eq!((roster(&game), seen(&game)), ((20, 20), 30));
    assert_eq!((players_known(&game), ball_known(&game)), (154, 7));
    let first_frames: Vec<_> = game.periods.iter().map(|period| period.first_frame).collect();
    assert_eq!(first_frames, [1_848_508, 1_942_114]);
    first_ball(&game, 0.758_095_238, -0.047_352_941);
    first_of(&game, "10524", 0.050_285_714, 0.495_882_353);
    assert!(super::same(&super::tracab::read(&meta, &text).unwrap(), &game));
    assert_eq!(game.periods[0].ticks[1].alive, Some(true));
}

#[test]
fn second_spectrum_has_the_counts_and_places_of_the_reference_and_no_player_twice() {
    let Some(json) = public("formats/secondspectrum/second_spectrum_fake_metadata.json") else {
        return;
    };
    let Some(xml) = public("formats/secondspectrum/second_spectrum_fake_metadata.xml") else {
        return;
    };
    let Some(file) = public("formats/secondspectrum/second_spectrum_fake_data.jsonl.gz") else {
        return;
    };
    let game = second_spectrum(&json, &file).unwrap();

    // `reference/ref_counts_kloppy.json`, set `formats/secondspectrum`. kloppy lists 36 players of the away team: it
    // looks for numbers of shirts, which differ between frames and line-up, where the ids are the same.
    assert_eq!((frames(&game), game.rate_hz), (vec![187, 189], 25.0));
    assert_eq!((roster(&game), seen(&game)), ((20, 20), 29));
    assert_eq!((players_known(&game), ball_known(&game)), (8_272, 376));
    assert_eq!(game.periods[0].first_frame, 0);
    let period = &game.periods[1];
    assert_eq!(period.first_frame + i64::try_from(period.ticks.len()).unwrap() - 1, 150_000);
    first_ball(&game, 0.840_269_044, 0.383_781_787);
    first_of(&game, "1lxq7v", 0.405_441_588, 0.362_758_281);
    let alive = game.periods.iter().flat_map(|period| &period.ticks);
    assert_eq!(alive.filter(|tick| tick.alive == Some(true)).count(), 44);

    // The XML has the pitch to a centimetre and no line-ups.
    let of_xml = second_spectrum(&xml, &file).unwrap();
    assert_eq!(of_xml.pitch, Pitch { length_m: 104.85, width_m: 67.97 });
    assert_eq!((roster(&of_xml), of_xml.rate_hz), ((13, 16), 25.0));
    assert_eq!(players_known(&of_xml), 8_272);
}

#[test]
fn pff_has_the_counts_and_places_of_the_reference() {
    let Some(meta) = public("formats/pff/pff_metadata_3812.json") else { return };
    let Some(listed) = public("formats/pff/pff_rosters_3812.json") else { return };
    let Some(file) = public("formats/pff/pff_3812.jsonl.gz") else { return };
    let game = pff(&meta, &listed, &file).unwrap();

    // `reference/ref_counts_kloppy.json`, set `formats/pff/3812`.
    assert_eq!((frames(&game), game.rate_hz), (vec![50, 50], 29.97));
    assert_eq!((roster(&game), seen(&game)), ((26, 26), 30));
    assert_eq!((players_known(&game), ball_known(&game)), (2_178, 50));
    assert_eq!(game.periods[0].first_frame, 4_226);
    assert_eq!(game.pitch, Pitch::STANDARD);
    first_ball(&game, 0.523_428_571, 0.476_764_706);
    first_of(&game, "11094", 0.511_876_190, 0.668_941_176);
    // The kick-offs are theirs who had them, and the ball is dead at the end.
    let tick = game.periods[0].ticks[0];
    assert_eq!((tick.alive, tick.possession), (Some(true), Some(Side::Away)));
    let last = game.periods[1].ticks.last().unwrap();
    assert_eq!((game.periods[1].ticks[0].possession, last.alive), (Some(Side::Home), Some(false)));
}

#[test]
fn signality_has_the_counts_and_places_of_the_reference_in_either_order_of_its_periods() {
    let folder = "formats/signality/signality_";
    let file = |name: &str| public(&format!("{folder}{name}.json"));
    let Some(meta) = file("meta_data") else { return };
    let Some(venue) = file("venue_information") else { return };
    let Some(first) = file("p1_raw_data_subset") else { return };
    let Some(second) = file("p2_raw_data_subset") else { return };
    let game = signality(&meta, &venue, &[&first, &second]).unwrap();

    // `reference/ref_counts_kloppy.json`, set `formats/signality`. Its last frame, 147,211, is kloppy's own count
    // through the break; the provider's is 74,148 of the second period.
    assert_eq!((frames(&game), game.rate_hz), (vec![5, 5], 25.0));
    assert_eq!((roster(&game), seen(&game)), ((20, 20), 27));
    assert_eq!((players_known(&game), ball_known(&game)), (215, 7));
    assert_eq!(game.periods[1].ticks.len(), 74_149);
    assert_eq!(game.pitch, Pitch { length_m: 104.82, width_m: 68.407 });
    first_ball(&game, 0.107_136_043, 0.498_830_529);
    let keeper =
        |player: &football::TrackedPlayer| player.side == Side::Away && player.shirt == Some(1);
    let keeper = game.players.iter().position(keeper).unwrap();
    super::near(&game, &game.periods[0].players[keeper], 0.943_426_827, 0.496_637_771);
    let turned = signality(&meta, &venue, &[&second, &first]).unwrap();
    assert!(super::same(&turned, &game));
}
