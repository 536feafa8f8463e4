//! Who is asking, and how every server function ends. Server only.

mod turns;

use std::{collections::BTreeMap, net::IpAddr, path::PathBuf, sync::Arc};

use axum::extract::FromRef;
use backroom::{AccountId, Role};
use chrono::{DateTime, Utc};
use leptos::config::LeptosOptions;
use store::{
    Database,
    incidents::{IncidentBook, Occasion},
    queue::Asker,
};
use tokio_util::sync::CancellationToken;

pub use self::turns::{Turn, Turns};

use crate::error::{AppError, Failure};

/// What every request handler may use.
#[derive(Clone, FromRef)]
pub struct AppState {
    /// The pool.
    pub db: Database,
    /// Where the WASM and CSS lie, and what they are called.
    pub leptos_options: LeptosOptions,
    /// Where uploads are kept.
    pub uploads: store::uploads::Uploads,
    /// Reading a list of players takes turns, on connections that only lists use.
    pub list_turns: Turns<Database>,
    /// Seasons with everyone ranked, kept between requests.
    pub seasons: store::ranked_seasons::RankedSeasons,
    /// The keys that open the vault.
    pub vault: store::vault::Keyring,
    /// The time; fixed in tests.
    pub clock: Clock,
    /// What the operator set that pages need to know.
    pub settings: Arc<AppSettings>,
    /// Where faults of the program are noted.
    pub incidents: IncidentBook,
    /// Cancelled when the server stops: every stream ends then.
    pub shutdown: CancellationToken,
}

/// The operator's settings as far as pages and routes need them.
#[derive(Clone, Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a setting of its own, not a state")]
pub struct AppSettings {
    /// Anybody may read players, matches and reports.
    pub public_read: bool,
    /// The demo's sign-in is shown on the sign-in page.
    pub demo: bool,
    /// Anybody may make an account.
    pub registration_open: bool,
    /// Whose room it is; empty when the operator did not say.
    pub club_name: String,
    /// Browsers come over TLS: cookies are `Secure`.
    pub secure: bool,
    /// Largest file that can be uploaded, in bytes.
    pub upload_limit_bytes: u64,
    /// Folder for data that is not in Postgres.
    pub data_dir: PathBuf,
    /// Where the browser finds its half.
    pub assets: Assets,
}

/// Addresses of the browser's half, with the hash of their content in the path. Read at start from
/// `assets.json` in the site folder, which the build writes.
#[derive(Clone, Debug, Default, serde::Deserialize)]
pub struct Assets {
    /// `/pkg/<hash>/touchline.js`
    pub js: String,
    /// `/pkg/<hash>/touchline_bg.wasm`: what every page needs.
    pub wasm: String,
    /// `/pkg/touchline.<hash>.css`
    pub css: String,
    /// For each part of the program, by name, the files that its pages need besides `wasm`.
    #[serde(default)]
    pub parts: BTreeMap<String, Vec<String>>,
}

/// Tells the time.
#[derive(Clone, Copy, Debug, Default)]
pub enum Clock {
    /// The system's clock.
    #[default]
    System,
    /// Always this instant: for tests.
    Fixed(DateTime<Utc>),
}

impl Clock {
    /// Now.
    pub fn now(&self) -> DateTime<Utc> {
        match self {
            Self::System => Utc::now(),
            Self::Fixed(instant) => *instant,
        }
    }
}

/// The account that asks, with what its request may use.
#[derive(Clone)]
pub struct Caller {
    /// The account.
    pub account_id: AccountId,
    /// Its name, as shown.
    pub name: String,
    /// What it may do.
    pub role: Role,
}

impl Caller {
    /// The caller of the request `request_id`, as the store notes who asks for a change.
    pub fn asker(&self, request_id: Option<String>) -> Asker {
        Asker { account_id: self.account_id, request_id }
    }
}

/// The browser session behind the request; absent when it comes with a token. In the request's
/// extensions beside [`Caller`].
#[derive(Clone, Debug)]
pub struct SessionInfo {
    /// The id under which the session is stored, from which its cookie cannot be made.
    pub stored_id: String,
    /// When it signed in.
    pub signed_in_at: DateTime<Utc>,
    /// The account has to choose a password of its own before anything else.
    pub must_change_password: bool,
}

/// Where the request comes from, as far as trusted proxies vouch for it. In the request's extensions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ClientAddress(pub IpAddr);

/// The request's id, as in the `x-request-id` header; put into the request's extensions by the
/// server.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

/// Notes the faults that a request meets. In the request's extensions beside its id.
#[derive(Clone, Debug, Default)]
pub struct Reporter {
    /// The request's id; empty outside of one.
    pub request_id: String,
    /// Method and route, as a pattern.
    pub place: String,
    /// Where they are noted.
    pub book: IncidentBook,
}

impl Reporter {
    /// Notes a fault of `kind`, which holds no data.
    pub fn note(&self, kind: &str) {
        let occasion = Occasion { request_id: Some(self.request_id.clone()), job: None };
        self.book.note(&self.place, kind, occasion);
    }
}

/// The state of this request.
pub fn state() -> AppState {
    leptos::prelude::expect_context::<AppState>()
}

/// The signed-in account, if it has at least `role`.
///
/// # Errors
/// `SignInRequired` when signed out, `Forbidden` when the account's role is less than `role`.
pub fn signed_in(role: Role) -> Result<Caller, Failure> {
    let caller = caller().ok_or(AppError::SignInRequired)?;
    if caller.role < role { Err(AppError::Forbidden.into()) } else { Ok(caller) }
}

/// Who may read football data: anybody where the operator made reading public, else those signed in.
///
/// # Errors
/// `SignInRequired` when reading is not public and nobody is signed in.
pub fn reader() -> Result<Option<Caller>, Failure> {
    let caller = caller();
    if caller.is_none() && !state().settings.public_read {
        return Err(AppError::SignInRequired.into());
    }
    Ok(caller)
}

/// The browser session behind the request; `None` when it comes with a token or without sign-in.
pub fn session_info() -> Option<SessionInfo> {
    extension()
}

/// Where the request comes from.
pub fn client_address() -> Option<IpAddr> {
    extension().map(|ClientAddress(address)| address)
}

/// The request's id.
pub fn request_id() -> Option<String> {
    extension().map(|RequestId(id)| id)
}

/// What a layer of the server left with the request.
fn extension<T: Clone + Send + Sync + 'static>() -> Option<T> {
    let parts = leptos::prelude::use_context::<http::request::Parts>();
    parts.and_then(|parts| parts.extensions.get::<T>().cloned())
}

/// The signed-in account, if any. The server's session layer resolves it before the page runs and
/// leaves it in the request's extensions.
fn caller() -> Option<Caller> {
    extension()
}

/// The request is a form of a browser without script, which wants a page in answer.
pub fn is_plain_form() -> bool {
    leptos::prelude::use_context::<http::request::Parts>().is_some_and(|parts| {
        let accept = parts.headers.get(http::header::ACCEPT);
        let wants_page = accept
            .and_then(|accept| accept.to_str().ok())
            .is_some_and(|accept| accept.contains("text/html"));
        // A page that is only looked at tells its status, to browsers too.
        parts.method == http::Method::POST && wants_page
    })
}

/// Ends every server function: tells the person what to do, the log why, and sets the status.
///
/// The status is left alone for a plain form post, which must stay a redirect so that forms work
/// without WASM.
pub async fn respond<T>(work: impl Future<Output = Result<T, Failure>>) -> Result<T, AppError> {
    let result = work.await;
    let parts = leptos::prelude::use_context::<http::request::Parts>();
    result.map_err(|failure| {
        let reporter = parts.as_ref().and_then(|parts| parts.extensions.get::<Reporter>().cloned());
        let error = failure.into_app_error(&reporter.unwrap_or_default());
        answer_with_status_of(&error);
        error
    })
}

/// Gives the answer the status of `error`, which the page tells itself; left alone where [`respond`] does.
pub fn answer_with_status_of(error: &AppError) {
    if !is_plain_form()
        && let Some(response) = leptos::prelude::use_context::<leptos_axum::ResponseOptions>()
        && let Ok(status) = http::StatusCode::from_u16(error.status())
    {
        response.set_status(status);
    }
}
