//! Imports of season tables: what is taken, who is who afterwards, and that a second time changes
//! nothing and asks nothing.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate, TimeZone, Utc};
use football::{Player, PlayerDraft, PlayerId, Position, identity::Sign};
use store::{
    Database, StoreError,
    database::{ConnectSettings, connect},
    identities::{self, Answer, Question},
    players::{self, Author},
    season_imports::{self, SeasonImport, SeasonImportError, Settings, Stage, Summary},
    seasons,
    uploads::Uploads,
};
use test_database::TestDatabase;
use tokio::sync::watch;
use uuid::Uuid;

const TABLE: &str = "Player,Nation,Pos,Squad,Comp,Age,Born,MP,Starts,Min,Shots,SoT\n\
    Ada Lind,se SWE,FW,Malmö,Allsvenskan,24,1998,30,28,2500,3.1,1.2\n\
    João Pedro,br BRA,FW,Watford,Premier League,21,2001,20,10,1100,2.5,1.1\n\
    Nobody Known,ENG,DF,Leeds United,Premier League,30,1992,38,38,3420,0.1,0.1\n\
    Bad Row,ENG,DF,Leeds United,Premier League,30,1992,38,38,many,0.1,0.1\n\
    Ada Lind,se SWE,FW,Malmö,Allsvenskan,24,1998,30,28,2500,3.1,1.2\n";

struct Store {
    db: Database,
    uploads: Uploads,
    folder: PathBuf,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).single().expect("a time that exists")
}

impl Store {
    async fn create() -> Self {
        let database = TestDatabase::create().await;
        let settings = ConnectSettings {
            url: database.url().to_owned(),
            max_connections: 2,
            acquire_timeout: std::time::Duration::from_secs(30),
        };
        let folder = std::env::temp_dir().join(format!("touchline-uploads-{}", Uuid::new_v4()));
        Self {
            db: connect(&settings).await.expect("the test database can be reached"),
            uploads: Uploads::in_folder(folder.clone()),
            folder,
            _database: database,
        }
    }

    async fn draft(&self, name: &str, file: &[u8]) -> Result<SeasonImport, SeasonImportError> {
        let mut writer = self.uploads.begin(64 * 1024 * 1024).await?;
        for piece in file.chunks(10_000) {
            writer.write(piece).await?;
        }
        let stored = writer.finish().await?;
        let drafted =
            season_imports::create_draft(&self.db, &self.uploads, stored, name, None, now());
        let id = drafted.await?;
        Ok(season_imports::find(&self.db, id).await?.expect("the draft was just made"))
    }

    async fn import(&self, file: &str) -> Summary {
        self.import_with(file, Settings::default()).await
    }

    async fn import_with(&self, file: &str, settings: Settings) -> Summary {
        let import = self.draft("fbref_2022_2023.csv", file.as_bytes()).await.unwrap();
        let settings = Settings { source: "FBref".into(), season: "2022-23".into(), ..settings };
        season_imports::save_settings(&self.db, import.id, settings).await.unwrap();
        self.run(import.id).await
    }

    async fn run(&self, id: Uuid) -> Summary {
        let stage = watch::Sender::new(Stage::default());
        season_imports::run(&self.db, &self.uploads, id, now(), &stage).await.unwrap()
    }

    async fn player(&self, name: &str, born: Option<(i32, u32, u32)>, nation: &str) -> Player {
        let draft = PlayerDraft {
            name: name.to_owned(),
            birth_date: born
                .and_then(|(year, month, day)| NaiveDate::from_ymd_opt(year, month, day)),
            nationalities: vec![nation.to_owned()],
            position: Some(Position::CentreForward),
            ..PlayerDraft::default()
        };
        players::create(&self.db, &Author::default(), &draft).await.unwrap()
    }

    /// Names of the lines that are known to be of `player`.
    async fn lines_of(&self, player: PlayerId) -> Vec<String> {
        let seasons = seasons::seasons_of(&self.db, player).await.unwrap();
        seasons.into_iter().map(|(_, line)| line.name).collect()
    }

    async fn questions(&self) -> Vec<Question> {
        identities::next_open(&self.db, None, 50).await.unwrap()
    }

    async fn decide(&self, question: &Question, answer: Answer) -> Result<bool, StoreError> {
        identities::decide(&self.db, &Author::default(), question.id, answer).await
    }
}

#[tokio::test]
async fn a_table_is_taken_counted_and_matched() {
    let store = Store::create().await;
    let ada = store.player("Ada Lind", Some((1998, 5, 1)), "Sweden").await;

    let summary = store.import(TABLE).await;

    assert_eq!((summary.rows, summary.accepted), (5, 3));
    assert_eq!((summary.duplicates, summary.rejected), (1, 1));
    assert_eq!((summary.players, summary.lines_added), (3, 3));
    assert_eq!((summary.matched, summary.doubtful, summary.unknown), (1, 0, 2));
    let told: Vec<_> =
        summary.first_rejects.iter().map(|row| (row.line, row.column.as_str())).collect();
    assert_eq!(told, [(5, "Min"), (6, "")]);
    assert_eq!(store.lines_of(ada.id).await, ["Ada Lind"]);
}

#[tokio::test]
async fn the_same_file_again_changes_nothing() {
    let store = Store::create().await;
    store.player("Ada Lind", Some((1998, 5, 1)), "Sweden").await;
    store.player("João Pedro", None, "Brazil").await;
    let first = store.import(TABLE).await;
    let sets = seasons::list_season_sets(&store.db).await.unwrap();

    let second = store.import(TABLE).await;

    assert!(first.changed_rows() > 0);
    assert_eq!(second.changed_rows(), 0, "{second:?}");
    assert_eq!((second.known, second.doubtful), (1, 1));
    assert_eq!(seasons::list_season_sets(&store.db).await.unwrap(), sets);
}

#[tokio::test]
async fn a_doubtful_pair_waits_for_a_person_and_is_not_asked_about_again() {
    let store = Store::create().await;
    let joao = store.player("João Pedro", None, "Brazil").await;
    store.import(TABLE).await;

    let questions = store.questions().await;
    assert_eq!(questions.len(), 1);
    assert_eq!((questions[0].name.as_str(), questions[0].birth_year), ("João Pedro", Some(2001)));
    assert_eq!(questions[0].candidates[0].player.id, joao.id);
    assert!(store.lines_of(joao.id).await.is_empty(), "nobody is given a line in doubt");

    assert!(store.decide(&questions[0], Answer::Same(joao.id)).await.unwrap());

    assert_eq!(store.lines_of(joao.id).await, ["João Pedro"]);
    assert_eq!(identities::count_open(&store.db).await.unwrap(), 0);
    let again = store.decide(&questions[0], Answer::Different).await;
    assert!(matches!(again, Err(StoreError::Conflict { .. })));
    // The next season of the provider knows him, and asks nothing.
    let import = store.draft("fbref.csv", TABLE.as_bytes()).await.unwrap();
    let next =
        Settings { source: "fbref".into(), season: "2023/2024".into(), ..Settings::default() };
    season_imports::save_settings(&store.db, import.id, next).await.unwrap();
    let next = store.run(import.id).await;
    assert_eq!((next.matched, next.doubtful, next.asked), (1, 0, 0));
    assert_eq!(store.lines_of(joao.id).await.len(), 2);
}

#[tokio::test]
async fn a_match_of_the_rule_can_be_refuted_and_the_answer_taken_back() {
    let store = Store::create().await;
    let ada = store.player("Ada Lind", Some((1998, 5, 1)), "Sweden").await;
    store.import(TABLE).await;
    let matched = identities::matched(&store.db, "fbref", ada.id).await.unwrap().unwrap();
    assert_eq!((matched.name.as_str(), matched.by_person), ("Ada Lind", false));
    assert!(matched.signs.contains(&Sign::SameName), "{matched:?}");

    let author = Author::default();
    assert!(!identities::refute(&store.db, &author, "another", ada.id).await.unwrap());
    assert!(identities::refute(&store.db, &author, "fbref", ada.id).await.unwrap());

    assert!(store.lines_of(ada.id).await.is_empty());
    assert_eq!(identities::matched(&store.db, "fbref", ada.id).await.unwrap(), None);
    assert!(!identities::refute(&store.db, &author, "fbref", ada.id).await.unwrap());
    let again = store.import(TABLE).await;
    assert_eq!((again.matched, again.asked), (0, 0), "the rule does not insist");
    let decided = identities::decided_lately(&store.db, 10).await.unwrap();
    assert_eq!((decided[0].name.as_str(), decided[0].same), ("Ada Lind", false));

    identities::reopen(&store.db, &author, decided[0].id).await.unwrap();
    let question = store.questions().await.remove(0);
    assert_eq!(question.candidates[0].player.id, ada.id);
    store.decide(&question, Answer::Same(ada.id)).await.unwrap();
    assert_eq!(store.lines_of(ada.id).await, ["Ada Lind"]);
    assert!(identities::matched(&store.db, "fbref", ada.id).await.unwrap().unwrap().by_person);
}

#[tokio::test]
async fn refuting_what_a_person_said_keeps_everybody_who_was_asked_about() {
    let store = Store::create().await;
    let one = store.player("João Pedro", None, "Brazil").await;
    store.player("João Pedro", None, "Brazil").await;
    store.import(TABLE).await;
    let question = store.questions().await.remove(0);
    assert_eq!(question.candidates.len(), 2);
    store.decide(&question, Answer::Same(one.id)).await.unwrap();

    let author = Author::default();
    assert!(identities::refute(&store.db, &author, "fbref", one.id).await.unwrap());
    identities::reopen(&store.db, &author, question.id).await.unwrap();

    assert_eq!(store.questions().await, [question]);
}

#[tokio::test]
async fn an_answer_can_be_taken_back() {
    let store = Store::create().await;
    let joao = store.player("João Pedro", None, "Brazil").await;
    store.import(TABLE).await;
    let question = store.questions().await.remove(0);
    store.decide(&question, Answer::Same(joao.id)).await.unwrap();
    let decided = identities::decided_lately(&store.db, 10).await.unwrap();
    assert_eq!(decided[0].player.as_ref().map(|(id, _)| *id), Some(joao.id));

    assert!(identities::reopen(&store.db, &Author::default(), question.id).await.unwrap());

    assert!(store.lines_of(joao.id).await.is_empty());
    assert_eq!(store.questions().await, std::slice::from_ref(&question));
    store.decide(&question, Answer::Different).await.unwrap();
    assert_eq!(store.import(TABLE).await.asked, 0, "who was ruled out is not asked about again");
    identities::reopen(&store.db, &Author::default(), question.id).await.unwrap();
    assert_eq!(store.questions().await, [question]);
    assert!(!identities::reopen(&store.db, &Author::default(), -1).await.unwrap());
}

#[tokio::test]
async fn somebody_new_who_fits_is_asked_about_though_another_was_ruled_out() {
    let store = Store::create().await;
    let first = store.player("João Pedro", None, "Brazil").await;
    store.import(TABLE).await;
    let question = store.questions().await.remove(0);
    store.decide(&question, Answer::Different).await.unwrap();
    let second = store.player("Joao Pedro", None, "Brazil").await;

    store.import(TABLE).await;

    let questions = store.questions().await;
    let ids: Vec<_> = questions[0].candidates.iter().map(|candidate| candidate.player.id).collect();
    assert_eq!(ids, [second.id], "{first:?} was ruled out");
    let stranger = store.decide(&questions[0], Answer::Same(first.id)).await;
    assert!(matches!(stranger, Err(StoreError::Invalid(_))), "nobody but who was asked about");
}

#[tokio::test]
async fn strangers_become_players_only_where_that_was_asked_for() {
    let store = Store::create().await;
    assert_eq!(store.import(TABLE).await.players_added, 0);
    let asked = Settings { add_strangers: true, ..Settings::default() };

    let summary = store.import_with(TABLE, asked.clone()).await;

    assert_eq!((summary.players_added, summary.lines_changed), (3, 0));
    assert_eq!(store.import_with(TABLE, asked).await.changed_rows(), 0);
    let set = seasons::list_season_sets(&store.db).await.unwrap().remove(0).id;
    let sheet = seasons::season_sheet(&store.db, set, &[]).await.unwrap().unwrap();
    let joao = sheet.lines.iter().find(|line| line.name == "João Pedro").unwrap().player_id;
    let joao = players::find(&store.db, joao.unwrap()).await.unwrap().unwrap();
    assert_eq!((joao.birth_date, joao.nationalities), (None, vec!["Brazil".to_owned()]));
    assert_eq!(
        (joao.position, joao.club.as_deref()),
        (Some(Position::CentreForward), Some("Watford"))
    );
}

#[tokio::test]
async fn what_is_not_settled_or_no_season_table_is_not_run() {
    let store = Store::create().await;

    let no_table = store.draft("list.csv", b"Name,Club\nAda,A\n").await.unwrap_err();
    assert!(matches!(no_table, SeasonImportError::Table(_)), "{no_table}");
    let import = store.draft("table.csv", TABLE.as_bytes()).await.unwrap();
    assert_eq!((import.settings.source.as_str(), import.settings.season.as_str()), ("fbref", ""));
    let unsettled = season_imports::start(&store.db, import.id, None, None).await.unwrap_err();
    assert!(unsettled.to_string().contains("which season"), "{unsettled}");
    let named = store.draft("opta_2021-22.csv", TABLE.as_bytes()).await.unwrap();
    assert_eq!(
        (named.settings.source.as_str(), named.settings.season.as_str()),
        ("opta", "2021/2022")
    );
}

#[tokio::test]
async fn both_public_tables_are_taken_whole_and_a_second_time_change_nothing() {
    let store = Store::create().await;
    for (file, rows, players, lost) in [
        ("fbref_big5_2021_2022_per90_latin1_comma.csv.gz", 2_921, 2_921 - 131, 102),
        ("fbref_big5_2022_2023_per90_semicolon_crlf.csv.gz", 2_686, 2_686 - 146, 95),
    ] {
        let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
            .join("../../shared/data/scouting/fbref")
            .join(file);
        let Ok(bytes) = std::fs::read(&path) else {
            eprintln!("skipped: {} is absent", path.display());
            return;
        };
        let import = store.draft(file, &bytes).await.unwrap();
        assert_eq!(import.settings.problems(), [], "the name of the file says it all");

        let first = store.run(import.id).await;
        let again = store.draft(file, &bytes).await.unwrap();
        let again = store.run(again.id).await;

        assert_eq!(first.accepted + first.rejected + first.duplicates, first.rows);
        assert_eq!((first.rows, first.rejected, first.players), (rows, 0, players));
        assert_eq!((first.lost_letters, first.lines_added), (lost, players));
        assert_eq!(again.changed_rows(), 0);
        let sets = seasons::list_season_sets(&store.db).await.unwrap();
        let set = sets.iter().find(|set| set.season == import.settings.season).unwrap();
        let sheet = seasons::season_sheet(&store.db, set.id, &[]).await.unwrap().unwrap();
        assert_eq!(sheet.lines.len() as u64, players);
        let marked =
            sheet.lines.iter().filter(|line| line.name.contains(['?', '\u{fffd}'])).count();
        assert!(marked as u64 <= lost, "no name is damaged that was not: {marked}");
    }
}
