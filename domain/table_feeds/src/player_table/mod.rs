//! Tables of players, of market values and of careers, as people export them: comma or semicolon, UTF-8 or not,
//! `€700Th.` or `0.7m`.
//!
//! Two passes over the same bytes, each in constant memory. [`Scan`] looks at the whole file and
//! proposes a [`Reading`]: encoding, delimiter, what each column means and in which order its dates
//! are written. A person may correct it. [`TableReader`] then reads by it and hands out one
//! [`Row`] at a time: a player, a valuation, a row of [`crate::career_table`], or what is wrong and where.
//!
//! What this module does not do: decide who is who. That needs the players already known and is in
//! `store::imports`.

mod amounts;
mod columns;
mod dates;
mod encoding;
mod error;
mod guess;
mod heights;
mod reading;
mod records;
mod rows;
mod scan;
mod table_kind;
mod table_reader;
mod words;

#[cfg(test)]
mod tests;

// What season tables are read with as well.
pub(crate) use amounts::is_unknown;
pub(crate) use guess::{Guess, LIKELY, POSSIBLE, SURE, best_claims, fold, guess};
pub(crate) use scan::{SAMPLE_BYTES, likely_delimiter, refuse_other_than_text};
// What tables of careers are read with as well.
pub(crate) use table_reader::{LONGEST_ID, RowReader};

pub use amounts::{Amount, AmountFault, read_amount};
pub use columns::ColumnKind;
pub use dates::{DateOrder, date_shape, read_date};
pub use encoding::{Encoding, Legacy};
pub use error::TableError;
pub use guess::Layout;
pub use heights::read_height_cm;
pub use reading::{Column, Delimiter, Reading};
pub use records::{Record, RecordReader};
pub use rows::{Flag, Flags, PlayerRow, Reject, Row, ValuationRow};
pub use scan::{Scan, Scanned};
pub use table_kind::TableKind;
pub use table_reader::TableReader;
pub use words::{
    PositionRead, has_lost_letters, is_formula, read_foot, read_nationalities, read_position,
    read_status,
};
