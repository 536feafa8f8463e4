//! Faults of the program: once each, counted, settled by people and forgotten in time.

use backroom::{AccountId, IncidentState, IncidentView, JobId};
use chrono::{TimeDelta, Utc};
use store::{
    Database, StoreError,
    accounts::audit_entries,
    database::{ConnectSettings, connect},
    incidents::{
        IncidentBook, Occasion, count_open, find_incident, flush, kind_of, list_incidents,
        purge_incidents, settle_by,
    },
    queue::Asker,
};
use test_database::TestDatabase;

async fn database(test: &TestDatabase) -> Database {
    connect(&ConnectSettings {
        url: test.url().to_owned(),
        max_connections: 4,
        acquire_timeout: std::time::Duration::from_secs(30),
    })
    .await
    .unwrap()
}

async fn execute(db: &Database, sql: &str) {
    sqlx::raw_sql(sqlx::AssertSqlSafe(sql.to_owned()))
        .execute(db.get_postgres_connection_pool())
        .await
        .unwrap();
}

async fn asker(db: &Database) -> Asker {
    execute(db, "INSERT INTO account (name, password_hash, role) VALUES ('root', '-', 'admin')")
        .await;
    Asker { account_id: AccountId(1), request_id: Some("req-1".to_owned()) }
}

fn by(request: &str) -> Occasion {
    Occasion { request_id: Some(request.to_owned()), job: None }
}

async fn all(db: &Database) -> Vec<IncidentView> {
    list_incidents(db, None, None, 100).await.unwrap()
}

#[tokio::test]
async fn books_of_several_processes_add_up_to_one_incident() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let books: Vec<_> = (0..4).map(|_| IncidentBook::default()).collect();
    for (process, book) in books.iter().enumerate() {
        for number in 0..50 {
            book.note("GET /a", "broken", by(&format!("req_{process}_{number}")));
            book.note("GET /b", "broken", by("req_b"));
        }
    }

    let flushed = futures::future::join_all(books.iter().map(|book| flush(&db, book))).await;
    let again = flush(&db, &books[0]).await.unwrap();

    assert!(flushed.into_iter().all(|done| done.unwrap() == 2));
    assert_eq!(again, 0, "an empty book writes nothing");
    let incidents = all(&db).await;
    assert_eq!(incidents.iter().map(|it| it.times).collect::<Vec<_>>(), [200, 200]);
    let first = incidents.iter().find(|it| it.place == "GET /a").unwrap();
    assert!(first.request_id.as_deref().unwrap().ends_with("_49"), "the last one: {first:?}");
    assert!(first.first_seen <= first.last_seen);
    assert_eq!(count_open(&db).await.unwrap(), 2);
}

#[tokio::test]
async fn what_cannot_be_written_stays_in_the_book() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let away = database(&test).await;
    away.get_postgres_connection_pool().close().await;
    let book = IncidentBook::default();
    book.note("GET /a", "broken", by("req_1"));

    let lost = flush(&away, &book).await;
    book.note("GET /a", "broken", by("req_2"));
    flush(&db, &book).await.unwrap();

    assert!(matches!(lost, Err(StoreError::Unavailable(_))), "{lost:?}");
    assert_eq!(all(&db).await[0].times, 2);
}

#[tokio::test]
async fn an_incident_names_its_job_while_that_is_kept() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    execute(
        &db,
        "INSERT INTO job (id, kind, title, payload, max_attempts)
         VALUES ('0193f0c2-7b7e-7000-8000-000000000001', 'sweep', 'Sweep', '{}', 1)",
    )
    .await;
    let job: JobId = "0193f0c2-7b7e-7000-8000-000000000001".parse().unwrap();
    let gone: JobId = "0193f0c2-7b7e-7000-8000-000000000002".parse().unwrap();
    let book = IncidentBook::default();
    book.note("job sweep", "kept", Occasion { request_id: None, job: Some(job) });
    book.note("job sweep", "gone", Occasion { request_id: None, job: Some(gone) });
    flush(&db, &book).await.unwrap();

    let before = all(&db).await;
    execute(&db, "DELETE FROM job").await;
    let after = all(&db).await;

    let job_of = |incidents: &[IncidentView], kind: &str| {
        incidents.iter().find(|it| it.kind == kind).unwrap().job
    };
    assert_eq!((job_of(&before, "kept"), job_of(&before, "gone")), (Some(job), None));
    assert_eq!((after.len(), job_of(&after, "kept")), (2, None));
}

#[tokio::test]
async fn a_closed_incident_that_comes_again_is_open_again_and_an_acknowledged_one_is_not() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;
    let book = IncidentBook::default();
    let meet = async || {
        book.note("GET /a", "broken", by("req_1"));
        flush(&db, &book).await.unwrap();
    };
    meet().await;
    let id = all(&db).await[0].id;

    let known = settle_by(&db, &asker, id, IncidentState::Acknowledged, " Ada looks ").await;
    meet().await;
    let acknowledged = find_incident(&db, id).await.unwrap().unwrap();
    settle_by(&db, &asker, id, IncidentState::Closed, "Mended").await.unwrap();
    let none_open = count_open(&db).await.unwrap();
    meet().await;
    let again = find_incident(&db, id).await.unwrap().unwrap();

    assert!(known.unwrap());
    assert_eq!(
        (acknowledged.state, acknowledged.note.as_str(), acknowledged.changed_by.as_deref()),
        (IncidentState::Acknowledged, "Ada looks", Some("root"))
    );
    assert_eq!(none_open, 0);
    assert_eq!((again.state, again.times, again.note.as_str()), (IncidentState::Open, 3, "Mended"));
    let actions: Vec<_> =
        audit_entries(&db, None, 10).await.unwrap().into_iter().map(|entry| entry.action).collect();
    assert_eq!(actions, ["incident.close", "incident.acknowledge"]);
}

#[tokio::test]
async fn a_note_that_is_too_long_and_an_incident_that_is_not_there_change_nothing() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;
    let book = IncidentBook::default();
    book.note("GET /a", "broken", by("req_1"));
    flush(&db, &book).await.unwrap();
    let id = all(&db).await[0].id;

    let long = settle_by(&db, &asker, id, IncidentState::Closed, &"x".repeat(2_001)).await;
    let nobody = backroom::IncidentId(id.0 + 1);
    let missing = settle_by(&db, &asker, nobody, IncidentState::Closed, "").await.unwrap();

    assert!(matches!(long, Err(StoreError::Invalid(fields)) if fields[0].field == "note"));
    assert!(!missing);
    assert_eq!(count_open(&db).await.unwrap(), 1);
    assert!(audit_entries(&db, None, 10).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_list_goes_on_after_the_last_of_a_page_and_is_narrowed_by_state() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;
    let book = IncidentBook::default();
    for number in 0..5 {
        book.note(&format!("GET /{number}"), "broken", by("req_1"));
        flush(&db, &book).await.unwrap();
    }

    let first = list_incidents(&db, None, None, 3).await.unwrap();
    let rest = list_incidents(&db, None, Some(first[2].id), 3).await.unwrap();
    settle_by(&db, &asker, first[0].id, IncidentState::Closed, "").await.unwrap();
    let closed = list_incidents(&db, Some(IncidentState::Closed), None, 10).await.unwrap();

    let places: Vec<_> = first.iter().chain(&rest).map(|it| it.place.as_str()).collect();
    assert_eq!(places, ["GET /4", "GET /3", "GET /2", "GET /1", "GET /0"]);
    assert_eq!(closed.iter().map(|it| it.id).collect::<Vec<_>>(), [first[0].id]);
}

#[tokio::test]
async fn incidents_are_forgotten_ninety_days_after_they_last_came() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let book = IncidentBook::default();
    book.note("GET /a", "broken", by("req_1"));
    flush(&db, &book).await.unwrap();

    let early = purge_incidents(&db, Utc::now() + TimeDelta::days(89)).await.unwrap();
    let late = purge_incidents(&db, Utc::now() + TimeDelta::days(91)).await.unwrap();

    assert_eq!((early, late), (0, 1));
}

#[tokio::test]
async fn an_error_of_the_database_is_told_by_its_code_and_nothing_else() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let pool = db.get_postgres_connection_pool();

    let error = sqlx::query("SELECT 'Martin Ødegaard'::int").execute(pool).await.unwrap_err();
    let kind = kind_of(&anyhow::Error::from(StoreError::from(error)));

    // 22P02: invalid text representation (PostgreSQL, appendix A).
    assert_eq!(kind.as_deref(), Some("database error 22P02"));
}
