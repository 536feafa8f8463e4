//! How often values were read in this process, and how that went: for operators, who want to know of
//! secrets that no longer open.

use std::sync::atomic::{AtomicU64, Ordering};

use super::{SecretValue, VaultError};

/// How a read can go, as metrics call it; the last stands for a database that did not answer.
const OUTCOMES: [&str; 5] = ["read", "unknown", "key_missing", "damaged", "unavailable"];

/// Reads since they were last taken.
#[derive(Debug, Default)]
pub struct Reads {
    counts: [AtomicU64; OUTCOMES.len()],
}

impl Reads {
    /// Counts one read.
    pub(super) fn count(&self, read: &Result<SecretValue, VaultError>) {
        let place = match read {
            Ok(_) => 0,
            Err(VaultError::Unknown(_)) => 1,
            Err(VaultError::KeyMissing { .. }) => 2,
            Err(VaultError::Damaged(_) | VaultError::WrongKey(_)) => 3,
            Err(VaultError::Store(_)) => 4,
        };
        self.counts[place].fetch_add(1, Ordering::Relaxed);
    }

    /// What was counted since the last time, by how it went; counting begins anew.
    pub fn take(&self) -> Vec<(&'static str, u64)> {
        let taken = OUTCOMES.into_iter().zip(&self.counts);
        taken
            .map(|(outcome, count)| (outcome, count.swap(0, Ordering::Relaxed)))
            .filter(|(_, count)| *count > 0)
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_are_told_once_by_how_they_went() {
        let reads = Reads::default();
        reads.count(&Ok(SecretValue::default()));
        reads.count(&Ok(SecretValue::default()));
        reads.count(&Err(VaultError::Damaged("key".to_owned())));

        assert_eq!(reads.take(), [("read", 2), ("damaged", 1)]);
        assert!(reads.take().is_empty());
    }
}
