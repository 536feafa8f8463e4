//! Matches: the list, bringing files in, and the pages of one match.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod clips;
mod compare;
mod data;
#[cfg(all(test, feature = "ssr"))]
mod drawing;
mod head;
mod import;
mod line_ups;
mod list;
mod report;
mod report_page;
mod said;
mod shell;

pub use clips::{MatchClipsPage, SaveClip, save_clip};
pub use compare::MatchComparePage;
pub use data::MatchDataPage;
pub use head::{MatchFrame, MatchHead, MatchTab, match_head};
pub use import::MatchImportPage;
pub use line_ups::MatchLineUpsPage;
pub use list::MatchListPage;
pub use report::{Report, ReportPanels};
pub use report_page::MatchReportPage;
pub use shell::{MatchPage, match_of_address};
