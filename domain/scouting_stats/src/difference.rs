//! Two reports side by side: which sentences are in one of them only, and which rows of evidence differ.

use serde::{Deserialize, Serialize};

use crate::{Evidence, EvidenceTable, Report, ScoutingReport, SectionKind, Sentence};

/// Whether a sentence stands in the other report too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Change {
    /// In both.
    Same,
    /// In this report only.
    Only,
}

/// One section of both reports; one side may be empty.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SectionPair {
    /// What it is about; `None` for the recommendation's reasons.
    pub kind: Option<SectionKind>,
    /// The left report's sentences.
    pub left: Vec<(Sentence, Change)>,
    /// The right report's sentences.
    pub right: Vec<(Sentence, Change)>,
}

/// A row of evidence that says something else in the two reports, or stands in one of them only.
#[derive(Clone, Debug, PartialEq)]
pub struct EvidencePair {
    /// What it is about, for people.
    pub metric: String,
    /// In the left report.
    pub left: Option<Evidence>,
    /// In the right report.
    pub right: Option<Evidence>,
}

/// What two reports have and have not in common.
#[derive(Clone, Debug, PartialEq)]
pub struct Difference {
    /// The reasons of the recommendation, then each section that one of them has, in the order of reading.
    pub sections: Vec<SectionPair>,
    /// Rows that differ, in the order of the left report; then those of the right one alone.
    pub evidence: Vec<EvidencePair>,
}

/// Lays `left` and `right` side by side.
///
/// Sentences are compared without their marks: a row may have another number in the other report and say
/// the same.
pub fn difference(left: &ScoutingReport, right: &ScoutingReport) -> Difference {
    let why = pair(None, &left.report.recommendation.why, &right.report.recommendation.why);
    let sections = SectionKind::ALL.into_iter().map(|kind| {
        pair(Some(kind), sentences(&left.report, kind), sentences(&right.report, kind))
    });
    let is_written = |section: &SectionPair| !section.left.is_empty() || !section.right.is_empty();
    Difference {
        sections: [why].into_iter().chain(sections).filter(is_written).collect(),
        evidence: differing_rows(&left.evidence, &right.evidence),
    }
}

fn sentences(report: &Report, kind: SectionKind) -> &[Sentence] {
    report
        .sections
        .iter()
        .find(|section| section.kind == kind)
        .map_or(&[], |section| section.sentences.as_slice())
}

fn pair(kind: Option<SectionKind>, left: &[Sentence], right: &[Sentence]) -> SectionPair {
    let (in_left, in_right) = common(&words_of(left), &words_of(right));
    let marked = |sentences: &[Sentence], common: &[bool]| {
        let change = |common: bool| if common { Change::Same } else { Change::Only };
        sentences.iter().cloned().zip(common.iter().map(|common| change(*common))).collect()
    };
    SectionPair { kind, left: marked(left, &in_left), right: marked(right, &in_right) }
}

fn words_of(sentences: &[Sentence]) -> Vec<String> {
    let words = |sentence: &Sentence| {
        let pieces = sentence.pieces().into_iter().filter_map(|piece| match piece {
            crate::Piece::Words(words) => Some(words),
            crate::Piece::Mark(_) => None,
        });
        let text: String = pieces.collect();
        text.split_whitespace().collect::<Vec<_>>().join(" ").replace(" .", ".")
    };
    sentences.iter().map(words).collect()
}

/// Which of `left` and of `right` belong to their longest common subsequence. Sections have a dozen
/// sentences, so the table of all pairs is small.
fn common(left: &[String], right: &[String]) -> (Vec<bool>, Vec<bool>) {
    let mut longest = vec![vec![0_usize; right.len() + 1]; left.len() + 1];
    for i in (0..left.len()).rev() {
        for j in (0..right.len()).rev() {
            longest[i][j] = if left[i] == right[j] {
                longest[i + 1][j + 1] + 1
            } else {
                longest[i + 1][j].max(longest[i][j + 1])
            };
        }
    }
    let (mut in_left, mut in_right) = (vec![false; left.len()], vec![false; right.len()]);
    let (mut i, mut j) = (0, 0);
    while i < left.len() && j < right.len() {
        if left[i] == right[j] {
            (in_left[i], in_right[j]) = (true, true);
            (i, j) = (i + 1, j + 1);
        } else if longest[i + 1][j] >= longest[i][j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    (in_left, in_right)
}

fn differing_rows(left: &EvidenceTable, right: &EvidenceTable) -> Vec<EvidencePair> {
    let same_subject = |a: &Evidence, b: &Evidence| a.kind == b.kind && a.metric == b.metric;
    let says_the_same = |a: &Evidence, b: &Evidence| {
        a.shown_value() == b.shown_value()
            && a.shown_percentile() == b.shown_percentile()
            && a.n == b.n
            && a.source == b.source
    };
    let mut pairs = Vec::new();
    for row in &left.rows {
        let other = right.rows.iter().find(|other| same_subject(row, other));
        if !other.is_some_and(|other| says_the_same(row, other)) {
            pairs.push(EvidencePair {
                metric: row.metric.clone(),
                left: Some(row.clone()),
                right: other.cloned(),
            });
        }
    }
    let only_right =
        right.rows.iter().filter(|row| !left.rows.iter().any(|other| same_subject(row, other)));
    pairs.extend(only_right.map(|row| EvidencePair {
        metric: row.metric.clone(),
        left: None,
        right: Some(row.clone()),
    }));
    pairs
}

#[cfg(test)]
mod tests {
    use chrono::{TimeZone, Utc};

    use super::*;
    use crate::{PlayerFacts, ReportWriter, collect, write_report, writer::examples::attacker};

    fn report(facts: &PlayerFacts) -> ScoutingReport {
        let evidence = collect(facts, "");
        ScoutingReport {
            id: 1,
            player_id: facts.player.id,
            version: 1,
            question: String::new(),
            writer: ReportWriter::offline(),
            note: String::new(),
            evidence_hash: evidence.hash(),
            report: write_report(&evidence),
            evidence,
            created_at: Utc.with_ymd_and_hms(2026, 11, 21, 9, 0, 0).unwrap(),
        }
    }

    #[test]
    fn a_report_differs_in_nothing_from_itself() {
        let one = report(&attacker());

        let difference = difference(&one, &one);

        assert!(difference.evidence.is_empty());
        let changes = difference.sections.iter().flat_map(|s| s.left.iter().chain(&s.right));
        assert!(changes.into_iter().all(|(_, change)| *change == Change::Same));
    }

    #[test]
    fn a_move_to_another_club_shows_in_its_section_and_in_its_row() {
        let mut moved = attacker();
        moved.player.club = Some("Elsewhere".to_owned());

        let difference = difference(&report(&attacker()), &report(&moved));

        let metrics: Vec<_> = difference.evidence.iter().map(|row| row.metric.as_str()).collect();
        assert_eq!(metrics, ["Club"]);
        let context = difference.sections.iter().find(|s| s.kind == Some(SectionKind::Context));
        let context = context.unwrap();
        let only = |side: &[(Sentence, Change)]| {
            side.iter().filter(|(_, change)| *change == Change::Only).count()
        };
        assert_eq!((only(&context.left), only(&context.right)), (1, 1));
    }

    #[test]
    fn a_row_of_one_report_alone_is_told() {
        let mut unknown = attacker();
        unknown.player.contract_until = None;

        let difference = difference(&report(&attacker()), &report(&unknown));

        let left = difference.evidence.iter().find(|row| row.metric == "Contract left").unwrap();
        assert!(left.left.is_some() && left.right.is_none());
    }

    #[test]
    fn the_longest_common_part_keeps_its_order() {
        let of = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>();

        let (left, right) = common(&of(&["a", "b", "c"]), &of(&["b", "x", "c", "a"]));

        assert_eq!(left, [false, true, true]);
        assert_eq!(right, [true, false, true, false]);
    }
}
