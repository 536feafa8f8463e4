//! Statistics of scouting: what a season says of a player, who is like him, what market values do with
//! age and may become, and the report with its evidence.
//!
//! A season is a [`MetricTable`], players by metrics of one period. [`Percentiles`] rank it within
//! positions, [`ZScores`] measure it against the peers' mean, a [`SimilarityIndex`] compares one player
//! with all, and [`performance_score`] sums it up by a visible template.
//!
//! A report is made in three steps, each pure: [`collect()`] turns what is known of a player into
//! numbered rows of evidence, [`write_report`] puts them into sentences that cite those rows, and
//! [`verify`] takes out every sentence that says more than its rows bear. A language model may write in
//! its place ([`briefing()`], [`judge()`]), and a person beside it ([`ReportDraft`]). Reading players and
//! keeping reports is in `store`; asking models is in `server`; pages are in `app`. What a value may become
//! is in [`value`], how often a player was out for what he played in [`injury`], what he did in matches that are held
//! in [`played`].

mod age_curve;
mod collect;
mod difference;
mod evidence;
pub mod injury;
mod insight;
mod markdown;
mod model_writer;
mod peer_choice;
mod percentile;
mod performance;
mod person;
pub mod played;
mod rates;
mod recommendation;
mod report;
mod report_writer;
mod season;
mod similarity;
pub mod value;
mod verifier;
mod writer;

pub use age_curve::{AGE_CURVE_PAIRS, AgeCurvePoint, age_curve};
pub use collect::{PeerCounts, PlayerFacts, SeasonFacts, SeasonTotals, collect, value_peer_ages};
pub use difference::{Change, Difference, EvidencePair, SectionPair, difference};
pub use evidence::{
    Evidence, EvidenceId, EvidenceTable, EvidenceValue, Metric, Standing, Subject, Unit, short_date,
};
pub use insight::{InsightKind, UnknownInsight};
pub use markdown::markdown;
pub use model_writer::{
    Briefing, Judged, PROMPT_VERSION, Shared, UnreadableAnswer, answer_schema, briefing, judge,
};
pub use peer_choice::{PeerChoice, SimilarFilter, SimilarQuery};
pub use percentile::{LEAST_PEERS, NoPercentile, mid_rank, mid_ranks, percentile_among};
pub use performance::{
    Block, BlockScore, NoPerformance, NoScore, Part, PerformanceInsight, PerformanceScore,
    PerformanceTemplate, ScoredSeason, Weighted, performance_score,
};
pub use person::{LONGEST_SECTION, ReportDraft};
pub use rates::{per_90, shrunk_per_90};
pub use recommendation::{Confidence, Recommendation, UnknownConfidence, UnknownVerdict, Verdict};
pub use report::{
    LONGEST_QUESTION, Piece, Report, ReportPage, ReportSummary, ScoutingReport, Section,
    SectionKind, Sentence, question_error,
};
pub use report_writer::{ReportKind, ReportWriter, UnknownReportKind};
pub use season::{
    LEAST_PAIRS, MetricStanding, MetricTable, PeerRule, Percentiles, RankedTable, Spread, Spreads,
    Stability, TablePlayer, Z_LIMIT, ZScores, profile, stability, stability_within_positions,
};
pub use similarity::{
    Likeness, LikenessReason, Retrieval, SimilarPlayer, SimilarityIndex, Weighing, Weights,
    likeness, retrieval,
};
pub use verifier::{CheckedPiece, Reason, RejectedSentence, Verification, checked_pieces, verify};
pub use writer::{GENERATOR, draft_report, write_report};
