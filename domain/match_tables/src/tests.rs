//! Frames are read back by the library's own reader, and held against what was written.

use football::{Pitch, Places, Side, Tick, TrackedGame, TrackedPeriod, TrackedPlayer};
use parquet::{
    file::reader::{FileReader, SerializedFileReader},
    record::{Row, RowAccessor},
};

use crate::{FramesError, write_frames};

fn player(side: Side, shirt: Option<u16>) -> TrackedPlayer {
    TrackedPlayer { side, shirt, provider_id: None, name: Some("A. Player".to_owned()) }
}

fn places(of: &[(f32, f32)]) -> Places {
    Places { x_m: of.iter().map(|p| p.0).collect(), y_m: of.iter().map(|p| p.1).collect() }
}

/// Three ticks, of which the file had the first and the last; two players with one shirt, one with none.
fn game() -> TrackedGame {
    let nowhere = (f32::NAN, f32::NAN);
    let period = TrackedPeriod {
        number: 2,
        first_frame: 72_135,
        ticks: vec![
            Tick { recorded: true, alive: Some(true), possession: Some(Side::Home) },
            Tick::default(),
            Tick { recorded: true, alive: None, possession: None },
        ],
        players: vec![
            places(&[(52.504, -34.0), nowhere, (-1.0, 2.0)]),
            places(&[nowhere; 3]),
            places(&[(400.0, 0.0), nowhere, (0.0, 0.0)]),
        ],
        ball: places(&[(0.0, 0.0), nowhere, nowhere]),
        ball_height_m: vec![1.5, f32::NAN, f32::NAN],
    };
    TrackedGame {
        pitch: Pitch::STANDARD,
        rate_hz: 25.0,
        players: vec![
            player(Side::Home, Some(7)),
            player(Side::Home, Some(7)),
            player(Side::Away, None),
        ],
        periods: vec![period],
        nameless_places: 0,
    }
}

fn read(bytes: Vec<u8>) -> (Vec<String>, Vec<Row>, Vec<(String, String)>) {
    let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
    let metadata = reader.metadata().file_metadata();
    let columns = metadata.schema_descr().columns().iter().map(|c| c.name().to_owned()).collect();
    let told = metadata.key_value_metadata().unwrap();
    let told = told.iter().map(|pair| (pair.key.clone(), pair.value.clone().unwrap())).collect();
    let rows = reader.get_row_iter(None).unwrap().map(Result::unwrap).collect();
    (columns, rows, told)
}

#[test]
fn each_recorded_frame_is_a_row_in_centimetres() {
    let mut bytes = Vec::new();
    write_frames(&game(), 2, &mut bytes).unwrap();
    let (columns, rows, told) = read(bytes);

    assert_eq!(
        columns,
        [
            "frame",
            "alive",
            "possession",
            "home_7_x",
            "home_7_y",
            "home_player_2_x",
            "home_player_2_y",
            "away_player_3_x",
            "away_player_3_y",
            "ball_x",
            "ball_y",
            "ball_z",
        ]
    );
    assert_eq!(rows.len(), 2);
    let (first, last) = (&rows[0], &rows[1]);
    assert_eq!((first.get_long(0).unwrap(), last.get_long(0).unwrap()), (72_135, 72_137));
    assert!(first.get_bool(1).unwrap());
    assert_eq!(first.get_string(2).unwrap(), "home");
    assert!(last.get_bool(1).is_err() && last.get_string(2).is_err(), "the provider does not say");
    assert_eq!((first.get_short(3).unwrap(), first.get_short(4).unwrap()), (5_250, -3_400));
    assert!(first.get_short(5).is_err(), "he was never there");
    assert!(first.get_short(7).is_err(), "nobody stands 400 m away");
    assert_eq!((last.get_short(7).unwrap(), last.get_short(8).unwrap()), (0, 0));
    assert_eq!(first.get_short(11).unwrap(), 150);
    assert!(told.contains(&("rate_hz".to_owned(), "25".to_owned())));
    assert!(told.contains(&("pitch_length_m".to_owned(), "105".to_owned())));
}

#[test]
fn a_period_that_was_not_played_is_told() {
    let error = write_frames(&game(), 5, Vec::new()).unwrap_err();
    assert!(matches!(error, FramesError::NoSuchPeriod(5)));
}
