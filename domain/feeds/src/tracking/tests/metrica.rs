//! Metrica: the public files, and two files of which one is of another game.

use football::{Pitch, Places, Side, TrackedGame, TrackedPeriod};

use super::{pieces, public};
use crate::tracking::{MetricaReader, TrackingError, join_metrica};

pub(super) fn read(side: Side, bytes: &[u8]) -> Result<TrackedGame, TrackingError> {
    let mut reader = MetricaReader::new(side, Pitch::STANDARD)?;
    for piece in pieces(bytes) {
        reader.push(piece)?;
    }
    reader.finish()
}

fn read_public(home: &str, away: &str) -> Option<TrackedGame> {
    let (home, away) = (public(home)?, public(away)?);
    Some(join_metrica(read(Side::Home, &home).unwrap(), read(Side::Away, &away).unwrap()).unwrap())
}

#[test]
fn the_tiny_files_have_the_counts_and_places_of_the_reference() {
    let Some(game) = read_public("metrica/tiny_home.csv", "metrica/tiny_away.csv") else { return };

    // `reference/ref_counts_kloppy.json`, set `metrica/tiny_csv`.
    assert_eq!((game.frames(), game.rate_hz, game.players.len()), (6, 25.0, 28));
    assert_eq!(game.periods.iter().map(TrackedPeriod::frames).collect::<Vec<_>>(), [3, 3]);
    assert_eq!(game.periods[1].first_frame, 145_004);
    let known: usize =
        game.periods.iter().flat_map(|period| &period.players).map(Places::known).sum();
    assert_eq!(known, 132);
    assert_eq!(game.periods.iter().map(|period| period.ball.known()).sum::<usize>(), 3);
    let share = |x: f32, y: f32| (f64::from(x) / 105.0 + 0.5, 0.5 - f64::from(y) / 68.0);
    let ball = &game.periods[0].ball;
    // kloppy counts the shares of this form from below, and those of Metrica's other form from above; the
    // provider's own description says from above for both.
    let (x, y) = share(ball.x_m[0], ball.y_m[0]);
    assert!((x - 0.454_72).abs() < 1e-6 && (1.0 - y - 0.612_91).abs() < 1e-6, "{x} {y}");
    let first =
        |player: &football::TrackedPlayer| player.side == Side::Away && player.shirt == Some(15);
    let player = game.players.iter().position(first).unwrap();
    let places = &game.periods[0].players[player];
    let (x, y) = share(places.x_m[0], places.y_m[0]);
    assert!((x - 0.583_93).abs() < 1e-6 && (1.0 - y - 0.792_06).abs() < 1e-6, "{x} {y}");
}

#[test]
fn a_game_of_two_halves_has_a_place_for_each_tick() {
    let folder = "synthetic/seed1_5min_clean/Sample_Game_1_RawTrackingData_";
    let (home, away) = (format!("{folder}Home_Team.csv.gz"), format!("{folder}Away_Team.csv.gz"));
    let Some(game) = read_public(&home, &away) else { return };

    assert_eq!((game.frames(), game.rate_hz, game.players.len()), (7_500, 25.0, 28));
    for period in &game.periods {
        assert_eq!(period.ticks.len(), 3_750);
        assert_eq!(period.players.len(), 28);
        for places in period.players.iter().chain([&period.ball]) {
            assert_eq!((places.x_m.len(), places.y_m.len()), (3_750, 3_750));
        }
    }
}

#[test]
fn files_of_two_games_are_not_joined() {
    let header = ",,,H,\n,,,1,\nPeriod,Frame,Time [s],Player1,,Ball,\n";
    let file = |first: i64| {
        format!("{header}1,{first},0.04,0.1,0.2,NaN,NaN\n1,{},0.08,0.1,0.2,NaN,NaN\n", first + 1)
    };
    let game = |side, first| read(side, file(first).as_bytes()).unwrap();

    let error = join_metrica(game(Side::Home, 1), game(Side::Away, 7)).unwrap_err();
    let expected = "the files of the two teams differ in frames: period 1 has 2 from frame 1 against 2 from frame 7";
    assert_eq!(error.to_string(), expected);
    assert_eq!(join_metrica(game(Side::Home, 1), game(Side::Away, 1)).unwrap().players.len(), 2);
}
