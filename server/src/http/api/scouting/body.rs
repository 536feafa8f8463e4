//! Reports as the API shows them. The stored form may change with a release; this one does not.

use chrono::{DateTime, NaiveDate, Utc};
use scouting_stats::{
    Evidence, EvidenceValue, RejectedSentence, ReportPage, ReportSummary, ReportWriter,
    ScoutingReport, Section, Sentence,
};
use serde::Serialize;
use utoipa::ToSchema;

/// A part of a list of reports.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportListBody {
    items: Vec<ReportItem>,
    /// Reports in all.
    total: u64,
    /// Ask with it for the next part; absent at the end.
    next_cursor: Option<String>,
}

/// A report in a list.
#[derive(Debug, Serialize, ToSchema)]
struct ReportItem {
    id: i64,
    player_id: i64,
    player_name: String,
    version: i32,
    question: String,
    /// `sign`, `monitor`, `reject` or `undecided`.
    verdict: &'static str,
    /// `low`, `medium` or `high`.
    confidence: &'static str,
    numbers_checked: u32,
    numbers_found: u32,
    /// `offline`, `model` or `person`.
    kind: &'static str,
    /// Who wrote it, with the version.
    generator: String,
    created_at: DateTime<Utc>,
    /// The whole report.
    href: String,
}

/// A report with its evidence.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ReportBody {
    id: i64,
    player_id: i64,
    player_name: String,
    /// 1 for the first report on the player, and so on.
    version: i32,
    question: String,
    /// `offline`, `model` or `person`.
    kind: &'static str,
    /// Who wrote it, with the version.
    generator: String,
    /// The language model that wrote it; null for the others.
    model: Option<ModelBody>,
    /// Why somebody else than the chosen model wrote it; empty where nothing stood in the way.
    note: String,
    /// SHA-256 of the evidence.
    evidence_hash: String,
    created_at: DateTime<Utc>,
    /// `sign`, `monitor`, `reject` or `undecided`.
    verdict: &'static str,
    /// `low`, `medium` or `high`.
    confidence: &'static str,
    /// Why.
    why: Vec<SentenceBody>,
    sections: Vec<SectionBody>,
    /// Numbers in the text that a cited row bears.
    numbers_checked: u32,
    /// Numbers in the text.
    numbers_found: u32,
    /// Sentences that the check took out.
    rejected: Vec<RejectedBody>,
    evidence: Vec<EvidenceBody>,
}

/// The language model behind a report.
#[derive(Debug, Serialize, ToSchema)]
struct ModelBody {
    /// Who runs it.
    provider: String,
    /// Its name there.
    name: String,
    /// Version of what it was told.
    prompt_version: u32,
}

impl ModelBody {
    fn of(writer: &ReportWriter) -> Option<Self> {
        match writer {
            ReportWriter::Model { provider, model, prompt_version } => Some(Self {
                provider: provider.clone(),
                name: model.clone(),
                prompt_version: *prompt_version,
            }),
            ReportWriter::Offline { .. } | ReportWriter::Person { .. } => None,
        }
    }
}

/// A section.
#[derive(Debug, Serialize, ToSchema)]
struct SectionBody {
    heading: &'static str,
    sentences: Vec<SentenceBody>,
}

/// A sentence; marks such as `[E7]` stand behind what they bear.
#[derive(Debug, Serialize, ToSchema)]
struct SentenceBody {
    text: String,
    /// The rows it cites.
    evidence: Vec<String>,
}

/// A sentence that was taken out.
#[derive(Debug, Serialize, ToSchema)]
struct RejectedBody {
    text: String,
    reasons: Vec<String>,
}

/// A row of evidence.
#[derive(Debug, Serialize, ToSchema)]
struct EvidenceBody {
    /// `E7`
    id: String,
    metric: String,
    /// A number, a text, a day, `{low, high}`, or null when unknown.
    #[schema(value_type = Value)]
    value: serde_json::Value,
    /// As people read it: `€100m`, `unknown`.
    shown: String,
    /// Why it is unknown.
    unknown_because: Option<String>,
    /// Mid-rank, 0 to 100.
    percentile: Option<f64>,
    /// Why there is no percentile where there could be one.
    no_percentile_because: Option<String>,
    peer_group: Option<String>,
    n: Option<u32>,
    period: Option<String>,
    source: String,
    as_of: NaiveDate,
}

impl From<ReportPage> for ReportListBody {
    fn from(page: ReportPage) -> Self {
        Self {
            items: page.items.into_iter().map(ReportItem::from).collect(),
            total: page.total,
            next_cursor: page.next_cursor,
        }
    }
}

impl From<ReportSummary> for ReportItem {
    fn from(report: ReportSummary) -> Self {
        Self {
            id: report.id,
            player_id: report.player_id.0,
            player_name: report.player_name,
            version: report.version,
            question: report.question,
            verdict: report.verdict.as_str(),
            confidence: report.confidence.as_str(),
            numbers_checked: report.numbers_checked,
            numbers_found: report.numbers_found,
            kind: report.kind.as_str(),
            generator: report.generator,
            created_at: report.created_at,
            href: format!("/api/v1/reports/{}", report.id),
        }
    }
}

impl From<ScoutingReport> for ReportBody {
    fn from(stored: ScoutingReport) -> Self {
        let ScoutingReport { report, evidence, .. } = stored;
        Self {
            id: stored.id,
            player_id: stored.player_id.0,
            player_name: evidence.subject.display_name().to_owned(),
            version: stored.version,
            question: stored.question,
            kind: stored.writer.kind().as_str(),
            generator: stored.writer.name(),
            model: ModelBody::of(&stored.writer),
            note: stored.note,
            evidence_hash: stored.evidence_hash,
            created_at: stored.created_at,
            verdict: report.recommendation.verdict.as_str(),
            confidence: report.recommendation.confidence.as_str(),
            why: report.recommendation.why.into_iter().map(SentenceBody::from).collect(),
            sections: report.sections.into_iter().map(SectionBody::from).collect(),
            numbers_checked: report.numbers_checked,
            numbers_found: report.numbers_found,
            rejected: report.rejected.into_iter().map(RejectedBody::from).collect(),
            evidence: evidence.rows.into_iter().map(EvidenceBody::from).collect(),
        }
    }
}

impl From<Section> for SectionBody {
    fn from(section: Section) -> Self {
        Self {
            heading: section.kind.heading(),
            sentences: section.sentences.into_iter().map(SentenceBody::from).collect(),
        }
    }
}

impl From<Sentence> for SentenceBody {
    fn from(sentence: Sentence) -> Self {
        Self {
            text: sentence.text,
            evidence: sentence.evidence.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<RejectedSentence> for RejectedBody {
    fn from(rejected: RejectedSentence) -> Self {
        Self {
            text: rejected.text,
            reasons: rejected.reasons.iter().map(ToString::to_string).collect(),
        }
    }
}

impl From<Evidence> for EvidenceBody {
    fn from(row: Evidence) -> Self {
        let (shown, percentile) = (row.shown_value(), row.percentile());
        let no_percentile_because = row.why_no_percentile();
        let (value, unknown_because) = match row.value {
            EvidenceValue::Number { value, .. } => (value.into(), None),
            EvidenceValue::Range { low, high, .. } => {
                (serde_json::json!({ "low": low, "high": high }), None)
            }
            EvidenceValue::Date { date } => (date.to_string().into(), None),
            EvidenceValue::Text { text } => (text.into(), None),
            EvidenceValue::Unknown { why, .. } => (serde_json::Value::Null, Some(why)),
        };
        Self {
            id: row.id.to_string(),
            metric: row.metric,
            value,
            shown,
            unknown_because,
            percentile,
            no_percentile_because,
            peer_group: row.peer_group,
            n: row.n,
            period: row.period,
            source: row.source,
            as_of: row.as_of,
        }
    }
}
