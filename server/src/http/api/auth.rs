//! Sign-in for programs: an access token that lasts minutes and a refresh token that is used once.

use std::sync::Arc;

use axum::{
    Extension, Form, Json,
    extract::State,
    response::{IntoResponse, Response},
};
use backroom::{AccountId, Role};
use chrono::{DateTime, Utc};
use http::StatusCode;
use page_base::{
    error::AppError,
    request::{AppState, ClientAddress},
};
use serde::{Deserialize, Serialize};
use store::accounts::{self, Account, IssuedRefresh, NewAccount, SignIn, SignInOutcome};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    access::{
        Keys,
        tokens::{self, Bearer},
    },
    config::AccessConfig,
    http::{
        access::Viewer,
        problem::{Problem, ProblemDocument, request_id, told},
    },
};

/// The routes of this feature.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(register))
        .routes(routes!(token))
        .routes(routes!(refresh))
        .routes(routes!(logout))
        .routes(routes!(me))
}

/// An account to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Registration {
    /// 2 to 64 characters, without `@`.
    name: String,
    /// An e-mail address.
    email: Option<String>,
    /// 8 to 128 characters, not one of the most common.
    password: String,
}

/// An account.
#[derive(Serialize, ToSchema)]
struct AccountBody {
    /// The account.
    id: i64,
    /// Its name.
    name: String,
    /// Its e-mail address.
    email: Option<String>,
    /// viewer, analyst or admin.
    #[schema(value_type = String)]
    role: Role,
    /// When it was made.
    created_at: DateTime<Utc>,
}

impl From<Account> for AccountBody {
    fn from(account: Account) -> Self {
        Self {
            id: account.id.0,
            name: account.name,
            email: account.email,
            role: account.role,
            created_at: account.created_at,
        }
    }
}

/// Name and password in the shape of OAuth 2 (RFC 6749 4.3).
#[derive(Deserialize, ToSchema)]
struct Credentials {
    /// `password`, where it is given.
    grant_type: Option<String>,
    /// Name or e-mail address.
    username: String,
    /// The password.
    password: String,
}

/// A pair of tokens.
#[derive(Serialize, ToSchema)]
struct TokenPair {
    /// For `Authorization: Bearer`.
    access_token: String,
    /// Always `bearer`.
    token_type: &'static str,
    /// Seconds that the access token lasts.
    expires_in: u64,
    /// To be exchanged once for the next pair.
    refresh_token: String,
}

/// A refresh token.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RefreshToken {
    /// As it was given.
    refresh_token: String,
}

/// Makes an account, which starts as a viewer, where the operator left registration open.
#[utoipa::path(
    post,
    path = "/auth/register",
    tag = "auth",
    security(()),
    request_body = Registration,
    responses(
        (status = 201, body = AccountBody),
        (status = 403, body = ProblemDocument, description = "Registration is closed"),
        (status = 422, body = ProblemDocument),
        (status = 429, body = ProblemDocument),
    ),
)]
async fn register(
    State(state): State<AppState>,
    Json(body): Json<Registration>,
) -> Result<(StatusCode, Json<AccountBody>), Problem> {
    if !state.settings.registration_open {
        return Err(AppError::Forbidden.into());
    }
    let account = NewAccount {
        name: &body.name,
        email: body.email.as_deref(),
        password: &body.password,
        role: Role::Viewer,
        must_change_password: false,
    };
    let account = accounts::create(&state.db, account).await?;
    note(&state, account.id, "account.register").await?;
    Ok((StatusCode::CREATED, Json(account.into())))
}

/// Exchanges name and password for a pair of tokens.
#[utoipa::path(
    post,
    path = "/auth/token",
    tag = "auth",
    security(()),
    request_body(content = Credentials, content_type = "application/x-www-form-urlencoded"),
    responses(
        (status = 200, body = TokenPair),
        (status = 400, body = ProblemDocument, description = "Another grant type"),
        (status = 401, body = ProblemDocument, description = "Name or password is wrong"),
        (status = 403, body = ProblemDocument, description = "The account is closed"),
        (status = 422, body = ProblemDocument),
        (status = 429, body = ProblemDocument, description = "Too many failures"),
    ),
)]
async fn token(
    State(state): State<AppState>,
    Extension(keys): Extension<Keys>,
    Extension(access): Extension<Arc<AccessConfig>>,
    address: Option<Extension<ClientAddress>>,
    Form(body): Form<Credentials>,
) -> Result<Response, Problem> {
    if body.grant_type.as_deref().is_some_and(|grant| grant != "password") {
        let detail = "`grant_type` is `password` here; to refresh use /auth/refresh.";
        return Ok(told(StatusCode::BAD_REQUEST, "invalid", detail));
    }
    let now = state.clock.now();
    let attempt = SignIn {
        name: &body.username,
        password: &body.password,
        address: address.map(|Extension(ClientAddress(address))| address),
        now,
    };
    let account = match accounts::sign_in(&state.db, attempt).await? {
        SignInOutcome::Welcome(account) => account,
        SignInOutcome::Wrong { tries_left } => {
            let detail = format!("Name or password is wrong. {tries_left} tries left.");
            return Ok(told(StatusCode::UNAUTHORIZED, "wrong-credentials", &detail));
        }
        SignInOutcome::Locked { retry_after_secs } => {
            return Err(AppError::TooManyRequests { retry_after_secs }.into());
        }
        SignInOutcome::Disabled => return Err(AppError::Forbidden.into()),
    };
    if account.must_change_password {
        let detail = "Choose a password of your own first: sign in with a browser.";
        return Ok(told(StatusCode::FORBIDDEN, "password-change-required", detail));
    }
    let refresh = accounts::start_family(&state.db, account.id, now).await?;
    Ok(pair(&keys, &access, refresh, now).into_response())
}

/// Exchanges a refresh token for the next pair. Each is good once; using one again later ends the
/// whole sign-in.
#[utoipa::path(
    post,
    path = "/auth/refresh",
    tag = "auth",
    security(()),
    request_body = RefreshToken,
    responses(
        (status = 200, body = TokenPair),
        (status = 401, body = ProblemDocument),
        (status = 422, body = ProblemDocument),
    ),
)]
async fn refresh(
    State(state): State<AppState>,
    Extension(keys): Extension<Keys>,
    Extension(access): Extension<Arc<AccessConfig>>,
    Json(body): Json<RefreshToken>,
) -> Result<Json<TokenPair>, Problem> {
    let now = state.clock.now();
    let next = accounts::rotate(&state.db, keys.refresh(), &body.refresh_token, now).await?;
    let next = next.ok_or(AppError::SignInRequired)?;
    Ok(pair(&keys, &access, next, now))
}

/// Ends the sign-in that the access token, or the refresh token in the body, belongs to.
#[utoipa::path(
    post,
    path = "/auth/logout",
    tag = "auth",
    request_body = Option<RefreshToken>,
    responses((status = 204), (status = 401, body = ProblemDocument)),
)]
async fn logout(
    State(state): State<AppState>,
    bearer: Option<Extension<Bearer>>,
    body: Option<Json<RefreshToken>>,
) -> Result<StatusCode, Problem> {
    let now = state.clock.now();
    if bearer.is_none() && body.is_none() {
        return Err(AppError::SignInRequired.into());
    }
    if let Some(Extension(bearer)) = bearer {
        // A family without refresh tokens has nothing that could be marked as ended.
        accounts::end_family(&state.db, bearer.family, now).await?;
    }
    if let Some(Json(body)) = body {
        accounts::end_family_of(&state.db, &body.refresh_token, now).await?;
    }
    Ok(StatusCode::NO_CONTENT)
}

/// The account that asks.
#[utoipa::path(
    get,
    path = "/auth/me",
    tag = "auth",
    responses((status = 200, body = AccountBody), (status = 401, body = ProblemDocument)),
)]
async fn me(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
) -> Result<Json<AccountBody>, Problem> {
    let account = accounts::find(&state.db, caller.account_id).await?;
    let account = account.ok_or(AppError::SignInRequired)?;
    Ok(Json(account.into()))
}

fn pair(
    keys: &Keys,
    access: &AccessConfig,
    refresh: IssuedRefresh,
    now: DateTime<Utc>,
) -> Json<TokenPair> {
    let bearer = Bearer { account_id: refresh.account_id, family: refresh.family };
    Json(TokenPair {
        access_token: tokens::issue(keys, &bearer, now, access.access_token_life),
        token_type: "bearer",
        expires_in: access.access_token_life.as_secs(),
        refresh_token: refresh.token,
    })
}

async fn note(state: &AppState, account: AccountId, action: &str) -> Result<(), Problem> {
    let subject = format!("account:{account}");
    let id = request_id();
    let detail = serde_json::json!({});
    accounts::audit(&state.db, Some(account), action, &subject, detail, Some(&id)).await?;
    Ok(())
}
