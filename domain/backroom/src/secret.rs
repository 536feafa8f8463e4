//! Secrets as people see them: everything but the value.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::JobId;

/// Longest name of a secret.
const LONGEST_NAME: usize = 64;

/// A secret of the vault without its value.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretView {
    /// What jobs and settings call it: `openai`.
    pub name: String,
    /// Rises with every new value, from 1.
    pub version: u32,
    /// Which of the operator's keys seals it.
    pub key_id: String,
    /// The last four letters of a long value; empty for a short one.
    pub ending: String,
    /// When it was first put there.
    pub created_at: DateTime<Utc>,
    /// When its value was last replaced.
    pub changed_at: DateTime<Utc>,
    /// Who did that; `None` for a command.
    pub changed_by: Option<String>,
    /// When it was last used.
    pub used_at: Option<DateTime<Utc>>,
    /// For what it was last used.
    pub used_for: Option<String>,
}

impl SecretView {
    /// Whether `text` can name a secret: lower-case letters, digits, dots, hyphens and underscores, a
    /// letter or digit first, at most 64.
    pub fn is_name(text: &str) -> bool {
        let is_plain = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        text.len() <= LONGEST_NAME
            && text.starts_with(is_plain)
            && text.chars().all(|c| is_plain(c) || matches!(c, '.' | '-' | '_'))
    }

    /// The value as lists show it: `••••••abcd`.
    pub fn masked(&self) -> String {
        ["••••••", &self.ending].concat()
    }
}

/// One use of a secret.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SecretUseView {
    /// Its number: later uses have higher ones.
    pub id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// The job that used it.
    pub job: Option<JobId>,
    /// For what.
    pub purpose: String,
    /// Who asked for that job, or for the one that it is a part of; `None` for a schedule or a command, and
    /// where the job is forgotten.
    pub asked_by: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_plain_and_short() {
        for name in ["openai", "fpl.login", "a", "2nd-key_1"] {
            assert!(SecretView::is_name(name), "{name}");
        }
        for name in ["", "Open AI", ".hidden", "-x", "schlüssel", &"a".repeat(65)] {
            assert!(!SecretView::is_name(name), "{name}");
        }
    }
}
