//! Asks language models for structured answers: one trait, three wire shapes, one small client.
//!
//! It knows HTTP, time-outs, retries and the shapes of providers, and nothing of football. What is asked,
//! and what becomes of an answer, is the caller's business; so is the key, which goes into a header here
//! and nowhere else. Whatever a provider says in an error is passed on without the key.

mod addresses;
mod ask;
mod client;
mod error;
mod shapes;

use std::time::Duration;

use futures::future::BoxFuture;
use serde_json::Value;
use zeroize::Zeroizing;

pub use addresses::{Reach, base_url_error};
pub use client::{Client, Patience};
pub use error::ModelError;
pub use shapes::Shape;

/// Where a model is and how it is spoken to.
#[derive(Clone)]
pub struct Endpoint {
    /// The wire shape.
    pub shape: Shape,
    /// Where the API begins: `https://api.openai.com/v1`.
    pub base_url: String,
    /// The model, as the provider names it.
    pub model: String,
    /// What the provider knows us by; none for a model of one's own without a key.
    pub key: Option<Zeroizing<String>>,
    /// Which addresses may be asked.
    pub reach: Reach,
}

/// What a model is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The rules.
    pub system: &'a str,
    /// What they are applied to.
    pub prompt: &'a str,
    /// Name of the schema: a word.
    pub schema_name: &'a str,
    /// JSON schema of the answer: an object.
    pub schema: &'a Value,
    /// Longest answer, in the provider's tokens.
    pub most_tokens: u32,
    /// Longest wait for one answer.
    pub time_limit: Duration,
}

/// A structured answer.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// The JSON that the model wrote. It need not fit the schema: not every server holds models to it.
    pub value: Value,
    /// Tokens read and written, where the provider tells.
    pub tokens: Option<(u64, u64)>,
}

/// Gives structured answers.
pub trait LanguageModel: Send + Sync {
    /// The model's answer to `question`; passing failures are retried. Dropped, it is withdrawn: the
    /// connection closes and nothing is asked again.
    fn answer<'a>(&'a self, question: Question<'a>) -> BoxFuture<'a, Result<Answer, ModelError>>;
}
