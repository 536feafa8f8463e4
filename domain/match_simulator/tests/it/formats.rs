//! Files of providers, written and read back by the project's own readers.

use feeds::tracking::{MetricaReader, TracabReader, join_metrica, read_tracab_meta};
use football::{Places, Side, TrackedGame};
use match_simulator::{
    Flaws, MatchPlan, SimulatedMatch,
    formats::{metrica_lines, tracab_description, tracab_lines},
    simulate,
};

/// With noise and losses, as a provider's file has them.
fn flawed() -> SimulatedMatch {
    let flaws = Flaws { noise_cm: 3.0, losses_per_hour: 30.0, longest_loss_secs: 3.0 };
    simulate(&MatchPlan { half_secs: [90, 60], flaws, ..MatchPlan::invented(5) }).unwrap()
}

/// The largest difference of two columns; a place that only one of them has is infinitely far.
fn apart(one: &[f32], other: &[f32]) -> f32 {
    assert_eq!(one.len(), other.len());
    let far = |(a, b): (&f32, &f32)| match (a.is_nan(), b.is_nan()) {
        (true, true) => 0.0,
        (false, false) => (a - b).abs(),
        _ => f32::INFINITY,
    };
    one.iter().zip(other).map(far).fold(0.0, f32::max)
}

fn farthest(one: &Places, other: &Places) -> f32 {
    apart(&one.x_m, &other.x_m).max(apart(&one.y_m, &other.y_m))
}

#[test]
fn tracab_gives_back_everything_to_half_a_centimetre() {
    let written = flawed().game;
    let meta = read_tracab_meta(tracab_description(&written).as_bytes()).unwrap();
    let mut reader = TracabReader::new(meta).unwrap();
    for line in tracab_lines(&written) {
        reader.push(line.as_bytes()).unwrap();
    }
    let read = reader.finish().unwrap();

    assert_eq!(read.players, written.players);
    assert_eq!((read.pitch, read.rate_hz), (written.pitch, written.rate_hz));
    assert_eq!(read.periods.len(), 2);
    for (read, written) in read.periods.iter().zip(&written.periods) {
        assert_eq!((read.number, read.first_frame), (written.number, written.first_frame));
        assert_eq!(read.ticks, written.ticks);
        for (read, written) in read.players.iter().zip(&written.players) {
            assert!(farthest(read, written) <= 0.005_01);
        }
        assert!(farthest(&read.ball, &written.ball) <= 0.005_01);
        assert!(apart(&read.ball_height_m, &written.ball_height_m) <= 0.005_01);
    }
}

#[test]
fn metrica_gives_back_places_to_the_fifth_decimal_of_the_pitch_and_the_ball_in_play() {
    let written = flawed().game;
    let read = |side| {
        let mut reader = MetricaReader::new(side, written.pitch).unwrap();
        for line in metrica_lines(&written, side) {
            reader.push(line.as_bytes()).unwrap();
        }
        reader.finish().unwrap()
    };
    let read: TrackedGame = join_metrica(read(Side::Home), read(Side::Away)).unwrap();

    assert!((read.rate_hz - 25.0).abs() < 0.01);
    let shirts = |game: &TrackedGame| -> Vec<_> {
        game.players.iter().map(|player| (player.side, player.shirt)).collect()
    };
    assert_eq!(shirts(&read), shirts(&written));
    for (read, written) in read.periods.iter().zip(&written.periods) {
        assert_eq!((read.number, read.first_frame), (written.number, written.first_frame));
        for (read, written) in read.players.iter().zip(&written.players) {
            assert!(farthest(read, written) <= 0.000_54, "{}", farthest(read, written));
        }
        let alive = written.ticks.iter().filter(|tick| tick.alive == Some(true)).count();
        assert_eq!(read.ball.known(), alive);
    }
}
