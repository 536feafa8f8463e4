//! The matches of a player: his figures, by season, and among whom they are ranked.

use std::time::Duration;

use backroom::AccountId;
use chrono::{DateTime, NaiveDate, Utc};
use football::{MatchId, PlayerId, SeasonYears, Side};
use scouting_stats::played::{Ground, NotRanked, PlayedMeasure, PlayedStanding};
use serde_json::json;
use store::{
    Database,
    database::{ConnectSettings, connect},
    matches::{
        self, ChancesFrom, MatchSettings, NewLineUp, NewMatch, NewStatistics, Played, WrittenMatch,
    },
    queue::Asker,
};
use test_database::TestDatabase;

async fn open(database: &TestDatabase) -> Database {
    connect(&ConnectSettings {
        url: database.url().to_owned(),
        max_connections: 4,
        acquire_timeout: Duration::from_secs(10),
    })
    .await
    .unwrap()
}

fn now() -> DateTime<Utc> {
    "2026-11-27T12:00:00Z".parse().unwrap()
}

/// What somebody did: his id at the provider, minutes, kilometres.
type Ran = (&'static str, f64, f64);

/// Twenty players who ran 1 km, 2 km … in 90 minutes.
const OTHERS: [Ran; 20] = [
    ("b1", 90.0, 1.0),
    ("b2", 90.0, 2.0),
    ("b3", 90.0, 3.0),
    ("b4", 90.0, 4.0),
    ("b5", 90.0, 5.0),
    ("b6", 90.0, 6.0),
    ("b7", 90.0, 7.0),
    ("b8", 90.0, 8.0),
    ("b9", 90.0, 9.0),
    ("b10", 90.0, 10.0),
    ("b11", 90.0, 11.0),
    ("b12", 90.0, 12.0),
    ("b13", 90.0, 13.0),
    ("b14", 90.0, 14.0),
    ("b15", 90.0, 15.0),
    ("b16", 90.0, 16.0),
    ("b17", 90.0, 17.0),
    ("b18", 90.0, 18.0),
    ("b19", 90.0, 19.0),
    ("b20", 90.0, 20.0),
];

/// A match of `day` in which `ran` ran; the first of them is the player "a".
fn played(day: &str, ran: &[Ran]) -> NewMatch {
    let line_up = |id: &str| NewLineUp {
        side: Side::Home,
        shirt: None,
        provider: "TRACAB".to_owned(),
        provider_id: Some(id.to_owned()),
        name: None,
        starter: Some(true),
        position: None,
        is_keeper: false,
        is_tracked: true,
    };
    let statistics = ran.iter().zip(0..).map(|((_, minutes, km), place)| NewStatistics {
        place,
        part: 0,
        minutes: Some(*minutes),
        known_minutes: Some(*minutes),
        distance_m: Some(1000.0 * km),
        ..NewStatistics::default()
    });
    NewMatch {
        settings: MatchSettings {
            home: "Harbour City".to_owned(),
            away: "Northgate".to_owned(),
            played_on: day.parse::<NaiveDate>().ok(),
            ..MatchSettings::default()
        },
        content_key: day.to_owned(),
        line_up: ran.iter().map(|(id, ..)| line_up(id)).collect(),
        statistics: statistics.collect(),
        report: (1, json!({})),
        events: (1, json!([])),
        ..NewMatch::default()
    }
}

async fn write(db: &Database, new: &NewMatch) -> MatchId {
    let written = matches::write_match(db, None, new, None, now()).await.unwrap();
    let WrittenMatch::New(id) = written else { panic!("{written:?}") };
    id
}

/// The player "a" of all matches that are written from here on, and who says so.
async fn ada(database: &TestDatabase, db: &Database, first: MatchId) -> (PlayerId, Asker) {
    let pool = sqlx::PgPool::connect(database.url()).await.unwrap();
    let player: i64 = sqlx::query_scalar("INSERT INTO player (name) VALUES ('Ada') RETURNING id")
        .fetch_one(&pool)
        .await
        .unwrap();
    let account: i64 = sqlx::query_scalar(
        "INSERT INTO account (name, role, password_hash) VALUES ('mina', 'analyst', 'x') RETURNING id",
    )
    .fetch_one(&pool)
    .await
    .unwrap();
    pool.close().await;
    let asker = Asker { account_id: AccountId(account), request_id: None };
    let player = PlayerId(player);
    assert!(matches::link_player(db, &asker, first, 0, Some(player)).await.unwrap());
    (player, asker)
}

fn standing(played: &Played, ground: Ground, measure: PlayedMeasure) -> PlayedStanding {
    let is_it =
        |of: &&PlayedStanding| of.sum.figure.ground == ground && of.sum.figure.measure == measure;
    *played.standings.iter().find(is_it).unwrap()
}

fn distance(played: &Played) -> PlayedStanding {
    standing(played, Ground::Tracking, PlayedMeasure::Distance)
}

#[tokio::test]
async fn rates_are_ranked_among_all_who_played_linked_or_not() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let mut ran = vec![("a", 45.0, 5.25)];
    ran.extend(OTHERS);
    // Too short to be a peer.
    ran.push(("c", 44.0, 9.0));
    let first = write(&db, &played("2026-05-01", &ran)).await;
    let (ada, _) = ada(&database, &db, first).await;

    let one = matches::played_by(&db, ada, None).await.unwrap();
    let distance_then = distance(&one);

    // 10.5 km per 90: ten of the others ran less.
    assert_eq!((distance_then.per_90, distance_then.among), (Some(10_500.0), 21));
    assert_eq!(distance_then.percentile, Ok(50.0));
    assert_eq!((one.matches.len(), one.matches[0].id), (1, first));

    // The same people again: whom the provider knows by the same id is one player.
    let second = write(&db, &played("2026-11-20", &ran)).await;
    let two = matches::played_by(&db, ada, None).await.unwrap();
    let both = distance(&two);
    assert_eq!((both.sum.matches, both.sum.minutes, both.sum.value), (2, 90.0, 10_500.0));
    // 88 minutes in two matches are enough.
    assert_eq!(both.among, 22);
    assert_eq!(two.matches.iter().map(|game| game.id).collect::<Vec<_>>(), [second, first]);
    assert_eq!(matches::count_of_player(&db, ada).await.unwrap(), 2);
}

#[tokio::test]
async fn a_season_has_its_own_matches_and_its_own_peers() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let mut ran = vec![("a", 90.0, 10.5)];
    ran.extend(OTHERS);
    let spring = write(&db, &played("2026-06-30", &ran)).await;
    let (ada, asker) = ada(&database, &db, spring).await;
    let autumn = write(&db, &played("2026-07-01", &ran[..11])).await;
    let season = SeasonYears::beginning_in;

    let all = matches::played_by(&db, ada, None).await.unwrap();
    let now = matches::played_by(&db, ada, season(2026)).await.unwrap();
    let before = matches::played_by(&db, ada, season(2025)).await.unwrap();

    assert_eq!(all.seasons, [season(2026).unwrap(), season(2025).unwrap()]);
    assert_eq!((now.matches[0].id, now.matches.len()), (autumn, 1));
    assert_eq!(distance(&now).percentile, Err(NotRanked::TooFewPeers { n: 11 }));
    assert_eq!((distance(&before).among, before.matches[0].id), (21, spring));
    let none = matches::played_by(&db, ada, season(2020)).await.unwrap();
    assert!(none.matches.is_empty() && none.standings.is_empty() && none.seasons.len() == 2);

    // What was taken away counts no more, neither for him nor for the others.
    matches::delete(&db, &asker, spring).await.unwrap();
    let left = matches::played_by(&db, ada, None).await.unwrap();
    assert_eq!((distance(&left).among, left.matches.len()), (11, 1));
    assert_eq!(matches::count_of_player(&db, ada).await.unwrap(), 1);
}

#[tokio::test]
async fn tracking_from_video_is_apart_and_chances_keep_their_source() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;
    let mut ran = vec![("a", 90.0, 10.5)];
    ran.extend(OTHERS);
    let first = write(&db, &played("2026-08-01", &ran)).await;
    let (ada, _) = ada(&database, &db, first).await;
    let mut video = played("2026-08-08", &ran);
    video.is_from_video = true;
    video.chances_from = Some(ChancesFrom::Provider);
    for (row, place) in video.statistics.iter_mut().zip(0_u16..) {
        row.known_minutes = Some(60.0);
        row.xg = Some(f64::from(place) / 10.0);
    }
    write(&db, &video).await;

    let all = matches::played_by(&db, ada, None).await.unwrap();

    let cameras = distance(&all);
    assert_eq!((cameras.sum.matches, cameras.among), (1, 21));
    assert_eq!(cameras.percentile, Ok(100.0 * 10.5 / 21.0));
    let seen = standing(&all, Ground::Video, PlayedMeasure::Distance);
    assert_eq!(seen.percentile, Err(NotRanked::FromVideo));
    assert_eq!(seen.per_90, Some(15_750.0));
    let chances = standing(&all, Ground::ToldChances, PlayedMeasure::ExpectedGoals);
    // Nobody had fewer than none: he is alone at the bottom of 21.
    assert_eq!((chances.among, chances.percentile), (21, Ok(100.0 * 0.5 / 21.0)));
    assert!(all.matches[0].figures.is_from_video && all.matches[0].figures.chances_are_told);
}

#[tokio::test]
async fn nobody_who_is_in_no_line_up_has_played() {
    let database = TestDatabase::create().await;
    let db = open(&database).await;

    let nobody = matches::played_by(&db, PlayerId(7), None).await.unwrap();

    assert_eq!(nobody, Played::default());
    assert_eq!(matches::count_of_player(&db, PlayerId(7)).await.unwrap(), 0);
}
