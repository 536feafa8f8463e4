//! A report as its page shows it: words ready to be drawn, so that the browser formats no number and
//! reads no more JSON than it shows.

use football::PlayerId;
use scouting_stats::{ReportKind, Verdict};
use serde::{Deserialize, Serialize};

/// A report.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportView {
    /// Identifies the report.
    pub id: i64,
    /// Whom it is about.
    pub player_id: PlayerId,
    /// The player's name when it was written.
    pub player_name: String,
    /// Its number among the player's reports.
    pub version: i32,
    /// What was asked; may be empty.
    pub question: String,
    /// The advice.
    pub verdict: Verdict,
    /// `low`, `medium` or `high`.
    pub confidence: String,
    /// Who wrote it and when: `offline writer 2 · 18 Dec 2024`.
    pub written: String,
    /// Which of the three wrote it.
    pub kind: ReportKind,
    /// Why somebody else than the chosen model wrote it; may be empty.
    pub note: String,
    /// The reader may change and delete it.
    pub may_change: bool,
    /// `26 of 26 numbers checked`
    pub checked: String,
    /// Every number is checked.
    pub is_all_checked: bool,
    /// Why the advice.
    pub why: Vec<SentenceView>,
    /// Headings and their sentences; what is unknown stands in `unknown`.
    pub sections: Vec<(String, Vec<SentenceView>)>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// What we do not know.
    pub unknown: Vec<UnknownView>,
}

/// A sentence as its parts.
pub type SentenceView = Vec<PartView>;

/// A part of a sentence: words, and the rows behind them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PartView {
    /// The words; may be empty where marks begin the sentence.
    pub words: String,
    /// 7 for `E7`.
    pub marks: Vec<u16>,
    /// They are a number that no row bears.
    pub is_unchecked: bool,
}

/// A row of evidence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RowView {
    /// 7 for `E7`.
    pub number: u16,
    /// What it is about.
    pub metric: String,
    /// `€100m`, `unknown`
    pub value: String,
    /// Nobody has told us.
    pub is_unknown: bool,
    /// `97`; `–` where none can be.
    pub percentile: String,
    /// Peers, period, and why there is no percentile; may be empty.
    pub note: String,
    /// `Transfermarkt estimate, 16 Dec 2024`
    pub source: String,
}

/// A thing that is not known.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UnknownView {
    /// 7 for `E7`.
    pub number: u16,
    /// What it is.
    pub metric: String,
    /// Why, as a sentence.
    pub why: String,
    /// How to learn it; empty when nobody can say.
    pub cure: String,
}

#[cfg(feature = "ssr")]
pub(super) mod from_stored {
    use page_base::wording;
    use scouting_stats::{
        CheckedPiece, Evidence, EvidenceTable, EvidenceValue, Piece, ReportKind, ScoutingReport,
        SectionKind, Sentence, checked_pieces, short_date,
    };

    use super::{PartView, ReportView, RowView, SentenceView, UnknownView};

    impl From<ScoutingReport> for ReportView {
        fn from(stored: ScoutingReport) -> Self {
            let report = &stored.report;
            let day = short_date(stored.created_at.date_naive());
            let shown =
                |text: &Sentence| shown_sentence(text, stored.writer.kind(), &stored.evidence);
            Self {
                id: stored.id,
                player_id: stored.player_id,
                player_name: stored.evidence.subject.display_name().to_owned(),
                version: stored.version,
                question: stored.question.clone(),
                verdict: report.recommendation.verdict,
                confidence: report.recommendation.confidence.as_str().to_owned(),
                written: format!("{} · {day}", stored.writer.name()),
                kind: stored.writer.kind(),
                note: stored.note.clone(),
                may_change: false,
                is_all_checked: report.numbers_checked == report.numbers_found,
                checked: format!(
                    "{} of {} numbers checked",
                    report.numbers_checked, report.numbers_found
                ),
                why: report.recommendation.why.iter().map(shown).collect(),
                sections: report
                    .sections
                    .iter()
                    .filter(|section| section.kind != SectionKind::Unknown)
                    .map(|section| {
                        let sentences = section.sentences.iter().map(shown).collect();
                        (section.kind.heading().to_owned(), sentences)
                    })
                    .collect(),
                rows: stored.evidence.rows.iter().map(row).collect(),
                unknown: stored.evidence.rows.iter().filter_map(unknown).collect(),
            }
        }
    }

    /// A machine's sentence with its marks; a person's with its numbers held against the evidence.
    pub(crate) fn shown_sentence(
        sentence: &Sentence,
        kind: ReportKind,
        evidence: &EvidenceTable,
    ) -> SentenceView {
        let mut parts = Parts::default();
        if kind == ReportKind::Person {
            for piece in checked_pieces(sentence, evidence) {
                match piece {
                    CheckedPiece::Words(words) => parts.words(&words),
                    CheckedPiece::Mark(id) => parts.mark(id.0),
                    CheckedPiece::Number { text, row: Some(row) } => {
                        parts.words(&text);
                        parts.mark(row.0);
                    }
                    CheckedPiece::Number { text, row: None } => parts.unchecked(&text),
                }
            }
        } else {
            for piece in sentence.pieces() {
                match piece {
                    Piece::Words(words) => parts.words(&words),
                    Piece::Mark(id) => parts.mark(id.0),
                }
            }
        }
        parts.0
    }

    #[derive(Default)]
    struct Parts(SentenceView);

    impl Parts {
        fn words(&mut self, words: &str) {
            // Marks that stand side by side are drawn side by side.
            let is_gap = words.trim().is_empty();
            if is_gap && self.0.last().is_none_or(|last| !last.marks.is_empty()) {
                return;
            }
            self.0.push(PartView { words: words.to_owned(), ..PartView::default() });
        }

        fn mark(&mut self, number: u16) {
            match self.0.last_mut() {
                Some(last) if !last.is_unchecked => {
                    // The mark brings its own distance from the words before it.
                    last.words.truncate(last.words.trim_end().len());
                    if !last.marks.contains(&number) {
                        last.marks.push(number);
                    }
                }
                _ => self.0.push(PartView { marks: vec![number], ..PartView::default() }),
            }
        }

        fn unchecked(&mut self, number: &str) {
            let words = number.to_owned();
            self.0.push(PartView { words, is_unchecked: true, ..PartView::default() });
        }
    }

    pub(crate) fn row(row: &Evidence) -> RowView {
        let why = row.why_no_percentile();
        let peers = row.peer_group.as_ref().map(|group| match row.n {
            Some(n) if why.is_none() => format!("{} {group}", wording::count(n.into())),
            _ => group.clone(),
        });
        let note: Vec<_> = [why, peers, row.period.clone()].into_iter().flatten().collect();
        RowView {
            number: row.id.0,
            metric: row.metric.clone(),
            value: row.shown_value(),
            is_unknown: row.is_unknown(),
            percentile: row.shown_percentile().unwrap_or_else(|| "–".to_owned()),
            note: note.join(" · "),
            source: format!("{}, {}", row.source, short_date(row.as_of)),
        }
    }

    fn unknown(row: &Evidence) -> Option<UnknownView> {
        let (number, metric) = (row.id.0, row.metric.clone());
        if let EvidenceValue::Unknown { why, cure } = &row.value {
            let (why, cure) = (sentence_of(why), cure.clone().unwrap_or_default());
            return Some(UnknownView { number, metric, why, cure });
        }
        let why = row.why_no_percentile()?;
        let group = row.peer_group.clone().unwrap_or_default();
        Some(UnknownView {
            number,
            metric: format!("{metric}: place among {group}"),
            why: sentence_of(&why),
            cure: "Import more players".to_owned(),
        })
    }

    /// With a capital and a full stop.
    fn sentence_of(text: &str) -> String {
        let mut letters = text.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).chain(['.']).collect()
        })
    }

    #[cfg(test)]
    mod tests {
        use chrono::NaiveDate;
        use football::PlayerId;
        use scouting_stats::{EvidenceId, Metric, Standing, Subject, Unit};

        use super::*;

        fn part(words: &str, marks: &[u16]) -> PartView {
            PartView { words: words.to_owned(), marks: marks.to_vec(), is_unchecked: false }
        }

        /// E1: 26 years.
        fn table() -> EvidenceTable {
            let row = Evidence {
                id: EvidenceId(1),
                kind: Metric::Age,
                metric: "Age".to_owned(),
                value: EvidenceValue::Number { value: 26.0, decimals: 0 },
                unit: Unit::Years,
                standing: Standing::NotCompared,
                peer_group: None,
                n: None,
                period: None,
                source: "Player record".to_owned(),
                as_of: NaiveDate::from_ymd_opt(2026, 11, 21).unwrap(),
            };
            let name = "Erik Dahl".to_owned();
            let subject = Subject { player_id: PlayerId(7), name, known_name: None, age: Some(26) };
            EvidenceTable { subject, question: String::new(), rows: vec![row] }
        }

        #[test]
        fn marks_that_stand_side_by_side_stay_together() {
            let sentence = Sentence::with_marks("Left-footed [E5] [E4], 26 [E1].");

            let parts = shown_sentence(&sentence, ReportKind::Offline, &table());

            assert_eq!(parts, [part("Left-footed", &[5, 4]), part(", 26", &[1]), part(".", &[])]);
        }

        #[test]
        fn a_persons_numbers_are_linked_or_marked_as_not_checked() {
            let sentence = Sentence::with_marks("At 26 years [E1] he ran 12 km.");

            let parts = shown_sentence(&sentence, ReportKind::Person, &table());

            let unchecked = PartView { is_unchecked: true, ..part("12", &[]) };
            assert_eq!(
                parts,
                [
                    part("At ", &[]),
                    part("26", &[1]),
                    part(" years", &[1]),
                    part(" he ran ", &[]),
                    unchecked,
                    part(" km.", &[]),
                ]
            );
        }
    }
}
