//! Seasons by metrics: what is written is read back, the same again writes nothing, and tables of one
//! season complete each other.

use football::{KnownMetric, PlayerDraft, PlayerId, PositionGroup, SeasonMetric, SeasonSetId};
use sea_orm::{ConnectionTrait as _, DatabaseBackend, Statement};
use store::{
    Database,
    database::{ConnectSettings, begin, connect},
    players::{self, Author},
    seasons::{self, NewSeason, SeasonSheet, SeasonWritten},
};
use table_feeds::season_table::{PlayerSeasons, read_season_table};
use test_database::TestDatabase;

const SHOOTING: &str = "Player,Nation,Pos,Squad,Comp,Age,Born,MP,Starts,Min,Shots,SoT%\n\
    Ada Lind,SWE,FW,A,Premier League,24,1998,30,28,2500,3.1,41.7\n\
    Bea Roth,GER,MFFW,B,La Liga,21,2001,20,10,1100,0,\n\
    Cleo Fox,ENG,GK,C,La Liga,30,1992,38,38,3420,0.1,0.30000000000000004\n";

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

    async fn write(&self, source: &str, season: &str, table: &str) -> SeasonWritten {
        let players = players_of(table);
        let transaction = begin(&self.db).await.unwrap();
        let season = NewSeason { source, season, players: &players };
        let written = seasons::write_season(&transaction, &season).await.unwrap();
        transaction.commit().await.unwrap();
        written
    }

    async fn sheet(&self, set: SeasonSetId, competitions: &[&str]) -> SeasonSheet {
        let competitions: Vec<String> = competitions.iter().map(|&name| name.to_owned()).collect();
        let sheet = seasons::season_sheet(&self.db, set, &competitions).await.unwrap();
        sheet.expect("the set is there")
    }

    async fn provided(&self, provider: &str, provider_id: &str) -> PlayerId {
        let draft = PlayerDraft { name: provider_id.to_owned(), ..PlayerDraft::default() };
        let player = players::create(&self.db, &Author::default(), &draft).await.unwrap();
        let name = "UPDATE player SET provider = $2, provider_id = $3 WHERE id = $1";
        let values = [player.id.0.into(), provider.into(), provider_id.into()];
        let statement = Statement::from_sql_and_values(DatabaseBackend::Postgres, name, values);
        self.db.execute_raw(statement).await.unwrap();
        player.id
    }
}

fn players_of(table: &str) -> PlayerSeasons {
    read_season_table(table.as_bytes()).unwrap().player_seasons()
}

/// The figure of a line by its name.
fn figure(sheet: &SeasonSheet, name: &str, metric: &str) -> Option<f64> {
    let player = sheet.lines.iter().position(|line| line.name == name).unwrap();
    let metric = SeasonMetric::Known(KnownMetric::from_key(metric).unwrap());
    sheet.table.get(player, sheet.table.metric(&metric).unwrap())
}

#[tokio::test]
async fn a_season_is_read_back_to_the_last_bit() {
    let store = Store::create().await;

    let written = store.write("fbref", "2022/2023", SHOOTING).await;

    assert_eq!((written.added, written.changed, written.unchanged), (3, 0, 0));
    let sheet = store.sheet(written.set, &[]).await;
    assert_eq!((sheet.set.source.as_str(), sheet.set.season.as_str()), ("fbref", "2022/2023"));
    assert_eq!((sheet.lines.len(), sheet.table.players().len()), (3, 3));
    let ada = &sheet.lines[0];
    assert_eq!((ada.name.as_str(), ada.player_id, ada.minutes), ("Ada Lind", None, 2500));
    assert_eq!((ada.group, ada.positions.as_str()), (Some(PositionGroup::Attacker), "FW"));
    assert_eq!(
        (ada.age, ada.birth_year, ada.matches, ada.starts),
        (Some(24), Some(1998), Some(30), Some(28))
    );
    assert_eq!(
        (ada.club.as_deref(), ada.competition.as_deref()),
        (Some("A"), Some("Premier League"))
    );
    assert_eq!(figure(&sheet, "Ada Lind", "shots"), Some(3.1));
    // Unknown: no shot, so no share of shots.
    assert_eq!(figure(&sheet, "Bea Roth", "shot_accuracy"), None);
    assert_eq!(figure(&sheet, "Cleo Fox", "shot_accuracy"), Some(0.300_000_000_000_000_04));
}

#[tokio::test]
async fn the_same_table_again_writes_nothing() {
    let store = Store::create().await;
    let first = store.write("fbref", "2022/2023", SHOOTING).await;
    let before = store.sheet(first.set, &[]).await.set;

    let second = store.write("fbref", "2022/2023", SHOOTING).await;

    assert_eq!((second.added, second.changed, second.unchanged), (0, 0, 3));
    assert_eq!(store.sheet(first.set, &[]).await.set, before);
    let corrected = SHOOTING.replace("2500,3.1", "2590,3.2");
    let third = store.write("fbref", "2022/2023", &corrected).await;
    assert_eq!((third.added, third.changed, third.unchanged), (0, 1, 2));
    let after = store.sheet(first.set, &[]).await;
    assert_eq!(figure(&after, "Ada Lind", "shots"), Some(3.2));
    assert!(after.set.changed_at > before.changed_at);
}

#[tokio::test]
async fn a_second_table_of_a_season_completes_the_first() {
    let store = Store::create().await;
    store.write("fbref", "2022/2023", SHOOTING).await;
    let passing = "Player,Nation,Pos,Squad,Comp,Age,Born,MP,Starts,Min,Crs\n\
        Ada Lind,SWE,FW,A,Premier League,24,1998,30,28,2500,1.5\n\
        Dora Kent,ENG,DF,D,Serie A,27,1995,30,30,2700,2.5\n";

    let written = store.write("fbref", "2022/2023", passing).await;

    assert_eq!((written.added, written.changed), (1, 1));
    let sheet = store.sheet(written.set, &[]).await;
    assert_eq!(sheet.set.metrics.len(), 3);
    assert_eq!(figure(&sheet, "Ada Lind", "shots"), Some(3.1));
    assert_eq!(figure(&sheet, "Dora Kent", "shots"), None);
    let crosses = sheet.set.metrics[2].clone();
    assert_eq!(sheet.table.get(0, sheet.table.metric(&crosses).unwrap()), Some(1.5));
    assert_eq!(store.write("fbref", "2022/2023", SHOOTING).await.unchanged, 3);
}

#[tokio::test]
async fn a_sheet_holds_the_competitions_asked_for() {
    let store = Store::create().await;
    let set = store.write("fbref", "2022/2023", SHOOTING).await.set;

    let names = |sheet: SeasonSheet| -> Vec<String> {
        sheet.lines.into_iter().map(|line| line.name).collect()
    };

    assert_eq!(names(store.sheet(set, &["La Liga"]).await), ["Bea Roth", "Cleo Fox"]);
    assert_eq!(names(store.sheet(set, &["La Liga", "Premier League"]).await).len(), 3);
    assert!(names(store.sheet(set, &["Eredivisie"]).await).is_empty());
    let absent = seasons::season_sheet(&store.db, SeasonSetId(-1), &[]).await.unwrap();
    assert!(absent.is_none());
}

#[tokio::test]
async fn the_newest_season_comes_first() {
    let store = Store::create().await;
    for (source, season) in [("fbref", "2021/2022"), ("opta", "2022/2023"), ("fbref", "2022/2023")]
    {
        store.write(source, season, SHOOTING).await;
    }

    let sets = seasons::list_season_sets(&store.db).await.unwrap();

    let names: Vec<_> = sets.iter().map(|set| (set.season.as_str(), set.source.as_str())).collect();
    assert_eq!(names, [("2022/2023", "fbref"), ("2022/2023", "opta"), ("2021/2022", "fbref")]);
}

#[tokio::test]
async fn a_line_belongs_to_the_player_whose_id_it_carries() {
    let store = Store::create().await;
    let ada = store.provided("opta", "p1").await;
    store.provided("transfermarkt", "p2").await;
    let table = "player_id,Player,Born,Min,Shots\np1,Ada,1998,900,1\np2,Bea,1999,900,2\n";
    let set = store.write("opta", "2022/2023", table).await.set;

    let linked = seasons::link_provided(&store.db, set).await.unwrap();

    assert_eq!(linked, 1);
    assert_eq!(seasons::link_provided(&store.db, set).await.unwrap(), 0);
    let of_ada = seasons::seasons_of(&store.db, ada).await.unwrap();
    assert_eq!(of_ada.len(), 1);
    let (season, line) = &of_ada[0];
    assert_eq!((season.id, line.name.as_str(), line.player_id), (set, "Ada", Some(ada)));
    let sheet = store.sheet(set, &[]).await;
    assert_eq!(sheet.lines[1].player_id, None, "another provider's id");
    // The same table again leaves everybody who he is.
    assert_eq!(store.write("opta", "2022/2023", table).await.unchanged, 2);
    assert_eq!(store.sheet(set, &[]).await.lines[0].player_id, Some(ada));
}
