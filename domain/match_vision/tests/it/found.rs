//! Who is found, and where.

use football::Pitch;
use match_vision::{Detection, NotLearned, Picture, Scene};

use crate::staged::{SIZE_PX, Staged, camera};

/// A detection further away than this is not of that player, metres.
const SAME_M: f64 = 2.0;

pub(crate) fn scene(staged: &Staged) -> Scene {
    let pictures: Vec<Vec<u8>> = (0..20).map(|it| staged.picture(it * 75)).collect();
    let pictures: Vec<Picture<'_>> =
        pictures.iter().map(|rgb| Picture::new(SIZE_PX, rgb).unwrap()).collect();
    Scene::learn(camera(), Pitch::STANDARD, &pictures).unwrap()
}

/// For each detection the nearest player who is not taken, and how far he is: nearest pairs first.
fn pairs(found: &[Detection], people: &[[f64; 2]]) -> Vec<(usize, usize, f64)> {
    let mut all: Vec<(usize, usize, f64)> = Vec::new();
    for (one, detection) in found.iter().enumerate() {
        for (other, place) in people.iter().enumerate() {
            let far = (detection.place_m[0] - place[0]).hypot(detection.place_m[1] - place[1]);
            all.push((one, other, far));
        }
    }
    all.retain(|pair| pair.2 < SAME_M);
    all.sort_by(|a, b| a.2.total_cmp(&b.2));
    let mut pairs: Vec<(usize, usize, f64)> = Vec::new();
    for pair in all {
        if pairs.iter().all(|it| it.0 != pair.0 && it.1 != pair.1) {
            pairs.push(pair);
        }
    }
    pairs
}

#[test]
fn players_are_found_where_they_are() {
    let staged = Staged::new(7, 3.0);
    let mut scene = scene(&staged);
    let (mut seen, mut found, mut right, mut error_m) = (0, 0, 0, 0.0);
    for tick in (0..1500).step_by(60) {
        let rgb = staged.picture(tick);
        let detections = scene.look(Picture::new(SIZE_PX, &rgb).unwrap(), &[]);
        let people: Vec<[f64; 2]> =
            staged.in_sight(tick).into_iter().map(|(_, place)| place).collect();
        let pairs = pairs(&detections, &people);
        seen += people.len();
        found += detections.len();
        right += pairs.len();
        error_m += pairs.iter().map(|pair| pair.2).sum::<f64>();
    }
    let share = |part: usize, all: usize| part as f64 / all as f64;
    let (recall, precision) = (share(right, seen), share(right, found));
    let error_m = error_m / right as f64;
    assert!(recall > 0.99, "{recall}");
    assert!(precision > 0.98, "{precision}");
    assert!(error_m < 0.1, "{error_m}");
}

#[test]
fn shirts_have_their_colours() {
    let staged = Staged::new(7, 3.0);
    let rgb = staged.picture(700);
    let found = scene(&staged).look(Picture::new(SIZE_PX, &rgb).unwrap(), &[]);
    let people = staged.people(700);
    let places: Vec<[f64; 2]> = people.iter().map(|figure| figure.place_m).collect();
    let pairs = pairs(&found, &places);
    let is_red = |shirt: [f64; 3]| shirt[0] > shirt[2];
    let right = pairs.iter().filter(|(one, other, _)| {
        is_red(found[*one].shirt) == is_red(people[*other].kit.shirt.0.map(f64::from))
    });
    assert!(right.count() + 1 >= pairs.len() && pairs.len() > 18, "{}", pairs.len());
}

#[test]
fn who_never_moves_is_found_and_an_empty_pitch_is_empty() {
    let staged = Staged::new(3, 5.0);
    let film = &staged.film;
    let one = staged.people(0).remove(4);
    for people in [&[one][..], &[]] {
        let pictures: Vec<Vec<u8>> = (0..12).map(|it| film.frame(it, people, None)).collect();
        let pictures: Vec<Picture<'_>> =
            pictures.iter().map(|rgb| Picture::new(SIZE_PX, rgb).unwrap()).collect();
        let mut scene = Scene::learn(camera(), Pitch::STANDARD, &pictures).unwrap();
        for number in 100..104 {
            let rgb = film.frame(number, people, None);
            let found = scene.look(Picture::new(SIZE_PX, &rgb).unwrap(), &[]);
            assert_eq!(found.len(), people.len(), "{found:?}");
        }
    }
}

#[test]
fn what_cannot_be_looked_at_is_said() {
    assert!(Picture::new([4, 4], &[0; 47]).is_none());
    let small = [0; 48];
    let picture = Picture::new([4, 4], &small).unwrap();
    for pictures in [&[picture][..], &[]] {
        let learned = Scene::learn(camera(), Pitch::STANDARD, pictures).map(|_| ());
        assert_eq!(learned, Err(NotLearned::NoPictures));
    }
}
