//! Alerts: whoever follows a list is told of each change of its players, whoever writes, and once.

use std::{sync::Arc, time::Duration};

use chrono::Utc;
use football::{
    MarketValue, PlayerDraft, PlayerId, PlayerStatus, Valuation,
    desk::{ChangeKind, PlayerAlert, ShortlistDraft, ShortlistId, Stage},
};
use sqlx::{Connection as _, PgConnection};
use store::{
    desk::{
        alerts::{self, Happening},
        shortlists::{self, NewEntries},
    },
    imports,
    players::{self, Author, refresh_value},
    queue::Asker,
    uploads::Uploads,
};
use tokio::sync::watch;

use super::{Desk, draft};

/// What was told of a change: what, how it was, how it is.
type Told<'a> = (ChangeKind, Option<&'a str>, Option<&'a str>);

fn told(alerts: &[PlayerAlert]) -> Vec<Told<'_>> {
    alerts.iter().map(|it| (it.kind, it.before.as_deref(), it.after.as_deref())).collect()
}

impl Desk {
    /// A list of Ada's with these players.
    async fn followed(&self, asker: &Asker, name: &str, players: &[PlayerId]) -> ShortlistId {
        let draft = ShortlistDraft { name: name.to_owned(), purpose: String::new() };
        let new = NewEntries { players, stage: Stage::Watch, why: "" };
        shortlists::create_with(&self.db, asker, &draft, new).await.unwrap()
    }

    async fn alerts(&self, asker: &Asker) -> Vec<PlayerAlert> {
        alerts::list(&self.db, asker.account_id, false, None, 100).await.unwrap().items
    }

    /// Imports a table of players as the job does.
    async fn import(&self, table: &str) {
        let folder = std::env::temp_dir().join(format!("touchline-{}", uuid::Uuid::new_v4()));
        let uploads = Uploads::in_folder(folder.clone());
        let mut writer = uploads.begin(1 << 20).await.unwrap();
        writer.write(table.as_bytes()).await.unwrap();
        let stored = writer.finish().await.unwrap();
        let now = Utc::now();
        let id = imports::create_draft(&self.db, &uploads, stored, "table.csv", None, now)
            .await
            .unwrap();
        let progress = Arc::new(watch::channel(imports::RunProgress::default()).0);
        let summary = imports::run(&self.db, &uploads, id, now, progress).await.unwrap();
        std::fs::remove_dir_all(folder).ok();
        assert_eq!(summary.rejected, 0, "{summary:?}");
    }
}

#[tokio::test]
async fn a_change_by_hand_tells_what_was_and_what_is() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let (per, ole) = (desk.player("Per").await, desk.player("Ole").await);
    desk.followed(&ada, "Backs", &[per]).await;

    let changed = PlayerDraft {
        name: "Per".to_owned(),
        club: Some("PSV".to_owned()),
        contract_until: Some("2028-06-30".parse().unwrap()),
        ..draft()
    };
    players::update(&desk.db, &Author::default(), per, 1, &changed).await.unwrap();
    let nothing_new = PlayerDraft { name: "Per Berg".to_owned(), ..changed.clone() };
    players::update(&desk.db, &Author::default(), per, 2, &nothing_new).await.unwrap();
    players::update(&desk.db, &Author::default(), ole, 1, &changed).await.unwrap();
    let retired = PlayerDraft { status: PlayerStatus::Retired, club: None, ..nothing_new.clone() };
    players::update(&desk.db, &Author::default(), per, 3, &retired).await.unwrap();

    let mut alerts = desk.alerts(&ada).await;
    alerts.sort_by_key(|alert| (alert.at, alert.kind.as_str()));
    assert_eq!(
        told(&alerts),
        [
            (ChangeKind::Club, Some("Ajax"), Some("PSV")),
            (ChangeKind::Contract, None, Some("2028-06-30")),
            (ChangeKind::Club, Some("PSV"), None),
            (ChangeKind::Status, Some("active"), Some("retired")),
        ]
    );
    assert_eq!(alerts[0].lists, ["Backs"]);
    assert!(desk.alerts(&ben).await.is_empty(), "Ben follows nothing");
}

#[tokio::test]
async fn an_import_tells_of_the_shortlisted_players_that_it_changes_and_of_nobody_else() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    desk.import("player_id,provider,name,club\n1,tm,Per,Ajax\n2,tm,Ole,Ajax\n3,tm,Nils,Ajax\n")
        .await;
    let id = |key: &'static str| {
        let db = desk.db.clone();
        async move {
            sqlx::query_scalar::<_, i64>("SELECT id FROM player WHERE provider_id = $1")
                .bind(key)
                .fetch_one(db.get_postgres_connection_pool())
                .await
                .map(PlayerId)
                .unwrap()
        }
    };
    let (per, nils) = (id("1").await, id("3").await);
    desk.followed(&ada, "Backs", &[per, nils]).await;

    let table = "player_id,provider,name,club,market_value,value_date\n\
                 1,tm,Per,PSV,1000000,2026-06-01\n2,tm,Ole,PSV,2000000,2026-06-01\n\
                 3,tm,Nils,Ajax,,\n";
    desk.import(table).await;
    let alerts = desk.alerts(&ada).await;
    desk.import(table).await;

    let mut kinds: Vec<_> = alerts.iter().map(|it| (it.player_id, it.kind.as_str())).collect();
    kinds.sort_unstable();
    assert_eq!(kinds, [(per, "club"), (per, "value")]);
    assert_eq!(desk.alerts(&ada).await.len(), 2, "the same file changes nothing");
}

#[tokio::test]
async fn of_thousands_of_players_changed_at_once_those_on_lists_are_found() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    desk.followed(&ada, "Backs", &[per]).await;
    desk.execute("INSERT INTO player (name) SELECT 'P' || n FROM generate_series(1, 5000) n").await;

    desk.execute("UPDATE player SET club = 'FC ' || id").await;

    let club = format!("FC {per}");
    let alerts = desk.alerts(&ada).await;
    assert_eq!(told(&alerts), [(ChangeKind::Club, Some("Ajax"), Some(club.as_str()))]);
}

#[tokio::test]
async fn a_refreshed_value_and_a_new_report_are_told_and_the_same_value_again_is_not() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    desk.followed(&ada, "Backs", &[per]).await;
    let value = |amount_eur, date: &str| Valuation {
        amount_eur,
        date: date.parse().unwrap(),
        source: "Club".to_owned(),
    };

    refresh_value(&desk.db, per, &value(1_500_000, "2026-07-01")).await.unwrap();
    refresh_value(&desk.db, per, &value(1_500_000, "2026-08-01")).await.unwrap();
    desk.execute(&format!(
        "INSERT INTO scouting_report (player_id, version, generator, evidence_hash, evidence, body,
             verdict, confidence, numbers_checked, numbers_found)
         VALUES ({per}, 1, 'g', 'h', '{{}}', '{{}}', 'sign', 'low', 0, 0)"
    ))
    .await;

    let alerts = desk.alerts(&ada).await;
    assert_eq!(
        told(&alerts),
        [
            (ChangeKind::Report, None, Some("1")),
            (ChangeKind::Value, Some("1000000"), Some("1500000")),
        ]
    );
}

#[tokio::test]
async fn whoever_follows_two_lists_with_a_player_is_told_once_and_others_not_at_all() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let per = desk.player("Per").await;
    desk.followed(&ada, "Backs", &[per]).await;
    let left = desk.followed(&ada, "Left", &[per]).await;
    shortlists::follow(&desk.db, ben.account_id, left, true).await.unwrap();
    let club = async |name: &str| {
        desk.execute(&format!("UPDATE player SET club = '{name}' WHERE id = {per}")).await;
    };

    club("PSV").await;
    shortlists::set_archived(&desk.db, &ada, left, true).await.unwrap();
    club("AZ").await;
    shortlists::follow(&desk.db, ada.account_id, left, false).await.unwrap();

    assert_eq!(desk.alerts(&ada).await.len(), 2);
    assert_eq!(desk.alerts(&ben).await.len(), 1, "nobody is told of an archived list");
    assert_eq!(desk.alerts(&ada).await[0].lists, ["Backs"]);
}

#[tokio::test]
async fn a_change_that_is_rolled_back_tells_nobody() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    desk.followed(&ada, "Backs", &[per]).await;

    desk.execute(&format!("BEGIN; UPDATE player SET club = 'PSV' WHERE id = {per}; ROLLBACK"))
        .await;

    assert!(desk.alerts(&ada).await.is_empty());
    assert_eq!(desk.count("SELECT count(*) FROM player_change").await, 0);
}

#[tokio::test]
async fn a_player_listed_while_he_is_being_changed_is_told_of_by_the_next_look() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    let mut other = PgConnection::connect(desk.database.url()).await.unwrap();
    sqlx::raw_sql("BEGIN; UPDATE player SET club = 'PSV'").execute(&mut other).await.unwrap();

    // Nobody waits for the change, however long it takes.
    let players = [per];
    let listed = desk.followed(&ada, "Backs", &players);
    tokio::time::timeout(Duration::from_secs(20), listed).await.unwrap();
    sqlx::raw_sql("COMMIT").execute(&mut other).await.unwrap();
    let missed = desk.alerts(&ada).await.len();
    for _ in 0..2 {
        alerts::look(&desk.db).await.unwrap();
    }

    assert_eq!(missed, 0);
    let alerts = desk.alerts(&ada).await;
    assert_eq!(told(&alerts), [(ChangeKind::Club, Some("Ajax"), Some("PSV"))]);
}

#[tokio::test]
async fn changes_of_many_at_once_by_many_writers_are_each_told_once() {
    const WRITERS: usize = 4;
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let mut listed = Vec::new();
    for number in 0..WRITERS * 5 {
        listed.push(desk.player(&format!("P{number}")).await);
    }
    desk.followed(&ada, "Everybody", &listed).await;

    let writers = listed.chunks(5).map(async |own| {
        for step in 0..10 {
            for player in own {
                desk.execute(&format!("UPDATE player SET value_eur = {step} WHERE id = {player}"))
                    .await;
            }
            alerts::look(&desk.db).await.unwrap();
        }
    });
    futures::future::join_all(writers).await;
    alerts::look(&desk.db).await.unwrap();

    let counted = "SELECT count(*) FROM player_change";
    let changed = desk.count(counted).await;
    assert_eq!(changed, i64::try_from(listed.len() * 10).unwrap());
    let chained = "SELECT count(*) FROM player_change AS later JOIN LATERAL (
        SELECT after FROM player_change WHERE player_id = later.player_id AND id < later.id
        ORDER BY id DESC LIMIT 1) AS earlier ON true
        WHERE later.before IS DISTINCT FROM earlier.after";
    assert_eq!(desk.count(chained).await, 0, "each begins where the one before ended");
}

#[tokio::test]
async fn what_was_read_stays_read_and_what_came_meanwhile_does_not() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let per = desk.player("Per").await;
    desk.followed(&ada, "Backs", &[per]).await;
    for club in ["PSV", "AZ", "Twente"] {
        desk.execute(&format!("UPDATE player SET club = '{club}'")).await;
    }
    let seen = desk.alerts(&ada).await;

    let one = alerts::set_read(&desk.db, ada.account_id, seen[2].id, true).await.unwrap();
    let of_another = alerts::set_read(&desk.db, ben.account_id, seen[2].id, true).await.unwrap();
    let unread = alerts::list(&desk.db, ada.account_id, true, None, 1).await.unwrap();
    let cursor = unread.next_cursor.as_deref();
    let next = alerts::list(&desk.db, ada.account_id, true, cursor, 1).await.unwrap();
    desk.execute("UPDATE player SET club = 'Utrecht'").await;
    let marked = alerts::read_all(&desk.db, ada.account_id, seen[0].id).await.unwrap();

    assert!(one && !of_another);
    assert_eq!((unread.items[0].id, unread.unread), (seen[0].id, 2));
    assert_eq!((next.items[0].id, next.next_cursor), (seen[1].id, None));
    assert_eq!(marked, 2);
    assert_eq!(alerts::count_unread(&desk.db, ada.account_id).await.unwrap(), 1);
}

#[tokio::test]
async fn what_happens_to_players_is_told_of_those_on_lists_and_forgotten_in_time() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let (per, ole) = (desk.player("Per").await, desk.player("Ole").await);
    desk.followed(&ada, "Backs", &[per]).await;
    let knee =
        |player| Happening { player, before: None, after: Some("Knee, since May".to_owned()) };

    let told_of = alerts::raise(&desk.db, ChangeKind::Injury, &[knee(per), knee(ole)]).await;
    let alerts = desk.alerts(&ada).await;
    let young = alerts::forget(&desk.db, Utc::now()).await.unwrap();
    let old = alerts::forget(&desk.db, Utc::now() + chrono::TimeDelta::days(181)).await.unwrap();

    assert_eq!(told_of.unwrap(), 1);
    assert_eq!(told(&alerts), [(ChangeKind::Injury, None, Some("Knee, since May"))]);
    assert_eq!((young, old), (0, 1));
    assert!(desk.alerts(&ada).await.is_empty());
}

#[tokio::test]
async fn a_new_injury_is_told_to_analysts_and_to_no_viewer() {
    let desk = Desk::start().await;
    let (ada, ben) = (desk.person("Ada").await, desk.person("Ben").await);
    let (per, ole) = (desk.player("Per").await, desk.player("Ole").await);
    desk.followed(&ada, "Backs", &[per, ole]).await;
    desk.followed(&ben, "Others", &[per]).await;
    desk.execute("UPDATE account SET role = 'viewer' WHERE name = 'Ben'").await;
    let injured = async |rows: String| {
        let insert = "INSERT INTO injury (player_id, provider, since, injury) VALUES ";
        desk.execute(&(insert.to_owned() + &rows)).await;
    };

    // A whole career at once, then an older spell than those held, then a newer one.
    injured(format!("({per}, 'x', '2019-02-01', 'Ankle'), ({per}, 'x', '2026-05-04', 'Knee')"))
        .await;
    injured(format!("({per}, 'x', '2015-02-01', 'Thigh')")).await;
    injured(format!("({ole}, 'x', '2026-06-30', 'Calf')")).await;

    let injury = |what| (ChangeKind::Injury, None, Some(what));
    let told_ada = desk.alerts(&ada).await;
    assert_eq!(
        told(&told_ada),
        [injury("Calf, since 30 Jun 2026"), injury("Knee, since 4 May 2026")]
    );
    assert_eq!(desk.alerts(&ben).await, []);

    desk.execute("UPDATE account SET role = 'viewer' WHERE name = 'Ada'").await;

    assert_eq!(desk.alerts(&ada).await, []);
}

#[tokio::test]
async fn a_player_who_goes_for_good_takes_his_places_and_alerts_along() {
    let desk = Desk::start().await;
    let ada = desk.person("Ada").await;
    let per = desk.player("Per").await;
    desk.followed(&ada, "Backs", &[per]).await;
    let value = MarketValue { amount_eur: 7, ..draft().market_value.unwrap() };
    let worth = PlayerDraft { name: "Per".to_owned(), market_value: Some(value), ..draft() };
    players::update(&desk.db, &Author::default(), per, 1, &worth).await.unwrap();

    players::delete(&desk.db, &Author::default(), &[per]).await.unwrap();
    let hidden = desk.alerts(&ada).await.len();
    players::purge_deleted(&desk.db, Utc::now() + chrono::TimeDelta::days(31)).await.unwrap();

    assert_eq!(hidden, 0);
    for table in ["watched_player", "shortlist_entry", "player_change", "alert"] {
        assert_eq!(desk.count(&format!("SELECT count(*) FROM {table}")).await, 0, "{table}");
    }
}
