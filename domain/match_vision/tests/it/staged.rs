//! Films of simulated matches.

use football::{Pitch, Side};
use match_camera::{Camera, Click, calibrate, marks};
use match_film::{Colour, Figure, Film, Kit};
use match_simulator::{MatchPlan, SimulatedMatch, simulate};

/// Width and height of a picture.
pub(crate) const SIZE_PX: [u32; 2] = [1280, 720];

/// A camera high on a stand at the halfway line, which sees all but the near corners.
const CORNERS: [(&str, [f64; 2]); 4] = [
    ("left-corner-far", [256.0, 150.0]),
    ("right-corner-far", [1024.0, 150.0]),
    ("right-corner-near", [1420.0, 640.0]),
    ("left-corner-near", [-140.0, 640.0]),
];

/// A simulated match and the film of it.
pub(crate) struct Staged {
    game: SimulatedMatch,
    pub(crate) film: Film,
}

pub(crate) fn camera() -> Camera {
    let clicks: Vec<Click> = marks(Pitch::STANDARD)
        .iter()
        .filter_map(|mark| {
            let (_, pixel) = CORNERS.iter().find(|(key, _)| *key == mark.key)?;
            Some(Click { place_m: mark.place_m, pixel: *pixel })
        })
        .collect();
    calibrate(SIZE_PX, &clicks, false).unwrap().camera
}

fn kit(shirt: [u8; 3], shorts: [u8; 3]) -> Kit {
    Kit { shirt: Colour(shirt), shorts: Colour(shorts), socks: Colour(shirt) }
}

impl Staged {
    /// A minute of a match, filmed with so much noise.
    pub(crate) fn new(seed: u64, noise: f64) -> Self {
        let plan = MatchPlan { half_secs: [60; 2], ..MatchPlan::invented(seed) };
        Self { game: simulate(&plan).unwrap(), film: Film::new(camera(), Pitch::STANDARD, noise) }
    }

    /// Who is on the pitch at a tick: no two of a height, and legs as of somebody who runs.
    pub(crate) fn people(&self, tick: usize) -> Vec<Figure> {
        self.numbered(tick).into_iter().map(|(_, figure)| figure).collect()
    }

    /// The players whose feet are in the picture, by their number, and where they are.
    pub(crate) fn in_sight(&self, tick: usize) -> Vec<(usize, [f64; 2])> {
        let camera = self.film.camera();
        let sees = |place| camera.pixel(place).is_some_and(|pixel| camera.sees(pixel));
        let all = self.numbered(tick).into_iter().map(|(number, figure)| (number, figure.place_m));
        all.filter(|(_, place)| sees(*place)).collect()
    }

    fn numbered(&self, tick: usize) -> Vec<(usize, Figure)> {
        let kits = [kit([196, 30, 40], [240, 240, 240]), kit([40, 70, 190], [30, 30, 60])];
        let period = &self.game.game.periods[0];
        let players = self.game.game.players.iter().zip(&period.players);
        players
            .enumerate()
            .filter_map(|(number, (player, places))| {
                let place_m = [&places.x_m, &places.y_m].map(|it| f64::from(it[tick]));
                let step = u8::try_from((tick + 3 * number) % 12).unwrap();
                let taller = u8::try_from(number * 7 % 9).unwrap();
                let figure = Figure {
                    place_m,
                    height_m: 1.74 + 0.02 * f64::from(taller),
                    stride: 0.1 + 0.3 * (f64::from(step) / 6.0 - 1.0).abs(),
                    kit: kits[usize::from(player.side == Side::Away)],
                };
                place_m.iter().all(|metres| metres.is_finite()).then_some((number, figure))
            })
            .collect()
    }

    pub(crate) fn picture(&self, tick: usize) -> Vec<u8> {
        let period = &self.game.game.periods[0];
        let ball = [&period.ball.x_m, &period.ball.y_m, &period.ball_height_m]
            .map(|it| f64::from(it[tick]));
        let ball = ball.iter().all(|metres| metres.is_finite()).then_some(ball);
        self.film.frame(tick as u64, &self.people(tick), ball)
    }
}
