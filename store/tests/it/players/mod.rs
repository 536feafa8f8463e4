//! Players: search, filters, order, pages, changes.

mod changes;
mod search;

use chrono::NaiveDate;
use football::{
    Foot, MarketValue, Player, PlayerDraft, PlayerFilter, PlayerQuery, PlayerStatus, Position,
};
use store::{
    Database, StoreError,
    database::{ConnectSettings, connect},
    players::{self, Author},
};
use test_database::TestDatabase;

struct Store {
    db: Database,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

async fn store() -> Store {
    let database = TestDatabase::create().await;
    let settings = ConnectSettings {
        url: database.url().to_owned(),
        // One that changes, one that waits for it, one that looks on.
        max_connections: 3,
        acquire_timeout: std::time::Duration::from_secs(30),
    };
    Store {
        db: connect(&settings).await.expect("the test database can be reached"),
        _database: database,
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

fn author() -> Author {
    Author { account_id: None, request_id: Some("req_test".to_owned()) }
}

fn today() -> NaiveDate {
    day(2026, 3, 1)
}

fn named(name: &str) -> PlayerDraft {
    PlayerDraft { name: name.to_owned(), ..PlayerDraft::default() }
}

fn worth(name: &str, amount_eur: i64) -> PlayerDraft {
    PlayerDraft {
        market_value: Some(MarketValue {
            amount_eur,
            date: day(2026, 1, 15),
            source: "Club".to_owned(),
        }),
        ..named(name)
    }
}

fn query(pairs: &[(&str, &str)]) -> PlayerQuery {
    PlayerQuery::parse(pairs.iter().copied()).expect("a query that reads")
}

impl Store {
    async fn add(&self, draft: PlayerDraft) -> Player {
        players::create(&self.db, &author(), &draft).await.expect("a sound draft is stored")
    }

    async fn names(&self, pairs: &[(&str, &str)]) -> Vec<String> {
        let page = players::list(&self.db, &query(pairs), today()).await.expect("a page");
        page.items.into_iter().map(|player| player.name).collect()
    }
}

#[tokio::test]
async fn every_filter_leaves_those_that_fit() {
    let store = store().await;
    store
        .add(PlayerDraft {
            birth_date: Some(day(2000, 3, 1)),
            nationalities: vec!["Norway".to_owned(), "Ghana".to_owned()],
            position: Some(Position::AttackingMidfield),
            foot: Some(Foot::Left),
            height_cm: Some(178),
            club: Some("Bayern München".to_owned()),
            competition: Some("Bundesliga".to_owned()),
            contract_until: Some(day(2026, 6, 29)),
            ..worth("Fits", 40_000_000)
        })
        .await;
    store.add(PlayerDraft { status: PlayerStatus::Retired, ..named("Unknown") }).await;

    for (name, fits, fails) in [
        ("position", "AM,CF", "CF"),
        ("age_min", "26", "27"),
        ("age_max", "26", "25"),
        ("value_min", "40m", "40000001"),
        ("value_max", "40m", "39999999"),
        ("nationality", "Ghana", "Nor"),
        ("club", "bayern munchen", "Bayern"),
        ("competition", "BUNDESLIGA", "2. Bundesliga"),
        ("status", "active", "free_agent"),
        ("foot", "left", "both"),
        ("contract_before", "2026-06-30", "2026-06-29"),
        ("height_min", "178", "179"),
        ("height_max", "178", "177"),
    ] {
        assert_eq!(store.names(&[(name, fits)]).await, ["Fits"], "{name}={fits}");
        assert_eq!(store.names(&[(name, fails)]).await, [""; 0], "{name}={fails}");
    }
}

#[tokio::test]
async fn the_age_filter_agrees_with_the_age_shown_on_a_leap_day() {
    let store = store().await;
    let leap_day = day(2024, 2, 29);
    for birth_date in [day(2006, 2, 28), day(2006, 3, 1), day(2004, 2, 29), day(2004, 3, 1)] {
        store.add(PlayerDraft { birth_date: Some(birth_date), ..named("A") }).await;
    }

    for age in 16_u8..22 {
        let filter =
            PlayerFilter { age_min: Some(age), age_max: Some(age), ..PlayerFilter::default() };
        let query = PlayerQuery { filter, ..PlayerQuery::default() };
        let page = players::list(&store.db, &query, leap_day).await.unwrap();
        assert!(page.items.iter().all(|player| player.age_on(leap_day) == Some(u32::from(age))));
        let expected = match age {
            17..=20 => 1,
            _ => 0,
        };
        assert_eq!(page.items.len(), expected, "age {age}");
    }
}

#[tokio::test]
async fn unknown_values_come_last_in_both_directions() {
    let store = store().await;
    let known = |name: &str, first: bool| PlayerDraft {
        birth_date: Some(if first { day(2001, 1, 1) } else { day(1999, 1, 1) }),
        position: Some(if first { Position::CentreBack } else { Position::RightBack }),
        foot: Some(if first { Foot::Left } else { Foot::Right }),
        height_cm: Some(if first { 170 } else { 190 }),
        club: Some(if first { "Ärmel" } else { "Zett" }.to_owned()),
        competition: Some(if first { "ä" } else { "b" }.to_owned()),
        contract_until: Some(if first { day(2026, 6, 30) } else { day(2027, 6, 30) }),
        ..worth(name, if first { 1 } else { 2 })
    };
    store.add(named("?")).await;
    store.add(known("2", false)).await;
    store.add(known("1", true)).await;

    for key in ["age", "position", "foot", "height", "club", "competition", "contract", "value"] {
        assert_eq!(store.names(&[("sort", key)]).await, ["1", "2", "?"], "{key} ascending");
        let descending = format!("-{key}");
        assert_eq!(store.names(&[("sort", &descending)]).await, ["2", "1", "?"], "{descending}");
    }
}

#[tokio::test]
async fn names_sort_by_what_people_call_the_player_without_accents() {
    let store = store().await;
    store.add(named("Zico")).await;
    store.add(named("Ömer")).await;
    store.add(named("Paul")).await;
    store.add(PlayerDraft { known_name: Some("Éder".to_owned()), ..named("Xavier") }).await;

    let names = store.names(&[("sort", "name")]).await;

    assert_eq!(names, ["Xavier", "Ömer", "Paul", "Zico"]);
}

#[tokio::test]
async fn pages_lead_forwards_and_back_over_every_player_once() {
    let store = store().await;
    for number in 0..7 {
        store.add(worth(&format!("w{number}"), number / 2)).await;
    }
    for number in 0..4 {
        store.add(named(&format!("u{number}"))).await;
    }

    for sort in ["value", "-value", "name", "-name"] {
        let whole = store.names(&[("sort", sort)]).await;
        let first = query(&[("sort", sort), ("limit", "3")]);
        let mut pages = vec![players::list(&store.db, &first, today()).await.unwrap()];
        while let Some(cursor) = pages.last().unwrap().next_cursor.clone() {
            pages.push(players::list(&store.db, &first.at(Some(cursor)), today()).await.unwrap());
        }
        let names = |pages: &[football::PlayerPage]| -> Vec<String> {
            pages.iter().flat_map(|page| &page.items).map(|player| player.name.clone()).collect()
        };
        assert_eq!(whole.len(), 11);
        assert_eq!(names(&pages), whole, "{sort}");
        let rows: Vec<_> = pages.iter().map(|page| (page.first_row, page.total)).collect();
        assert_eq!(rows, [(1, Some(11)), (4, Some(11)), (7, Some(11)), (10, Some(11))]);

        let mut back = vec![pages.last().unwrap().clone()];
        while let Some(cursor) = back.last().unwrap().previous_cursor.clone() {
            back.push(players::list(&store.db, &first.at(Some(cursor)), today()).await.unwrap());
        }
        back.reverse();
        assert_eq!(names(&back), whole, "{sort} backwards");
        assert_eq!(back[0].first_row, 1);
        assert_eq!(back[0].previous_cursor, None);
    }
}

#[tokio::test]
async fn a_player_who_comes_in_shifts_no_page() {
    let store = store().await;
    for amount in 1..=6 {
        store.add(worth(&format!("{amount}"), amount)).await;
    }
    let first = query(&[("limit", "2")]);
    let page = players::list(&store.db, &first, today()).await.unwrap();

    store.add(worth("new first", 100)).await;
    let next = players::list(&store.db, &first.at(page.next_cursor), today()).await.unwrap();

    let names: Vec<_> = next.items.iter().map(|player| player.name.as_str()).collect();
    assert_eq!(names, ["4", "3"]);
}

#[tokio::test]
async fn a_cursor_of_another_order_or_of_nobody_is_refused() {
    let store = store().await;
    for amount in 1..=3 {
        store.add(worth("a", amount)).await;
    }
    let first = query(&[("limit", "1")]);
    let cursor = players::list(&store.db, &first, today()).await.unwrap().next_cursor.unwrap();
    let forged = base64_of(r#"{"o":"-value","s":"after","v":{"text":"x"},"i":1,"r":1}"#);

    for (sort, cursor) in
        [("name", cursor.as_str()), ("-value", "nonsense"), ("-value", "AAAA"), ("-value", &forged)]
    {
        let query = query(&[("sort", sort), ("cursor", cursor)]);
        let error = players::list(&store.db, &query, today()).await.unwrap_err();
        assert!(
            matches!(&error, StoreError::Invalid(fields) if fields[0].field == "cursor"),
            "{error:?}"
        );
    }
}

async fn sea_exec(store: &Store, sql: &str) {
    use sqlx::Executor as _;
    let pool = store.db.get_postgres_connection_pool();
    pool.execute(sqlx::AssertSqlSafe(sql.to_owned())).await.expect("sound SQL");
}

/// RFC 4648, url-safe, without padding: written out so that the test forges what it says it does.
fn base64_of(text: &str) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut coded = String::new();
    for three in text.as_bytes().chunks(3) {
        let bits = three
            .iter()
            .enumerate()
            .fold(0_u32, |bits, (place, byte)| bits | (u32::from(*byte) << (16 - 8 * place)));
        for place in 0..=three.len() {
            let index = (bits >> (18 - 6 * place)) & 63;
            coded.push(char::from(LETTERS[usize::try_from(index).expect("six bits")]));
        }
    }
    coded
}
