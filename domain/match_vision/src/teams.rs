//! Whose shirt somebody wears.
//!
//! A shirt is judged by the mean of all pictures of a way, not by one picture. Colours are compared as people see them
//! (CIELAB). The two teams are the two colours that most of the seen time is near to, so that two goalkeepers and a
//! referee cannot pull one away.

use football::Side;

use crate::Track;

/// Colours of one team differ by so much at most (a difference of 2.3 is the least that people see).
const SAME_TEAM: f64 = 22.0;
/// Two teams differ by this at least.
const TWO_TEAMS: f64 = 25.0;
/// A goalkeeper's mean place is so near to his goal line, as a part of half of the pitch.
const KEEPER: f64 = 0.45;
/// Who is neither and stays inside of this part of half of the pitch is taken for the referee.
const REFEREE: f64 = 0.85;
/// A referee is seen for this part of the longest way at least: what is in the middle for a moment may be the ball.
const REFEREE_SEEN: f64 = 0.3;
/// A way that was seen for a smaller part of the longest is not asked.
const LEAST_SEEN: f64 = 0.02;

/// Who somebody is. `Side::Home` is the team whose goal is where x is negative.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// In the shirt of a team.
    Player(Side),
    /// In a shirt of his own, in front of a team's goal.
    Goalkeeper(Side),
    /// In a shirt of his own, in the middle.
    Referee,
    /// Nobody can tell.
    Unknown,
}

/// Who each way is of, for films in which teams do not change ends. `half_length_m` is from the centre spot to a goal line.
pub fn roles(tracks: &[Track], half_length_m: f64) -> Vec<Role> {
    let all: Vec<Seen> = tracks.iter().map(Seen::of).collect();
    let longest = all.iter().map(|seen| seen.time).fold(0.0, f64::max);
    let is_asked = |seen: &Seen| seen.time >= longest * LEAST_SEEN;
    let asked: Vec<&Seen> = all.iter().filter(|seen| is_asked(seen)).collect();
    let Some(teams) = two_teams(&asked) else { return vec![Role::Unknown; tracks.len()] };
    let sides = sides(&asked, teams);
    let of_team = |seen: &Seen| {
        let nearest = usize::from(far(seen.lab, teams[1]) < far(seen.lab, teams[0]));
        (far(seen.lab, teams[nearest]) <= SAME_TEAM).then_some(sides[nearest])
    };
    all.iter()
        .map(|seen| {
            if let Some(side) = of_team(seen) {
                return Role::Player(side);
            }
            let along = seen.x_m / half_length_m;
            match along.abs() {
                _ if !is_asked(seen) => Role::Unknown,
                near if near >= 1.0 - KEEPER => {
                    Role::Goalkeeper(if along < 0.0 { Side::Home } else { Side::Away })
                }
                middle if middle <= REFEREE && seen.time >= longest * REFEREE_SEEN => Role::Referee,
                _ => Role::Unknown,
            }
        })
        .collect()
}

/// What is known of a way: its shirt as people see it, for how many pictures it was seen, and where on average.
struct Seen {
    lab: [f64; 3],
    time: f64,
    x_m: f64,
}

impl Seen {
    fn of(track: &Track) -> Self {
        let (mut time, mut x_m) = (0.0, 0.0);
        for place in track.places.iter().filter(|place| place.detection.is_some()) {
            time += 1.0;
            x_m += place.place_m[0];
        }
        Self { lab: lab(track.shirt), time, x_m: if time > 0.0 { x_m / time } else { 0.0 } }
    }
}

/// The two shirts that most of the seen time is near to; `None` where all wear one colour.
fn two_teams(asked: &[&Seen]) -> Option<[[f64; 3]; 2]> {
    let mut best: Option<(f64, [[f64; 3]; 2])> = None;
    for (place, one) in asked.iter().enumerate() {
        for other in &asked[place + 1..] {
            if far(one.lab, other.lab) < TWO_TEAMS {
                continue;
            }
            // What is far from both costs no more than what is just too far.
            let cost: f64 = asked
                .iter()
                .map(|seen| {
                    let off = far(seen.lab, one.lab).min(far(seen.lab, other.lab)).min(SAME_TEAM);
                    seen.time * off * off
                })
                .sum();
            if best.is_none_or(|(least, _)| cost < least) {
                best = Some((cost, [one.lab, other.lab]));
            }
        }
    }
    best.map(|(_, teams)| teams)
}

/// The sides of the two teams: whose players are further to the left on average defends the left goal.
fn sides(asked: &[&Seen], teams: [[f64; 3]; 2]) -> [Side; 2] {
    let mean = |own: [f64; 3]| {
        let (mut sum, mut time) = (0.0, 0.0);
        for seen in asked.iter().filter(|seen| far(seen.lab, own) <= SAME_TEAM) {
            sum += seen.x_m * seen.time;
            time += seen.time;
        }
        sum / f64::max(time, 1.0)
    };
    if mean(teams[0]) <= mean(teams[1]) {
        [Side::Home, Side::Away]
    } else {
        [Side::Away, Side::Home]
    }
}

fn far(a: [f64; 3], b: [f64; 3]) -> f64 {
    (0..3).map(|it| (a[it] - b[it]).powi(2)).sum::<f64>().sqrt()
}

/// CIELAB of a colour of a screen (IEC 61966-2-1, white of D65).
fn lab(rgb: [f64; 3]) -> [f64; 3] {
    let [red, green, blue] = rgb.map(|byte| {
        let part = byte / 255.0;
        if part <= 0.040_45 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    });
    let xyz = [
        (0.412_456_4 * red + 0.357_576_1 * green + 0.180_437_5 * blue) / 0.950_47,
        0.212_672_9 * red + 0.715_152_2 * green + 0.072_175 * blue,
        (0.019_333_9 * red + 0.119_192 * green + 0.950_304_1 * blue) / 1.088_83,
    ];
    let [x, y, z] = xyz.map(|it| {
        let (least, slope) = (216.0 / 24_389.0, 24_389.0 / 27.0);
        if it > least { it.cbrt() } else { (slope * it + 16.0) / 116.0 }
    });
    [116.0 * y - 16.0, 500.0 * (x - y), 200.0 * (y - z)]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Place;

    /// Of a shirt, around a place, for so many pictures.
    fn track(shirt: [f64; 3], x_m: f64, pictures: usize) -> Track {
        let place = Place { place_m: [x_m, 0.0], spread_m: [0.1; 2], detection: Some(0) };
        Track { first: 0, places: vec![place; pictures], shirt }
    }

    #[test]
    fn colours_are_those_of_the_standard() {
        // Bruce Lindbloom's calculator, sRGB, D65.
        for (rgb, known) in [
            ([255.0, 0.0, 0.0], [53.24, 80.09, 67.20]),
            ([255.0; 3], [100.0, 0.0, 0.0]),
            ([0.0, 255.0, 0.0], [87.73, -86.18, 83.18]),
            ([0.0, 0.0, 255.0], [32.30, 79.20, -107.86]),
        ] {
            assert!(far(lab(rgb), known) < 0.2, "{rgb:?} {:?}", lab(rgb));
        }
    }

    #[test]
    fn teams_keepers_and_the_referee_are_told_apart() {
        let mut tracks = Vec::new();
        for player in 0..10 {
            let x = f64::from(player) * 4.0;
            let lighter = f64::from(player);
            tracks.push(track([190.0 + lighter, 55.0, 45.0], -30.0 + x, 400));
            tracks.push(track([41.0, 80.0 + lighter, 190.0], 28.0 - x, 400));
        }
        tracks.push(track([207.0, 187.0, 43.0], -46.0, 500));
        tracks.push(track([34.0, 186.0, 174.0], 44.0, 500));
        tracks.push(track([20.0, 20.0, 20.0], 3.0, 500));
        tracks.push(track([210.0, 230.0, 210.0], 20.0, 5));

        let roles = roles(&tracks, 52.5);

        for pair in roles[..20].chunks(2) {
            assert_eq!(pair, [Role::Player(Side::Home), Role::Player(Side::Away)]);
        }
        let apart = [Role::Goalkeeper(Side::Home), Role::Goalkeeper(Side::Away), Role::Referee];
        assert_eq!(roles[20..23], apart);
        assert_eq!(roles[23], Role::Unknown);
    }

    #[test]
    fn one_colour_makes_no_teams() {
        let tracks = vec![track([200.0, 30.0, 40.0], 0.0, 10); 5];
        assert_eq!(roles(&tracks, 52.5), [Role::Unknown; 5]);
        assert!(roles(&[], 52.5).is_empty());
    }
}
