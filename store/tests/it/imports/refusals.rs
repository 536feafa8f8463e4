//! What is refused or breaks off leaves nothing.

use store::{
    StoreError,
    imports::{self, ImportError, ImportState},
};

use super::{shared_file, store};

#[tokio::test]
async fn a_run_that_is_dropped_half_way_leaves_nothing() {
    let Some(file) = shared_file("players.csv.gz") else { return };
    let store = store().await;
    let import = store.draft(&file).await.unwrap();

    for wait_ms in [5, 60, 250] {
        let run = store.run(&import);
        let stopped =
            tokio::time::timeout(std::time::Duration::from_millis(wait_ms), run).await.is_err();
        if stopped {
            assert_eq!(store.number("SELECT count(*) FROM player").await, 0);
        }
    }
    let summary = store.run(&import).await.unwrap();

    assert_eq!(summary.accepted, 32_133);
    assert_eq!(store.number("SELECT count(*) FROM player").await, 32_133);
}

#[tokio::test]
async fn files_that_are_no_tables_and_files_too_large_are_refused() {
    let store = store().await;

    let picture = store.draft(b"\x89PNG\r\n\x1a\n").await.unwrap_err();
    let empty = store.draft(b"").await.unwrap_err();
    let mut small = store.uploads.begin(10).await.unwrap();
    let large = small.write(b"more than ten bytes").await.unwrap_err();
    drop(small);

    assert!(picture.to_string().contains("a PNG picture"), "{picture}");
    assert!(empty.to_string().contains("empty"), "{empty}");
    assert!(matches!(large, StoreError::Invalid(fields) if fields[0].field == "file"));
    let left: Vec<_> = std::fs::read_dir(&store.folder)
        .unwrap()
        .filter(|entry| entry.as_ref().unwrap().path().is_file())
        .collect();
    assert!(left.is_empty(), "no partial file is left: {left:?}");
}

#[tokio::test]
async fn a_mapping_that_lacks_something_cannot_be_started_until_it_is_mended() {
    let store = store().await;
    let import = store.draft(b"Spieler,Verein\nUwe,HSV\n").await.unwrap();
    let unsettled = imports::start(&store.db, import.id, None, None).await.unwrap_err();
    let mut reading = import.reading.clone();
    reading.columns[0].kind = table_feeds::player_table::ColumnKind::from_word("name");

    imports::save_reading(&store.db, &store.uploads, &import, reading).await.unwrap();
    let job = imports::start(&store.db, import.id, None, None).await.unwrap();
    let same_job = imports::start(&store.db, import.id, None, None).await.unwrap();

    assert!(matches!(unsettled, ImportError::Unsettled(_)), "{unsettled}");
    assert_eq!(job, same_job);
    let import = imports::find_by_job(&store.db, job).await.unwrap().unwrap();
    assert_eq!(import.preview.first_rows[0].name, "Uwe");
    assert_eq!(import.state, ImportState::Running);
}
