//! `POST /admin/refresh-market-values`

use app::request::AppState;
use axum::{Json, extract::State};
use football::PlayerId;
use http::StatusCode;
use serde::Deserialize;
use store::queue::market_values::request_refresh;
use utoipa::ToSchema;

use super::Accepted;
use crate::http::{
    access::Admin,
    problem::{Problem, ProblemDocument, request_id},
};

/// Whose market values to refresh.
#[derive(Debug, Default, Deserialize, ToSchema)]
pub(super) struct RefreshBody {
    /// The players; all that the provider can know when absent.
    #[schema(value_type = Option<Vec<i64>>)]
    #[serde(default)]
    player_ids: Option<Vec<PlayerId>>,
}

/// Asks the configured provider for market values, in the background. Players who were asked for
/// within 24 hours are passed over.
#[utoipa::path(
    post, path = "/admin/refresh-market-values", tag = "admin", request_body = Option<RefreshBody>,
    responses((status = 202, body = Accepted), (status = 401, body = ProblemDocument),
        (status = 403, body = ProblemDocument))
)]
pub(super) async fn refresh_market_values(
    State(state): State<AppState>,
    Admin(caller): Admin,
    body: Option<Json<RefreshBody>>,
) -> Result<(StatusCode, Json<Accepted>), Problem> {
    let Json(body) = body.unwrap_or_default();
    let request_id = Some(request_id()).filter(|id| !id.is_empty());
    let enqueued =
        request_refresh(&state.db, caller.account_id, request_id.as_deref(), body.player_ids)
            .await?;
    Ok((StatusCode::ACCEPTED, Json(enqueued.into())))
}
