//! Which chunks a replay needs, fetches and lets go.

use std::collections::BTreeMap;

use match_frames::ReplayManifest;

use crate::{
    clock::{Playhead, whole},
    number,
};

/// What is read ahead, seconds.
const AHEAD_SECS: f64 = 40.0;
/// What is kept behind for the curve of a player's speed, seconds.
const BEHIND_SECS: f64 = 31.0;
/// Around the playhead nothing may be missing within so many seconds: velocities need what is beside them, and the
/// trail what was before.
const CLOSE_SECS: f64 = 3.0;
/// Chunks under way at a time, besides those around the playhead.
const MOST_UNDER_WAY: usize = 2;
/// What may be held beyond what is needed, seconds of the match: some 25 kB each of a match at 25 Hz.
const MOST_HELD_SECS: f64 = 300.0;

/// A chunk: the places of its period and of itself in the manifest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct ChunkKey {
    /// Of its period, among the manifest's.
    pub period: usize,
    /// Of the chunk, among the period's.
    pub chunk: usize,
}

impl ChunkKey {
    /// The chunk in which a playhead stands; `None` where the period has none there.
    pub fn at(manifest: &ReplayManifest, at: Playhead) -> Option<Self> {
        let chunks = &manifest.periods.get(at.period)?.chunks;
        let after = chunks.partition_point(|chunk| chunk.first_tick <= at.tick);
        let chunk = after.checked_sub(1)?;
        (at.tick - chunks[chunk].first_tick < chunks[chunk].ticks)
            .then_some(Self { period: at.period, chunk })
    }
}

/// How it stands with a chunk that was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    UnderWay,
    Held,
    Failed,
}

/// What is known of the chunks.
#[derive(Clone, Debug, Default)]
pub struct Buffer {
    states: BTreeMap<ChunkKey, State>,
}

impl Buffer {
    /// The chunks to fetch now, the most urgent first. What the playhead stands in never waits for what was asked
    /// for before; the rest does. They count as under way from now on.
    pub fn fetch(&mut self, manifest: &ReplayManifest, at: Playhead) -> Vec<ChunkKey> {
        let mut under_way = self.states.values().filter(|state| **state == State::UnderWay).count();
        let mut fetched = Vec::new();
        for (key, distance_secs) in needed(manifest, at) {
            if self.states.contains_key(&key) {
                continue;
            }
            if distance_secs > CLOSE_SECS && under_way >= MOST_UNDER_WAY {
                break;
            }
            under_way += 1;
            self.states.insert(key, State::UnderWay);
            fetched.push(key);
        }
        fetched
    }

    /// A chunk came.
    pub fn came(&mut self, key: ChunkKey) {
        self.states.insert(key, State::Held);
    }

    /// A chunk did not come; it is not asked for again until [`Buffer::retry`].
    pub fn failed(&mut self, key: ChunkKey) {
        self.states.insert(key, State::Failed);
    }

    /// Whether the chunk failed.
    pub fn has_failed(&self, key: ChunkKey) -> bool {
        self.states.get(&key) == Some(&State::Failed)
    }

    /// Forgets what failed, so that it is asked for again where it is needed.
    pub fn retry(&mut self) {
        self.states.retain(|_, state| *state != State::Failed);
    }

    /// Lets go of what is not needed, the furthest from the playhead first, until the rest is little. Gives what
    /// was let go.
    pub fn drop_far(&mut self, manifest: &ReplayManifest, at: Playhead) -> Vec<ChunkKey> {
        let secs = |key: &ChunkKey| {
            let period = &manifest.periods[key.period];
            f64::from(period.chunks[key.chunk].ticks) / manifest.rate_hz
        };
        let held = |states: &BTreeMap<ChunkKey, State>| -> Vec<ChunkKey> {
            let held = states.iter().filter(|(_, state)| **state == State::Held);
            held.map(|(key, _)| *key).collect()
        };
        let mut all = held(&self.states);
        let mut total: f64 = all.iter().map(secs).sum();
        let needed: Vec<_> = needed(manifest, at).into_iter().map(|(key, _)| key).collect();
        all.retain(|key| !needed.contains(key));
        all.sort_by(|a, b| far(manifest, *b, at).total_cmp(&far(manifest, *a, at)));
        let mut dropped = Vec::new();
        for key in all {
            if total <= MOST_HELD_SECS {
                break;
            }
            total -= secs(&key);
            self.states.remove(&key);
            dropped.push(key);
        }
        dropped
    }
}

/// The chunks around a playhead and how many seconds from it they begin: where it stands, then what comes, then what
/// was.
fn needed(manifest: &ReplayManifest, at: Playhead) -> Vec<(ChunkKey, f64)> {
    let Some(period) = manifest.periods.get(at.period) else { return Vec::new() };
    let rate = manifest.rate_hz;
    let reach = |secs: f64| whole(secs * rate);
    let (first, last) =
        (at.tick.saturating_sub(reach(BEHIND_SECS)), at.tick.saturating_add(reach(AHEAD_SECS)));
    let mut needed: Vec<(ChunkKey, f64)> = period
        .chunks
        .iter()
        .enumerate()
        .filter(|(_, chunk)| chunk.first_tick <= last && chunk.first_tick + chunk.ticks > first)
        .map(|(chunk, _)| ChunkKey { period: at.period, chunk })
        .map(|key| (key, far(manifest, key, at)))
        .collect();
    // The next period begins without waiting.
    let left = period.ticks.saturating_sub(at.tick);
    let next = ChunkKey { period: at.period + 1, chunk: 0 };
    if left < reach(AHEAD_SECS)
        && manifest.periods.get(next.period).is_some_and(|period| !period.chunks.is_empty())
    {
        needed.push((next, f64::from(left) / rate));
    }
    let here = ChunkKey::at(manifest, at);
    let order = |(key, distance_secs): &(ChunkKey, f64)| {
        let behind = here.is_some_and(|here| *key < here);
        // What was counts as further away than what comes, save close to the playhead.
        if behind && *distance_secs > CLOSE_SECS {
            distance_secs + AHEAD_SECS
        } else {
            *distance_secs
        }
    };
    needed.sort_by(|a, b| order(a).total_cmp(&order(b)));
    needed
}

/// Seconds from the playhead to the nearest tick of a chunk; a period counts as an hour.
fn far(manifest: &ReplayManifest, key: ChunkKey, at: Playhead) -> f64 {
    const PERIOD_SECS: f64 = 3600.0;
    let chunk = &manifest.periods[key.period].chunks[key.chunk];
    let periods = number(key.period.abs_diff(at.period)) * PERIOD_SECS;
    let end = chunk.first_tick + chunk.ticks;
    let ticks = if at.tick < chunk.first_tick {
        chunk.first_tick - at.tick
    } else {
        (at.tick + 1).saturating_sub(end)
    };
    periods + f64::from(ticks) / manifest.rate_hz
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::samples::manifest;

    /// Two periods of ten minutes in chunks of ten seconds.
    fn ten_minutes() -> ReplayManifest {
        manifest(&[(1, 15_000), (2, 15_000)], 250)
    }

    fn at(secs: u32) -> Playhead {
        Playhead { period: 0, tick: secs * 25 }
    }

    fn chunks(keys: &[ChunkKey]) -> Vec<usize> {
        keys.iter().map(|key| key.chunk).collect()
    }

    #[test]
    fn a_playhead_stands_in_the_chunk_that_has_its_tick() {
        let manifest = ten_minutes();
        let chunk =
            |tick| ChunkKey::at(&manifest, Playhead { period: 0, tick }).map(|key| key.chunk);
        assert_eq!((chunk(0), chunk(249), chunk(250)), (Some(0), Some(0), Some(1)));
        assert_eq!((chunk(14_999), chunk(15_000)), (Some(59), None));
        assert_eq!(ChunkKey::at(&manifest, Playhead { period: 7, tick: 0 }), None);
    }

    #[test]
    fn what_the_playhead_stands_in_comes_first_then_what_comes_then_what_was() {
        let manifest = ten_minutes();
        let mut buffer = Buffer::default();

        assert_eq!(chunks(&buffer.fetch(&manifest, at(105))), [10, 11]);
        assert_eq!(chunks(&buffer.fetch(&manifest, at(105))), [0; 0]);
        for chunk in [10, 11] {
            buffer.came(ChunkKey { period: 0, chunk });
        }
        assert_eq!(chunks(&buffer.fetch(&manifest, at(105))), [12, 13]);
        for chunk in [12, 13] {
            buffer.came(ChunkKey { period: 0, chunk });
        }
        assert_eq!(chunks(&buffer.fetch(&manifest, at(105))), [14, 9]);
    }

    #[test]
    fn close_to_the_border_of_chunks_both_are_fetched_at_once() {
        let manifest = ten_minutes();
        assert_eq!(chunks(&Buffer::default().fetch(&manifest, at(101)))[..2], [10, 9]);
        assert_eq!(chunks(&Buffer::default().fetch(&manifest, at(108)))[..2], [10, 11]);
    }

    #[test]
    fn going_elsewhere_does_not_wait_for_what_is_under_way() {
        let manifest = ten_minutes();
        let mut buffer = Buffer::default();
        buffer.fetch(&manifest, at(105));

        assert_eq!(chunks(&buffer.fetch(&manifest, at(405))), [40]);
    }

    #[test]
    fn the_next_half_is_there_when_this_one_ends() {
        let manifest = ten_minutes();
        let mut buffer = Buffer::default();
        for _ in 0..9 {
            for key in buffer.fetch(&manifest, at(595)) {
                buffer.came(key);
            }
        }
        assert!(buffer.states.contains_key(&ChunkKey { period: 1, chunk: 0 }));
    }

    #[test]
    fn what_failed_is_not_asked_for_again_until_a_person_wants_it() {
        let manifest = ten_minutes();
        let mut buffer = Buffer::default();
        let here = buffer.fetch(&manifest, at(5))[0];
        buffer.failed(here);

        assert!(buffer.has_failed(here));
        assert!(!buffer.fetch(&manifest, at(5)).contains(&here));
        buffer.retry();
        assert_eq!(buffer.fetch(&manifest, at(5))[0], here);
    }

    #[test]
    fn what_is_far_goes_first_and_what_is_near_stays() {
        let manifest = ten_minutes();
        let mut buffer = Buffer::default();
        // The whole half.
        for chunk in 0..60 {
            buffer.came(ChunkKey { period: 0, chunk });
        }
        let dropped = buffer.drop_far(&manifest, at(105));

        // 300 s are 30 chunks.
        assert_eq!(dropped.len(), 30);
        assert_eq!(dropped[0].chunk, 59);
        let kept = |chunk| buffer.states.contains_key(&ChunkKey { period: 0, chunk });
        assert!((7..=14).all(kept) && !kept(45));
        assert_eq!(buffer.drop_far(&manifest, at(105)), []);
    }
}
