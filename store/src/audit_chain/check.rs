//! A walk along the chain: each entry has to follow from the one before.

use backroom::{AUDIT_HASH_BYTES, AuditBreak, AuditHead, AuditVerdict, ChainedEntry};
use sha2::{Digest as _, Sha256};

/// How far the chain was walked, and what was found.
pub(super) struct Check {
    /// The last entry that fits.
    head: AuditHead,
    /// A head that the chain has to go through.
    noted: Option<AuditHead>,
    broken: Option<AuditBreak>,
}

impl Check {
    /// At the beginning of a chain that has to go through `noted`.
    pub(super) fn new(noted: Option<AuditHead>) -> Self {
        let is_there = noted.filter(|noted| noted.seq > 0);
        Self { head: AuditHead::BEGINNING, noted: is_there, broken: None }
    }

    /// Place of the last entry that fits.
    pub(super) fn last(&self) -> i64 {
        self.head.seq
    }

    /// Whether `entry`, stored with `hash`, is the next of the chain.
    pub(super) fn fits(&mut self, entry: &ChainedEntry, hash: [u8; AUDIT_HASH_BYTES]) -> bool {
        let place = self.head.seq + 1;
        if entry.seq > place {
            self.found(AuditBreak::Missing { first: place, last: entry.seq - 1 });
            return false;
        }
        if entry.seq != place || hash != follows(&self.head, entry) {
            self.found(AuditBreak::Altered { seq: entry.seq, id: entry.id });
            return false;
        }
        self.head = AuditHead { seq: place, hash };
        match self.noted {
            Some(noted) if noted.seq == place && noted.hash != hash => {
                self.found(AuditBreak::Rewritten { noted: noted.seq });
                false
            }
            _ => true,
        }
    }

    /// Something does not fit; the first such thing is what counts.
    pub(super) fn found(&mut self, broken: AuditBreak) {
        self.broken.get_or_insert(broken);
    }

    /// What the walk came to.
    pub(super) fn verdict(mut self) -> AuditVerdict {
        if let Some(noted) = self.noted.filter(|noted| noted.seq > self.head.seq) {
            self.found(AuditBreak::CutOff { last: self.head.seq, noted: noted.seq });
        }
        AuditVerdict {
            entries: self.head.seq,
            head: (self.head.seq > 0).then_some(self.head),
            broken: self.broken,
        }
    }
}

/// The hash of `entry` behind `head`.
fn follows(head: &AuditHead, entry: &ChainedEntry) -> [u8; AUDIT_HASH_BYTES] {
    Sha256::new().chain_update(head.hash).chain_update(entry.form()).finalize().into()
}

#[cfg(test)]
mod tests {
    use chrono::DateTime;

    use super::*;

    type Stored = (ChainedEntry, [u8; AUDIT_HASH_BYTES]);

    /// A chain of `count` entries.
    fn chain(count: i64) -> Vec<Stored> {
        let mut head = AuditHead::BEGINNING;
        (1..=count)
            .map(|seq| {
                let entry = ChainedEntry {
                    seq,
                    id: 10 + seq,
                    at: DateTime::from_timestamp(1_800_000_000 + seq, 0).unwrap(),
                    account: None,
                    action: "player.update".to_owned(),
                    subject: format!("player:{seq}"),
                    detail: "{}".to_owned(),
                    request_id: None,
                };
                head = AuditHead { seq, hash: follows(&head, &entry) };
                (entry, head.hash)
            })
            .collect()
    }

    fn checked(chain: &[Stored], noted: Option<AuditHead>) -> AuditVerdict {
        let mut check = Check::new(noted);
        for (entry, hash) in chain {
            if !check.fits(entry, *hash) {
                break;
            }
        }
        check.verdict()
    }

    #[test]
    fn an_unbroken_chain_gives_its_length_and_its_head() {
        let chain = chain(5);

        let verdict = checked(&chain, None);

        let head = AuditHead { seq: 5, hash: chain[4].1 };
        assert_eq!(verdict, AuditVerdict { entries: 5, head: Some(head), broken: None });
        assert_eq!(checked(&chain, Some(head)).broken, None);
        assert_eq!(checked(&chain[..0], None).head, None);
    }

    #[test]
    fn whatever_is_done_to_a_chain_is_told_by_the_first_entry_that_does_not_fit() {
        let whole = chain(5);
        let with = |change: fn(&mut Vec<Stored>)| {
            let mut changed = whole.clone();
            change(&mut changed);
            checked(&changed, None).broken
        };

        let altered = |seq, id| Some(AuditBreak::Altered { seq, id });
        let missing = |first, last| Some(AuditBreak::Missing { first, last });
        assert_eq!(with(|it| it[2].0.subject = "player:9".to_owned()), altered(3, 13));
        assert_eq!(with(|it| it[2].1[31] ^= 1), altered(3, 13));
        assert_eq!(with(|it| drop(it.remove(0))), missing(1, 1));
        assert_eq!(with(|it| drop(it.drain(1..3))), missing(2, 3));
        assert_eq!(with(|it| it.swap(1, 2)), missing(2, 2));
        // Two entries that exchanged what they say and kept their places.
        let exchanged = with(|it| {
            let subject = it[1].0.subject.clone();
            it[1].0.subject = std::mem::replace(&mut it[2].0.subject, subject);
        });
        assert_eq!(exchanged, altered(2, 12));
    }

    #[test]
    fn a_missing_end_and_a_chain_made_anew_are_told_by_the_head_that_was_noted() {
        let whole = chain(5);
        let noted = Some(AuditHead { seq: 4, hash: whole[3].1 });
        let foreign = Some(AuditHead { seq: 4, hash: [7; AUDIT_HASH_BYTES] });

        assert_eq!(checked(&whole[..3], None).broken, None, "from inside nobody can tell");
        let cut_off = Some(AuditBreak::CutOff { last: 3, noted: 4 });
        assert_eq!(checked(&whole[..3], noted).broken, cut_off);
        assert_eq!(checked(&whole, foreign).broken, Some(AuditBreak::Rewritten { noted: 4 }));
    }
}
