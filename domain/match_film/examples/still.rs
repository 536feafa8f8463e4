//! Draws one picture of two teams, to be looked at: `cargo run -p match_film --example still > still.ppm`.

use std::io::Write;

use anyhow::Context;
use football::Pitch;
use match_camera::{Click, calibrate, marks};
use match_film::{Colour, Figure, Film, Kit};

const SIZE_PX: [u32; 2] = [1280, 720];

/// Where a camera on a stand at the halfway line shows the corners.
const CORNERS: [(&str, [f64; 2]); 4] = [
    ("left-corner-far", [256.0, 150.0]),
    ("right-corner-far", [1024.0, 150.0]),
    ("right-corner-near", [1420.0, 640.0]),
    ("left-corner-near", [-140.0, 640.0]),
];

fn main() -> anyhow::Result<()> {
    let place = |key: &str| marks(Pitch::STANDARD).into_iter().find(|mark| mark.key == key);
    let clicks = CORNERS
        .iter()
        .map(|(key, pixel)| Some(Click { place_m: place(key)?.place_m, pixel: *pixel }))
        .collect::<Option<Vec<_>>>()
        .context("a corner is no mark")?;
    let film = Film::new(calibrate(SIZE_PX, &clicks, false)?.camera, Pitch::STANDARD, 3.0);
    let kit =
        |shirt, shorts| Kit { shirt: Colour(shirt), shorts: Colour(shorts), socks: Colour(shirt) };
    let [red, blue] = [kit([196, 30, 40], [240, 240, 240]), kit([40, 70, 190], [30, 30, 60])];
    let mut people = Vec::new();
    for (line, depth) in [(4, -30.0), (4, -12.0), (2, 4.0)] {
        for place in 0..line {
            let y = 50.0 * (f64::from(place) + 0.5) / f64::from(line) - 25.0;
            let figure = |x, y, kit| Figure { place_m: [x, y], height_m: 1.82, stride: 0.3, kit };
            people.push(figure(depth, y, red));
            people.push(figure(-depth + 2.0, y + 1.5, blue));
        }
    }
    let rgb = film.frame(0, &people, Some([3.0, 2.0, 0.11]));
    let mut out = std::io::stdout().lock();
    write!(out, "P6\n{} {}\n255\n", SIZE_PX[0], SIZE_PX[1])?;
    out.write_all(&rgb)?;
    Ok(())
}
