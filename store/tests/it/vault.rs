//! The vault against a real database: versions, uses, rotation under readers, and every way in which a
//! row or a key can be another than it should.

use std::{
    fmt::Write as _,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use base64::{Engine as _, prelude::BASE64_STANDARD};
use store::{
    Database,
    accounts::audit_entries,
    database::{ConnectSettings, connect},
    vault::{
        Keyring, SecretUse, VaultError, check_keys, delete_secret, find_secret, list_secrets,
        list_uses, put_secret, rotate_keys, use_secret,
    },
};
use test_database::TestDatabase;

/// Nobody would type this by chance.
const CANARY: &str = "sk-canary-7f1d2c0b9a8e7d6c5b4a-wxyz";

/// Keys of one byte repeated.
fn ring(keys: &[(&str, u8)]) -> Keyring {
    let text: Vec<_> = keys
        .iter()
        .map(|(id, byte)| format!("{id}:{}", BASE64_STANDARD.encode([*byte; 32])))
        .collect();
    Keyring::read(&text.join(",")).unwrap()
}

async fn database(test: &TestDatabase, max_connections: u32) -> Database {
    let acquire_timeout = Duration::from_secs(30);
    let url = test.url().to_owned();
    connect(&ConnectSettings { url, max_connections, acquire_timeout }).await.unwrap()
}

async fn execute(db: &Database, sql: &str) {
    let sql = sqlx::AssertSqlSafe(sql.to_owned());
    sqlx::raw_sql(sql).execute(db.get_postgres_connection_pool()).await.unwrap();
}

async fn value(db: &Database, ring: &Keyring, name: &str) -> Result<String, VaultError> {
    use_secret(db, ring, name, &SecretUse::default()).await.map(|value| value.to_string())
}

#[tokio::test]
async fn a_secret_is_kept_replaced_used_and_deleted() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let ring = ring(&[("a", 1)]);

    assert_eq!(put_secret(&db, &ring, None, "openai", CANARY).await.unwrap(), 1);
    assert_eq!(put_secret(&db, &ring, None, "openai", "short").await.unwrap(), 2);
    assert_eq!(value(&db, &ring, "openai").await.unwrap(), "short");
    put_secret(&db, &ring, None, "openai", CANARY).await.unwrap();
    let used = SecretUse { job: None, purpose: "Scouting report".to_owned() };
    use_secret(&db, &ring, "openai", &used).await.unwrap();
    let listed = list_secrets(&db).await.unwrap();
    let noted_uses = list_uses(&db, "openai", None, 10).await.unwrap();
    let earlier_uses = list_uses(&db, "openai", Some(noted_uses[0].id), 10).await.unwrap();
    assert!(delete_secret(&db, None, "openai").await.unwrap());

    assert_eq!(listed.len(), 1);
    assert_eq!((listed[0].version, listed[0].masked().as_str()), (3, "••••••wxyz"));
    assert_eq!(listed[0].used_for.as_deref(), Some("Scouting report"));
    assert_eq!(noted_uses.len(), 2, "every use is noted, the newest first");
    assert_eq!(noted_uses[0].purpose, "Scouting report");
    assert_eq!(earlier_uses, noted_uses[1..]);
    assert!(!delete_secret(&db, None, "openai").await.unwrap());
    assert!(find_secret(&db, "openai").await.unwrap().is_none());
    assert!(matches!(value(&db, &ring, "openai").await, Err(VaultError::Unknown(_))));
    let noted = audit_entries(&db, None, 10).await.unwrap();
    let actions: Vec<_> = noted.iter().map(|entry| entry.action.as_str()).collect();
    assert_eq!(actions, ["secret.delete", "secret.replace", "secret.replace", "secret.create"]);
    assert!(!format!("{noted:?}").contains("canary"));
}

#[tokio::test]
async fn the_database_holds_no_value_in_the_clear() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let ring = ring(&[("a", 1)]);
    put_secret(&db, &ring, None, "openai", CANARY).await.unwrap();
    value(&db, &ring, "openai").await.unwrap();

    // Every table of the schema as text, bytes as what they are.
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name FROM information_schema.tables
         WHERE table_schema = 'public' AND table_type = 'BASE TABLE'",
    )
    .fetch_all(db.get_postgres_connection_pool())
    .await
    .unwrap();
    let mut searched = 0;
    for table in tables {
        let sql = format!("SELECT row_to_json(t)::text FROM \"{table}\" AS t");
        let rows: Vec<String> = sqlx::query_scalar(sqlx::AssertSqlSafe(sql))
            .fetch_all(db.get_postgres_connection_pool())
            .await
            .unwrap();
        for row in rows {
            searched += 1;
            let hex = CANARY.bytes().fold(String::new(), |mut hex, byte| {
                let _ = write!(hex, "{byte:02x}");
                hex
            });
            assert!(!row.contains(CANARY) && !row.contains(&hex), "{table}: {row}");
            assert!(!row.contains(&BASE64_STANDARD.encode(CANARY)), "{table}: {row}");
        }
    }
    assert!(searched > 3, "the secret, its use, the audit line and the migrations were looked at");
}

#[tokio::test]
async fn a_changed_or_swapped_row_is_an_error_and_never_a_wrong_value() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    let ring = ring(&[("a", 1)]);
    put_secret(&db, &ring, None, "one", "first").await.unwrap();
    put_secret(&db, &ring, None, "two", "second").await.unwrap();

    execute(
        &db,
        "UPDATE secret SET wrapped_key = other.wrapped_key, sealed = other.sealed
         FROM secret AS other WHERE secret.name = 'one' AND other.name = 'two'",
    )
    .await;
    execute(&db, "UPDATE secret SET version = version + 1 WHERE name = 'two'").await;

    for name in ["one", "two"] {
        let error = value(&db, &ring, name).await.unwrap_err();
        assert!(matches!(error, VaultError::Damaged(_)), "{error}");
        assert!(!error.to_string().contains("second"));
    }
}

#[tokio::test]
async fn a_wrong_key_and_a_missing_key_stop_the_start() {
    let test = TestDatabase::create().await;
    let db = database(&test, 2).await;
    check_keys(&db, &ring(&[("a", 1)])).await.unwrap();
    check_keys(&db, &ring(&[("b", 2), ("a", 1)])).await.unwrap();
    put_secret(&db, &ring(&[("a", 1)]), None, "openai", CANARY).await.unwrap();

    let wrong = check_keys(&db, &ring(&[("a", 9)])).await.unwrap_err();
    let missing = check_keys(&db, &ring(&[("b", 2)])).await.unwrap_err();

    assert!(matches!(&wrong, VaultError::WrongKey(id) if id == "a"), "{wrong}");
    assert!(
        matches!(&missing, VaultError::KeyMissing { key_id, .. } if key_id == "a"),
        "{missing}"
    );
}

#[tokio::test]
async fn ten_thousand_secrets_are_sealed_anew_while_fifty_read() {
    const SECRETS: u64 = 10_000;
    const READERS: u64 = 50;
    let test = TestDatabase::create().await;
    let db = database(&test, 20).await;
    let old = ring(&[("a", 1)]);
    let both = ring(&[("b", 2), ("a", 1)]);
    let mut puts = Vec::new();
    for part in 0..20 {
        let (db, old) = (db.clone(), old.clone());
        puts.push(tokio::spawn(async move {
            for number in (part..SECRETS).step_by(20) {
                let (name, value) = (format!("secret-{number}"), format!("value-{number}"));
                put_secret(&db, &old, None, &name, &value).await.unwrap();
            }
        }));
    }
    for put in puts {
        put.await.unwrap();
    }
    let done = Arc::new(AtomicBool::new(false));
    let reads = Arc::new(AtomicU64::new(0));
    let mut readers = Vec::new();
    for reader in 0..READERS {
        let (db, both) = (db.clone(), both.clone());
        let (done, reads) = (Arc::clone(&done), Arc::clone(&reads));
        readers.push(tokio::spawn(async move {
            let mut number = reader * 197;
            while !done.load(Ordering::Relaxed) {
                number = (number + 7919) % SECRETS;
                let read = value(&db, &both, &format!("secret-{number}")).await.unwrap();
                assert_eq!(read, format!("value-{number}"));
                reads.fetch_add(1, Ordering::Relaxed);
            }
        }));
    }

    let started = Instant::now();
    let rotated = rotate_keys(&db, &both).await.unwrap();
    let took = started.elapsed();
    done.store(true, Ordering::Relaxed);
    for reader in readers {
        reader.await.expect("no read failed or gave another value");
    }

    assert_eq!(rotated.resealed, SECRETS);
    assert!(took < Duration::from_mins(1), "{took:?}");
    assert!(reads.load(Ordering::Relaxed) > READERS, "the readers did read");
    let new = ring(&[("b", 2)]);
    check_keys(&db, &new).await.unwrap();
    assert_eq!(value(&db, &new, "secret-42").await.unwrap(), "value-42");
    assert_eq!(rotate_keys(&db, &both).await.unwrap().resealed, 0, "nothing is left to do");
}
