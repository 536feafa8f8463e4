//! Players and the ball: markers, trails, velocities, names.

use football::Side;
use match_replay::{Playhead, Scene, Standing};
use web_sys::CanvasRenderingContext2d;

use super::palette::Palette;
use crate::{engine::Engine, layers::Layers, projection::Projection, words};

/// A trail is as long as this, seconds.
const TRAIL_SECS: f64 = 2.0;
/// Places a second of a trail.
const TRAIL_PER_SEC: f64 = 12.5;
/// A velocity is drawn to where the player would be after this, seconds.
const VELOCITY_SECS: f64 = 0.7;
/// A whole turn.
const TURN: f64 = std::f64::consts::TAU;

/// What the drawing of players needs.
pub(super) struct Drawn<'a> {
    pub(super) context: &'a CanvasRenderingContext2d,
    pub(super) projection: &'a Projection,
    pub(super) palette: &'a Palette,
    pub(super) engine: &'a Engine,
    pub(super) scene: &'a Scene,
    pub(super) layers: Layers,
    pub(super) chosen: Option<usize>,
}

impl Drawn<'_> {
    /// All of it, what lies below first.
    pub(super) fn draw(&self) {
        if self.layers.trails {
            self.trails();
        }
        if self.layers.velocities {
            self.velocities();
        }
        let is_chosen = |of: &&Standing| Some(of.player) == self.chosen;
        for of in self.scene.players.iter().filter(|of| !is_chosen(of)) {
            self.marker(of);
        }
        if let Some(of) = self.scene.players.iter().find(is_chosen) {
            self.ring(of);
            self.marker(of);
        }
        self.ball();
        self.names();
    }

    fn trails(&self) {
        let at = self.engine.playback.at;
        let timing = &self.engine.timing;
        let ticks = |secs: f64| timing.at(at.period, secs).tick;
        let (length, step) = (ticks(TRAIL_SECS), ticks(1.0 / TRAIL_PER_SEC).max(1));
        let first = at.tick.saturating_sub(length);
        self.context.set_global_alpha(0.55);
        self.context.set_line_width(2.0);
        for side in [Side::Home, Side::Away] {
            self.context.set_stroke_style_str(self.palette.team(side));
            self.context.begin_path();
            for of in self.scene.players.iter().filter(|of| of.side == side) {
                let mut is_open = false;
                // Counted back from the frame, so that the trail ends at the marker.
                let back = (0..=at.tick - first).step_by(step as usize);
                for tick in back.map(|back| at.tick - back) {
                    let place = self.engine.reel.place_m(of.player, Playhead { tick, ..at });
                    let Some([x, y]) = place.map(|place| self.projection.px(place)) else {
                        is_open = false;
                        continue;
                    };
                    if is_open {
                        self.context.line_to(x, y);
                    } else {
                        self.context.move_to(x, y);
                    }
                    is_open = true;
                }
            }
            self.context.stroke();
        }
        self.context.set_global_alpha(1.0);
    }

    fn velocities(&self) {
        self.context.set_line_width(3.0);
        for side in [Side::Home, Side::Away] {
            self.context.set_stroke_style_str(self.palette.team(side));
            self.context.begin_path();
            for of in self.scene.players.iter().filter(|of| of.side == side) {
                let Some([vx, vy]) = of.velocity_mps else { continue };
                let [x, y] = of.place_m;
                let [ax, ay] = self.projection.px(of.place_m);
                let [bx, by] = self.projection.px([x + VELOCITY_SECS * vx, y + VELOCITY_SECS * vy]);
                // From the middle, and so much further than the marker reaches.
                let (dx, dy) = (bx - ax, by - ay);
                let length = dx.hypot(dy);
                if length > 1.0 {
                    let reach = self.projection.marker_px() / length;
                    self.context.move_to(ax, ay);
                    self.context.line_to(bx + dx * reach, by + dy * reach);
                }
            }
            self.context.stroke();
        }
    }

    /// A circle of the home team, a square of the away team; hollow where the place lies between two that were seen.
    fn marker(&self, of: &Standing) {
        let [x, y] = self.projection.px(of.place_m);
        let radius = self.projection.marker_px();
        let team = self.palette.team(of.side);
        let path = || {
            self.context.begin_path();
            match of.side {
                Side::Home => {
                    // Fails only for a negative radius.
                    let _ = self.context.arc(x, y, radius, 0.0, TURN);
                }
                Side::Away => {
                    let half = radius * 0.9;
                    self.context.rect(x - half, y - half, 2.0 * half, 2.0 * half);
                }
            }
        };
        path();
        let (fill, ink, edge) = if of.is_interpolated {
            (self.palette.pitch.as_str(), team, team)
        } else {
            (team, self.palette.surface.as_str(), self.palette.surface.as_str())
        };
        self.context.set_fill_style_str(fill);
        self.context.fill();
        self.context.set_stroke_style_str(edge);
        self.context.set_line_width(if of.is_interpolated { 2.0 } else { 1.0 });
        self.context.stroke();
        self.context.set_fill_style_str(ink);
        self.context.set_font(&format!(
            "600 {:.0}px {}",
            radius.max(8.0) * 1.05,
            self.palette.font
        ));
        self.text(&words::shirt(&self.engine.manifest.players[of.player]), x, y + 0.5, "center");
    }

    fn ring(&self, of: &Standing) {
        let [x, y] = self.projection.px(of.place_m);
        self.context.begin_path();
        // Fails only for a negative radius.
        let _ = self.context.arc(x, y, self.projection.marker_px() + 5.0, 0.0, TURN);
        self.context.set_stroke_style_str(&self.palette.text);
        self.context.set_line_width(2.0);
        self.context.stroke();
    }

    fn ball(&self) {
        let Some(place) = self.scene.ball_m else { return };
        let [x, y] = self.projection.px(place);
        self.context.begin_path();
        // Fails only for a negative radius.
        let _ = self.context.arc(x, y, (0.62 * self.projection.scale).clamp(3.5, 5.0), 0.0, TURN);
        self.context.set_fill_style_str(&self.palette.surface);
        self.context.fill();
        self.context.set_stroke_style_str(&self.palette.text);
        self.context.set_line_width(2.0);
        self.context.stroke();
    }

    /// The chosen player's name and speed; everybody's name where they are shown.
    fn names(&self) {
        self.context.set_font(&format!("500 11px {}", self.palette.font));
        let is_named = |of: &&Standing| self.layers.names || Some(of.player) == self.chosen;
        for of in self.scene.players.iter().filter(is_named) {
            let player = &self.engine.manifest.players[of.player];
            let name = words::short_name(player);
            let is_chosen = Some(of.player) == self.chosen;
            let label = match of.speed_mps() {
                Some(speed) if is_chosen => format!("{name} {}", words::speed(speed)),
                _ => name,
            };
            let [x, y] = self.projection.px(of.place_m);
            self.label(&label, x, y - self.projection.marker_px() - 16.0, is_chosen);
        }
    }

    fn label(&self, words: &str, x: f64, y: f64, is_framed: bool) {
        let width =
            self.context.measure_text(words).map_or(0.0, |measured| measured.width()) + 10.0;
        let most = (self.projection.size_px[0] - width).max(0.0);
        let left = (x - width / 2.0).clamp(0.0, most);
        let top = (y - 8.0).max(0.0);
        self.context.set_fill_style_str(&self.palette.surface);
        self.context.set_global_alpha(if is_framed { 1.0 } else { 0.8 });
        self.context.fill_rect(left, top, width, 16.0);
        self.context.set_global_alpha(1.0);
        if is_framed {
            self.context.set_stroke_style_str(&self.palette.border);
            self.context.set_line_width(1.0);
            self.context.stroke_rect(left, top, width, 16.0);
        }
        self.context.set_fill_style_str(&self.palette.text);
        self.text(words, left + 5.0, top + 8.5, "left");
    }

    fn text(&self, words: &str, x: f64, y: f64, align: &str) {
        self.context.set_text_align(align);
        self.context.set_text_baseline("middle");
        // Fails for no text.
        let _ = self.context.fill_text(words, x, y);
    }
}
