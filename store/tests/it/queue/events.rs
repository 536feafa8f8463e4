//! The event stream of a job: one sequence without gaps, whoever writes.

use backroom::{JobEventBody, LogLevel, Step, StepState};
use futures::future::join_all;
use store::queue::{append_log, enqueue, events_after, find_task, log_after, write_progress};
use test_database::TestDatabase;

use super::{database, sweep, take_one};

#[tokio::test]
async fn concurrent_writers_leave_no_gap_and_a_reader_who_follows_misses_nothing() {
    const WRITERS: i64 = 8;
    const EACH: i64 = 40;
    let test = TestDatabase::create().await;
    let db = database(&test, 10).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;
    let step = Step { name: "Sweep".to_owned(), state: StepState::Running, note: String::new() };

    let writing = join_all((0..WRITERS).map(|writer| {
        let (db, step) = (&db, step.clone());
        async move {
            for line in 0..EACH {
                if line % 2 == 0 {
                    let said = format!("writer {writer}, line {line}");
                    assert!(append_log(db, lease, LogLevel::Info, &said).await.unwrap());
                } else {
                    let steps = std::slice::from_ref(&step);
                    assert!(write_progress(db, lease, Some(0.5), steps).await.unwrap());
                }
            }
        }
    }));
    // Queued and started come first.
    let last = 2 + WRITERS * EACH;
    let reading = async {
        let mut seen = Vec::new();
        while seen.last() != Some(&last) {
            let after = seen.last().copied().unwrap_or(0);
            let events = events_after(&db, id, after, 7).await.unwrap();
            seen.extend(events.iter().map(|event| event.seq));
        }
        seen
    };
    let (_, seen) = futures::join!(writing, reading);

    assert_eq!(seen, (1..=last).collect::<Vec<_>>());
    assert_eq!(find_task(&db, id).await.unwrap().unwrap().event_seq, last);
    let lines = log_after(&db, id, 0, 1_000).await.unwrap();
    assert_eq!(lines.len(), usize::try_from(WRITERS * EACH / 2).unwrap());
}

#[tokio::test]
async fn a_log_line_is_kept_as_text_postgres_can_hold() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;

    append_log(&db, lease, LogLevel::Warn, "a\0b").await.unwrap();
    append_log(&db, lease, LogLevel::Warn, &"é".repeat(5_000)).await.unwrap();

    let lines = log_after(&db, id, 0, 10).await.unwrap();
    let texts: Vec<_> = lines
        .into_iter()
        .map(|line| match line.body {
            JobEventBody::Log { text, .. } => text,
            other => panic!("{other:?} is not a log line"),
        })
        .collect();
    assert_eq!(texts[0], "ab");
    assert_eq!(texts[1].chars().count(), 4_001);
}
