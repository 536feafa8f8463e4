//! REST, `/api/v1`: one file a feature, each with a function `routes()`.

pub mod jobs;
mod players;
mod scouting;

use app::request::AppState;
use axum::{Json, Router, routing::get};
use utoipa::openapi::OpenApi;
use utoipa_axum::router::OpenApiRouter;

/// Every route of the API with its description, without the `/api/v1` before it.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
        .merge(jobs::routes())
        .merge(players::routes())
        .merge(scouting::routes())
}

/// The document that describes the API.
pub fn document() -> OpenApi {
    routes().into_openapi()
}

/// `GET /openapi.json`
pub fn document_route(document: OpenApi) -> Router<AppState> {
    Router::new().route("/openapi.json", get(async move || Json(document)))
}
