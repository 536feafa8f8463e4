//! Cells: fees, ages, days out, names with ids.

use super::*;

#[test]
fn a_fee_is_read_as_what_it_is_and_never_as_a_value() {
    for (cell, expected) in [
        ("€9.00m", Fee::Paid(9_000_000)),
        ("€700Th.", Fee::Paid(700_000)),
        ("\"€32,00 m\"", Fee::Paid(32_000_000)),
        ("\"2,50 Mio. €\"", Fee::Paid(2_500_000)),
        ("800 Tsd. €", Fee::Paid(800_000)),
        ("63600000.000", Fee::Paid(63_600_000)),
        ("free transfer", Fee::Free),
        ("loan transfer", Fee::Loan),
        ("Loan fee:€500Th.", Fee::LoanFee(500_000)),
        ("\"End of loanJun 30, 2015\"", Fee::EndOfLoan),
        ("draft", Fee::Draft),
        ("0.000", Fee::Nothing),
        ("-", Fee::Unknown),
        ("?", Fee::Unknown),
        ("", Fee::Unknown),
    ] {
        let file = format!(
            "player_id,season,dir,team_id,counter_team_id,transfer_fee,market_val\n\
             10,2014,in,1,2,{cell},€100Th.\n"
        );
        let (fee, value) = only_transfer(&file, |transfer| (transfer.fee, transfer.value_eur));
        assert_eq!(fee, expected, "{cell}");
        assert_eq!(value, Some(100_000), "{cell}");
    }
}

#[test]
fn the_end_of_a_loan_gives_its_day() {
    let file = "player_id,season,dir,team_id,counter_team_id,transfer_fee\n\
                10,2014,in,1,2,\"End of loanJun 30, 2015\"\n";

    assert_eq!(only_transfer(file, |transfer| transfer.date), Some(day(2015, 6, 30)));
}

#[test]
fn ages_that_are_none_stay_unknown_and_are_flagged() {
    for (cell, expected) in [
        ("27", AgeRead::Years(27)),
        ("31.0", AgeRead::Years(31)),
        ("-", AgeRead::Unknown),
        ("", AgeRead::Unknown),
        ("†26", AgeRead::Odd),
        ("1775", AgeRead::Odd),
        ("-3", AgeRead::Odd),
    ] {
        assert_eq!(read_age(cell), expected, "{cell}");
    }
    let file = "player_id,player_age,season,dir,team_id,counter_team_id\n10,†26,2014,in,1,2\n";
    let (age, flagged) =
        only_transfer(file, |transfer| (transfer.age, transfer.flags.contains(Flag::OddAge)));
    assert_eq!((age, flagged), (None, true));
}

#[test]
fn days_out_are_read_with_and_without_their_word() {
    for (cell, expected) in [
        ("4 days", Some(4)),
        ("1 day", Some(1)),
        ("21", Some(21)),
        ("21.0", Some(21)),
        ("4 Tage", Some(4)),
        ("", None),
        ("?", None),
    ] {
        assert_eq!(read_days(cell), Ok(expected), "{cell}");
    }
    for cell in ["a week", "4,5", "-1", "99999 days", "days"] {
        assert!(read_days(cell).is_err(), "{cell}");
    }
}

#[test]
fn clubs_and_competitions_lose_ids_and_slugs_from_their_names() {
    let clubs = "club_id,name,domestic_competition_id,stadium_name,stadium_seats,net_transfer_record\n\
                 10,Arminia Bielefeld (10),L1,SchücoArena,26515,+€5.90m\n\
                 11,Arsenal FC,GB1,Emirates Stadium,\"60,704\",€-450k\n\
                 12,Roma (AS),IT1,Olimpico,,+-0\n";
    let scanned = scan(clubs.as_bytes());
    let shown = rows(clubs.as_bytes(), &scanned.reading, |row| match row {
        Row::Career(CareerRow::Club(club)) => {
            (club.name.to_owned(), club.seats, club.net_transfers_eur)
        }
        other => panic!("{other:?}"),
    });
    assert_eq!(
        shown,
        [
            ("Arminia Bielefeld".to_owned(), Some(26_515), Some(5_900_000)),
            ("Arsenal FC".to_owned(), Some(60_704), Some(-450_000)),
            ("Roma (AS)".to_owned(), None, Some(0)),
        ]
    );

    assert_eq!(title_of_slug("jupiler-pro-league"), "Jupiler Pro League");
    assert_eq!(title_of_slug("uefa-euro"), "UEFA Euro");
    assert_eq!(title_of_slug("laliga"), "Laliga");
    assert_eq!(title_of_slug("Serie A"), "Serie A");
}
