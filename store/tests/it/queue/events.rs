//! The event stream of a job: one sequence without gaps, whoever writes.

use std::time::Duration;

use backroom::{JobEvent, JobEventBody, LogLevel, Step, StepState};
use futures::future::join_all;
use store::queue::{
    NewLogLine, append_log, enqueue, events_after, find_task, log_after, log_before, write_progress,
};
use test_database::TestDatabase;

use super::{database, sweep, take_one};

fn info(text: &str) -> NewLogLine {
    NewLogLine::new(LogLevel::Info, text)
}

fn texts(lines: &[JobEvent]) -> Vec<&str> {
    lines
        .iter()
        .map(|line| match &line.body {
            JobEventBody::Log { text, .. } => text.as_str(),
            other => panic!("{other:?} is not a log line"),
        })
        .collect()
}

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
                    let lines = [1, 2, 3].map(|part| info(&format!("{writer}: {line}.{part}")));
                    assert!(append_log(db, lease, &lines).await.unwrap());
                } else {
                    let steps = std::slice::from_ref(&step);
                    assert!(write_progress(db, lease, Some(0.5), steps).await.unwrap());
                }
            }
        }
    }));
    // Queued and started come first; every second time three lines are written, else a figure.
    let last = 2 + WRITERS * EACH * 2;
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
    assert_eq!(lines.len(), usize::try_from(WRITERS * EACH / 2 * 3).unwrap());
}

#[tokio::test]
async fn lines_written_together_keep_their_order_and_the_times_at_which_they_were_said() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;

    let mut said = vec![NewLogLine::new(LogLevel::Warn, "wet")];
    tokio::time::sleep(Duration::from_millis(300)).await;
    said.extend((1..=300).map(|row| info(&format!("row {row}"))));
    tokio::time::sleep(Duration::from_millis(200)).await;
    append_log(&db, lease, &said).await.unwrap();
    append_log(&db, lease, &[info("done")]).await.unwrap();

    let lines = log_after(&db, id, 0, 1_000).await.unwrap();
    let rows: Vec<_> = (1..=300).map(|row| format!("row {row}")).collect();
    let texts = texts(&lines);
    assert_eq!(
        (texts[0], &texts[1..301], texts[301]),
        ("wet", &rows.iter().map(String::as_str).collect::<Vec<_>>()[..], "done")
    );
    let level = |line: &JobEvent| match line.body {
        JobEventBody::Log { level, .. } => level,
        _ => panic!("{line:?} is not a log line"),
    };
    assert_eq!((level(&lines[0]), level(&lines[1])), (LogLevel::Warn, LogLevel::Info));
    // Queued and started come first.
    let seqs: Vec<_> = lines.iter().map(|line| line.seq).collect();
    assert_eq!(seqs, (3..=304).collect::<Vec<_>>());
    assert!(lines.is_sorted_by_key(|line| line.at));
    let apart = |early: usize, late: usize| (lines[late].at - lines[early].at).as_seconds_f64();
    assert!(apart(0, 1) >= 0.3 && apart(300, 301) >= 0.2, "{} {}", apart(0, 1), apart(300, 301));
}

#[tokio::test]
async fn a_log_line_is_kept_as_text_postgres_can_hold() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;

    let hard = ["a\0b", "\"\\u0000\"\t{}", &"é".repeat(5_000)].map(info);
    append_log(&db, lease, &hard).await.unwrap();

    let lines = log_after(&db, id, 0, 10).await.unwrap();
    let texts = texts(&lines);
    assert_eq!(texts[..2], ["ab", "\"\\u0000\"\t{}"]);
    assert_eq!(texts[2].chars().count(), 4_001);
}

#[tokio::test]
async fn a_long_log_is_read_from_its_end_backwards_without_a_line_missing() {
    const LINES: i64 = 25;
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let id = enqueue(&db, sweep(1)).await.unwrap().id();
    let lease = take_one(&db).await.id;
    for line in 0..LINES {
        append_log(&db, lease, &[info(&line.to_string())]).await.unwrap();
        // Lines do not follow one another by number.
        write_progress(&db, lease, None, &[]).await.unwrap();
    }

    let mut read = Vec::new();
    let mut pages = 0;
    loop {
        let before = read.first().copied();
        let page = log_before(&db, id, before, 10).await.unwrap();
        pages += 1;
        let is_last = page.len() < 10;
        read.splice(0..0, page.iter().map(|event| event.seq));
        if is_last {
            break;
        }
    }

    assert_eq!(pages, 3);
    let whole = log_after(&db, id, 0, 1_000).await.unwrap();
    assert_eq!(read, whole.iter().map(|event| event.seq).collect::<Vec<_>>());
    assert_eq!(read.len(), usize::try_from(LINES).unwrap());
}
