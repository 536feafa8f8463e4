//! A match played again: the clock that runs, the chunks of frames that are needed around it, and what one frame
//! shows and tells.
//!
//! Metres and seconds as in [`match_frames`]: origin at the centre spot, directions as the provider has them.
//! Velocities are those of [`tracking::motion`], so that they agree with a report of the same match. Nothing here
//! draws, fetches or waits.

mod buffer;
mod clock;
mod control;
mod drawing;
mod events;
mod figures;
mod isoline;
mod reel;
mod scene;
mod territory;

pub use buffer::{Buffer, ChunkKey};
pub use clock::{Playback, Playhead, Speed, Timing, match_clock, minute_of};
pub use control::{Control, Shares, control};
pub use drawing::{Arrow, ClipDraft, Drawing, Mark, Sketch, Zone};
pub use events::{around, current, minutes_of_threat, next, previous, sort_events};
pub use figures::{PlayerFigures, SpeedCurve, player_figures, speed_curve};
pub use isoline::Field;
pub use reel::{Reel, ReelError};
pub use scene::{Scene, Standing};
pub use territory::{Cell, cells};

#[expect(clippy::cast_precision_loss, reason = "counts of ticks, players and points")]
pub(crate) fn number(count: usize) -> f64 {
    count as f64
}

#[cfg(test)]
mod samples;
