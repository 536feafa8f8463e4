//! What runs: the clock, the frames that are held, and who controls what. It knows no browser.

use std::sync::Arc;

use match_frames::{Chunk, ReplayManifest};
use match_replay::{
    Buffer, ChunkKey, Control, Playback, Playhead, Reel, ReelError, Scene, Timing, control,
    sort_events,
};

/// Whether the frame at the playhead is there.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Frames {
    /// It is on its way.
    #[default]
    Awaited,
    /// It is there.
    There,
    /// It could not be had.
    Failed,
}

/// A replay's inner state.
#[derive(Debug)]
pub(crate) struct Engine {
    /// The match, its events in order.
    pub(crate) manifest: Arc<ReplayManifest>,
    /// How long its periods are.
    pub(crate) timing: Timing,
    /// The clock.
    pub(crate) playback: Playback,
    buffer: Buffer,
    /// The frames.
    pub(crate) reel: Reel,
    control: Option<(Playhead, Option<Control>)>,
}

impl Engine {
    pub(crate) fn new(mut manifest: ReplayManifest) -> Self {
        sort_events(&mut manifest.events);
        Self {
            timing: Timing::of(&manifest),
            manifest: Arc::new(manifest),
            playback: Playback::default(),
            buffer: Buffer::default(),
            reel: Reel::default(),
            control: None,
        }
    }

    /// Goes on by so many seconds of a person's time, if the frames are there. Gives the chunks to fetch and lets
    /// those go that are far away.
    pub(crate) fn turn(&mut self, elapsed_secs: f64) -> Vec<ChunkKey> {
        if self.reel.has(self.playback.at) {
            self.playback.advance(elapsed_secs, &self.timing);
        }
        let at = self.playback.at;
        for key in self.buffer.drop_far(&self.manifest, at) {
            self.reel.remove(key);
        }
        self.buffer.fetch(&self.manifest, at)
    }

    /// Takes a chunk that came.
    ///
    /// # Errors
    /// It is not the one that was asked for; it counts as failed.
    pub(crate) fn take(&mut self, key: ChunkKey, chunk: Chunk) -> Result<(), ReelError> {
        let taken = self.reel.put(&self.manifest, key, chunk);
        match taken {
            Ok(()) => self.buffer.came(key),
            Err(_) => self.buffer.failed(key),
        }
        // Velocities close to its borders may be others now.
        self.control = None;
        taken
    }

    /// A chunk did not come.
    pub(crate) fn miss(&mut self, key: ChunkKey) {
        self.buffer.failed(key);
    }

    /// Asks again for what did not come.
    pub(crate) fn retry(&mut self) {
        self.buffer.retry();
    }

    /// Whether the frame at the playhead is there.
    pub(crate) fn frames(&self) -> Frames {
        let at = self.playback.at;
        if self.reel.has(at) {
            return Frames::There;
        }
        match ChunkKey::at(&self.manifest, at) {
            Some(key) if !self.buffer.has_failed(key) => Frames::Awaited,
            _ => Frames::Failed,
        }
    }

    /// The address of a chunk's bytes.
    pub(crate) fn href(&self, key: ChunkKey) -> Option<String> {
        Some(self.manifest.periods.get(key.period)?.chunks.get(key.chunk)?.href.clone())
    }

    /// The frame at the playhead, where it is there.
    pub(crate) fn scene(&self) -> Option<Scene> {
        Scene::at(&self.manifest, &self.reel, self.playback.at)
    }

    /// Computes who controls what in the frame at the playhead, unless it is known.
    pub(crate) fn compute_control(&mut self, scene: &Scene) {
        if self.control.as_ref().is_none_or(|(at, _)| *at != self.playback.at) {
            self.control = Some((self.playback.at, control(scene)));
        }
    }

    /// What was computed last, which may be of an earlier frame.
    pub(crate) fn control(&self) -> Option<&Control> {
        self.control.as_ref().and_then(|(_, control)| control.as_ref())
    }

    /// Whether control is that of the frame at the playhead.
    pub(crate) fn control_is_fresh(&self) -> bool {
        self.control.as_ref().is_some_and(|(at, _)| *at == self.playback.at)
    }
}

#[cfg(test)]
mod tests {
    use match_frames::{ReplayChunk, Track};

    use super::*;
    use crate::timeline::samples::manifest;

    /// A match of one second in two chunks.
    fn engine() -> Engine {
        let mut manifest = manifest();
        manifest.periods.truncate(1);
        manifest.periods[0].ticks = 20;
        manifest.periods[0].chunks = [0, 10]
            .map(|first_tick| ReplayChunk { first_tick, ticks: 10, href: format!("/{first_tick}") })
            .to_vec();
        Engine::new(manifest)
    }

    fn chunk(first_tick: u32) -> Chunk {
        Chunk {
            first_tick,
            ticks: vec![football::Tick::default(); 10],
            players: Vec::new(),
            ball: Track { places_cm: vec![None; 10] },
            ball_height_cm: vec![None; 10],
        }
    }

    #[test]
    fn the_clock_waits_for_frames_and_runs_once_they_are_there() {
        let mut engine = engine();
        engine.playback.toggle(&engine.timing.clone());
        let asked = engine.turn(0.2);
        assert_eq!(asked.first().and_then(|key| engine.href(*key)).as_deref(), Some("/0"));
        assert_eq!((engine.playback.at.tick, engine.frames()), (0, Frames::Awaited));

        engine.take(asked[0], chunk(0)).unwrap();
        engine.turn(0.2);
        assert_eq!((engine.playback.at.tick, engine.frames()), (5, Frames::There));
    }

    #[test]
    fn what_did_not_come_is_told_and_asked_for_again() {
        let mut engine = engine();
        let asked = engine.turn(0.0);
        engine.miss(asked[0]);
        assert_eq!((engine.frames(), engine.turn(0.0)), (Frames::Failed, Vec::new()));

        engine.retry();
        assert_eq!((engine.frames(), engine.turn(0.0)), (Frames::Awaited, vec![asked[0]]));
        // The bytes of another moment are no answer.
        assert!(engine.take(asked[0], chunk(10)).is_err());
        assert_eq!(engine.frames(), Frames::Failed);
    }
}
