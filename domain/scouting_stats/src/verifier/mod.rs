//! Takes out of a report every sentence that says more than its rows bear.
//!
//! Four rules (scouting specification 2.9): every number equals a value of a cited row at its own
//! decimals; every proper noun stands in the cited rows or is the player's; comparison words fit the
//! percentile or the direction of change; no sentence is without evidence. Beyond them: a word that
//! speaks of a subject (goals, injuries, wages) needs a row about it, since a true number can be
//! given a false meaning; a negation needs a row that says nothing is known; and in a part of a
//! sentence that cites two rows of one unit the numbers could be exchanged, so it must be split by
//! marks. A season's figure is named as its row names it, and nothing is said round it but that and
//! where it stands.
//!
//! Each part of a sentence is held against the rows of the marks behind it.

mod figures;
mod lexer;
mod lexicon;
mod matching;
mod numbers;
mod quotable;
mod segment;
mod spelled;
#[cfg(test)]
mod tests;

use serde::{Deserialize, Serialize};

use crate::{
    Confidence, EvidenceId, EvidenceTable, Recommendation, Report, SectionKind, Sentence, Verdict,
};

pub use numbers::{CheckedPiece, checked_pieces};
pub(crate) use quotable::{quotable_subject, quotable_text};

/// Longest sentence, in characters: longer ones hide their claims.
const LONGEST_SENTENCE: usize = 400;

/// Why a sentence was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[serde(tag = "rule", rename_all = "snake_case")]
pub enum Reason {
    /// It cites nothing.
    #[error("cites no evidence")]
    NoEvidence,
    /// It cites a row that does not exist.
    #[error("cites {row}, which does not exist")]
    NoSuchRow {
        /// The row.
        row: EvidenceId,
    },
    /// A number that no cited row bears.
    #[error("{number} stands in no cited row")]
    Number {
        /// The number as read.
        number: String,
    },
    /// Two cited rows could bear the number.
    #[error("{number} could belong to {first} or {second}: put the marks behind their numbers")]
    Ambiguous {
        /// The number as read.
        number: String,
        /// One row.
        first: EvidenceId,
        /// The other.
        second: EvidenceId,
    },
    /// A loss told as if it were a gain.
    #[error("{number} is a loss and the words do not say so")]
    Unsigned {
        /// The number as read.
        number: String,
    },
    /// Digits that cannot be read as one number.
    #[error("`{text}` cannot be read as one number")]
    Unreadable {
        /// As written.
        text: String,
    },
    /// A proper noun that stands in no cited row.
    #[error("the name `{word}` stands in no cited row")]
    Name {
        /// As written.
        word: String,
    },
    /// A subject that no cited row is about.
    #[error("`{word}` speaks of what no cited row is about")]
    Subject {
        /// As written.
        word: String,
    },
    /// A comparison that the percentile or the change does not bear.
    #[error("`{word}` does not fit the percentile or the change of the cited rows")]
    Comparison {
        /// As written.
        word: String,
    },
    /// A negation, which would turn what the row says round.
    #[error("`{word}` turns round what the cited rows say")]
    Negation {
        /// As written.
        word: String,
    },
    /// More than "unknown" about what is unknown.
    #[error("`{word}` says more of the unknown than that it is unknown")]
    Unknown {
        /// As written.
        word: String,
    },
    /// A season's figure without the name of what it counts.
    #[error("{row} is a figure of `{metric}`, and the words do not name it so")]
    Unnamed {
        /// The row.
        row: EvidenceId,
        /// What it counts.
        metric: String,
    },
    /// More about a season's figure than its row says.
    #[error("`{word}` says more of a season's figure than its row")]
    Season {
        /// As written.
        word: String,
    },
    /// Mark-up, an address or a control character.
    #[error("`{character}` has no place in a sentence")]
    Markup {
        /// As written.
        character: char,
    },
    /// Too long.
    #[error("longer than {LONGEST_SENTENCE} characters")]
    TooLong,
}

/// A sentence that was taken out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RejectedSentence {
    /// Where it stood; `None` in the recommendation.
    pub section: Option<SectionKind>,
    /// What it said.
    pub text: String,
    /// Why it was taken out.
    pub reasons: Vec<Reason>,
}

/// What the check left of a report.
#[derive(Clone, Debug, PartialEq)]
pub struct Verification {
    /// The report without the rejected sentences, its counts filled in.
    pub report: Report,
}

impl Verification {
    /// Nothing had to be taken out.
    pub const fn is_clean(&self) -> bool {
        self.report.rejected.is_empty()
    }
}

/// Holds every sentence of `report` against the rows it cites.
///
/// A recommendation whose reasons are all taken out becomes "undecided" with low confidence: a
/// verdict nobody gave a sound reason for is no verdict.
pub fn verify(report: &Report, table: &EvidenceTable) -> Verification {
    let mut check = Check { table, numbers: 0, rejected: Vec::new() };
    let mut kept = report.clone();
    for section in &mut kept.sections {
        let kind = section.kind;
        section.sentences.retain(|sentence| check.keeps(sentence, Some(kind)));
    }
    kept.sections.retain(|section| !section.sentences.is_empty());
    let Recommendation { verdict, confidence, why } = &mut kept.recommendation;
    why.retain(|sentence| check.keeps(sentence, None));
    if why.is_empty() {
        *verdict = Verdict::Undecided;
        *confidence = Confidence::Low;
    }
    // A sentence stays only when each of its numbers is borne, so the two counts are one.
    kept.numbers_found = check.numbers;
    kept.numbers_checked = check.numbers;
    kept.rejected = check.rejected;
    Verification { report: kept }
}

struct Check<'a> {
    table: &'a EvidenceTable,
    numbers: u32,
    rejected: Vec<RejectedSentence>,
}

impl Check<'_> {
    fn keeps(&mut self, sentence: &Sentence, section: Option<SectionKind>) -> bool {
        match sentence_numbers(sentence, self.table) {
            Ok(numbers) => {
                self.numbers += numbers;
                true
            }
            Err(reasons) => {
                let text = sentence.text.clone();
                self.rejected.push(RejectedSentence { section, text, reasons });
                false
            }
        }
    }
}

/// How many numbers the sentence holds, all of them borne; or what is wrong with it.
fn sentence_numbers(sentence: &Sentence, table: &EvidenceTable) -> Result<u32, Vec<Reason>> {
    let mut reasons = Vec::new();
    if sentence.text.chars().count() > LONGEST_SENTENCE {
        return Err(vec![Reason::TooLong]);
    }
    if let Some(character) = sentence.text.chars().find(|character| is_markup(*character)) {
        return Err(vec![Reason::Markup { character }]);
    }
    let segments = segment::segments(sentence);
    for id in segments.iter().flat_map(|segment| &segment.rows).chain(&sentence.evidence) {
        let reason = Reason::NoSuchRow { row: *id };
        if table.row(*id).is_none() && !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    if segments.is_empty() || segments.iter().any(|segment| segment.rows.is_empty()) {
        reasons.push(Reason::NoEvidence);
    }
    if !reasons.is_empty() {
        return Err(reasons);
    }
    let mut numbers = 0;
    for segment in &segments {
        numbers += segment.check(table, &mut reasons);
    }
    if reasons.is_empty() { Ok(numbers) } else { Err(reasons) }
}

/// Signs that carry mark-up, addresses or code, and characters that change the order of reading.
fn is_markup(character: char) -> bool {
    character.is_control()
        || matches!(
            character,
            '<' | '>' | '{' | '}' | '`' | '|' | '\\' | '@' | '#' | '*' | '_' | '~' | '='
        )
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}')
}
