//! What actions on the ball are worth: one vocabulary for the actions of all providers (SPADL), expected threat,
//! expected goals, and the change of the chances to score and to concede (VAEP).
//!
//! Pure and without chance: the same actions give the same models. Reading files is in `feeds`.

pub mod boosting;
pub mod calibration;
pub mod expected_goals;
pub mod expected_threat;
mod logistic;
pub mod spadl;
pub mod vaep;

pub use logistic::NotFitted;
