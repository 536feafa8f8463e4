//! A match as tables that other programs read: Parquet for pandas, polars, `DuckDB` and R. Server only.

mod columns;
mod frames;

pub use frames::{FramesError, write_frames};

#[cfg(test)]
mod tests;
