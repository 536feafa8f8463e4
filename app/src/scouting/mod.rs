//! Scouting: reports, with the panel on a player's page, the page of one, the list of all, and asking for
//! one; a player's season among his peers, who is like him, and players side by side.

mod compare;
mod evidence;
mod load;
mod report;
mod report_list;
mod report_page;
mod report_panel;
mod scout;
mod season;
mod similar;
mod view;

pub use compare::ComparePage;
pub use report_list::ReportListPage;
pub use report_page::ReportPage;
pub use report_panel::ReportPanel;
pub use scout::{ScoutButton, ScoutPage};
pub(crate) use scout::{provide_scouting, scout_player};
pub use season::SeasonPanel;
pub use similar::SimilarPanel;
