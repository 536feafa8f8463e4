//! Who controls which part of the pitch at one moment.

mod gaussian;
mod grid;
mod spearman;
mod voronoi;

pub use gaussian::gaussian_control;
pub use grid::{Grid, Surface};
pub use spearman::{SpearmanModel, offside_line_m, onside, spearman_control};
pub use voronoi::{share_of, voronoi};

use football::{Pitch, Side};

/// A player at one moment.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mover {
    /// His team.
    pub side: Side,
    /// Whether he keeps the goal.
    pub keeps_goal: bool,
    /// Metres along the pitch.
    pub x_m: f64,
    /// Metres across it.
    pub y_m: f64,
    /// Velocity along the pitch, m/s.
    pub vx_mps: f64,
    /// Velocity across it.
    pub vy_mps: f64,
}

/// Everybody who was seen at one moment, and the ball.
#[derive(Clone, Debug, PartialEq)]
pub struct Moment {
    /// Where it is.
    pub pitch: Pitch,
    /// The ball, metres along and across the pitch.
    pub ball_m: [f64; 2],
    /// The players of both teams.
    pub movers: Vec<Mover>,
}

#[cfg(test)]
mod tests;
