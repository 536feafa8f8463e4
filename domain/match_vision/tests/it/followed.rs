//! Who is who, and where he was.

use match_vision::{Picture, Scene, Track, Tracker};

use crate::{
    found::scene,
    staged::{SIZE_PX, Staged},
};

const PICTURES: usize = 150;
const RATE_HZ: f64 = 25.0;
/// A way further away than this is not that player's, metres.
const SAME_M: f64 = 2.0;

fn follow(staged: &Staged, mut scene: Scene) -> Vec<Track> {
    let mut tracker = Tracker::new(RATE_HZ);
    for picture in 0..PICTURES {
        let rgb = staged.picture(picture);
        tracker.step(&scene.look(Picture::new(SIZE_PX, &rgb).unwrap()));
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
