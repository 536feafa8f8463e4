//! A server of its own for a test: its own database, the program's own router on a loopback port, and
//! clients that behave as browsers do.

use std::{
    net::SocketAddr,
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
    time::Duration,
};

use axum::{Extension, Router};
use backroom::{AccountId, Role};
use chrono::{DateTime, Utc};
use http::{HeaderMap, HeaderName, Method, StatusCode, header};
use page_base::request::{AppState, Clock};
use serde_json::Value;
use server::{
    access::{
        Keys,
        tokens::{self, Bearer},
    },
    config::Config,
    http::{Figures, connections::serve, router},
    jobs::{Hub, JobEnv, WorkerSettings, registry::registry, run_until_idle},
    state::app_state,
    telemetry::Observer,
};
use sqlx::PgPool;
use store::{
    Database,
    sessions::{ACCOUNT_KEY, PostgresSessions, SIGNED_IN_KEY},
};
use test_database::TestDatabase;
use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use tower_sessions::{SessionStore as _, cookie::time::OffsetDateTime, session::Record};

/// A running server with a database of its own. Ends with this value.
pub(crate) struct TestApp {
    address: SocketAddr,
    state: AppState,
    keys: Keys,
    config: Config,
    figures: Figures,
    folder: PathBuf,
    shutdown: CancellationToken,
    accounts: AtomicU32,
    // Dropped last: the pool has to be idle before its database can go.
    database: TestDatabase,
}

impl TestApp {
    /// A server with the settings of the tests: no rate limit, reading for the signed-in only.
    pub(crate) async fn start() -> Self {
        Self::start_with(Clock::System, |_| {}).await
    }

    /// A server whose clock stands at `instant`.
    pub(crate) async fn start_at(instant: DateTime<Utc>) -> Self {
        Self::start_with(Clock::Fixed(instant), |_| {}).await
    }

    /// A server whose settings `change` was allowed to change.
    pub(crate) async fn start_with(clock: Clock, change: impl FnOnce(&mut Config)) -> Self {
        let database = TestDatabase::create().await;
        Self::start_on(database, clock, Router::new(), change).await
    }

    /// A server with more routes, for tests of what stands round them.
    pub(crate) async fn start_with_routes(
        routes: Router<AppState>,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        Self::start_on(TestDatabase::create().await, Clock::System, routes, change).await
    }

    /// A server on `database`.
    pub(crate) async fn start_on(
        database: TestDatabase,
        clock: Clock,
        more: Router<AppState>,
        change: impl FnOnce(&mut Config),
    ) -> Self {
        let folder = std::env::temp_dir().join(database.name());
        let mut config = Config::for_testing(database.url(), folder.clone());
        change(&mut config);

        let db = server::database::connect(&config, database.url())
            .await
            .expect("the test database can be reached");
        let keys = Keys::of(&config).expect("the test's keys are good");
        let shutdown = CancellationToken::new();
        let state = app_state(&config, db, clock, shutdown.clone()).expect("the folders work");
        let hub = Hub::start(state.db.clone(), shutdown.clone());
        let figures = Figures::default();
        let router =
            router::build_with(state.clone(), keys.clone(), &config, &figures, app::router, more)
                .layer(Extension(hub));
        let listener =
            TcpListener::bind(config.http.listen).await.expect("loopback has free ports");
        let address = listener.local_addr().expect("a bound listener has an address");
        let stopped = shutdown.clone();
        tokio::spawn(serve(listener, router, stopped, Duration::from_mins(1)));
        Self {
            address,
            state,
            keys,
            config,
            figures,
            folder,
            shutdown,
            accounts: AtomicU32::new(0),
            database,
        }
    }

    /// The server's pool, for the functions of `store`.
    pub(crate) fn db(&self) -> &Database {
        &self.state.db
    }

    /// The same pool for SQL of the test's own.
    pub(crate) fn sql(&self) -> &PgPool {
        self.state.db.get_postgres_connection_pool()
    }

    /// Address of the test's database.
    pub(crate) fn database_url(&self) -> &str {
        self.database.url()
    }

    /// What the handlers are given.
    pub(crate) fn state(&self) -> &AppState {
        &self.state
    }

    /// The program's router, as it stands before the server's own listener.
    pub(crate) fn router(&self) -> Router {
        router::build(
            self.state.clone(),
            self.keys.clone(),
            &self.config,
            &self.figures,
            app::router,
        )
    }

    /// What observes this server; the test says when.
    pub(crate) fn observer(&self) -> Observer {
        Observer::new(&self.state, Some(self.figures.clone()))
    }

    /// Runs the jobs that wait, and those that they bring about, until none is left.
    pub(crate) async fn run_queued_jobs(&self) {
        let env = JobEnv::new(&self.state, &self.config.jobs);
        run_until_idle(env, registry(), &WorkerSettings::for_testing())
            .await
            .expect("workers can be started");
    }

    /// The keys of access tokens.
    pub(crate) fn keys(&self) -> &Keys {
        &self.keys
    }

    /// The settings the server runs with.
    pub(crate) fn config(&self) -> &Config {
        &self.config
    }

    /// The data folder.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// Where the server listens.
    pub(crate) fn address(&self) -> SocketAddr {
        self.address
    }

    /// Somebody who is not signed in.
    pub(crate) fn signed_out(&self) -> Client {
        Client::new(self.address, None, HeaderMap::new())
    }

    /// A new account with `role`, signed in with a browser. Each call is another person.
    pub(crate) async fn sign_in(&self, role: Role) -> Client {
        let account = self.create_account(role).await;
        self.sign_in_as(account).await
    }

    /// `account`, signed in with a browser.
    pub(crate) async fn sign_in_as(&self, account: AccountId) -> Client {
        let clock = self.state.clock;
        let sessions = PostgresSessions::new(self.db().clone(), move || clock.now());
        let mut record = Record {
            id: tower_sessions::session::Id::default(),
            data: [
                (ACCOUNT_KEY.to_owned(), Value::from(account.0)),
                (SIGNED_IN_KEY.to_owned(), Value::from(clock.now().to_rfc3339())),
            ]
            .into(),
            expiry_date: OffsetDateTime::UNIX_EPOCH,
        };
        sessions.create(&mut record).await.expect("a session can be stored");
        let name = if self.state.settings.secure { "__Host-sid" } else { "sid" };
        let mut headers = HeaderMap::new();
        let cookie = format!("{name}={}", record.id);
        headers.insert(header::COOKIE, cookie.parse().expect("an id is a header value"));
        Client::new(self.address, Some(account), headers)
    }

    /// A new account with `role`, as a program that brings an access token.
    pub(crate) async fn bearer(&self, role: Role) -> Client {
        let account = self.create_account(role).await;
        let bearer = Bearer { account_id: account, family: uuid::Uuid::new_v4() };
        let life = self.config.access.access_token_life;
        let token = tokens::issue(&self.keys, &bearer, self.state.clock.now(), life);
        self.with_token(account, &token)
    }

    /// A program that brings `token`.
    pub(crate) fn with_token(&self, account: AccountId, token: &str) -> Client {
        let mut headers = HeaderMap::new();
        let value = format!("Bearer {token}");
        headers.insert(header::AUTHORIZATION, value.parse().expect("a token is a header value"));
        Client { is_browser: false, ..Client::new(self.address, Some(account), headers) }
    }

    /// A new account with `role` that cannot sign in with a password: hashing one takes long.
    pub(crate) async fn create_account(&self, role: Role) -> AccountId {
        let number = self.accounts.fetch_add(1, Ordering::Relaxed) + 1;
        let id = sqlx::query_scalar(
            "INSERT INTO account (name, password_hash, role) VALUES ($1, 'none', $2) RETURNING id",
        )
        .bind(format!("{role}{number}"))
        .bind(role.as_str())
        .fetch_one(self.sql())
        .await
        .expect("an account can be stored");
        AccountId(id)
    }
}

impl Drop for TestApp {
    fn drop(&mut self) {
        self.shutdown.cancel();
        std::fs::remove_dir_all(&self.folder).ok();
    }
}

/// Somebody who talks to the server. Follows no redirect; a browser sends the headers that browsers
/// send from our own pages.
#[derive(Clone)]
pub(crate) struct Client {
    base: String,
    account: Option<AccountId>,
    headers: HeaderMap,
    is_browser: bool,
    http: reqwest::Client,
}

/// A client that follows no redirect and speaks to this machine only.
pub(crate) fn plain_client() -> reqwest::Client {
    // The program names its TLS where it needs it (`jobs::players::market_values`); this client needs
    // none, but its builder asks for one. A second call changes nothing.
    rustls::crypto::ring::default_provider().install_default().ok();
    reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .build()
        .expect("a client without TLS needs nothing")
}

impl Client {
    fn new(address: SocketAddr, account: Option<AccountId>, headers: HeaderMap) -> Self {
        let base = format!("http://{address}");
        Self { base, account, headers, is_browser: true, http: plain_client() }
    }

    /// Somebody who talks to a server of another process, and says with this header who they are.
    pub(crate) fn elsewhere(address: SocketAddr, name: HeaderName, value: &str) -> Self {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().expect("a header value"));
        Self::new(address, None, headers)
    }

    /// The account that this client is.
    pub(crate) fn account(&self) -> AccountId {
        self.account.expect("this client is nobody")
    }

    /// The same client with one more header in every request.
    pub(crate) fn with_header(mut self, name: &str, value: &str) -> Self {
        let name: HeaderName = name.parse().expect("a header name");
        self.headers.insert(name, value.parse().expect("a header value"));
        self
    }

    /// The value of a header that this client sends.
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).and_then(|value| value.to_str().ok())
    }

    /// The same browser with the cookies that `answer` gave it beside its own.
    pub(crate) fn with_cookies_of(&self, answer: &Answer) -> Self {
        let own = self.header("cookie").map(str::to_owned);
        let cookies: Vec<_> = own.into_iter().chain(cookies_of(&answer.headers)).collect();
        self.clone().with_header("cookie", &cookies.join("; "))
    }

    pub(crate) async fn get(&self, path: &str) -> Answer {
        self.send(self.request(Method::GET, path)).await
    }

    pub(crate) async fn delete(&self, path: &str) -> Answer {
        self.send(self.request(Method::DELETE, path)).await
    }

    /// Posts JSON.
    pub(crate) async fn post(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::POST, path).json(body)).await
    }

    /// Puts JSON.
    pub(crate) async fn put(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PUT, path).json(body)).await
    }

    /// Patches with JSON.
    pub(crate) async fn patch(&self, path: &str, body: &Value) -> Answer {
        self.send(self.request(Method::PATCH, path).json(body)).await
    }

    /// Posts a form as a script of our pages does: the answer is data, not a page.
    pub(crate) async fn post_form(&self, path: &str, fields: &[(&str, &str)]) -> Answer {
        self.send(self.request(Method::POST, path).form(fields)).await
    }

    /// Posts a form as a browser without script does, from the page at `from`.
    pub(crate) async fn submit(&self, path: &str, from: &str, fields: &[(&str, &str)]) -> Answer {
        let request = self
            .request(Method::POST, path)
            .header(header::ACCEPT, "text/html,application/xhtml+xml")
            .header(header::REFERER, format!("{}{from}", self.base))
            .form(fields);
        self.send(request).await
    }

    /// A request to be completed by the test; [`Client::send`] sends it.
    pub(crate) fn request(&self, method: Method, path: &str) -> reqwest::RequestBuilder {
        let changes = !matches!(method, Method::GET | Method::HEAD | Method::OPTIONS);
        let mut request =
            self.http.request(method, format!("{}{path}", self.base)).headers(self.headers.clone());
        if changes && self.is_browser && !self.headers.contains_key(header::ORIGIN) {
            request =
                request.header(header::ORIGIN, &self.base).header("sec-fetch-site", "same-origin");
        }
        request
    }

    /// Sends `request` and reads the whole answer.
    pub(crate) async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        let response = request.send().await.expect("the server answers");
        let status = response.status();
        let headers = response.headers().clone();
        let body = response.bytes().await.expect("the answer ends").to_vec();
        Answer { status, headers, body }
    }
}

/// The `name=value` of each cookie that an answer sets.
pub(crate) fn cookies_of(headers: &HeaderMap) -> Vec<String> {
    let lines = headers.get_all(header::SET_COOKIE).iter().filter_map(|line| line.to_str().ok());
    lines.filter_map(|line| Some(line.split(';').next()?.to_owned())).collect()
}

/// A whole answer.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    pub(crate) body: Vec<u8>,
}

impl Answer {
    /// Fails the test, showing the body, when the status is another.
    #[track_caller]
    pub(crate) fn assert_status(self, status: u16) -> Self {
        let start: String = self.text().chars().take(800).collect();
        assert_eq!(self.status.as_u16(), status, "{start}");
        self
    }

    /// The body as text.
    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }

    /// The body as JSON.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_slice(&self.body)
            .unwrap_or_else(|error| panic!("{error} in: {}", self.text()))
    }

    /// The text of a header; empty when it is not there.
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default()
    }
}
