use chrono::NaiveDate;
use proptest::prelude::*;

use super::*;
use crate::{Foot, PlayerStatus, Position};

fn parse(text: &str) -> Result<PlayerQuery, Vec<FieldError>> {
    let pairs: Vec<_> =
        text.split('&').map(|pair| pair.split_once('=').unwrap_or((pair, ""))).collect();
    PlayerQuery::parse(pairs)
}

#[test]
fn an_empty_form_asks_for_the_most_valuable_players() {
    let query = parse("q=&position=&age_min=&sort=&theme=dark").unwrap();

    assert_eq!(query, PlayerQuery::default());
    assert_eq!(query.sort.to_string(), "-value");
    assert_eq!(query.limit, 50);
    assert_eq!(query.to_query_string(), "");
}

#[test]
fn every_filter_is_read() {
    let query = parse(
        "q=oe degaard&position=AM,cm&position=LW&age_min=17&age_max=27&value_min=€40.5m\
         &value_max=100000000&nationality=Norway&club=Arsenal&competition=Premier League\
         &status=free_agent&foot=left&contract_before=2026-06-30&height_min=170&height_max=190\
         &sort=-age&limit=20",
    )
    .unwrap();

    let expected = PlayerFilter {
        text: Some("oe degaard".to_owned()),
        positions: vec![
            Position::CentralMidfield,
            Position::AttackingMidfield,
            Position::LeftWinger,
        ],
        age_min: Some(17),
        age_max: Some(27),
        value_min_eur: Some(40_500_000),
        value_max_eur: Some(100_000_000),
        nationality: Some("Norway".to_owned()),
        club: Some("Arsenal".to_owned()),
        competition: Some("Premier League".to_owned()),
        status: Some(PlayerStatus::FreeAgent),
        foot: Some(Foot::Left),
        contract_before: NaiveDate::from_ymd_opt(2026, 6, 30),
        height_min_cm: Some(170),
        height_max_cm: Some(190),
    };
    assert_eq!(query.filter, expected);
    assert_eq!(query.sort, PlayerSort { key: PlayerSortKey::Age, descending: true });
    assert_eq!(query.limit, 20);
}

#[test]
fn a_group_stands_for_its_positions() {
    let query = parse("position=DEF,GK").unwrap();

    assert_eq!(
        query.filter.positions,
        [Position::Goalkeeper, Position::CentreBack, Position::LeftBack, Position::RightBack]
    );
}

#[test]
fn euros_are_read_as_people_write_them() {
    let value = |text: &str| {
        parse(&format!("value_min={text}")).ok().and_then(|query| query.filter.value_min_eur)
    };

    assert_eq!(value("950000"), Some(950_000));
    assert_eq!(value("700k"), Some(700_000));
    assert_eq!(value("13.3M"), Some(13_300_000));
    assert_eq!(value("0.05m"), Some(50_000));
    assert_eq!(value("€ 2 m"), Some(2_000_000));
    assert_eq!(value("-1"), None);
    assert_eq!(value("much"), None);
    assert_eq!(value("1e6"), None);
    assert_eq!(value("99999999999999999999"), None);
    assert_eq!(value("9999999999999999m"), None);
}

#[test]
fn each_bad_value_is_named() {
    let errors = parse(
        "position=XX&age_min=old&age_max=200&value_min=1,5m&status=injured&foot=third\
         &contract_before=30.06.2026&height_min=1.80&sort=shoe&limit=201",
    )
    .unwrap_err();

    let fields: Vec<_> = errors.iter().map(|error| error.field.as_str()).collect();
    assert_eq!(
        fields,
        [
            "position",
            "age_min",
            "age_max",
            "value_min",
            "status",
            "foot",
            "contract_before",
            "height_min",
            "sort",
            "limit"
        ]
    );
    assert_eq!(
        errors[0].message,
        "`XX` is not a position: use codes such as CB, AM or CF, or DEF, MID, ATT."
    );
}

#[test]
fn bounds_that_cross_are_refused() {
    let errors = parse("age_min=30&age_max=20").unwrap_err();

    assert_eq!(
        errors,
        [FieldError::new("age_max", "The upper bound must not lie below the lower one.")]
    );
}

#[test]
fn a_query_string_is_encoded() {
    let query = parse("q=a&b").unwrap();
    let query = PlayerQuery {
        filter: PlayerFilter { text: Some("Ø & co=1".to_owned()), ..query.filter },
        cursor: Some("a_-".to_owned()),
        ..query
    };

    assert_eq!(query.to_query_string(), "q=%C3%98%20%26%20co%3D1&cursor=a_-");
}

#[test]
fn a_kept_query_string_reads_back_and_is_told_in_words() {
    let kept = "q=%C3%98%20%26%20co%3D1&position=LB,CB&age_max=22&sort=age";

    let query = PlayerQuery::from_query_string(kept).unwrap();

    assert_eq!(query.filter.text.as_deref(), Some("Ø & co=1"));
    assert_eq!(PlayerQuery::from_query_string(&query.to_query_string()), Ok(query.clone()));
    assert!(query.filter.words().ends_with(", age max 22"), "{}", query.filter.words());
    assert_eq!(
        PlayerQuery::from_query_string("q=a+b%2").unwrap().filter.text.as_deref(),
        Some("a b%2")
    );
    assert_eq!(PlayerQuery::from_query_string(""), Ok(PlayerQuery::default()));
    let refused = PlayerQuery::from_query_string("?age_min=old").unwrap_err();
    assert_eq!(refused[0].field, "age_min");
}

proptest! {
    #[test]
    fn a_question_reads_back_from_its_pairs(
        text in proptest::option::of("[a-zØé']{1,12}"),
        age in proptest::option::of(15_u8..40),
        value in proptest::option::of(0_i64..1_000_000_000),
        key in 0..PlayerSortKey::ALL.len(),
        descending: bool,
    ) {
        let filter = PlayerFilter {
            text,
            age_min: age,
            value_max_eur: value,
            positions: vec![Position::Goalkeeper, Position::SecondStriker],
            ..PlayerFilter::default()
        };
        let sort = PlayerSort { key: PlayerSortKey::ALL[key], descending };

        let mut pairs = filter.pairs();
        pairs.push(("sort", sort.to_string()));
        let read = PlayerQuery::parse(pairs.iter().map(|(name, value)| (*name, value.as_str())));

        prop_assert_eq!(read, Ok(PlayerQuery { filter, sort, ..PlayerQuery::default() }));
    }
}
