//! Metrica Sports' CSV of one team: three lines of header, then a line for each frame, with places in shares
//! of the pitch from its upper left corner, to five decimals. The ball is left out while it is dead.

use std::fmt::Write as _;

use football::{Side, TrackedGame, TrackedPeriod};

/// The lines of the file of `side`, each with its line break.
pub fn metrica_lines(game: &TrackedGame, side: Side) -> impl Iterator<Item = String> + '_ {
    let team: Vec<usize> =
        (0..game.players.len()).filter(|player| game.players[*player].side == side).collect();
    let head = header(game, side, &team);
    let frames = game.periods.iter().flat_map(move |period| {
        let team = team.clone();
        (0..period.ticks.len())
            .filter(|tick| period.ticks[*tick].recorded)
            .map(move |tick| line(game, period, tick, &team))
    });
    head.into_iter().chain(frames)
}

fn header(game: &TrackedGame, side: Side, team: &[usize]) -> [String; 3] {
    let shirts = || team.iter().map(|player| game.players[*player].shirt.unwrap_or_default());
    let name = if side == Side::Home { "Home" } else { "Away" };
    let [mut names, mut numbers] = [",,,".to_owned(), ",,,".to_owned()];
    let mut columns = "Period,Frame,Time [s],".to_owned();
    for shirt in shirts() {
        let _ = write!(names, "{name},,");
        let _ = write!(numbers, "{shirt},,");
        let _ = write!(columns, "Player{shirt},,");
    }
    [names + ",\n", numbers + ",\n", columns + "Ball,\n"]
}

fn line(game: &TrackedGame, period: &TrackedPeriod, tick: usize, team: &[usize]) -> String {
    let frame = period.first_frame + i64::try_from(tick).unwrap_or_default();
    #[expect(clippy::cast_precision_loss, reason = "a match has some hundred thousand frames")]
    let secs = frame as f64 / game.rate_hz;
    let mut line = String::with_capacity(32 + 16 * (team.len() + 1));
    let _ = write!(line, "{},{frame},{secs:.2}", period.number);
    let mut put = |x: f32, y: f32| {
        let x = f64::from(x) / game.pitch.length_m + 0.5;
        let y = 0.5 - f64::from(y) / game.pitch.width_m;
        let _ = if x.is_nan() || y.is_nan() {
            line.write_str(",NaN,NaN")
        } else {
            write!(line, ",{x:.5},{y:.5}")
        };
    };
    for player in team {
        let places = &period.players[*player];
        put(places.x_m[tick], places.y_m[tick]);
    }
    if period.ticks[tick].alive == Some(false) {
        put(f32::NAN, f32::NAN);
    } else {
        put(period.ball.x_m[tick], period.ball.y_m[tick]);
    }
    line.push('\n');
    line
}
