//! Painting a frame: in which order, how large, and with how much time.

use leptos::prelude::{GetUntracked, WithUntracked, document, window};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};

use super::{
    drawing::{draw_hulls, draw_lines, draw_mark, draw_offside, draw_pencil},
    palette::Palette,
    players::Drawn,
    surface::{ControlImage, draw_nearest},
};
use crate::{engine::Engine, layers::SurfaceKind, projection::Projection, state::Replaying};

/// While it runs, control is computed this often at most, milliseconds: as often as most files have frames.
const CONTROL_EVERY_MS: f64 = 40.0;
/// And not more of the time than one part in so many.
const CONTROL_SHARE: f64 = 2.5;

/// The canvas of a replay.
pub(crate) struct Painter {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    palette: Palette,
    image: ControlImage,
    /// When control was computed last, and how long that took, milliseconds.
    control_at_ms: f64,
    control_took_ms: f64,
    was_turned: bool,
    image_is_stale: bool,
}

impl Painter {
    /// `None` in a browser that cannot draw.
    pub(crate) fn new(canvas: HtmlCanvasElement) -> Option<Self> {
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        let image = ControlImage::new(&document())?;
        let mut painter = Self {
            palette: Palette::default(),
            canvas,
            context,
            image,
            control_at_ms: f64::NEG_INFINITY,
            control_took_ms: 0.0,
            was_turned: false,
            image_is_stale: true,
        };
        painter.set_palette();
        Some(painter)
    }

    /// Reads the colours anew: the theme was changed.
    pub(crate) fn set_palette(&mut self) {
        self.palette = Palette::of(&self.canvas);
        self.image.set_palette(&self.palette);
        self.image_is_stale = true;
    }

    /// Draws the frame at the playhead.
    pub(crate) fn paint(&mut self, state: Replaying, now_ms: f64) {
        let turned = state.is_turned();
        let size_px = self.fit();
        let layers = state.layers_now();
        let chosen = state.chosen.try_get_untracked().flatten();
        let draft = state.draft.try_get_untracked().flatten();
        state.update(|engine| {
            let projection = Projection::fitting(engine.manifest.pitch, size_px, turned);
            let scene = engine.scene();
            self.ground(&projection);
            if let Some(scene) = &scene {
                match layers.surface {
                    Some(SurfaceKind::Control) => self.control(engine, scene, &projection, now_ms),
                    Some(SurfaceKind::Nearest) => {
                        draw_nearest(&self.context, &projection, &self.palette, scene, chosen);
                    }
                    None => {}
                }
            }
            let (context, palette) = (&self.context, &self.palette);
            draw_lines(context, &projection, palette);
            let Some(scene) = &scene else { return };
            if layers.hulls {
                draw_hulls(context, &projection, palette, scene);
            }
            if layers.offside {
                draw_offside(context, &projection, palette, scene);
            }
            let projection = &projection;
            Drawn { context, projection, palette, engine, scene, layers, chosen }.draw();
        });
        if let Some(projection) = self.projection(state) {
            state.sketch.try_with_untracked(|sketch| {
                for mark in sketch.marks().iter().copied().chain(draft) {
                    draw_mark(&self.context, &projection, &self.palette, mark);
                }
            });
            if let Some(place_m) = state.pencil.try_get_untracked().flatten() {
                draw_pencil(&self.context, &projection, &self.palette, place_m);
            }
        }
        self.was_turned = turned;
    }

    /// Where places are on the canvas now.
    pub(crate) fn projection(&self, state: Replaying) -> Option<Projection> {
        let size_px = [self.canvas.client_width(), self.canvas.client_height()].map(f64::from);
        let turned = state.is_turned();
        state.with(|engine| Projection::fitting(engine.manifest.pitch, size_px, turned))
    }

    /// Makes the canvas as fine as the screen. Gives its size in pixels of the page.
    fn fit(&self) -> [f64; 2] {
        let size = [self.canvas.client_width(), self.canvas.client_height()];
        // More than two pixels a pixel nobody sees on a moving picture.
        let fine = window().device_pixel_ratio().clamp(1.0, 2.0);
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "pixels of a screen"
        )]
        let [width, height] = size.map(|pixels| (f64::from(pixels) * fine).round().max(1.0) as u32);
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        // Fails for no numbers.
        let _ = self.context.set_transform(fine, 0.0, 0.0, fine, 0.0, 0.0);
        size.map(f64::from)
    }

    fn ground(&self, projection: &Projection) {
        let [width, height] = projection.size_px;
        self.context.clear_rect(0.0, 0.0, width, height);
        let pitch = projection.pitch;
        let [length, across] =
            [pitch.length_m * projection.scale, pitch.width_m * projection.scale];
        self.context.set_fill_style_str(&self.palette.pitch);
        self.context.fill_rect((width - length) / 2.0, (height - across) / 2.0, length, across);
    }

    /// Who controls what: computed anew where there is time, else as it was a moment ago.
    fn control(
        &mut self,
        engine: &mut Engine,
        scene: &match_replay::Scene,
        projection: &Projection,
        now_ms: f64,
    ) {
        let pause = CONTROL_EVERY_MS.max(self.control_took_ms * CONTROL_SHARE);
        // The turns of the screen do not fall on the milliseconds.
        let is_due = now_ms - self.control_at_ms >= pause - 8.0;
        let is_stale = self.image_is_stale || self.was_turned != projection.turned;
        if !engine.control_is_fresh() && (!engine.playback.runs || is_due || is_stale) {
            let from = crate::driving::now_ms();
            engine.compute_control(scene);
            self.control_took_ms = crate::driving::now_ms() - from;
            self.control_at_ms = now_ms;
            self.image_is_stale = true;
        }
        let Some(control) = engine.control() else { return };
        if self.image_is_stale || is_stale {
            self.image.set(control, projection.turned);
            self.image_is_stale = false;
        }
        self.image.draw(&self.context, projection, &self.palette);
    }
}
