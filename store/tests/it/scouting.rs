//! Scouting: peers, reports and their versions.

use chrono::{Months, NaiveDate};
use football::{MarketValue, Player, PlayerDraft, Position};
use scouting_stats::{PeerCounts, ReportWriter, collect, write_report};
use store::{
    Database, StoreError,
    database::{ConnectSettings, connect},
    players::{self, Author},
    queue::{ScoutPlayer, enqueue},
    ranked_seasons::RankedSeasons,
    scouting::{self, NewReport, Stored},
};
use test_database::TestDatabase;

struct Store {
    db: Database,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

impl Store {
    async fn create() -> Self {
        let database = TestDatabase::create().await;
        let settings = ConnectSettings {
            url: database.url().to_owned(),
            max_connections: 4,
            acquire_timeout: std::time::Duration::from_secs(30),
        };
        let db = connect(&settings).await.expect("the test database can be reached");
        Self { db, _database: database }
    }

    async fn add(&self, draft: PlayerDraft) -> Player {
        players::create(&self.db, &Author::default(), &draft)
            .await
            .expect("a sound draft is stored")
    }

    /// A report on `player` by a job of its own.
    async fn report(&self, player: &Player, question: &str) -> Option<Stored> {
        let new = self.new_report(player, question).await;
        scouting::store_report(&self.db, &new).await.expect("a report is stored")
    }

    async fn new_report(&self, player: &Player, question: &str) -> NewReport {
        let payload = ScoutPlayer { player_id: player.id, question: question.to_owned() };
        let job_id = enqueue(&self.db, store::queue::NewJob::new(payload))
            .await
            .expect("a job is queued")
            .id();
        let facts =
            scouting::player_facts(&self.db, &RankedSeasons::default(), player.id, today()).await;
        let facts = facts.expect("facts can be read").expect("the player is there");
        let evidence = collect(&facts, question);
        NewReport {
            player_id: player.id,
            job_id: Some(job_id),
            writer: ReportWriter::offline(),
            note: String::new(),
            report: write_report(&evidence),
            evidence,
            created_by: None,
            replaces: None,
        }
    }
}

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).expect("a day that exists")
}

fn today() -> NaiveDate {
    day(2026, 11, 21)
}

fn striker(millions: i64) -> PlayerDraft {
    PlayerDraft {
        name: "Per Andersson".to_owned(),
        birth_date: Some(day(2002, 11, 21)), // 24 today.
        position: Some(Position::CentreForward),
        height_cm: Some(180),
        market_value: Some(MarketValue {
            amount_eur: millions * 1_000_000,
            date: day(2026, 6, 1),
            source: "Test estimate".to_owned(),
        }),
        ..PlayerDraft::default()
    }
}

#[tokio::test]
async fn peers_are_of_the_same_group_and_age_and_valued_at_the_same_time() {
    let store = Store::create().await;
    let player = store.add(striker(20)).await;
    // Peers: one cheaper, one level, one dearer; a winger is an attacker too.
    store.add(PlayerDraft { position: Some(Position::LeftWinger), ..striker(10) }).await;
    store.add(striker(20)).await;
    store.add(striker(30)).await;
    // The edges of 22 to 26 years: both count as cheaper peers.
    store.add(PlayerDraft { birth_date: Some(day(2004, 11, 21)), ..striker(5) }).await;
    store.add(PlayerDraft { birth_date: Some(day(1999, 11, 22)), ..striker(5) }).await;
    // No peers: a day too young, a day too old, another group, an old value, no value, deleted.
    store.add(PlayerDraft { birth_date: Some(day(2004, 11, 22)), ..striker(5) }).await;
    store.add(PlayerDraft { birth_date: Some(day(1999, 11, 21)), ..striker(5) }).await;
    store.add(PlayerDraft { position: Some(Position::CentreBack), ..striker(5) }).await;
    let mut old = striker(5);
    old.market_value.as_mut().unwrap().date = day(2025, 5, 31);
    store.add(old).await;
    store.add(PlayerDraft { market_value: None, ..striker(5) }).await;
    let deleted = store.add(striker(5)).await;
    players::delete(&store.db, &Author::default(), &[deleted.id]).await.unwrap();

    let facts = scouting::player_facts(&store.db, &RankedSeasons::default(), player.id, today())
        .await
        .unwrap()
        .unwrap();

    assert_eq!(facts.value_peers, Some(PeerCounts { below: 3, level: 2, n: 6 }));
    // Heights: every centre-forward on record, the old and the young as well.
    assert_eq!(facts.height_peers, Some(PeerCounts { below: 0, level: 9, n: 9 }));
}

#[tokio::test]
async fn what_is_unknown_has_no_peers() {
    let store = Store::create().await;
    let player = store.add(PlayerDraft { birth_date: None, height_cm: None, ..striker(20) }).await;

    let facts = scouting::player_facts(&store.db, &RankedSeasons::default(), player.id, today())
        .await
        .unwrap()
        .unwrap();

    assert_eq!((facts.value_peers, facts.height_peers), (None, None));
    assert_eq!(facts.values.len(), 1);
}

#[tokio::test]
async fn a_report_comes_back_as_it_was_stored() {
    let store = Store::create().await;
    let player = store.add(striker(20)).await;
    let new = store.new_report(&player, "Worth it?").await;

    let stored = scouting::store_report(&store.db, &new).await.unwrap().unwrap();

    let found = scouting::find_report(&store.db, stored.id).await.unwrap().unwrap();
    assert_eq!((found.version, found.question.as_str()), (1, "Worth it?"));
    assert_eq!(found.report, new.report);
    assert_eq!(found.evidence.hash(), found.evidence_hash);
    let by_version = scouting::find_version(&store.db, player.id, 1).await.unwrap();
    assert_eq!(by_version.as_ref(), Some(&found));
    assert_eq!(scouting::latest_report(&store.db, player.id).await.unwrap(), Some(found));
}

#[tokio::test]
async fn versions_count_up_and_a_job_stores_one() {
    let store = Store::create().await;
    let player = store.add(striker(20)).await;
    let first = store.new_report(&player, "").await;

    let one = scouting::store_report(&store.db, &first).await.unwrap().unwrap();
    let again = scouting::store_report(&store.db, &first).await.unwrap().unwrap();
    let two = store.report(&player, "").await.unwrap();

    assert_eq!(one, again);
    assert_eq!((one.version, two.version), (1, 2));
    assert_eq!(scouting::count_reports(&store.db).await.unwrap(), 2);
}

#[tokio::test]
async fn ten_writers_at_once_get_ten_versions() {
    let store = Store::create().await;
    let player = store.add(striker(20)).await;
    let mut reports = Vec::new();
    for number in 0..10 {
        reports.push(store.new_report(&player, &format!("Question {number}")).await);
    }

    let writers = reports.into_iter().map(|report| {
        let db = store.db.clone();
        tokio::spawn(async move { scouting::store_report(&db, &report).await })
    });
    let mut versions = Vec::new();
    for writer in writers.collect::<Vec<_>>() {
        versions.push(writer.await.unwrap().unwrap().unwrap().version);
    }

    versions.sort_unstable();
    assert_eq!(versions, (1..=10).collect::<Vec<_>>());
}

#[tokio::test]
async fn the_same_evidence_is_unchanged_until_something_new_is_known() {
    let store = Store::create().await;
    let player = store.add(striker(20)).await;
    let stored = store.report(&player, "Fit?").await.unwrap();
    let evidence_on = async |day, question| {
        let facts = scouting::player_facts(&store.db, &RankedSeasons::default(), player.id, day)
            .await
            .unwrap()
            .unwrap();
        collect(&facts, question)
    };
    let unchanged = async |evidence, writer| {
        scouting::unchanged_since(&store.db, &evidence, &writer).await.unwrap()
    };
    let model = |prompt_version| ReportWriter::Model {
        provider: "Groq".to_owned(),
        model: "small".to_owned(),
        prompt_version,
    };

    let same = evidence_on(today(), "Fit?").await;
    let later = evidence_on(today() + Months::new(2), "Fit?").await;
    let other_question = evidence_on(today(), "Why?").await;

    assert_eq!(unchanged(same.clone(), ReportWriter::offline()).await, Some(stored));
    assert_eq!(unchanged(same.clone(), model(1)).await, None);
    assert_eq!(unchanged(later, ReportWriter::offline()).await, None);
    assert_eq!(unchanged(other_question, ReportWriter::offline()).await, None);
    // A report of another writer in between does not make it old.
    let mut new = store.new_report(&player, "Fit?").await;
    new.writer = model(1);
    let by_model = scouting::store_report(&store.db, &new).await.unwrap();
    assert_eq!(unchanged(same.clone(), ReportWriter::offline()).await, Some(stored));
    assert_eq!(unchanged(same.clone(), model(1)).await, by_model);
    assert_eq!(unchanged(same, model(2)).await, None);
}

#[tokio::test]
async fn pages_of_reports_hold_each_report_once() {
    let store = Store::create().await;
    let (one, two) = (store.add(striker(20)).await, store.add(striker(30)).await);
    for number in 0..3 {
        store.report(&one, &format!("Question {number}")).await;
        store.report(&two, &format!("Question {number}")).await;
    }

    let mut cursor = None;
    let mut ids = Vec::new();
    loop {
        let page = scouting::list_reports(&store.db, cursor.as_deref(), 4).await.unwrap();
        assert_eq!(page.total, 6);
        ids.extend(page.items.iter().map(|report| report.id));
        cursor = page.next_cursor;
        if cursor.is_none() {
            break;
        }
    }
    let on_one = scouting::list_reports_on(&store.db, one.id, None, 200).await.unwrap();

    assert_eq!(ids.len(), 6);
    assert!(ids.is_sorted_by(|a, b| a > b), "{ids:?}");
    let versions: Vec<_> = on_one.items.iter().map(|report| report.version).collect();
    assert_eq!(versions, [3, 2, 1]);
    assert!(matches!(
        scouting::list_reports(&store.db, Some("x"), 4).await,
        Err(StoreError::Invalid(_))
    ));
}

#[tokio::test]
async fn reports_of_a_deleted_player_are_away_until_the_player_is_back() {
    let store = Store::create().await;
    let player = store.add(striker(20)).await;
    let stored = store.report(&player, "").await.unwrap();
    let late = store.new_report(&player, "Late?").await;

    players::delete(&store.db, &Author::default(), &[player.id]).await.unwrap();

    assert_eq!(scouting::find_report(&store.db, stored.id).await.unwrap(), None);
    assert_eq!(scouting::latest_report(&store.db, player.id).await.unwrap(), None);
    assert_eq!(scouting::count_reports(&store.db).await.unwrap(), 0);
    assert_eq!(scouting::store_report(&store.db, &late).await.unwrap(), None);
    players::restore(&store.db, &Author::default(), &[player.id]).await.unwrap();
    assert!(scouting::find_report(&store.db, stored.id).await.unwrap().is_some());
}

#[tokio::test]
async fn a_job_under_way_is_found_by_its_player() {
    let store = Store::create().await;
    let (player, other) = (store.add(striker(20)).await, store.add(striker(30)).await);
    let payload = ScoutPlayer { player_id: player.id, question: " Fit? ".to_owned() };

    let job = enqueue(&store.db, payload.clone().job("Per Andersson")).await.unwrap();
    let twice = enqueue(&store.db, payload.job("Per Andersson")).await.unwrap();

    assert_eq!(job.id(), twice.id());
    let found = scouting::report_under_way(&store.db, player.id).await.unwrap();
    assert_eq!(found, Some((job.id(), None)));
    assert_eq!(scouting::report_under_way(&store.db, other.id).await.unwrap(), None);
}
