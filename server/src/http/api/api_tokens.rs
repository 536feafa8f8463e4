//! One's own API tokens over REST. A token's text is in the answer that made it and nowhere else. No API
//! token gets as far as here (`token_scope`): they cannot make others.

use axum::{
    Json,
    extract::{Path, State},
};
use backroom::{ApiTokenId, ApiTokenView, TokenScope, UnknownScope};
use chrono::{DateTime, Utc};
use football::FieldError;
use http::StatusCode;
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use store::accounts::api_tokens::{self, NewApiToken};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::http::{
    access::Viewer,
    json_body::JsonBody,
    problem::{Problem, ProblemDocument, request_id},
};

/// Every route of API tokens.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .routes(routes!(list_api_tokens, create_api_token))
        .routes(routes!(revoke_api_token))
}

/// A token without its text.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ApiTokenDocument {
    /// The token.
    id: i64,
    /// What its owner calls it.
    #[schema(example = "nightly import")]
    name: String,
    /// Its beginning and its last four characters.
    #[schema(example = "tl_••••••3f9a")]
    masked: String,
    /// What it may do: `read`, `write`, `jobs`, `operate`.
    #[schema(value_type = Vec<String>)]
    scopes: Vec<TokenScope>,
    /// When it was made.
    created_at: DateTime<Utc>,
    /// When it ends.
    expires_at: DateTime<Utc>,
    /// When it was last used, to the minute; null when never.
    last_used_at: Option<DateTime<Utc>>,
    /// It has ended.
    expired: bool,
}

impl From<ApiTokenView> for ApiTokenDocument {
    fn from(token: ApiTokenView) -> Self {
        Self {
            id: token.id.0,
            masked: token.masked(),
            name: token.name,
            scopes: token.scopes,
            created_at: token.created_at,
            expires_at: token.expires_at,
            last_used_at: token.last_used_at,
            expired: token.is_over,
        }
    }
}

/// One's tokens, the newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct ApiTokensDocument {
    /// The tokens.
    items: Vec<ApiTokenDocument>,
    /// How many there are.
    total: usize,
    /// All are listed: null.
    next_cursor: Option<String>,
}

/// A token to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewApiTokenBody {
    /// What you call it; each of your tokens has another name.
    #[schema(min_length = 1, max_length = 64)]
    name: String,
    /// What it may do: `read`, `write`, `jobs`, `operate`; none above your role.
    #[schema(min_items = 1)]
    scopes: Vec<String>,
    /// Days until it ends, 1 to 366; 90 where it is not said.
    #[schema(minimum = 1, maximum = 366)]
    expires_in_days: Option<u16>,
}

/// A token that was just made.
#[derive(Serialize, ToSchema)]
pub(super) struct MadeApiTokenDocument {
    /// The token itself, for `Authorization: Bearer`. Not told again.
    token: String,
    /// As lists show it.
    #[serde(flatten)]
    shown: ApiTokenDocument,
}

/// Your API tokens, without their text.
#[utoipa::path(
    get, path = "/account/tokens", tag = "auth",
    responses((status = 200, body = ApiTokensDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument, description = "Asked with an API token"))
)]
pub(super) async fn list_api_tokens(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
) -> Result<Json<ApiTokensDocument>, Problem> {
    let tokens = api_tokens::list(&state.db, caller.account_id, state.clock.now()).await?;
    let items: Vec<_> = tokens.into_iter().map(ApiTokenDocument::from).collect();
    Ok(Json(ApiTokensDocument { total: items.len(), items, next_cursor: None }))
}

/// Makes an API token. Its text is in this answer only.
#[utoipa::path(
    post, path = "/account/tokens", tag = "auth", request_body = NewApiTokenBody,
    responses((status = 201, body = MadeApiTokenDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument, description = "Asked with an API token"),
        (status = 422, body = ProblemDocument))
)]
pub(super) async fn create_api_token(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    JsonBody(body): JsonBody<NewApiTokenBody>,
) -> Result<(StatusCode, Json<MadeApiTokenDocument>), Problem> {
    let scopes: Result<Vec<TokenScope>, UnknownScope> =
        body.scopes.iter().map(|word| word.parse()).collect();
    let scopes = scopes.map_err(|unknown| AppError::Invalid {
        fields: vec![FieldError::new("scopes", unknown.to_string())],
    })?;
    let wanted = NewApiToken {
        name: &body.name,
        scopes: &scopes,
        days: body.expires_in_days.unwrap_or(ApiTokenView::DEFAULT_DAYS),
    };
    let asker = caller.asker(Some(request_id()));
    let made =
        api_tokens::create(&state.db, &asker, caller.role, wanted, state.clock.now()).await?;
    let document = MadeApiTokenDocument { token: made.token, shown: made.view.into() };
    Ok((StatusCode::CREATED, Json(document)))
}

/// Revokes an API token of yours.
#[utoipa::path(
    delete, path = "/account/tokens/{id}", tag = "auth", params(("id" = i64, Path, description = "The token")),
    responses((status = 204), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument, description = "Asked with an API token"),
        (status = 404, body = ProblemDocument))
)]
pub(super) async fn revoke_api_token(
    State(state): State<AppState>,
    Viewer(caller): Viewer,
    Path(id): Path<i64>,
) -> Result<StatusCode, Problem> {
    let asker = caller.asker(Some(request_id()));
    if api_tokens::revoke(&state.db, &asker, ApiTokenId(id), state.clock.now()).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(AppError::NotFound.into())
    }
}
