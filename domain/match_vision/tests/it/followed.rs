//! Who is who, and where he was.

use football::Pitch;
use match_camera::{Camera, Click, calibrate};
use match_film::{Colour, Figure, Film, Kit};
use match_vision::{Picture, Scene, Track, Tracker};

use crate::{
    found::scene,
    staged::{SIZE_PX, Staged, camera},
};

const PICTURES: usize = 150;
const RATE_HZ: f64 = 25.0;
/// A way further away than this is not that player's, metres.
const SAME_M: f64 = 2.0;

fn follow(staged: &Staged, mut scene: Scene) -> Vec<Track> {
    let mut tracker = Tracker::new(RATE_HZ);
    for picture in 0..PICTURES {
        let rgb = staged.picture(picture);
        let found = scene.look(Picture::new(SIZE_PX, &rgb).unwrap(), &tracker.expected());
        tracker.step(&found);
    }
    tracker.finish()
}

/// How well ways tell where people were.
#[derive(Default)]
struct Judged {
    seen: usize,
    followed: usize,
    error_m: f64,
    switches: usize,
}

fn judge(staged: &Staged, tracks: &[Track]) -> Judged {
    let mut judged = Judged::default();
    let mut whose = std::collections::BTreeMap::new();
    for picture in 0..PICTURES {
        for (player, place) in staged.in_sight(picture) {
            judged.seen += 1;
            let near = tracks
                .iter()
                .enumerate()
                .filter_map(|(number, track)| {
                    let at = track.places.get(picture.checked_sub(track.first)?)?;
                    let far = (at.place_m[0] - place[0]).hypot(at.place_m[1] - place[1]);
                    (far < SAME_M).then_some((number, far))
                })
                .min_by(|a, b| a.1.total_cmp(&b.1));
            let Some((number, far)) = near else { continue };
            judged.followed += 1;
            judged.error_m += far;
            let before = whose.insert(player, number);
            judged.switches += usize::from(before.is_some_and(|before| before != number));
        }
    }
    judged.error_m /= judged.followed as f64;
    judged
}

#[test]
fn players_are_followed() {
    let staged = Staged::new(7, 3.0);
    let tracks = follow(&staged, scene(&staged));
    let judged = judge(&staged, &tracks);
    let followed = judged.followed as f64 / judged.seen as f64;
    assert!(followed > 0.99, "{followed}");
    assert!(judged.error_m < 0.1, "{}", judged.error_m);
    let minutes = PICTURES as f64 / RATE_HZ / 60.0 * 22.0;
    assert!(judged.switches as f64 <= minutes, "{}", judged.switches);
}

/// A camera straight above the pitch.
fn from_above() -> Camera {
    let corner =
        |x: f64, y: f64| Click { place_m: [x, y], pixel: [640.0 + 10.0 * x, 360.0 - 10.0 * y] };
    let clicks =
        [[-52.5, -34.0], [52.5, -34.0], [52.5, 34.0], [-52.5, 34.0]].map(|[x, y]| corner(x, y));
    calibrate(SIZE_PX, &clicks, false).unwrap().camera
}

/// Two of one team run past each other, a shoulder's width apart, and are in front of each other for a while.
#[test]
fn who_cross_keep_who_they_are() {
    let kit = Kit {
        shirt: Colour([196, 30, 40]),
        shorts: Colour([240; 3]),
        socks: Colour([196, 30, 40]),
    };
    let figure = |place_m| Figure { place_m, height_m: 1.8, stride: 0.3, kit };
    for camera in [camera(), from_above()] {
        let film = Film::new(camera.clone(), Pitch::STANDARD, 3.0);
        let empty: Vec<Vec<u8>> = (0..10).map(|it| film.frame(it, &[], None)).collect();
        let empty: Vec<Picture<'_>> =
            empty.iter().map(|rgb| Picture::new(SIZE_PX, rgb).unwrap()).collect();
        let mut scene = Scene::learn(camera, Pitch::STANDARD, &empty).unwrap();
        let mut tracker = Tracker::new(RATE_HZ);
        let ways = |picture: u32| {
            let x = f64::from(picture) * 0.16 - 4.0;
            [[x, 5.0], [-x, 5.5]]
        };
        for picture in 0..50 {
            let rgb = film.frame(10 + u64::from(picture), &ways(picture).map(figure), None);
            let found = scene.look(Picture::new(SIZE_PX, &rgb).unwrap(), &tracker.expected());
            tracker.step(&found);
        }
        let tracks = tracker.finish();
        assert_eq!(tracks.len(), 2);
        for track in tracks {
            let at = |picture: usize| track.places[picture - track.first].place_m;
            let whose = usize::from((at(10)[0] - ways(10)[0][0]).abs() > 1.0);
            for picture in [10, 20, 30, 48] {
                let [place, truth] = [at(picture), ways(u32::try_from(picture).unwrap())[whose]];
                let off = (place[0] - truth[0]).hypot(place[1] - truth[1]);
                assert!(off < 0.4, "{picture}: {place:?} {truth:?}");
            }
        }
    }
}
