//! The audit log as a chain: what of an entry is hashed, the end that somebody may note, and what a
//! check of the chain found. Hashing itself is the store's.

use std::{fmt, str::FromStr};

use chrono::{DateTime, SecondsFormat, Utc};
use serde::{Deserialize, Serialize};

use crate::AccountId;

/// Bytes of a hash: SHA-256.
pub const AUDIT_HASH_BYTES: usize = 32;

/// Which [`ChainedEntry::form`] this is; stands first in it.
const FORM: &str = "1";

/// What the log says of one change, as it is hashed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChainedEntry {
    /// Its place in the chain, from 1 without a gap, in the order in which changes became visible.
    pub seq: i64,
    /// Its number; in the order in which changes were begun, with gaps.
    pub id: i64,
    /// When, in microseconds.
    pub at: DateTime<Utc>,
    /// Who; `None` for a command or a schedule.
    pub account: Option<AccountId>,
    /// What was done.
    pub action: String,
    /// To what.
    pub subject: String,
    /// What else is worth knowing: JSON, letter by letter as the database writes it.
    pub detail: String,
    /// The request that did it.
    pub request_id: Option<String>,
}

impl ChainedEntry {
    /// The bytes that are hashed behind the hash of the entry before: the form's number, then the fields
    /// in the order above, each as its length in bytes, a colon, the text and a comma; `-,` for one that
    /// is not there.
    ///
    /// No two different entries have the same form, because each field says where it ends before it
    /// begins. The database's function `audit_form` gives the same bytes.
    ///
    /// # Source
    /// Netstrings: D. J. Bernstein (1997), <https://cr.yp.to/proto/netstrings.txt>.
    pub fn form(&self) -> Vec<u8> {
        let mut form = Vec::with_capacity(160 + self.detail.len());
        let account = self.account.map(|account| account.to_string());
        for field in [
            Some(FORM),
            Some(&self.seq.to_string()),
            Some(&self.id.to_string()),
            Some(&self.moment()),
            account.as_deref(),
            Some(&self.action),
            Some(&self.subject),
            Some(&self.detail),
            self.request_id.as_deref(),
        ] {
            match field {
                Some(text) => {
                    form.extend_from_slice(text.len().to_string().as_bytes());
                    form.push(b':');
                    form.extend_from_slice(text.as_bytes());
                }
                None => form.push(b'-'),
            }
            form.push(b',');
        }
        form
    }

    /// `2026-11-26T10:42:07.000123Z`
    pub fn moment(&self) -> String {
        self.at.to_rfc3339_opts(SecondsFormat::Micros, true)
    }
}

/// The end of the chain at some time. Whoever notes it elsewhere can tell later whether the log up to
/// there is still the same: inside the log nobody can tell that its end is missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct AuditHead {
    /// Place of the last entry, and so how many there are.
    pub seq: i64,
    /// Its hash.
    pub hash: [u8; AUDIT_HASH_BYTES],
}

impl AuditHead {
    /// Where a chain begins: no entry, and zeros for the hash before the first.
    pub const BEGINNING: Self = Self { seq: 0, hash: [0; AUDIT_HASH_BYTES] };
}

/// `1284:9f86d081…`: place and hash in hexadecimal.
impl fmt::Display for AuditHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:", self.seq)?;
        self.hash.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl From<AuditHead> for String {
    fn from(head: AuditHead) -> Self {
        head.to_string()
    }
}

/// The text is not the end of a chain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnreadableHead;

impl fmt::Display for UnreadableHead {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a head is a number, a colon and 64 hexadecimal digits, as `1284:9f86…`")
    }
}

impl std::error::Error for UnreadableHead {}

impl FromStr for AuditHead {
    type Err = UnreadableHead;

    fn from_str(text: &str) -> Result<Self, UnreadableHead> {
        let (seq, digits) = text.trim().split_once(':').ok_or(UnreadableHead)?;
        let is_seq = !seq.is_empty() && seq.bytes().all(|byte| byte.is_ascii_digit());
        let is_hash = digits.len() == 2 * AUDIT_HASH_BYTES
            && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_seq || !is_hash {
            return Err(UnreadableHead);
        }
        let mut hash = [0; AUDIT_HASH_BYTES];
        for (place, byte) in hash.iter_mut().enumerate() {
            let digits = digits.get(2 * place..2 * place + 2).ok_or(UnreadableHead)?;
            *byte = u8::from_str_radix(digits, 16).or(Err(UnreadableHead))?;
        }
        Ok(Self { seq: seq.parse().or(Err(UnreadableHead))?, hash })
    }
}

impl TryFrom<String> for AuditHead {
    type Error = UnreadableHead;

    fn try_from(text: String) -> Result<Self, UnreadableHead> {
        text.parse()
    }
}

/// The first thing in the log that does not fit.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum AuditBreak {
    /// Entries are not there.
    Missing {
        /// Place of the first.
        first: i64,
        /// Place of the last.
        last: i64,
    },
    /// An entry's hash does not follow from what it says and the entry before.
    Altered {
        /// Its place.
        seq: i64,
        /// Its number.
        id: i64,
    },
    /// An entry came in past the chain.
    Unchained {
        /// Its number.
        id: i64,
    },
    /// The chain ends before the head that was noted.
    CutOff {
        /// Place of the last entry.
        last: i64,
        /// Place of the head that was noted.
        noted: i64,
    },
    /// The chain fits in itself and is not the one whose head was noted: it was made anew.
    Rewritten {
        /// Place of the head that was noted.
        noted: i64,
    },
}

impl AuditBreak {
    /// The word in the API.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "missing",
            Self::Altered { .. } => "altered",
            Self::Unchained { .. } => "unchained",
            Self::CutOff { .. } => "cut_off",
            Self::Rewritten { .. } => "rewritten",
        }
    }
}

impl fmt::Display for AuditBreak {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { first, last } if first == last => {
                write!(f, "Entry {first} of the chain is missing.")
            }
            Self::Missing { first, last } => {
                write!(f, "Entries {first} to {last} of the chain are missing.")
            }
            Self::Altered { seq, id } => write!(
                f,
                "Entry {seq} of the chain (number {id}) does not fit: it or the one before was \
                 changed or put elsewhere."
            ),
            Self::Unchained { id } => {
                write!(f, "The entry with the number {id} came in past the chain.")
            }
            Self::CutOff { last, noted } => write!(
                f,
                "The log ends at entry {last}; the head that was noted is entry {noted}: the end \
                 was cut off."
            ),
            Self::Rewritten { noted } => write!(
                f,
                "Entry {noted} is not the one whose head was noted: the chain was made anew."
            ),
        }
    }
}

/// What a check of the whole log found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditVerdict {
    /// Entries that fit, from the first on.
    pub entries: i64,
    /// The last of them; `None` while there is none.
    pub head: Option<AuditHead>,
    /// The first thing that does not fit; `None` when the chain is unbroken.
    pub broken: Option<AuditBreak>,
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn entry() -> ChainedEntry {
        ChainedEntry {
            seq: 2,
            id: 41,
            at: DateTime::from_timestamp(1_764_126_127, 123_000).unwrap(),
            account: None,
            action: "player.delete".to_owned(),
            subject: "player:7".to_owned(),
            detail: r#"{"note": "Ødegaard"}"#.to_owned(),
            request_id: Some("req_1".to_owned()),
        }
    }

    #[test]
    fn the_form_is_what_the_decision_says_letter_by_letter() {
        // Lengths counted by hand: the detail has 20 letters, one of which takes two bytes.
        let expected = "1:1,1:2,2:41,27:2025-11-26T03:02:07.000123Z,-,13:player.delete,8:player:7,\
                        21:{\"note\": \"Ødegaard\"},5:req_1,";

        assert_eq!(String::from_utf8(entry().form()).unwrap(), expected);
    }

    #[test]
    fn a_head_reads_back_from_its_text_and_nothing_else_is_one() {
        let head = AuditHead { seq: 1284, hash: [0x9f; AUDIT_HASH_BYTES] };
        let text = head.to_string();

        assert_eq!(text.parse(), Ok(head));
        assert_eq!(text.to_uppercase().parse(), Ok(head));
        assert_eq!(serde_json::to_value(head).unwrap(), text);
        for wrong in ["", ":", "12", "1:9f", &text[1..].replace('9', "g"), &format!("+{text}")] {
            assert_eq!(wrong.parse::<AuditHead>(), Err(UnreadableHead), "{wrong}");
        }
        assert_eq!("1:".parse::<AuditHead>(), Err(UnreadableHead));
    }

    /// Texts that try to look like the marks of the form.
    fn tricky() -> impl Strategy<Value = String> {
        prop_oneof!["[0-9:,-]{0,6}", "[a-z:,-]{0,6}", "\\PC{0,6}"]
    }

    prop_compose! {
        fn any_entry()(
            (seq, id, micros) in (1..200_i64, 1..200_i64, 0..2_000_000_i64),
            account in proptest::option::of(1..200_i64),
            (action, subject, detail) in (tricky(), tricky(), tricky()),
            request_id in proptest::option::of(tricky()),
        ) -> ChainedEntry {
            let at = DateTime::from_timestamp_micros(micros).unwrap();
            let account = account.map(AccountId);
            ChainedEntry { seq, id, at, account, action, subject, detail, request_id }
        }
    }

    /// The fields of a form, read as somebody else would read them.
    fn fields(mut form: &[u8]) -> Vec<Option<String>> {
        let mut fields = Vec::new();
        while !form.is_empty() {
            if let Some(rest) = form.strip_prefix(b"-,") {
                fields.push(None);
                form = rest;
                continue;
            }
            let colon = form.iter().position(|byte| *byte == b':').unwrap();
            let length: usize = std::str::from_utf8(&form[..colon]).unwrap().parse().unwrap();
            let (text, rest) = form[colon + 1..].split_at(length);
            fields.push(Some(String::from_utf8(text.to_vec()).unwrap()));
            form = rest.strip_prefix(b",").unwrap();
        }
        fields
    }

    proptest! {
        #[test]
        fn two_entries_have_one_form_only_when_they_are_one(a in any_entry(), b in any_entry()) {
            prop_assert_eq!(a == b, a.form() == b.form());
        }

        #[test]
        fn an_entry_reads_back_from_its_form(entry in any_entry()) {
            let read = fields(&entry.form());

            let account = entry.account.map(|account| account.to_string());
            prop_assert_eq!(read, vec![
                Some("1".to_owned()),
                Some(entry.seq.to_string()),
                Some(entry.id.to_string()),
                Some(entry.moment()),
                account,
                Some(entry.action),
                Some(entry.subject),
                Some(entry.detail),
                entry.request_id,
            ]);
        }
    }
}
