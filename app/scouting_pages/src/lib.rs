//! Scouting: reports with their evidence, by machines and by people, and two side by side; a player's season
//! among his peers, who is like him, and players side by side; forecasts of a player's value, and how far to
//! trust them.

// A page's type is as deep as its markup; release builds look into all of it.
#![recursion_limit = "512"]
#![expect(
    unreachable_pub,
    reason = "the component macro makes a public props type for each component, private ones too"
)]

mod compare;
mod compare_reports;
mod evidence;
mod forecast;
mod load;
mod report;
mod report_card;
mod report_list;
mod report_page;
mod report_panel;
mod scout;
mod season;
mod similar;
mod steer;
mod view;
mod write;

pub use compare::ComparePage;
pub use compare_reports::CompareReportsPage;
pub use forecast::ForecastPanel;
pub use report_card::ModelsPage;
pub use report_list::ReportListPage;
pub use report_page::ReportPage;
pub use report_panel::ReportPanel;
pub use scout::{ScoutButton, ScoutPage, provide_scouting, scout_player};
pub use season::SeasonPanel;
pub use similar::SimilarPanel;
pub use write::WriteReportPage;
