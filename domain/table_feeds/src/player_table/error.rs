//! Why a file cannot be read as a table at all.

/// The file as a whole cannot be read. A bad row is not an error: see [`super::Reject`].
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableError {
    /// There is nothing in it.
    #[error("The file is empty. Export the table again and upload that file.")]
    Empty,
    /// It is something other than text.
    #[error(
        "The file is not a table of text: it is {found}. Save the table as CSV and upload that."
    )]
    NotText {
        /// What it is, with its article: `a PNG picture`.
        found: &'static str,
    },
    /// One line is longer than any table needs.
    #[error(
        "Line {line} is longer than {limit_bytes} bytes, so the file is not a table. Save the table as CSV with one row a line."
    )]
    LineTooLong {
        /// The physical line, from 1.
        line: u64,
        /// The most a line may hold, in bytes.
        limit_bytes: usize,
    },
    /// One row is longer than any table needs: most often a quote that is never closed.
    #[error(
        "The row that starts on line {line} is longer than {limit_bytes} bytes. Look for a double quote on that line that is never closed."
    )]
    RowTooLong {
        /// The physical line on which the row starts, from 1.
        line: u64,
        /// The most a row may hold, in bytes.
        limit_bytes: usize,
    },
    /// One row has more cells than any table needs.
    #[error("The row on line {line} has more than {limit} fields, so the delimiter was misread.")]
    TooManyFields {
        /// The physical line on which the row starts, from 1.
        line: u64,
        /// The most cells a row may have.
        limit: usize,
    },
}
