//! The readers against the traps of real files. Expected figures are from the files' own
//! descriptions, the specification's list of traps, or worked out by hand.

mod cells;

use std::{
    collections::{BTreeMap, HashMap},
    io::Read as _,
    path::PathBuf,
};

use chrono::NaiveDate;
use football::Fee;
use proptest::prelude::*;

use super::*;
use crate::player_table::{
    ColumnKind, Flag, Reading, Row, Scan, Scanned, TableKind, TableReader, read_amount,
};

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
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
    let mut unpacked = Vec::new();
    flate2::read::GzDecoder::new(bytes.as_slice()).read_to_end(&mut unpacked).unwrap();
    Some(unpacked)
}

fn scan(bytes: &[u8]) -> Scanned {
    let mut scan = Scan::new(day(2026, 5, 1));
    for piece in bytes.chunks(64 * 1024) {
        scan.push(piece).unwrap();
    }
    scan.finish().unwrap()
}

/// Shows each row of `bytes`, read by `reading`.
fn rows<T>(bytes: &[u8], reading: &Reading, mut show: impl FnMut(Row<'_>) -> T) -> Vec<T> {
    let mut reader = TableReader::new(reading);
    let mut shown = Vec::new();
    for piece in bytes.chunks(64 * 1024) {
        reader.push(piece, &mut |row, _| shown.push(show(row))).unwrap();
    }
    reader.finish(&mut |row, _| shown.push(show(row))).unwrap();
    shown
}

/// The transfer of a file with one row.
fn only_transfer<T>(file: &str, show: impl Fn(&TransferRow<'_>) -> T) -> T {
    let scanned = scan(file.as_bytes());
    assert_eq!(scanned.reading.problems(), []);
    let mut shown = rows(file.as_bytes(), &scanned.reading, |row| match row {
        Row::Career(CareerRow::Transfer(transfer)) => show(&transfer),
        other => panic!("{other:?}"),
    });
    assert_eq!(shown.len(), 1);
    shown.remove(0)
}

/// Why the only row of a file is not taken.
fn only_reject(file: &str) -> String {
    let scanned = scan(file.as_bytes());
    assert_eq!(scanned.reading.problems(), []);
    let mut reasons = rows(file.as_bytes(), &scanned.reading, |row| match row {
        Row::Rejected(reject) => format!("{}: {}", reject.line, reject.reason),
        other => panic!("{other:?}"),
    });
    assert_eq!(reasons.len(), 1);
    reasons.remove(0)
}

#[test]
fn a_transfer_seen_from_either_club_is_one_transfer() {
    let head = "player_id,season,window,dir,team_id,team_name,counter_team_id,counter_team_name,transfer_fee,transfer_id\n";
    let seen = |row: &str| {
        only_transfer(&format!("{head}{row}\n"), |transfer| {
            (
                transfer.key.clone(),
                transfer.from.name.unwrap().to_owned(),
                transfer.to.name.unwrap().to_owned(),
                transfer.season.unwrap().to_string(),
                transfer.window,
            )
        })
    };

    let bought = seen("15981,2009,s,in,630,Santander,3368,Levante,€2.50m,325384");
    let sold = seen("15981,2009,s,left,3368,Levante,630,Santander,€2.50m,325384");

    assert_eq!(bought, sold);
    let (key, from, to, season, window) = bought;
    assert_eq!((key.as_str(), from.as_str(), to.as_str()), ("id:325384", "Levante", "Santander"));
    assert_eq!((season.as_str(), window), ("2009/2010", Some(Window::Summer)));
}

#[test]
fn a_transfer_may_lie_ahead_but_not_by_decades() {
    let file = |date: &str| {
        format!(
            "player_id,transfer_date,from_club_id,to_club_id,transfer_fee\n467994,{date},5621,749,0\n"
        )
    };

    let agreed = only_transfer(&file("2030-06-30"), |transfer| {
        (transfer.date, transfer.key.clone(), transfer.season.unwrap().to_string())
    });
    assert_eq!(
        agreed,
        (Some(day(2030, 6, 30)), "2030-06-30:5621>749".to_owned(), "2029/2030".to_owned())
    );
    assert_eq!(
        only_reject(&file("2130-06-30")),
        "2: transfer_date is not between 1850 and 2036 (2130-06-30)"
    );
}

#[test]
fn an_injury_says_what_when_and_how_long() {
    let file = "player_id,season_injured,injury,injured_since,injured_until,duration,games_missed,club\n\
                5,2020-2021,Thigh Problems,2020-09-10,2020-09-14,4 days,1.0,Bournemouth\n\
                5,2021-2022,Knee Injury,2022-01-10,,,,Everton\n\
                5,2021-2022,Cold,2022-02-01,2022-02-08,,,Everton\n\
                5,2021-2022,Ankle Injury,2022-02-01,2022-01-08,,,Everton\n";
    let scanned = scan(file.as_bytes());
    assert_eq!(scanned.reading.table, TableKind::Injuries);

    let shown = rows(file.as_bytes(), &scanned.reading, |row| match row {
        Row::Career(CareerRow::Injury(injury)) => format!(
            "{} {:?} {:?} {:?}",
            injury.injury, injury.until, injury.days, injury.matches_missed
        ),
        Row::Rejected(reject) => reject.reason,
        other => panic!("{other:?}"),
    });

    assert_eq!(
        shown,
        [
            "Thigh Problems Some(2020-09-14) Some(4) Some(1)",
            "Knee Injury None None None",
            "Cold Some(2022-02-08) Some(7) None",
            "injured_until is before 2022-02-01 (2022-01-08)",
        ]
    );
}

#[test]
fn injuries_by_name_alone_are_not_taken() {
    let scanned = scan(b"player_name,injury,injured_since\nAdriano,Knee Injury,2020-01-01\n");

    assert_eq!(scanned.reading.table, TableKind::Injuries);
    assert!(
        scanned.reading.problems()[0].message.contains("A name is no key"),
        "{:?}",
        scanned.reading.problems()
    );
}

#[test]
fn a_row_that_cannot_be_taken_says_where_and_why() {
    let head = "player_id,game_id,date,minutes_played,goals\n";
    for (row, reason) in [
        (",1,2020-01-01,90,0", "player_id is empty"),
        ("1,1,,90,0", "date is empty"),
        ("1,1,2031-01-01,90,0", "date is after 2026-05-01, the day of the file (2031-01-01)"),
        ("1,1,2020-01-01,900,0", "minutes_played is not a whole number from 0 to 150 (900)"),
        ("1,1,2020-01-01,90,1.5", "goals is not a whole number from 0 to 20 (1.5)"),
        ("1,1,2020-01-01,90", "4 fields, 5 expected"),
    ] {
        assert_eq!(only_reject(&format!("{head}{row}\n")), format!("2: {reason}"), "{row}");
    }
    for (row, reason) in [
        ("1,2014,up,1,2,-", "dir is neither in nor left (up)"),
        ("1,2014,in,1,2,£5m", "transfer_fee is not in euros (£5m)"),
        ("1,2014,in,1,2,plenty", "transfer_fee is not a fee (plenty)"),
        ("1,1066,in,1,2,-", "season is not a season such as 2022/2023 (1066)"),
        ("1,,in,1,2,-", "date is empty, and so is the season"),
    ] {
        let head = "player_id,season,dir,team_id,counter_team_id,transfer_fee\n";
        assert_eq!(only_reject(&format!("{head}{row}\n")), format!("2: {reason}"), "{row}");
    }
}

#[test]
fn another_kind_of_table_gives_the_columns_other_meanings() {
    let mut reading = scan(b"player_id,date,minutes_played,game_id\n").reading;
    assert_eq!(reading.table, TableKind::Appearances);

    reading.read_as(TableKind::Valuations);
    assert_eq!(reading.column(ColumnKind::Minutes), None);
    assert!(!reading.problems().is_empty());

    reading.read_as(TableKind::Appearances);
    assert_eq!(reading.column(ColumnKind::Minutes), Some(2));
    assert_eq!(reading.problems(), []);
}

#[test]
fn the_given_tables_are_recognised_and_read() {
    for (file, table, row_count) in [
        ("transfers_2009_2020.csv.gz", TableKind::Transfers, 65_978),
        ("dcaribou_sample_1000/transfers.csv.gz", TableKind::Transfers, 1_000),
        ("dcaribou_sample_1000/appearances.csv.gz", TableKind::Appearances, 1_000),
        ("dcaribou_sample_1000/clubs.csv.gz", TableKind::Clubs, 451),
        ("dcaribou_sample_1000/competitions.csv.gz", TableKind::Competitions, 49),
        ("clubs_dcaribou.csv.gz", TableKind::Clubs, 451),
        ("competitions_dcaribou.csv.gz", TableKind::Competitions, 44),
    ] {
        let Some(bytes) = shared_file(file) else { return };

        let scanned = scan(&bytes);
        let mut rejects = Vec::new();
        rows(&bytes, &scanned.reading, |row| match row {
            Row::Rejected(reject) => rejects.push(reject.reason),
            Row::Career(_) => {}
            other => panic!("{file}: {other:?}"),
        });

        assert_eq!(scanned.reading.table, table, "{file}");
        assert_eq!(scanned.rows, row_count, "{file}");
        assert_eq!(scanned.reading.problems(), [], "{file}");
        assert_eq!(scanned.reading.provider.as_deref(), Some("transfermarkt"), "{file}");
        assert_eq!(rejects, Vec::<String>::new(), "{file}");
    }
}

#[test]
fn the_other_tables_of_the_schema_are_not_taken_for_careers() {
    for file in ["club_games", "game_events", "game_lineups", "games", "players"] {
        let Some(bytes) = shared_file(&format!("dcaribou_sample_1000/{file}.csv.gz")) else {
            return;
        };
        assert!(!scan(&bytes).reading.table.is_career(), "{file}");
    }
}

#[test]
fn a_transfer_that_both_clubs_tell_is_told_alike() {
    let Some(bytes) = shared_file("transfers_2009_2020.csv.gz") else { return };

    let reading = scan(&bytes).reading;
    let mut told: HashMap<(String, String), Vec<(String, String)>> = HashMap::new();
    let mut fees: BTreeMap<&str, u64> = BTreeMap::new();
    let mut odd_ages = 0;
    rows(&bytes, &reading, |row| {
        let Row::Career(CareerRow::Transfer(transfer)) = row else { panic!("{row:?}") };
        *fees.entry(transfer.fee.kind()).or_default() += 1;
        odd_ages += u64::from(transfer.flags.contains(Flag::OddAge));
        told.entry((transfer.player.id.to_owned(), transfer.key.clone())).or_default().push((
            transfer.from.id.unwrap_or_default().to_owned(),
            transfer.to.id.unwrap_or_default().to_owned(),
        ));
    });

    // The specification: 21,394 rows share a transfer id, one row for each club.
    let shared: usize = told.values().map(Vec::len).filter(|rows| *rows > 1).sum();
    assert_eq!(shared, 21_394);
    let alike = told.values().filter(|clubs| clubs.iter().all(|pair| pair == &clubs[0])).count();
    assert_eq!(alike, told.len());
    assert!(odd_ages > 0);
    assert!(fees["end_of_loan"] > 0 && fees["loan_fee"] > 0 && fees["free"] > 0, "{fees:?}");
}

#[test]
fn injuries_of_a_public_table_are_all_read() {
    let Some(bytes) = shared_file("injuries/injuries_premier_league.csv.gz") else { return };

    // The table has names alone. That they are ids is for this test only.
    let mut reading = scan(&bytes).reading;
    reading.mean_by_header("player_name", "player_id").unwrap();
    reading.provider = Some("names".to_owned());
    let (mut open, mut unread) = (0, Vec::new());
    let shown = rows(&bytes, &reading, |row| match row {
        Row::Career(CareerRow::Injury(injury)) => open += u32::from(injury.until.is_none()),
        Row::Rejected(reject) => unread.push(reject.reason),
        other => panic!("{other:?}"),
    });

    assert_eq!(shown.len(), 3_905);
    // Two players came back before they were hurt: nobody can say which of the days is wrong.
    assert_eq!(
        unread,
        [
            "injured_until is before 2020-12-21 (2020-12-10)",
            "injured_until is before 2018-12-26 (2018-11-08)",
        ]
    );
    // 30 as the table's description says.
    assert_eq!(open, 30);
}

#[test]
fn every_meaning_of_a_career_table_is_offered_for_it() {
    for table in TableKind::ALL.into_iter().filter(|table| table.is_career()) {
        let offered = ColumnKind::of(table);
        assert!(meanings(table).iter().all(|kind| offered.contains(kind)), "{table:?}");
        assert_eq!(TableKind::from_word(table.as_str()), Some(table));
    }
    assert!(!ColumnKind::of(TableKind::Players).contains(&ColumnKind::Fee));
}

proptest! {
    #[test]
    fn no_cell_of_a_career_table_panics(
        cells in proptest::collection::vec("[-+€0-9.,' †?a-zA-Z/:>\\PC]{0,24}", 8..9),
    ) {
        for head in [
            "player_id,season,window,dir,team_id,counter_team_id,transfer_fee,player_age",
            "player_id,game_id,date,minutes_played,goals,assists,yellow_cards,red_cards",
            "player_id,injury,injured_since,injured_until,duration,games_missed,season,club",
            "club_id,name,domestic_competition_id,stadium_name,stadium_seats,net_transfer_record,x,y",
            "competition_id,name,sub_type,type,country_name,confederation,x,y",
        ] {
            let quoted: Vec<String> =
                cells.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
            let file = format!("{head}\n{}\n", quoted.join(","));
            let reading = scan(file.as_bytes()).reading;
            let count = rows(file.as_bytes(), &reading, |_| ()).len();
            prop_assert_eq!(count, 1);
        }
    }

    #[test]
    fn no_text_panics(text in "\\PC{0,40}") {
        let _ = read_age(&text);
        let _ = read_days(&text);
        let _ = title_of_slug(&text);
        let _ = football::SeasonYears::read(&text);
        let _ = read_amount(&text);
    }
}
