//! Files of one game in any order, and what is said where one is missing.

use football::{Pitch, Side, TrackedGame};

use super::{frames, public, same};
use crate::tracking::{
    GamePlan, GameReader, PlanFault, TrackingError, TrackingFile as File, recognise,
};

pub(super) fn read(files: &[&[u8]]) -> Result<Result<TrackedGame, TrackingError>, PlanFault> {
    let kinds: Vec<_> = files.iter().map(|file| recognise(file)).collect();
    let plan = GamePlan::of(&kinds, Pitch::STANDARD)?;
    let places: Vec<_> = plan.files().iter().map(|file| file.place).collect();
    let mut reader = GameReader::new(plan);
    let feed = || {
        for place in places {
            reader.begin()?;
            files[place].chunks(65_536).try_for_each(|piece| reader.push(piece))?;
            reader.end()?;
        }
        Ok(())
    };
    Ok(feed().and_then(|()| reader.finish()))
}

/// The games of the public data, with the frames of their periods.
pub(super) const GAMES: &[(&[&str], &[usize])] = &[
    (&["formats/tracab/tracab_raw.dat", "formats/tracab/tracab_meta.xml"], &[4, 3]),
    (&["formats/tracab/tracab_raw.json", "formats/tracab/tracab_meta.json"], &[4, 3]),
    (&["metrica/tiny_away.csv", "metrica/tiny_home.csv"], &[3, 3]),
    (&["metrica/epts_tracking_100.txt", "metrica/epts_metadata.xml"], &[50, 50]),
    (&["skillcorner/v3_raw_data.jsonl", "skillcorner/v3_meta_data.json"], &[13, 14]),
    (
        &[
            "formats/secondspectrum/second_spectrum_fake_metadata.xml",
            "formats/secondspectrum/second_spectrum_fake_data.jsonl.gz",
            "formats/secondspectrum/second_spectrum_fake_metadata.json",
        ],
        &[187, 189],
    ),
    (&["formats/sportec/sportec_positional.xml", "formats/sportec/sportec_meta.xml"], &[101, 104]),
    (
        &[
            "formats/statsperform/statsperform_tracking_ma25.txt",
            "formats/statsperform/statsperform_tracking_ma1.json",
        ],
        &[26, 66],
    ),
    (
        &[
            "formats/pff/pff_rosters_3812.json",
            "formats/pff/pff_3812.jsonl.gz",
            "formats/pff/pff_metadata_3812.json",
        ],
        &[50, 50],
    ),
    (
        &[
            "formats/signality/signality_p2_raw_data_subset.json",
            "formats/signality/signality_venue_information.json",
            "formats/signality/signality_p1_raw_data_subset.json",
            "formats/signality/signality_meta_data.json",
        ],
        &[5, 5],
    ),
];

#[test]
fn every_game_is_read_from_its_files_in_any_order() {
    for (names, expected) in GAMES {
        let files: Option<Vec<_>> = names.iter().map(|name| public(name)).collect();
        let Some(files) = files else { return };
        let mut order: Vec<_> = files.iter().map(Vec::as_slice).collect();

        let game = read(&order).unwrap().unwrap();
        assert_eq!(frames(&game), *expected, "{names:?}");
        order.reverse();
        assert!(same(&read(&order).unwrap().unwrap(), &game), "{names:?}");

        // Without any one of them it is said what to add; what another makes needless may be absent.
        for absent in 0..order.len() {
            let mut fewer = order.clone();
            fewer.remove(absent);
            match read(&fewer) {
                Err(PlanFault::Missing { .. }) => {}
                Ok(Ok(_)) => {
                    assert!(names[0].contains("second_spectrum") || names[0].contains("signality"));
                }
                other => panic!("{names:?} without {absent}: {other:?}"),
            }
        }
    }
}

#[test]
fn of_two_pitches_of_hawk_eye_that_of_the_json_is_right() {
    let ball = br#"{"details":{"teams":[{"id":{"heId":"t"},"home":true}]},
        "samples":{"ball":[{"pos":[1,2,0.5],"time":0.0,"play":"In"},{"pos":[1,2,3],"time":0.02}]},
        "sequences":{"match-minute":1,"segment":1}}"#;
    let people = super::small_games::hawk_eye_feed(1, 1, &[0.0, 0.02]);
    let xml =
        b"<Match><stadium><pitch><length>106</length><width>69</width></pitch></stadium></Match>";
    let json = br#"{"Stadium":{"PitchLength":104,"PitchWidth":67}}"#;

    let game = read(&[&ball[..], people.as_bytes(), &xml[..], &json[..]]).unwrap().unwrap();

    assert_eq!(game.pitch, Pitch { length_m: 104.0, width_m: 67.0 });
    assert_eq!((frames(&game), game.periods[0].ball_height_m[0]), (vec![2], 0.5));
    let of_xml = read(&[&ball[..], people.as_bytes(), &xml[..]]).unwrap().unwrap();
    assert_eq!(of_xml.pitch, Pitch { length_m: 106.0, width_m: 69.0 });
}

#[test]
fn what_is_missing_or_too_much_is_said() {
    let told =
        |kinds: &[Option<File>]| GamePlan::of(kinds, Pitch::STANDARD).unwrap_err().to_string();
    let (home, away) = (File::MetricaCsv(Some(Side::Home)), File::MetricaCsv(Some(Side::Away)));
    for (kinds, expected) in [
        (
            &[Some(File::TracabFrames)][..],
            "TRACAB positions need their description: add the .xml or .json that describes the game",
        ),
        (
            &[Some(File::TracabMeta)],
            "TRACAB description needs positions: add the .dat or .json of the positions",
        ),
        (
            &[Some(home)],
            "Metrica positions of one team need the other team's: add the CSV of the other team",
        ),
        (
            &[Some(home), Some(home)],
            "files 1 and 2 are the same of two games: add one game at a time",
        ),
        (
            &[Some(home), Some(away), Some(away)],
            "files 1 and 3 are the same of two games: add one game at a time",
        ),
        (
            &[Some(File::PffFrames), Some(File::PffMeta)],
            "PFF positions need their description: add the roster (.json)",
        ),
        (
            &[Some(File::HawkEyeBall), Some(File::HawkEyeMeta)],
            "Hawk-Eye feeds of the ball need those of the people: add the feeds of the people (centroids)",
        ),
        (
            &[Some(File::TracabFrames), Some(File::TracabMeta), Some(File::TracabMeta)],
            "files 2 and 3 are the same of two games: add one game at a time",
        ),
        (
            &[Some(File::TracabFrames), Some(File::PffMeta)],
            "file 2 is of PFF and others are of TRACAB: add one game at a time",
        ),
        (
            &[Some(File::TracabFrames), None],
            "file 2 is no tracking of a provider that is known here",
        ),
        (&[], "there is no file"),
    ] {
        assert_eq!(told(kinds), expected);
    }
}

#[test]
fn files_of_two_games_are_told_and_an_endless_description_is_refused() {
    let names = ["tracab_nl_6min/tracab_meta.xml", "formats/tracab/tracab_raw.dat"];
    let [Some(meta), Some(other)] = names.map(public) else { return };
    let error = read(&[&meta, &other]).unwrap().unwrap_err();
    assert!(error.to_string().contains("are they of one game?"), "{error}");

    let kinds = [Some(File::TracabFrames), Some(File::TracabMeta)];
    let mut reader = GameReader::new(GamePlan::of(&kinds, Pitch::STANDARD).unwrap());
    reader.begin().unwrap();
    let piece = vec![b' '; 1 << 20];
    let refused = (0..20).find_map(|_| reader.push(&piece).err()).unwrap();
    assert!(refused.to_string().contains("more than 8388608 bytes"), "{refused}");
}
