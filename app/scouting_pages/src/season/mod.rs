//! A player's season: where he stands among the peers that somebody chose, and the performance score
//! with everything that went into it.

mod bars;
mod choice;
#[cfg(feature = "ssr")]
mod from_store;
mod load;
mod panel;
mod score;
mod view;
mod whose;

#[cfg(feature = "ssr")]
pub(super) use choice::form_of;
pub(super) use choice::{ChoiceFields, ChoiceView, Misread, pairs};
#[cfg(feature = "ssr")]
pub(super) use from_store::{best_axes, minutes, peers_line, rounded, season_name};
pub use panel::SeasonPanel;
