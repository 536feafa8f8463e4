//! Chunks against bytes by hand, against what was put into them, and against damage.

use football::{Places, Side, Tick, TrackedPeriod};
use proptest::prelude::*;

use crate::{ChunkError, Track, decode, encode};

/// A period of one player and the ball; a place per tick.
fn period(player: &[(f32, f32)], ball: &[(f32, f32)]) -> TrackedPeriod {
    let places = |of: &[(f32, f32)]| Places {
        x_m: of.iter().map(|place| place.0).collect(),
        y_m: of.iter().map(|place| place.1).collect(),
    };
    let tick = Tick { recorded: true, alive: Some(true), possession: Some(Side::Away) };
    TrackedPeriod {
        number: 1,
        first_frame: 100,
        ticks: vec![tick; player.len()],
        players: vec![places(player)],
        ball: places(ball),
        ball_height_m: vec![f32::NAN; ball.len()],
    }
}

#[test]
fn the_form_is_as_it_is_described() {
    let nowhere = (f32::NAN, f32::NAN);
    let bytes = encode(&period(&[(0.01, 0.0), (0.02, 0.0), (0.03, 0.0)], &[nowhere; 3]), 0..3);

    let expected = [
        b'T', b'L', b'F', b'1', // mark
        0, 3, 1, // first tick, ticks, players
        3, 0b1_0101, // three times: recorded, in play, the away team's
        3, 1, // the player is there three times
        2, 2, 0, 0, // second differences: 1, 0, 0, folded
        1, 0, 0, 0, // first differences, since none are smaller
        3, 0, // no ball
        3, 0, // no height of it
    ];
    assert_eq!(bytes, expected);
}

#[test]
fn a_chunk_tells_centimetres_metres_and_what_is_not_known() {
    let nowhere = (f32::NAN, f32::NAN);
    let whole = period(&[(52.5, -34.0), nowhere, (-0.004, 0.006)], &[nowhere, (1.0, 2.0), nowhere]);
    let chunk = decode(&encode(&whole, 1..3)).unwrap();

    assert_eq!(chunk.first_tick, 1);
    assert_eq!(chunk.ticks, whole.ticks[1..]);
    assert_eq!(chunk.players, [Track { places_cm: vec![None, Some((0, 1))] }]);
    assert_eq!(chunk.ball.place_m(0), Some((1.0, 2.0)));
    assert_eq!(chunk.ball.place_m(1), None);
    assert_eq!(chunk.ball_height_cm, [None, None]);
}

#[test]
fn nobody_stands_three_hundred_metres_away() {
    let chunk = decode(&encode(&period(&[(301.0, 0.0), (f32::INFINITY, 1.0)], &[]), 0..2)).unwrap();

    assert_eq!(chunk.players[0].places_cm, [None, None]);
}

#[test]
fn what_is_not_frames_is_told_from_what_is_cut_off() {
    assert_eq!(decode(b"PAR1"), Err(ChunkError::NotFrames));
    let bytes = encode(&period(&[(1.0, 2.0); 4], &[(3.0, 4.0); 4]), 0..4);
    for cut in 4..bytes.len() {
        assert_eq!(decode(&bytes[..cut]), Err(ChunkError::CutOff { at: cut }));
    }
    let longer = [bytes.as_slice(), &[0]].concat();
    assert_eq!(decode(&longer), Err(ChunkError::Damaged { at: bytes.len() }));
}

#[test]
fn a_chunk_that_asks_for_too_much_is_refused() {
    // 2^31 ticks.
    let absurd = [b"TLF1".as_slice(), &[0, 0x80, 0x80, 0x80, 0x80, 0x08, 1]].concat();
    assert!(matches!(decode(&absurd), Err(ChunkError::Damaged { .. })));
}

/// A place within a large pitch in whole millimetres, or none.
fn place() -> impl Strategy<Value = (f32, f32)> {
    prop_oneof![
        5 => (-30_000_i16..30_000, -30_000_i16..30_000)
            .prop_map(|(x, y)| (f32::from(x) / 1_000.0, f32::from(y) / 1_000.0)),
        1 => Just((f32::NAN, f32::NAN)),
    ]
}

proptest! {
    #[test]
    fn what_is_read_is_what_was_written_to_half_a_centimetre(
        player in proptest::collection::vec(place(), 1..60),
        ball in proptest::collection::vec(place(), 0..60),
        from in 0_usize..30,
    ) {
        let written = period(&player, &ball);
        let chunk = decode(&encode(&written, from..60)).unwrap();

        prop_assert_eq!(chunk.ticks.len(), player.len().saturating_sub(from));
        for (read, put) in [(&chunk.players[0], &player), (&chunk.ball, &ball)] {
            for tick in 0..chunk.ticks.len() {
                let put = put.get(from + tick).filter(|place| !place.0.is_nan());
                match (read.place_m(tick), put) {
                    (None, None) => {}
                    (Some(read), Some(put)) => {
                        prop_assert!((read.0 - put.0).abs() < 0.0051 && (read.1 - put.1).abs() < 0.0051);
                    }
                    (read, put) => prop_assert!(false, "{read:?} was {put:?}"),
                }
            }
        }
    }

    #[test]
    fn damage_is_an_error_or_another_chunk_and_never_a_panic(
        player in proptest::collection::vec(place(), 1..40),
        at in any::<prop::sample::Index>(),
        with in any::<u8>(),
    ) {
        let mut bytes = encode(&period(&player, &player), 0..40);
        let at = at.index(bytes.len());
        bytes[at] = with;
        if let Ok(chunk) = decode(&bytes) {
            prop_assert_eq!(chunk.ball.places_cm.len(), chunk.ticks.len());
        }
    }

    #[test]
    fn any_bytes_are_an_error_or_a_chunk(tail in proptest::collection::vec(any::<u8>(), 0..200)) {
        let bytes = [b"TLF1".as_slice(), &tail].concat();
        let _ = decode(&bytes);
    }
}
