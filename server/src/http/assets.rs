//! The browser's half: `/pkg/*`, named by content hash, precompressed by the build.

use std::path::Path;

use anyhow::Context as _;
use axum::{Router, response::Response};
use http::{HeaderValue, StatusCode, header};
use page_base::request::Assets;
use tower::ServiceBuilder;
use tower_http::services::ServeDir;

/// A name holds the hash of the content, so the content of a name never changes.
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");

/// Reads `assets.json`, which the build writes; without a build the pages come without script.
///
/// # Errors
/// The file is there but cannot be read.
pub fn read(site_dir: &Path) -> anyhow::Result<Assets> {
    let path = site_dir.join("assets.json");
    match std::fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes)
            .with_context(|| format!("{} is not what the build writes", path.display())),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            tracing::warn!("{} is missing: pages come without script and style", path.display());
            Ok(Assets::default())
        }
        Err(error) => Err(error).with_context(|| format!("{} cannot be read", path.display())),
    }
}

/// Serves the folder `pkg` of `site_dir`.
pub(super) fn router<S: Clone + Send + Sync + 'static>(site_dir: &Path) -> Router<S> {
    let files = ServeDir::new(site_dir.join("pkg")).precompressed_br().precompressed_gzip();
    let service = ServiceBuilder::new().map_response(|mut response: Response<_>| {
        if response.status() == StatusCode::OK || response.status() == StatusCode::NOT_MODIFIED {
            response.headers_mut().insert(header::CACHE_CONTROL, FOREVER);
        }
        response
    });
    Router::new().nest_service("/pkg", service.service(files))
}
