//! Files that are wrong, cut off or hostile.

use football::{Pitch, Side};
use proptest::prelude::*;

use super::{metrica, skillcorner, tracab};
use crate::tracking::{TracabMeta, TracabPeriod, TracabReader, read_tracab_meta};

const HEADER: &str = ",,,H,\n,,,1,\nPeriod,Frame,Time [s],Player1,,Ball,\n";

fn refused(rows: &str) -> String {
    metrica::read(Side::Home, [HEADER, rows].concat().as_bytes()).unwrap_err().to_string()
}

const META: &str = r#"<TracabMetaData><match iFrameRateFps="25" fPitchXSizeMeters="105"
    fPitchYSizeMeters="68"><period iId="1" iStartFrame="1" iEndFrame="100"/></match></TracabMetaData>"#;

fn tracab_refused(frames: &str) -> String {
    tracab::read(META.as_bytes(), frames.as_bytes()).unwrap_err().to_string()
}

const SKILLCORNER: &str = r#"{"pitch_length":105,"pitch_width":68,"home_team":{"id":1},"away_team":{"id":2},
    "players":[{"id":7,"trackable_object":70,"team_id":1,"number":9}],"ball":{"trackable_object":55}}"#;

#[test]
fn a_frame_of_json_that_makes_no_sense_is_told_with_its_line() {
    let good = r#"[{"frame":1,"period":1,"data":[{"x":1,"y":2,"trackable_object":70}]},"#;
    let told = |rest: &str| {
        let file = [good, "\n", rest].concat();
        skillcorner::read(SKILLCORNER.as_bytes(), file.as_bytes())
            .map_err(|error| error.to_string())
    };
    assert!(told(r#"{"frame":2,"period":null,"data":[]}]"#).is_ok());
    // A brace within words is no end.
    assert!(told(r#"{"frame":2,"period":1,"possession":{"group":"}\"{"},"data":[]}]"#).is_ok());
    for (rest, expected) in [
        (
            r#"{"frame":2,"period":1,"data":[{"x":1"#,
            "line 2: the file ends in the middle of a frame",
        ),
        (r#"{"frame":"b","period":1}]"#, "line 2: the frame: invalid type: string \"b\""),
        (
            r#"{"frame":2,"period":9,"data":[{"x":1,"y":2}]}]"#,
            "line 2: the frame: there is no period 9",
        ),
        (
            r#"{"frame":1,"period":1,"data":[{"x":1,"y":2}]}]"#,
            "line 2: frame 1 comes after frame 1",
        ),
        ("frame,x,y", "line 2: `frame,x,y` stands where an object of JSON is expected"),
    ] {
        let error = told(rest).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    let none = skillcorner::read(SKILLCORNER.as_bytes(), b"[]").unwrap_err().to_string();
    assert_eq!(none, "the file is empty");
    let other = SKILLCORNER.replace("\"team_id\":1", "\"team_id\":3");
    let error = skillcorner::read(other.as_bytes(), b"[]").unwrap_err().to_string();
    assert!(error.contains("player 7 is of team 3, which does not play"), "{error}");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let good = "1,1,0.04,0.5,0.5,0.5,0.5\n";
    assert_eq!(metrica::read(Side::Home, b"").unwrap_err().to_string(), "the file is empty");
    let cases = [
        ("x,2,0.08,0.5,0.5,0.5,0.5\n", "line 5: `x` stands where a period from 1 to 5 is expected"),
        ("9,2,0.08,0.5,0.5,0.5,0.5\n", "line 5: `9` stands where a period from 1 to 5 is expected"),
        (
            "1,2,0.08,a,0.5,0.5,0.5\n",
            "line 5: `a` stands where a share of the pitch, or NaN is expected",
        ),
        ("1,2,0.08,0.5,0.5\n", "line 5: 5 values, where the header has 7"),
        ("1,2,0.08,0.5,0.5,0.5,0.5,0.1\n", "line 5: 8 values, where the header has 7"),
        (
            "1,1,0.04,0.5,0.5,0.5,0.5\n",
            "line 5: frame 1 comes after frame 1: frames are doubled or out of order",
        ),
        (
            "1,99999,0.08,0.5,0.5,0.5,0.5\n",
            "line 5: frame 99999 comes 99997 frames after the one before it, more than a period has",
        ),
        ("1,2,0.08,0.5,0.", "line 5: the file ends in the middle of a frame: it was cut off"),
    ];
    for (row, told) in cases {
        assert_eq!(refused(&[good, row].concat()), told);
    }
    let slower = "1,2,0.08,0.5,0.5,0.5,0.5\n2,9,1.0,0.5,0.5,0.5,0.5\n2,10,1.1,0.5,0.5,0.5,0.5\n";
    let told = "one period has 25.00 frames a second and another has 10.00";
    assert_eq!(refused(&[good, slower].concat()), told);
    assert!(
        metrica::read(Side::Home, b"a\nb\nname;age\n")
            .unwrap_err()
            .to_string()
            .starts_with("line 3: ")
    );
}

#[test]
fn a_frame_of_tracab_that_makes_no_sense_is_told_with_its_line() {
    let good = "1:1,1,9,0,0,0.00;:0,0,0,0.00,H,Alive;:\n";
    assert!(tracab::read(META.as_bytes(), good.as_bytes()).is_ok());
    let cases = [
        ("<xml>\n", "line 2: `<xml>` stands where a frame's number and a colon is expected"),
        (
            "2:1,1,9,0,0,0.00;:0,0;:\n",
            "line 2: `0,0;` stands where `x,y,z,speed,H,Alive;` of the ball is expected",
        ),
        (
            "2:1,1,9,0,x,0.00;:0,0,0,0.00,H,Alive;:\n",
            "line 2: `1,1,9,0,x,0.00` stands where `team,id,shirt,x,y,speed` is expected",
        ),
        (
            "2:1,1,9,0,0,0.00;1,4,9,0,0,0.00;:0,0,0,0.00,H,Alive;:\n",
            "line 2: Home 9 stands in frame 2 twice",
        ),
        ("2:1,1,9,0,0,0.0", "line 2: the file ends in the middle of a frame: it was cut off"),
    ];
    for (row, told) in cases {
        assert_eq!(tracab_refused(&[good, row].concat()), told);
    }
    assert_eq!(tracab_refused(""), "the file is empty");
}

#[test]
fn a_description_that_makes_no_sense_is_told() {
    let refused = |text: &str| read_tracab_meta(text.as_bytes()).unwrap_err().to_string();
    assert_eq!(refused(""), "the file is empty");
    assert!(refused("frame,x").contains("XML or JSON"));
    assert!(refused("<a/>").contains("no period that was played"));
    assert!(refused("{}").contains("FrameRate"));
    let absurd = TracabMeta {
        rate_hz: 1e9,
        pitch: Pitch::STANDARD,
        periods: vec![TracabPeriod { number: 1, first_frame: 1, last_frame: 2 }],
        players: Vec::new(),
    };
    let error = TracabReader::new(absurd).unwrap_err().to_string();
    assert_eq!(error, "the number of frames a second is 1000000000, which cannot be");
}

#[test]
fn a_file_that_asks_for_all_memory_is_refused_early() {
    let meta = META.replace("\"100\"", "\"2000000000\"");
    // 40,000 ticks a line.
    let line = |frame| format!("{}:1,1,9,0,0,0.00;:0,0,0,0.00,H,Alive;:\n", 1 + frame * 40_000);
    let frames: String = (0..2_000).map(line).collect();
    let error = tracab::read(meta.as_bytes(), frames.as_bytes()).unwrap_err().to_string();
    assert!(error.contains("more than 30000000 places"), "{error}");

    let long = "1".repeat(70_000);
    assert!(tracab_refused(&long).contains("more than 65536 bytes"));
}

proptest! {
    #[test]
    fn a_file_that_is_cut_off_is_read_or_refused_and_never_a_panic(end in 0_usize..400) {
        let rows = "1,1,0.04,0.5,0.5,0.5,0.5\n1,2,0.08,0.5,NaN,0.25,0.5\n2,9,1.0,0.5,0.5,NaN,NaN\n";
        let whole = [HEADER, rows].concat();
        let _ = metrica::read(Side::Home, &whole.as_bytes()[..end.min(whole.len())]);
        let frames = "1:1,1,9,0,0,0.00;0,2,9,5,5,1.00;:0,0,0,0.00,H,Alive;:\n".repeat(3);
        let _ = tracab::read(META.as_bytes(), &frames.as_bytes()[..end.min(frames.len())]);
        let _ = read_tracab_meta(&META.as_bytes()[..end.min(META.len())]);
    }

    #[test]
    fn whatever_the_bytes_there_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..300),
        like in "[0-9,:;.\\-HAaliveNDd\n]{0,300}",
    ) {
        for bytes in [&bytes[..], like.as_bytes()] {
            let _ = tracab::read(META.as_bytes(), bytes);
            let _ = metrica::read(Side::Away, &[HEADER.as_bytes(), bytes].concat());
            let _ = metrica::read(Side::Away, bytes);
            let _ = read_tracab_meta(bytes);
            let _ = skillcorner::read(SKILLCORNER.as_bytes(), bytes);
            let _ = skillcorner::read(bytes, b"{}");
        }
    }
}
