//! Whatever the pieces, the game is the same; whatever the bytes, there is a game or an error.

use football::GameEvents;
use proptest::prelude::*;

use super::{
    public,
    small_files::{
        DATA_FACTORY, IMPECT, IMPECT_EVENTS, METRICA_CSV, METRICA_JSON, OPTA, SPORTEC, STATS_BOMB,
        STATS_PERFORM,
    },
};
use crate::events::{
    DataFactoryReader, EventsError, ImpectReader, MetricaCsvReader, MetricaJsonReader, OptaReader,
    SportecReader, StatsBombReader, StatsPerformReader, read_impect_line_ups, recognise_event_file,
};

type Read = fn(&[&[u8]], usize) -> Result<GameEvents, EventsError>;

/// Reads a file beside its description in pieces of this size.
macro_rules! reader {
    ($new:expr) => {
        |files: &[&[u8]], size: usize| {
            let mut reader = $new(files[0])?;
            for piece in files[1].chunks(size) {
                reader.push(piece)?;
            }
            reader.finish()
        }
    };
}

fn stats_bomb(line_ups: &[u8]) -> Result<StatsBombReader, EventsError> {
    let mut reader = StatsBombReader::default();
    reader.line_ups(line_ups)?;
    Ok(reader)
}

fn readers() -> [([&'static str; 2], Read); 9] {
    [
        (STATS_BOMB, reader!(stats_bomb)),
        (OPTA, reader!(OptaReader::new)),
        (STATS_PERFORM, reader!(StatsPerformReader::new)),
        (DATA_FACTORY, reader!(|_| Ok::<_, EventsError>(DataFactoryReader::default()))),
        (SPORTEC, reader!(SportecReader::new)),
        (METRICA_CSV, reader!(|_| Ok::<_, EventsError>(MetricaCsvReader::default()))),
        (METRICA_JSON, reader!(MetricaJsonReader::new)),
        (IMPECT, |files, _| read_impect_line_ups(files[1], files[0], b"")),
        (IMPECT_EVENTS, reader!(|line_ups| ImpectReader::new(line_ups, b"", b""))),
    ]
}

#[test]
fn each_of_the_small_files_is_read() {
    for (files, read) in readers() {
        let game = read(&files.map(str::as_bytes), 4_096).unwrap();
        assert!(!game.events.is_empty() && !game.players.is_empty(), "{}", files[1]);
        assert!(game.events.iter().all(|event| event.side.is_some()), "{}", files[1]);
    }
}

proptest! {
    #[test]
    fn the_size_of_the_pieces_makes_no_difference(size in 1_usize..700) {
        for (files, read) in readers() {
            let files = files.map(str::as_bytes);
            prop_assert_eq!(read(&files, size), read(&files, usize::MAX));
        }
    }

    #[test]
    fn a_file_that_is_cut_off_is_refused_or_is_shorter(share in 0.0_f64..1.0, of_description: bool) {
        for (files, read) in readers() {
            let mut files = files.map(str::as_bytes);
            let whole = read(&files, 4_096).unwrap();
            let cut = usize::from(!of_description);
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss,
                reason = "a place in a short file")]
            let end = (files[cut].len() as f64 * share) as usize;
            files[cut] = &files[cut][..end];
            if let Ok(game) = read(&files, 4_096) {
                prop_assert!(of_description || game.events.len() <= whole.events.len());
            }
        }
    }

    #[test]
    fn a_byte_that_is_wrong_is_an_error_or_another_game_and_never_a_panic(
        place in any::<prop::sample::Index>(),
        byte: u8,
        of_description: bool,
    ) {
        for (files, read) in readers() {
            let mut bytes = files.map(|file| file.as_bytes().to_vec());
            let flipped = &mut bytes[usize::from(!of_description)];
            if !flipped.is_empty() {
                let place = place.index(flipped.len());
                flipped[place] ^= byte;
            }
            let files = [&bytes[0][..], &bytes[1]];
            let all_finite = |game: GameEvents| game.events.iter().all(|event| {
                let spots = event.at.iter().chain(&event.end);
                event.clock_secs.is_finite() && spots.into_iter().all(|spot| spot.x_m.is_finite())
            });
            prop_assert!(read(&files, 4_096).map_or(true, all_finite));
            let _ = recognise_event_file(files[1]);
        }
    }

    #[test]
    fn whatever_the_bytes_there_is_no_panic(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        like in "[\\[\\]{}\":,<>/=&;a-e0-9 \n\\\\!\\-]{0,200}",
    ) {
        for (files, read) in readers() {
            for bytes in [&bytes[..], like.as_bytes()] {
                let _ = read(&[files[0].as_bytes(), bytes], 7);
                let _ = read(&[bytes, files[1].as_bytes()], 7);
            }
        }
    }
}

#[test]
fn real_files_that_are_cut_off_are_refused() {
    let pairs = [
        ("statsbomb/15946_lineups.json", "statsbomb/15946_events.json.gz", 0),
        ("formats/opta/opta_f7.xml", "formats/opta/opta_f24.xml", 1),
        (
            "formats/statsperform/statsperform_event_ma1.json",
            "formats/statsperform/statsperform_event_ma3.json.gz",
            2,
        ),
        ("formats/sportec/sportec_meta.xml", "formats/sportec/sportec_events.xml", 4),
        ("metrica/Sample_Game_3_metadata.xml", "metrica/Sample_Game_3_events.json.gz", 6),
    ];
    for (description, events, place) in pairs {
        let (Some(description), Some(events)) = (public(description), public(events)) else {
            return;
        };
        let (_, read) = readers()[place];
        for share in [3, 2] {
            let error = read(&[&description, &events[..events.len() / share]], 65_536).unwrap_err();
            assert!(error.to_string().contains("it was cut off"), "{error}");
        }
        // The description of another game, or none at all.
        assert!(read(&[&events, &events], 65_536).is_err());
    }
}
