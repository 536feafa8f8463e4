//! Instants of a simulated match as a strip of pictures (SVG): pitch, players, ball and the way that each took in
//! the seconds before.
//!
//! `cargo run --release -p match_simulator --example film -- SEED FILE FIRST_SECOND STEP_SECS PICTURES`

use std::fmt::Write as _;

use football::{Places, Side, TrackedPeriod};
use match_simulator::{MatchPlan, RATE_HZ, SimulatedMatch, simulate};

/// Seconds of the way that is drawn behind each player.
const TRAIL_SECS: usize = 3;
/// Pictures beside each other.
const COLUMNS: usize = 2;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [seed, file, first, step, pictures] = &words[..] else {
        return Err("SEED FILE FIRST_SECOND STEP_SECS PICTURES".into());
    };
    let (first, step): (f64, f64) = (first.parse()?, step.parse()?);
    let mut plan = MatchPlan::invented(seed.parse()?);
    let pictures: u32 = pictures.parse()?;
    let last = first + step * f64::from(pictures);
    plan.half_secs = [(1..3600).find(|secs| f64::from(*secs) > last).unwrap_or(3600), 60];
    let played = simulate(&plan)?;
    let mut strip = String::new();
    let rows = usize::try_from(pictures)?.div_ceil(COLUMNS);
    let _ = write!(
        strip,
        "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 {} {}' width='{}' height='{}'>\
         <rect width='100%' height='100%' fill='#2b6b33'/>",
        COLUMNS * 115,
        rows * 78,
        COLUMNS * 805,
        rows * 546,
    );
    for picture in 0..usize::try_from(pictures)? {
        let (column, row) = (picture % COLUMNS, picture / COLUMNS);
        let secs = first + step * f64::from(u32::try_from(picture)?);
        let tick =
            (0..90_000_u32).find(|tick| f64::from(*tick) / f64::from(RATE_HZ) >= secs).unwrap_or(0);
        let _ = write!(
            strip,
            "<g transform='translate({} {}) scale(1 -1)'>",
            column * 115 + 57,
            row * 78 + 40
        );
        draw(&mut strip, &played, usize::try_from(tick)?);
        strip += "</g>";
    }
    strip += "</svg>";
    std::fs::write(file, strip)?;
    Ok(())
}

fn draw(strip: &mut String, played: &SimulatedMatch, tick: usize) {
    *strip += "<g fill='none' stroke='#fff' stroke-width='.25'>\
        <rect x='-52.5' y='-34' width='105' height='68'/><path d='M0-34V34'/><circle r='9.15'/>\
        <rect x='-52.5' y='-20.16' width='16.5' height='40.32'/>\
        <rect x='36' y='-20.16' width='16.5' height='40.32'/>\
        <rect x='-52.5' y='-9.16' width='5.5' height='18.32'/>\
        <rect x='47' y='-9.16' width='5.5' height='18.32'/>\
        <rect x='-54' y='-3.66' width='1.5' height='7.32'/>\
        <rect x='52.5' y='-3.66' width='1.5' height='7.32'/></g>";
    let period = &played.game.periods[0];
    let Some(known) = period.ticks.get(tick) else { return };
    for (player, places) in played.game.players.iter().zip(&period.players) {
        let colour = if player.side == Side::Home { "#e33" } else { "#48f" };
        let (x, y) = (places.x_m[tick], places.y_m[tick]);
        if x.is_nan() {
            continue;
        }
        trail(strip, places, tick, colour);
        let _ = write!(
            strip,
            "<circle cx='{x:.2}' cy='{y:.2}' r='1.1' fill='{colour}'/>\
             <text transform='translate({x:.2} {:.2}) scale(1 -1)' font-size='1.5' fill='#fff' \
             text-anchor='middle' font-family='sans-serif'>{}</text>",
            y - 0.5,
            player.shirt.unwrap_or_default(),
        );
    }
    draw_ball(strip, period, tick);
    let minute = tick / (60 * 25);
    let frame = period.first_frame + i64::try_from(tick).unwrap_or_default();
    let told = played.events.iter().rev().find(|event| event.period == 1 && event.frame <= frame);
    let told = told.map(|event| format!("{:?} {:?} {:?}", event.side, event.kind, event.outcome));
    let _ = write!(
        strip,
        "<text transform='translate(-52 35) scale(1 -1)' font-size='2.6' fill='#fff' \
         font-family='sans-serif'>{minute}:{:05.2} {:?} {} | {}</text>",
        f64::from(u32::try_from(tick % (60 * 25)).unwrap_or_default()) / f64::from(RATE_HZ),
        known.possession,
        if known.alive == Some(true) { "" } else { "dead" },
        told.unwrap_or_default(),
    );
}

fn draw_ball(strip: &mut String, period: &TrackedPeriod, tick: usize) {
    trail(strip, &period.ball, tick, "#ff0");
    let (x, y) = (period.ball.x_m[tick], period.ball.y_m[tick]);
    let size = 0.6 + 0.12 * period.ball_height_m[tick];
    let _ = write!(
        strip,
        "<circle cx='{x:.2}' cy='{y:.2}' r='{size:.2}' fill='#ff0' stroke='#000' stroke-width='.2'/>"
    );
}

fn trail(strip: &mut String, places: &Places, tick: usize, colour: &str) {
    let from = tick.saturating_sub(TRAIL_SECS * 25);
    let _ = write!(strip, "<polyline fill='none' stroke='{colour}' stroke-width='.3' points='");
    for at in (from..=tick).step_by(5) {
        if !places.x_m[at].is_nan() {
            let _ = write!(strip, "{:.2},{:.2} ", places.x_m[at], places.y_m[at]);
        }
    }
    *strip += "'/>";
}
