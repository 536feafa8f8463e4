//! Insights: what models are fitted on, models and results that are kept, and asking for them.

use std::time::Duration;

use chrono::NaiveDate;
use football::{PlayerDraft, PlayerId, Position};
use scouting_stats::{
    InsightKind,
    value::{ModelSettings, Origin, Panel, ReportCard, ValueModel},
};
use serde_json::json;
use sqlx::PgPool;
use store::{
    Database,
    database::{ConnectSettings, connect},
    insights::{
        AnalysisRequest, KEPT_VERSIONS, KeptCard, Maker, NewInsight, NewReportCard, Written,
        analysis_under_way, data_mark, find_model, history_of, insight_history, keep_model,
        keep_report_card, newest_insights, newest_report_card, read_histories, request_analysis,
        write_insights,
    },
    players::{self, Author},
    queue::Enqueued,
};
use test_database::TestDatabase;

const SEED: u32 = 7;

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
            acquire_timeout: Duration::from_secs(30),
        };
        let db = connect(&settings).await.expect("the test database can be reached");
        Self { db, _database: database }
    }

    fn sql(&self) -> &PgPool {
        self.db.get_postgres_connection_pool()
    }

    /// Players with seventeen values each, half a year apart, up to June 2020.
    async fn with_values(players: i32) -> Self {
        let store = Self::create().await;
        sqlx::query(
            "INSERT INTO player (name, birth_date, position)
             SELECT 'Player ' || n, CASE WHEN n % 5 > 0 THEN date '1985-01-01' + 23 * n END,
                 (ARRAY['GK', 'CB', 'CM', 'CF'])[n % 4 + 1]
             FROM generate_series(1, $1) n",
        )
        .bind(players)
        .execute(store.sql())
        .await
        .unwrap();
        sqlx::query(
            "INSERT INTO player_valuation (player_id, date, source, amount_eur)
             SELECT id, date '2012-06-30' + 182 * half, 'Test estimate',
                 100000 + abs(hashtext(id || ':' || half)) % 900000 * (1 + id % 7)
             FROM player CROSS JOIN generate_series(0, 16) half",
        )
        .execute(store.sql())
        .await
        .unwrap();
        store
    }

    async fn add(&self) -> PlayerId {
        let draft = PlayerDraft { name: "Ada".to_owned(), ..PlayerDraft::default() };
        players::create(&self.db, &Author::default(), &draft).await.unwrap().id
    }

    async fn change(&self, sql: &'static str) {
        sqlx::query(sql).execute(self.sql()).await.unwrap();
    }

    async fn write(&self, insights: &[NewInsight]) -> Written {
        write_insights(&self.db, Maker::default(), insights).await.unwrap()
    }
}

fn today() -> NaiveDate {
    "2020-08-01".parse().unwrap()
}

fn insight(player_id: PlayerId, kind: InsightKind, input: &str) -> NewInsight {
    NewInsight {
        player_id,
        kind,
        model_version: "test-1".to_owned(),
        input_hash: input.to_owned(),
        seed: Some(SEED),
        as_of: today(),
        result: json!({ "of": input }),
    }
}

#[tokio::test]
async fn of_each_kind_the_newest_versions_are_kept_and_others_are_left_alone() {
    let store = Store::create().await;
    let (ada, bea) = (store.add().await, store.add().await);
    store.write(&[insight(bea, InsightKind::Performance, "old")]).await;
    store.write(&[insight(ada, InsightKind::CareerForecast, "old")]).await;

    for version in 0..KEPT_VERSIONS + 3 {
        let input = version.to_string();
        store.write(&[insight(ada, InsightKind::Performance, &input)]).await;
    }

    let kept: Vec<(i64, String, i64, String)> = sqlx::query_as(
        "SELECT player_id, kind, count(*), (array_agg(input_hash ORDER BY id))[1]
         FROM insight GROUP BY 1, 2 ORDER BY 1, 2",
    )
    .fetch_all(store.sql())
    .await
    .unwrap();
    let row = |player: PlayerId, kind: InsightKind, count, oldest: &str| {
        (player.0, kind.as_str().to_owned(), count, oldest.to_owned())
    };
    assert_eq!(
        kept,
        [
            row(ada, InsightKind::CareerForecast, 1, "old"),
            row(ada, InsightKind::Performance, KEPT_VERSIONS, "3"),
            row(bea, InsightKind::Performance, 1, "old"),
        ]
    );
}

#[tokio::test]
async fn what_is_read_has_the_mark_that_is_told_without_reading() {
    let store = Store::with_values(60).await;

    let histories = read_histories(&store.db, today()).await.unwrap();
    let mark = data_mark(&store.db, today()).await.unwrap();

    assert_eq!(histories.mark, mark);
    assert_eq!((histories.all.len(), mark.valuations), (60, 60 * 17));
    let third = histories.all[2].player();
    assert_eq!(history_of(&store.db, third, today()).await.unwrap(), histories.of(third));
    assert_eq!(histories.all[2].group(), Some(Position::CentreForward.group()));
    assert!(histories.all[4].birth_date().is_none() && histories.all[3].birth_date().is_some());
    assert!(histories.of(PlayerId(-1)).values().is_empty());
}

#[tokio::test]
async fn the_mark_changes_with_all_that_a_model_sees_and_with_nothing_else() {
    let store = Store::with_values(20).await;
    let mut known = vec![data_mark(&store.db, today()).await.unwrap().hash];

    for change in [
        "UPDATE player_valuation SET amount_eur = amount_eur + 1 WHERE date = '2012-06-30'",
        "UPDATE player SET birth_date = '1990-01-01' WHERE name = 'Player 5'",
        "UPDATE player SET position = NULL WHERE name = 'Player 6'",
        "UPDATE player SET deleted_at = now() WHERE name = 'Player 7'",
        "DELETE FROM player_valuation WHERE player_id = (SELECT min(id) FROM player)",
    ] {
        store.change(change).await;
        let mark = data_mark(&store.db, today()).await.unwrap();
        assert_eq!(mark, read_histories(&store.db, today()).await.unwrap().mark, "{change}");
        assert!(!known.contains(&mark.hash), "{change}");
        known.push(mark.hash);
    }
    for change in [
        "UPDATE player SET club = 'Ajax'",
        "INSERT INTO player_valuation (player_id, date, source, amount_eur)
         SELECT max(id), '2031-01-01', 'Test estimate', 5 FROM player",
    ] {
        store.change(change).await;
        let mark = data_mark(&store.db, today()).await.unwrap();
        assert_eq!(Some(&mark.hash), known.last(), "{change}");
    }
}

#[tokio::test]
async fn a_house_without_values_has_a_mark_and_no_history() {
    let store = Store::create().await;

    let histories = read_histories(&store.db, today()).await.unwrap();

    assert!(histories.all.is_empty());
    assert_eq!(histories.mark, data_mark(&store.db, today()).await.unwrap());
}

#[tokio::test]
async fn a_kept_model_reads_back_to_the_last_bit_until_the_data_changes() {
    let store = Store::with_values(200).await;
    let histories = read_histories(&store.db, today()).await.unwrap();
    let settings = ModelSettings::seeded(SEED.into());
    let model = ValueModel::fit_newest(&histories.all, today(), settings).unwrap();

    // Twice, as two workers would that asked at once.
    for _ in 0..2 {
        keep_model(&store.db, &histories.mark, SEED, &model).await.unwrap();
    }
    let read = find_model(&store.db, &histories.mark, SEED).await.unwrap().unwrap();
    let of_another_seed = find_model(&store.db, &histories.mark, SEED + 1).await.unwrap();
    store.change("UPDATE player_valuation SET amount_eur = 7 WHERE date = '2020-06-20'").await;
    let mark = data_mark(&store.db, today()).await.unwrap();

    assert_eq!(read.to_bytes().unwrap(), model.to_bytes().unwrap());
    for history in &histories.all {
        assert_eq!(read.forecast(history), model.forecast(history));
    }
    assert_eq!(of_another_seed, None);
    assert_eq!(find_model(&store.db, &mark, SEED).await.unwrap(), None);
}

#[tokio::test]
async fn models_of_another_shape_are_none_and_only_the_newest_hundred_are_kept() {
    let store = Store::with_values(200).await;
    let histories = read_histories(&store.db, today()).await.unwrap();
    let settings = ModelSettings::seeded(SEED.into());
    let model = ValueModel::fit_newest(&histories.all, today(), settings).unwrap();
    store
        .change(
            "INSERT INTO value_model (version, data_hash, seed, origin, training_rows, model)
             SELECT 'value-0', n::text, 1, '2020-06-20', 1, 'of old' FROM generate_series(1, 120) n",
        )
        .await;

    keep_model(&store.db, &histories.mark, SEED, &model).await.unwrap();
    let kept: i64 = sqlx::query_scalar("SELECT count(*) FROM value_model")
        .fetch_one(store.sql())
        .await
        .unwrap();
    let found = find_model(&store.db, &histories.mark, SEED).await.unwrap();
    store.change("UPDATE value_model SET model = '{}'").await;

    assert_eq!(kept, 100);
    assert_eq!(found, Some(model));
    assert_eq!(find_model(&store.db, &histories.mark, SEED).await.unwrap(), None);
}

#[tokio::test]
async fn the_newest_insight_of_a_kind_is_shown_and_the_history_kept() {
    use InsightKind::{CareerForecast, InjuryRisk, ValueForecast};
    let store = Store::create().await;
    let (ada, other) = (store.add().await, store.add().await);

    let first = store
        .write(&[
            insight(ada, ValueForecast, "a"),
            insight(ada, CareerForecast, "a"),
            insight(other, ValueForecast, "a"),
            insight(other, InjuryRisk, "a"),
        ])
        .await;
    let again = store.write(&[insight(ada, ValueForecast, "a")]).await;
    let changed =
        store.write(&[insight(ada, ValueForecast, "b"), insight(ada, CareerForecast, "a")]).await;
    // What was so, changed and is so again is new.
    let back = store.write(&[insight(ada, ValueForecast, "a")]).await;

    assert_eq!(first, Written { new: 4, unchanged: 0 });
    assert_eq!(again, Written { new: 0, unchanged: 1 });
    assert_eq!(changed, Written { new: 1, unchanged: 1 });
    assert_eq!(back, Written { new: 1, unchanged: 0 });
    let newest = newest_insights(&store.db, ada).await.unwrap();
    let shown: Vec<_> = newest.iter().map(|one| (one.kind, one.input_hash.as_str())).collect();
    assert_eq!(shown, [(CareerForecast, "a"), (ValueForecast, "a")]);
    assert_eq!(newest[1].result, json!({ "of": "a" }));
    assert_eq!((newest[1].seed, newest[1].as_of), (Some(SEED), today()));
    let history = insight_history(&store.db, ada, ValueForecast, None, 2).await.unwrap();
    let inputs: Vec<_> = history.iter().map(|one| one.input_hash.as_str()).collect();
    assert_eq!(inputs, ["a", "b"]);
    let older = insight_history(&store.db, ada, ValueForecast, Some(history[1].id), 9).await;
    assert_eq!(older.unwrap().len(), 1);
}

#[tokio::test]
async fn nothing_is_written_or_shown_of_a_player_who_is_gone() {
    let store = Store::create().await;
    let (ada, gone) = (store.add().await, store.add().await);
    store.write(&[insight(gone, InsightKind::Performance, "a")]).await;
    players::delete(&store.db, &Author::default(), &[gone]).await.unwrap();

    let written = store
        .write(&[
            insight(gone, InsightKind::Performance, "b"),
            insight(PlayerId(999_999), InsightKind::Performance, "b"),
            insight(ada, InsightKind::Performance, "b"),
        ])
        .await;

    assert_eq!(written, Written { new: 1, unchanged: 2 });
    assert!(newest_insights(&store.db, gone).await.unwrap().is_empty());
}

#[tokio::test]
async fn two_who_write_the_same_at_once_store_it_once() {
    let store = Store::create().await;
    let ada = store.add().await;
    let insights = [insight(ada, InsightKind::ValueForecast, "a")];

    let (one, other) = tokio::join!(store.write(&insights), store.write(&insights));

    assert_eq!(one.new + other.new, 1);
}

#[tokio::test]
async fn a_report_card_of_the_same_data_is_stored_once() {
    let store = Store::with_values(200).await;
    let histories = read_histories(&store.db, today()).await.unwrap();
    let newest = Origin::newest_of(&histories.all, today()).unwrap();
    let panel = Panel::new(&histories.all, newest);
    let card = ReportCard::compute(&panel, ModelSettings::seeded(SEED.into()));
    let new = NewReportCard {
        mark: &histories.mark,
        players: 200,
        as_of: newest.0,
        seed: SEED,
        card: &card,
        maker: Maker::default(),
    };
    assert_eq!(newest_report_card(&store.db).await.unwrap(), None);

    let first = keep_report_card(&store.db, &new).await.unwrap();
    let second = keep_report_card(&store.db, &new).await.unwrap();
    let of_another_seed = NewReportCard { seed: SEED + 1, ..new };
    let third = keep_report_card(&store.db, &of_another_seed).await.unwrap();

    assert_eq!([first, second, third], [KeptCard::New, KeptCard::Unchanged, KeptCard::New]);
    let kept = newest_report_card(&store.db).await.unwrap().unwrap();
    assert!(!kept.card.origins.is_empty());
    assert_eq!(kept.card.origins.len(), card.origins.len());
    assert_eq!((kept.players, kept.valuations), (200, 200 * 17));
    assert_eq!((kept.seed, kept.as_of), (SEED + 1, newest.0));
}

#[tokio::test]
async fn two_who_ask_the_same_share_a_task_and_it_is_noted_once() {
    let store = Store::create().await;
    let ada = store.add().await;
    let ask = |seed, kinds: &[InsightKind]| {
        let request = AnalysisRequest { player_id: ada, kinds: kinds.to_vec(), seed, asker: None };
        let db = store.db.clone();
        async move { request_analysis(&db, request).await.unwrap().unwrap() }
    };

    let first = ask(None, &[]).await;
    let second = ask(None, &[]).await;
    let seeded = ask(Some(1), &[]).await;
    let of_a_kind = ask(None, &[InsightKind::CareerForecast]).await;
    let nobody =
        AnalysisRequest { player_id: PlayerId(-1), kinds: vec![], seed: None, asker: None };

    assert_eq!(second, Enqueued::AlreadyThere(first.id()));
    assert!(matches!(seeded, Enqueued::New(_)) && matches!(of_a_kind, Enqueued::New(_)));
    assert_eq!(request_analysis(&store.db, nobody).await.unwrap(), None);
    let under_way = analysis_under_way(&store.db, ada).await.unwrap();
    assert_eq!(under_way.map(|(job, _)| job), Some(of_a_kind.id()));
    let noted: i64 =
        sqlx::query_scalar("SELECT count(*) FROM audit_entry WHERE action = 'insight.request'")
            .fetch_one(store.sql())
            .await
            .unwrap();
    assert_eq!(noted, 3);
}
