//! Lists in order, whichever way they are read: from the index of the order, from the stretches of some
//! positions, or from the few players who have a word.

use chrono::NaiveDate;
use football::PlayerQuery;
use sqlx::{AssertSqlSafe, Executor as _};
use store::{
    Database,
    database::{ConnectSettings, connect},
    players,
};
use test_database::TestDatabase;

/// More than are few for a page of [`LENGTH`].
const SHARED: u64 = 1_200;
const LENGTH: &str = "90";

struct Store {
    db: Database,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

impl Store {
    async fn start() -> Self {
        let database = TestDatabase::create().await;
        let settings = ConnectSettings {
            url: database.url().to_owned(),
            max_connections: 1,
            acquire_timeout: std::time::Duration::from_secs(30),
        };
        let db = connect(&settings).await.expect("the test database can be reached");
        Self { db, _database: database }
    }

    async fn run(&self, sql: &str) {
        let pool = self.db.get_postgres_connection_pool();
        pool.execute(AssertSqlSafe(sql.to_owned())).await.expect("sound SQL");
    }

    /// Many players who share a name, one in so many without a position, a value and so on, and one who
    /// shares it with nobody.
    async fn fill(&self) {
        self.run(&format!(
            "INSERT INTO player (name, position, value_eur, birth_date, height_cm, contract_until, foot,
                 club, competition, nationalities)
             SELECT 'Shared Smith',
                 ('{{CB,LB,RB,GK}}'::text[])[number % 5 + 1],
                 CASE WHEN number % 7 > 0 THEN number % 11 * 1000 END,
                 CASE WHEN number % 6 > 0 THEN date '2000-01-01' + number % 17 END,
                 CASE WHEN number % 8 > 0 THEN 170 + number % 13 END,
                 CASE WHEN number % 9 > 0 THEN date '2027-01-01' + number % 19 END,
                 ('{{left,right}}'::text[])[number % 3 + 1],
                 ('{{Ajax,Épinal,Bochum}}'::text[])[number % 4 + 1],
                 ('{{Serie A,Ligue 1}}'::text[])[number % 3 + 1],
                 CASE WHEN number % 4 = 0 THEN '{{Brazil,Italy}}'::text[] ELSE '{{Ghana}}' END
             FROM generate_series(1, {SHARED}) AS number"
        ))
        .await;
        self.run(
            "INSERT INTO player (name, position, value_eur) VALUES ('Rare Smith', 'GK', 5000)",
        )
        .await;
    }

    /// What the store is to believe of how many players have the words of names.
    async fn believe(&self, players: u64) {
        self.run(&format!("UPDATE player_word SET players = {players}")).await;
    }

    /// The ids of all pages, read to the end and back to the beginning, which must agree.
    async fn ids(&self, pairs: &[(&str, &str)]) -> Vec<i64> {
        let pairs = [pairs, &[("limit", LENGTH)]].concat();
        let first = PlayerQuery::parse(pairs.iter().copied()).expect("a query that reads");
        let page = async |cursor| {
            players::list(&self.db, &first.at(cursor), today()).await.expect("a page of the list")
        };
        let mut pages = vec![page(None).await];
        while let Some(cursor) = pages.last().and_then(|page| page.next_cursor.clone()) {
            pages.push(page(Some(cursor)).await);
        }
        let mut back = vec![pages.last().expect("the first page").clone()];
        while let Some(cursor) = back.last().and_then(|page| page.previous_cursor.clone()) {
            back.push(page(Some(cursor)).await);
        }
        back.reverse();
        let ids = |pages: &[football::PlayerPage]| -> Vec<i64> {
            pages.iter().flat_map(|page| &page.items).map(|player| player.id.0).collect()
        };
        assert_eq!(ids(&back), ids(&pages), "{pairs:?} backwards");
        ids(&pages)
    }

    /// The ids as the plainest statement has them.
    async fn reference(&self, condition: &str, column: &str, direction: &str) -> Vec<i64> {
        let sql = format!(
            "SELECT id FROM player WHERE {condition}
             ORDER BY ({column}) IS NULL, {column} {direction}, id {direction}"
        );
        sqlx::query_scalar(AssertSqlSafe(sql))
            .fetch_all(self.db.get_postgres_connection_pool())
            .await
            .expect("sound SQL")
    }
}

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 3, 1).expect("a day that exists")
}

/// The orders, and the column and direction behind each.
const ORDERS: [(&str, &str, &str); 11] = [
    ("-value", "value_eur", "DESC"),
    ("value", "value_eur", "ASC"),
    ("name", "search_text", "ASC"),
    ("-name", "search_text", "DESC"),
    ("age", "birth_date", "DESC"),
    ("-height", "height_cm", "DESC"),
    ("contract", "contract_until", "ASC"),
    ("position", "position", "ASC"),
    ("club", "search_fold(club) COLLATE \"C\"", "ASC"),
    ("-competition", "search_fold(competition) COLLATE \"C\"", "DESC"),
    ("foot", "foot", "ASC"),
];

type Filter = (&'static [(&'static str, &'static str)], &'static str);

#[tokio::test]
async fn a_word_that_many_share_gives_the_same_order_as_one_that_few_have() {
    const FILTERS: [Filter; 3] = [
        (&[], "true"),
        (&[("position", "CB,GK"), ("foot", "left")], "position IN ('CB', 'GK') AND foot = 'left'"),
        (&[("nationality", "Brazil"), ("q", "ared smi")], "'Brazil' = ANY (nationalities)"),
    ];
    let store = Store::start().await;
    store.fill().await;

    for (sort, column, direction) in ORDERS {
        for (filter, condition) in FILTERS {
            let mut pairs = vec![("sort", sort)];
            if filter.iter().all(|(name, _)| *name != "q") {
                pairs.push(("q", "shared"));
            }
            pairs.extend(filter);
            let condition = format!("search_text LIKE 'shared%' AND {condition}");
            let expected = store.reference(&condition, column, direction).await;

            store.believe(SHARED).await;
            assert_eq!(store.ids(&pairs).await, expected, "{pairs:?}, in order");
            store.believe(1).await;
            assert_eq!(store.ids(&pairs).await, expected, "{pairs:?}, gathered");
        }
    }
    assert_eq!(store.ids(&[("q", "rare")]).await.len(), 1);
    for believed in [1, SHARED] {
        store.believe(believed).await;
        let slip = store.ids(&[("q", "sharde")]).await;
        assert_eq!(slip, store.reference("name LIKE 'Shared%'", "value_eur", "DESC").await);
    }
}

#[tokio::test]
async fn lists_of_some_positions_are_in_the_order_of_the_whole() {
    const FILTERS: [Filter; 5] = [
        (&[("position", "GK")], "position = 'GK'"),
        (&[("position", "LB,CB,LB")], "position IN ('LB', 'CB')"),
        (&[("position", "CB,GK"), ("foot", "left")], "position IN ('CB', 'GK') AND foot = 'left'"),
        (
            &[("position", "CB,RB"), ("nationality", "Italy"), ("height_min", "175")],
            "position IN ('CB', 'RB') AND 'Italy' = ANY (nationalities) AND height_cm >= 175",
        ),
        (
            &[("position", "CB,RB"), ("competition", "serie a")],
            "position IN ('CB', 'RB') AND competition = 'Serie A'",
        ),
    ];
    let store = Store::start().await;
    store.fill().await;

    for (sort, column, direction) in ORDERS {
        for (filter, condition) in FILTERS {
            let pairs = [&[("sort", sort)], filter].concat();
            let expected = store.reference(condition, column, direction).await;
            assert!(!expected.is_empty());
            assert_eq!(store.ids(&pairs).await, expected, "{pairs:?}");
        }
    }
}

#[tokio::test]
async fn players_of_a_word_are_counted_again_after_a_bulk_change() {
    let store = Store::start().await;
    let players = async || -> Vec<(String, i32)> {
        sqlx::query_as("SELECT word, players FROM player_word ORDER BY word")
            .fetch_all(store.db.get_postgres_connection_pool())
            .await
            .expect("sound SQL")
    };
    let counts = |ada, roe| vec![("ada".to_owned(), ada), ("roe".to_owned(), roe)];
    let add = |name: &str, many| {
        format!("INSERT INTO player (name) SELECT '{name}' FROM generate_series(1, {many})")
    };
    store.run(&add("Ada Roe", 30)).await;
    let noted = players().await;
    store.run(&add("Ada", 300)).await;

    players::settle_after_bulk_change(&store.db).await.unwrap();
    let after_more = players().await;
    store.run("DELETE FROM player").await;
    players::settle_after_bulk_change(&store.db).await.unwrap();

    assert_eq!(noted, counts(30, 30));
    assert_eq!(after_more, counts(330, 30));
    assert_eq!(players().await, counts(0, 0));
}
