//! Which language model writes reports, as administrators see and set it.

use std::{fmt, str::FromStr};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How the API of a language model is spoken to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum WriterShape {
    /// Chat completions as `OpenAI` made them; also Groq, Ollama, vLLM and others.
    OpenAi,
    /// Google's `generateContent`.
    Gemini,
    /// Anthropic's messages.
    Anthropic,
}

impl WriterShape {
    /// Every shape.
    pub const ALL: [Self; 3] = [Self::OpenAi, Self::Gemini, Self::Anthropic];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenAi => "openai",
            Self::Gemini => "gemini",
            Self::Anthropic => "anthropic",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::OpenAi => "OpenAI-compatible",
            Self::Gemini => "Gemini",
            Self::Anthropic => "Anthropic",
        }
    }

    /// Where the API of the shape's maker begins.
    pub const fn usual_base_url(self) -> &'static str {
        match self {
            Self::OpenAi => "https://api.openai.com/v1",
            Self::Gemini => "https://generativelanguage.googleapis.com/v1beta",
            Self::Anthropic => "https://api.anthropic.com/v1",
        }
    }
}

impl fmt::Display for WriterShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The word is not a shape.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownWriterShape(pub String);

impl fmt::Display for UnknownWriterShape {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a shape of an API: expected openai, gemini or anthropic", self.0)
    }
}

impl std::error::Error for UnknownWriterShape {}

impl FromStr for WriterShape {
    type Err = UnknownWriterShape;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|shape| shape.as_str() == word)
            .ok_or_else(|| UnknownWriterShape(word.to_owned()))
    }
}

/// Which language model writes reports. By default none.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct WriterSettings {
    /// How it is spoken to; `None`: there is no model, the offline writer alone.
    pub shape: Option<WriterShape>,
    /// Who runs it, as reports and pages name it.
    pub provider: String,
    /// Where the API begins.
    pub base_url: String,
    /// The model, as the provider names it.
    pub model: String,
    /// Name of the secret with the key; empty for a model without one.
    pub secret: String,
    /// Evidence may be sent to the provider. Without this the model is not asked.
    pub sends_player_data: bool,
    /// Rows about a player's health may be among it.
    pub sends_medical_data: bool,
    /// The address may lie on this machine or in a private network.
    pub allows_private_address: bool,
    /// Rises with each change; 0 before the first.
    pub version: i32,
}

impl WriterSettings {
    /// A model is chosen and may be sent what it needs.
    pub const fn is_on(&self) -> bool {
        self.shape.is_some() && self.sends_player_data
    }
}

/// The settings with who changed them last.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct WriterView {
    /// The settings.
    pub settings: WriterSettings,
    /// When they were changed last; `None` when never.
    pub changed_at: Option<DateTime<Utc>>,
    /// Who did that.
    pub changed_by: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_shape_reads_back_from_its_word() {
        for shape in WriterShape::ALL {
            assert_eq!(shape.as_str().parse(), Ok(shape));
        }
        assert!("openAI".parse::<WriterShape>().is_err());
    }

    #[test]
    fn nothing_is_sent_until_somebody_says_so() {
        let chosen =
            WriterSettings { shape: Some(WriterShape::OpenAi), ..WriterSettings::default() };

        assert!(!WriterSettings::default().is_on() && !chosen.is_on());
        assert!(WriterSettings { sends_player_data: true, ..chosen }.is_on());
    }
}
