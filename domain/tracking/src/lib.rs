//! What positions tell: how players moved, how hard they worked, and who controlled which part of the pitch.
//!
//! Metres and seconds, origin at the centre spot, x along the pitch, y towards the left touchline of a team
//! that attacks towards +x. The same code runs in a worker and, compiled to WASM, in the browser.

pub mod formation;
pub mod motion;
pub mod physical;
pub mod surface;
