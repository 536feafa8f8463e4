//! The frames that are held: where everybody was, and how fast.

use std::collections::BTreeMap;

use football::Tick;
use match_frames::{Chunk, ReplayManifest, Track};
use tracking::motion::{LONGEST_GAP_SECS, Motion, Path, motion};

use crate::{
    buffer::ChunkKey,
    clock::{Playhead, whole},
};

/// What is read of the chunks beside one for its velocities, seconds: half a window of the filter, and the gaps that
/// it bridges.
const MARGIN_SECS: f64 = 3.0;

/// Why frames were not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReelError {
    /// They are those of another chunk, or of another match.
    #[error("these are the frames of another moment")]
    Elsewhere,
}

/// The frames that are held, by chunk.
#[derive(Clone, Debug, Default)]
pub struct Reel {
    rate_hz: f64,
    held: BTreeMap<ChunkKey, Held>,
}

#[derive(Clone, Debug)]
struct Held {
    chunk: Chunk,
    /// How each player moved, tick by tick of the chunk.
    motions: Vec<Motion>,
}

impl Reel {
    /// Takes a chunk and computes its velocities, and those of its neighbours anew, which know more now.
    ///
    /// # Errors
    /// It is not the chunk that the manifest has at `key`; then nothing changes.
    pub fn put(
        &mut self,
        manifest: &ReplayManifest,
        key: ChunkKey,
        chunk: Chunk,
    ) -> Result<(), ReelError> {
        let listed = manifest.periods.get(key.period).and_then(|of| of.chunks.get(key.chunk));
        let fits = listed.is_some_and(|listed| {
            listed.first_tick == chunk.first_tick
                && listed.ticks as usize == chunk.ticks.len()
                && manifest.players.len() == chunk.players.len()
        });
        if !fits {
            return Err(ReelError::Elsewhere);
        }
        self.rate_hz = manifest.rate_hz;
        self.held.insert(key, Held { chunk, motions: Vec::new() });
        let [before, after] = beside(key);
        for key in [before, Some(key), after].into_iter().flatten() {
            self.set_motions(key);
        }
        Ok(())
    }

    /// Lets a chunk go.
    pub fn remove(&mut self, key: ChunkKey) {
        self.held.remove(&key);
    }

    /// Whether the frame at a playhead is held.
    pub fn has(&self, at: Playhead) -> bool {
        self.find(at).is_some()
    }

    /// What is known of a tick besides places.
    pub fn tick(&self, at: Playhead) -> Option<Tick> {
        let (held, tick) = self.find(at)?;
        held.chunk.ticks.get(tick).copied()
    }

    /// Where a player was seen, metres.
    pub fn place_m(&self, player: usize, at: Playhead) -> Option<[f64; 2]> {
        let (held, tick) = self.find(at)?;
        metres(held.chunk.players.get(player)?, tick)
    }

    /// Where a player was who was not seen, but before and after within a second: straight from one place to the
    /// other, as his velocity is taken.
    pub fn bridged_m(&self, player: usize, at: Playhead) -> Option<[f64; 2]> {
        self.velocity_mps(player, at)?;
        let longest = whole(LONGEST_GAP_SECS * self.rate_hz);
        let seen =
            |tick: Option<u32>| tick.and_then(|tick| self.place_m(player, Playhead { tick, ..at }));
        let (back, from) =
            (1..=longest).find_map(|back| Some((back, seen(at.tick.checked_sub(back))?)))?;
        let (on, to) = (1..=longest.saturating_sub(back))
            .find_map(|on| Some((on, seen(at.tick.checked_add(on))?)))?;
        let share = f64::from(back) / f64::from(back + on);
        Some([0, 1].map(|axis| from[axis] + share * (to[axis] - from[axis])))
    }

    /// How fast a player was, along and across the pitch, m/s.
    pub fn velocity_mps(&self, player: usize, at: Playhead) -> Option<[f64; 2]> {
        let (held, tick) = self.find(at)?;
        let motion = held.motions.get(player)?;
        known([motion.vx_mps[tick], motion.vy_mps[tick]])
    }

    /// His acceleration, m/s².
    pub fn acceleration_mps2(&self, player: usize, at: Playhead) -> Option<[f64; 2]> {
        let (held, tick) = self.find(at)?;
        let motion = held.motions.get(player)?;
        known([motion.ax_mps2[tick], motion.ay_mps2[tick]])
    }

    /// Where the ball was, metres.
    pub fn ball_m(&self, at: Playhead) -> Option<[f64; 2]> {
        let (held, tick) = self.find(at)?;
        metres(&held.chunk.ball, tick)
    }

    /// How high the ball was, metres.
    pub fn ball_height_m(&self, at: Playhead) -> Option<f64> {
        let (held, tick) = self.find(at)?;
        let height = held.chunk.ball_height_cm.get(tick).copied().flatten()?;
        Some(f64::from(height) / 100.0)
    }

    /// The chunk of a playhead, and the playhead's tick of it.
    fn find(&self, at: Playhead) -> Option<(&Held, usize)> {
        let of_period =
            ChunkKey { period: at.period, chunk: 0 }..ChunkKey { period: at.period + 1, chunk: 0 };
        // A few chunks are held at most.
        self.held.range(of_period).find_map(|(_, held)| {
            let tick = at.tick.checked_sub(held.chunk.first_tick)? as usize;
            (tick < held.chunk.ticks.len()).then_some((held, tick))
        })
    }

    fn set_motions(&mut self, key: ChunkKey) {
        let margin = whole(MARGIN_SECS * self.rate_hz) as usize;
        let Some(held) = self.held.get(&key) else { return };
        let [before, after] =
            beside(key).map(|key| key.and_then(|key| self.held.get(&key)).map(|held| &held.chunk));
        let length = held.chunk.ticks.len();
        let motions = (0..held.chunk.players.len())
            .map(|player| {
                let mut way = Way::default();
                if let Some(before) = before {
                    let ticks = before.ticks.len();
                    way.extend(&before.players[player], ticks.saturating_sub(margin)..ticks);
                }
                let from = way.x_m.len();
                way.extend(&held.chunk.players[player], 0..length);
                if let Some(after) = after {
                    way.extend(&after.players[player], 0..margin.min(after.ticks.len()));
                }
                cut(motion(Path { x_m: &way.x_m, y_m: &way.y_m }, self.rate_hz), from, length)
            })
            .collect();
        if let Some(held) = self.held.get_mut(&key) {
            held.motions = motions;
        }
    }
}

/// Where a player went, over the borders of chunks.
#[derive(Default)]
struct Way {
    x_m: Vec<f32>,
    y_m: Vec<f32>,
}

impl Way {
    fn extend(&mut self, track: &Track, ticks: std::ops::Range<usize>) {
        for tick in ticks {
            let (x, y) = track.place_m(tick).unwrap_or((f32::NAN, f32::NAN));
            self.x_m.push(x);
            self.y_m.push(y);
        }
    }
}

/// The part of a motion that belongs to a chunk.
fn cut(motion: Motion, from: usize, length: usize) -> Motion {
    let part = |values: Vec<f32>| values[from..from + length].to_vec();
    Motion {
        vx_mps: part(motion.vx_mps),
        vy_mps: part(motion.vy_mps),
        ax_mps2: part(motion.ax_mps2),
        ay_mps2: part(motion.ay_mps2),
        quality: motion.quality,
    }
}

/// The chunks before and after one, of the same period.
fn beside(key: ChunkKey) -> [Option<ChunkKey>; 2] {
    let chunk = |chunk| ChunkKey { chunk, ..key };
    [key.chunk.checked_sub(1).map(chunk), Some(chunk(key.chunk + 1))]
}

fn metres(track: &Track, tick: usize) -> Option<[f64; 2]> {
    let (x, y) = track.place_m(tick)?;
    Some([f64::from(x), f64::from(y)])
}

fn known([x, y]: [f32; 2]) -> Option<[f64; 2]> {
    (!x.is_nan() && !y.is_nan()).then(|| [f64::from(x), f64::from(y)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::{manifest_of, reel_of, simulated, standing};

    #[test]
    fn velocities_are_those_of_the_whole_period_at_the_borders_of_chunks_too() {
        let game = simulated();
        let manifest = manifest_of(&game, 170);
        let reel = reel_of(&game, &manifest);

        let mut compared = 0;
        for (place, period) in game.periods.iter().enumerate() {
            for (player, places) in period.players.iter().enumerate() {
                // As the chunks have it: whole centimetres.
                let round = |values: &[f32]| -> Vec<f32> {
                    values.iter().map(|metres| (metres * 100.0).round() / 100.0).collect()
                };
                let (x_m, y_m) = (round(&places.x_m), round(&places.y_m));
                let whole = motion(Path { x_m: &x_m, y_m: &y_m }, game.rate_hz);
                for tick in 0..period.ticks.len() {
                    let at = Playhead { period: place, tick: u32::try_from(tick).unwrap() };
                    let expected = known([whole.vx_mps[tick], whole.vy_mps[tick]]);
                    let found = reel.velocity_mps(player, at);
                    assert_eq!(found.is_some(), expected.is_some(), "{player} {at:?}");
                    let (Some(found), Some(expected)) = (found, expected) else { continue };
                    let off = (found[0] - expected[0]).hypot(found[1] - expected[1]);
                    assert!(off < 1e-3, "{player} {at:?}: {found:?} {expected:?}");
                    compared += 1;
                }
            }
        }
        assert_eq!(compared, 22 * (60 + 30) * 25);
    }

    #[test]
    fn who_is_lost_for_a_moment_is_between_the_places_before_and_after() {
        let mut game = standing(&[(football::Side::Home, 8, [0.0, 10.0])], None);
        let x_m = &mut game.periods[0].players[0].x_m;
        for (tick, x) in x_m.iter_mut().enumerate() {
            *x = f32::from(u16::try_from(tick).unwrap()) * 0.1;
        }
        x_m[48..52].fill(f32::NAN);
        x_m[60..90].fill(f32::NAN);
        let manifest = manifest_of(&game, 50);
        let reel = reel_of(&game, &manifest);
        let at = |tick| Playhead { period: 0, tick };

        assert_eq!(reel.place_m(0, at(49)), None);
        let [x, y] = reel.bridged_m(0, at(49)).unwrap();
        assert!((x - 4.9).abs() < 1e-6 && (y - 10.0).abs() < 1e-6);
        // Over a second he may have been anywhere.
        assert_eq!(reel.bridged_m(0, at(75)), None);
        assert_eq!(reel.velocity_mps(0, at(75)), None);
    }

    #[test]
    fn frames_of_another_moment_are_refused_and_what_is_let_go_is_gone() {
        let game = simulated();
        let manifest = manifest_of(&game, 250);
        let mut reel = reel_of(&game, &manifest);
        let bytes = match_frames::encode(&game.periods[0], 0..250);
        let chunk = match_frames::decode(&bytes).unwrap();
        let key = |chunk| ChunkKey { period: 0, chunk };

        assert_eq!(reel.put(&manifest, key(1), chunk.clone()), Err(ReelError::Elsewhere));
        assert_eq!(reel.put(&manifest, key(0), chunk), Ok(()));
        let at = Playhead { period: 0, tick: 300 };
        assert!(reel.has(at));
        reel.remove(key(1));
        assert!(!reel.has(at));
    }
}
