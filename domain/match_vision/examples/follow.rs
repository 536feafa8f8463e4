//! Follows people through a film, to see what it makes of it: a line for each place of each person, as picture, number,
//! metres along the pitch and across it, and whether he was seen; the time it took on stderr.
//!
//! `ffmpeg -i film.mp4 -f rawvideo -pix_fmt rgb24 - | cargo run --release -p match_vision --example follow -- 1280 720 25
//! -52.5,-34=147,681 ...`: width, height, pictures a second, and for each mark its place, metres, and its pixel.

#![expect(clippy::print_stderr, reason = "an example prints what it found")]
#![expect(clippy::disallowed_methods, reason = "an example has a clock")]

use std::{
    io::{Read, Write},
    time::Instant,
};

use anyhow::{Context, bail};
use football::Pitch;
use match_camera::{Click, calibrate};
use match_vision::{Picture, Scene, Tracker, roles};

/// Pictures that the pitch is learned from.
const LEARNED: usize = 24;

fn main() -> anyhow::Result<()> {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [width, height, rate, clicks @ ..] = &words[..] else {
        bail!("width, height, pictures a second, marks");
    };
    let size_px: [u32; 2] = [width.parse()?, height.parse()?];
    let clicks = clicks.iter().map(|word| click(word)).collect::<anyhow::Result<Vec<_>>>()?;
    let calibration = calibrate(size_px, &clicks, false)?;
    eprintln!("{:.2} px, {:.3} m off", calibration.rms_px(), calibration.rms_m());
    let mut film = Vec::new();
    std::io::stdin().lock().read_to_end(&mut film)?;
    let bytes = size_px[0] as usize * size_px[1] as usize * 3;
    let pictures: Vec<Picture<'_>> =
        film.chunks_exact(bytes).filter_map(|rgb| Picture::new(size_px, rgb)).collect();
    let start = Instant::now();
    let step = (pictures.len() / LEARNED).max(1);
    let learned: Vec<Picture<'_>> = pictures.iter().copied().step_by(step).collect();
    let mut scene = Scene::learn(calibration.camera, Pitch::STANDARD, &learned)?;
    eprintln!("learned in {:.2} s", start.elapsed().as_secs_f64());
    let start = Instant::now();
    let mut tracker = Tracker::new(rate.parse()?);
    for picture in &pictures {
        let found = scene.look(*picture, &tracker.expected());
        tracker.step(&found);
    }
    let tracks = tracker.finish();
    eprintln!("{} pictures in {:.2} s", pictures.len(), start.elapsed().as_secs_f64());
    let roles = roles(&tracks, Pitch::STANDARD.length_m / 2.0);
    let mut out = std::io::stdout().lock();
    for (number, track) in tracks.iter().enumerate() {
        let [red, green, blue] = track.shirt;
        let role = roles[number];
        let pictures = track.places.len();
        eprintln!("{number}: {pictures} pictures, {red:.0} {green:.0} {blue:.0}, {role:?}");
        for (picture, place) in (track.first..).zip(&track.places) {
            let [x, y] = place.place_m;
            writeln!(out, "{picture},{number},{x:.3},{y:.3},{}", place.detection.is_some())?;
        }
    }
    Ok(())
}

/// `-52.5,-34=147,681`
fn click(word: &str) -> anyhow::Result<Click> {
    let pair = |text: &str| -> anyhow::Result<[f64; 2]> {
        let (x, y) = text.split_once(',').context("two numbers with a comma")?;
        Ok([x.parse()?, y.parse()?])
    };
    let (place, pixel) = word.split_once('=').context("a place, =, a pixel")?;
    Ok(Click { place_m: pair(place)?, pixel: pair(pixel)? })
}
