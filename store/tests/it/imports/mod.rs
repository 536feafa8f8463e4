//! Imports: what is taken, what is not, and that a second time changes nothing.

mod identity;
mod refusals;

use std::{path::PathBuf, sync::Arc};

use chrono::{DateTime, TimeZone, Utc};
use football::PlayerDraft;
use sea_orm::{DatabaseBackend, FromQueryResult, Statement};
use store::{
    Database,
    database::{ConnectSettings, connect},
    exports,
    imports::{self, Import, ImportError, ImportState, RunProgress, Summary},
    players,
    uploads::Uploads,
};
use test_database::TestDatabase;
use tokio::sync::watch;
use uuid::Uuid;

/// Most bytes a test uploads.
const LIMIT: u64 = 64 * 1024 * 1024;

pub(crate) struct Store {
    pub(crate) db: Database,
    pub(crate) uploads: Uploads,
    folder: PathBuf,
    // Dropped last: the database goes when the pool is gone.
    _database: TestDatabase,
}

impl Drop for Store {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}

pub(crate) fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 3, 1, 12, 0, 0).single().expect("a time that exists")
}

pub(crate) async fn store() -> Store {
    let database = TestDatabase::create().await;
    let settings = ConnectSettings {
        url: database.url().to_owned(),
        max_connections: 2,
        acquire_timeout: std::time::Duration::from_secs(30),
    };
    let folder = std::env::temp_dir().join(format!("touchline-uploads-{}", Uuid::new_v4()));
    Store {
        db: connect(&settings).await.expect("the test database can be reached"),
        uploads: Uploads::in_folder(folder.clone()),
        folder,
        _database: database,
    }
}

/// A file of the shared test data as it lies there; `None`, said aloud, where the data is absent.
pub(crate) fn shared_file(name: &str) -> Option<Vec<u8>> {
    let path =
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/scouting").join(name);
    let bytes = std::fs::read(&path);
    if bytes.is_err() {
        eprintln!("skipped: {} is absent", path.display());
    }
    bytes.ok()
}

impl Store {
    pub(crate) async fn draft(&self, file: &[u8]) -> Result<Import, ImportError> {
        let mut writer = self.uploads.begin(LIMIT).await?;
        for piece in file.chunks(10_000) {
            writer.write(piece).await?;
        }
        let stored = writer.finish().await?;
        let id = imports::create_draft(&self.db, &self.uploads, stored, "table.csv", None, now())
            .await?;
        Ok(imports::find(&self.db, id).await?.expect("the draft was just made"))
    }

    pub(crate) async fn run(&self, import: &Import) -> Result<Summary, ImportError> {
        let progress = Arc::new(watch::Sender::new(RunProgress::default()));
        imports::run(&self.db, &self.uploads, import.id, now(), progress).await
    }

    pub(crate) async fn import(&self, file: impl AsRef<[u8]>) -> Summary {
        let import = self.draft(file.as_ref()).await.expect("a table");
        let summary = self.run(&import).await.expect("an import that runs");
        assert_eq!(
            summary.accepted + summary.duplicates + summary.rejected,
            summary.rows,
            "every row is accepted, duplicate or rejected"
        );
        summary
    }

    pub(crate) async fn number(&self, sql: &str) -> i64 {
        #[derive(FromQueryResult)]
        struct Row {
            number: i64,
        }
        let sql = format!("SELECT ({sql})::bigint AS number");
        Row::find_by_statement(Statement::from_string(DatabaseBackend::Postgres, sql))
            .one(&self.db)
            .await
            .expect("a query that reads")
            .expect("one row")
            .number
    }

    async fn text(&self, sql: &str) -> String {
        #[derive(FromQueryResult)]
        struct Row {
            text: Option<String>,
        }
        let sql = format!("SELECT ({sql})::text AS text");
        Row::find_by_statement(Statement::from_string(DatabaseBackend::Postgres, sql))
            .one(&self.db)
            .await
            .expect("a query that reads")
            .and_then(|row| row.text)
            .unwrap_or_default()
    }

    /// Everything about the players that an import may write, in one number.
    async fn fingerprint(&self) -> String {
        self.text(
            "SELECT md5(string_agg(p::text, '/' ORDER BY p.id)) || (SELECT coalesce(md5(string_agg(v::text, '/' \
             ORDER BY v.player_id, v.date, v.source)), '') FROM player_valuation v) FROM player p",
        )
        .await
    }
}

#[tokio::test]
async fn the_torture_file_is_imported_as_expected_and_a_second_time_changes_nothing() {
    let Some(file) = shared_file("import_torture/a_utf8_bom_crlf.csv") else { return };
    let store = store().await;

    let first = store.import(&file).await;
    let before = store.fingerprint().await;
    let second = store.import(&file).await;

    assert_eq!((first.rows, first.accepted, first.rejected, first.duplicates), (12, 8, 4, 0));
    assert_eq!((first.players_added, first.valuations_added), (8, 6));
    let reasons: Vec<_> =
        first.first_rejects.iter().map(|row| (row.line, row.reason.as_str())).collect();
    assert_eq!(
        reasons,
        [
            (11, "date_of_birth is not a date (2000-13-45)"),
            (12, "market_value is negative"),
            (13, "3 fields, 7 expected"),
            (14, "8 fields, 7 expected"),
        ]
    );
    assert_eq!(store.number("SELECT count(*) FROM player WHERE name = 'João Pedro'").await, 2);
    assert_eq!(
        store.text("SELECT club FROM player WHERE name = 'Müller, Thomas'").await,
        "FC Bayern\nMünchen"
    );
    assert_eq!(
        store.text("SELECT name FROM player WHERE name LIKE '=%'").await,
        "=HYPERLINK(\"x\")"
    );
    assert_eq!(second.changed_rows(), 0);
    assert_eq!(second.accepted, 8);
    assert_eq!(store.fingerprint().await, before, "no version and no time was touched");
}

#[tokio::test]
async fn the_reject_file_holds_the_rows_as_they_stood_with_line_column_and_reason() {
    let Some(file) = shared_file("import_torture/a_utf8_bom_crlf.csv") else { return };
    let store = store().await;
    let import = store.draft(&file).await.unwrap();

    store.run(&import).await.unwrap();

    let import = imports::find(&store.db, import.id).await.unwrap().unwrap();
    assert_eq!(import.state, ImportState::Completed);
    let path = store.uploads.path(&import.reject_sha256.unwrap()).unwrap();
    let rejects = std::fs::read_to_string(path).unwrap();
    let lines: Vec<&str> = rejects.lines().collect();
    assert_eq!(
        lines[0],
        "line,column,reason,name,date_of_birth,position,nationality,club,market_value,height"
    );
    assert_eq!(
        lines[1],
        "11,date_of_birth,date_of_birth is not a date (2000-13-45),Erling Haaland,2000-13-45,Centre-Forward,Norway,Manchester City,€180m,194"
    );
    assert_eq!(lines[3], "13,,\"3 fields, 7 expected\",Too Few,2000-01-01,GK");
    assert_eq!(lines.len(), 5);
}

#[tokio::test]
async fn players_and_their_values_are_imported_and_a_second_time_changes_nothing() {
    let (Some(players), Some(values)) = (
        shared_file("players.csv.gz"),
        shared_file("dcaribou_sample_1000/player_valuations.csv.gz"),
    ) else {
        return;
    };
    let store = store().await;

    let first = store.import(&players).await;
    let first_values = store.import(&values).await;
    let before = store.fingerprint().await;
    let second = store.import(&players).await;
    let second_values = store.import(&values).await;

    assert_eq!((first.rows, first.accepted), (32_133, 32_133));
    // Figures of the data's own description.
    assert_eq!(first.flags.no_name, 32_133 - 16_847);
    assert_eq!(first.flags.no_birth_date, 15_293);
    assert_eq!(first_values.rows, 1_000);
    assert_eq!(first_values.valuations_added, first_values.accepted);
    assert_eq!(second.changed_rows() + second_values.changed_rows(), 0);
    assert_eq!(store.fingerprint().await, before);
    // The value shown of a player is the newest of his values.
    assert_eq!(
        store
            .number(
                "SELECT count(*) FROM player p JOIN (SELECT DISTINCT ON (player_id) * FROM player_valuation \
                 ORDER BY player_id, date DESC) v ON v.player_id = p.id WHERE p.value_eur <> v.amount_eur"
            )
            .await,
        0
    );
}

#[tokio::test]
async fn both_fbref_files_keep_their_names_and_a_second_time_changes_nothing() {
    for (file, rows) in [
        ("fbref/fbref_big5_2021_2022_per90_latin1_comma.csv.gz", 2_921),
        ("fbref/fbref_big5_2022_2023_per90_semicolon_crlf.csv.gz", 2_686),
    ] {
        let Some(file) = shared_file(file) else { return };
        let store = store().await;

        let first = store.import(&file).await;
        let second = store.import(&file).await;

        assert_eq!((first.rows, first.rejected), (rows, 0), "{:?}", first.first_rejects);
        assert_eq!(
            i64::try_from(first.flags.lost_letters).unwrap(),
            store.number("SELECT count(*) FROM player WHERE name ~ '\\?' OR club ~ '\\?'").await
                + i64::try_from(first.duplicates).unwrap(),
        );
        assert_eq!(second.changed_rows(), 0);
    }
}

#[tokio::test]
async fn an_export_imported_elsewhere_and_at_home_makes_no_difference() {
    let home = store().await;
    home.import(
        "name,birth_date,nationality,club,market_value,height,status\n\
         \"=HYPERLINK(\"\"x\"\")\",2001-01-01,England,\"A \"\"quoted\"\", club\",1m,190,\n\
         \"Line\nbreak\",,Korea,,,,retired\n+Plus,,,,,,free agent\nÆsa Ødegård,,Norway|Iceland,-,,,\n",
    )
    .await;
    players::create(
        &home.db,
        &players::Author::default(),
        &PlayerDraft { name: " Hand made ".to_owned(), ..PlayerDraft::default() },
    )
    .await
    .unwrap();
    let file = export(&home).await;
    let away = store().await;

    let there = away.import(&file).await;
    let at_home = home.import(&file).await;
    let there_again = away.import(&file).await;

    assert_eq!((there.players_added, there.rejected), (5, 0), "{:?}", there.first_rejects);
    assert_eq!(at_home.changed_rows(), 0);
    assert_eq!(there_again.changed_rows(), 0);
    assert_eq!(export(&away).await, file, "the keys travel with the players");
}

async fn export(store: &Store) -> String {
    let mut rows = Vec::new();
    exports::each_player(&store.db, |player| {
        rows.push(player);
        Ok(())
    })
    .await
    .expect("an export that works");
    let mut file = csv::Writer::from_writer(Vec::new());
    for row in rows {
        file.serialize(row).expect("an export that works");
    }
    String::from_utf8(file.into_inner().expect("an export that works"))
        .expect("an export that works")
}
