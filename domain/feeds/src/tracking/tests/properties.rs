//! What holds of every reader: a file may come in any pieces, and a file that is not as it was gives a game or an
//! error.

use football::TrackedGame;
use proptest::prelude::*;

use super::{game_files, same, small_games::small_games};
use crate::tracking::{GamePlan, GameReader, TrackingError, recognise};

fn read(files: &[Vec<u8>]) -> Option<Result<TrackedGame, String>> {
    let files: Vec<_> = files.iter().map(Vec::as_slice).collect();
    let read = game_files::read(&files).ok()?;
    Some(read.map_err(|error| error.to_string()))
}

/// The game of the files in pieces that end at some of these shares of a file.
fn read_in_pieces(files: &[Vec<u8>], cuts: &[f64]) -> Result<TrackedGame, TrackingError> {
    let kinds: Vec<_> = files.iter().map(|file| recognise(file)).collect();
    let plan = GamePlan::of(&kinds, football::Pitch::STANDARD).unwrap();
    let places: Vec<_> = plan.files().iter().map(|file| file.place).collect();
    let mut reader = GameReader::new(plan);
    for place in places {
        reader.begin()?;
        let file = &files[place];
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_precision_loss,
            clippy::cast_sign_loss,
            reason = "a share of some thousand bytes"
        )]
        let mut ends: Vec<_> = cuts.iter().map(|cut| (cut * file.len() as f64) as usize).collect();
        ends.sort_unstable();
        let mut start = 0;
        for end in ends.into_iter().chain([file.len()]) {
            reader.push(&file[start..end])?;
            start = end;
        }
        reader.end()?;
    }
    reader.finish()
}

#[test]
fn every_small_game_is_read_byte_by_byte_and_may_be_cut_off_anywhere() {
    for (_, files) in small_games() {
        let whole = read(&files).unwrap().unwrap();
        assert!(whole.frames() >= 2 || files.len() == 3, "{whole:?}");
        let longest = files.iter().map(Vec::len).max().unwrap();
        #[expect(clippy::cast_precision_loss, reason = "some thousand bytes")]
        let every: Vec<f64> = (0..longest).map(|byte| byte as f64 / longest as f64).collect();
        assert!(same(&read_in_pieces(&files, &every).unwrap(), &whole));

        for (place, file) in files.iter().enumerate() {
            for end in (0..file.len()).step_by(5) {
                let mut cut = files.clone();
                cut[place].truncate(end);
                let _ = read(&cut);
            }
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_pieces_give_the_same_game(cuts in prop::collection::vec(0.0..1.0_f64, 0..12)) {
        for (_, files) in small_games() {
            let whole = read(&files).unwrap().unwrap();
            prop_assert!(same(&read_in_pieces(&files, &cuts).unwrap(), &whole));
        }
    }

    #[test]
    fn any_order_of_files_gives_the_same_game(seed in any::<u64>()) {
        for ((_, mut files), turn) in small_games().into_iter().zip(0..) {
            let whole = read(&files).unwrap().unwrap();
            let by = usize::try_from((seed >> turn) % 3).unwrap() % files.len();
            files.rotate_left(by);
            if seed >> turn & 8 == 8 {
                files.reverse();
            }
            prop_assert!(same(&read(&files).unwrap().unwrap(), &whole));
        }
    }

    #[test]
    fn flipped_bytes_give_a_game_or_an_error(
        flips in prop::collection::vec((0.0..1.0_f64, any::<u8>()), 1..4),
    ) {
        for (_, files) in small_games() {
            for place in 0..files.len() {
                let mut broken = files.clone();
                for (at, byte) in &flips {
                    #[expect(
                        clippy::cast_possible_truncation,
                        clippy::cast_precision_loss,
                        clippy::cast_sign_loss,
                        reason = "a share of some thousand bytes"
                    )]
                    let at = (at * files[place].len() as f64) as usize;
                    broken[place][at] = *byte;
                }
                if let Some(Ok(game)) = read(&broken) {
                    for period in &game.periods {
                        prop_assert_eq!(period.players.len(), game.players.len());
                        let ticks = period.ticks.len();
                        let all = period.players.iter().chain([&period.ball]);
                        prop_assert!(all.clone().all(|places| places.x_m.len() == ticks));
                    }
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_recognised_or_not(
        bytes in prop::collection::vec(any::<u8>(), 0..200),
        like in "[\\[{}<>\"':;,0-9a-z\\\\\n\\]]{0,200}",
    ) {
        for bytes in [&bytes[..], like.as_bytes()] {
            let _ = recognise(bytes);
        }
    }
}
