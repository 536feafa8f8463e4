//! A report as its page shows it: words ready to be drawn, so that the browser formats no number and
//! reads no more JSON than it shows.

use football::PlayerId;
use scouting_stats::Verdict;
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
    /// Who wrote it and when: `offline writer 1 · 18 Dec 2024`.
    pub written: String,
    /// `26 of 26 numbers checked`
    pub checked: String,
    /// Why the advice.
    pub why: Vec<SentenceView>,
    /// Headings and their sentences; what is unknown stands in `unknown`.
    pub sections: Vec<(String, Vec<SentenceView>)>,
    /// The rows.
    pub rows: Vec<RowView>,
    /// What we do not know.
    pub unknown: Vec<UnknownView>,
}

/// The parts of a sentence: words, and the numbers of the rows behind them.
pub type SentenceView = Vec<(String, Vec<u16>)>;

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
mod from_stored {
    use scouting_stats::{
        Evidence, EvidenceValue, Piece, ScoutingReport, SectionKind, Sentence, short_date,
    };

    use super::{ReportView, RowView, SentenceView, UnknownView};

    impl From<ScoutingReport> for ReportView {
        fn from(stored: ScoutingReport) -> Self {
            let report = &stored.report;
            let day = short_date(stored.created_at.date_naive());
            Self {
                id: stored.id,
                player_id: stored.player_id,
                player_name: stored.evidence.subject.display_name().to_owned(),
                version: stored.version,
                question: stored.question.clone(),
                verdict: report.recommendation.verdict,
                confidence: report.recommendation.confidence.as_str().to_owned(),
                written: format!("{} · {day}", stored.generator),
                checked: format!(
                    "{} of {} numbers checked",
                    report.numbers_checked, report.numbers_found
                ),
                why: report.recommendation.why.iter().map(sentence).collect(),
                sections: report
                    .sections
                    .iter()
                    .filter(|section| section.kind != SectionKind::Unknown)
                    .map(|section| {
                        let sentences = section.sentences.iter().map(sentence).collect();
                        (section.kind.heading().to_owned(), sentences)
                    })
                    .collect(),
                rows: stored.evidence.rows.iter().map(row).collect(),
                unknown: stored.evidence.rows.iter().filter_map(unknown).collect(),
            }
        }
    }

    fn sentence(sentence: &Sentence) -> SentenceView {
        let mut parts: SentenceView = Vec::new();
        for piece in sentence.pieces() {
            match (piece, parts.last_mut()) {
                (Piece::Mark(id), Some((_, marks))) => marks.push(id.0),
                (Piece::Mark(id), None) => parts.push((String::new(), vec![id.0])),
                // Marks that stand side by side are drawn side by side.
                (Piece::Words(words), Some(_)) if words.trim().is_empty() => {}
                // The mark brings its own distance from the words before it.
                (Piece::Words(words), _) => {
                    parts.push((words.trim_end().to_owned(), Vec::new()));
                }
            }
        }
        parts
    }

    fn row(row: &Evidence) -> RowView {
        let why = row.why_no_percentile();
        let peers = row.peer_group.as_ref().map(|group| match row.n {
            Some(n) if why.is_none() => format!("{n} {group}"),
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
        use super::*;

        #[test]
        fn marks_that_stand_side_by_side_stay_together() {
            let parts = sentence(&Sentence::with_marks("Left-footed [E5] [E4], 26 [E1]."));

            assert_eq!(
                parts,
                [
                    ("Left-footed".to_owned(), vec![5, 4]),
                    (", 26".to_owned(), vec![1]),
                    (".".to_owned(), vec![]),
                ]
            );
        }
    }
}
