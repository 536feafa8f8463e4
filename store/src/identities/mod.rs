//! Who is who across providers: what was settled by the rule or by a person, and the questions that
//! wait for one.
//!
//! The rule itself is [`football::identity`]. A decision is remembered by provider and key, so the next
//! table of the provider asks nothing again; taken back, it is a question again.

mod decide;
mod matched;
mod questions;
mod resolve;
mod strangers;

pub use decide::{Answer, decide, reopen};
pub use matched::{Matched, matched, refute};
pub use questions::{Decided, Question, QuestionCandidate, count_open, decided_lately, next_open};
pub use resolve::{Resolved, resolve};
