//! A person's own report: what is typed into the form, and the report that comes of it. It has the schema
//! of the machines' reports, so that both can be laid side by side.

use std::collections::BTreeMap;

use football::FieldError;
use serde::{Deserialize, Serialize};

use crate::{
    CheckedPiece, Confidence, EvidenceTable, Recommendation, Report, Section, SectionKind,
    Sentence, Verdict, checked_pieces, question_error,
};

/// Longest text of one section, in characters: two printed pages.
pub const LONGEST_SECTION: usize = 6_000;

/// What stands in the fields of the form.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ReportDraft {
    /// What the report answers; may be empty.
    pub question: String,
    /// A word of [`Verdict`].
    pub verdict: String,
    /// A word of [`Confidence`].
    pub confidence: String,
    /// Why, for the recommendation.
    pub why: String,
    /// The report that this one is to be a later version of.
    pub replaces: Option<i64>,
    /// What was written of each section, by [`SectionKind::as_str`].
    pub sections: BTreeMap<String, String>,
}

impl ReportDraft {
    /// A draft that says again what `report` says, to be changed.
    pub fn of(question: &str, report: &Report) -> Self {
        let text = |sentences: &[Sentence]| {
            let texts: Vec<_> = sentences.iter().map(|sentence| sentence.text.as_str()).collect();
            texts.join("\n")
        };
        let sections = report.sections.iter();
        Self {
            question: question.to_owned(),
            verdict: report.recommendation.verdict.as_str().to_owned(),
            confidence: report.recommendation.confidence.as_str().to_owned(),
            why: text(&report.recommendation.why),
            replaces: None,
            sections: sections
                .filter(|section| SectionKind::WRITTEN.contains(&section.kind))
                .map(|section| (section.kind.as_str().to_owned(), text(&section.sentences)))
                .collect(),
        }
    }

    /// What was written of `kind`.
    pub fn section(&self, kind: SectionKind) -> &str {
        self.sections.get(kind.as_str()).map_or("", String::as_str)
    }

    /// Nothing was written yet.
    pub fn is_empty(&self) -> bool {
        self.why.trim().is_empty() && self.sections.values().all(|text| text.trim().is_empty())
    }

    /// The report, each of its numbers held against `table`.
    ///
    /// # Errors
    /// What is wrong, field by field: a verdict and its reason are needed and a summary; a section has at
    /// most [`LONGEST_SECTION`] characters. Browser and server run this same function.
    pub fn report(&self, table: &EvidenceTable) -> Result<Report, Vec<FieldError>> {
        let mut errors: Vec<FieldError> = question_error(&self.question).into_iter().collect();
        let verdict = self.verdict.parse::<Verdict>().ok();
        if verdict.is_none() {
            errors.push(FieldError::new("verdict", "Choose what you advise."));
        }
        let confidence = self.confidence.parse::<Confidence>().ok();
        if confidence.is_none() {
            errors.push(FieldError::new("confidence", "Choose how sure you are."));
        }
        let summary = self.section(SectionKind::Summary);
        for (field, text, rule) in [
            ("why", self.why.as_str(), "Say why: one sentence is enough."),
            ("summary", summary, "Sum up what you saw: one sentence is enough."),
        ] {
            if text.trim().is_empty() {
                errors.push(FieldError::new(field, rule));
            }
        }
        let written = SectionKind::WRITTEN.map(|kind| (kind.as_str(), self.section(kind)));
        for (field, text) in written.into_iter().chain([("why", self.why.as_str())]) {
            if text.chars().count() > LONGEST_SECTION {
                let rule = format!("Use at most {LONGEST_SECTION} characters.");
                errors.push(FieldError::new(field, rule));
            }
        }
        let (Some(verdict), Some(confidence), true) = (verdict, confidence, errors.is_empty())
        else {
            return Err(errors);
        };
        let sections = SectionKind::WRITTEN
            .into_iter()
            .map(|kind| Section { kind, sentences: sentences(self.section(kind)) })
            .filter(|section| !section.sentences.is_empty())
            .collect();
        let recommendation = Recommendation { verdict, confidence, why: sentences(&self.why) };
        let mut report = Report {
            sections,
            recommendation,
            numbers_found: 0,
            numbers_checked: 0,
            rejected: Vec::new(),
        };
        count_numbers(&mut report, table);
        Ok(report)
    }
}

fn count_numbers(report: &mut Report, table: &EvidenceTable) {
    let (mut found, mut checked) = (0, 0);
    let sentences = report.sections.iter().flat_map(|section| &section.sentences);
    for sentence in sentences.chain(&report.recommendation.why) {
        for piece in checked_pieces(sentence, table) {
            if let CheckedPiece::Number { row, .. } = piece {
                found += 1;
                checked += u32::from(row.is_some());
            }
        }
    }
    (report.numbers_found, report.numbers_checked) = (found, checked);
}

/// The sentences of `text`: a line or a full stop ends one. What carries or hides mark-up in a text of
/// one line (control characters, turns of the reading direction) is left out.
fn sentences(text: &str) -> Vec<Sentence> {
    let lines = text
        .split(['\n', '\r'])
        .map(|line| line.chars().filter(|character| !is_hidden(*character)).collect::<String>());
    let mut sentences = Vec::new();
    for line in lines {
        sentences.extend(sentences_of_line(line.trim()).into_iter().map(Sentence::with_marks));
    }
    sentences
}

fn is_hidden(character: char) -> bool {
    (character.is_control() && character != '\t')
        || matches!(character, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}')
        || matches!(character, '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn sentences_of_line(line: &str) -> Vec<String> {
    let mut sentences = Vec::new();
    let mut sentence = String::new();
    for word in line.split_whitespace() {
        if !sentence.is_empty() {
            sentence.push(' ');
        }
        sentence.push_str(word);
        if ends_a_sentence(word) {
            sentences.push(std::mem::take(&mut sentence));
        }
    }
    if !sentence.is_empty() {
        sentences.push(sentence);
    }
    sentences
}

/// `word` ends with a full stop that is none of an abbreviation: not `1.`, `St.` or `J.`
fn ends_a_sentence(word: &str) -> bool {
    let Some(stem) = word.strip_suffix(['.', '!', '?']) else { return false };
    !word.ends_with('.') || (stem.chars().count() > 2 && !stem.chars().all(char::is_numeric))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{EvidenceId, collect, writer::examples::attacker};

    fn draft() -> ReportDraft {
        ReportDraft {
            verdict: "monitor".to_owned(),
            confidence: "medium".to_owned(),
            why: "Strong on the ball, but 3 of 4 duels lost.".to_owned(),
            sections: [(
                "summary",
                "Seen twice for 1. FC Testdorf. Worth €100m [E12].\nBuys time.",
            )]
            .map(|(kind, text)| (kind.to_owned(), text.to_owned()))
            .into(),
            ..ReportDraft::default()
        }
    }

    #[test]
    fn a_draft_becomes_a_report_whose_numbers_are_counted_and_not_forced() {
        let report = draft().report(&collect(&attacker(), "")).unwrap();

        let summary = &report.sections[0];
        let texts: Vec<_> = summary.sentences.iter().map(|s| s.text.as_str()).collect();
        assert_eq!(texts, ["Seen twice for 1. FC Testdorf.", "Worth €100m [E12].", "Buys time."]);
        assert_eq!(summary.sentences[1].evidence, [EvidenceId(12)]);
        // Twice, 1, €100m, 3, 4: one of them stands in the evidence.
        assert_eq!((report.numbers_found, report.numbers_checked), (5, 1));
        assert_eq!(report.recommendation.verdict, Verdict::Monitor);
    }

    #[test]
    fn what_is_missing_is_named_by_its_field() {
        let errors = ReportDraft::default().report(&collect(&attacker(), "")).unwrap_err();

        let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
        assert_eq!(fields, ["verdict", "confidence", "why", "summary"]);
    }

    #[test]
    fn a_section_has_its_bounds() {
        let mut draft = draft();
        draft.sections.insert("risks".to_owned(), "x".repeat(LONGEST_SECTION + 1));

        let errors = draft.report(&collect(&attacker(), "")).unwrap_err();

        assert_eq!(errors[0].field, "risks");
    }

    #[test]
    fn a_report_to_be_changed_stands_in_the_form_as_it_was_written() {
        let table = collect(&attacker(), "");
        let report = draft().report(&table).unwrap();

        let again = ReportDraft::of("", &report).report(&table).unwrap();

        assert_eq!(again, report);
    }

    #[test]
    fn a_field_that_no_section_has_is_not_taken() {
        let mut draft = draft();
        draft.sections.insert("unknown".to_owned(), "All is known.".to_owned());

        let report = draft.report(&collect(&attacker(), "")).unwrap();

        assert!(report.sections.iter().all(|section| section.kind != SectionKind::Unknown));
    }
}
