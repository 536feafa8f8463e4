//! Which language model writes reports: defaults, bounds, versions, and what is noted.

use backroom::{Role, WriterSettings, WriterShape};
use base64::{Engine as _, prelude::BASE64_STANDARD};
use store::{
    Database, StoreError,
    accounts::{self, NewAccount, audit_entries},
    database::{ConnectSettings, connect},
    queue::{Asker, find_task},
    vault::{Keyring, put_secret},
    writers::{find_writer, request_trial, save_writer},
};
use test_database::TestDatabase;

async fn database(test: &TestDatabase) -> Database {
    let settings = ConnectSettings {
        url: test.url().to_owned(),
        max_connections: 4,
        acquire_timeout: std::time::Duration::from_secs(30),
    };
    connect(&settings).await.unwrap()
}

async fn asker(db: &Database) -> Asker {
    let account = NewAccount {
        name: "ada",
        email: None,
        password: "correct horse battery",
        role: Role::Admin,
        must_change_password: false,
    };
    let account_id = accounts::create(db, account).await.unwrap().id;
    Asker { account_id, request_id: Some("req_1".to_owned()) }
}

fn settings() -> WriterSettings {
    WriterSettings {
        shape: Some(WriterShape::OpenAi),
        provider: "Groq".to_owned(),
        base_url: "https://api.groq.com/openai/v1".to_owned(),
        model: "small-1".to_owned(),
        ..WriterSettings::default()
    }
}

fn fields(error: StoreError) -> Vec<String> {
    let StoreError::Invalid(errors) = error else { panic!("{error}") };
    errors.into_iter().map(|error| error.field).collect()
}

#[tokio::test]
async fn without_settings_there_is_no_model_and_nothing_is_sent() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;

    let found = find_writer(&db).await.unwrap();

    assert_eq!(found.settings, WriterSettings::default());
    assert_eq!((found.changed_at, found.settings.is_on()), (None, false));
}

#[tokio::test]
async fn settings_are_kept_with_who_changed_them_and_noted_without_a_key() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;
    let ring = Keyring::read(&format!("a:{}", BASE64_STANDARD.encode([1; 32]))).unwrap();
    put_secret(&db, &ring, None, "groq", "sk-canary-0123456789").await.unwrap();

    let wanted = WriterSettings { secret: "groq".to_owned(), ..settings() };
    save_writer(&db, &asker, &wanted).await.unwrap();
    let sending = WriterSettings { sends_player_data: true, version: 1, ..wanted.clone() };
    save_writer(&db, &asker, &sending).await.unwrap();

    let found = find_writer(&db).await.unwrap();
    assert_eq!(found.settings, WriterSettings { version: 2, ..sending });
    assert_eq!(found.changed_by.as_deref(), Some("ada"));
    let noted = audit_entries(&db, None, 2).await.unwrap();
    assert!(noted.iter().all(|entry| entry.action == "writer.update"));
    assert_eq!(noted[0].detail["sends_player_data"], true);
    assert_eq!(noted[1].detail["sends_player_data"], false);
    assert!(!format!("{noted:?}").contains("sk-canary"));
}

#[tokio::test]
async fn of_two_who_change_them_at_once_the_second_is_told() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;

    save_writer(&db, &asker, &settings()).await.unwrap();
    let late = save_writer(&db, &asker, &settings()).await;

    assert!(matches!(late, Err(StoreError::Conflict { .. })), "{late:?}");
    assert_eq!(find_writer(&db).await.unwrap().settings.version, 1);
}

#[tokio::test]
async fn what_cannot_be_used_is_named_by_its_field() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;
    let refused = async |change: fn(&mut WriterSettings)| {
        let mut wanted = settings();
        change(&mut wanted);
        fields(save_writer(&db, &asker, &wanted).await.unwrap_err())
    };

    assert_eq!(refused(|s| s.provider.clear()).await, ["provider"]);
    assert_eq!(refused(|s| s.model = "two words".to_owned()).await, ["model"]);
    assert_eq!(refused(|s| s.base_url = "http://example.org".to_owned()).await, ["base_url"]);
    assert_eq!(refused(|s| s.secret = "missing".to_owned()).await, ["secret"]);
    assert_eq!(refused(|s| s.secret = "sk-NOT A NAME".to_owned()).await, ["secret"]);
    assert_eq!(refused(|s| s.sends_medical_data = true).await, ["sends_medical_data"]);
    let sends_to_nobody = WriterSettings { sends_player_data: true, ..WriterSettings::default() };
    let error = save_writer(&db, &asker, &sends_to_nobody).await.unwrap_err();
    assert_eq!(fields(error), ["shape"]);
}

#[tokio::test]
async fn a_trial_is_a_task_and_noted_and_needs_a_model() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = asker(&db).await;

    let without = request_trial(&db, &asker).await.unwrap_err();
    save_writer(&db, &asker, &settings()).await.unwrap();
    let task = request_trial(&db, &asker).await.unwrap();

    assert_eq!(fields(without), ["shape"]);
    let task = find_task(&db, task.id()).await.unwrap().unwrap();
    assert_eq!(task.subject, "Groq small-1");
    assert_eq!(audit_entries(&db, None, 1).await.unwrap()[0].action, "writer.try");
}
