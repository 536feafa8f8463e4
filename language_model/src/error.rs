//! Why a model gave no answer.

use std::time::Duration;

/// Longest part of a provider's own words that is passed on, in characters.
const LONGEST_TOLD: usize = 300;

/// Why a model gave no answer. Holds neither key nor address: an address may hold a key.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ModelError {
    /// The provider said no, in its own words.
    #[error("the provider answered {status}{}", told(message))]
    Refused {
        /// The status.
        status: u16,
        /// What it said; may be empty.
        message: String,
        /// How long it asked us to wait.
        wait: Option<Duration>,
    },
    /// No answer within the time.
    #[error("the provider did not answer within {} s", .0.as_secs_f64())]
    TimedOut(Duration),
    /// No connection, or it broke off.
    #[error("{0}")]
    Unreachable(&'static str),
    /// The address lies in a private network, which nobody allowed.
    #[error(
        "the address lies in a private network: an administrator has to allow it under Operations, \
         Writers"
    )]
    PrivateAddress,
    /// The answer is larger than any report.
    #[error("the provider's answer is larger than {0} bytes")]
    TooLarge(usize),
    /// There is an answer and it holds no JSON.
    #[error("the model's answer cannot be read: {0}")]
    Unreadable(&'static str),
    /// The settings cannot be used.
    #[error("{0}")]
    Unusable(String),
}

impl ModelError {
    /// A provider's refusal, with what it said of it.
    pub fn refused(status: u16, message: &str, wait: Option<Duration>) -> Self {
        let line: String = message.split_whitespace().collect::<Vec<_>>().join(" ");
        let message = line.chars().take(LONGEST_TOLD).collect();
        Self::Refused { status, message, wait }
    }

    /// It may go better in a while.
    pub const fn is_passing(&self) -> bool {
        match self {
            Self::Refused { status, .. } => matches!(*status, 408 | 429 | 500..=599),
            Self::TimedOut(_) | Self::Unreachable(_) => true,
            _ => false,
        }
    }

    /// How long the provider asked us to wait.
    pub const fn wait(&self) -> Option<Duration> {
        match self {
            Self::Refused { wait, .. } => *wait,
            _ => None,
        }
    }
}

fn told(message: &str) -> String {
    if message.is_empty() { String::new() } else { format!(": {message}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_provider_says_is_told_on_one_line_and_not_at_length() {
        let error = ModelError::refused(401, "bad\n\tkey", None);

        assert_eq!(error.to_string(), "the provider answered 401: bad key");
        let long = ModelError::refused(400, &"x".repeat(5_000), None).to_string();
        assert!(long.len() < 400, "{long}");
    }

    #[test]
    fn only_what_may_pass_is_tried_again() {
        let refused = |status| ModelError::refused(status, "", None).is_passing();

        assert!([408, 429, 500, 503, 529].into_iter().all(refused));
        assert!(![400, 401, 403, 404, 422].into_iter().any(refused));
        assert!(ModelError::TimedOut(Duration::from_secs(1)).is_passing());
        assert!(!ModelError::PrivateAddress.is_passing());
    }
}
