//! Statistics of scouting: what a season says of a player, who is like him, what market values do with
//! age and may become, and the report with its evidence.
//!
//! A season is a [`MetricTable`], players by metrics of one period. [`Percentiles`] rank it within
//! positions, [`ZScores`] measure it against the peers' mean, a [`SimilarityIndex`] compares one player
//! with all, and [`performance_score`] sums it up by a visible template.
//!
//! A report is made in three steps, each pure: [`collect()`] turns what is known of a player into
//! numbered rows of evidence, [`write_report`] puts them into sentences that cite those rows, and
//! [`verify`] takes out every sentence that says more than its rows bear. Reading players and keeping
//! reports is in `store`; pages are in `app`. What a value may become is in [`value`].

mod age_curve;
mod collect;
mod evidence;
mod insight;
mod markdown;
mod peer_choice;
mod percentile;
mod performance;
mod rates;
mod report;
mod season;
mod similarity;
pub mod value;
mod verifier;
mod writer;

pub use age_curve::{AGE_CURVE_PAIRS, AgeCurvePoint, age_curve};
pub use collect::{PeerCounts, PlayerFacts, collect, value_peer_ages};
pub use evidence::{
    Evidence, EvidenceId, EvidenceTable, EvidenceValue, Metric, Standing, Subject, Unit, short_date,
};
pub use insight::{InsightKind, UnknownInsight};
pub use markdown::markdown;
pub use peer_choice::{PeerChoice, SimilarFilter, SimilarQuery};
pub use percentile::{LEAST_PEERS, NoPercentile, mid_rank, mid_ranks, percentile_among};
pub use performance::{
    Block, BlockScore, NoPerformance, NoScore, Part, PerformanceInsight, PerformanceScore,
    PerformanceTemplate, ScoredSeason, Weighted, performance_score,
};
pub use rates::{per_90, shrunk_per_90};
pub use report::{
    Confidence, LONGEST_QUESTION, Piece, Recommendation, Report, ReportPage, ReportSummary,
    ScoutingReport, Section, SectionKind, Sentence, UnknownConfidence, UnknownVerdict, Verdict,
    question_error,
};
pub use season::{
    LEAST_PAIRS, MetricStanding, MetricTable, PeerRule, Percentiles, RankedTable, Spread, Spreads,
    Stability, TablePlayer, Z_LIMIT, ZScores, profile, stability, stability_within_positions,
};
pub use similarity::{
    Likeness, LikenessReason, Retrieval, SimilarPlayer, SimilarityIndex, Weighing, Weights,
    likeness, retrieval,
};
pub use verifier::{Reason, RejectedSentence, Verification, verify};
pub use writer::{GENERATOR, draft_report, write_report};
