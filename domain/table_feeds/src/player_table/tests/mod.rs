//! The readers against the traps of real files. Expected figures are from the files' own
//! descriptions or worked out by hand.

mod cells;
mod public_files;

use std::{fmt::Write as _, io::Read as _, path::PathBuf};

use chrono::NaiveDate;
use football::{Foot, Position};
use proptest::prelude::*;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// The day on which the tests take place.
fn today() -> NaiveDate {
    day(2026, 1, 1)
}

/// A file of the shared test data, unpacked; `None`, said aloud, where the data is absent.
#[expect(clippy::disallowed_methods, reason = "the test data lies outside the checkout")]
fn shared_file(name: &str) -> Option<Vec<u8>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/scouting").join(name);
    let Ok(bytes) = std::fs::read(&path) else {
        eprintln!("skipped: {} is absent", path.display());
        return None;
    };
    if path.extension().is_some_and(|extension| extension == "gz") {
        let mut unpacked = Vec::new();
        flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
        return Some(unpacked);
    }
    Some(bytes)
}

fn scan(bytes: &[u8]) -> Result<Scanned, TableError> {
    let mut scan = Scan::new(today());
    for piece in bytes.chunks(64 * 1024) {
        scan.push(piece)?;
    }
    scan.finish()
}

/// Reads `bytes` in pieces of `piece` bytes and shows each row.
fn rows<T>(
    bytes: &[u8],
    reading: &Reading,
    piece: usize,
    mut show: impl FnMut(Row<'_>, &Record<'_>) -> T,
) -> Vec<T> {
    let mut reader = TableReader::new(reading);
    let mut shown = Vec::new();
    for bytes in bytes.chunks(piece) {
        reader.push(bytes, &mut |row, record| shown.push(show(row, record))).unwrap();
    }
    reader.finish(&mut |row, record| shown.push(show(row, record))).unwrap();
    shown
}

fn debug_rows(bytes: &[u8], piece: usize) -> Vec<String> {
    let reading = scan(bytes).unwrap().reading;
    rows(bytes, &reading, piece, |row, _| format!("{row:?}"))
}

#[test]
fn a_file_that_mixes_encodings_by_line_is_read_line_by_line() {
    let mut bytes = "name,club\nÖdegård,Ærø\n".as_bytes().to_vec();
    bytes.extend_from_slice(b"M\xFCller,\x93Bayern\x94\n");

    let scanned = scan(&bytes).unwrap();
    let names = rows(&bytes, &scanned.reading, 5, |row, _| match row {
        Row::Player(player) => (player.name.unwrap().into_owned(), player.club.unwrap().to_owned()),
        other => panic!("{other:?}"),
    });

    assert_eq!(scanned.reading.encoding, Encoding::Mixed);
    assert_eq!(names[0], ("Ödegård".to_owned(), "Ærø".to_owned()));
    assert_eq!(names[1], ("Müller".to_owned(), "“Bayern”".to_owned()));
    assert!(scanned.warnings.iter().any(|warning| warning.starts_with("1 lines")), "{scanned:?}");
}

#[test]
fn every_delimiter_and_line_end_gives_the_same_rows() {
    let plain = "name,club,height\nA,\"x, y\",180\nB,z,\n";
    let expected = debug_rows(plain.as_bytes(), 1024);

    for mark in [';', '\t', '|'] {
        let other = plain
            .replace("\"x, y\"", "\0")
            .replace(',', &mark.to_string())
            .replace('\0', "\"x, y\"");
        assert_eq!(debug_rows(other.as_bytes(), 1024), expected, "{mark:?}");
    }
    let crlf = plain.replace('\n', "\r\n");
    assert_eq!(debug_rows(crlf.as_bytes(), 1024), expected);
    assert_eq!(debug_rows(crlf.trim_end().as_bytes(), 3), expected);
}

#[test]
fn lines_are_physical_ones_past_blank_lines_and_embedded_line_ends() {
    let file = "name,club\r\n\r\nA,\"x\r\ny\"\r\n\n\nB,z\r\nC";
    let scanned = scan(file.as_bytes()).unwrap();

    for piece in 1..file.len() {
        let lines = rows(file.as_bytes(), &scanned.reading, piece, |_, record| record.line);
        assert_eq!(lines, [3, 7, 8], "in pieces of {piece}");
    }
    assert_eq!((scanned.rows, scanned.lines), (3, 8));
}

#[test]
fn what_is_not_a_table_is_refused_with_its_name() {
    let refused = |bytes: &[u8]| scan(bytes).unwrap_err();

    assert_eq!(refused(b""), TableError::Empty);
    assert_eq!(refused(b"\n\r\n"), TableError::Empty);
    assert_eq!(refused(b"\x89PNG\r\n\x1a\n...."), TableError::NotText { found: "a PNG picture" });
    assert_eq!(
        refused(b"PK\x03\x04..."),
        TableError::NotText { found: "an Excel workbook or ZIP archive" }
    );
    assert_eq!(
        refused(b"a,b\n\0,1\n"),
        TableError::NotText { found: "a file with zero bytes in it" }
    );
    let endless = vec![b'x'; 3 * 1024 * 1024];
    assert!(matches!(refused(&endless), TableError::LineTooLong { line: 1, .. }));
    let mut open_quote = b"name\n\"never closed\n".to_vec();
    open_quote.extend("more\n".repeat(300_000).bytes());
    assert!(matches!(refused(&open_quote), TableError::RowTooLong { line: 2, .. }));
    let wide = ",".repeat(5_000);
    assert!(matches!(refused(wide.as_bytes()), TableError::TooManyFields { line: 1, .. }));
}

#[test]
fn a_reading_without_a_name_says_what_to_choose() {
    let reading = scan(b"colour,size\nred,1\n").unwrap().reading;

    let problems = reading.problems();

    assert_eq!(problems.len(), 1);
    assert!(problems[0].message.contains("name"), "{problems:?}");
}

#[test]
fn ids_without_a_provider_ask_whose_they_are() {
    let mut reading = scan(b"id,name\n7,A\n").unwrap().reading;
    assert_eq!(reading.problems()[0].field, "provider");

    reading.provider = Some("club archive".to_owned());

    assert_eq!(reading.problems(), []);
}

#[test]
fn a_fee_is_not_taken_for_a_value() {
    let file = "name,market_value\nA,free transfer\nB,£5m\nC,Loan fee:€500Th.\nD,heaps\n";
    let reading = scan(file.as_bytes()).unwrap().reading;

    let reasons = rows(file.as_bytes(), &reading, 1024, |row, _| match row {
        Row::Rejected(reject) => reject.reason,
        other => panic!("{other:?}"),
    });

    assert_eq!(
        reasons,
        [
            "market_value is a transfer or fee, not a value (free transfer)",
            "market_value is not in euros (£5m)",
            "market_value is a transfer or fee, not a value (Loan fee:€500Th.)",
            "market_value is not an amount (heaps)",
        ]
    );
}

proptest! {
    #[test]
    fn no_bytes_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000), piece in 1_usize..64) {
        let mut scan = Scan::new(today());
        let pushed = bytes.chunks(piece).try_for_each(|piece| scan.push(piece));
        if let (Ok(()), Ok(scanned)) = (pushed, scan.finish()) {
            let mut reader = TableReader::new(&scanned.reading);
            for piece in bytes.chunks(piece) {
                let _ = reader.push(piece, &mut |_, _| {});
            }
            let _ = reader.finish(&mut |_, _| {});
        }
    }

    #[test]
    fn no_cell_panics(cell in "\\PC{0,40}") {
        let _ = read_amount(&cell);
        let _ = read_date(&cell, DateOrder::DayFirst);
        let _ = read_height_cm(&cell);
        let _ = read_position(&cell);
        let _ = read_nationalities(&cell);
        let _ = read_foot(&cell);
        let _ = read_status(&cell);
        let _ = has_lost_letters(&cell);
    }

    #[test]
    fn no_cell_of_digits_and_marks_panics(cell in "[-+€0-9.,' mkKeETh/'\"]{0,16}") {
        let _ = read_amount(&cell);
        let _ = read_date(&cell, DateOrder::MonthFirst);
        let _ = read_height_cm(&cell);
    }

    #[test]
    fn the_size_of_the_pieces_changes_nothing(
        cells in proptest::collection::vec(proptest::collection::vec("[a-zé\"\n,;=]{0,6}", 2..4), 1..8),
        piece in 1_usize..40,
    ) {
        let mut file = String::from("name,club,foot\n");
        for row in &cells {
            let quoted: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            writeln!(file, "{}", quoted.join(",")).unwrap();
        }
        prop_assert_eq!(debug_rows(file.as_bytes(), piece), debug_rows(file.as_bytes(), 1 << 20));
    }
}
