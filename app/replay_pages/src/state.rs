//! What a person sees and steers: signals over the engine.

use std::sync::Arc;

use football::Side;
use leptos::prelude::*;
use match_frames::ReplayManifest;
use match_replay::{
    ClipDraft, Mark, Playhead, Scene, Shares, Sketch, Speed, Timing, next, previous,
};

use crate::{
    address::Address,
    engine::{Engine, Frames},
    layers::{Layers, SurfaceKind},
};

/// What a press on the pitch draws.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tool {
    Arrow,
    Zone,
}

/// A replay on a page.
#[derive(Clone, Copy)]
pub(crate) struct Replaying {
    engine: StoredValue<Engine>,
    shown: RwSignal<Playhead>,
    runs: RwSignal<bool>,
    pub(crate) speed: RwSignal<Speed>,
    pub(crate) layers: RwSignal<Layers>,
    pub(crate) chosen: RwSignal<Option<usize>>,
    pub(crate) tool: RwSignal<Option<Tool>>,
    pub(crate) sketch: RwSignal<Sketch>,
    /// What is being drawn.
    pub(crate) draft: RwSignal<Option<Mark>>,
    /// Where the pencil is that keys move, metres.
    pub(crate) pencil: RwSignal<Option<[f64; 2]>>,
    pub(crate) frames: RwSignal<Frames>,
    pub(crate) shares: RwSignal<Option<Shares>>,
    /// Rises with each chunk that comes or fails.
    pub(crate) arrivals: RwSignal<u32>,
    pub(crate) on_clip: Option<Callback<ClipDraft>>,
}

impl Replaying {
    pub(crate) fn new(
        manifest: ReplayManifest,
        start: Address,
        on_clip: Option<Callback<ClipDraft>>,
    ) -> Self {
        let mut engine = Engine::new(manifest);
        if let Some(at) =
            start.instant.and_then(|(number, secs)| engine.timing.at_clock(number, secs))
        {
            engine.playback.seek(at);
        }
        let shown = engine.playback.at;
        let chosen = start.player.filter(|player| *player < engine.manifest.players.len());
        Self {
            engine: StoredValue::new(engine),
            shown: RwSignal::new(shown),
            runs: RwSignal::new(false),
            speed: RwSignal::new(Speed::default()),
            layers: RwSignal::new(Layers::default()),
            chosen: RwSignal::new(chosen),
            tool: RwSignal::new(None),
            sketch: RwSignal::new(Sketch::default()),
            draft: RwSignal::new(None),
            pencil: RwSignal::new(None),
            frames: RwSignal::new(Frames::default()),
            shares: RwSignal::new(None),
            arrivals: RwSignal::new(0),
            on_clip,
        }
    }

    /// What `use_it` makes of the engine; `None` once the page is gone.
    pub(crate) fn with<T>(self, use_it: impl FnOnce(&Engine) -> T) -> Option<T> {
        self.engine.try_with_value(use_it)
    }

    /// The same with the right to change it.
    pub(crate) fn update<T>(self, use_it: impl FnOnce(&mut Engine) -> T) -> Option<T> {
        self.engine.try_update_value(use_it)
    }

    pub(crate) fn manifest(self) -> Arc<ReplayManifest> {
        self.engine.with_value(|engine| Arc::clone(&engine.manifest))
    }

    pub(crate) fn timing(self) -> Timing {
        self.engine.with_value(|engine| engine.timing.clone())
    }

    /// Where it stands, as the page tells it: a few times a second while it runs.
    pub(crate) fn shown(self) -> Playhead {
        self.shown.get()
    }

    /// Whether it runs.
    pub(crate) fn runs(self) -> bool {
        self.runs.get()
    }

    /// The frame that the page tells of, anew with each.
    pub(crate) fn scene(self) -> Option<Scene> {
        self.shown.track();
        self.arrivals.track();
        self.with(Engine::scene).flatten()
    }

    /// Tells the page where the engine stands now.
    pub(crate) fn show(self) {
        let Some((playback, frames)) = self.with(|engine| (engine.playback, engine.frames()))
        else {
            return;
        };
        let set_if_new = |signal: RwSignal<bool>, value| {
            if signal.get_untracked() != value {
                signal.set(value);
            }
        };
        set_if_new(self.runs, playback.runs);
        if self.shown.get_untracked() != playback.at {
            self.shown.set(playback.at);
        }
        if self.frames.get_untracked() != frames {
            self.frames.set(frames);
        }
    }

    pub(crate) fn seek(self, at: Playhead) {
        self.update(|engine| engine.playback.seek(at));
        self.show();
    }

    pub(crate) fn toggle(self) {
        self.update(|engine| {
            let Engine { playback, timing, .. } = engine;
            playback.toggle(timing);
        });
        self.take(None);
        self.show();
    }

    /// Stops; what is drawn on stands still.
    pub(crate) fn pause(self) {
        self.update(|engine| engine.playback.runs = false);
        self.show();
    }

    pub(crate) fn step(self, ticks: i64) {
        self.pause();
        if let Some(at) = self.with(|engine| engine.timing.moved(engine.playback.at, ticks)) {
            self.seek(at);
        }
    }

    pub(crate) fn jump_secs(self, secs: f64) {
        if let Some(at) = self.with(|engine| engine.timing.moved_secs(engine.playback.at, secs)) {
            self.seek(at);
        }
    }

    pub(crate) fn set_speed(self, speed: Speed) {
        self.update(|engine| engine.playback.speed = speed);
        self.speed.set(speed);
    }

    /// To the next event, or to the one before.
    pub(crate) fn go_to_event(self, forwards: bool) {
        let found = self.with(|engine| {
            let (at, events) = (engine.playback.at, &engine.manifest.events);
            let (number, secs) = (engine.timing.number(at), engine.timing.secs(at));
            let find = if forwards { next } else { previous };
            let event = &events[find(events, number, secs)?];
            engine.timing.at_clock(event.period, event.clock_secs)
        });
        if let Some(at) = found.flatten() {
            self.seek(at);
        }
    }

    /// Follows a player, or nobody.
    pub(crate) fn choose(self, player: Option<usize>) {
        self.chosen.set(player);
    }

    /// Asks again for what did not come.
    pub(crate) fn retry(self) {
        self.update(Engine::retry);
        self.arrived();
    }

    /// Whether the pitch is shown turned, so that the home team attacks to the right.
    pub(crate) fn is_turned(self) -> bool {
        self.with(|engine| {
            let period = engine.manifest.periods.get(engine.playback.at.period);
            period.and_then(|period| period.home_attacks_right) == Some(false)
        })
        .unwrap_or(false)
    }

    /// The address of where it stands.
    pub(crate) fn address(self) -> Option<Address> {
        let player = self.chosen.try_get_untracked()?;
        self.with(|engine| {
            let at = engine.playback.at;
            Address { instant: Some((engine.timing.number(at), engine.timing.secs(at))), player }
        })
    }

    pub(crate) fn speed_now(self) -> Speed {
        self.speed.try_get_untracked().unwrap_or_default()
    }

    pub(crate) fn layers_now(self) -> Layers {
        self.layers.try_get_untracked().unwrap_or_default()
    }

    pub(crate) fn set_layers(self, layers: Layers) {
        self.layers.set(layers);
    }

    /// Takes a tool in hand, or none; what was begun with the other is gone.
    pub(crate) fn take(self, tool: Option<Tool>) {
        self.draft.set(None);
        self.pencil.set(None);
        self.tool.set(tool);
    }

    /// Puts the pencil away, or else follows nobody.
    pub(crate) fn leave(self) {
        if self.tool.get_untracked().is_some() {
            self.take(None);
        } else {
            self.choose(None);
        }
    }

    /// Notices whatever changes the picture.
    pub(crate) fn track_drawn(self) {
        self.shown.track();
        self.runs.track();
        self.layers.track();
        self.chosen.track();
        self.sketch.track();
        self.draft.track();
        self.pencil.track();
        self.arrivals.track();
    }

    /// Tells the page who controls how much. While it runs with control on the pitch, the figures are those of the
    /// picture, which may be a frame or two old.
    pub(crate) fn show_shares(self) {
        let is_drawn = self.layers_now().surface == Some(SurfaceKind::Control);
        let shares = self.update(|engine| {
            if !(engine.playback.runs && is_drawn)
                && let Some(scene) = engine.scene()
            {
                engine.compute_control(&scene);
            }
            let is_there = engine.frames() == Frames::There;
            engine.control().filter(|_| is_there).map(|control| control.shares)
        });
        if let Some(shares) = shares
            && self.shares.get_untracked() != shares
        {
            self.shares.set(shares);
        }
    }

    /// A chunk came, or failed.
    pub(crate) fn arrived(self) {
        if self.arrivals.try_update(|count| *count += 1).is_some() {
            self.show();
        }
    }

    /// The class that colours what is of a team.
    pub(crate) const fn class_of(side: Side) -> &'static str {
        match side {
            Side::Home => "home",
            Side::Away => "away",
        }
    }
}
