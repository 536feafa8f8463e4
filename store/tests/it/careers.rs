//! Tables of careers: what is taken, what is refused, and that a second time changes nothing.

use std::fmt::Write as _;

use football::{Fee, PlayerId};
use sea_orm::ConnectionTrait as _;
use store::{
    careers::{self, CareerHeld},
    imports::{self, RunProgress, run},
};
use table_feeds::player_table::TableKind;

use crate::imports::{now, shared_file, store};

const PLAYERS: &str = "player_id,name,date_of_birth,country_of_citizenship\n\
                       10,Ada One,1990-01-01,Ghana\n20,Bea Two,1991-01-01,Chile\n";

#[tokio::test]
async fn a_transfer_told_by_both_clubs_is_kept_once_and_a_second_import_changes_nothing() {
    let store = store().await;
    store.import(PLAYERS).await;
    let file = "player_id,season,window,dir,team_id,team_name,counter_team_id,counter_team_name,transfer_fee,market_val,player_age,transfer_id\n\
        10,2014,s,in,1,Ajax,2,Lens,€2.50m,€3.00m,24,77\n\
        10,2014,s,left,2,Lens,1,Ajax,€2.50m,€3.00m,24,77\n\
        10,2015,s,in,1,Ajax,3,Lyon,\"End of loanJun 30, 2015\",-,†26,78\n\
        99,2015,s,in,1,Ajax,3,Lyon,free transfer,-,20,79\n";

    let first = store.import(file).await;
    let second = store.import(file).await;

    assert_eq!((first.accepted, first.duplicates, first.rejected), (2, 1, 1));
    assert_eq!((first.career_added, first.career_changed), (2, 0));
    assert_eq!(first.flags.odd_age, 1);
    let reasons: Vec<&str> = first.first_rejects.iter().map(|row| row.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["same transfer as on line 2", "player_id 99 is not known; import the players first"]
    );
    assert_eq!(second.changed_rows(), 0);
    let player = PlayerId(store.number("SELECT id FROM player WHERE provider_id = '10'").await);
    let transfers = careers::transfers(&store.db, player).await.unwrap();
    let told: Vec<_> = transfers
        .iter()
        .map(|transfer| {
            let clubs = (transfer.from_club.as_deref(), transfer.to_club.as_deref());
            (clubs, transfer.fee, transfer.value_eur, transfer.age)
        })
        .collect();
    assert_eq!(
        told,
        [
            ((Some("Lyon"), Some("Ajax")), Fee::EndOfLoan, None, None),
            ((Some("Lens"), Some("Ajax")), Fee::Paid(2_500_000), Some(3_000_000), Some(24)),
        ]
    );
    assert_eq!(transfers[0].source, "Transfermarkt");
}

#[tokio::test]
async fn a_later_file_mends_a_fee_and_an_empty_cell_erases_none() {
    let store = store().await;
    store.import(PLAYERS).await;
    let file = |fee: &str| {
        format!(
            "player_id,transfer_date,from_club_id,to_club_id,from_club_name,to_club_name,transfer_fee\n\
             10,2020-07-01,1,2,Ajax,Lens,{fee}\n"
        )
    };
    let fee = async || {
        let player = PlayerId(store.number("SELECT id FROM player WHERE provider_id = '10'").await);
        careers::transfers(&store.db, player).await.unwrap()[0].fee
    };

    store.import(file("€5m")).await;
    let emptied = store.import(file("-")).await;
    assert_eq!((emptied.changed_rows(), fee().await), (0, Fee::Paid(5_000_000)));

    let mended = store.import(file("free transfer")).await;
    assert_eq!((mended.career_changed, fee().await), (1, Fee::Free));
}

#[tokio::test]
async fn matches_are_added_up_by_season_club_and_competition_under_the_names_that_come_later() {
    let store = store().await;
    store.import(PLAYERS).await;
    let head = "appearance_id,game_id,player_id,player_club_id,date,competition_id,yellow_cards,red_cards,goals,assists,minutes_played\n";
    let first = store
        .import(format!(
            "{head}1_10,1,10,5,2021-08-01,GB1,1,0,2,0,90\n2_10,2,10,5,2022-05-01,GB1,0,0,0,1,45\n"
        ))
        .await;
    // A later, shorter file adds to what is held.
    let second = store
        .import(format!(
            "{head}2_10,2,10,5,2022-05-01,GB1,0,0,0,1,45\n3_10,3,10,5,2022-08-01,GB1,0,0,0,0,10\n"
        ))
        .await;
    store.import("club_id,club_code,name\n5,lens,RC Lens\n").await;
    store
        .import("competition_id,competition_code,name,country_name\nGB1,x,premier-league,England\n")
        .await;

    let player = PlayerId(store.number("SELECT id FROM player WHERE provider_id = '10'").await);
    let seasons = careers::appearances_by_season(&store.db, player).await.unwrap();

    assert_eq!((first.career_added, second.career_added, second.career_changed), (2, 1, 0));
    let told: Vec<_> = seasons
        .iter()
        .map(|row| {
            let names = (row.club.as_deref().unwrap(), row.competition.as_deref().unwrap());
            (row.season.to_string(), names, row.matches, row.minutes, row.goals, row.assists)
        })
        .collect();
    let names = ("RC Lens", "Premier League");
    assert_eq!(
        told,
        [
            ("2022/2023".to_owned(), names, 1, 10, 0, 0),
            ("2021/2022".to_owned(), names, 2, 135, 2, 1)
        ]
    );
}

#[tokio::test]
async fn an_open_injury_is_closed_by_a_later_file() {
    let store = store().await;
    store.import(PLAYERS).await;
    let file = |until: &str| {
        format!(
            "player_id,season_name,injury_reason,from_date,end_date,days_missed,games_missed\n\
             20,20/21,Knee injury,2021-01-10,{until},,3\n"
        )
    };

    store.import(file("")).await;
    let closed = store.import(file("2021-02-10")).await;

    let player = PlayerId(store.number("SELECT id FROM player WHERE provider_id = '20'").await);
    let spells = careers::injuries(&store.db, player).await.unwrap();
    assert_eq!((closed.career_added, closed.career_changed), (0, 1));
    assert_eq!((spells[0].injury.as_str(), spells[0].days), ("Knee injury", Some(31)));
    assert_eq!(
        careers::held(&store.db, player).await.unwrap(),
        CareerHeld { transfers: false, appearances: false, injuries: true }
    );
}

#[tokio::test]
async fn only_clubs_and_seasons_with_an_injury_of_anybody_count_as_exposure() {
    let store = store().await;
    store.import(PLAYERS).await;
    // Club 5 tells of an injury in 2020/2021 and of none in 2021/2022; club 6 of none at all.
    let head = "player_id,game_id,player_club_id,date,minutes_played\n";
    store
        .import(format!(
            "{head}10,1,5,2020-08-01,90\n20,1,5,2020-08-01,60\n20,2,5,2021-08-01,90\n20,3,6,2020-09-01,90\n"
        ))
        .await;
    store
        .import("player_id,injury,injured_since,injured_until\n10,Knee,2021-06-30,2021-07-10\n10,Cold,2020-10-01,\n")
        .await;

    let exposures = careers::exposures(&store.db).await.unwrap();

    let told: Vec<_> = exposures
        .iter()
        .flat_map(|(_, player)| {
            player.seasons.iter().map(|season| {
                (player.birth_year, season.season, season.minutes, season.spells, season.days_out)
            })
        })
        .collect();
    assert_eq!(told, [(Some(1990), 2020, 90, 2, 10), (Some(1991), 2020, 60, 0, 0)]);
}

#[tokio::test]
async fn a_player_who_goes_for_good_takes_the_career_along() {
    let store = store().await;
    store.import(PLAYERS).await;
    store
        .import("player_id,game_id,date,minutes_played\n10,1,2021-01-01,90\n20,1,2021-01-01,90\n")
        .await;
    store.import("player_id,injury,injured_since\n10,Knee,2021-01-01\n").await;

    store.db.execute_unprepared("DELETE FROM player WHERE provider_id = '10'").await.unwrap();

    assert_eq!(store.number("SELECT count(*) FROM appearance").await, 1);
    assert_eq!(store.number("SELECT count(*) FROM injury").await, 0);
}

#[tokio::test]
async fn the_public_schema_is_imported_whole_and_again_without_a_change() {
    let folder = "dcaribou_sample_1000";
    let store = store().await;
    // A sample of each table has other players in each: those it names come first.
    for table in ["transfers", "appearances"] {
        let Some(file) = shared_file(&format!("{folder}/{table}.csv.gz")) else { return };
        let draft = store.draft(&file).await.unwrap();
        let mut reading = draft.reading.clone();
        reading.read_as(TableKind::Players);
        imports::save_reading(&store.db, &store.uploads, &draft, reading).await.unwrap();
        store.run(&draft).await.unwrap();
    }
    for table in ["players", "clubs", "competitions", "transfers", "appearances"] {
        let Some(file) = shared_file(&format!("{folder}/{table}.csv.gz")) else { return };

        let first = store.import(&file).await;
        let second = store.import(&file).await;

        assert!(first.changed_rows() > 0, "{table}: {first:?}");
        assert_eq!(second.changed_rows(), 0, "{table}");
        assert_eq!(first.rejected, 0, "{table}: {:?}", first.first_rejects);
    }
    assert!(store.number("SELECT count(*) FROM club").await == 451);
    assert!(store.number("SELECT count(*) FROM competition").await == 49);
}

#[tokio::test]
async fn sixty_thousand_transfers_come_in_and_come_again_without_a_change() {
    let (Some(players), Some(transfers)) =
        (shared_file("players.csv.gz"), shared_file("transfers_2009_2020.csv.gz"))
    else {
        return;
    };
    let store = store().await;
    store.import(&players).await;

    let first = store.import(&transfers).await;
    let second = store.import(&transfers).await;

    assert_eq!(first.rows, 65_978);
    assert_eq!(first.career_added, first.accepted);
    assert_eq!((second.changed_rows(), second.accepted), (0, first.accepted));
    assert_eq!(
        store.number("SELECT count(*) FROM transfer").await,
        i64::try_from(first.accepted).unwrap()
    );
}

#[tokio::test]
async fn a_run_that_stops_half_way_leaves_no_row() {
    let store = store().await;
    store.import(PLAYERS).await;
    let mut file = String::from("player_id,game_id,date,minutes_played\n");
    for game in 0..20_000 {
        writeln!(file, "10,{game},2021-01-01,90").unwrap();
    }
    let import = store.draft(file.as_bytes()).await.unwrap();

    let progress = std::sync::Arc::new(tokio::sync::watch::Sender::new(RunProgress::default()));
    let work = run(&store.db, &store.uploads, import.id, now(), progress.clone());
    let mut seen = progress.subscribe();
    tokio::select! {
        done = work => panic!("done before it was stopped: {done:?}"),
        _ = seen.changed() => {}
    }

    assert_eq!(store.number("SELECT count(*) FROM appearance").await, 0);
    let summary = store.run(&import).await.unwrap();
    assert_eq!(summary.career_added, 20_000);
}
