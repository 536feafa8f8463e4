//! Who is who: the players of providers that wait for a person.

mod pair;
mod questions;
mod review_page;

pub use review_page::ReviewPage;
