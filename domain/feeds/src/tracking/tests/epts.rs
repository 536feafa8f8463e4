//! FIFA's transfer format, as Metrica Sports writes it.

use football::{Pitch, TrackedGame};

use super::{
    ball_known, first_ball, first_of, frames, pieces, players_known, public, roster, seen,
};
use crate::tracking::{EptsReader, TrackingError, read_epts_meta};

pub(super) fn read(meta: &[u8], file: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = EptsReader::new(read_epts_meta(meta)?)?;
    pieces(file).try_for_each(|piece| reader.push(piece))?;
    reader.finish()
}

#[test]
fn a_hundred_frames_have_the_counts_and_places_of_the_reference() {
    let Some(meta) = public("metrica/epts_metadata.xml") else { return };
    let Some(file) = public("metrica/epts_tracking_100.txt") else { return };
    let game = read(&meta, &file).unwrap();

    // `reference/ref_counts_kloppy.json`, set `metrica/epts_tracking_100.txt`. It counts 2,200 places of players:
    // each of 22 in each of 100 frames, those included that are `NaN` in the file.
    assert_eq!((frames(&game), game.rate_hz, game.pitch), (vec![50, 50], 25.0, Pitch::STANDARD));
    assert_eq!((roster(&game), ball_known(&game)), ((11, 11), 100));
    let text = String::from_utf8(file).unwrap();
    let nobody = text.matches("NaN,NaN,").count();
    assert_eq!(players_known(&game) + nobody, 2_200);
    assert_eq!((seen(&game), nobody), (19, 300));
    let first_frames: Vec<_> = game.periods.iter().map(|period| period.first_frame).collect();
    assert_eq!(first_frames, [450, 650]);
    first_ball(&game, 0.528_67, 0.706_9);
    first_of(&game, "Track_1", 0.306_02, 0.970_29);
}

#[test]
fn lines_change_with_the_players_on_the_pitch() {
    let Some(meta) = public("metrica/Sample_Game_3_metadata.xml") else { return };
    // The second list of values begins at frame 69,662 with players 1, 2 and 12, the first with 1, 2 and 3.
    let line = |frame: i64| {
        let players: Vec<_> = (1..=22).map(|n| format!("0.{n:02},0.5")).collect();
        format!("{frame}:{}:0.5,0.5\n", players.join(";"))
    };
    let game = read(&meta, [line(69_661), line(69_662)].concat().as_bytes()).unwrap();

    assert_eq!(frames(&game), [1, 1]);
    assert_eq!(roster(&game), (17, 18));
    let third = |period: usize| {
        let places = game.periods[period].players.iter();
        places.enumerate().find(|(_, places)| (places.x_m[0] + 0.47 * 105.0).abs() < 1e-4)
    };
    let shirts = [0, 1].map(|period| game.players[third(period).unwrap().0].shirt);
    assert!(shirts[0] != shirts[1] && shirts.iter().all(Option::is_some), "{shirts:?}");
}

#[test]
fn what_is_wrong_is_told() {
    let meta = |unit: &str| {
        format!(
            r#"<main><Metadata><FrameRate>25</FrameRate>
            <ProviderParameter><Name>first_half_start</Name><Value>1</Value></ProviderParameter>
            <ProviderParameter><Name>first_half_end</Name><Value>9</Value></ProviderParameter>
            <FieldSize><Width>105</Width><Height>68</Height></FieldSize>
            <Team id="A"/><Team id="B"/><Player id="P1" teamId="A"><Name>One</Name></Player>
            <Channel id="x"><Unit>{unit}</Unit></Channel>
            <PlayerChannel channelId="x" id="1x" playerId="P1"/>
            <PlayerChannel channelId="y" id="1y" playerId="P1"/></Metadata>
            <DataFormatSpecification separator=":" startFrame="1" endFrame="9"><StringRegister name="frameCount"/>
            <SplitRegister separator=";"><SplitRegister separator=",">
            <PlayerChannelRef playerChannelId="1x"/><PlayerChannelRef playerChannelId="1y"/>
            </SplitRegister></SplitRegister>
            <SplitRegister separator=","><BallChannelRef channelId="x"/><BallChannelRef channelId="y"/></SplitRegister>
            </DataFormatSpecification></main>"#
        )
    };
    let told = |lines: &str| {
        read(meta("normalized").as_bytes(), lines.as_bytes()).map_err(|error| error.to_string())
    };
    let game = told("1:0.5,0.25:0,1\n2:NaN,NaN:NaN,NaN\n").unwrap();
    assert_eq!((game.players[0].name.as_deref(), players_known(&game)), (Some("One"), 1));
    assert_eq!((game.periods[0].players[0].y_m[0], game.periods[0].ball.x_m[0]), (17.0, -52.5));
    for (lines, expected) in [
        ("1:0.5,0.25:0,1\n1:0.5,0.25:0,1\n", "line 2: frame 1 comes after frame 1"),
        ("1:0.5,a:0,1\n", "line 1: `a` stands where a share of the pitch, or NaN is expected"),
        ("1:0.5:0,1\n", "line 1: 1 values, where the header has 2"),
        ("1:0.5,0.25:0,1,2\n", "line 1: 3 values, where the header has 2"),
        ("1:0.5,0.25", "line 1: the file ends in the middle of a frame: it was cut off"),
        ("x:0.5,0.25:0,1\n", "line 1: `x:0.5,0.25:0,1` stands where the number of a frame"),
        ("77:0.5,0.25:0,1\n", "no frame of the file belongs to a period"),
        ("", "the file is empty"),
    ] {
        let error = told(lines).unwrap_err();
        assert!(error.starts_with(expected), "{error}");
    }
    let error = read(meta("cm").as_bytes(), b"").unwrap_err().to_string();
    assert!(error.ends_with("places are in `cm`, not in shares of the pitch"), "{error}");
    let entity = meta("&bomb;");
    assert!(
        read(entity.as_bytes(), b"").unwrap_err().to_string().contains("`&bomb;` is not known")
    );
    let deep = "<SplitRegister separator=\",\">".repeat(50_000);
    assert!(read_epts_meta(deep.as_bytes()).unwrap_err().to_string().contains("too deep"));
}
