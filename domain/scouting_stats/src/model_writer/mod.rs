//! A report by a language model: what it is told ([`briefing()`]), and what is left of its answer
//! ([`judge()`]). Asking it is the server's business.
//!
//! The model gets the evidence as data and never the player's name: it writes `PLAYER`, and the name is put
//! in here. So a name can carry no order, and a model cannot tell what it remembers of somebody famous.
//! Nothing that it answers is published unless the verifier finds it in the evidence.

mod answer;
mod briefing;
mod judge;
#[cfg(test)]
mod tests;

pub use answer::UnreadableAnswer;
pub use briefing::{Briefing, PROMPT_VERSION, Shared, answer_schema, briefing};
pub use judge::{Judged, judge};

/// What the model writes for the player's name.
const PLACEHOLDER: &str = "PLAYER";
