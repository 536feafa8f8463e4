//! Sportec: positions object by object.

use football::{Pitch, Side, TrackedGame};

use super::{
    ball_known, first_ball, first_of, frames, pieces, players_known, public, roster, seen,
};
use crate::tracking::{SportecReader, TrackingError};

pub(super) fn read(described: &[u8], file: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = SportecReader::new(described)?;
    pieces(file).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

#[test]
fn positions_have_the_counts_and_places_of_the_reference() {
    let Some(described) = public("formats/sportec/sportec_meta.xml") else { return };
    let Some(file) = public("formats/sportec/sportec_positional.xml") else { return };
    let game = read(&described, &file).unwrap();

    // `reference/ref_counts_kloppy.json`, set `formats/sportec/tracking`: 101 frames in each half with 285 places of
    // players. kloppy leaves out the last three of the file, in which a player has a place and the ball has none.
    assert_eq!((frames(&game), game.rate_hz), (vec![101, 104], 25.0));
    let with_ball = |period: &football::TrackedPeriod| {
        let places =
            period.players.iter().flat_map(|places| places.x_m.iter().zip(&period.ball.x_m));
        places.filter(|(x, ball)| !x.is_nan() && !ball.is_nan()).count()
    };
    assert_eq!(game.periods.iter().map(with_ball).sum::<usize>(), 285);
    assert_eq!(game.pitch, Pitch { length_m: 100.0, width_m: 68.0 });
    assert_eq!((roster(&game), seen(&game)), ((20, 20), 3));
    assert_eq!((players_known(&game), ball_known(&game)), (285 + 3, 202));
    let first_frames: Vec<_> = game.periods.iter().map(|period| period.first_frame).collect();
    assert_eq!(first_frames, [10_000, 100_000]);
    first_ball(&game, 0.526_9, 0.496_176_471);
    first_of(&game, "DFL-OBJ-002G3I", 0.503_5, 0.871_470_588);
    assert_eq!(game.players[0].name.as_deref(), Some("Alexander Schwolow"));
    // `BallPossession="2" BallStatus="0"` in the first frame, 1 and 1 in the second.
    let [dead, alive, ..] = game.periods[0].ticks[..] else { unreachable!() };
    assert_eq!((dead.alive, dead.possession), (Some(false), Some(Side::Away)));
    assert_eq!((alive.alive, alive.possession), (Some(true), Some(Side::Home)));
    assert_eq!(game.periods[0].ball_height_m[..2], [0.06, 0.08]);
}

const MATCH: &str = r#"<PutDataRequest><MatchInformation><Environment PitchX="105" PitchY="68"/>
    <Team TeamId="H" Role="home"><Player PersonId="P" ShirtNumber="9" FirstName="J&#246;rg"/></Team>
    <Team TeamId="G" Role="guest"/></MatchInformation></PutDataRequest>"#;

fn told(sets: &str) -> Result<TrackedGame, String> {
    let file =
        format!("\u{feff}<?xml version=\"1.0\"?>\n<Data><!-- it's > here -->\n{sets}</Data>");
    read(MATCH.as_bytes(), file.as_bytes()).map_err(|error| error.to_string())
}

#[test]
fn who_is_not_in_the_line_up_is_listed_and_officials_are_not() {
    let set = |section: &str, team: &str, person: &str, first: i64| {
        let frame = |n: i64| {
            format!("<Frame N='{n}' T='2020-06-05T20:29:57.{:03}+02:00' X='1' Y='2'/>", n * 40)
        };
        format!(
            "<FrameSet GameSection='{section}' TeamId='{team}' PersonId='{person}'>{}{}</FrameSet>",
            frame(first),
            frame(first + 1)
        )
    };
    let sets = [
        set("firstHalf", "H", "P", 5),
        set("firstHalf", "G", "late", 3),
        set("firstHalf", "referee", "R", 1),
        set("firstHalf", "other", "X", 1),
        set("halfTimeBreak", "H", "P", 1),
    ];
    let game = told(&sets.concat()).unwrap();

    assert_eq!((game.periods[0].first_frame, frames(&game)), (3, vec![4]));
    assert_eq!((roster(&game), game.rate_hz, game.nameless_places), ((1, 1), 25.0, 2));
    assert_eq!(game.players[0].name.as_deref(), Some("Jörg"));
    assert_eq!(game.players[1].provider_id.as_deref(), Some("late"));
    assert!(game.periods[0].players[0].x_m[0].is_nan());

    let twice = told(&[set("firstHalf", "H", "P", 5), set("firstHalf", "H", "P", 5)].concat());
    assert_eq!(twice.unwrap_err(), "line 3: Home 9 stands in frame 5 twice");
}

#[test]
fn what_is_wrong_is_told_with_its_line() {
    let set = |frames: &str| {
        told(&format!("<FrameSet GameSection='firstHalf' TeamId='BALL'>\n{frames}</FrameSet>"))
            .unwrap_err()
    };
    for (frames, expected) in [
        ("<Frame N='2'/>\n<Frame N='1'/>", "line 5: frame 1 comes after frame 2"),
        ("<Frame X='1'/>", "line 4: the frame: it has no number `N`"),
        ("<Frame N='1' X='a'/>", "line 4: `a` stands where metres is expected"),
        ("<Frame N='1' T='x'/><Frame N='2' T='y'/>", "line 4: the frame: its time `y`"),
        ("<Frame N='1'/><Frame N='9999999' T=''/>", "line 4: the frame: its time ``"),
        ("<!DOCTYPE lol [<!ENTITY a \"b\">]>", "line 4: `!DOCTYPE lol"),
        ("<Frame N='1' ", "line 4: the frame: "),
    ] {
        let error = set(frames);
        assert!(error.starts_with(expected), "{error}");
    }
    assert_eq!(
        told("<FrameSet>").unwrap_err(),
        "line 3: the file ends in the middle of a frame: it was cut off"
    );
    let error = read(MATCH.as_bytes(), b"frame,x\n").unwrap_err().to_string();
    assert!(error.starts_with("line 1: `frame,x"), "{error}");
    assert_eq!(read(MATCH.as_bytes(), b"").unwrap_err().to_string(), "the file is empty");
    let error = read(b"<a/>", b"").unwrap_err().to_string();
    assert!(error.ends_with("it is about 0 teams, not about two"), "{error}");
    let far = "<Frame N='1' T='2020-06-05T20:00:00+02:00' X='1' Y='1'/>\
        <Frame N='999999999999' T='2020-06-05T20:00:40+02:00' X='1' Y='1'/>";
    assert!(set(far).contains("which cannot be"), "{}", set(far));
    let long = format!("<Frame N='{}", "1".repeat(100_000));
    assert!(set(&long).contains("an object has more than 16384 bytes"), "{}", set(&long));
}
