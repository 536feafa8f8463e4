//! REST, `/api/v1`: one file a feature, each with a function `routes()`.

mod accepted;
mod accounts;
mod api_tokens;
mod audit;
mod auth;
mod desk;
mod identities;
pub(crate) mod imports;
mod insights;
pub mod jobs;
mod matches;
mod path_ids;
mod players;
mod refusals;
mod schedules;
mod scouting;
mod seasons;
mod secret_uses;
mod secrets;
mod table_imports;

use axum::{Json, Router, routing::get};
use page_base::request::AppState;
use utoipa::{
    Modify, OpenApi as _,
    openapi::{
        OpenApi,
        security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityScheme},
    },
};
use utoipa_axum::{router::OpenApiRouter, routes};
use utoipa_swagger_ui::SwaggerUi;

use super::health;

/// Where the document lies.
const DOCUMENT: &str = "/api/v1/openapi.json";

/// Every route of the API, without the `/api/v1` before it, and the document that describes them.
pub fn routes() -> (Router<AppState>, OpenApi) {
    let (routes, mut document) = described_routes().split_for_parts();
    refusals::describe(&mut document);
    (routes, document)
}

fn described_routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Api::openapi())
        .routes(routes!(health::health))
        .merge(accounts::routes())
        .merge(api_tokens::routes())
        .merge(audit::routes())
        .merge(auth::routes())
        .merge(desk::routes())
        .merge(identities::routes())
        .merge(imports::routes())
        .merge(insights::routes())
        .merge(jobs::routes())
        .merge(matches::routes())
        .merge(players::routes())
        .merge(schedules::routes())
        .merge(scouting::routes())
        .merge(seasons::routes())
        .merge(secrets::routes())
        .merge(secret_uses::routes())
}

/// The document that describes the API.
pub fn document() -> OpenApi {
    routes().1
}

/// `GET /openapi.json`
pub fn document_route(document: OpenApi) -> Router<AppState> {
    Router::new().route("/openapi.json", get(async move || Json(document)))
}

/// Swagger UI at `/docs`, from files of our own.
pub fn browsable() -> Router<AppState> {
    let config = utoipa_swagger_ui::Config::new([DOCUMENT]).validator_url("none");
    SwaggerUi::new("/docs").config(config).into()
}

/// What the document says of the API as a whole.
#[derive(utoipa::OpenApi)]
#[openapi(
    info(
        title = "Touchline",
        description = "Football operations: players, scouting, background tasks. Errors are \
                       `application/problem+json`; every answer carries `x-request-id` and the \
                       `X-RateLimit` headers.",
        license(name = "MIT", identifier = "MIT"),
    ),
    servers((url = "/api/v1")),
    modifiers(&SignInSchemes),
    security(("bearer" = []), ("session" = [])),
    tags(
        (name = "admin", description = "What only administrators do"),
        (name = "audit", description = "Every change by a person, chained"),
        (name = "auth", description = "Signing in and out, and tokens of one's own for programs"),
        (name = "health", description = "How the server is"),
        (name = "matches", description = "Matches: imports, frames, figures, line-ups and clips"),
        (name = "players", description = "Players and their market values"),
        (name = "scouting", description = "Scouting reports and their evidence; insights, and how far to trust \
            them; notes, tags, shortlists, needs, alerts"),
        (name = "tasks", description = "Work under way, for whoever asked for it"),
        (name = "jobs", description = "Background jobs, for operators"),
        (name = "schedules", description = "Jobs that are asked for again and again"),
        (name = "secrets", description = "Passwords and keys of other services, without their values"),
    ),
)]
struct Api;

/// The two ways to say who asks. A bearer token is an access token or an API token.
struct SignInSchemes;

impl Modify for SignInSchemes {
    fn modify(&self, document: &mut OpenApi) {
        let components = document.components.get_or_insert_default();
        components.add_security_scheme(
            "bearer",
            SecurityScheme::Http(
                HttpBuilder::new()
                    .scheme(HttpAuthScheme::Bearer)
                    .description(Some("An access token of /auth/token, or a personal API token"))
                    .build(),
            ),
        );
        components.add_security_scheme(
            "session",
            SecurityScheme::ApiKey(ApiKey::Cookie(ApiKeyValue::new("__Host-sid"))),
        );
    }
}
