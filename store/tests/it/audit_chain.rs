//! The chain of the audit log against a real database: that the database and the program agree on what
//! is hashed, that writers do not break it, and that whoever changes it is found.

use std::time::{Duration, Instant};

use backroom::{AccountId, AuditBreak, AuditFilter, AuditHead, AuditVerdict};
use chrono::Utc;
use sea_orm::ConnectionTrait as _;
use serde_json::json;
use sqlx::AssertSqlSafe;
use store::{
    Database,
    accounts::audit,
    audit_chain::{self, Range, head, verify},
    database::{ConnectSettings, begin, connect},
};
use test_database::TestDatabase;

async fn database(test: &TestDatabase, max_connections: u32) -> Database {
    let url = test.url().to_owned();
    let acquire_timeout = Duration::from_mins(1);
    connect(&ConnectSettings { url, max_connections, acquire_timeout }).await.unwrap()
}

async fn execute(db: &Database, sql: &str) -> Result<(), sqlx::Error> {
    let sql = AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(db.get_postgres_connection_pool()).await.map(drop)
}

/// Does what only the owner of the database can do: changes the log past its triggers.
async fn tamper(db: &Database, sql: &str) {
    let sql = format!(
        "ALTER TABLE audit_entry DISABLE TRIGGER USER; {sql};
         ALTER TABLE audit_entry ENABLE TRIGGER USER"
    );
    execute(db, &sql).await.unwrap();
}

async fn enter(db: &Database, subject: &str) {
    audit(db, None, "player.update", subject, json!({ "by": "test" }), None).await.unwrap();
}

/// A log of ten entries.
async fn log_of_ten(test: &TestDatabase) -> Database {
    let db = database(test, 2).await;
    for player in 1..=10 {
        enter(&db, &format!("player:{player}")).await;
    }
    db
}

async fn broken(db: &Database) -> Option<AuditBreak> {
    verify(db, None).await.unwrap().broken
}

#[tokio::test]
async fn the_database_and_the_program_hash_the_same_bytes() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let account = Some(AccountId(7));
    for (account, action, subject, detail, request) in [
        (None, "a", "b", json!({}), None),
        (account, "", "", json!(null), Some("")),
        (account, "5:a,", "-,", json!("-,"), Some("1:1,")),
        (
            None,
            "Ødegaard",
            "⚽ 🟥",
            json!({ "Ünï": ["🟨", "\u{0}".escape_default().to_string()] }),
            None,
        ),
        (
            account,
            "a",
            "line\nbreak\ttab\\",
            json!({ "b": 1, "a": 1.50, "aa": -0.0 }),
            Some("req_1"),
        ),
        (
            None,
            "a",
            "b",
            json!({ "deep": { "er": [1e300, 0.1, 12_345_678_901_234_567_u64] } }),
            None,
        ),
    ] {
        audit(&db, account, action, subject, detail, request).await.unwrap();
    }
    for at in
        ["2026-11-26 10:42:07.000001+00", "2026-03-29 02:30:00+01", "1999-12-31 23:59:59.999999Z"]
    {
        let sql = format!(
            "INSERT INTO audit_entry (at, action, subject, detail)
             VALUES ('{at}', 'a', 'b', '{{\"n\": 1.500, \"m\": 1e2}}')"
        );
        execute(&db, &sql).await.unwrap();
    }

    let verdict = verify(&db, None).await.unwrap();

    assert_eq!((verdict.entries, verdict.broken), (9, None));
}

#[tokio::test]
async fn an_empty_log_is_unbroken_and_has_no_head() {
    let test = TestDatabase::create().await;
    let db = database(&test, 1).await;

    let verdict = verify(&db, None).await.unwrap();

    assert_eq!(verdict, AuditVerdict { entries: 0, head: None, broken: None });
    assert_eq!(head(&db).await.unwrap(), None);
    let noted = AuditHead { seq: 1, hash: [1; 32] };
    let verdict = verify(&db, Some(noted)).await.unwrap();
    assert_eq!(verdict.broken, Some(AuditBreak::CutOff { last: 0, noted: 1 }));
}

#[tokio::test]
async fn fifty_writers_at_once_leave_an_unbroken_chain_and_none_waits_for_ever() {
    const WRITERS: i64 = 50;
    const ROUNDS: i64 = 10;
    let test = TestDatabase::create().await;
    let db = database(&test, 16).await;
    execute(&db, "CREATE TABLE thing (id integer PRIMARY KEY); INSERT INTO thing VALUES (1)")
        .await
        .unwrap();
    let begun = Instant::now();

    let writers = (0..WRITERS).map(|writer| {
        let db = db.clone();
        tokio::spawn(async move {
            for round in 0..ROUNDS {
                let transaction = begin(&db).await.unwrap();
                let subject = format!("writer:{writer}");
                let enter = || audit(&transaction, None, "a", &subject, json!({}), None);
                // Half of them enter what they do before they take what the others need, half after.
                if writer % 2 == 0 {
                    enter().await.unwrap();
                }
                let lock = "SELECT id FROM thing WHERE id = 1 FOR UPDATE";
                transaction.execute_unprepared(lock).await.unwrap();
                if writer % 2 == 1 || round == 0 {
                    enter().await.unwrap();
                }
                if round % 5 == 4 {
                    transaction.rollback().await.unwrap();
                } else {
                    transaction.commit().await.unwrap();
                }
            }
        })
    });
    for writer in futures::future::join_all(writers).await {
        writer.unwrap();
    }
    let took = begun.elapsed();

    // Of ten rounds two were taken back; in the first those that enter early entered twice.
    let entries = WRITERS * (ROUNDS - 2) + WRITERS / 2;
    let verdict = verify(&db, None).await.unwrap();
    assert_eq!((verdict.entries, verdict.broken), (entries, None));
    assert_eq!(verdict.head, head(&db).await.unwrap());
    eprintln!("{entries} entries by {WRITERS} writers in {took:?}");
}

#[tokio::test]
async fn a_transaction_that_is_taken_back_leaves_no_gap() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    enter(&db, "player:1").await;

    let transaction = begin(&db).await.unwrap();
    audit(&transaction, None, "a", "b", json!({}), None).await.unwrap();
    transaction.rollback().await.unwrap();
    enter(&db, "player:2").await;

    let verdict = verify(&db, None).await.unwrap();
    assert_eq!((verdict.entries, verdict.broken), (2, None));
}

#[tokio::test]
async fn an_entry_that_was_changed_is_found_whichever_field_it_is() {
    let test = TestDatabase::create().await;
    let db = log_of_ten(&test).await;

    for change in [
        "at = at + interval '1 microsecond'",
        "account_id = 1",
        "action = 'player.delete'",
        "subject = 'player:99'",
        "detail = '{\"by\": \"nobody\"}'",
        "request_id = ''",
        "hash = sha256('')",
    ] {
        let columns = "at, account_id, action, subject, detail, request_id, hash";
        let keep = "CREATE TABLE kept AS SELECT * FROM audit_entry WHERE seq = 4";
        tamper(&db, &format!("{keep}; UPDATE audit_entry SET {change} WHERE seq = 4")).await;
        let found = verify(&db, None).await.unwrap();
        let back = format!(
            "UPDATE audit_entry SET ({columns}) = (SELECT {columns} FROM kept) WHERE seq = 4;
             DROP TABLE kept"
        );
        tamper(&db, &back).await;

        assert!(matches!(found.broken, Some(AuditBreak::Altered { seq: 4, .. })), "{change}");
        assert_eq!(found.entries, 3, "{change}");
    }
    assert_eq!(broken(&db).await, None, "everything is as it was");
}

#[tokio::test]
async fn an_entry_whose_hash_was_made_to_fit_is_found_by_the_next() {
    let test = TestDatabase::create().await;
    let db = log_of_ten(&test).await;

    tamper(
        &db,
        "UPDATE audit_entry SET subject = 'player:99' WHERE seq = 4;
         UPDATE audit_entry AS entry SET hash = sha256(
             (SELECT hash FROM audit_entry WHERE seq = 3) || audit_form(entry, 4)) WHERE seq = 4",
    )
    .await;

    assert!(matches!(broken(&db).await, Some(AuditBreak::Altered { seq: 5, .. })));
}

#[tokio::test]
async fn entries_that_were_exchanged_removed_or_slipped_in_are_found() {
    let exchange = "UPDATE audit_entry SET seq = -seq WHERE seq IN (4, 7);
                    UPDATE audit_entry SET seq = 11 + seq WHERE seq < 0";
    let cases = [
        (exchange, AuditBreak::Altered { seq: 4, id: 7 }),
        ("DELETE FROM audit_entry WHERE seq = 5", AuditBreak::Missing { first: 5, last: 5 }),
        ("DELETE FROM audit_entry WHERE seq < 4", AuditBreak::Missing { first: 1, last: 3 }),
        (
            "INSERT INTO audit_entry (action, subject) VALUES ('a', 'b')",
            AuditBreak::Unchained { id: 11 },
        ),
        (
            "INSERT INTO audit_entry (action, subject, seq, hash) VALUES ('a', 'b', 0, sha256(''))",
            AuditBreak::Unchained { id: 11 },
        ),
        (
            "INSERT INTO audit_entry (action, subject, seq, hash) VALUES ('a', 'b', 11, sha256(''))",
            AuditBreak::Altered { seq: 11, id: 11 },
        ),
        ("TRUNCATE audit_entry", AuditBreak::CutOff { last: 0, noted: 10 }),
        ("DELETE FROM audit_entry WHERE seq > 8", AuditBreak::CutOff { last: 8, noted: 10 }),
    ];
    for (change, expected) in cases {
        let test = TestDatabase::create().await;
        let db = log_of_ten(&test).await;
        let noted = head(&db).await.unwrap();

        tamper(&db, change).await;

        let alone = broken(&db).await;
        let against_head = verify(&db, noted).await.unwrap().broken;
        assert_eq!(against_head.as_ref(), Some(&expected), "{change}");
        // Only what is missing at the end cannot be seen from inside.
        let is_end = matches!(expected, AuditBreak::CutOff { .. });
        assert_eq!(alone, (!is_end).then_some(expected), "{change}");
    }
}

#[tokio::test]
async fn a_chain_that_was_made_anew_is_found_by_a_head_that_was_noted() {
    let test = TestDatabase::create().await;
    let db = log_of_ten(&test).await;
    let noted = head(&db).await.unwrap();
    enter(&db, "player:11").await;

    assert_eq!(verify(&db, noted).await.unwrap().broken, None, "the log has grown, that is all");
    tamper(
        &db,
        "DELETE FROM audit_entry WHERE seq = 4;
         UPDATE audit_entry SET seq = seq - 1 WHERE seq > 4;
         DO $$
         DECLARE
             entry audit_entry;
             link bytea := decode(repeat('00', 32), 'hex');
         BEGIN
             FOR entry IN SELECT * FROM audit_entry ORDER BY seq LOOP
                 link := sha256(link || audit_form(entry, entry.seq));
                 UPDATE audit_entry SET hash = link WHERE id = entry.id;
             END LOOP;
         END
         $$",
    )
    .await;

    assert_eq!(broken(&db).await, None, "from inside nobody can tell");
    let verdict = verify(&db, noted).await.unwrap();
    assert_eq!(verdict.broken, Some(AuditBreak::Rewritten { noted: 10 }));
}

#[tokio::test]
async fn slips_of_our_own_are_refused_by_the_database() {
    let test = TestDatabase::create().await;
    let db = log_of_ten(&test).await;

    for slip in [
        "UPDATE audit_entry SET subject = 'player:99' WHERE seq = 4",
        "UPDATE audit_entry SET seq = 99 WHERE seq = 4",
        "DELETE FROM audit_entry WHERE seq = 4",
        "TRUNCATE audit_entry",
    ] {
        let refusal = execute(&db, slip).await.unwrap_err().to_string();
        assert!(refusal.contains("only ever appended to"), "{slip}: {refusal}");
    }
    assert_eq!(broken(&db).await, None);
}

#[tokio::test]
async fn links_come_in_the_order_of_the_chain_each_with_the_hash_before_it() {
    let test = TestDatabase::create().await;
    let db = log_of_ten(&test).await;
    let filter = AuditFilter { subject: Some("player:3".to_owned()), ..AuditFilter::default() };

    let range = Range { after: 2, through: 6 };
    let all = AuditFilter::default();
    let some = audit_chain::links(&db, &all, range, 3, Utc::now()).await.unwrap();
    let one = audit_chain::links(&db, &filter, Range::after(0), 10, Utc::now()).await.unwrap();

    let places: Vec<_> = some.iter().map(|link| link.entry.seq).collect();
    assert_eq!(places, [3, 4, 5]);
    assert_eq!(some[1].previous, Some(some[0].hash));
    assert_eq!((one.len(), &one[0]), (1, &some[0]));
}
