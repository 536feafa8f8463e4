//! Needs: kept, counted for a while, settled.

use std::time::Duration;

use chrono::NaiveDate;
use football::desk::NeedDraft;
use store::{StoreError, desk::needs};

use super::Desk;

/// Nothing counted is young enough.
const AT_ONCE: Duration = Duration::ZERO;

fn today() -> NaiveDate {
    "2026-11-26".parse().unwrap()
}

fn draft(name: &str, query: &str) -> NeedDraft {
    NeedDraft { name: name.to_owned(), query: query.to_owned(), ..NeedDraft::default() }
}

#[tokio::test]
async fn a_need_knows_how_many_players_fit_when_it_was_counted() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    desk.player("Per Åge").await;
    desk.player("Ole").await;
    let all = needs::create(&desk.db, &ada, &draft("All", "")).await.unwrap();
    let one = needs::create(&desk.db, &ada, &draft("One", "?q=age&limit=5")).await.unwrap();

    let before = needs::find(&desk.db, one).await.unwrap().unwrap();
    let counted = needs::count_anew(&desk.db, today(), AT_ONCE).await.unwrap();
    desk.player("Åge Hareide").await;
    let young = needs::count_anew(&desk.db, today(), Duration::from_mins(10)).await.unwrap();
    let after = needs::find(&desk.db, one).await.unwrap().unwrap();
    let all = needs::find(&desk.db, all).await.unwrap().unwrap();

    assert_eq!(before.fitting, None);
    assert_eq!((counted, young), (2, 0));
    assert_eq!(after.fitting.unwrap().players, Some(1), "what was counted is kept for a while");
    assert_eq!(after.draft.query, "q=age", "where a page begins is no part of a need");
    assert_eq!(all.fitting.unwrap().players, Some(2));
}

#[tokio::test]
async fn the_need_that_is_due_first_stands_first() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    for (name, due) in [("C", None), ("B", Some("2026-12-31")), ("A", Some("2026-11-30"))] {
        let due = due.map(|day| day.parse().unwrap());
        needs::create(&desk.db, &ada, &NeedDraft { due, ..draft(name, "") }).await.unwrap();
    }

    let listed = needs::list(&desk.db, false).await.unwrap();

    let names: Vec<_> = listed.iter().map(|need| need.draft.name.as_str()).collect();
    assert_eq!(names, ["A", "B", "C"]);
    assert_eq!(needs::count(&desk.db).await.unwrap(), 3);
}

#[tokio::test]
async fn a_need_is_changed_by_whoever_read_it_last_and_settled_with_a_way_back() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    desk.player("Per").await;
    let id = needs::create(&desk.db, &ada, &draft("Backs", "")).await.unwrap();
    needs::count_anew(&desk.db, today(), AT_ONCE).await.unwrap();

    let renamed = needs::update(&desk.db, &ada, id, 1, &draft("Left-backs", "")).await.unwrap();
    let kept = needs::find(&desk.db, id).await.unwrap().unwrap();
    let late = needs::update(&desk.db, &ada, id, 1, &draft("Others", "")).await;
    needs::update(&desk.db, &ada, id, 2, &draft("Left-backs", "position=LB")).await.unwrap();
    let other = needs::find(&desk.db, id).await.unwrap().unwrap();
    needs::set_archived(&desk.db, &ada, id, true).await.unwrap();
    let settled = needs::count_anew(&desk.db, today(), AT_ONCE).await.unwrap();
    needs::set_archived(&desk.db, &ada, id, false).await.unwrap();

    assert_eq!(renamed, Some(2));
    assert!(kept.fitting.is_some(), "another name finds the same players");
    assert!(matches!(late, Err(StoreError::Conflict { .. })));
    assert_eq!(other.fitting, None, "another search finds others");
    assert_eq!(settled, 0, "nobody counts for a need that is settled");
    assert!(!needs::list(&desk.db, false).await.unwrap()[0].is_archived);
}

#[tokio::test]
async fn a_search_that_cannot_be_read_and_a_name_twice_are_refused_at_their_fields() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    needs::create(&desk.db, &ada, &draft("Backs", "")).await.unwrap();

    for (name, query, field) in
        [("Old", "age_min=old", "query"), (" ", "", "name"), ("backs", "", "name")]
    {
        let refused = needs::create(&desk.db, &ada, &draft(name, query)).await;
        let Err(StoreError::Invalid(fields)) = refused else { panic!("{name}: {refused:?}") };
        assert_eq!(fields[0].field, field, "{name}");
    }
}
