//! The vault over REST, for administrators. Values come in and never go out.

use axum::{
    Json,
    extract::{Path, State},
};
use backroom::SecretView;
use chrono::{DateTime, Utc};
use http::StatusCode;
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use store::vault;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use zeroize::Zeroizing;

use crate::http::{
    access::Admin,
    problem::{Problem, ProblemDocument, request_id},
};

/// Every route of secrets.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_secrets)).routes(routes!(
        find_secret,
        put_secret,
        delete_secret
    ))
}

/// A secret without its value.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SecretDocument {
    /// What jobs and settings call it.
    #[schema(example = "openai")]
    name: String,
    /// Its value, masked: at most the last four letters of a long one.
    #[schema(example = "••••••abcd")]
    masked: String,
    /// Rises with every new value, from 1.
    version: u32,
    /// Which of the operator's keys seals it.
    key_id: String,
    /// When it was first put there.
    created_at: DateTime<Utc>,
    /// When its value was last replaced.
    changed_at: DateTime<Utc>,
    /// Who did that; null for a command.
    changed_by: Option<String>,
    /// When it was last used.
    used_at: Option<DateTime<Utc>>,
    /// For what it was last used.
    used_for: Option<String>,
}

impl From<SecretView> for SecretDocument {
    fn from(secret: SecretView) -> Self {
        Self {
            masked: secret.masked(),
            name: secret.name,
            version: secret.version,
            key_id: secret.key_id,
            created_at: secret.created_at,
            changed_at: secret.changed_at,
            changed_by: secret.changed_by,
            used_at: secret.used_at,
            used_for: secret.used_for,
        }
    }
}

/// Every secret, by name.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct SecretsDocument {
    /// The secrets.
    items: Vec<SecretDocument>,
    /// How many there are.
    total: usize,
    /// All are listed: null.
    next_cursor: Option<String>,
}

/// A new value.
#[derive(Deserialize, ToSchema)]
pub(super) struct SecretBody {
    /// The value, 1 to 16,384 letters.
    #[schema(value_type = String, min_length = 1, max_length = 16384)]
    value: Zeroizing<String>,
}

/// Every secret by name, without values.
#[utoipa::path(
    get, path = "/secrets", tag = "secrets",
    responses((status = 200, body = SecretsDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument))
)]
pub(super) async fn list_secrets(
    State(state): State<AppState>,
    Admin(_caller): Admin,
) -> Result<Json<SecretsDocument>, Problem> {
    let items: Vec<_> =
        vault::list_secrets(&state.db).await?.into_iter().map(SecretDocument::from).collect();
    Ok(Json(SecretsDocument { total: items.len(), items, next_cursor: None }))
}

/// One secret, without its value.
#[utoipa::path(
    get, path = "/secrets/{name}", tag = "secrets", params(("name" = String, Path, description = "The secret")),
    responses((status = 200, body = SecretDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
pub(super) async fn find_secret(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    Path(name): Path<String>,
) -> Result<Json<SecretDocument>, Problem> {
    let secret = vault::find_secret(&state.db, &name).await?.ok_or(AppError::NotFound)?;
    Ok(Json(secret.into()))
}

/// Puts a secret into the vault or replaces its value.
#[utoipa::path(
    put, path = "/secrets/{name}", tag = "secrets", params(("name" = String, Path, description = "The secret")),
    request_body = SecretBody,
    responses((status = 200, body = SecretDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 422, body = ProblemDocument))
)]
pub(super) async fn put_secret(
    State(state): State<AppState>,
    Admin(caller): Admin,
    Path(name): Path<String>,
    Json(body): Json<SecretBody>,
) -> Result<Json<SecretDocument>, Problem> {
    vault::put_secret(
        &state.db,
        &state.vault,
        Some(&caller.asker(Some(request_id()))),
        &name,
        &body.value,
    )
    .await?;
    let secret = vault::find_secret(&state.db, &name).await?.ok_or(AppError::NotFound)?;
    Ok(Json(secret.into()))
}

/// Deletes a secret.
#[utoipa::path(
    delete, path = "/secrets/{name}", tag = "secrets", params(("name" = String, Path, description = "The secret")),
    responses((status = 204), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument))
)]
pub(super) async fn delete_secret(
    State(state): State<AppState>,
    Admin(caller): Admin,
    Path(name): Path<String>,
) -> Result<StatusCode, Problem> {
    if vault::delete_secret(&state.db, Some(&caller.asker(Some(request_id()))), &name).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(AppError::NotFound.into())
    }
}
