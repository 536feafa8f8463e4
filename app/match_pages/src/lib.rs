//! Matches: the list, bringing files in, and the pages of one match.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod head;
mod report;

pub use head::{MatchFrame, MatchHead, MatchTab};
pub use report::{Report, ReportPanels};
