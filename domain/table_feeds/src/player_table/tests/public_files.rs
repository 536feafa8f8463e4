//! Whole files: the torture file and the tables that the public offers.

use super::*;

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
