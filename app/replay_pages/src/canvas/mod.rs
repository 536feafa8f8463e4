//! The picture of a frame on the canvas.

mod drawing;
mod painter;
mod palette;
mod pitch;
mod players;
mod surface;

pub(crate) use painter::Painter;
pub(crate) use pitch::svg_path;
pub(crate) use surface::strength;
