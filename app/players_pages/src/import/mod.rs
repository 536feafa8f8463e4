//! Importing tables: a file comes in, a person looks at how it is read, a job takes it over.

mod import_list;
mod import_page;
mod import_view;
mod mapping_form;
mod outcome;
mod preview_table;

pub use import_list::ImportListPage;
pub use import_page::ImportPage;
