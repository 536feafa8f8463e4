//! What of a model's answer may be published, and whether that is enough.

use serde_json::Value;

use super::answer::{UnreadableAnswer, read};
use crate::{
    Confidence, EvidenceTable, Metric, RejectedSentence, Report, Section, SectionKind, Verdict,
    draft_report, verify,
};

/// A model's report after the check.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// What may be published: the model's sentences that hold, and in each section where none does those
    /// of the offline writer.
    pub report: Report,
    /// The model said enough that holds: a summary, a reason for its verdict, and half of its sentences.
    pub is_enough: bool,
}

impl Judged {
    /// What the check took out of the model's answer.
    pub fn refused(&self) -> &[RejectedSentence] {
        &self.report.rejected
    }
}

/// Holds `answer` against `table`.
///
/// # Errors
/// [`UnreadableAnswer`] when it is not of the schema.
pub fn judge(answer: &Value, table: &EvidenceTable) -> Result<Judged, UnreadableAnswer> {
    let draft = read(answer, table)?;
    let written = sentences_in(&draft);
    let checked = verify(&draft, table).report;
    let kept = sentences_in(&checked);
    let has_summary = checked.sections.iter().any(|section| section.kind == SectionKind::Summary);
    let has_reason = !checked.recommendation.why.is_empty();
    let is_enough = has_summary && has_reason && 2 * kept >= written;
    Ok(Judged { report: completed(checked, table), is_enough })
}

fn sentences_in(report: &Report) -> usize {
    let sections = report.sections.iter().map(|section| section.sentences.len());
    sections.sum::<usize>() + report.recommendation.why.len()
}

/// The report with the offline writer's sentences where the model left none, and with what is unknown.
fn completed(checked: Report, table: &EvidenceTable) -> Report {
    let offline = draft_report(table);
    let Report { mut sections, mut recommendation, rejected, .. } = checked;
    for section in offline.sections {
        if !sections.iter().any(|written| written.kind == section.kind) {
            sections.push(section);
        }
    }
    let place = |section: &Section| SectionKind::ALL.iter().position(|kind| *kind == section.kind);
    sections.sort_by_key(place);
    // Whoever has seen nobody play cannot be sure of a signature; the offline writer holds to the same.
    let has_seen = table.about(Metric::MatchData).is_some_and(|row| !row.is_unknown());
    if recommendation.verdict == Verdict::Sign && !has_seen {
        recommendation.confidence = Confidence::Low;
    }
    let whole = Report {
        sections,
        recommendation,
        numbers_found: 0,
        numbers_checked: 0,
        rejected: Vec::new(),
    };
    // Once more as a whole: whatever is published has been through the check as it stands.
    let mut whole = verify(&whole, table).report;
    whole.rejected.splice(0..0, rejected);
    whole
}
