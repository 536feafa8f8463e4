//! HTTP: the router, who is asking, security headers, rate limits, pages and the REST API.

pub mod access;
pub mod api;
mod assets;
mod client_address;
pub mod connections;
mod cross_site;
mod figures;
mod health;
mod identity;
mod incident;
mod json_body;
mod load;
pub mod logging;
mod match_upload;
mod metrics;
mod pages;
mod plain_answer;
pub mod problem;
pub mod rate_limit;
mod request_body;
pub mod router;
mod security_headers;
mod table_upload;
mod token_scope;
mod trace;
mod trace_context;

pub use assets::read as read_assets;
pub use figures::{Figures, Levels, pool_levels};
pub use pages::Pages;
pub(crate) use trace_context::CallerTrace;
