//! Lines of the pitch, the outlines of teams, the offside line, and what a person draws.

use football::Side;
use match_replay::{Arrow, Mark, Scene, Zone};
use wasm_bindgen::JsValue;
use web_sys::CanvasRenderingContext2d;

use super::{
    palette::Palette,
    pitch::{PitchLine, lines},
    surface::trace,
};
use crate::projection::Projection;

/// Draws the lines of the pitch.
pub(super) fn draw_lines(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    palette: &Palette,
) {
    context.set_stroke_style_str(&palette.pitch_line);
    context.set_fill_style_str(&palette.pitch_line);
    context.set_line_width(1.25);
    for line in lines(projection.pitch) {
        context.begin_path();
        match line {
            PitchLine::Box(a, b) => {
                let ([ax, ay], [bx, by]) = (projection.px(a), projection.px(b));
                context.rect(ax, ay, bx - ax, by - ay);
                context.stroke();
            }
            PitchLine::Straight(a, b) => {
                let ([ax, ay], [bx, by]) = (projection.px(a), projection.px(b));
                context.move_to(ax, ay);
                context.line_to(bx, by);
                context.stroke();
            }
            PitchLine::Spot(place) => {
                let [x, y] = projection.px(place);
                // Fails only for a negative radius.
                let _ = context.arc(x, y, 2.5, 0.0, std::f64::consts::TAU);
                context.fill();
            }
            PitchLine::Arc(middle, radius, angles) => {
                let [x, y] = projection.px(middle);
                // Angles of the canvas run with the clock.
                let turn = if projection.turned { std::f64::consts::PI } else { 0.0 };
                let [from, to] = angles.map(|angle| turn - angle);
                let radius = radius * projection.scale;
                let _ = context.arc_with_anticlockwise(x, y, radius, from, to, true);
                context.stroke();
            }
        }
    }
}

/// Draws the outline of each team's outfield players.
pub(super) fn draw_hulls(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    palette: &Palette,
    scene: &Scene,
) {
    for side in [Side::Home, Side::Away] {
        let outline = scene.outline_m(side);
        if outline.is_empty() {
            continue;
        }
        trace(context, projection, &outline);
        context.set_fill_style_str(palette.team(side));
        context.set_global_alpha(0.1);
        context.fill();
        context.set_global_alpha(0.9);
        context.set_stroke_style_str(palette.team(side));
        context.set_line_width(1.5);
        dash(context, if side == Side::Away { &[5.0, 4.0] } else { &[] });
        context.stroke();
        dash(context, &[]);
        context.set_global_alpha(1.0);
    }
}

/// Draws the offside line across the pitch.
pub(super) fn draw_offside(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    palette: &Palette,
    scene: &Scene,
) {
    let Some(x_m) = scene.offside_line_m() else { return };
    let half = scene.pitch.width_m / 2.0;
    let ([ax, ay], [bx, by]) = (projection.px([x_m, -half]), projection.px([x_m, half]));
    context.begin_path();
    context.move_to(ax, ay);
    context.line_to(bx, by);
    context.set_stroke_style_str(&palette.text);
    context.set_global_alpha(0.7);
    context.set_line_width(1.25);
    dash(context, &[6.0, 5.0]);
    context.stroke();
    dash(context, &[]);
    context.set_global_alpha(1.0);
}

/// Draws what a person drew.
pub(super) fn draw_mark(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    palette: &Palette,
    mark: Mark,
) {
    context.set_stroke_style_str(&palette.accent);
    context.set_fill_style_str(&palette.accent);
    context.set_line_width(3.0);
    match mark {
        Mark::Zone(Zone { corner_m, opposite_m }) => {
            let ([ax, ay], [bx, by]) = (projection.px(corner_m), projection.px(opposite_m));
            context.set_global_alpha(0.18);
            context.fill_rect(ax, ay, bx - ax, by - ay);
            context.set_global_alpha(1.0);
            context.set_line_width(2.0);
            context.stroke_rect(ax, ay, bx - ax, by - ay);
        }
        Mark::Arrow(Arrow { from_m, to_m }) => {
            let (from, to) = (projection.px(from_m), projection.px(to_m));
            arrow(context, from, to);
        }
    }
}

/// Draws a cross where the pencil is that keys move.
pub(super) fn draw_pencil(
    context: &CanvasRenderingContext2d,
    projection: &Projection,
    palette: &Palette,
    place_m: [f64; 2],
) {
    const ARM_PX: f64 = 9.0;
    let [x, y] = projection.px(place_m);
    context.begin_path();
    context.move_to(x - ARM_PX, y);
    context.line_to(x + ARM_PX, y);
    context.move_to(x, y - ARM_PX);
    context.line_to(x, y + ARM_PX);
    context.set_stroke_style_str(&palette.text);
    context.set_line_width(2.0);
    context.stroke();
}

fn arrow(context: &CanvasRenderingContext2d, [ax, ay]: [f64; 2], [bx, by]: [f64; 2]) {
    const HEAD_PX: f64 = 13.0;
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx.hypot(dy);
    if length < 1.0 {
        return;
    }
    let (ux, uy) = (dx / length, dy / length);
    let head = HEAD_PX.min(length);
    let (cx, cy) = (bx - head * ux, by - head * uy);
    context.begin_path();
    context.move_to(ax, ay);
    context.line_to(cx, cy);
    context.stroke();
    context.begin_path();
    context.move_to(bx, by);
    context.line_to(cx - 0.5 * head * uy, cy + 0.5 * head * ux);
    context.line_to(cx + 0.5 * head * uy, cy - 0.5 * head * ux);
    context.close_path();
    context.fill();
}

fn dash(context: &CanvasRenderingContext2d, lengths: &[f64]) {
    let lengths: js_sys::Array = lengths.iter().copied().map(JsValue::from_f64).collect();
    // Fails for no list of lengths; the line is whole then.
    let _ = context.set_line_dash(&lengths);
}
