//! CSV for people: how a table is written so that a spreadsheet reads it and runs none of it.

use anyhow::Context as _;

/// Writes records to memory.
pub(crate) type Writer = csv::Writer<Vec<u8>>;

/// What `write` writes, lines ended as spreadsheets end them.
pub(crate) fn written(
    write: impl FnOnce(&mut Writer) -> Result<(), csv::Error>,
) -> anyhow::Result<Vec<u8>> {
    let mut csv =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    write(&mut csv)?;
    csv.into_inner().map_err(csv::IntoInnerError::into_error).context("writing to memory")
}

/// `cell` with an apostrophe before it where a spreadsheet would run it.
///
/// # Source
/// OWASP, "CSV injection": a cell is a formula by its first character, one of `=`, `+`, `-`, `@`, tab
/// and carriage return; full-width forms count too.
pub(crate) fn neutralised(cell: &str) -> String {
    match cell.chars().next() {
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠') => {
            format!("'{cell}")
        }
        _ => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::neutralised;

    #[test]
    fn a_cell_that_a_spreadsheet_would_run_gets_an_apostrophe() {
        for cell in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1"] {
            assert_eq!(neutralised(cell), format!("'{cell}"));
        }
        for cell in ["", "Jean-Pierre", "O'Neill", "a=b", "'=1"] {
            assert_eq!(neutralised(cell), cell);
        }
    }
}
