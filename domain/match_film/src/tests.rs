//! What is drawn is where it should be.

use match_camera::{Click, calibrate, marks};

use super::*;

const SIZE_PX: [u32; 2] = [640, 360];

/// A camera above the near touchline, calibrated on four marks of its picture.
fn camera() -> Camera {
    let corners = [
        ("left-corner-far", [120.0, 90.0]),
        ("right-corner-far", [520.0, 90.0]),
        ("right-corner-near", [760.0, 330.0]),
        ("left-corner-near", [-120.0, 330.0]),
    ];
    let clicks: Vec<Click> = marks(Pitch::STANDARD)
        .iter()
        .filter_map(|mark| {
            let (_, pixel) = corners.iter().find(|(key, _)| *key == mark.key)?;
            Some(Click { place_m: mark.place_m, pixel: *pixel })
        })
        .collect();
    calibrate(SIZE_PX, &clicks, false).unwrap().camera
}

fn red_at(place_m: [f64; 2]) -> Figure {
    let red = Colour([200, 20, 30]);
    let kit = Kit { shirt: red, shorts: red, socks: red };
    Figure { place_m, height_m: 1.8, stride: 0.3, kit }
}

fn pixel_of(rgb: &[u8], [x, y]: [f64; 2]) -> [u8; 3] {
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "in the picture")]
    let start = (y as usize * SIZE_PX[0] as usize + x as usize) * 3;
    [rgb[start], rgb[start + 1], rgb[start + 2]]
}

/// Columns and rows, first and last, of the pixels that differ.
fn changed(before: &[u8], after: &[u8]) -> [[f64; 2]; 2] {
    let mut box_px = [[f64::INFINITY, 0.0]; 2];
    for (place, (a, b)) in (0_u32..).zip(before.chunks(3).zip(after.chunks(3))) {
        if a != b {
            for (range, at) in box_px.iter_mut().zip([place % 640, place / 640].map(f64::from)) {
                *range = [range[0].min(at), range[1].max(at)];
            }
        }
    }
    box_px
}

#[test]
fn lines_are_white_and_grass_is_green() {
    let film = Film::new(camera(), Pitch::STANDARD, 0.0);
    let empty = film.frame(0, &[], None);
    let at = |place| pixel_of(&empty, film.camera().pixel(place).unwrap());
    let [line, grass] = [at([0.0, -20.0]), at([20.0, -20.0])];
    // The line is as wide as a pixel and may lie across two.
    assert!((0..3).all(|channel| line[channel] > grass[channel] + 35), "{line:?} {grass:?}");
    assert!(grass[1] > grass[0] + 30 && grass[1] > grass[2] + 30, "{grass:?}");
    assert_eq!(pixel_of(&empty, [320.0, 2.0]), Colour::SURROUND.0);
}

#[test]
fn a_figure_stands_where_it_is_and_is_as_tall() {
    let film = Film::new(camera(), Pitch::STANDARD, 0.0);
    let empty = film.frame(0, &[], None);
    for place in [[0.0, 0.0], [-30.0, 25.0], [25.0, -20.0]] {
        let drawn = film.frame(0, &[red_at(place)], None);
        let [[left, right], [top, bottom]] = changed(&empty, &drawn);
        let foot = film.camera().pixel(place).unwrap();
        let pose = film.camera().pose().unwrap();
        let head = film.camera().pixel_above(&pose, place, 1.8).unwrap();
        // A figure at the edge of the picture leans, so that one of its feet is lower than the other.
        assert!((bottom + 1.0 - foot[1]).abs() <= 1.5, "{bottom} {foot:?}");
        assert!((top - head[1]).abs() <= 1.0, "{top} {head:?}");
        assert!(left < foot[0] && foot[0] < right + 1.0);
    }
}

#[test]
fn who_is_nearer_hides_who_is_behind() {
    let film = Film::new(camera(), Pitch::STANDARD, 0.0);
    let mut behind = red_at([0.0, 0.6]);
    behind.kit.shirt = Colour([10, 10, 250]);
    let near = red_at([0.0, 0.0]);
    for order in [[behind, near], [near, behind]] {
        let rgb = film.frame(0, &order, None);
        let pose = film.camera().pose().unwrap();
        let chest = film.camera().pixel_above(&pose, near.place_m, 1.15).unwrap();
        assert_eq!(pixel_of(&rgb, chest), near.kit.shirt.0);
    }
}

#[test]
fn a_ball_is_drawn_in_front_of_who_is_behind_it() {
    let film = Film::new(camera(), Pitch::STANDARD, 0.0);
    let player = red_at([5.0, 0.0]);
    let white = |y: f64| {
        let rgb = film.frame(0, &[player], Some([5.0, y, 0.9]));
        let pose = film.camera().pose().unwrap();
        let at = film.camera().pixel_above(&pose, [5.0, y], 0.9).unwrap();
        pixel_of(&rgb, at).iter().all(|byte| *byte > 100)
    };
    assert!(white(-0.5));
    assert!(!white(0.3));
}

#[test]
fn noise_is_as_strong_as_asked_and_comes_again() {
    let film = Film::new(camera(), Pitch::STANDARD, 4.0);
    let [one, again, two] = [1, 1, 2].map(|number| film.frame(number, &[], None));
    assert!(one == again && one != two);
    let clean = Film::new(camera(), Pitch::STANDARD, 0.0).frame(1, &[], None);
    let differences = one.iter().zip(&clean).map(|(a, b)| f64::from(*a) - f64::from(*b));
    let (sum, square, count) = differences
        .fold((0.0, 0.0, 0.0), |(s, q, n), it: f64| (s + it, it.mul_add(it, q), n + 1.0));
    let mean: f64 = sum / count;
    let deviation = (square / count - mean * mean).sqrt();
    assert!(mean.abs() < 0.05 && (deviation - 4.0).abs() < 0.1, "{mean} {deviation}");
}
