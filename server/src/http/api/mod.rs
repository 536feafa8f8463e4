//! REST, `/api/v1`: one file a feature, each with a function `routes()`.

use app::request::AppState;
use utoipa_axum::router::OpenApiRouter;

/// Every route of the API with its description.
pub fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::new()
}
