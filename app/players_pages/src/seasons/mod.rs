//! Seasons by metrics: a provider's table comes in, a person says whose it is, a job takes it over.

mod outcome;
mod season_form;
mod season_import_list;
mod season_import_page;
mod season_view;

pub use season_import_list::SeasonImportListPage;
pub use season_import_page::SeasonImportPage;
