//! `GET /secrets/{name}/uses`: who used a secret when, and for what.

use axum::{
    Json,
    extract::{Path, Query, State},
};
use backroom::SecretUseView;
use chrono::{DateTime, Utc};
use football::FieldError;
use page_base::{error::AppError, request::AppState};
use serde::{Deserialize, Serialize};
use store::vault;
use utoipa::{IntoParams, ToSchema};
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

use crate::http::{
    access::Admin,
    problem::{Problem, ProblemDocument},
};

const DEFAULT_LIMIT: u32 = 50;
const MOST: u32 = 200;

/// The route of the uses.
pub(super) fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new().routes(routes!(list_secret_uses))
}

/// Which page of the uses.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(super) struct UsesQuery {
    /// Most uses of the answer, 1 to 200.
    #[param(minimum = 1, maximum = 200, default = 50)]
    limit: Option<u32>,
    /// `next_cursor` of the page before.
    cursor: Option<i64>,
}

/// One use of a secret.
#[derive(Debug, Serialize, ToSchema)]
struct UseDocument {
    /// When.
    at: DateTime<Utc>,
    /// For what.
    #[schema(example = "Market value of a player")]
    purpose: String,
    /// The job that used it; null where no job did, or where it is forgotten.
    job_id: Option<Uuid>,
    /// Who asked for that job, or for the one that it is a part of; null for a schedule or a command.
    asked_by: Option<String>,
}

impl From<SecretUseView> for UseDocument {
    fn from(used: SecretUseView) -> Self {
        Self {
            at: used.at,
            purpose: used.purpose,
            job_id: used.job.map(|job| job.0),
            asked_by: used.asked_by,
        }
    }
}

/// One page of uses, newest first.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct UsesDocument {
    /// The uses.
    items: Vec<UseDocument>,
    /// Not counted: null.
    total: Option<i64>,
    /// `cursor` of the next page; null on the last.
    next_cursor: Option<String>,
}

/// Who used a secret when, newest first: the job, who asked for it, and for what.
#[utoipa::path(
    get, path = "/secrets/{name}/uses", tag = "secrets",
    params(("name" = String, Path, description = "The secret"), UsesQuery),
    responses((status = 200, body = UsesDocument), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument), (status = 404, body = ProblemDocument),
        (status = 422, body = ProblemDocument))
)]
pub(super) async fn list_secret_uses(
    State(state): State<AppState>,
    Admin(_caller): Admin,
    Path(name): Path<String>,
    Query(page): Query<UsesQuery>,
) -> Result<Json<UsesDocument>, Problem> {
    let limit = page.limit.unwrap_or(DEFAULT_LIMIT);
    if !(1..=MOST).contains(&limit) {
        let fields = vec![FieldError::new("limit", "Give a number from 1 to 200.")];
        return Err(AppError::Invalid { fields }.into());
    }
    vault::find_secret(&state.db, &name).await?.ok_or(AppError::NotFound)?;
    let mut uses = vault::list_uses(&state.db, &name, page.cursor, limit + 1).await?;
    let is_last = u32::try_from(uses.len()).is_ok_and(|found| found <= limit);
    uses.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let next_cursor = uses.last().filter(|_| !is_last).map(|used| used.id.to_string());
    let items = uses.into_iter().map(UseDocument::from).collect();
    Ok(Json(UsesDocument { items, total: None, next_cursor }))
}
