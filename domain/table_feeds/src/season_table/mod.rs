//! Tables of a season as statistics sites print them: one row a player and club, one column a metric,
//! per 90 minutes or as a share.
//!
//! Encodings, delimiters and rows of cells are those of [`crate::player_table`]. [`SeasonReader`] turns
//! the bytes into a [`SeasonTable`]: every row as written, each column under its metric of the
//! catalogue or, where that knows none, under its own header. [`SeasonTable::player_seasons`] then
//! makes one line a player of it: totals become rates, lengths become metres, shares of nothing become
//! unknown, and the clubs of one season are joined by minutes.
//!
//! What this module does not do: say who a player is beyond this file. That is in `store`.

mod cells;
mod columns;
mod reader;
mod row_reader;
mod seasons;
mod settling;
mod table;

#[cfg(test)]
mod tests;

pub use columns::{MetricColumn, Written};
pub use reader::{SeasonReader, read_season_table};
pub use seasons::{ClubSpell, PlayerSeason, PlayerSeasons};
pub use table::{SeasonRow, SeasonTable, SeasonTableError};
