//! Cameras that are known, found again from what they show.

use football::Pitch;
use nalgebra::{Matrix3, Vector3};
use proptest::prelude::*;

use super::*;

/// A camera at a place that looks at another, with a focal length of half the diagonal and a lens: its plane written
/// down from first principles, not from the code under test.
fn known(position_m: [f64; 3], looks_at_m: [f64; 2], focal: f64, k: f64) -> Camera {
    let eye = Vector3::from(position_m);
    let forwards = (Vector3::new(looks_at_m[0], looks_at_m[1], 0.0) - eye).normalize();
    let right = forwards.cross(&Vector3::z()).normalize();
    let up = right.cross(&forwards);
    let turn = Matrix3::from_rows(&[
        (right * focal).transpose(),
        (up * focal).transpose(),
        forwards.transpose(),
    ]);
    let shift = -(turn * eye);
    let mut matrix = Matrix3::from_columns(&[turn.column(0), turn.column(1), shift.column(0)]);
    matrix.column_mut(0).scale_mut(plane::METRES);
    matrix.column_mut(1).scale_mut(plane::METRES);
    let pairs = [(looks_at_m, [0.0, 0.0])];
    let plane = Plane::in_front(matrix, &pairs).expect("it looks at the pitch");
    Camera { size_px: [1280, 720], plane, lens: Lens { k } }
}

fn clicks(camera: &Camera, keys: &[&str]) -> Vec<Click> {
    marks(Pitch::STANDARD)
        .into_iter()
        .filter(|mark| keys.contains(&mark.key))
        .map(|mark| Click {
            place_m: mark.place_m,
            pixel: camera.pixel(mark.place_m).expect("seen"),
        })
        .collect()
}

const SIX: [&str; 6] = [
    "halfway-far",
    "circle-near",
    "left-box-far-front",
    "left-box-near-front",
    "right-box-far-front",
    "right-corner-near",
];

#[test]
fn four_marks_are_enough() {
    let camera = known([0.0, -60.0, 20.0], [0.0, 0.0], 1.0, 0.0);
    let found = calibrate([1280, 720], &clicks(&camera, &SIX[2..]), false).unwrap();
    assert!(found.rms_px() < 1e-6);
    for place in [[-50.0, 30.0], [0.0, 0.0], [30.0, -30.0]] {
        let [a, b] = [&camera, &found.camera].map(|camera| camera.pixel(place).unwrap());
        assert!((a[0] - b[0]).hypot(a[1] - b[1]) < 1e-4, "{a:?} {b:?}");
    }
}

#[test]
fn pose_and_heights_are_those_of_the_camera() {
    let camera = known([10.0, -55.0, 18.0], [-5.0, 4.0], 1.3, 0.0);
    let pose = camera.pose().unwrap();
    for (found, true_one) in pose.position_m.iter().zip([10.0, -55.0, 18.0]) {
        assert!((found - true_one).abs() < 1e-6, "{:?}", pose.position_m);
    }
    assert!((pose.focal - 1.3).abs() < 1e-9);
    // A pole of the camera's own height ends on the horizon: its top is where the ground is infinitely far away.
    let top = camera.pixel_above(&pose, [0.0, 20.0], 18.0).unwrap();
    assert!(camera.place([top[0], top[1] - 0.01]).is_none());
    assert!(camera.place([top[0], top[1] + 0.01]).is_some_and(|place| place[1] > 10_000.0));
}

#[test]
fn straight_down_has_no_pose() {
    let matrix = Matrix3::from_diagonal(&Vector3::new(0.6, 0.6, 1.0));
    let plane = Plane::in_front(matrix, &[([0.0, 0.0], [0.0, 0.0])]).unwrap();
    let camera = Camera { size_px: [1280, 720], plane, lens: Lens::default() };
    assert_eq!(camera.pose(), None);
    let [x, y] = camera.pixel([10.0, 20.0]).unwrap();
    assert!(x > 640.0 && y < 360.0);
}

#[test]
fn a_lens_is_found_when_it_is_asked_for() {
    let camera = known([0.0, -60.0, 22.0], [0.0, 0.0], 0.9, -0.2);
    let all: Vec<&str> = marks(Pitch::STANDARD).iter().map(|mark| mark.key).collect();
    let clicks = clicks(&camera, &all);
    let bent = calibrate([1280, 720], &clicks, true).unwrap();
    assert!((bent.camera.lens.k + 0.2).abs() < 1e-4, "{:?}", bent.camera.lens);
    assert!(bent.rms_px() < 1e-3);
    let straight = calibrate([1280, 720], &clicks, false).unwrap();
    assert!(straight.rms_px() > 2.0, "what the lens does is not a plane: {}", straight.rms_px());
}

#[test]
fn a_wrong_click_is_doubted() {
    // The whole pitch is in its picture: a mark far outside has no other beside it that could contradict.
    let camera = known([0.0, -100.0, 45.0], [0.0, 0.0], 1.2, 0.0);
    let spread = [
        "centre-spot",
        "left-penalty-mark",
        "left-corner-near",
        "left-corner-far",
        "right-corner-far",
        "right-box-near-front",
    ];
    let right = clicks(&camera, &[&SIX[..], &spread].concat());
    assert_eq!(calibrate([1280, 720], &right, false).unwrap().doubted, None);
    assert!(right.iter().all(|click| camera.sees(click.pixel)));
    for wrong in 0..right.len() {
        let mut clicks = right.clone();
        clicks[wrong].pixel[0] += 40.0;
        let found = calibrate([1280, 720], &clicks, false).unwrap();
        assert_eq!(found.doubted, Some(wrong), "{:?}", found.residuals);
        assert!(found.rms_px() > 2.0);
    }
}

#[test]
fn what_tells_nothing_is_refused_with_its_reason() {
    let camera = known([0.0, -60.0, 20.0], [0.0, 0.0], 1.0, 0.0);
    let three = clicks(&camera, &SIX[3..]);
    assert_eq!(calibrate([1280, 720], &three, false), Err(NotCalibrated::TooFew { given: 3 }));
    let line = ["halfway-far", "circle-far", "centre-spot", "circle-near", "left-penalty-mark"];
    assert_eq!(calibrate([1280, 720], &clicks(&camera, &line), false), Err(NotCalibrated::OneLine));
    let mut mirrored = clicks(&camera, &SIX);
    for click in &mut mirrored {
        click.pixel[0] = 1280.0 - click.pixel[0];
    }
    assert_eq!(calibrate([1280, 720], &mirrored, false), Err(NotCalibrated::Mirrored));
    let mut nothing = clicks(&camera, &SIX);
    nothing[2].pixel[1] = f64::NAN;
    assert_eq!(
        calibrate([1280, 720], &nothing, false),
        Err(NotCalibrated::NotANumber { place: 2 })
    );
    assert_eq!(calibrate([0, 720], &nothing, false), Err(NotCalibrated::NoPicture));
}

#[test]
fn lines_go_through_the_marks() {
    let lines = lines(Pitch::STANDARD);
    let near = |place: [f64; 2]| {
        lines.iter().flatten().any(|[x, y]| (x - place[0]).hypot(y - place[1]) < 1.3)
    };
    for mark in marks(Pitch::STANDARD) {
        let apart = ["centre-spot", "left-penalty-mark", "right-penalty-mark"];
        assert!(near(mark.place_m) || apart.contains(&mark.key), "{}", mark.key);
    }
    // No jump within a line.
    for line in &lines {
        assert!(
            line.windows(2)
                .all(|pair| { (pair[0][0] - pair[1][0]).hypot(pair[0][1] - pair[1][1]) < 2.1 })
        );
    }
}

#[test]
fn a_camera_survives_being_written_down() {
    let camera = known([3.0, -60.0, 20.0], [0.0, 0.0], 1.0, -0.1);
    let text = serde_json::to_string(&camera).unwrap();
    let back: Camera = serde_json::from_str(&text).unwrap();
    assert_eq!(back.pixel([7.0, 8.0]), camera.pixel([7.0, 8.0]));
    assert_eq!(back.place([300.0, 500.0]), camera.place([300.0, 500.0]));
}

proptest! {
    /// A pixel of the ground is that of the place that it shows, and clicks that are half a pixel off move the middle
    /// of the pitch by less than the ground under two pixels.
    #[test]
    fn pixels_and_places_are_inverse(
        x in -40.0..40.0_f64,
        height in 8.0..40.0_f64,
        far in -95.0..-45.0_f64,
        focal in 0.7..1.6_f64,
        k in -0.15..0.02_f64,
        off in proptest::collection::vec((-0.5..0.5_f64, -0.5..0.5_f64), 6),
    ) {
        let camera = known([x, far, height], [x / 3.0, 0.0], focal, k);
        for place in [[0.0, 0.0], [15.0, 20.0], [-12.0, -30.0]] {
            let Some(pixel) = camera.pixel(place) else { continue };
            let back = camera.place(pixel).unwrap();
            prop_assert!((back[0] - place[0]).hypot(back[1] - place[1]) < 1e-6);
        }
        let straight = known([x, far, height], [x / 3.0, 0.0], focal, 0.0);
        let mut clicks = clicks(&straight, &SIX);
        for (click, (right, down)) in clicks.iter_mut().zip(off) {
            click.pixel[0] += right;
            click.pixel[1] += down;
        }
        let found = calibrate([1280, 720], &clicks, false).unwrap().camera;
        let pixel = straight.pixel([0.0, 0.0]).unwrap();
        let shown = found.place(pixel).unwrap();
        prop_assert!(shown[0].hypot(shown[1]) < 2.0 * straight.metres_per_pixel(pixel).unwrap());
    }
}
