//! Whose each part of the pitch is, in colour.

use football::Side;
use match_replay::{Control, Field, Scene, cells};
use wasm_bindgen::{Clamped, JsCast};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

use super::palette::Palette;
use crate::projection::Projection;

/// Times as many columns and rows are drawn as are computed.
const FINER: usize = 4;
/// Strengths that are told apart.
const SHADES: usize = 256;
/// How strong the colour of who is nearest is.
const NEAREST_STRENGTH: f64 = 0.26;

/// How strong the colour is where the home team has a share, of 1 where a team has all: clear at one half.
pub(crate) fn strength(home: f64) -> f64 {
    (2.0 * home - 1.0).abs().powf(0.85)
}

/// Draws control: an image of its own, scaled to the pitch.
pub(super) struct ControlImage {
    canvas: HtmlCanvasElement,
    context: CanvasRenderingContext2d,
    pixels: Vec<u8>,
    shades: Vec<[u8; 4]>,
    field: Field,
}

impl ControlImage {
    pub(super) fn new(document: &web_sys::Document) -> Option<Self> {
        let canvas: HtmlCanvasElement = document.create_element("canvas").ok()?.dyn_into().ok()?;
        let context = canvas.get_context("2d").ok()??.dyn_into().ok()?;
        Some(Self {
            canvas,
            context,
            pixels: Vec::new(),
            shades: Vec::new(),
            field: Field::default(),
        })
    }

    /// The colours were changed.
    pub(super) fn set_palette(&mut self, palette: &Palette) {
        self.shades = (0..SHADES).map(|shade| pixel(shade, palette)).collect();
    }

    /// Makes the image of a control. `turned` as the pitch is.
    pub(super) fn set(&mut self, control: &Control, turned: bool) {
        self.field = Field::finer(&control.home, FINER);
        let Field { columns, rows, values } = &self.field;
        self.pixels.clear();
        // The first row of the field is the lowest of the picture, unless it is turned.
        let shade = |value: &f32| self.shades[shade_of(*value)];
        for row in 0..*rows {
            let row = if turned { row } else { rows - 1 - row };
            let values = &values[row * columns..(row + 1) * columns];
            if turned {
                self.pixels.extend(values.iter().rev().flat_map(shade));
            } else {
                self.pixels.extend(values.iter().flat_map(shade));
            }
        }
        let [width, height] = [columns, rows].map(|count| u32::try_from(*count).unwrap_or(0));
        if self.canvas.width() != width || self.canvas.height() != height {
            self.canvas.set_width(width);
            self.canvas.set_height(height);
        }
        let image =
            ImageData::new_with_u8_clamped_array_and_sh(Clamped(&self.pixels), width, height);
        if let Ok(image) = image {
            // Fails only for an image without pixels.
            let _ = self.context.put_image_data(&image, 0.0, 0.0);
        }
    }

    /// Draws the image and the line on which both teams are equal.
    pub(super) fn draw(
        &self,
        context: &CanvasRenderingContext2d,
        projection: &Projection,
        palette: &Palette,
    ) {
        let (x, y) = (projection.pitch.length_m, projection.pitch.width_m);
        let (width, height) = (x * projection.scale, y * projection.scale);
        let [left, top] =
            [projection.size_px[0] / 2.0 - width / 2.0, projection.size_px[1] / 2.0 - height / 2.0];
        context.set_image_smoothing_enabled(true);
        // Fails only for an image without pixels: then there is nothing to draw.
        let _ = context.draw_image_with_html_canvas_element_and_dw_and_dh(
            &self.canvas,
            left,
            top,
            width,
            height,
        );
        context.begin_path();
        for piece in self.field.half_line() {
            let [[ax, ay], [bx, by]] = piece.map(|[along, across]| {
                projection.px([(f64::from(along) - 0.5) * x, (f64::from(across) - 0.5) * y])
            });
            context.move_to(ax, ay);
            context.line_to(bx, by);
        }
        context.set_stroke_style_str(&palette.text);
        context.set_global_alpha(0.6);
        context.set_line_width(1.0);
        context.stroke();
        context.set_global_alpha(1.0);
    }
}

fn pixel(shade: usize, palette: &Palette) -> [u8; 4] {
    let home = f64::from(u32::try_from(shade).unwrap_or(0)) / 255.0;
    let [red, green, blue] = palette.teams_rgb[usize::from(home < 0.5)];
    let alpha = strength(home) * palette.strongest * 255.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a share of 255")]
    let alpha = alpha.round() as u8;
    [red, green, blue, alpha]
}

fn shade_of(value: f32) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a share of 255; what is below 0 is 0"
    )]
    let shade = (value * 255.0).round() as usize;
    shade.min(SHADES - 1)
}

/// Draws for each player the part of the pitch that he is nearest to.
pub(super) fn draw_nearest(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    palette: &Palette,
    scene: &Scene,
    chosen: Option<usize>,
) {
    let places: Vec<_> = scene.players.iter().map(|of| of.place_m).collect();
    let cells = cells(&places, scene.pitch);
    for side in [Side::Home, Side::Away] {
        context.set_fill_style_str(palette.team(side));
        for (of, cell) in scene.players.iter().zip(&cells).filter(|(of, _)| of.side == side) {
            let factor = if chosen == Some(of.player) { 1.8 } else { 1.0 };
            context.set_global_alpha(NEAREST_STRENGTH * factor);
            trace(context, projection, &cell.corners_m);
            context.fill();
        }
    }
    context.set_global_alpha(0.35);
    context.set_stroke_style_str(&palette.text);
    context.set_line_width(1.0);
    for cell in &cells {
        trace(context, projection, &cell.corners_m);
        context.stroke();
    }
    context.set_global_alpha(1.0);
}

/// A closed path through places.
pub(super) fn trace(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    places_m: &[[f64; 2]],
) {
    context.begin_path();
    for (number, place) in places_m.iter().enumerate() {
        let [x, y] = projection.px(*place);
        if number == 0 {
            context.move_to(x, y);
        } else {
            context.line_to(x, y);
        }
    }
    context.close_path();
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_colour_is_clear_where_both_are_equal_and_strongest_at_the_ends() {
        assert!(strength(0.5) < 1e-12);
        assert!((strength(0.0) - 1.0).abs() < 1e-12 && (strength(1.0) - 1.0).abs() < 1e-12);
        assert!((strength(0.75) - 0.5_f64.powf(0.85)).abs() < 1e-12);
        assert_eq!((shade_of(-0.1), shade_of(0.5), shade_of(1.2)), (0, 128, 255));
    }
}
