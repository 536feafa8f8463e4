//! HTTP: the router, who is asking, security headers, rate limits, pages and the REST API.

pub mod access;
pub mod api;
mod assets;
mod identity;
mod json_body;
pub mod logging;
mod pages;
pub mod problem;
pub mod router;
mod security_headers;

pub use assets::read as read_assets;
