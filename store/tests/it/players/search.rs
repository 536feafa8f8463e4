//! Search: accents, case, slips, fragments.

use std::fmt::Write as _;

use football::{PlayerDraft, Position};
use store::players;

use super::{day, named, query, sea_exec, store, today, worth};

#[tokio::test]
async fn search_forgives_accents_and_case() {
    let store = store().await;
    for name in ["Thomas Müller", "Vinícius José Paixão de Oliveira Júnior", "Łukasz Fabiański"]
    {
        store.add(named(name)).await;
    }
    store.add(PlayerDraft { club: Some("Arsenal".to_owned()), ..named("Martin Ødegaard") }).await;

    for (typed, found) in [
        ("Muller", "Thomas Müller"),
        ("MÜLLER", "Thomas Müller"),
        ("Vinicius Junior", "Vinícius José Paixão de Oliveira Júnior"),
        ("junior vinicius", "Vinícius José Paixão de Oliveira Júnior"),
        ("odegaard", "Martin Ødegaard"),
        ("Ødegaard", "Martin Ødegaard"),
        ("degaa", "Martin Ødegaard"),
        ("arsenal", "Martin Ødegaard"),
        ("Lukasz", "Łukasz Fabiański"),
        ("łu", "Łukasz Fabiański"),
    ] {
        assert_eq!(store.names(&[("q", typed)]).await, [found], "{typed}");
    }
}

#[tokio::test]
async fn search_forgives_one_slip_a_word_and_says_so() {
    let store = store().await;
    store.add(named("Martin Ødegaard")).await;
    store.add(named("Thomas Müller")).await;

    for typed in ["odegard", "ødegaadr", "oedgaard", "odegaardd", "xdegaard", "martin odegarrd"] {
        let page = players::list(&store.db, &query(&[("q", typed)]), today()).await.unwrap();
        let names: Vec<_> = page.items.iter().map(|player| player.name.as_str()).collect();
        assert_eq!(names, ["Martin Ødegaard"], "{typed}");
        assert!(page.similar_names, "{typed}");
    }
    let page = players::list(&store.db, &query(&[("q", "odegaard")]), today()).await.unwrap();
    assert!(!page.similar_names);
    assert_eq!(store.names(&[("q", "odgard")]).await, [""; 0], "two slips");
}

#[tokio::test]
async fn wildcards_and_punctuation_are_letters_like_others() {
    let store = store().await;
    store.add(named("Jean-Pierre O'Neill")).await;
    store.add(named("100%")).await;

    assert_eq!(store.names(&[("q", "oneill")]).await, ["Jean-Pierre O'Neill"]);
    assert_eq!(store.names(&[("q", "o'neill")]).await, ["Jean-Pierre O'Neill"]);
    assert_eq!(store.names(&[("q", "jean-pierre")]).await, ["Jean-Pierre O'Neill"]);
    assert_eq!(store.names(&[("q", "00%")]).await, ["100%"]);
    assert_eq!(store.names(&[("q", "%")]).await, [""; 0]);
    assert_eq!(store.names(&[("q", "_____")]).await, [""; 0]);
    assert_eq!(store.names(&[("q", "\\")]).await, [""; 0]);
    assert_eq!(store.names(&[("q", "'")]).await, [""; 0]);
}

#[tokio::test]
async fn a_fragment_of_more_words_than_are_looked_up_still_finds() {
    let store = store().await;
    let mut insert = String::new();
    for number in 0..600 {
        let _ = write!(insert, "('Ander{number:03}x Fill'),");
    }
    insert.pop();
    sea_exec(&store, &format!("INSERT INTO player (name) VALUES {insert}")).await;

    let page = players::list(&store.db, &query(&[("q", "nder")]), today()).await.unwrap();
    assert_eq!(page.total, Some(600));
    let page = players::list(&store.db, &query(&[("q", "an")]), today()).await.unwrap();
    assert_eq!(page.total, Some(600));
    let page = players::list(&store.db, &query(&[("q", "nder399 fil")]), today()).await.unwrap();
    assert_eq!(page.total, Some(1));
}

/// A table that is not counted with each page, in which a thousand names hold "silva", six hundred "costa" and two
/// dozen "pele".
#[tokio::test]
async fn a_word_alone_finds_the_most_valuable_first_however_many_have_it() {
    let store = store().await;
    sea_exec(
        &store,
        "INSERT INTO player (name, value_eur, value_date, value_source)
         SELECT name || ' ' || n, value, CASE WHEN value > 0 THEN date '2026-01-01' END,
             CASE WHEN value > 0 THEN 'made up' END
         FROM (
             SELECT n, CASE WHEN n % 24 = 1 THEN 'Silva' WHEN n % 40 = 3 THEN 'Costa'
                 WHEN n % 1000 = 6 THEN 'Pelé' ELSE 'Other' END AS name,
                 CASE WHEN n % 3 = 0 OR n % 40 = 3 AND n > 2000 THEN NULL ELSE n % 97 * 1000 + 1000 END AS value
             FROM generate_series(1, 24000) AS n
         ) made",
    )
    .await;
    sea_exec(&store, "ANALYZE player").await;
    store::players::settle_after_bulk_change(&store.db).await.unwrap();

    for (typed, name, has_next) in
        [("silv", "Silva", true), ("costa", "Costa", true), ("pele", "Pelé", false)]
    {
        let ordered = format!(
            "SELECT id FROM player WHERE name LIKE '{name} %' ORDER BY value_eur DESC NULLS LAST, id DESC"
        );
        let pool = store.db.get_postgres_connection_pool();
        let expected: Vec<i64> =
            sqlx::query_scalar(sqlx::AssertSqlSafe(ordered)).fetch_all(pool).await.unwrap();
        let asked = query(&[("q", typed), ("limit", "50")]);
        let mut page = players::list(&store.db, &asked, today()).await.unwrap();
        assert_eq!(page.next_cursor.is_some(), has_next, "{typed}");
        assert_eq!(page.total.is_some(), !has_next, "{typed}");
        let mut found: Vec<i64> = Vec::new();
        loop {
            found.extend(page.items.iter().map(|player| player.id.0));
            assert!(!page.similar_names);
            let Some(cursor) = page.next_cursor else { break };
            page = players::list(&store.db, &asked.at(Some(cursor)), today()).await.unwrap();
        }
        assert_eq!(found, expected, "{typed}");
    }
}

#[tokio::test]
async fn clubs_are_suggested_once_each_by_how_they_begin() {
    let store = store().await;
    for club in ["FC Köln", "FC Kopenhagen", "fc köln", "Ajax", "FC Barcelona"] {
        store.add(PlayerDraft { club: Some(club.to_owned()), ..named("A") }).await;
    }

    assert_eq!(players::clubs(&store.db, "fc ko", 10).await.unwrap(), ["FC Köln", "FC Kopenhagen"]);
    assert_eq!(players::clubs(&store.db, "", 2).await.unwrap(), ["Ajax", "FC Barcelona"]);
    assert_eq!(players::competitions(&store.db, "x", 10).await.unwrap(), [""; 0]);
}

#[tokio::test]
async fn the_palette_gets_the_most_valuable_first_and_what_tells_them_apart() {
    let store = store().await;
    store.add(worth("João Pedro", 5)).await;
    store
        .add(PlayerDraft {
            position: Some(Position::CentreForward),
            club: Some("Chelsea".to_owned()),
            birth_date: Some(day(2001, 9, 26)),
            ..worth("João Pedro", 50)
        })
        .await;

    let found = players::suggest(&store.db, "joao", 5, today()).await.unwrap();

    let details: Vec<_> = found.iter().map(|player| player.detail.as_str()).collect();
    assert_eq!(details, ["CF · Chelsea · 2001", ""]);
    assert_eq!(players::suggest(&store.db, " ", 5, today()).await.unwrap(), []);
}
