//! The report: sections of sentences, each citing evidence.

use chrono::{DateTime, Utc};
use football::{FieldError, PlayerId};
use serde::{Deserialize, Serialize};

use crate::{
    Confidence, EvidenceId, EvidenceTable, Recommendation, RejectedSentence, ReportKind,
    ReportWriter, Verdict,
};

/// One sentence.
///
/// Marks such as `[E7]` stand in the text behind what they bear, so that each part of a sentence can
/// be held against its own rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Sentence {
    /// The words with their marks.
    pub text: String,
    /// Every row that the sentence cites.
    pub evidence: Vec<EvidenceId>,
}

/// A part of a sentence: words, or a mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Piece {
    /// Words.
    Words(String),
    /// `[E7]`
    Mark(EvidenceId),
}

impl Sentence {
    /// A sentence whose rows are those of the marks in `text`.
    pub fn with_marks(text: impl Into<String>) -> Self {
        let mut sentence = Self { text: text.into(), evidence: Vec::new() };
        for piece in sentence.pieces() {
            if let Piece::Mark(id) = piece
                && !sentence.evidence.contains(&id)
            {
                sentence.evidence.push(id);
            }
        }
        sentence
    }

    /// The words and marks, in order. A bracket that is no mark stays among the words.
    pub fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        let mut words = String::new();
        let mut rest = self.text.as_str();
        while let Some(open) = rest.find('[') {
            let (before, from_open) = rest.split_at(open);
            words.push_str(before);
            let mark = from_open
                .find(']')
                .and_then(|close| Some((close, from_open[1..close].parse::<EvidenceId>().ok()?)));
            if let Some((close, id)) = mark {
                if !words.is_empty() {
                    pieces.push(Piece::Words(std::mem::take(&mut words)));
                }
                pieces.push(Piece::Mark(id));
                rest = &from_open[close + 1..];
            } else {
                words.push('[');
                rest = &from_open[1..];
            }
        }
        words.push_str(rest);
        if !words.is_empty() {
            pieces.push(Piece::Words(words));
        }
        pieces
    }
}

/// What a section is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SectionKind {
    /// Who it is, in three sentences.
    Summary,
    /// Position and birth.
    Profile,
    /// What the player does with the ball.
    Technical,
    /// What the player does without it, and within a team.
    Tactical,
    /// Body and fitness.
    Physical,
    /// Character and attitude.
    Mental,
    /// How the player would fit a role.
    RoleFit,
    /// Market value and how it moved.
    Value,
    /// Club, contract, how players of this kind usually go on.
    Context,
    /// Where the player's figures stand among peers.
    Comparison,
    /// What may go wrong.
    Risks,
    /// What we do not know.
    Unknown,
}

impl SectionKind {
    /// Every section, in the order of reading.
    pub const ALL: [Self; 12] = [
        Self::Summary,
        Self::Profile,
        Self::Technical,
        Self::Tactical,
        Self::Physical,
        Self::Mental,
        Self::RoleFit,
        Self::Value,
        Self::Context,
        Self::Comparison,
        Self::Risks,
        Self::Unknown,
    ];
    /// The sections that a model or a person writes. What is not known follows from the evidence.
    pub const WRITTEN: [Self; 11] = [
        Self::Summary,
        Self::Profile,
        Self::Technical,
        Self::Tactical,
        Self::Physical,
        Self::Mental,
        Self::RoleFit,
        Self::Value,
        Self::Context,
        Self::Comparison,
        Self::Risks,
    ];

    /// The word stored, and the name of the field of a form.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Summary => "summary",
            Self::Profile => "profile",
            Self::Technical => "technical",
            Self::Tactical => "tactical",
            Self::Physical => "physical",
            Self::Mental => "mental",
            Self::RoleFit => "role_fit",
            Self::Value => "value",
            Self::Context => "context",
            Self::Comparison => "comparison",
            Self::Risks => "risks",
            Self::Unknown => "unknown",
        }
    }

    /// The fixed heading.
    pub const fn heading(self) -> &'static str {
        match self {
            Self::Summary => "Summary",
            Self::Profile => "Profile",
            Self::Technical => "Technical",
            Self::Tactical => "Tactical",
            Self::Physical => "Physical",
            Self::Mental => "Mental",
            Self::RoleFit => "Role fit",
            Self::Value => "Value",
            Self::Context => "Context",
            Self::Comparison => "Comparison",
            Self::Risks => "Risks",
            Self::Unknown => "What we do not know",
        }
    }
}

/// A heading and its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Section {
    /// What it is about.
    pub kind: SectionKind,
    /// Its sentences, in order.
    pub sentences: Vec<Sentence>,
}

/// A written report, before or after checking.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// In the order of reading; a section without sentences is left out.
    pub sections: Vec<Section>,
    /// What it advises.
    pub recommendation: Recommendation,
    /// Figures, names of months and dates that the check found in the sentences kept.
    #[serde(default)]
    pub numbers_found: u32,
    /// How many of them a cited row bears. Equal to `numbers_found`, or the sentence is gone.
    #[serde(default)]
    pub numbers_checked: u32,
    /// Sentences that the check took out, and why.
    #[serde(default)]
    pub rejected: Vec<RejectedSentence>,
}

/// A stored report with the evidence it rests on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ScoutingReport {
    /// Identifies the report.
    pub id: i64,
    /// Whom it is about.
    pub player_id: PlayerId,
    /// 1 for the first report on the player, and so on.
    pub version: i32,
    /// What was asked; may be empty.
    pub question: String,
    /// Who wrote it.
    pub writer: ReportWriter,
    /// Why somebody else than the chosen model wrote it; empty where nothing stood in the way.
    pub note: String,
    /// See [`EvidenceTable::hash`].
    pub evidence_hash: String,
    /// The rows.
    pub evidence: EvidenceTable,
    /// The text.
    pub report: Report,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// Longest question, in characters: a report answers one question.
pub const LONGEST_QUESTION: usize = 300;

/// What has to be mended before `question` can be asked; `None` when it is sound. It may be empty.
///
/// The browser and the server run this same function.
pub fn question_error(question: &str) -> Option<FieldError> {
    if question.trim().chars().count() > LONGEST_QUESTION {
        let message = format!("Use at most {LONGEST_QUESTION} characters: one question a report.");
        return Some(FieldError::new("question", message));
    }
    question
        .contains(char::is_control)
        .then(|| FieldError::new("question", "Write the question on one line."))
}

/// A report as lists show it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportSummary {
    /// Identifies the report.
    pub id: i64,
    /// Whom it is about.
    pub player_id: PlayerId,
    /// The player's name as people use it.
    pub player_name: String,
    /// 1 for the first report on the player, and so on.
    pub version: i32,
    /// What was asked; may be empty.
    pub question: String,
    /// The advice.
    pub verdict: Verdict,
    /// How much it can bear.
    pub confidence: Confidence,
    /// Numbers in the text that a cited row bears.
    pub numbers_checked: u32,
    /// Numbers in the text.
    pub numbers_found: u32,
    /// Who wrote it, in words: [`ReportWriter::name`].
    pub generator: String,
    /// Which of the three wrote it.
    pub kind: ReportKind,
    /// When it was stored.
    pub created_at: DateTime<Utc>,
}

/// A part of a list of reports, newest first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportPage {
    /// The reports.
    pub items: Vec<ReportSummary>,
    /// Reports in all.
    pub total: u64,
    /// Where the next part begins; `None` at the end.
    pub next_cursor: Option<String>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_cut_out_of_the_words() {
        let sentence = Sentence::with_marks("Valued at €5m [E3], 178 cm [E4][E3]. [sic]");

        assert_eq!(sentence.evidence, [EvidenceId(3), EvidenceId(4)]);
        assert_eq!(
            sentence.pieces(),
            [
                Piece::Words("Valued at €5m ".to_owned()),
                Piece::Mark(EvidenceId(3)),
                Piece::Words(", 178 cm ".to_owned()),
                Piece::Mark(EvidenceId(4)),
                Piece::Mark(EvidenceId(3)),
                Piece::Words(". [sic]".to_owned()),
            ]
        );
    }

    #[test]
    fn a_question_is_one_line_of_at_most_300_characters() {
        assert_eq!(question_error(""), None);
        assert_eq!(question_error(&"é".repeat(300)), None);
        assert!(question_error(&"é".repeat(301)).is_some());
        assert!(question_error("One\nTwo").is_some());
    }

    #[test]
    fn a_section_is_stored_by_the_word_that_forms_send() {
        for kind in SectionKind::ALL {
            assert_eq!(serde_json::to_value(kind).unwrap(), kind.as_str());
        }
    }
}
