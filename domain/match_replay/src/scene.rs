//! One frame: who stood where, who had the ball, and what follows from it.

use football::{Pitch, Side};
use match_frames::ReplayManifest;
use tracking::surface::{Moment, Mover, offside_line_m};

use crate::{clock::Playhead, reel::Reel};

/// A player of a frame.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Standing {
    /// His place in the manifest.
    pub player: usize,
    /// His team.
    pub side: Side,
    /// Whether he keeps goal.
    pub keeps_goal: bool,
    /// Metres along and across the pitch.
    pub place_m: [f64; 2],
    /// m/s; `None` where it is not known.
    pub velocity_mps: Option<[f64; 2]>,
    /// He was not seen: the place lies between those before and after.
    pub is_interpolated: bool,
}

impl Standing {
    /// How fast he was, m/s.
    pub fn speed_mps(&self) -> Option<f64> {
        self.velocity_mps.map(|[x, y]| x.hypot(y))
    }
}

/// A frame of a match.
#[derive(Clone, Debug, PartialEq)]
pub struct Scene {
    /// Where it was.
    pub pitch: Pitch,
    /// Everybody whose place is known, in the manifest's order.
    pub players: Vec<Standing>,
    /// Where the ball was, metres.
    pub ball_m: Option<[f64; 2]>,
    /// How high the ball was, metres.
    pub ball_height_m: Option<f64>,
    /// Whether the ball was in play; `None` where the provider does not say.
    pub alive: Option<bool>,
    /// Who had the ball: as the provider says, else the team of the nearest player who was seen; `None` where the
    /// ball was not seen either.
    pub attacking: Option<Side>,
    /// Whether the home team attacks towards +x.
    pub home_attacks_right: Option<bool>,
}

impl Scene {
    /// The frame at a playhead; `None` where it is not held.
    pub fn at(manifest: &ReplayManifest, reel: &Reel, at: Playhead) -> Option<Self> {
        let tick = reel.tick(at)?;
        let standing = |(player, of): (usize, &match_frames::ReplayPlayer)| {
            let seen = reel.place_m(player, at);
            Some(Standing {
                player,
                side: of.side,
                keeps_goal: of.keeper,
                place_m: seen.or_else(|| reel.bridged_m(player, at))?,
                velocity_mps: reel.velocity_mps(player, at),
                is_interpolated: seen.is_none(),
            })
        };
        let players: Vec<_> = manifest.players.iter().enumerate().filter_map(standing).collect();
        let ball_m = reel.ball_m(at);
        let nearest = || {
            let ball_m = ball_m?;
            let seen = players.iter().filter(|player| !player.is_interpolated);
            seen.min_by(|a, b| {
                distance_m(a.place_m, ball_m).total_cmp(&distance_m(b.place_m, ball_m))
            })
            .map(|player| player.side)
        };
        Some(Self {
            pitch: manifest.pitch,
            ball_m,
            ball_height_m: reel.ball_height_m(at),
            alive: tick.alive,
            attacking: tick.possession.or_else(nearest),
            home_attacks_right: manifest.periods.get(at.period)?.home_attacks_right,
            players,
        })
    }

    /// The moment for [`tracking::surface`]: who was seen; a velocity that is not known is taken as standing. `None`
    /// where the ball was not seen.
    pub fn moment(&self) -> Option<Moment> {
        let mover = |standing: &Standing| {
            let velocity = standing.velocity_mps.unwrap_or_default();
            let [x_m, y_m] = standing.place_m;
            Mover {
                side: standing.side,
                keeps_goal: standing.keeps_goal,
                x_m,
                y_m,
                vx_mps: velocity[0],
                vy_mps: velocity[1],
            }
        };
        Some(Moment {
            pitch: self.pitch,
            ball_m: self.ball_m?,
            movers: self.players.iter().filter(|of| !of.is_interpolated).map(mover).collect(),
        })
    }

    /// Where along the pitch the offside line is, metres; `None` where it cannot be told.
    pub fn offside_line_m(&self) -> Option<f64> {
        offside_line_m(&self.moment()?, self.attacking?)
    }

    /// Whether `side` attacks towards +x.
    pub fn attacks_right(&self, side: Side) -> Option<bool> {
        self.home_attacks_right.map(|right| right == (side == Side::Home))
    }

    /// A player of the frame, by his place in the manifest.
    pub fn find(&self, player: usize) -> Option<&Standing> {
        self.players.iter().find(|standing| standing.player == player)
    }

    /// How many were seen, and how many are put in between two places.
    pub fn seen(&self) -> (usize, usize) {
        let interpolated = self.players.iter().filter(|of| of.is_interpolated).count();
        (self.players.len() - interpolated, interpolated)
    }
}

/// Metres between two places.
pub(crate) fn distance_m(a: [f64; 2], b: [f64; 2]) -> f64 {
    (a[0] - b[0]).hypot(a[1] - b[1])
}

#[cfg(test)]
mod tests {
    use tracking::moments::Moments;

    use super::*;
    use crate::samples::{manifest_of, reel_of, simulated, standing};

    #[test]
    fn a_moment_is_the_one_that_a_report_is_made_from() {
        let game = simulated();
        let manifest = manifest_of(&game, 170);
        let reel = reel_of(&game, &manifest);
        let moments = Moments::of(&game, &game.periods[1]);

        for tick in (0..game.periods[1].ticks.len()).step_by(7) {
            let at = Playhead { period: 1, tick: u32::try_from(tick).unwrap() };
            let found = Scene::at(&manifest, &reel, at).unwrap().moment().unwrap();
            let (expected, _) = moments.at(tick).unwrap();

            assert_eq!(found.movers.len(), expected.movers.len());
            for (found, expected) in found.movers.iter().zip(&expected.movers) {
                assert_eq!((found.side, found.keeps_goal), (expected.side, expected.keeps_goal));
                let apart = distance_m([found.x_m, found.y_m], [expected.x_m, expected.y_m]);
                // Chunks have whole centimetres.
                assert!(apart < 0.008, "{found:?} {expected:?}");
                let faster = (found.vx_mps - expected.vx_mps).hypot(found.vy_mps - expected.vy_mps);
                assert!(faster < 0.05, "{found:?} {expected:?}");
            }
        }
    }

    #[test]
    fn without_word_of_the_provider_who_is_nearest_has_the_ball_and_the_line_is_the_others() {
        let players = [
            (Side::Home, 8, [10.0, 0.0]),
            (Side::Away, 1, [50.0, 0.0]),
            (Side::Away, 4, [35.0, 5.0]),
            (Side::Away, 5, [12.0, 0.0]),
        ];
        let game = standing(&players, Some([10.5, 0.0]));
        let manifest = manifest_of(&game, 100);
        let scene =
            Scene::at(&manifest, &reel_of(&game, &manifest), Playhead { period: 0, tick: 50 })
                .unwrap();

        assert_eq!(scene.attacking, Some(Side::Home));
        assert_eq!(scene.offside_line_m(), Some(35.0));
        assert_eq!(scene.seen(), (4, 0));
        assert_eq!(scene.find(2).and_then(Standing::speed_mps), Some(0.0));
        assert_eq!(scene.attacks_right(Side::Away), Some(false));
    }

    #[test]
    fn without_the_ball_nothing_that_needs_it_is_told() {
        let game = standing(&[(Side::Home, 8, [10.0, 0.0])], None);
        let manifest = manifest_of(&game, 100);
        let reel = reel_of(&game, &manifest);
        let scene = Scene::at(&manifest, &reel, Playhead::default()).unwrap();

        assert_eq!((scene.attacking, scene.offside_line_m()), (None, None));
        assert_eq!(scene.moment(), None);
        assert_eq!(Scene::at(&manifest, &reel, Playhead { period: 1, tick: 0 }), None);
    }

    #[test]
    fn the_provider_knows_better_who_has_the_ball() {
        let players = [(Side::Home, 8, [10.0, 0.0]), (Side::Away, 9, [11.0, 0.0])];
        let mut game = standing(&players, Some([10.0, 0.0]));
        game.periods[0].ticks[7].possession = Some(Side::Away);
        let manifest = manifest_of(&game, 100);
        let reel = reel_of(&game, &manifest);
        let attacking =
            |tick| Scene::at(&manifest, &reel, Playhead { period: 0, tick }).unwrap().attacking;

        assert_eq!((attacking(6), attacking(7)), (Some(Side::Home), Some(Side::Away)));
    }
}
