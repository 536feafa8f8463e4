//! Requests that change something come from our own pages or from programs, never from another
//! site's page: the browser says so in `Sec-Fetch-Site` and `Origin`, which no page can forge.

use std::sync::Arc;

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::Response,
};
use http::StatusCode;
use tower::{Layer as _, ServiceExt as _, service_fn};
use tower_http::csrf::{ConfigError, CsrfLayer, ProtectionError};

use super::plain_answer::{Kind, asked_path};

/// The rules of tower-http's layer, with the origins that the operator lists.
#[derive(Clone)]
pub(super) struct SameSiteOnly(Arc<CsrfLayer>);

impl SameSiteOnly {
    /// Also lets scripts of `origins` change something; they need a token for it.
    pub(super) fn trusting(origins: &[String]) -> Result<Self, ConfigError> {
        let mut layer = CsrfLayer::new();
        for origin in origins {
            layer = layer.add_trusted_origin(origin)?;
        }
        Ok(Self(Arc::new(layer)))
    }
}

/// Answers 403 to a change that another site's page asks for.
pub(super) async fn refuse(
    State(SameSiteOnly(layer)): State<SameSiteOnly>,
    request: Request,
    next: Next,
) -> Response {
    let kind = Kind::of(&request);
    let route = asked_path(&request).to_owned();
    let inner = service_fn(move |request: Request| {
        let next = next.clone();
        async move { Ok::<_, std::convert::Infallible>(next.run(request).await) }
    });
    let Ok(response) = layer.layer(inner).oneshot(request).await;
    if response.extensions().get::<ProtectionError>().is_none() {
        return response;
    }
    tracing::warn!(route, "Refused a change that another site asked for");
    kind.answer_status(
        StatusCode::FORBIDDEN,
        "cross-site",
        "Another site's page asked for this change. Open Touchline itself and try again.",
    )
}
