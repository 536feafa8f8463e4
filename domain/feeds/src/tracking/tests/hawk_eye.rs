//! Hawk-Eye: a minute of a real match, feeds in any order.

use football::{Pitch, Side, TrackedGame};

use super::{
    ball_known, first_ball, first_of, frames, pieces, players_known, public, roster, seen,
    small_games::hawk_eye_feed as feed,
};
use crate::tracking::{HawkEyeReader, TrackingError, read_hawk_eye_pitch};

pub(super) fn read(pitch: Pitch, feeds: &[&[u8]]) -> Result<TrackedGame, TrackingError> {
    let mut reader = HawkEyeReader::new(pitch);
    for feed in feeds {
        pieces(feed).try_for_each(|piece| reader.push(piece))?;
        reader.end_file()?;
    }
    reader.finish()
}

#[test]
fn a_minute_has_the_counts_and_places_of_the_reference_and_the_tick_that_it_loses() {
    let Some(meta) = public("hawkeye/meta.json") else { return };
    let Some(ball) = public("hawkeye/1_1.football.samples.ball.gz") else { return };
    let Some(people) = public("hawkeye/1_1.football.samples.centroids.gz") else { return };
    let pitch = read_hawk_eye_pitch(&meta).unwrap();
    let game = read(pitch, &[&people, &ball]).unwrap();

    // `reference/ref_counts_kloppy.json`, set `hawkeye/1_1`: 3,000 frames with 66,000 places of players and 3,000 of
    // the ball. The file has 3,001 times of each player, 19.9995 ms apart; kloppy cuts them to whole ticks, so that
    // two fall upon one. It also counts the ball in each frame, where 32 times have none.
    assert_eq!(
        (frames(&game), game.rate_hz, pitch),
        (vec![3_001], 50.0, Pitch { length_m: 104.0, width_m: 67.0 })
    );
    assert_eq!((roster(&game), seen(&game), game.nameless_places), ((21, 21), 22, 0));
    assert_eq!((players_known(&game), ball_known(&game)), (66_000 + 22, 2_969));
    assert!(game.periods[0].players.iter().all(|places| [0, 3_001].contains(&places.known())));
    assert_eq!(game.periods[0].first_frame, 0);
    first_ball(&game, 0.501_062_203, 0.501_006_604);
    first_of(&game, "443506", 0.618_146_089, 0.811_472_025);
    // Counted in the file: six samples out of play, 1,781 with the home team on the ball.
    let ticks = &game.periods[0].ticks;
    assert_eq!(ticks.iter().filter(|tick| tick.alive == Some(false)).count(), 6);
    assert_eq!(ticks.iter().filter(|tick| tick.possession == Some(Side::Home)).count(), 1_781);
}

#[test]
fn the_pitch_is_read_from_json_and_from_xml() {
    let Some(json) = public("hawkeye/meta.json") else { return };
    let Some(xml) = public("hawkeye/meta.xml") else { return };

    let pitches = [json, xml].map(|meta| read_hawk_eye_pitch(&meta).unwrap());

    assert_eq!(pitches[0], Pitch { length_m: 104.0, width_m: 67.0 });
    assert_eq!(pitches[1], Pitch { length_m: 106.0, width_m: 69.0 });
    let error = read_hawk_eye_pitch(b"<Match><length>100</length></Match>").unwrap_err();
    assert!(error.to_string().contains("no pitch"), "{error}");
}

#[test]
fn minutes_are_put_where_they_belong() {
    let (first, later) = (feed(1, 1, &[0.0, 0.02, 0.04]), feed(2, 1, &[0.019, 0.039, 0.059]));
    let second_half = feed(46, 2, &[0.0, 0.02]);
    let game = read(Pitch::STANDARD, &[second_half.as_bytes(), later.as_bytes(), first.as_bytes()])
        .unwrap();

    assert_eq!((frames(&game), game.rate_hz), (vec![6, 2], 50.0));
    let (half, next) = (&game.periods[0], &game.periods[1]);
    let turned =
        read(Pitch::STANDARD, &[first.as_bytes(), later.as_bytes(), second_half.as_bytes()]);
    assert!(super::same(&turned.unwrap(), &game));
    assert_eq!((half.first_frame, next.first_frame), (0, 45 * 60 * 50));
    assert_eq!(half.players[0].x_m[3_001..3_004], [0.019, 0.039, 0.059]);
}

#[test]
fn a_feed_with_few_samples_has_the_rate_of_the_others() {
    let long: Vec<_> = (0..30).map(|tick| f64::from(tick) * 0.02).collect();
    let (long, short) = (feed(1, 1, &long), feed(2, 1, &[0.0, 10.0]));
    for order in [[&long, &short], [&short, &long]] {
        let game = read(Pitch::STANDARD, &order.map(String::as_bytes)).unwrap();
        assert_eq!((frames(&game), game.rate_hz), (vec![32], 50.0));
        assert_eq!(game.periods[0].ticks.len(), 60 * 50 + 500 + 1);
    }
}

#[test]
fn what_is_wrong_is_told() {
    let told = |feed: &str| read(Pitch::STANDARD, &[feed.as_bytes()]).unwrap_err().to_string();
    let whole = feed(1, 1, &[0.0, 0.02]);
    assert_eq!(told(""), "the file is empty");
    assert!(told(&whole[..whole.len() - 5]).contains("it was cut off"));
    assert_eq!(told("{}"), "the frame: the feed has no `details`");
    assert!(told("[]").starts_with("line 1: `[]` stands where one object of JSON"));
    assert!(told(&feed(1, 9, &[0.0])).contains("minute 1 of segment 9"));
    assert!(told(&feed(1, 1, &[9e9])).starts_with("line 3: the second of a sample is 9000000000"));
    // Before the match nobody plays.
    assert!(told(&feed(1, 0, &[0.0, 0.02])).contains("are they of one game?"));
    let every = |secs: f64| (0..30).map(|tick| f64::from(tick) * secs).collect::<Vec<_>>();
    let (fast, slow) = (feed(1, 1, &every(0.02)), feed(2, 1, &every(0.04)));
    let mixed = read(Pitch::STANDARD, &[fast.as_bytes(), slow.as_bytes()]).unwrap_err();
    assert!(mixed.to_string().contains("50.00 frames a second and another has 25.00"), "{mixed}");
    let twice = read(Pitch::STANDARD, &[whole.as_bytes(), whole.as_bytes()]).unwrap_err();
    assert_eq!(twice.to_string(), "Home 9 stands in frame 0 twice");
    let long = format!("{{\"details\":{{\"x\":\"{}\"}}}}", "y".repeat(2 << 20));
    assert!(told(&long).contains("an object has more than 1048576 bytes"));
}
