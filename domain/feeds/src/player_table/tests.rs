//! The readers against the traps of real files. Expected figures are from the files' own
//! descriptions or worked out by hand.

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
fn money_is_read_in_every_style_that_providers_use() {
    use Amount::{Draft, EndOfLoan, Euros, FreeTransfer, Loan, Unknown};
    for (cell, expected) in [
        ("€9.00m", Euros(9_000_000)),
        ("€180.00m", Euros(180_000_000)),
        ("€700Th.", Euros(700_000)),
        ("€32,00 m", Euros(32_000_000)),
        ("6,00 m€", Euros(6_000_000)),
        ("2,50 Mio. €", Euros(2_500_000)),
        ("800 Tsd. €", Euros(800_000)),
        ("500k", Euros(500_000)),
        ("€-450k", Euros(-450_000)),
        ("€−450k", Euros(-450_000)),
        ("+€1.30m", Euros(1_300_000)),
        ("1000000", Euros(1_000_000)),
        ("1,000,000", Euros(1_000_000)),
        ("1.000.000", Euros(1_000_000)),
        ("1.234.567,89 €", Euros(1_234_568)),
        ("1,234,567.49", Euros(1_234_567)),
        ("500,000", Euros(500_000)),
        ("135000.0", Euros(135_000)),
        ("1 000 000 €", Euros(1_000_000)),
        ("1\u{a0}000\u{a0}000", Euros(1_000_000)),
        ("1'000'000", Euros(1_000_000)),
        ("1.8e+07", Euros(18_000_000)),
        ("0.7m", Euros(700_000)),
        ("€1bn", Euros(1_000_000_000)),
        ("EUR 5m", Euros(5_000_000)),
        ("0", Euros(0)),
        ("-", Unknown),
        ("?", Unknown),
        ("", Unknown),
        ("  ", Unknown),
        ("N/A", Unknown),
        ("free transfer", FreeTransfer),
        ("loan transfer", Loan(None)),
        ("Loan fee:€500Th.", Loan(Some(500_000))),
        ("End of loanJun 30, 2015", EndOfLoan),
        ("draft", Draft),
    ] {
        assert_eq!(read_amount(cell), Ok(expected), "{cell}");
    }
    for (cell, fault) in [
        ("£5m", AmountFault::NotEuros),
        ("$1,000", AmountFault::NotEuros),
        ("a lot", AmountFault::NotAnAmount),
        ("€", AmountFault::NotAnAmount),
        ("1,2,3", AmountFault::NotAnAmount),
        ("1.2.3,4,5", AmountFault::NotAnAmount),
        ("12x", AmountFault::NotAnAmount),
        ("€9999m", AmountFault::TooLarge),
        ("99999999999999999999999", AmountFault::TooLarge),
    ] {
        assert_eq!(read_amount(cell), Err(fault), "{cell}");
    }
}

#[test]
fn dates_that_can_be_read_one_way_only_need_no_column() {
    for (cell, expected) in [
        ("2000-07-12", day(2000, 7, 12)),
        ("2000/7/2", day(2000, 7, 2)),
        ("1978-06-09 00:00:00", day(1978, 6, 9)),
        ("1978-06-09T00:00:00Z", day(1978, 6, 9)),
        ("13.09.1989", day(1989, 9, 13)),
        ("09.09.1985", day(1985, 9, 9)),
        ("Jun 30, 2015", day(2015, 6, 30)),
        ("30 June 2015", day(2015, 6, 30)),
        ("30-Jun-2015", day(2015, 6, 30)),
    ] {
        for order in [DateOrder::DayFirst, DateOrder::MonthFirst] {
            assert_eq!(read_date(cell, order), Ok(Some(expected)), "{cell}");
        }
    }
    for cell in
        ["2000-13-45", "1995", "32/01/2000", "12/7/00", "†26", "2000-02-30", "x", "1/2/3/2000"]
    {
        assert!(read_date(cell, DateOrder::DayFirst).is_err(), "{cell}");
    }
    for cell in ["", "-", "?"] {
        assert_eq!(read_date(cell, DateOrder::DayFirst), Ok(None), "{cell}");
    }
}

#[test]
fn one_unmistakable_date_settles_the_order_of_its_whole_column() {
    let american = "name,dob\nA,07-01-2009\nB,06/24/1987\nC,01/02/1990\n";
    let european = "name,dob\nA,12/7/2000\nB,20/12/1998\nC,01/02/1990\n";

    let births = |file: &str| {
        let reading = scan(file.as_bytes()).unwrap().reading;
        rows(file.as_bytes(), &reading, 1024, |row, _| match row {
            Row::Player(player) => player.birth_date,
            other => panic!("{other:?}"),
        })
    };

    assert_eq!(
        births(american),
        [Some(day(2009, 7, 1)), Some(day(1987, 6, 24)), Some(day(1990, 1, 2))]
    );
    assert_eq!(
        births(european),
        [Some(day(2000, 7, 12)), Some(day(1998, 12, 20)), Some(day(1990, 2, 1))]
    );
}

#[test]
fn a_column_whose_dates_can_all_be_read_two_ways_says_so() {
    let scanned = scan(b"name,dob\nA,01/02/1990\nB,03/04/1991\n").unwrap();

    assert_eq!(scanned.reading.columns[1].date_order, DateOrder::DayFirst);
    assert!(scanned.warnings.iter().any(|warning| warning.contains("two ways")), "{scanned:?}");
}

#[test]
fn heights_are_read_with_and_without_units() {
    for (cell, expected) in [
        ("1,72 m", Some(172)),
        ("1.72m", Some(172)),
        ("175cm", Some(175)),
        ("185 cm", Some(185)),
        ("182", Some(182)),
        ("182.0", Some(182)),
        ("1.9", Some(190)),
        ("5'11\"", Some(180)),
        ("6'", Some(183)),
        ("", None),
        ("-", None),
        ("0", None),
    ] {
        assert_eq!(read_height_cm(cell), Ok(expected), "{cell}");
    }
    for cell in ["18", "tall", "300", "NaN", "inf m", "-180"] {
        assert!(read_height_cm(cell).is_err() || cell == "NaN", "{cell}");
    }
}

#[test]
fn positions_are_read_from_codes_names_lists_and_pairs_of_lines() {
    use Position::{
        AttackingMidfield, CentralMidfield, CentreBack, CentreForward, DefensiveMidfield,
        Goalkeeper, LeftBack, LeftWinger,
    };
    for (cell, expected) in [
        ("GK", PositionRead::Fine(Goalkeeper)),
        ("Goalkeeper", PositionRead::Fine(Goalkeeper)),
        ("Left Winger", PositionRead::Fine(LeftWinger)),
        ("LW/ST", PositionRead::Fine(LeftWinger)),
        ("Centre-Back", PositionRead::Fine(CentreBack)),
        ("Sweeper", PositionRead::Fine(CentreBack)),
        ("LWB", PositionRead::Fine(LeftBack)),
        ("CDM", PositionRead::Fine(DefensiveMidfield)),
        ("CAM", PositionRead::Fine(AttackingMidfield)),
        ("ST", PositionRead::Fine(CentreForward)),
        ("FWMF", PositionRead::Line(CentreForward)),
        ("MFDF", PositionRead::Line(CentralMidfield)),
        ("DF", PositionRead::Line(CentreBack)),
        ("defence", PositionRead::Line(CentreBack)),
        ("Attack", PositionRead::Line(CentreForward)),
        ("", PositionRead::Unknown),
        ("Missing", PositionRead::Unknown),
    ] {
        assert_eq!(read_position(cell), Ok(expected), "{cell}");
    }
    for cell in ["Coach", "X", "DFX", "é"] {
        assert!(read_position(cell).is_err(), "{cell}");
    }
}

#[test]
fn nations_feet_and_statuses_are_read() {
    assert_eq!(read_nationalities("Brazil|Italy"), ["Brazil", "Italy"]);
    assert_eq!(read_nationalities("Korea, South"), ["Korea, South"]);
    assert_eq!(read_nationalities("Spain | Spain |"), ["Spain"]);
    assert!(read_nationalities("-").is_empty());
    assert_eq!(read_foot("Right"), Ok(Some(Foot::Right)));
    assert_eq!(read_foot(""), Ok(None));
    assert!(read_foot("third").is_err());
    assert_eq!(read_status("Free agent"), Ok(Some(football::PlayerStatus::FreeAgent)));
    assert!(read_status("ill").is_err());
}

#[test]
fn lost_letters_are_seen_and_a_lone_question_mark_is_not_one() {
    for lost in ["Ante Bude?ir", "Marko Arnautovi?", "?ukasz", "Mod\u{fffd}"] {
        assert!(has_lost_letters(lost), "{lost}");
    }
    for whole in ["Who is he ?", "Müller", "", "?"] {
        assert!(!has_lost_letters(whole), "{whole}");
    }
}

#[test]
fn the_torture_file_gives_exactly_its_expected_result() {
    let Some(bytes) = shared_file("import_torture/a_utf8_bom_crlf.csv") else { return };
    let expected: serde_json::Value =
        serde_json::from_slice(&shared_file("import_torture/a_expected.json").unwrap()).unwrap();

    let scanned = scan(&bytes).unwrap();
    let read = rows(&bytes, &scanned.reading, 7, |row, record| match row {
        Row::Player(player) => {
            assert_eq!(player.line, record.line);
            Ok((
                player.name.map(std::borrow::Cow::into_owned),
                player.birth_date.map(|date| date.to_string()),
                player.nationalities.iter().map(|&nation| nation.to_owned()).collect::<Vec<_>>(),
                player.club.map(str::to_owned),
                player.value_eur,
                player.height_cm,
                player.flags,
            ))
        }
        Row::Rejected(reject) => Err(reject),
        Row::Valuation(_) | Row::Career(_) => panic!("a table of players"),
    });

    assert_eq!(scanned.reading.encoding.label(Legacy::default()), expected["encoding"]);
    assert_eq!(scanned.reading.delimiter, Delimiter::Comma);
    assert_eq!(scanned.rows, expected["logical_data_rows"].as_u64().unwrap());
    assert_eq!(scanned.lines, expected["physical_lines"].as_u64().unwrap());
    assert_eq!(scanned.warnings.len(), 1, "two ragged rows: {:?}", scanned.warnings);
    for (place, row) in read.iter().enumerate() {
        let number = place + 1;
        if let Err(reject) = row {
            assert_eq!(expected["reject_rows"][number.to_string()], reject.reason, "row {number}");
        } else {
            let accepted = expected["accept_rows"].as_array().unwrap();
            assert!(accepted.iter().any(|row| row == number), "row {number}");
        }
    }
    let player = |number: usize| read[number - 1].as_ref().unwrap();
    assert_eq!(player(1).4, Some(180_000_000));
    assert_eq!(
        (player(2).4, &player(2).2[..]),
        (Some(4_000_000), &["Brazil".to_owned(), "Italy".to_owned()][..])
    );
    assert_eq!(player(3).4, Some(32_000_000));
    assert_eq!(player(4).1.as_deref(), Some("1985-09-09"));
    assert_eq!((player(4).4, player(4).5), (Some(800_000), Some(172)));
    assert_eq!(player(5).0.as_deref(), Some("Müller, Thomas"));
    assert_eq!(player(5).1.as_deref(), Some("1989-09-13"));
    assert_eq!(player(5).3.as_deref(), Some("FC Bayern\nMünchen"));
    assert_eq!(player(5).4, Some(500_000));
    assert_eq!((player(6).4, player(6).5), (None, Some(175)));
    assert_eq!(player(7).0.as_deref(), Some("=HYPERLINK(\"x\")"));
    assert!(player(7).6.contains(Flag::Formula));
    assert_eq!(player(8).1, None);
    assert!(player(8).6.contains(Flag::NoBirthDate));
    // The embedded line end of row 5 pushes the rows behind it down by one.
    let lines: Vec<u64> = read.iter().filter_map(|row| Some(row.as_ref().err()?.line)).collect();
    assert_eq!(lines, [11, 12, 13, 14]);
    let columns: Vec<&str> =
        read.iter().filter_map(|row| Some(row.as_ref().err()?.column.as_str())).collect();
    assert_eq!(columns, ["date_of_birth", "market_value", "", ""]);
}

#[test]
fn both_fbref_files_keep_every_name_and_flag_the_lost_letters() {
    for (file, encoding, delimiter, row_count) in [
        ("fbref/fbref_big5_2021_2022_per90_latin1_comma.csv.gz", Encoding::SingleByte, ',', 2_921),
        ("fbref/fbref_big5_2022_2023_per90_semicolon_crlf.csv.gz", Encoding::Utf8, ';', 2_686),
    ] {
        let Some(bytes) = shared_file(file) else { return };

        let scanned = scan(&bytes).unwrap();
        let names = rows(&bytes, &scanned.reading, 10_000, |row, _| match row {
            Row::Player(player) => {
                (player.name.unwrap().into_owned(), player.flags.contains(Flag::LostLetters))
            }
            other => panic!("{other:?}"),
        });

        assert_eq!(scanned.reading.encoding, encoding, "{file}");
        assert_eq!(char::from(scanned.reading.delimiter.byte()), delimiter, "{file}");
        assert_eq!(scanned.reading.layout, Layout::Fbref);
        assert_eq!(scanned.rows, row_count);
        // The same names by another way: no quotes stand in these files, so the second field of a
        // line is the name, and a byte of the first is a letter of ISO-8859-1, or of windows-1252
        // where ISO-8859-1 has none.
        let expected =
            bytes.split(|byte| *byte == b'\n').skip(1).filter(|line| !line.is_empty()).map(
                |line| {
                    let field = line.split(|byte| char::from(*byte) == delimiter).nth(1).unwrap();
                    if encoding == Encoding::Utf8 {
                        String::from_utf8(field.to_vec()).unwrap()
                    } else {
                        field
                            .iter()
                            .map(|byte| match byte {
                                0x9A => 'š',
                                0x8A => 'Š',
                                0x9E => 'ž',
                                0x8E => 'Ž',
                                0x80..=0x9F => panic!("{byte:x}"),
                                other => char::from(*other),
                            })
                            .collect()
                    }
                },
            );
        for ((name, flagged), expected) in names.iter().zip(expected) {
            assert_eq!(*name, expected.trim());
            assert!(*flagged || !name.contains('?'), "{name}");
        }
    }
}

#[test]
fn the_given_tables_are_recognised() {
    for (file, layout, table, row_count, rejected) in [
        ("players.csv.gz", Layout::Transfermarkt, TableKind::Players, 32_133, 0),
        (
            "dcaribou_sample_1000/players.csv.gz",
            Layout::Transfermarkt,
            TableKind::Players,
            1_000,
            0,
        ),
        (
            "dcaribou_sample_1000/player_valuations.csv.gz",
            Layout::Transfermarkt,
            TableKind::Valuations,
            1_000,
            0,
        ),
        ("valuations_2003_2021H1.csv.gz", Layout::Transfermarkt, TableKind::Valuations, 359_184, 0),
        ("sofascore/player_profiles.csv.gz", Layout::Sofascore, TableKind::Players, 16_561, 1),
        ("fifa17/FullData.csv.gz", Layout::Fifa17, TableKind::Players, 17_588, 0),
    ] {
        let Some(bytes) = shared_file(file) else { return };

        let scanned = scan(&bytes).unwrap();
        let mut rejects = Vec::new();
        rows(&bytes, &scanned.reading, 64 * 1024, |row, _| {
            if let Row::Rejected(reject) = row {
                rejects.push(reject.reason);
            }
        });

        assert_eq!((scanned.reading.layout, scanned.reading.table), (layout, table), "{file}");
        assert_eq!(scanned.rows, row_count, "{file}");
        assert_eq!(scanned.reading.problems(), [], "{file}");
        assert_eq!(rejects.len(), rejected, "{file}: {:?}", &rejects[..rejects.len().min(5)]);
    }
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
