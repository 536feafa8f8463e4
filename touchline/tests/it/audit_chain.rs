//! The chain of the audit log as operators and outsiders meet it: checked over REST, on the page and by
//! command, exported, and worked out from the export alone.

use std::fmt::Write as _;

use backroom::Role;
use migrations::{Migrator, MigratorTrait as _};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use sqlx::AssertSqlSafe;
use test_database::TestDatabase;

use crate::{Client, TestApp, program::Program};

/// Makes a few changes, each with its line.
async fn changes(admin: &Client) {
    for name in ["A", "B", "=1+1"] {
        admin.post("/api/v1/players", &json!({ "name": name })).await.assert_status(201);
        admin.put("/api/v1/secrets/openai", &json!({ "value": name })).await.assert_status(200);
    }
}

async fn execute(app: &TestApp, sql: String) {
    sqlx::raw_sql(AssertSqlSafe(sql)).execute(app.sql()).await.unwrap();
}

/// Changes the log as only the owner of the database can.
async fn tamper(app: &TestApp, sql: &str) {
    let off = "ALTER TABLE audit_entry DISABLE TRIGGER USER";
    let on = "ALTER TABLE audit_entry ENABLE TRIGGER USER";
    execute(app, format!("{off}; {sql}; {on}")).await;
}

/// The lines of an export: the one about the log, and the entries.
fn lines(text: &str) -> (Value, Vec<Value>) {
    let mut lines = text.lines().map(|line| serde_json::from_str(line).unwrap());
    let about = lines.next().unwrap();
    (about, lines.collect())
}

/// The hash of an entry, worked out from its line as the decision tells outsiders to.
fn hash(line: &Value) -> String {
    let mut form = String::from("1:1,");
    for field in ["seq", "id", "at", "account_id", "action", "subject", "detail", "request_id"] {
        match &line[field] {
            Value::Null => form.push_str("-,"),
            Value::String(text) => write!(form, "{}:{text},", text.len()).unwrap(),
            number => {
                let text = number.to_string();
                write!(form, "{}:{text},", text.len()).unwrap();
            }
        }
    }
    let previous = line["previous"].as_str().unwrap();
    let previous: Vec<u8> = (0..previous.len() / 2)
        .map(|byte| u8::from_str_radix(&previous[2 * byte..2 * byte + 2], 16).unwrap())
        .collect();
    let hash = Sha256::new().chain_update(previous).chain_update(form).finalize();
    hash.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").unwrap();
        text
    })
}

#[tokio::test]
async fn an_outsider_works_out_the_chain_from_the_export_alone() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    changes(&admin).await;

    let exported = admin.get("/api/v1/audit/export").await.assert_status(200);
    let (about, entries) = lines(&exported.text());

    assert_eq!(exported.header("content-type"), "application/jsonl");
    assert!(exported.header("content-disposition").contains("audit.jsonl"));
    assert_eq!((about["entries"].as_u64(), entries.len()), (Some(6), 6));
    let mut previous = json!("0".repeat(64));
    for (place, entry) in entries.iter().enumerate() {
        assert_eq!(entry["seq"], place + 1);
        assert_eq!(entry["previous"], previous);
        assert_eq!(entry["hash"], hash(entry));
        previous = entry["hash"].clone();
    }
    assert_eq!(about["head"], format!("6:{}", previous.as_str().unwrap()));
}

#[tokio::test]
async fn an_export_follows_the_filter_and_is_itself_entered_with_its_head() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    changes(&admin).await;

    let some = admin.get("/api/v1/audit/export?action=secret.&since=1h").await.assert_status(200);
    let (about, entries) = lines(&some.text());
    let (_, all) = lines(&admin.get("/api/v1/audit/export").await.text());

    assert_eq!(entries.len(), 3);
    assert!(entries.iter().all(|entry| entry["action"].as_str().unwrap().starts_with("secret.")));
    assert!(entries.iter().all(|entry| entry["hash"] == hash(entry)), "each for itself");
    assert_eq!((&about["filter"]["action"], &about["entries"]), (&"secret.".into(), &6.into()));
    let noted = &all[6];
    assert_eq!(noted["action"], "audit.export");
    let detail: Value = serde_json::from_str(noted["detail"].as_str().unwrap()).unwrap();
    assert_eq!(detail["head"], about["head"]);
    assert_eq!(detail["filter"], json!({ "action": "secret.", "since": "1h" }));
    assert_eq!(noted["account_id"], admin.account().0);
    for wrong in ["format=pdf", "by=me", "since=ever", "colour=red"] {
        let answer = admin.get(&format!("/api/v1/audit/export?{wrong}")).await;
        assert!(answer.status.is_client_error(), "{wrong}: {}", answer.status);
    }
}

#[tokio::test]
async fn the_table_for_people_runs_nothing_in_a_spreadsheet() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    store::accounts::audit(app.db(), None, "=cmd()", "+1", json!({}), Some("@SUM(A1)"))
        .await
        .unwrap();

    let table = admin.get("/api/v1/audit/export?format=csv").await.assert_status(200);
    let mut rows = csv::Reader::from_reader(table.body.as_slice());
    let head = rows.headers().unwrap().clone();
    let row = rows.records().next().unwrap().unwrap();

    assert!(table.header("content-type").starts_with("text/csv"));
    let cell = |name| &row[head.iter().position(|head| head == name).unwrap()];
    assert_eq!(
        (cell("action"), cell("subject"), cell("request_id")),
        ("'=cmd()", "'+1", "'@SUM(A1)")
    );
    assert_eq!((cell("seq"), cell("account_id"), cell("detail")), ("1", "", "{}"));
    assert_eq!(cell("hash").len(), 64);
}

#[tokio::test]
async fn more_entries_than_are_read_at_once_are_all_exported_and_checked() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    execute(
        &app,
        "INSERT INTO audit_entry (action, subject) SELECT 'a', 's:' || n FROM generate_series(1, 4321) n"
            .to_owned(),
    )
    .await;

    let verdict = admin.get("/api/v1/audit/verify").await.assert_status(200).json();
    let (about, entries) = lines(&admin.get("/api/v1/audit/export").await.text());

    assert_eq!((&verdict["unbroken"], &verdict["entries"]), (&true.into(), &4321.into()));
    assert_eq!((entries.len(), &about["head"]), (4321, &verdict["head"]));
}

#[tokio::test]
async fn a_check_tells_the_head_or_the_first_entry_that_does_not_fit() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    changes(&admin).await;
    let verify = async |head: &str| {
        let answer = admin.get(&format!("/api/v1/audit/verify?expect_head={head}")).await;
        answer.assert_status(200).json()
    };

    let whole = verify("").await;
    let head = whole["head"].as_str().unwrap();
    assert_eq!(whole, json!({ "unbroken": true, "entries": 6, "head": head, "fault": null }));
    assert_eq!(verify(head).await["unbroken"], true);
    admin.get("/api/v1/audit/verify?expect_head=6").await.assert_status(422);
    let page = admin.get("/operations/audit?verify=").await.assert_status(200).text();
    assert!(
        page.contains("Unbroken") && page.contains("6 entries") && page.contains(head),
        "{page}"
    );
    let form = admin.get("/operations/audit?verify=6").await.assert_status(422).text();
    assert!(form.contains("64 hexadecimal digits"), "{form}");

    tamper(&app, "DELETE FROM audit_entry WHERE seq = 6").await;
    assert_eq!(verify("").await["unbroken"], true, "from inside nobody can tell");
    let cut = verify(head).await;
    assert_eq!((&cut["unbroken"], &cut["fault"]["kind"]), (&false.into(), &"cut_off".into()));
    let page = admin.get(&format!("/operations/audit?verify={head}")).await.text();
    assert!(page.contains("Broken") && page.contains("the end was cut off"), "{page}");
    tamper(&app, "UPDATE audit_entry SET subject = 'player:99' WHERE seq = 2").await;
    let changed = verify("").await;
    assert_eq!((&changed["entries"], &changed["fault"]["kind"]), (&1.into(), &"altered".into()));
    assert!(changed["fault"]["message"].as_str().unwrap().starts_with("Entry 2 "), "{changed}");
}

#[tokio::test]
async fn the_command_tells_by_its_exit_code_whether_the_chain_is_unbroken() {
    let program = Program::with(TestDatabase::create().await);
    let pool = sqlx::PgPool::connect(program.database_url()).await.unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();

    let empty = program.run(&["audit", "verify"]);
    sqlx::raw_sql("INSERT INTO audit_entry (action, subject) VALUES ('a', 'b'), ('c', 'd')")
        .execute(&pool)
        .await
        .unwrap();
    let whole = program.run(&["audit", "verify"]);
    let told = text(&whole.stdout);
    let head = told.trim().rsplit(' ').next().unwrap();
    let expected = program.run(&["audit", "verify", "--expect-head", head]);
    let unreadable = program.run(&["audit", "verify", "--expect-head", "2"]);
    sqlx::raw_sql(
        "ALTER TABLE audit_entry DISABLE TRIGGER USER; DELETE FROM audit_entry WHERE seq = 2",
    )
    .execute(&pool)
    .await
    .unwrap();
    let cut = program.run(&["audit", "verify", "--expect-head", head]);

    assert!(empty.status.success() && text(&empty.stdout).contains("empty"));
    assert!(whole.status.success() && told.starts_with("2 entries, unbroken."), "{told}");
    assert!(expected.status.success(), "{}", text(&expected.stderr));
    assert!(!unreadable.status.success());
    assert!(text(&unreadable.stderr).contains("64 hexadecimal"), "{}", text(&unreadable.stderr));
    assert!(!cut.status.success());
    assert!(text(&cut.stderr).contains("the end was cut off"), "{}", text(&cut.stderr));
}

#[tokio::test]
async fn entries_from_before_the_chain_are_chained_by_the_migration() {
    let app = TestApp::start().await;
    let admin = app.sign_in(Role::Admin).await;
    changes(&admin).await;
    let applied = Migrator::get_applied_migrations(app.db()).await.unwrap();
    let from = applied.iter().position(|it| it.name().contains("chain_audit_entries")).unwrap();
    let steps = u32::try_from(applied.len() - from).unwrap();

    Migrator::down(app.db(), Some(steps)).await.unwrap();
    execute(&app, "INSERT INTO audit_entry (action, subject) VALUES ('before', 'it')".to_owned())
        .await;
    Migrator::up(app.db(), None).await.unwrap();
    changes(&admin).await;

    let verdict = admin.get("/api/v1/audit/verify").await.assert_status(200).json();
    assert_eq!((&verdict["unbroken"], &verdict["entries"]), (&true.into(), &13.into()));
}
