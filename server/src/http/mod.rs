//! HTTP: the router, who is asking, security headers, rate limits, pages and the REST API.

pub mod access;
pub mod api;
pub mod problem;
