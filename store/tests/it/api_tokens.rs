//! Personal API tokens against a real database: how they are kept, when they end, and what is refused.

use std::time::Duration;

use backroom::{AccountChange, AccountId, ApiTokenId, Role, TokenScope};
use chrono::{DateTime, TimeDelta, Utc};
use store::{
    Database, StoreError,
    accounts::{
        self,
        api_tokens::{self, IssuedApiToken, MOST_TOKENS, NewApiToken},
        audit_entries,
    },
    database::{ConnectSettings, connect},
    queue::Asker,
};
use test_database::TestDatabase;

async fn database(test: &TestDatabase) -> Database {
    let url = test.url().to_owned();
    let acquire_timeout = Duration::from_secs(30);
    connect(&ConnectSettings { url, max_connections: 8, acquire_timeout }).await.unwrap()
}

fn noon() -> DateTime<Utc> {
    "2026-11-26T12:00:00Z".parse().unwrap()
}

/// An account that cannot sign in with a password: hashing one takes long.
async fn account(db: &Database, role: Role) -> Asker {
    let id: i64 = sqlx::query_scalar(
        "INSERT INTO account (name, password_hash, role) VALUES (gen_random_uuid()::text, 'none', $1)
         RETURNING id",
    )
    .bind(role.as_str())
    .fetch_one(db.get_postgres_connection_pool())
    .await
    .unwrap();
    Asker { account_id: AccountId(id), request_id: Some("req_1".to_owned()) }
}

async fn make(
    db: &Database,
    asker: &Asker,
    wanted: NewApiToken<'_>,
) -> Result<IssuedApiToken, StoreError> {
    api_tokens::create(db, asker, Role::Analyst, wanted, noon()).await
}

fn reader(name: &str) -> NewApiToken<'_> {
    NewApiToken { name, scopes: &[TokenScope::Read], days: 90 }
}

/// The field that is complained of.
async fn refused(db: &Database, asker: &Asker, wanted: NewApiToken<'_>) -> String {
    match make(db, asker, wanted).await {
        Err(StoreError::Invalid(fields)) => fields[0].field.clone(),
        Err(other) => panic!("{other}"),
        Ok(made) => panic!("made {}", made.view.name),
    }
}

async fn is_good(db: &Database, token: &str, now: DateTime<Utc>) -> bool {
    api_tokens::owner(db, token, now).await.unwrap().is_some()
}

#[tokio::test]
async fn a_token_opens_its_account_and_the_database_keeps_only_its_hash() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = account(&db, Role::Analyst).await;
    let scopes = &[TokenScope::Write, TokenScope::Read, TokenScope::Write];

    let made = make(&db, &asker, NewApiToken { name: " nightly ", scopes, days: 7 }).await.unwrap();
    let owner = api_tokens::owner(&db, &made.token, noon()).await.unwrap().unwrap();
    let another = make(&db, &asker, reader("another")).await.unwrap();

    assert!(made.token.starts_with("tl_") && made.token.len() == 3 + 64, "{}", made.token.len());
    assert_ne!(made.token, another.token);
    assert_eq!((owner.account_id, owner.role), (asker.account_id, Role::Analyst));
    assert_eq!(owner.scopes, [TokenScope::Read, TokenScope::Write], "each once, in order");
    assert_eq!(made.view.name, "nightly");
    assert_eq!(made.view.expires_at, noon() + TimeDelta::days(7));
    assert!(made.token.ends_with(&made.view.ending) && made.view.ending.len() == 4);
    let kept: String = sqlx::query_scalar("SELECT string_agg(t::text, ' ') FROM api_token AS t")
        .fetch_one(db.get_postgres_connection_pool())
        .await
        .unwrap();
    assert!(!kept.contains(&made.token) && !kept.contains(&made.token[3..]), "{kept}");
    let noted = audit_entries(&db, None, 1).await.unwrap();
    assert_eq!(
        (noted[0].action.as_str(), noted[0].account_id),
        ("token.create", Some(asker.account_id))
    );
    assert!(!format!("{noted:?}").contains(&made.token[3..]));
    assert!(!is_good(&db, &made.token[..made.token.len() - 1], noon()).await);
    assert!(!is_good(&db, &made.token.to_uppercase(), noon()).await);
}

#[tokio::test]
async fn a_token_lasts_to_the_second_and_no_longer() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = account(&db, Role::Analyst).await;

    let made = make(&db, &asker, NewApiToken { days: 1, ..reader("a") }).await.unwrap();

    let end = noon() + TimeDelta::days(1);
    assert!(is_good(&db, &made.token, end - TimeDelta::seconds(1)).await);
    assert!(!is_good(&db, &made.token, end).await);
    assert!(api_tokens::is_live(&db, made.view.id, end - TimeDelta::seconds(1)).await.unwrap());
    assert!(!api_tokens::is_live(&db, made.view.id, end).await.unwrap());
    let listed = api_tokens::list(&db, asker.account_id, end).await.unwrap();
    assert!(listed[0].is_over, "it stands in the list until it is forgotten");
}

#[tokio::test]
async fn whatever_ends_an_accounts_access_ends_its_tokens() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    // Of the last administrator nothing may be taken.
    account(&db, Role::Admin).await;

    for (change, is_revoked) in [
        (AccountChange::Close, true),
        (AccountChange::SignOut, true),
        (AccountChange::RevokeTokens, true),
        (AccountChange::AskForPassword, false),
    ] {
        let asker = account(&db, Role::Analyst).await;
        let made = make(&db, &asker, reader("a")).await.unwrap();
        accounts::change_by(&db, None, asker.account_id, change, noon()).await.unwrap();

        assert!(!is_good(&db, &made.token, noon()).await, "{change:?}");
        let left = api_tokens::list(&db, asker.account_id, noon()).await.unwrap().len();
        assert_eq!(left, usize::from(!is_revoked), "{change:?}");
    }
    let asker = account(&db, Role::Analyst).await;
    let made = make(&db, &asker, reader("a")).await.unwrap();
    accounts::set_password(&db, asker.account_id, "a quite new one", false, None).await.unwrap();
    assert!(!is_good(&db, &made.token, noon()).await, "a new password");
}

#[tokio::test]
async fn only_its_owner_revokes_a_token_and_only_once() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let (owner, other) = (account(&db, Role::Analyst).await, account(&db, Role::Admin).await);
    let made = make(&db, &owner, reader("a")).await.unwrap();

    assert!(!api_tokens::revoke(&db, &other, made.view.id, noon()).await.unwrap());
    assert!(!api_tokens::revoke(&db, &owner, ApiTokenId(0), noon()).await.unwrap());
    assert!(is_good(&db, &made.token, noon()).await);
    assert!(api_tokens::revoke(&db, &owner, made.view.id, noon()).await.unwrap());
    assert!(!is_good(&db, &made.token, noon()).await);
    assert!(!api_tokens::revoke(&db, &owner, made.view.id, noon()).await.unwrap());
    // Its name is free again.
    make(&db, &owner, reader("A")).await.unwrap();
}

#[tokio::test]
async fn use_is_noted_once_a_minute_however_often_a_program_asks() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = account(&db, Role::Analyst).await;
    let made = make(&db, &asker, reader("a")).await.unwrap();
    let used_at =
        async || api_tokens::list(&db, asker.account_id, noon()).await.unwrap()[0].last_used_at;

    assert_eq!(used_at().await, None);
    for (seconds, noted) in [(0, 0), (1, 0), (59, 0), (60, 60), (90, 60), (200, 200)] {
        assert!(is_good(&db, &made.token, noon() + TimeDelta::seconds(seconds)).await);
        assert_eq!(used_at().await, Some(noon() + TimeDelta::seconds(noted)), "{seconds} s");
    }
}

#[tokio::test]
async fn what_cannot_be_a_token_is_refused_with_the_field() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = account(&db, Role::Analyst).await;
    make(&db, &asker, reader("nightly")).await.unwrap();

    for name in ["Nightly", " ", "two\nlines", &"a".repeat(65)] {
        assert_eq!(refused(&db, &asker, reader(name)).await, "name", "{name}");
    }
    for scopes in [&[][..], &[TokenScope::Read, TokenScope::Operate]] {
        let wanted = NewApiToken { scopes, ..reader("b") };
        assert_eq!(refused(&db, &asker, wanted).await, "scopes", "{scopes:?}");
    }
    for days in [0, 367, u16::MAX] {
        let wanted = NewApiToken { days, ..reader("b") };
        assert_eq!(refused(&db, &asker, wanted).await, "expires_in_days", "{days}");
    }
    assert!(make(&db, &asker, NewApiToken { days: 366, ..reader("b") }).await.is_ok());
}

#[tokio::test]
async fn of_thirty_made_at_once_an_account_gets_twenty() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = account(&db, Role::Analyst).await;

    let names: Vec<String> = (0..30).map(|number| format!("token {number}")).collect();
    let made = futures::future::join_all(names.iter().map(|name| make(&db, &asker, reader(name))));
    let made = made.await.into_iter().flatten().count();

    assert_eq!(made, usize::try_from(MOST_TOKENS).unwrap());
    let views = accounts::list_views(&db, noon()).await.unwrap();
    assert_eq!(views[0].api_tokens, 20);
    let later = noon() + TimeDelta::days(90);
    assert_eq!(accounts::list_views(&db, later).await.unwrap()[0].api_tokens, 0);
}

#[tokio::test]
async fn a_token_is_forgotten_a_month_after_its_end() {
    let test = TestDatabase::create().await;
    let db = database(&test).await;
    let asker = account(&db, Role::Analyst).await;
    let revoked = make(&db, &asker, reader("revoked")).await.unwrap();
    api_tokens::revoke(&db, &asker, revoked.view.id, noon()).await.unwrap();
    make(&db, &asker, NewApiToken { days: 30, ..reader("ends") }).await.unwrap();
    make(&db, &asker, reader("lasts")).await.unwrap();

    let after = async |days| api_tokens::purge(&db, noon() + TimeDelta::days(days)).await.unwrap();

    assert_eq!((after(29).await, after(30).await), (0, 1));
    assert_eq!((after(59).await, after(60).await), (0, 1));
    assert_eq!(api_tokens::list(&db, asker.account_id, noon()).await.unwrap().len(), 1);
}
