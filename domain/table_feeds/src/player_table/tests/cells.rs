//! Cells: money, dates, heights, positions, nations, lost letters.

use super::*;

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
