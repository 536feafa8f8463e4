//! Scouting reports: the panel on a player's page, the page of one report, the list of all, and asking
//! for one.

mod evidence;
mod load;
mod report;
mod report_list;
mod report_page;
mod report_panel;
mod scout;
mod view;

pub use report_list::ReportListPage;
pub use report_page::ReportPage;
pub use report_panel::ReportPanel;
pub use scout::{ScoutButton, ScoutPage};
pub(crate) use scout::{provide_scouting, scout_player};
