//! Insights: what models say about a player, kept with what it rests on; the models themselves, and their
//! report card.
//!
//! History is kept, the newest of a kind is what pages show, and what was worked out again from the same
//! input is not written again. How anything is worked out is in `scouting_stats`.

mod histories;
mod read;
mod report_cards;
mod request;
mod value_models;
mod write;

pub use histories::{DataMark, Histories, data_mark, history_of, read_histories};
pub use read::{Insight, insight_history, newest_insights};
pub use report_cards::{
    KeptCard, NewReportCard, StoredReportCard, keep_report_card, newest_report_card,
};
pub use request::{
    AnalysisRequest, analysis_under_way, report_card_under_way, request_analyses, request_analysis,
    request_injury_estimate, request_report_card,
};
pub use value_models::{find_model, keep_model};
pub use write::{KEPT_VERSIONS, Maker, NewInsight, Written, write_insights};

use crate::StoreError;

fn unreadable(
    what: &'static str,
    source: impl std::error::Error + Send + Sync + 'static,
) -> StoreError {
    StoreError::Unreadable { what, source: Box::new(source) }
}
