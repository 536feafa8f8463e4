//! Seasons with everyone ranked: what is kept is what is stored, guests are placed among others, and
//! filters change no score.

use std::{fmt::Write as _, sync::Arc};

use football::{MarketValue, PlayerDraft, PlayerId, SeasonMetric};
use scouting_stats::{PeerChoice, SimilarFilter, SimilarQuery, Weighing, collect};
use sea_orm::ConnectionTrait as _;
use store::{
    Database,
    database::{ConnectSettings, begin, connect},
    players::{self, Author},
    ranked_seasons::{NoSimilar, RankedSeasons},
    scouting::player_facts,
    seasons::{self, NewSeason, seasons_of},
};
use table_feeds::season_table::read_season_table;
use test_database::TestDatabase;

struct Store {
    db: Database,
    kept: RankedSeasons,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

/// Attackers of a season, 25 in each of two leagues; the figures of each follow from his number and
/// grow with it, but for `odd`.
fn table(odd: f64) -> String {
    let mut text =
        String::from("Player,Nation,Pos,Squad,Comp,Age,Born,Min,Shots,Goals,SCA,CarDis\n");
    for number in 0_u32..50 {
        let league = if number < 25 { "First" } else { "Second" };
        let minutes = if number == 7 { 300 } else { 1_800 };
        let at = f64::from(number);
        let (shots, goals) = (0.51 + at / 10.0, 0.11 + at / 100.0);
        let (sca, lost) = (1.03 + (at * 7.0) % 5.0, odd + (at * 3.0) % 4.0);
        writeln!(
            text,
            "Player {number},ENG,FW,Club {},{league},{},{},{minutes},{shots:.2},{goals:.2},{sca:.2},{lost:.2}",
            number % 5,
            20 + number % 15,
            1985 + number % 15,
        )
        .unwrap();
    }
    text
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
        Self { db, kept: RankedSeasons::default(), _database: database }
    }

    async fn write(&self, season: &str, table: &str) {
        let players = read_season_table(table.as_bytes()).unwrap().player_seasons();
        let transaction = begin(&self.db).await.unwrap();
        let season = NewSeason { source: "fbref", season, players: &players };
        seasons::write_season(&transaction, &season).await.unwrap();
        transaction.commit().await.unwrap();
    }

    /// A player who is known to be the one of that number, in every season.
    async fn player(&self, number: u32, value_eur: Option<i64>) -> PlayerId {
        let market_value = value_eur.map(|amount_eur| MarketValue {
            amount_eur,
            date: chrono::NaiveDate::from_ymd_opt(2026, 6, 1).unwrap(),
            source: "Test".to_owned(),
        });
        let draft = PlayerDraft {
            name: format!("Player {number}"),
            market_value,
            ..PlayerDraft::default()
        };
        let id = players::create(&self.db, &Author::default(), &draft).await.unwrap().id;
        // As settling who a line is does: the set has changed then.
        self.db
            .execute_unprepared(&format!(
                "UPDATE player_season SET player_id = {id} WHERE name = 'Player {number}';
                 UPDATE season_set SET changed_at = changed_at + interval '1 microsecond'"
            ))
            .await
            .unwrap();
        id
    }
}

fn choice(competitions: &[&str], least_minutes: u32) -> PeerChoice {
    let competitions = competitions.iter().map(|&name| name.to_owned()).collect();
    PeerChoice { competitions, least_minutes, ..PeerChoice::default() }
}

#[tokio::test]
async fn what_was_ranked_is_kept_until_the_set_changes() {
    let store = Store::create().await;
    store.write("2024/2025", &table(0.0)).await;
    let player = store.player(49, None).await;
    let shots = SeasonMetric::from_header("Shots");
    let percentile = |found: &store::ranked_seasons::PlayerInSeason| {
        let ranked = &found.ranked.ranked;
        ranked.percentiles().of(found.player, ranked.table().metric(&shots).unwrap()).unwrap()
    };

    let first = store.kept.find(&store.db, player, &PeerChoice::default()).await.unwrap();
    let again = store.kept.find(&store.db, player, &PeerChoice::default()).await.unwrap();
    let (first, again) = (first.found.unwrap(), again.found.unwrap());
    assert!(Arc::ptr_eq(&first.ranked, &again.ranked), "made once");
    // The highest of 49 with minutes enough: 100 (48 + 0.5) / 49.
    assert!((percentile(&first) - 98.979_59).abs() < 1e-4);

    store.write("2024/2025", &table(0.0).replace(",5.41,", ",0.20,")).await;
    let changed = store.kept.find(&store.db, player, &PeerChoice::default()).await.unwrap();
    assert!(percentile(&changed.found.unwrap()) < 2.0, "now the lowest");
}

#[tokio::test]
async fn a_report_is_told_the_newest_season_and_the_matches_of_one_source() {
    let store = Store::create().await;
    store.write("2023/2024", &table(0.0)).await;
    store.write("2024/2025", &table(0.0)).await;
    let player = store.player(49, None).await;
    // Two sources of one season, and a season before.
    store
        .db
        .execute_unprepared(&format!(
            "INSERT INTO appearance (player_id, provider, game, date, season, minutes, goals, assists)
             VALUES ({player}, 'transfermarkt', '1', '2024-08-20', 2024, 90, 2, 0),
                    ({player}, 'transfermarkt', '2', '2024-09-01', 2024, 61, 0, 1),
                    ({player}, 'another', '1', '2024-08-20', 2024, 90, 2, 0),
                    ({player}, 'transfermarkt', '0', '2024-05-01', 2023, 90, 5, 5)"
        ))
        .await
        .unwrap();

    let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 21).unwrap();
    let facts = player_facts(&store.db, &store.kept, player, today).await.unwrap().unwrap();
    let evidence = collect(&facts, "");

    let row = |metric: &str| {
        let row = evidence.rows.iter().find(|row| row.metric == metric).unwrap();
        (row.shown_value(), row.source.as_str(), row.period.as_deref().unwrap())
    };
    for (metric, count) in [("Matches", "2"), ("Minutes", "151"), ("Goals", "2"), ("Assists", "1")]
    {
        assert_eq!(row(metric), (count.to_owned(), "Transfermarkt", "2024/2025"));
    }
    assert_eq!(
        row("Shots per 90 minutes"),
        ("5.41".to_owned(), "FBref", "2024/2025, 1,800 minutes")
    );
    let shots = evidence.rows.iter().find(|row| row.metric == "Shots per 90 minutes").unwrap();
    // The highest of 49 with minutes enough.
    assert_eq!(shots.shown_percentile().as_deref(), Some("99"));
    assert_eq!(
        (shots.n, shots.peer_group.as_deref()),
        (Some(49), Some("attackers with 900 minutes or more"),)
    );
}

#[tokio::test]
async fn a_player_is_placed_among_the_competitions_chosen_wherever_he_plays() {
    let store = Store::create().await;
    store.write("2024/2025", &table(0.0)).await;
    let player = store.player(30, None).await;

    let home = store.kept.find(&store.db, player, &choice(&["Second"], 900)).await.unwrap();
    let away = store.kept.find(&store.db, player, &choice(&["First"], 900)).await.unwrap();
    let (home, away) = (home.found.unwrap(), away.found.unwrap());

    let attackers = football::PositionGroup::Attacker;
    assert_eq!((home.is_guest, home.ranked.ranked.peers(attackers)), (false, 25));
    // 24 of the first league with minutes enough, and himself.
    assert_eq!((away.is_guest, away.ranked.ranked.peers(attackers)), (true, 25));
    assert_eq!(away.line().name, "Player 30");
    let top = away.ranked.ranked.profile(away.player);
    assert_eq!(top[0].standing, scouting_stats::Standing::Ranked { percentile: 98.0 });
    assert_eq!(away.ranked.season.competitions, ["First", "Second"]);
}

#[tokio::test]
async fn stability_is_measured_between_two_seasons_and_unknown_of_one() {
    let store = Store::create().await;
    store.write("2024/2025", &table(0.0)).await;
    let player = store.player(3, None).await;
    let find = async || store.kept.find(&store.db, player, &PeerChoice::default()).await.unwrap();

    let one = find().await.found.unwrap();
    assert!(!one.ranked.ranked.knows_stability() && one.ranked.stability_between.is_none());

    store.write("2023/2024", &table(2.0)).await;
    let two = find().await.found.unwrap();
    let between = two.ranked.stability_between.clone().unwrap();
    assert_eq!((between.earlier.as_str(), between.later.as_str()), ("2023/2024", "2024/2025"));
    // All but the one with 300 minutes, by name and year of birth or by who he is.
    assert_eq!(between.players, 49);
    let shots = two.ranked.ranked.stability().iter().find(|of| of.metric.word() == "shots");
    assert!((shots.unwrap().r.unwrap() - 1.0).abs() < 1e-9, "the same figures twice");
}

#[tokio::test]
async fn similar_players_leave_out_himself_and_filters_change_no_score() {
    let store = Store::create().await;
    store.write("2024/2025", &table(0.0)).await;
    let player = store.player(40, None).await;
    let cheap = store.player(41, Some(2_000_000)).await;
    store.player(42, Some(90_000_000)).await;
    let similar =
        async |query: SimilarQuery| store.kept.similar(&store.db, player, &query).await.unwrap();

    let all = similar(SimilarQuery { limit: 100, ..SimilarQuery::default() }).await;
    let all = all.found.unwrap();
    // 49 others, without the one who hardly played.
    assert_eq!(all.len(), 48);
    assert!(all.iter().all(|found| !["Player 40", "Player 7"].contains(&found.line.name.as_str())));
    for found in &all {
        let sum: f64 = found.likeness.reasons.iter().map(|reason| reason.points).sum();
        assert!((sum.max(0.0) - found.likeness.score).abs() < 1e-6);
    }

    let filter = SimilarFilter { value_max_eur: Some(5_000_000), ..SimilarFilter::default() };
    let few = similar(SimilarQuery { filter, ..SimilarQuery::default() }).await;
    // Of 46 with minutes enough nobody knows a value.
    assert_eq!(few.unknown, 46);
    let few = few.found.unwrap();
    assert_eq!(few.len(), 1);
    assert_eq!(few[0].behind.as_ref().unwrap().id, cheap);
    let before = all.iter().find(|found| found.line.id == few[0].line.id).unwrap();
    assert!((before.likeness.score - few[0].likeness.score).abs() < 1e-12);
}

#[tokio::test]
async fn why_nobody_is_similar_is_told() {
    let store = Store::create().await;
    store.write("2024/2025", &table(0.0)).await;
    let nobody = store.player(99, None).await;
    let somebody = store.player(1, None).await;

    let found = store.kept.similar(&store.db, nobody, &SimilarQuery::default()).await.unwrap();
    assert_eq!(found.found.unwrap_err(), NoSimilar::NotInSeason);

    let weighed = SimilarQuery { weighing: Weighing::ByStability, ..SimilarQuery::default() };
    let found = store.kept.similar(&store.db, somebody, &weighed).await.unwrap();
    assert_eq!(found.found.unwrap_err(), NoSimilar::NoStability);
}

#[tokio::test]
async fn players_are_compared_in_the_newest_season_that_most_of_them_are_in() {
    let store = Store::create().await;
    store.write("2023/2024", &table(0.0)).await;
    let (early, both) = (store.player(1, None).await, store.player(2, None).await);
    let newer = table(1.0).replace("Player 1,", "Somebody else,");
    store.write("2024/2025", &newer).await;
    store
        .db
        .execute_unprepared(&format!(
            "UPDATE player_season SET player_id = {both} WHERE name = 'Player 2'"
        ))
        .await
        .unwrap();
    assert_eq!(seasons_of(&store.db, both).await.unwrap().len(), 2);

    let compared = store.kept.compare(&store.db, &[early, both], &PeerChoice::default()).await;
    let compared = compared.unwrap();
    let seasons: Vec<_> = compared.sets.iter().map(|set| set.season.as_str()).collect();
    assert_eq!(seasons, ["2024/2025", "2023/2024"]);
    let found: Vec<_> = compared.players.iter().flatten().collect();
    assert_eq!(found.len(), 2);
    assert!(found.iter().all(|found| found.ranked.season.set.season == "2023/2024"));

    let newest = PeerChoice { set: Some(compared.sets[0].id.0), ..PeerChoice::default() };
    let compared = store.kept.compare(&store.db, &[early, both], &newest).await.unwrap();
    assert!(compared.players[0].is_none() && compared.players[1].is_some());
}
