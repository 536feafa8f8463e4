//! Tracked games in the formats of providers: a file comes line by line, so that none is held whole.

mod metrica;
mod tracab;

pub use metrica::metrica_lines;
pub use tracab::{tracab_description, tracab_lines};
