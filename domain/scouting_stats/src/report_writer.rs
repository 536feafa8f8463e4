//! Who writes reports: our own grammar, a language model, or a person.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::GENERATOR;

/// Which of the three wrote a report.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReportKind {
    /// The offline writer: a fixed grammar.
    #[default]
    Offline,
    /// A language model, behind the verifier.
    Model,
    /// A person.
    Person,
}

impl ReportKind {
    /// Every kind.
    pub const ALL: [Self; 3] = [Self::Offline, Self::Model, Self::Person];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::Model => "model",
            Self::Person => "person",
        }
    }

    /// The words people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Offline => "Offline writer",
            Self::Model => "Language model",
            Self::Person => "Scout",
        }
    }
}

/// The word is not a kind of report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownReportKind(pub String);

impl fmt::Display for UnknownReportKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a kind of report: expected offline, model or person", self.0)
    }
}

impl std::error::Error for UnknownReportKind {}

impl FromStr for ReportKind {
    type Err = UnknownReportKind;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|kind| kind.as_str() == word)
            .ok_or_else(|| UnknownReportKind(word.to_owned()))
    }
}

/// Who wrote a report, as exactly as it has to be known to write it again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReportWriter {
    /// The offline writer.
    Offline {
        /// [`GENERATOR`] of the release that wrote it.
        grammar: String,
    },
    /// A language model.
    Model {
        /// Who runs it, as the administrator named it.
        provider: String,
        /// The model, as the provider names it.
        model: String,
        /// [`crate::PROMPT_VERSION`] of the release that asked.
        prompt_version: u32,
    },
    /// A person.
    Person {
        /// The name of the account.
        name: String,
    },
}

impl ReportWriter {
    /// The offline writer of this release.
    pub fn offline() -> Self {
        Self::Offline { grammar: GENERATOR.to_owned() }
    }

    /// Which of the three it is.
    pub const fn kind(&self) -> ReportKind {
        match self {
            Self::Offline { .. } => ReportKind::Offline,
            Self::Model { .. } => ReportKind::Model,
            Self::Person { .. } => ReportKind::Person,
        }
    }

    /// Who it is, with the version: what has the same name writes the same from the same evidence, as
    /// far as a model does.
    pub fn name(&self) -> String {
        match self {
            Self::Offline { grammar } => grammar.clone(),
            Self::Model { provider, model, prompt_version } => {
                format!("{provider} {model}, prompt {prompt_version}")
            }
            Self::Person { name } => name.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_reads_back_from_its_word() {
        for kind in ReportKind::ALL {
            assert_eq!(kind.as_str().parse(), Ok(kind));
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
        assert!("ghost".parse::<ReportKind>().is_err());
    }

    #[test]
    fn another_prompt_is_another_writer() {
        let of = |prompt_version| ReportWriter::Model {
            provider: "Groq".to_owned(),
            model: "small-1".to_owned(),
            prompt_version,
        };

        assert_eq!(of(1).name(), "Groq small-1, prompt 1");
        assert_ne!(of(1).name(), of(2).name());
    }
}
