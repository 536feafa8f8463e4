//! What the events of a match tell: who passed to whom, which chances came of it, and how hard a team pressed.
//!
//! Places are in metres from the centre spot, every team attacks towards +x. The penalty shoot-out counts nowhere.

mod pass_network;
mod pressing;
mod shots;

pub use pass_network::{Link, Node, PassNetwork, pass_network};
pub use pressing::{Ppda, ppda};
pub use shots::{RaceStep, ShotTaken, shots, xg_race};

/// The last period that is played; the one after it is the penalty shoot-out.
const LAST_PLAYED_PERIOD: u8 = 4;
