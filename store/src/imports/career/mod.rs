//! Tables of careers within a run: staged by `COPY`, judged and written by a handful of statements that
//! are the same for all five, made from the columns of each ([`sheet::Sheet`]).
//!
//! A row is about a player by the provider's id and nothing else; a row whose id nobody has is refused
//! and listed. Clubs and competitions are rows of their own, which transfers and appearances name by id
//! without waiting for them.

mod sheet;
mod shown;
mod staging;
mod write;

pub use shown::heads;

pub(super) use sheet::{COPY_ROWS, Sheet};
pub(super) use shown::cells;
pub(super) use staging::copy_row;
pub(super) use write::write_rows;
