//! What a report advises, how surely, and why.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::Sentence;

/// What the report advises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// Go and get the player.
    Sign,
    /// Keep watching.
    Monitor,
    /// Leave it.
    Reject,
    /// The evidence does not bear a decision.
    Undecided,
}

impl Verdict {
    /// Every verdict.
    pub const ALL: [Self; 4] = [Self::Sign, Self::Monitor, Self::Reject, Self::Undecided];

    /// The word stored.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Sign => "sign",
            Self::Monitor => "monitor",
            Self::Reject => "reject",
            Self::Undecided => "undecided",
        }
    }

    /// The word people read.
    pub const fn label(self) -> &'static str {
        match self {
            Self::Sign => "Sign",
            Self::Monitor => "Monitor",
            Self::Reject => "Reject",
            Self::Undecided => "Undecided",
        }
    }
}

/// The word is not a verdict.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownVerdict(pub String);

impl fmt::Display for UnknownVerdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a verdict: expected sign, monitor, reject or undecided", self.0)
    }
}

impl std::error::Error for UnknownVerdict {}

impl FromStr for Verdict {
    type Err = UnknownVerdict;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|verdict| verdict.as_str() == word)
            .ok_or_else(|| UnknownVerdict(word.to_owned()))
    }
}

/// How much the verdict can bear.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Confidence {
    /// One new fact may turn it.
    Low,
    /// It would take several.
    Medium,
    /// It rests on facts that do not change soon.
    High,
}

impl Confidence {
    /// Every confidence, the least first.
    pub const ALL: [Self; 3] = [Self::Low, Self::Medium, Self::High];

    /// The word people read, lower case.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
        }
    }
}

/// The word is not a confidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownConfidence(pub String);

impl fmt::Display for UnknownConfidence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not a confidence: expected low, medium or high", self.0)
    }
}

impl std::error::Error for UnknownConfidence {}

impl FromStr for Confidence {
    type Err = UnknownConfidence;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|confidence| confidence.as_str() == word)
            .ok_or_else(|| UnknownConfidence(word.to_owned()))
    }
}

/// What the report advises, how surely, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recommendation {
    /// The advice.
    pub verdict: Verdict,
    /// How much it can bear.
    pub confidence: Confidence,
    /// Why, with evidence.
    pub why: Vec<Sentence>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_verdict_reads_back_from_its_word() {
        for verdict in Verdict::ALL {
            assert_eq!(verdict.as_str().parse(), Ok(verdict));
        }
        assert!("buy".parse::<Verdict>().is_err());
    }
}
