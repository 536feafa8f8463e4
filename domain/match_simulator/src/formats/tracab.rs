//! TRACAB: frames as lines of text, in centimetres from the centre spot, and their description in XML.

use std::fmt::Write as _;

use football::{Places, Side, TrackedGame, TrackedPeriod};

/// Centimetres of a metre.
const CM: f64 = 100.0;

/// The description of a game: rate, pitch, periods and line-ups.
pub fn tracab_description(game: &TrackedGame) -> String {
    let mut xml = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
    xml += "<TracabMetaData sVersion=\"1.0\">\n";
    let _ = writeln!(
        xml,
        "<match iId=\"1\" iFrameRateFps=\"{}\" fPitchXSizeMeters=\"{:.2}\" fPitchYSizeMeters=\"{:.2}\">",
        game.rate_hz, game.pitch.length_m, game.pitch.width_m,
    );
    for number in 1..=5 {
        let period = game.periods.iter().find(|period| period.number == number);
        let (first, last) = period.map_or((0, 0), |period| {
            let ticks = i64::try_from(period.ticks.len()).unwrap_or_default();
            (period.first_frame, period.first_frame + ticks - 1)
        });
        let _ = writeln!(
            xml,
            "<period iId=\"{number}\" iStartFrame=\"{first}\" iEndFrame=\"{last}\"/>"
        );
    }
    for (side, element) in [(Side::Home, "HomeTeam"), (Side::Away, "AwayTeam")] {
        let _ = write!(xml, "<{element}>\n<Players>\n");
        for player in game.players.iter().filter(|player| player.side == side) {
            let name = player.name.as_deref().unwrap_or_default();
            let (first, last) = name.split_once(' ').unwrap_or(("", name));
            let id = player.provider_id.as_deref().unwrap_or_default();
            let _ = writeln!(
                xml,
                "<Player><PlayerId>{}</PlayerId><FirstName>{}</FirstName><LastName>{}</LastName>\
                 <JerseyNo>{}</JerseyNo></Player>",
                escaped(id),
                escaped(first),
                escaped(last),
                player.shirt.unwrap_or_default(),
            );
        }
        let _ = write!(xml, "</Players>\n</{element}>\n");
    }
    xml += "</match>\n</TracabMetaData>\n";
    xml
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// The lines of the frames, each with its line break. A ball that was not seen is told as
/// the centre spot, ten metres under the ground, and dead.
pub fn tracab_lines(game: &TrackedGame) -> impl Iterator<Item = String> + '_ {
    game.periods.iter().flat_map(move |period| {
        (0..period.ticks.len())
            .filter(|tick| period.ticks[*tick].recorded)
            .map(move |tick| line(game, period, tick))
    })
}

fn line(game: &TrackedGame, period: &TrackedPeriod, tick: usize) -> String {
    let mut line = String::with_capacity(800);
    let frame = period.first_frame + i64::try_from(tick).unwrap_or_default();
    let _ = write!(line, "{frame}:");
    for (place, (player, places)) in game.players.iter().zip(&period.players).enumerate() {
        let (x, y) = (places.x_m[tick], places.y_m[tick]);
        if x.is_nan() || y.is_nan() {
            continue;
        }
        let team = u8::from(player.side == Side::Home);
        let shirt = player.shirt.unwrap_or_default();
        let speed = speed(places, tick, game.rate_hz);
        let (x, y) = (cm(x), cm(y));
        let _ = write!(line, "{team},{},{shirt},{x},{y},{speed:.2};", place + 1);
    }
    let known = period.ticks[tick];
    let (x, y) = (period.ball.x_m[tick], period.ball.y_m[tick]);
    let height = period.ball_height_m[tick];
    let is_seen = !x.is_nan() && !y.is_nan();
    let (x, y, z) = if is_seen {
        (cm(x), cm(y), if height.is_nan() { 0 } else { cm(height) })
    } else {
        (0, 0, -1000)
    };
    let ball_speed = speed(&period.ball, tick, game.rate_hz);
    let team = if known.possession == Some(Side::Away) { 'A' } else { 'H' };
    let alive = if is_seen && known.alive != Some(false) { "Alive" } else { "Dead" };
    let _ = writeln!(line, ":{x},{y},{z},{ball_speed:.2},{team},{alive};:");
    line
}

/// From the last place to this one, m/s; 0 where one of them is not known.
fn speed(places: &Places, tick: usize, rate_hz: f64) -> f64 {
    let Some(before) = tick.checked_sub(1) else { return 0.0 };
    let (x, y) = (places.x_m[tick] - places.x_m[before], places.y_m[tick] - places.y_m[before]);
    let speed = f64::from(x.hypot(y)) * rate_hz;
    if speed.is_nan() { 0.0 } else { speed }
}

#[expect(clippy::cast_possible_truncation, reason = "centimetres of a pitch; a cast saturates")]
fn cm(metres: f32) -> i32 {
    (f64::from(metres) * CM).round() as i32
}
