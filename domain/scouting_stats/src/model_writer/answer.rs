//! A model's answer as a report, before it is checked.

use serde::Deserialize;
use serde_json::Value;

use super::PLACEHOLDER;
use crate::{
    EvidenceId, EvidenceTable, Recommendation, Report, Section, SectionKind, Sentence,
    verifier::quotable_subject,
};

/// Sentences of one section that are looked at; more is not a report.
const MOST_SENTENCES: usize = 12;

/// The answer is not of the schema.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("the answer does not fit the schema: {0}")]
pub struct UnreadableAnswer(pub String);

#[derive(Deserialize)]
struct Answer {
    sections: Vec<AnswerSection>,
    recommendation: AnswerRecommendation,
}

#[derive(Deserialize)]
struct AnswerSection {
    kind: String,
    sentences: Vec<AnswerSentence>,
}

#[derive(Deserialize)]
struct AnswerSentence {
    text: String,
    #[serde(default)]
    evidence: Vec<String>,
}

#[derive(Deserialize)]
struct AnswerRecommendation {
    verdict: String,
    confidence: String,
    why: Vec<AnswerSentence>,
}

/// The report that `answer` holds. Sections that are none of a model's are left out, those that come
/// twice become one.
pub(super) fn read(answer: &Value, table: &EvidenceTable) -> Result<Report, UnreadableAnswer> {
    // Where it breaks off is told, not what stands there: that is the other side's text.
    let Answer { sections, recommendation } =
        Answer::deserialize(answer).map_err(|error| UnreadableAnswer(kind_of_error(&error)))?;
    let unknown_word =
        |what: &str| UnreadableAnswer(format!("the {what} is none of the words given"));
    let verdict = recommendation.verdict.parse().or(Err(unknown_word("verdict")))?;
    let confidence = recommendation.confidence.parse().or(Err(unknown_word("confidence")))?;
    let sentences_of = |kind: SectionKind| {
        let of_kind = sections.iter().filter(|section| section.kind == kind.as_str());
        let sentences = of_kind.flat_map(|section| &section.sentences);
        sentences.take(MOST_SENTENCES).map(|said| sentence(said, table)).collect::<Vec<_>>()
    };
    Ok(Report {
        sections: SectionKind::WRITTEN
            .into_iter()
            .map(|kind| Section { kind, sentences: sentences_of(kind) })
            .collect(),
        recommendation: Recommendation {
            verdict,
            confidence,
            why: recommendation
                .why
                .iter()
                .take(MOST_SENTENCES)
                .map(|said| sentence(said, table))
                .collect(),
        },
        numbers_found: 0,
        numbers_checked: 0,
        rejected: Vec::new(),
    })
}

fn kind_of_error(error: &serde_json::Error) -> String {
    let told = error.to_string();
    // "missing field `sections`" is ours; "invalid type: string \"…\"" quotes the answer.
    match told.split_once('"') {
        Some((before, _)) => before.trim_end().to_owned(),
        None => told,
    }
}

/// The sentence with the player's name in the place of the placeholder. Rows that it lists and does not
/// mark are marked at its end.
fn sentence(said: &AnswerSentence, table: &EvidenceTable) -> Sentence {
    let name = quotable_subject(&table.subject);
    let text = said.text.trim();
    let mut text = match name {
        Some(name) => text.replace(PLACEHOLDER, name),
        None if text.starts_with(PLACEHOLDER) => {
            text.replacen(PLACEHOLDER, "The player", 1).replace(PLACEHOLDER, "the player")
        }
        None => text.replace(PLACEHOLDER, "the player"),
    };
    let mut sentence = Sentence::with_marks(text.clone());
    let listed: Vec<EvidenceId> =
        said.evidence.iter().filter_map(|id| id.trim_matches(['[', ']']).parse().ok()).collect();
    if sentence.evidence.is_empty() && !listed.is_empty() {
        let marks: Vec<_> = listed.iter().map(|id| format!("[{id}]")).collect();
        let marks = marks.concat();
        let end = text.ends_with('.').then(|| text.pop()).flatten();
        text = format!("{} {marks}{}", text.trim_end(), end.map_or("", |_| "."));
        sentence = Sentence::with_marks(text);
    }
    sentence
}
